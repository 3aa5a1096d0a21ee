from __future__ import annotations

import re
from datetime import date
from typing import Any

import pandas as pd
import pytest
from first_five import first_five
from hypothesis import given
from hypothesis import strategies as st
from made_ledger import made, said

import malirussia as mr
from malirussia import edtf
from malirussia.analysis.standing.occurrences import STATES, days_late, due_dates, occurrences, standing, state, tally
from malirussia.charts.paper.theme import INK, PAPER
from malirussia.charts.standing.calendar import LOOKS, TIP, commitment_timeline
from malirussia.charts.standing.report import promise_lines
from malirussia.charts.standing.words import commitment_table, title
from malirussia.errors import DateError

PROMISE = {"commitment_id": "bread", "by": "anna", "to": "mill", "what_fr": "Du pain", "what_en": "Bread"}
MADE = said(source="a", status="pledged", modality="planned", published="2025-06-24", asserted_by="anna")


def found(*later: dict[str, Any], as_of: str, until: str | None = None, **promise: Any) -> pd.DataFrame:
    ds = made(MADE, *later, commitments=[{**PROMISE, "claim_id": "a.c1", "made": "2025-06-24", **promise}])
    return occurrences(ds, as_of=as_of, until=until)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2025-06-24", "open"), ("2025-10-31", "open"), ("2025-11-01", "due"), ("2025-11", "due"), ("2025-12", "silent")],
)
def test_a_promise_goes_from_open_over_due_to_silent(as_of: str, expected: str) -> None:
    assert found(as_of=as_of, due="2025-11")["state"].tolist() == [expected]


def test_a_promise_nobody_could_read_yet_is_not_listed() -> None:
    assert found(as_of="2025-06-23", due="2025-11").empty


def test_a_later_page_that_does_not_say_met_makes_it_overdue() -> None:
    later = said(source="b", status="discussed", published="2026-01-10")
    assert found(later, as_of="2026-01-09", due="2025-11")["state"].tolist() == ["silent"]
    assert found(later, as_of="2026-01-10", due="2025-11")["state"].tolist() == ["overdue"]


def test_a_page_on_another_matter_does_not_break_the_silence() -> None:
    later = said(source="b", predicate="framed_as", text="bread", published="2026-01-10")
    assert found(later, as_of="2026-02", due="2025-11")["state"].tolist() == ["silent"]


def test_a_promise_is_met_by_a_claim_that_could_be_read() -> None:
    later = said(source="b", status="completed", published="2025-11-20", date="2025-11-18")
    rows = found(later, as_of="2025-11-19", due="2025-11", met_by="b.c1")
    assert rows["state"].tolist() == ["due"]
    rows = found(later, as_of="2025-11-20", due="2025-11", met_by="b.c1")
    assert (rows["state"].tolist(), rows["met_by"].tolist()) == (["met"], ["b.c1"])


def test_a_promise_without_a_date_is_neither_open_nor_late() -> None:
    rows = found(as_of="2030", due=None)
    assert (rows["state"].tolist(), rows["due"].tolist()) == (["undated"], [""])
    assert not rows["counted"].any()


def test_a_promise_to_nobody_named_says_so_with_an_empty_text() -> None:
    assert found(as_of="2025-11", due="2025-11", to=None)["to"].tolist() == [""]


def test_every_six_months_falls_due_in_months_and_not_on_days() -> None:
    rows = found(as_of="2025-10-24", until="2026-12-31", rhythm="R/2025-06-23/P6M")
    assert rows["due"].tolist() == ["2025-12", "2026-06", "2026-12", "2027-06"]
    assert rows["n"].tolist() == [1, 2, 3, 4]


def test_a_meeting_meets_the_interval_it_falls_into_and_no_other() -> None:
    later = said(source="b", status="implemented", published="2025-07-30", date="2025-07-28")
    rows = found(later, as_of="2026-01-31", rhythm="R/2025-06-23/P6M", met_by="b.c1")
    assert list(zip(rows["due"], rows["state"], strict=True)) == [("2025-12", "met"), ("2026-06", "open")]


def test_the_worst_that_is_past_stands_for_a_rhythm() -> None:
    rows = found(as_of="2026-07-31", rhythm="R/2025-06-23/P6M")
    assert rows["state"].tolist() == ["silent", "silent", "open"]
    one = standing(rows)
    assert (one["state"].tolist(), one["due"].tolist()) == (["silent"], ["2025-12"])
    assert tally(one) == {"overdue": 0, "silent": 1, "due": 0, "open": 0, "undated": 0, "met": 0}


def test_a_counted_rhythm_ends() -> None:
    assert due_dates(None, "R2/2025-06-23/P6M", as_of="2040") == ["2025-12", "2026-06"]
    assert due_dates(None, "R/2025-06-01/P1W", as_of="2025-06-10") == ["2025-06-08", "2025-06-15"]


def test_a_rhythm_of_years_from_a_year_is_due_in_a_year() -> None:
    assert due_dates(None, "R/2025/P1Y", as_of="2026-06") == ["2026", "2027"]
    rows = found(as_of="2026-06", rhythm="R/2025/P1Y")
    assert rows["due"].tolist()[0] == "2026"
    assert rows["state"].tolist() == ["due", "open"]


def test_what_is_due_about_a_date_is_overdue_only_after_all_it_may_mean() -> None:
    assert state("2025-11~", as_of="2025-09-30", met=False, heard_since=False) == "open"
    assert state("2025-11~", as_of="2025-12-31", met=False, heard_since=False) == "due"
    assert state("2025-11~", as_of="2026-01-01", met=False, heard_since=False) == "silent"


def test_a_rhythm_is_not_unfolded_for_ever() -> None:
    with pytest.raises(DateError, match="give a last day"):
        due_dates(None, "R/2025-06-23/P6M", as_of="2025-06/..")


def test_a_promise_is_counted_in_good_english() -> None:
    both = {"silent": found(as_of="2025-12", due="2025-11"), "due": found(as_of="2025-11", due="2025-11")}
    assert title(both["silent"], "2025-12", "en").startswith("The only promise is past its date")
    assert title(both["due"], "2025-11", "en") == "The only promise falls due now"
    other = found(as_of="2025-11", due="2026-11").assign(commitment_id="cake")
    assert title(pd.concat([both["silent"], other]), "2025-12", "en").startswith("One of two promises is past its date")
    assert title(pd.concat([both["due"], other]), "2025-11", "en") == "One of two promises falls due now"


@pytest.mark.parametrize("as_of", ["../2025-10", "9990"])
def test_a_calendar_can_be_drawn_for_any_day_that_ends(as_of: str) -> None:
    ds = made(MADE, commitments=[{**PROMISE, "claim_id": "a.c1", "made": "2025-06-24", "due": "../2025-11"}])
    assert len(mr.charts.commitment_timeline(ds, as_of=as_of, lang="en").table) == 1


def test_a_rhythm_stops_at_the_end_of_the_calendar() -> None:
    assert due_dates(None, "R/2025/P1000Y", as_of="9900")[-1] == "9025"


def test_days_late_are_counted_from_the_last_day_it_could_fall_due() -> None:
    assert (days_late("2025-11", "2025-12-02"), days_late("2025-11", "2025-11-30")) == (2, 0)


DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31)).map(date.isoformat)
MONTHS = DAYS.map(lambda day: day[:7])


@given(st.one_of(DAYS, MONTHS), DAYS, st.booleans())
def test_an_occurrence_is_in_one_state_and_late_only_after_its_last_day(due: str, as_of: str, heard: bool) -> None:
    now = state(due, as_of=as_of, met=False, heard_since=heard)
    assert now in STATES
    assert (now in ("overdue", "silent")) == edtf.before(due, as_of)
    assert (now == "open") == edtf.before(as_of, due)
    assert state(due, as_of=as_of, met=True, heard_since=heard) == "met"


@given(DAYS, st.integers(1, 18), DAYS)
def test_a_rhythm_unfolds_past_the_day_and_in_order(start: str, months: int, as_of: str) -> None:
    dues = due_dates(None, f"R/{start}/P{months}M", as_of=as_of)
    dated = [due for due in dues if due is not None]
    assert dated == sorted(set(dated))
    assert edtf.latest(dated[-1]) > edtf.latest(as_of)
    assert all(edtf.earliest(due) <= edtf.latest(as_of) for due in dated[:-1])


def test_the_articles_promise_a_board_in_november_and_a_commission_every_six_months() -> None:
    ds = first_five()
    known = occurrences(ds, as_of="2025-10-24")
    dated = known[known["due"] != ""]
    assert dict(zip(dated["commitment_id"], dated["due"], strict=True)) == {
        "commission-every-six-months": "2025-12",
        "full-russian-delegation": "2025-11",
        "refinery-first-board": "2025-11",
        "talks-until-27-june": "2025-06-27",
    }
    assert dict(zip(dated["commitment_id"], dated["state"], strict=True)) == {
        "commission-every-six-months": "open",
        "full-russian-delegation": "open",
        "refinery-first-board": "open",
        "talks-until-27-june": "silent",
    }
    assert dated.loc[dated["counted"], "commitment_id"].tolist() == ["commission-every-six-months"]
    later = standing(occurrences(ds, as_of="2026-01-31"))
    assert set(later.loc[later["due"] != "", "state"]) == {"silent"}
    assert occurrences(ds, as_of="2025-06-23").empty


@pytest.mark.parametrize(("lang", "told"), [("en", "counted by us"), ("fr", "calculée par nous")])
def test_a_date_that_we_counted_says_so_wherever_it_stands(lang: str, told: str) -> None:
    ds = mr.load()
    known = occurrences(ds, as_of="2025-10-24")
    chart = mr.charts.commitment_timeline(ds, as_of="2025-10-24", lang=lang)
    places = [
        "\n".join(promise_lines(ds, standing(known), lang)),
        commitment_table(ds, known, lang).to_string(),
        chart.alt,
        re.sub(r"<br>|\s", " ", " ".join(str(note.text) for note in chart.layout.annotations)),
    ]
    assert all(told in place for place in places)


@pytest.mark.parametrize(("lang", "band"), [("en", "Without a date"), ("fr", "Sans date")])
def test_promises_without_a_date_stand_apart(lang: str, band: str) -> None:
    one = {**PROMISE, "claim_id": "a.c1"}
    dated = {**one, "commitment_id": "b-mill", "due": "2025-11"}
    for promises, shown in (([one, dated], True), ([dated], False)):
        chart = mr.charts.commitment_timeline(made(MADE, commitments=promises), as_of="2025-10", lang=lang)
        assert (band in " ".join(str(note.text) for note in chart.layout.annotations)) == shown


@pytest.mark.parametrize(("to", "listed"), [("mill", True), ("", False)])
def test_a_table_has_a_column_of_whom_it_is_promised_to_where_a_page_names_somebody(to: str, listed: bool) -> None:
    ds = made(
        MADE, commitments=[{**PROMISE, "to": to or None, "claim_id": "a.c1", "made": "2025-06-24", "due": "2025-11"}]
    )
    table = commitment_table(ds, occurrences(ds, as_of="2025-10"), "en")
    assert ("To" in table.columns) == listed
    assert table["Promise"].tolist() == ["Bread"]


def test_a_promise_made_on_the_day_of_the_line_does_not_hide_in_it() -> None:
    ds = made(MADE, commitments=[{**PROMISE, "claim_id": "a.c1", "made": "2025-06-24", "due": "2025-11"}])
    figure = commitment_timeline(ds, as_of="2025-06-24", lang="en")
    line = next(shape.x0 for shape in figure.layout.shapes if shape.line.color == INK)
    key, marks = figure.data
    begins = marks.x.index(line - TIP)
    assert marks.marker.symbol[begins] == key.marker.symbol[0] == "triangle-right"
    assert marks.marker.line.color[begins] == PAPER
    assert "triangle-right" not in {symbol for symbol, _, _ in LOOKS.values()}
