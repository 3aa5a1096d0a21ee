"""The site in Chromium: its search by the rules of Python, by keyboard and without a network; axe on every template."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import malirussia as mr
from malirussia.publish import publish, search
from malirussia.publish.site import Site, pages
from malirussia.render.page.browser import find_browser, unavailable
from malirussia.tables import addresses

sync_api = pytest.importorskip("playwright.sync_api")
axe_api = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.skipif(unavailable() is not None, reason=f"no browser: {unavailable()}")

CASES = json.loads(Path(__file__).with_name("search_cases.json").read_text(encoding="utf-8"))
KINDS = ("front", "dossier", "entity", "source", "fact", "conflict", "commitment", "everything", "editions")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site").resolve()
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        started = playwright.chromium.launch(executable_path=find_browser(), args=arguments)
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, made: Path) -> Iterator[Any]:
    """The English front page; at the end it has asked for nothing that is not of the site, and nothing went wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    opened.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(made.as_uri()) else None)
    opened.goto((made / "en/index.html").as_uri())
    yield opened
    context.close()
    assert wrong == []


def _found(page: Any) -> list[str]:
    return [str(text) for text in page.locator(".search-found a").all_inner_texts()]


def _look_for(page: Any, text: str) -> list[str]:
    page.fill(".search input", text)
    page.wait_for_function("document.querySelector('.search [role=status]').textContent !== ''")
    return _found(page)


def test_javascript_follows_the_rules_of_python(page: Any) -> None:
    told = page.evaluate("cases => cases.map(({query, text}) => malirussiaSearch.match(query, text))", CASES)
    assert told == [case["match"] for case in CASES]


def test_a_name_in_any_spelling_and_with_one_typing_error_finds_who_bears_it(page: Any) -> None:
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    for typed in ("Poutine", "putin", "Vladimir Poutine", "Vladmir Poutine", "poutinne", "POUT"):
        assert "Vladimir Putin" in _look_for(page, typed)[:4], typed
    assert _look_for(page, "Poutine")[0] == "Vladimir Putin"
    assert _look_for(page, "zzzzzzz") == []
    assert page.locator(".search [role=status]").inner_text().startswith("Nothing found")


def test_the_search_is_used_by_keyboard_alone(page: Any, made: Path) -> None:
    page.keyboard.press("/")
    page.keyboard.type("koylikov")
    page.wait_for_selector(".search-found a")
    first, second = page.locator(".search-found a").all()[:2]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == second.inner_text()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == first.inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".search-found").is_hidden()
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type(" ")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{made.as_uri()}/en/entity/alexey-koylikov.html")


def test_filters_choose_among_what_is_found_and_alone(page: Any) -> None:
    every = _look_for(page, "mali")
    page.select_option(".search-filters select[aria-label=Sector]", label="Mining")
    mining = _found(page)
    assert len(mining) > 0
    assert mining != every
    page.fill(".search input", "")
    assert page.locator(".search-found").is_visible()
    page.select_option(".search-filters select[aria-label=Sector]", label="Sector")
    assert page.locator(".search-found").is_hidden()


def test_every_page_leads_to_what_is_found_from_wherever_it_stands(browser: Any, made: Path) -> None:
    for kind, name in (("fact", mr.load().facts["fact_id"].iloc[0]), ("dossier", "petroleum-deliveries")):
        opened = browser.new_page()
        opened.goto((made / addresses.where(kind, name, "fr")).as_uri())
        opened.keyboard.press("/")
        opened.keyboard.type("rosatom")
        opened.wait_for_selector(".search-found a")
        opened.keyboard.press("Enter")
        opened.wait_for_url(f"{made.as_uri()}/fr/entity/rosatom.html")
        opened.close()


def test_without_javascript_there_is_no_search_and_a_to_z_does_the_same_job(browser: Any, made: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto((made / "fr/index.html").as_uri())
    assert opened.locator(".search input").count() == 0
    opened.click("nav a[href='all.html']")
    assert opened.locator("a", has_text="Vladimir Poutine").count() > 0
    context.close()


def test_the_index_holds_every_page_once_and_every_address_is_there(made: Path) -> None:
    ledger = Site(mr.load(), ())
    for lang, reading in ledger.readings.items():
        script = (made / search.file_of(lang)).read_text(encoding="utf-8")
        told = json.loads(script.removeprefix("malirussiaSearch.take(").removesuffix(");\n"))
        files = []
        for kind, slug, _title, about, *_rest in told["rows"]:
            name = told["names"][about[0]][0] + slug if slug.startswith(".") else slug
            files.append(f"{lang}/{told['folders'][kind]}{name}.html")
        assert sorted(files) == sorted(p.address for p in pages(reading, ()) if p.kind in search.KINDS)
        assert all((made / file).is_file() for file in files)


def _addresses(made: Path, lang: str) -> dict[str, str]:
    """A page of each template: of a kind the one whose file is the largest."""
    single = {"front": "index.html", "everything": "all.html", "editions": "editions.html"}
    found = {kind: f"{lang}/{name}" for kind, name in single.items()}
    for kind in addresses.KINDS:
        largest = max((made / lang / kind).glob("*.html"), key=lambda path: path.stat().st_size, default=None)
        if largest is not None:
            found[kind] = largest.relative_to(made).as_posix()
    return found


@pytest.mark.parametrize(
    ("lang", "width", "scheme"), [("fr", 390, "light"), ("en", 1280, "light"), ("en", 390, "dark")]
)
def test_axe_finds_nothing_on_any_template(browser: Any, made: Path, lang: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened = context.new_page()
    wrong = {}
    for kind, address in _addresses(made, lang).items():
        opened.goto((made / address).as_uri())
        if kind == "front":
            opened.fill(".search input", "mali")
            opened.wait_for_selector(".search-found a")
        for fault in axe_api.Axe().run(opened).response["violations"]:
            wrong[f"{address}: {fault['id']}"] = [node["html"][:120] for node in fault["nodes"]][:3]
        assert opened.evaluate("document.documentElement.scrollWidth") <= width, address
    context.close()
    assert wrong == {}
    assert set(KINDS) - set(_addresses(made, lang)) == set()
