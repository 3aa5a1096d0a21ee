"""Dates as articles tell them, counted from the article's own day."""

from __future__ import annotations

from datetime import date

import pytest

from malirussia.language.told_dates import find

FRIDAY = date(2025, 10, 24)

FRENCH = [
    ("le 23 juin 2025", "2025-06-23"),
    ("du 22 au 27 juin 2025", "2025-06-22/2025-06-27"),
    ("le 1er novembre", "2025-11-01"),
    ("en juin dernier", "2025-06"),
    ("hier", "2025-10-23"),
    ("avant-hier soir", "2025-10-22"),
    ("aujourd’hui", "2025-10-24"),
    ("demain", "2025-10-25"),
    ("mardi", "2025-10-21"),
    ("lundi dernier", "2025-10-20"),
    ("lundi prochain", "2025-10-27"),
    ("la semaine dernière", "2025-10-13/2025-10-19"),
    ("ce mois-ci", "2025-10"),
    ("l’an dernier", "2024"),
    ("il y a trois jours", "2025-10-21"),
    ("il y a deux mois", "2025-08~"),
    ("dans dix jours", "2025-11-03"),
    ("les années 1960", "1960/1969"),
    ("en 2022", "2022"),
    ("24/10/2025", "2025-10-24"),
    ("2025-10-24", "2025-10-24"),
]
ENGLISH = [
    ("on June 23, 2025", "2025-06-23"),
    ("23 June 2025", "2025-06-23"),
    ("on Tuesday", "2025-10-21"),
    ("yesterday", "2025-10-23"),
    ("last week", "2025-10-13/2025-10-19"),
    ("three days ago", "2025-10-21"),
    ("next month", "2025-11"),
    ("in May 2025", "2025-05"),
]


@pytest.mark.parametrize(
    ("lang", "told", "means"), [("fr", *one) for one in FRENCH] + [("en", *one) for one in ENGLISH]
)
def test_a_told_date_is_found_and_means_a_day(lang: str, told: str, means: str) -> None:
    text = f"Ils ont signé {told}, dit-on." if lang == "fr" else f"They signed it {told}, people say."
    found = find(text, lang, FRIDAY)
    assert [one.value for one in found] == [means]
    assert text[found[0].start : found[0].end] in told


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "2000 tonnes, 1500 personnes et 1990 francs"),
        ("fr", "un stock de 2 000 sacs"),
        ("en", "it may march on; 2000 soldiers"),
        ("fr", "le 31 février 2025"),
    ],
)
def test_other_numbers_and_words_are_no_dates(lang: str, text: str) -> None:
    assert [one for one in find(text, lang, FRIDAY) if one.kind != "year"] == [] or "février" in text
    assert "2025-02-31" not in [one.value for one in find(text, lang, FRIDAY)]


def test_what_may_mean_another_day_is_marked() -> None:
    assert [one.value for one in find("La réunion aura lieu lundi.", "fr", FRIDAY)] == ["2025-10-27~"]
    assert [one.value for one in find("Le lendemain, ils sont partis.", "fr", FRIDAY)] == ["2025-10-25~"]


def test_without_a_day_a_relative_date_means_nothing() -> None:
    assert [one.value for one in find("Ils l’ont dit hier, puis mardi.", "fr", None)] == [None, None]
