"""Quantities beside the figure as printed and the sentences that tell them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from small_evidence import SmallEvidence

from malirussia.evidence.figures import numbers, read_twice

SAID = (
    "  value: {low: 12000, high: 15000, unit: t, per: month}",
    "  as_printed: 12 000 à 15 000 tonnes",
    "  fr: Le moulin annonce de 12 000 à 15 000 t par mois.",
    "  en: The mill announces 12,000–15,000 t a month.",
)
SOURCE = "sources/la-revue-2025.yaml"


def refused(small: SmallEvidence, value: str, printed: str | None = None, fr: str = "x", en: str = "x") -> list[str]:
    """The problems of the quantity told in other words, each as its field and what was found."""
    small.edit(SOURCE, SAID[0], f"  value: {value}")
    small.edit(SOURCE, SAID[1] + "\n", "" if printed is None else f"  as_printed: '{printed}'\n")
    small.edit(SOURCE, SAID[2], f"  fr: '{fr}'")
    small.edit(SOURCE, SAID[3], f"  en: '{en}'")
    return small.problems()


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("160 000 à 200 000 tonnes", None, [{160000}, {200000}]),
        ("160\u202f000\u00a0t", "fr", [{160000}]),
        ("160.000 tonnes", None, [{160000, 160}]),
        ("160,000–200,000 t", "en", [{160000}, {200000}]),
        ("2,5 millions", "fr", [{2500000}]),
        ("5 à 10 millions", "fr", [{5, 5000000}, {10000000}]),
        ("1.234.567,5", None, [{Decimal("1234567.5")}]),
        ("−2,5 %", "fr", [{Decimal("-2.5")}]),
        ("cent soixante mille", "fr", [{160000}]),
        ("quatre-vingt-dix-sept", "fr", [{97}]),
        ("deux cents, trois", "fr", [{200}, {3}]),
        ("twenty-five and two hundred", "en", [{25}, {200}]),
        ("des centaines, 10⁶", "fr", []),
    ],
)
def test_the_numbers_of_a_text_are_read(text: str, lang: str | None, expected: list[set[Decimal]]) -> None:
    assert [set(found.values) for found in numbers(text, lang)] == expected


@pytest.mark.parametrize(
    ("value", "printed", "fr", "en"),
    [
        ("{low: 160, high: 200, unit: t}", "160 000 à 200 000 tonnes", "x", "x"),
        ("{low: 160, high: 200, unit: t}", None, "de 160 000 à 200 000 t", "x"),
        ("{low: 160, high: 200, unit: t}", None, "x", "160,000–200,000 t"),
        ("{low: 160, high: 200000, unit: t}", None, "de 160 000 à 200 000 t", "x"),
        ("{low: 16000, high: 16000, unit: t}", "160 000 tonnes", "x", "x"),
        ("{low: 2.5, high: 2.5, unit: t}", "2,5 millions de tonnes", "x", "x"),
        ("{low: 160, high: 160, unit: t}", None, "cent soixante, soit 160 kt", "160,000 t"),
        ("{low: 17000, high: 17000, unit: t}", "12 000 tonnes", "x", "x"),
        ("{low: 4, high: 4, unit: t}", "trois tonnes", "x", "x"),
        ("{low: 2.5, high: 2.5, unit: '%'}", "−2,5 %", "x", "x"),
    ],
)
def test_a_quantity_that_no_number_says_is_refused_with_its_line(
    small: SmallEvidence, value: str, printed: str | None, fr: str, en: str
) -> None:
    problems = refused(small, value, printed, fr, en)
    assert len(problems) >= 1
    assert all("sources/la-revue-2025.yaml:3" in line and "is none of the numbers of" in line for line in problems)


@pytest.mark.parametrize(
    ("value", "printed", "fr", "en"),
    [
        (
            "{low: 160000, high: 200000, unit: t}",
            "160.000 à 200.000 tonnes",
            "de 160 000 à 200 000 t",
            "160,000–200,000 t",
        ),
        ("{low: 160000, high: 160000, unit: t}", "cent soixante mille tonnes", "160 000 t", "160 thousand t"),
        ("{low: 160, high: 160, unit: kt}", "160 000 tonnes", "160 000 t", "160 kt"),
        ("{low: 5000000, high: 10000000, unit: t}", "5 à 10 millions de tonnes", "x", "x"),
        ("{low: 10000, unit: t}", "plus de 10 000 tonnes", "plus de 10 000 t en 2025", "more than 10,000 t in 2025"),
        ("{low: 4, high: 4, unit: '{factor}'}", "quadrupler la capacité", "multiplie par quatre", "four times"),
        ("{low: 6, high: 6, unit: mo}", "tous les six mois", "deux fois par an", "twice a year"),
        ("{low: 66.7, high: 66.7, unit: '%'}", "les deux tiers", "deux tiers", "two thirds"),
        ("{low: -2.5, high: -2.5, unit: '%'}", "baisse de 2,5 %", "baisse de 2,5 % le 24 juin", "−2.5%"),
        ("{low: -5, high: -5, unit: USD}", "-5 $", "moins 5 dollars", "−5 dollars"),
    ],
)
def test_a_quantity_that_is_told_in_another_form_is_taken(
    small: SmallEvidence, value: str, printed: str | None, fr: str, en: str
) -> None:
    assert refused(small, value, printed, fr, en) == []


@pytest.mark.parametrize(
    ("value", "printed", "found"),
    [
        ("{low: 100, high: 100, unit: EUR}", "100 $", "'EUR', but USD as printed; take the unit printed"),
        ("{low: 5, high: 5, unit: '%'}", "5 ‰", "'%', but ‰ as printed"),
        ("{low: 10, unit: t}", "≤ 10 tonnes", "open, but '≤ 10 tonnes' as printed; write the figure as high"),
        ("{high: 10, unit: t}", "> 10 tonnes", "open, but '> 10 tonnes' as printed; write the figure as low"),
    ],
)
def test_a_sign_that_says_another_thing_is_refused(small: SmallEvidence, value: str, printed: str, found: str) -> None:
    (line,) = refused(small, value, printed)
    assert found in line


@pytest.mark.parametrize("unit", ["t", "m3", "'{person}'", "mo", "km", "kWh"])
def test_less_than_nothing_there_is_not(small: SmallEvidence, unit: str) -> None:
    (line,) = refused(small, f"{{low: -5, high: 5, unit: {unit}}}")
    assert "is less than nothing" in line


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        (
            "de 160.000 t",
            "fr",
            "160.000 can be read in two ways; write 160 000 for thousands, or 160.0000 for",
        ),
        ("de 2,351 $", "fr", "2,351 can be read in two ways; write 2 351 for thousands, or 2,3510 for a decimal"),
        (
            "of 160.000 t",
            "en",
            "160.000 can be read in two ways; write 160,000 for thousands, or 160.0000 for",
        ),
    ],
)
def test_a_figure_of_a_sentence_that_can_be_read_twice_is_refused(
    small: SmallEvidence, text: str, lang: str, found: str
) -> None:
    small.edit(SOURCE, "  fr: Le moulin fournit la coopérative.", f"  fr: '{text}'" if lang == "fr" else "  fr: x")
    small.edit(SOURCE, "  en: The mill supplies the co-operative.", f"  en: '{text}'" if lang == "en" else "  en: x")
    (line,) = small.problems()
    assert found in line


def test_what_cannot_be_read_twice_is_left() -> None:
    assert read_twice("0,351 et 160 000 et 2,5 et 1 234,567", "fr") == []
    assert read_twice("160,000 and 2.5 and 1,234.567", "en") == []
