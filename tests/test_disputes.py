"""Every kind of conflict as a question, whatever the claims carry: an entity, a text, a quantity or nothing."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hand_edits import Picture
from made_ledger import made, said

import malirussia as mr
from malirussia.analysis.changes import compare, snapshot
from malirussia.analysis.evidence.agreement import disputes
from malirussia.analysis.sectors.panels import sector_panel
from malirussia.charts.changes.words import tell
from malirussia.charts.evidence.conflicts_words import gather
from malirussia.charts.words.questions import question_lines

DAY = "2025-12"
NAMES = {
    "mill": "Mill",
    "diego": "Diego Rojas",
    "ana": "Ana Gil",
    "oslo": "Oslo",
    "bern": "Bern",
    "twin": "Diego Rojas",
}
PARTNER = {"predicate": "partner_company", "object": "diego"}
ROADS = {"predicate": "covers", "text": "roads", "as_printed": "roads"}
TONNES = {"predicate": "monthly_tonnage", "unit": "t", "per": "month"}
STAGE = {"predicate": "at_stage"}
# What no predicate of the vocabulary is at present.
WORDS = {
    "signed_by": {"functional": True, "conflict": "role"},
    **{name: {"once": True} for name in ("partner_company", "covers", "monthly_tonnage")},
}
NO = {"polarity": "denied"}
MARCH, MAY = {"date": "2025-03"}, {"date": "2025-05"}

# kind, what is carried → the claims, each of a source of its own; the question in English and in French
CASES: dict[tuple[str, str], tuple[list[dict[str, Any]], str, str]] = {
    ("polarity", "entity"): (
        [PARTNER, PARTNER | NO],
        "Mill has as partner: Diego Rojas, or not?",
        "Mill a pour partenaire : Diego Rojas, ou non ?",
    ),
    ("polarity", "text"): ([ROADS, ROADS | NO], "Mill covers: « roads », or not?", "Mill couvre : « roads », ou non ?"),
    ("polarity", "text not printed"): (
        [{"predicate": "covers", "text": "roads"}, {"predicate": "covers", "text": "roads"} | NO],
        "Mill covers: “A sentence”, or not?",
        "Mill couvre : « Une phrase », ou non ?",
    ),
    ("polarity", "two texts"): (
        [ROADS, ROADS | NO, ROADS | {"text": "rails", "as_printed": "rails"},
         ROADS | {"text": "rails", "as_printed": "rails"} | NO],
        "Mill covers: « rails », or not; covers: « roads », or not?",
        "Mill couvre : « rails », ou non ; couvre : « roads », ou non ?",
    ),
    ("polarity", "quantity"): (
        [TONNES | {"low": 5.0, "high": 5.0}, TONNES | {"low": 5.0, "high": 5.0} | NO],
        "Mill tonnage: 5 tonnes a month, or not?",
        "Mill tonnage : 5 tonnes par mois, ou non ?",
    ),
    ("polarity", "another quantity"): (
        [TONNES | {"low": 5.0, "high": 5.0}, TONNES | {"low": 9.0, "high": 9.0} | NO],
        "Mill tonnage: 5 tonnes a month, or not 9 tonnes a month?",
        "Mill tonnage : 5 tonnes par mois, ou pas 9 tonnes par mois ?",
    ),
    ("polarity", "none"): (
        [{"predicate": "diversifies_partners"}, {"predicate": "diversifies_partners"} | NO],
        "Mill diversifies its partners, or not?",
        "Mill diversifie ses partenaires, ou non ?",
    ),
    ("polarity", "none but a status"): (
        [STAGE | {"status": "signed"}, STAGE | NO],
        "Mill stands at the stage: signed, or not?",
        "Mill en est au stade : signé, ou non ?",
    ),
    ("polarity", "none but a date"): (
        [{"predicate": "takes_place"} | MARCH, {"predicate": "takes_place"} | NO],
        "Mill takes place: March 2025, or not?",
        "Mill a lieu : mars 2025, ou non ?",
    ),
    ("role", "entity"): (
        [{"predicate": "signed_by", "object": "diego"}, {"predicate": "signed_by", "object": "ana"}],
        "Mill is signed by: Diego Rojas or Ana Gil?",
        "Mill est signé par : Diego Rojas ou Ana Gil ?",
    ),
    ("role", "text"): (
        [{"predicate": "rank", "text": "mayor", "as_printed": "mayor"},
         {"predicate": "rank", "text": "judge", "as_printed": "judge"}],
        "Mill has the rank of: « mayor » or « judge »?",
        "Mill a le grade de : « mayor » ou « judge » ?",
    ),
    ("identity", "entity"): (
        [{"predicate": "signed_by", "object": "diego"}, {"predicate": "signed_by", "object": "twin"}],
        "Mill is signed by: two different answers?",
        "Mill est signé par : deux réponses différentes ?",
    ),
    ("value", "entity"): (
        [{"predicate": "held_at", "object": "oslo"}, {"predicate": "held_at", "object": "bern"}],
        "Mill is held at: Oslo or Bern?",
        "Mill se tient à : Oslo ou Bern ?",
    ),
    ("value", "text"): (
        [{"predicate": "mandate", "text": "bread", "as_printed": "bread"},
         {"predicate": "mandate", "text": "cake"}],
        "Mill has as its field: two different answers?",
        "Mill a pour domaine : deux réponses différentes ?",
    ),
    ("value", "quantity"): (
        [TONNES | {"low": 5.0, "high": 5.0}, TONNES | {"low": 9.0, "high": 9.0}],
        "Mill tonnage: 5 tonnes a month or 9 tonnes a month?",
        "Mill tonnage : 5 tonnes par mois ou 9 tonnes par mois ?",
    ),
    ("status", "entity"): (
        [PARTNER | {"status": "signed"}, PARTNER | {"status": "discussed"}],
        "Mill has as partner Diego Rojas: signed or discussed?",
        "Mill a pour partenaire Diego Rojas : signé ou en discussion ?",
    ),
    ("status", "text"): (
        [ROADS | {"status": "signed"}, ROADS | {"status": "discussed"}],
        "Mill covers « roads »: signed or discussed?",
        "Mill couvre « roads » : signé ou en discussion ?",
    ),
    ("status", "quantity"): (
        [TONNES | {"low": 5.0, "high": 9.0, "status": "signed"},
         TONNES | {"low": 6.0, "high": 8.0, "status": "pledged"}],
        "Mill tonnage: signed or pledged?",
        "Mill tonnage : signé ou promis ?",
    ),
    ("status", "none"): (
        [STAGE | {"status": "signed"}, STAGE | {"status": "discussed"}],
        "Mill: signed or discussed?",
        "Mill : signé ou en discussion ?",
    ),
    ("date", "entity"): (
        [PARTNER | MARCH, PARTNER | MAY],
        "Mill has as partner Diego Rojas: March 2025 or May 2025?",
        "Mill a pour partenaire Diego Rojas : mars 2025 ou mai 2025 ?",
    ),
    ("date", "text"): (
        [ROADS | MARCH, ROADS | MAY],
        "Mill covers « roads »: March 2025 or May 2025?",
        "Mill couvre « roads » : mars 2025 ou mai 2025 ?",
    ),
    ("date", "quantity"): (
        [TONNES | {"low": 5.0, "high": 5.0} | MARCH, TONNES | {"low": 5.0, "high": 5.0} | MAY],
        "Mill tonnage: March 2025 or May 2025?",
        "Mill tonnage : mars 2025 ou mai 2025 ?",
    ),
    ("date", "none"): (
        [{"predicate": "takes_place", "status": "signed"} | MARCH,
         {"predicate": "takes_place", "status": "signed"} | MAY],
        "Mill takes place: March 2025 or May 2025?",
        "Mill a lieu : mars 2025 ou mai 2025 ?",
    ),
}  # fmt: skip


def ledger(claims: list[dict[str, Any]]) -> mr.Dataset:
    told = [said(source=source, **claim) for source, claim in zip("abcd", claims, strict=False)]
    return made(*told, captions=NAMES, identities=[("diego", "twin", "unsure")], words=WORDS)


@cache
def case(kind: str, carried: str) -> mr.Dataset:
    return ledger(CASES[kind, carried][0])


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(scope="module")
def before() -> Picture:
    """The picture of a ledger without a conflict."""
    return snapshot(ledger([{"subject": "road", "predicate": "at_stage", "status": "signed"}]), DAY)


@pytest.mark.parametrize(("kind", "carried"), CASES)
def test_a_conflict_is_asked_in_both_languages(kind: str, carried: str) -> None:
    ds, (_, *questions) = case(kind, carried), CASES[kind, carried]
    found = disputes(ds)
    assert set(found["kind"]) == {kind}
    for lang, question in zip(("en", "fr"), questions, strict=True):
        assert [spaced(dispute.question) for dispute in gather(ds, found, lang)] == [question]


@pytest.mark.parametrize(("kind", "carried"), CASES)
def test_a_conflict_that_is_new_is_asked_in_the_same_words(kind: str, carried: str, before: Picture) -> None:
    after, (_, *questions) = snapshot(case(kind, carried), DAY), CASES[kind, carried]
    changes = compare(before, after)
    for lang, question in zip(("en", "fr"), questions, strict=True):
        assert question in spaced("\n".join(tell(changes, lang, before=before, after=after)))


@pytest.mark.parametrize(
    ("lang", "asked"),
    [
        ("en", "Mill is held at: Oslo or Bern; is held at: Oslo, or not?"),
        ("fr", "Mill se tient à : Oslo ou Bern ; se tient à : Oslo, ou non ?"),
    ],
)
def test_pages_that_disagree_in_two_ways_are_asked_for_each(lang: str, asked: str) -> None:
    oslo, sector = {"predicate": "held_at", "object": "oslo"}, {"sector": "energy"}
    ds = ledger([oslo | sector, oslo | NO | sector, {"predicate": "held_at", "object": "bern"} | sector])
    assert asked in {spaced(line) for line in question_lines(ds, sector_panel(ds, "energy").questions, lang)}
