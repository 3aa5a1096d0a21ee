"""The page of review: the real command on loopback, read and driven by Chromium."""

from __future__ import annotations

import re
import resource
import signal
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from intake_project import FIRST, TONNAGE, WORDS, bare_draft, enter
from review_page import Server, Window, chromium, served

from malirussia import tables
from malirussia.evidence import load as load_evidence
from malirussia.intake import drafts, edits
from malirussia.intake.draft import Candidate, Draft, Found, Reason

OWN = "gazette-2025-03-04"
SECOND = {"first": 27, "words": 9}
"""The second sentence."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Draft:
    """A draft with a whole claim, one without a status and a sentence, and one on the second sentence."""
    enter(tmp_path, monkeypatch)
    whole = Candidate(first=FIRST, words=WORDS, score=0.9, why=[Reason(kind="cue", of="promis")], **TONNAGE)
    bare = Candidate(first=FIRST, words=WORDS, subject="moulin-du-nord", predicate="delivers_to", score=0.2)
    other = Candidate(**SECOND, subject="flour", predicate="tonnage", score=0.1)
    made = edits.apply(bare_draft(), "intake", "answer", OWN, candidates={"k001": whole, "k002": bare, "k003": other})
    found = [Found(first=5, words=3, kind="date", value="2025-03-04"), Found(first=34, words=1, kind="date")]
    saved = drafts.save(msgspec.structs.replace(made, found=found, log=[]))
    drafts._kept.clear()  # what stands in the file is what the server reads
    return saved


@pytest.fixture
def server(tmp_path: Path, draft: Draft) -> Iterator[Server]:
    with served(tmp_path, OWN, "--lang", "en") as running:
        yield running


@pytest.fixture
def window(browser: Any, server: Server) -> Iterator[Window]:
    opened = Window(browser, server.address)
    yield opened
    assert opened.wrong == []
    opened.close()


def state(candidate: str) -> str:
    return drafts.load(OWN).candidates[candidate].state


def test_three_marks_tell_what_is_covered_proposed_and_open(window: Window) -> None:
    assert window.words("proposed").startswith("Le 4 mars 2025, le directeur")
    window.press("a")
    assert window.words("covered").startswith("Le 4 mars 2025, le directeur")
    assert window.words("proposed").startswith("L’usine neuve")
    assert "51% of the words covered" in str(window.page.locator("#parts").text_content())
    assert state("k001") == "accepted"
    assert window.current == "k002"


def test_what_the_evidence_would_refuse_is_not_accepted_but_opened_at_its_line(window: Window) -> None:
    window.press("j", "a")
    assert state("k002") == "proposed"
    assert window.page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


def test_a_line_says_at_once_what_is_wrong_with_it_and_completes_from_the_ledger(window: Window) -> None:
    window.press("e")
    window.fill("by", "moulin-du-nor")
    fault = window.page.locator('[data-line="by"] .fault')
    fault.filter(has_text="moulin-du-nord").wait_for()
    offered = window.page.locator("#of-entity option").evaluate_all("options => options.map(o => o.value)")
    assert "moulin-du-nord" in offered
    assert drafts.load(OWN).candidates["k001"].by == "moulin-du-nord"  # nothing is saved of what is being typed
    window.type("d")
    fault.filter(has_text="moulin").wait_for(state="detached")
    window.fill("value.low", "13 000")
    window.press("Enter")
    saved = drafts.load(OWN).candidates["k001"]
    assert saved.state == "edited"
    assert saved.value is not None
    assert saved.value.low == 13000


def test_a_number_that_is_none_is_told_beside_its_line(window: Window) -> None:
    window.press("e")
    window.fill("value.low", "many")
    window.page.locator('[data-line="value.low"] .fault').filter(has_text="is no number").wait_for()
    window.press("Escape")
    assert drafts.load(OWN).revision == 1


def test_a_rejection_needs_its_reason(window: Window) -> None:
    window.press("r", "Enter")
    assert "say why" in str(window.page.locator("#dialog").text_content())
    window.type("told by k003")
    window.press("Enter")
    assert drafts.load(OWN).candidates["k001"].rejected == "told by k003"


def test_words_selected_by_shift_and_arrows_become_a_passage(window: Window) -> None:
    window.press("t", "Home", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "n")
    made = drafts.load(OWN).candidates["k004"]
    assert (made.first, made.words, made.maker) == (0, 4, "person")
    assert window.page.evaluate("document.activeElement.name") == "subject"


def test_words_selected_with_the_mouse_become_a_passage(window: Window) -> None:
    words = window.page.locator(".word")
    begin, end = words.nth(28).bounding_box(), words.nth(30).bounding_box()
    window.page.mouse.move(begin["x"] + 2, begin["y"] + begin["height"] / 2)
    window.page.mouse.down()
    window.page.mouse.move(end["x"] + end["width"] - 8, end["y"] + end["height"] / 2, steps=5)
    window.page.mouse.up()
    window.page.locator(".word.selected").nth(2).wait_for()
    window.press("n")
    made = drafts.load(OWN).candidates["k004"]
    assert (made.first, made.words) == (28, 3)


def test_a_passage_is_split_moved_and_merged_and_all_of_it_taken_back(window: Window) -> None:
    before = drafts.load(OWN).candidates
    window.press("t", *["ArrowRight"] * 4, "s")
    split = drafts.load(OWN).candidates
    assert (split["k001"].words, split["k004"].first) == (4, 8)
    window.press("x", "k", "m")
    assert drafts.load(OWN).candidates["k004"].rejected is not None
    window.press("End", "Shift+ArrowLeft", "p")
    assert drafts.load(OWN).candidates[window.current].words == 2
    window.press("u", "Control+z", "u")
    assert drafts.load(OWN).candidates == before
    assert window.words("proposed").startswith("Le 4 mars 2025, le directeur")
    window.press("U", "Control+y")
    assert drafts.load(OWN).candidates["k004"].rejected is not None


def test_words_are_ignored_with_a_reason_and_heeded_again(window: Window) -> None:
    window.press("t", "Home", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "i")
    window.type("title")
    window.press("Tab", "Space", "Enter")
    (ignored,) = drafts.load(OWN).ignored.values()
    assert (ignored.first, ignored.words, ignored.reason, ignored.furniture) == (0, 4, "title", True)
    assert window.words("ignored") == "La farine de Valmont"
    window.press("t", "Home", "h")
    assert drafts.load(OWN).ignored == {}


def test_a_new_entity_is_named_by_the_selected_words_in_one_step(window: Window) -> None:
    window.press("t", "Home", "ArrowRight", "Shift+ArrowLeft", "Shift+ArrowRight", "c")
    window.fill("kind", "nothing")
    window.press("Enter")
    assert "use one of" in str(window.page.locator('[data-line="kind"] .fault').text_content())
    kind = next(iter(load_evidence().vocabulary.kinds))
    window.fill("kind", kind)
    window.press("Enter")
    made = drafts.load(OWN)
    assert set(made.entities) == {"farine"}
    assert [(name.entity, name.first, name.words) for name in made.names.values()] == [("farine", 1, 1)]
    window.press("u")
    assert drafts.load(OWN).entities == {}
    assert drafts.load(OWN).names == {}


def test_what_is_told_of_the_article_is_changed_and_checked(window: Window) -> None:
    window.press("b")
    window.fill("source.voice", "nobody-known")
    window.press("Enter")
    assert "is no entity" in str(window.page.locator('[data-line="source.voice"] .fault').text_content())
    window.fill("source.voice", "moulin-du-nord")
    window.fill("source.published", "2025-03-05")
    window.press("Enter")
    source = drafts.load(OWN).source
    assert (source.voice, source.published) == ("moulin-du-nord", "2025-03-05")
    window.press("u")
    assert drafts.load(OWN).source.voice == "la-revue"


def test_the_last_key_writes_the_evidence_and_tells_what_changed(window: Window) -> None:
    window.press("a", "w")
    window.type("A. Coder")
    window.press("Enter")
    window.page.locator("#dialog h3").first.wait_for(timeout=120_000)
    told = str(window.page.locator("#dialog").text_content())
    assert "Statements: 1; passages: 1" in told
    assert "flour.tonnage" in told
    assert f"{OWN}.c01" in load_evidence().claims
    assert load_evidence().sources[OWN].coded[0].by == "A. Coder"
    assert OWN in set(tables.load().sources["source_id"])


def test_what_the_evidence_would_refuse_is_told_by_the_last_key_and_nothing_is_written(window: Window) -> None:
    drafts.change(OWN, lambda newest: edits.accept(newest, "k002", "by hand"))
    window.press("w", "Enter")
    window.page.locator("#dialog .rest li").first.wait_for(timeout=120_000)
    assert "candidate k002" in str(window.page.locator("#dialog .rest").text_content())
    assert OWN not in load_evidence().sources


def test_two_windows_lose_none_of_each_others_work_and_see_it(browser: Any, server: Server, window: Window) -> None:
    other = Window(browser, server.address)
    other.press("r")
    window.press("a")
    other.page.locator("#told").filter(has_text="Another window went on").wait_for()
    other.type("no")
    other.press("Enter")  # of k001, as it stood when the dialog was opened
    assert state("k001") == "accepted"
    assert "Another window" in str(other.page.locator("#dialog .rest").text_content())
    other.press("Escape", "u")  # it sees the newest now, and may take the step back
    assert state("k001") == "proposed"
    window.page.locator("#told").filter(has_text="Another window went on").wait_for()
    assert window.words("covered") == ""
    assert other.wrong == []
    other.close()


def test_a_step_that_arrives_twice_is_done_once(server: Server) -> None:
    step = {"key": "one", "did": "add", "revision": 1, "first": 0, "words": 2}
    first, again = server.ask("/step", step), server.ask("/step", step)
    assert (first[0], again[0]) == (200, 200)
    assert first[1]["made"] == again[1]["made"] == "k004"
    assert set(drafts.load(OWN).candidates) == {"k001", "k002", "k003", "k004"}


def test_a_killed_process_has_saved_every_step_and_the_page_says_that_it_ended(
    browser: Any, tmp_path: Path, server: Server, window: Window
) -> None:
    window.press("a")
    server.kill()
    window.press("o")
    assert "has ended" in window.told
    assert state("k001") == "accepted"
    with served(tmp_path, OWN, "--lang", "en") as again:
        later = Window(browser, again.address)
        assert later.words("covered").startswith("Le 4 mars")
        later.press("u")
        assert state("k001") == "proposed"
        later.close()


def test_a_full_disk_loses_nothing_and_the_same_key_saves_once_there_is_room(server: Server, window: Window) -> None:
    limit = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (100, limit[1]))
    window.press("a")
    assert "Not saved" in window.told
    assert window.current == "k001"
    assert state("k001") == "proposed"
    assert drafts.load(OWN).revision == 1
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, limit)
    window.press("a")
    assert [step.did for step in drafts.load(OWN).log] == ["accept"]
    assert sorted(path.name for path in drafts.drafts_dir().glob("*.part")) == []


def test_what_was_being_typed_is_there_when_the_page_is_loaded_again(window: Window) -> None:
    window.press("e")
    window.fill("fr", "Une phrase à moitié")
    window.page.reload()
    window.page.wait_for_selector("#line-fr")
    assert window.page.input_value("#line-fr") == "Une phrase à moitié"


def test_only_who_knows_the_address_is_answered_and_only_from_the_page_itself(server: Server) -> None:
    wrong = server.address.replace(server.root.rpartition("/")[2], "x" * 43)
    step = {"key": "one", "did": "accept", "revision": 1, "id": "k001"}
    assert server.ask(wrong)[0] == 403
    assert server.ask("/state", Host="evil.example")[0] == 403
    assert server.ask("/state", Host=f"localhost.evil.example:{server.root.split(':')[2].split('/')[0]}")[0] == 403
    assert server.ask("/step", step, Origin="http://evil.example")[0] == 403
    assert server.ask("/step", step, Origin="null")[0] == 403
    assert server.ask("/step", step, **{"Content-Type": "text/plain"})[0] == 403
    assert server.ask("/state", **{"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert server.ask("/step", {**step, "more": 1})[0] == 400
    assert server.ask(f"{server.root}/draft/..%2f..%2fsecret")[0] == 404
    assert drafts.load(OWN).revision == 1


def test_nothing_but_loopback_is_listened_on(server: Server) -> None:
    import psutil

    heard = [one.laddr.ip for one in psutil.Process(server.process.pid).net_connections() if one.status == "LISTEN"]
    assert heard == ["127.0.0.1"]


def test_what_an_article_and_a_draft_say_is_text_and_nothing_else(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    sign = "<img src=x onerror=alert(1)>"
    drafts.change(OWN, lambda newest: edits.edit(newest, "k001", "x", en=sign, fr=sign, note=sign))
    drafts.change(OWN, lambda newest: edits.source(newest, "x", title=f"{sign}\"'</script>"))
    window = Window(browser, server.address)
    assert window.page.locator("img").count() == 0
    assert sign in str(window.page.locator("#list").text_content())
    assert window.wrong == []
    window.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    assert window.page.evaluate("window.ran") is None  # the policy of the page
    window.close()


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("width", [1280, 768])
def test_axe_has_nothing_to_say(browser: Any, server: Server, lang: str, width: int) -> None:
    window = Window(browser, f"{server.address}?lang={lang}", width)
    told = []
    for keys in (["a"], ["e"], ["Escape", "r"], ["Escape", "?"], ["Escape", "t", "Home", "Shift+ArrowRight", "c"]):
        window.press(*keys)
        violations = Axe().run(window.page).response["violations"]
        told += [(keys, found["id"], found["nodes"][0]["html"]) for found in violations]
    assert told == []
    assert window.page.evaluate("document.documentElement.lang") == lang
    assert window.page.evaluate("document.documentElement.scrollWidth") <= width
    window.close()


def test_the_list_of_drafts_leads_to_each(browser: Any, tmp_path: Path, draft: Draft) -> None:
    with served(tmp_path, "--lang", "fr") as server:
        page = browser.new_page()
        page.goto(server.address)
        assert Axe().run(page).response["violations"] == []
        page.get_by_role("link", name=OWN).click()
        page.wait_for_selector("#row-k001")
        page.close()


def test_ctrl_c_ends_it_and_a_draft_that_is_not_there_is_told(tmp_path: Path, server: Server) -> None:
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(30) in (0, 130)
    with pytest.raises(AssertionError, match="malirussia intake FILE makes one"):
        Server(tmp_path, "no-such-draft")


def test_the_page_ships_with_the_package_and_holds_no_script_of_its_own(wheel: Path, server: Server) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"malirussia/review/static/review.js", "malirussia/review/static/review.css"} <= set(names)
    status, html = server.ask("")
    assert status == 200
    assert re.findall(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", html) == []
