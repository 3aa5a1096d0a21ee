"""A page gives one answer to one question, wherever on it the answer stands: sentence, title, table or alt."""

from __future__ import annotations

import re

import pytest
from made_ledger import made, said

import malirussia as mr
from malirussia.analysis.sectors.sectors import claims_by_rung, sector_totals
from malirussia.analysis.standing.ladder import NO_RUNG
from malirussia.analysis.supply import supply
from malirussia.charts.evidence.report import coverage_words
from malirussia.charts.sectors.report import sector_heading, totals_table
from malirussia.charts.standing.calendar import _states
from malirussia.charts.standing.words import state_word
from malirussia.charts.supply import prose, tables
from malirussia.charts.words.rungs import rung_word

DAY = "2025-10-24"
DS = mr.load()
SECTORS = [name for name in sorted(set(DS.claims["sector"].dropna())) if name]


@pytest.mark.parametrize("sector", SECTORS)
def test_text_title_table_and_alt_of_a_sector_tell_one_confirmed_stage(sector: str) -> None:
    total = sector_totals(claims_by_rung(DS, as_of=DAY, sector=sector), [sector]).iloc[0]
    held = rung_word(total["corroborated"], "en") if total["corroborated"] != NO_RUNG else "none"
    signed = held in ("signed", "under way", "completed")
    chart = mr.charts.sector_panel(DS, sector, lang="en", as_of=DAY)
    text = sector_heading(DS, sector, "en", as_of=DAY)
    assert any(f"confirm “{stage}”" in text for stage in ("signed", "under way", "completed")) == signed
    assert totals_table(DS, "en", as_of=DAY, sector=sector)["Highest confirmed"].tolist() == [held]
    told = re.findall(r"highest confirmed ([^.;]+)", chart.alt)
    assert set(told) <= {held, "none", "discussed", "pledged", "signed", "under way", "completed"}
    assert any(stage in ("signed", "under way", "completed") for stage in told) == signed
    rows = chart.table.loc[chart.table["Part"] == "Agreement or project", "Claimed / confirmed, or amount"]
    assert [cell.partition(" / ")[2].partition(";")[0] for cell in rows] == told
    if told:
        says_signed = "signed or beyond according to several" in chart.title
        assert (says_signed and "nothing signed" not in chart.title) == signed


def test_an_agreement_told_in_two_sectors_is_confirmed_in_both() -> None:
    mill = {"predicate": "at_stage", "status": "signed"}
    ds = made(said(source="a", sector="energy", **mill), said(source="b", sector="trade", **mill))
    for sector in ("energy", "trade"):
        totals = sector_totals(claims_by_rung(ds, sector=sector), [sector])
        assert totals["corroborated"].tolist() == ["signed"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_petroleum_page_writes_each_quantity_one_way(lang: str) -> None:
    one = supply(DS, as_of=DAY, draws=200)
    opening = prose.opening(one, lang)
    chart = mr.charts.supply_trucks(one, lang=lang)
    cells = tables.answers_table(one, lang).iloc[:, :2].set_axis(["answer", "amount"], axis=1)
    # In a table a range is joined by a dash, in a French sentence by `à`.
    written = [re.sub(r"(?<=\d)\s+à\s+(?=\d)", "–", text) for text in (opening, chart.note, chart.title)]
    by_name = dict(zip(one.outputs["output"], cells["amount"], strict=True))
    amounts = (re.match(r"[\d\s.,–]+", str(by_name[name])) for name in ("fleet", "round_trip", "trucks_day"))
    fleet, trip, trucks = (found[0].strip() if found else "no number" for found in amounts)
    assert fleet in written[0]
    assert fleet in written[1]
    assert trip in written[1]
    assert trucks in written[0]
    assert trucks in written[2]


def test_several_dates_in_french_are_not_due_in_the_plural() -> None:
    assert state_word("open", "fr") == "pas encore échue"
    dates = [{"state": "open", "due": f"2026-0{month}", "counted": False} for month in (1, 3, 5, 7)]
    assert _states(dates, "fr")[0].endswith("pas encore échues")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_readers_pages_name_no_file_and_no_command(lang: str) -> None:
    texts = [coverage_words(DS, lang, as_of=DAY), mr.charts.source_coverage(DS, as_of=DAY, lang=lang).note]
    assert not re.search(r"\.yaml|`malirussia|\bdraws? in\b|tirage", " ".join(texts))
    one = supply(DS, as_of=DAY, draws=100)
    told = prose.opening(one, lang) + "".join(mr.charts.supply_paths(one, lang=lang).note)
    assert not re.search(r"\bdraws?\b|tirage", told)
