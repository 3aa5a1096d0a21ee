"""What changed between two snapshots of a ledger."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import pairwise, product
from typing import Any

import pytest
from first_five import first_five
from hand_edits import EDITS, Picture, edited
from hypothesis import given, settings
from hypothesis import strategies as st
from made_ledger import made, said

from malirussia.analysis.changes import KINDS, VERSION, WHAT, Change, compare, compare_figures, snapshot
from malirussia.analysis.changes.change import behind
from malirussia.analysis.changes.compared_facts import same_amount
from malirussia.analysis.changes.picture import figure
from malirussia.charts.paper.escape import markdown
from malirussia.errors import DateError, MaliRussiaError
from malirussia.render.notebook.markdown import plain
from malirussia.tables.conflicts import Decision

DAY = "2025-10-24"
EARLY = {"source": "a", "published": "2025-06-24"}
LATE = {"source": "b", "published": "2025-10-24"}
LATER = {"source": "c", "published": "2025-11-30"}
TOUR = {"predicate": "monthly_tonnage", "unit": "t", "per": "month"}


@cache
def articles() -> Picture:
    return snapshot(first_five(), DAY)


def told(before: Picture, after: Picture) -> list[tuple[str, str, str]]:
    return [(change.kind, change.what, change.id) for change in compare(before, after)]


def between(*pictures: Any) -> list[tuple[str, str, str]]:
    """What changed between two ledgers on one day."""
    return told(*(snapshot(ds, DAY) for ds in pictures))


def promise(**cells: Any) -> dict[str, Any]:
    own = {"commitment_id": "a-mill", "by": "outlet", "what_fr": "Un moulin", "what_en": "A mill", "due": "2025-11"}
    return {**own, "claim_id": "a.c1", **cells}


def shuffled(value: Any, seed: int) -> Any:
    """The same JSON value with the keys of every object in another order."""
    if isinstance(value, dict):
        keys = list(value)
        random.Random(seed).shuffle(keys)
        return {key: shuffled(value[key], seed) for key in keys}
    return [shuffled(own, seed) for own in value] if isinstance(value, list) else value


def any_claim(chance: random.Random) -> dict[str, Any]:
    """A claim on one of three subjects, in one of four forms, from one of three pages."""
    form = chance.choice(
        [
            {"predicate": "at_stage", "status": "discussed"},
            {"predicate": "at_stage", "status": chance.choice(["pledged", "signed", "suspended"])},
            {"predicate": "located_at", "object": chance.choice(["oslo", "bern"])},
            {**TOUR, "low": (low := chance.randint(1, 5) * 10), "high": low + 5},
        ]
    )
    return said(
        subject=chance.choice(["mill", "dam", "road"]),
        polarity=chance.choice(["affirmed", "affirmed", "denied"]),
        modality=chance.choice(["stated", "reported", "conditional", "planned"]),
        **chance.choice([EARLY, LATE, LATER]),
        **form,
    )


def copied(ds: Any) -> Any:
    """The same ledger, each source with a copy of its own: by its copy a source is known under another id."""
    hashes = [sha256(source.encode()).hexdigest() for source in ds.sources["source_id"]]
    return replace(ds, sources=ds.sources.assign(text_sha256=hashes))


DAYS = ("2025-06-24", "2025-10-24", "2026-01")
LEDGERS = range(8)


@cache
def ledger(number: int) -> Any:
    """One of the ledgers that chance makes, the same at every run; each is longer than the one before."""
    chance = random.Random(number)
    return copied(made(*(any_claim(chance) for _ in range(1 + number))))


@cache
def on(number: int, day: str) -> Picture:
    """The snapshot of one of these ledgers on a day."""
    return snapshot(ledger(number), day)


@pytest.mark.parametrize("number", LEDGERS)
def test_a_snapshot_is_json_and_does_not_differ_from_itself(number: int) -> None:
    for day in DAYS:
        picture = on(number, day)
        assert json.loads(json.dumps(picture, allow_nan=False)) == picture
        assert compare(picture, picture) == ()
        assert compare(picture, json.loads(json.dumps(picture))) == ()
    assert snapshot(replace(ledger(number)), DAYS[-1]) == on(number, DAYS[-1])


@pytest.mark.parametrize("number", LEDGERS)
def test_what_changed_depends_on_no_order_and_turns_round_with_the_two_snapshots(number: int) -> None:
    for other, first, second in product(LEDGERS, DAYS, DAYS):
        before, after = on(number, first), on(other, second)
        found = compare(before, after)
        assert compare(shuffled(before, number), shuffled(after, other + 1)) == found
        assert json.loads(json.dumps([change.as_dict() for change in found])) == [change.as_dict() for change in found]
        keys = [(change.kind, change.what, change.id) for change in found]
        assert len(keys) == len(set(keys))
        back = compare(after, before)
        turned = {"new": "gone", "gone": "new"}
        assert Counter((c.kind, turned[c.what], c.id) for c in found if c.what in turned) == Counter(
            (c.kind, c.what, c.id) for c in back if c.what in turned
        )
        assert len(back) == len(found)


def test_all_that_another_day_changes_in_one_ledger_is_said_to_follow_from_the_day() -> None:
    causes = [
        change.cause
        for number, one, other in product(LEDGERS, DAYS, DAYS)
        for change in compare(on(number, one), on(number, other))
    ]
    assert set(causes) == {"as_of"}


def test_nothing_that_changes_on_one_day_is_said_to_follow_from_the_day() -> None:
    causes = [
        change.cause
        for one, other, day in product(LEDGERS, LEDGERS, DAYS)
        for change in compare(on(one, day), on(other, day))
    ]
    assert set(causes) == {"ledger"}


def test_every_kind_of_change_but_those_of_charts_can_be_made_by_hand() -> None:
    assert set(EDITS) == {(kind, what) for kind in KINDS if kind != "chart" for what in WHAT[kind]}


@given(st.data())
@settings(max_examples=100)
def test_every_change_made_by_hand_is_found_once_and_nothing_else(data: st.DataObject) -> None:
    pairs = data.draw(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=6))
    picture, taken, changes = articles(), set(), []
    for pair in pairs:
        part = EDITS[pair][0]
        names = [name for name in picture[part] if (part, name) not in taken]
        # Whose voice a page shares depends on the other pages: one page is changed at most.
        if names and not (part == "sources" and len(names) < len(picture[part])):
            name = data.draw(st.sampled_from(names))
            taken.add((part, name))
            changes.append((pair, name))
    before, after, expected = edited(picture, *changes)
    assert sorted(told(before, after)) == sorted(expected)


def test_changes_come_in_one_order_by_kind_then_by_what_happened_then_by_id() -> None:
    before, after, _ = edited(
        articles(),
        (("reference", "gone"), "eia-2023"),
        (("fact", "gone"), "simyon.represents.sorma"),
        (("fact", "new"), "mali.ally_of.russia"),
        (("rung", "up"), "wheat-deliveries"),
        (("rung", "cancelled"), "gold-refinery"),
        (("source", "new"), "malikonews-2025-10-24"),
    )
    assert [kind for kind, _, _ in told(before, after)] == ["source", "fact", "fact", "rung", "rung", "reference"]
    assert [what for _, what, _ in told(before, after)] == ["new", "new", "gone", "up", "cancelled", "gone"]


def test_a_second_voice_corroborates_and_the_change_names_the_claim_that_came() -> None:
    claim = {"predicate": "located_at", "object": "oslo"}
    before, after = made(said(**EARLY, **claim)), made(said(**EARLY, **claim), said(**LATE, **claim))
    changes = compare(snapshot(before, DAY), snapshot(after, DAY))
    assert [(change.kind, change.what) for change in changes] == [("source", "new"), ("verdict", "corroborated")]
    assert changes[1].claim_ids == ("b.c1",)
    assert (changes[1].before["verdict"], changes[1].after["verdict"]) == ("single", "corroborated")


def test_a_further_claim_of_a_voice_that_had_spoken_is_no_change() -> None:
    claim = {"predicate": "located_at", "object": "oslo"}
    again = said(**EARLY, **claim, modality="reported")
    assert between(made(said(**EARLY, **claim)), made(said(**EARLY, **claim), again)) == []


def test_what_was_only_announced_and_is_now_told_as_a_fact_is_a_change() -> None:
    claim = {"predicate": "located_at", "object": "oslo"}
    before = made(said(**EARLY, **claim, modality="planned"))
    after = made(said(**EARLY, **claim, modality="planned"), said(**EARLY, **claim))
    assert between(before, after) == [("fact", "told", "mill.located_at.oslo")]
    assert between(after, before) == [("fact", "announced", "mill.located_at.oslo")]


def test_a_pledge_is_told_as_announced_even_where_a_page_states_it() -> None:
    facts = snapshot(made(said(**EARLY, status="pledged"), said(subject="dam", **EARLY, status="signed")), DAY)["facts"]
    assert {name for name, fact in facts.items() if fact.get("announced")} == {"mill.at_stage"}
    assert set(facts) == {"mill.at_stage", "dam.at_stage"}


def test_a_range_that_grows_is_a_change_and_one_in_another_unit_is_none() -> None:
    first = made(said(**EARLY, **TOUR, low=160_000, high=200_000))
    kilotonnes = made(said(**EARLY, **{**TOUR, "unit": "kt"}, low=160, high=200))
    wider = made(said(**EARLY, **TOUR, low=160_000, high=250_000))
    assert between(first, kilotonnes) == []
    assert between(first, wider) == [("value", "range", "mill.monthly_tonnage")]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"low": 12.0, "high": 12.0, "unit": "t", "per": "year"}, True),
        ({"low": 1.0, "high": 1.0, "unit": "t", "per": "once"}, False),
        ({"low": 1.0, "high": 1.0, "unit": "m3", "per": "month"}, False),
        ({"low": 1.0, "unit": "t", "per": "month"}, False),
        ({"unit": "t", "per": "month"}, False),
        ({}, False),
    ],
)
def test_amounts_are_the_same_whatever_unit_and_period_they_are_in(other: dict[str, Any], same: bool) -> None:
    amount = {"low": 1.0, "high": 1.0, "unit": "t", "per": "month"}
    assert same_amount(amount, amount)
    assert same_amount(amount, other) is same
    assert same_amount(other, amount) is same


def test_a_fact_that_only_bears_another_id_neither_goes_nor_comes() -> None:
    before = made(said(**EARLY, **TOUR, low=1, high=2))
    dollars = said(**EARLY, **{**TOUR, "unit": "USD"}, low=5, high=5)
    after = made(said(**EARLY, **TOUR, low=1, high=2), dollars)
    assert "mill.monthly_tonnage" in snapshot(before, DAY)["facts"]
    assert "mill.monthly_tonnage" not in snapshot(after, DAY)["facts"]
    assert between(before, after) == [("fact", "new", "mill.monthly_tonnage.usd-rate")]


def test_a_page_whose_outlet_is_found_out_bears_another_id_and_its_claims_are_not_new() -> None:
    after = json.loads(json.dumps(articles()).replace('"unidentified-2025-06', '"found-out'))
    after["sources"]["found-out"]["publisher"] = "Found out"
    assert told(articles(), after) == [("source", "described", "found-out")]


def test_an_entity_under_another_id_is_no_change() -> None:
    claims = [said(**EARLY, status="signed"), said(**EARLY, predicate="located_at", object="oslo")]
    moulin = [{**claim, "subject": "moulin"} for claim in claims]
    names = {"mill": "Moulin du Nord", "moulin": "Moulin du Nord"}
    assert between(made(*claims, captions=names), made(*moulin, captions=names)) == []


def test_a_fact_taken_apart_is_the_one_it_shares_most_claims_with_in_both_directions() -> None:
    whole = copied(made(*(said(subject="mill", status="discussed") for _ in range(6))))
    oslo = {"subject": "mill", "predicate": "located_at", "object": "oslo"}
    parts = copied(made(said(**oslo), said(subject="dam", status="discussed"), *(said(**oslo) for _ in range(4))))
    assert between(whole, parts)[0] == ("fact", "new", "dam.at_stage")
    assert between(parts, whole)[0] == ("fact", "gone", "dam.at_stage")


def test_a_claim_read_again_as_of_something_else_makes_the_one_fact_go_and_the_other_come() -> None:
    place = {"predicate": "located_at", **EARLY}
    before = made(said(**place, object="oslo", says_en="In Oslo.", says_fr="À Oslo."))
    after = made(said(**place, object="bern", says_en="In Bern.", says_fr="À Berne."))
    assert between(before, after) == [
        ("fact", "new", "mill.located_at.bern"), ("fact", "gone", "mill.located_at.oslo"),
    ]  # fmt: skip


OSLO, BERN = {"predicate": "located_at", "object": "oslo"}, {"predicate": "located_at", "object": "bern"}
PREFER_BERN = Decision(("a.c1", "b.c1"), "b.c1", "A better source.", "decisions.yaml:1")
LEFT_OPEN = Decision(("a.c1", "b.c1"), None, "Nobody knows.", "decisions.yaml:1")


def test_a_conflict_comes_is_decided_is_open_again_and_goes() -> None:
    alone, both = made(said(**EARLY, **OSLO)), (said(**EARLY, **OSLO), said(**LATE, **BERN))
    stages = [alone, made(*both), made(*both, decided=(PREFER_BERN,)), made(*both, decided=(LEFT_OPEN,)), alone]
    found = [
        [what for kind, what, name in between(one, other) if kind == "conflict" and name == "a.c1~b.c1"]
        for one, other in pairwise(stages)
    ]
    assert found == [["new"], ["decided"], ["undecided"], ["gone"]]


def test_a_conflict_is_the_same_when_an_earlier_page_comes_to_stand_for_its_side() -> None:
    earlier = {"source": "z", "published": "2025-06-01"}
    both = (said(**EARLY, **OSLO), said(**LATE, **BERN))
    after = made(*both, said(**earlier, **OSLO))
    assert snapshot(after, DAY)["conflicts"].keys() == snapshot(made(*both), DAY)["conflicts"].keys()
    found = between(made(*both), after)
    assert [(kind, what) for kind, what, _ in found] == [("source", "new"), ("voices", "more")]


def test_a_cancelled_project_and_one_that_is_taken_up_again_are_changes_of_rungs() -> None:
    signed = made(said(**EARLY, status="signed"))
    off = made(said(**EARLY, status="signed"), said(**LATE, status="cancelled"))
    assert ("rung", "cancelled", "mill") in between(signed, off)
    assert ("rung", "resumed", "mill") in between(off, signed)


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        (["discussed"], ["signed"], "up"),
        (["completed"], ["signed"], "down"),
        (["signed", "discussed"], ["signed", "signed"], "confirmed"),
        (["signed", "signed"], ["signed", "discussed"], "unconfirmed"),
    ],
)
def test_a_rung_goes_up_and_down_and_is_confirmed(one: list[str], other: list[str], what: str) -> None:
    ledgers = [
        made(*(said(**page, status=status) for page, status in zip((EARLY, LATE), stages, strict=False)))
        for stages in (one, other)
    ]
    assert [found for kind, found, _ in between(*ledgers) if kind == "rung"] == [what]


def test_a_promise_is_due_and_then_silent_by_the_calendar_alone() -> None:
    ds = made(said(**EARLY, modality="planned", status="pledged"), commitments=[promise()])
    days = ["2025-10-24", "2025-11-10", "2025-12-24"]
    pictures = [snapshot(ds, day) for day in days]
    for (before, after), what in zip(pairwise(pictures), ["due", "silent"], strict=True):
        (change,) = compare(before, after)
        assert (change.kind, change.what, change.id, change.cause) == ("commitment", what, "a-mill#1", "as_of")
        assert change.claim_ids == ("a.c1",)


def test_a_promise_that_a_new_page_says_is_met_changes_with_the_ledger_on_whatever_day() -> None:
    pledged = said(**EARLY, modality="planned", status="pledged")
    before = made(pledged, commitments=[promise()])
    after = made(pledged, said(**LATER, status="completed", date="2025-11-20"), commitments=[promise(met_by="c.c1")])
    found = [
        change
        for change in compare(snapshot(before, DAY), snapshot(after, "2025-12-24"))
        if change.kind == "commitment"
    ]
    assert [(change.what, change.cause, change.claim_ids) for change in found] == [("met", "ledger", ("c.c1",))]


def test_a_date_that_passes_is_the_calendar_s_doing_though_the_ledger_grew_elsewhere() -> None:
    pledged = said(**EARLY, modality="planned", status="pledged")
    before = snapshot(made(pledged, commitments=[promise()]), DAY)
    after = snapshot(made(pledged, said(**LATER, **OSLO, subject="dam"), commitments=[promise()]), "2025-12-24")
    causes = {(change.kind, change.what): change.cause for change in compare(before, after)}
    assert causes == {
        ("source", "new"): "ledger",
        ("fact", "new"): "ledger",
        ("rung", "new"): "ledger",
        ("commitment", "silent"): "as_of",
    }


def test_a_due_date_that_is_moved_is_told_as_moved_and_not_as_past() -> None:
    pledged = said(**EARLY, modality="planned", status="pledged")
    ledgers = [made(pledged, commitments=[promise(due=due)]) for due in ("2025-09", "2026-03")]
    assert between(*ledgers) == [("commitment", "redated", "a-mill#1")]


def test_a_rhythm_brings_no_news_until_one_of_its_dates_passes() -> None:
    rhythm = promise(due=None, rhythm="R/2025-06-23/P1M")
    ds = made(said(**EARLY, modality="planned", status="pledged"), commitments=[rhythm])
    assert told(snapshot(ds, "2025-06-24"), snapshot(ds, "2025-07-01"))[0] == ("commitment", "due", "a-mill#1")
    found = told(snapshot(ds, "2025-06-24"), snapshot(ds, "2025-09-10"))
    assert found == [
        ("commitment", "due", "a-mill#3"), ("commitment", "silent", "a-mill#1"), ("commitment", "silent", "a-mill#2"),
    ]  # fmt: skip


def test_a_rhythm_of_days_does_not_fill_the_receipt() -> None:
    daily = promise(due=None, rhythm="R/2025-06-23/P1D")
    ds = made(said(**EARLY, modality="planned", status="pledged"), commitments=[daily])
    assert len(snapshot(ds, "2026-06-23")["commitments"]["a-mill"]["dates"]) == 12
    found = compare(snapshot(ds, "2026-06-23"), snapshot(ds, "2026-06-24"))
    assert 1 <= len(found) <= 2
    assert {change.what for change in found} <= {"silent", "due"}


def test_a_page_that_waited_for_its_day_comes_by_the_calendar_and_one_just_coded_by_the_ledger() -> None:
    waiting = (said(**EARLY, **OSLO), said(**LATE, **OSLO, subject="dam"))
    before = snapshot(made(*waiting), "2025-06-30")
    after = snapshot(made(*waiting, said(**LATER, **OSLO, subject="road")), "2025-12-24")
    causes = {change.id: change.cause for change in compare(before, after)}
    assert causes["b"] == causes["dam.located_at.oslo"] == causes["dam"] == "as_of"
    assert causes["c"] == causes["road.located_at.oslo"] == causes["road"] == "ledger"


def test_a_page_that_waited_and_was_coded_anew_meanwhile_comes_by_the_ledger() -> None:
    first = said(**EARLY, **OSLO)
    before = snapshot(made(first, said(**LATE, **OSLO, subject="dam")), "2025-06-30")
    after = snapshot(made(first, said(**LATE, **BERN, subject="dam")), DAY)
    assert {change.cause for change in compare(before, after)} == {"ledger"}


def test_a_conflict_with_a_page_that_waited_and_the_verdict_it_brings_come_by_the_calendar() -> None:
    ds = made(said(**EARLY, **OSLO), said(**LATE, **BERN), said(**LATER, subject="dam", **OSLO))
    other = made(said(**EARLY, **OSLO), said(**LATE, **BERN), said(**LATER, subject="road", **OSLO))
    causes = {
        (change.kind, change.id): change.cause for change in compare(snapshot(ds, "2025-06-30"), snapshot(other, DAY))
    }
    assert causes["conflict", "a.c1~b.c1"] == "as_of"
    assert causes["verdict", "mill.located_at.oslo"] == "as_of"


def test_the_charts_whose_data_differ_are_new_or_have_gone_are_named() -> None:
    before, after = {"ties": "1", "sectors": "2", "ladder": "3"}, {"ladder": "3", "ties": "9", "fan": "4"}
    assert compare_figures(before, before) == ()
    assert [(change.what, change.id, change.cause) for change in compare_figures(before, after)] == [
        ("changed", "ties", "unknown"), ("new", "fan", "unknown"), ("gone", "sectors", "unknown"),
    ]  # fmt: skip
    assert compare_figures(before, after)[0].before == {"sha256": "1"}


def test_a_snapshot_of_another_version_is_refused_in_one_line() -> None:
    other = {**articles(), "snapshot": VERSION + 1}
    for pair in ((other, articles()), (articles(), other), ({}, articles())):
        with pytest.raises(MaliRussiaError, match="take it anew"):
            compare(*pair)


def test_a_snapshot_is_of_a_day() -> None:
    with pytest.raises(DateError):
        snapshot(first_five(), "someday")


def test_the_snapshot_of_the_articles_fits_into_a_receipt() -> None:
    # A receipt is read at every run. Two thirds of it are facts, a sixth the outside figures.
    text = json.dumps(snapshot(first_five(), "2025-10-24"), ensure_ascii=False, separators=(",", ":"))
    assert len(text.encode()) < 100_000
    assert len(articles()["facts"]) == len(first_five().facts)
    assert len(articles()["conflicts"]) == len(first_five().conflicts)


def test_the_articles_by_another_day_bring_the_october_page_by_the_calendar() -> None:
    changes = compare(snapshot(first_five(), "2025-06-30"), articles())
    assert {change.cause for change in changes} == {"as_of"}
    found = {(change.kind, change.what, change.id): change for change in changes}
    tonnage = found["fact", "new", "petroleum-deliveries.monthly_tonnage"].after
    assert (tonnage["low"], tonnage["high"], tonnage["announced"]) == (160_000, 200_000, True)
    assert found["rung", "new", "petroleum-deliveries"].after["claimed"] == "discussed"
    assert ("source", "new", "malikonews-2025-10-24") in found


def test_the_claims_behind_a_change_are_those_that_came_else_all() -> None:
    assert behind(["a", "b"], ["b", "c"]) == ("c",)
    assert behind(["a", "b"], ["b"]) == ("b",)
    assert behind(["b", "a"], []) == ("a", "b")


def test_a_change_is_plain_json_for_programs() -> None:
    change = Change("chart", "ties", "new", None, {"sha256": "1"}, ("a.c1",), "unknown")
    assert change.as_dict() == {
        "kind": "chart", "id": "ties", "what": "new", "before": None, "after": {"sha256": "1"}, "claim_ids": ["a.c1"],
        "cause": "unknown",
    }  # fmt: skip


def test_a_figure_that_goes_is_told_by_what_it_was_cited_from_as_in_older_pictures() -> None:
    after = articles()
    name = next(iter(after["reference"]))
    cited = figure(after, name)
    assert cited is not None and cited["publisher"]
    older = {key: value for key, value in after.items() if key != "citations"}
    older["reference"] = {key: figure(after, key) for key in after["reference"]}
    assert compare(older, after) == ()
    gone = {**after, "reference": {key: row for key, row in after["reference"].items() if key != name}}
    for before in (older, after):
        (change,) = compare(before, gone)
        assert (change.kind, change.what, change.id) == ("reference", "gone", name)
        assert change.before is not None and change.before["publisher"] == cited["publisher"]


@pytest.mark.parametrize("text", ["*1* _a_ [b](c) <i>", "a\\b `c` #d | e", "- 1. + x ~y~ !z"])
def test_a_terminal_shows_a_changed_sentence_without_the_escapes_of_a_page(text: str) -> None:
    assert plain(f"- {markdown(text)}") == f"- {text}"
