from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malirussia import edtf
from malirussia.errors import DateError

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
points = days.flatmap(
    lambda d: st.sampled_from([f"{d:{form}}{mark}" for form in ("%Y", "%Y-%m", "%Y-%m-%d") for mark in ("", "~")])
)
intervals = st.tuples(days, days).map(lambda pair: "/".join(f"{d:%Y-%m-%d}" for d in sorted(pair)))
half_open = points.flatmap(lambda p: st.sampled_from([f"{p}/..", f"../{p}"]))
dates = st.one_of(points, intervals, half_open)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-06", date(2025, 6, 1), date(2025, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-06-23", date(2025, 6, 23), date(2025, 6, 23)),
        ("2025~", date(2024, 1, 1), date(2026, 12, 31)),
        ("2025-06~", date(2025, 5, 1), date(2025, 7, 31)),
        ("2025-01~", date(2024, 12, 1), date(2025, 2, 28)),
        ("2025-02-28~", date(2025, 2, 27), date(2025, 3, 1)),
        ("2025-06~/2025-08", date(2025, 5, 1), date(2025, 8, 31)),
        ("2025-06/2025-08~", date(2025, 6, 1), date(2025, 9, 30)),
        ("../2025-06~", date.min, date(2025, 7, 31)),
        ("0001~", date.min, date(2, 12, 31)),
        ("9999-12~", date(9999, 11, 1), date.max),
        ("2025-06-22/2025-06-27", date(2025, 6, 22), date(2025, 6, 27)),
        ("2025-06/2025-06-15", date(2025, 6, 1), date(2025, 6, 15)),
        ("2025-10-24/..", date(2025, 10, 24), date.max),
        ("../2025-06", date.min, date(2025, 6, 30)),
    ],
)
def test_a_date_is_the_days_it_may_mean(text: str, start: date, end: date) -> None:
    assert (edtf.earliest(text), edtf.latest(text)) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "juin 2025", "2025-6", "2025-13", "2025-02-29", "0000", "20250623", "2025-06-23T10:00", "2025/2024", "../..",
     "..", "a/b", "2025/2026/2027", "2025-00", "2025-06 ", "2025-06?", "2025-06%", "2025?/2026", "2025-07~/2025-06",
     "\u0662\u0660\u0662\u0665~x"],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(DateError) as told:
        edtf.parse(text)
    assert repr(text) in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("text", ["2025-06?", "2025%", "2025-06-23?/.."])
def test_an_uncertain_date_is_told_what_to_write(text: str) -> None:
    with pytest.raises(DateError, match="uncertain; leave the date out, or write ~"):
        edtf.parse(text)


@given(points)
def test_what_is_about_a_date_may_mean_more_days_on_both_sides(text: str) -> None:
    plain = text.rstrip("~")
    about = edtf.parse(f"{plain}~")
    assert about.start < edtf.earliest(plain) <= edtf.latest(plain) < about.end
    assert edtf.overlaps(f"{plain}~", (about.end).isoformat())
    assert edtf.before(f"{plain}~", (about.end + timedelta(days=1)).isoformat())
    assert edtf.precision(f"{plain}~") == edtf.precision(plain)


def test_a_day_that_somebody_chooses_is_no_about() -> None:
    assert edtf.chosen("2025-06").end == date(2025, 6, 30)
    with pytest.raises(DateError, match=r"write 2025-06$"):
        edtf.chosen("2025-06~")


def test_a_month_is_neither_before_nor_after_a_day_in_it() -> None:
    assert not edtf.before("2025-06", "2025-06-23")
    assert not edtf.before("2025-06-23", "2025-06")
    assert edtf.overlaps("2025-06", "2025-06-23")


def test_what_may_have_happened_by_a_day_counts_as_on_or_before_it() -> None:
    assert edtf.on_or_before("2025-06", "2025-06-01")
    assert edtf.on_or_before("2025-06-30", "2025-06")
    assert not edtf.on_or_before("2025-07", "2025-06-30")
    assert edtf.on_or_before("../2025-07", "2020")


@pytest.mark.parametrize("number", [2025, 20251024, None, float("nan")])
def test_a_number_is_no_date_and_is_refused_in_one_line(number: object) -> None:
    with pytest.raises(DateError, match=r"no text; .*in quotes"):
        edtf.parse(number)  # type: ignore[arg-type]


@given(dates)
def test_a_date_starts_no_later_than_it_ends(text: str) -> None:
    assert edtf.earliest(text) <= edtf.latest(text)


@given(dates, dates)
def test_two_dates_overlap_or_one_is_certainly_before_the_other(a: str, b: str) -> None:
    assert [edtf.overlaps(a, b), edtf.before(a, b), edtf.before(b, a)].count(True) == 1
    assert edtf.overlaps(a, b) == edtf.overlaps(b, a)


@given(dates, dates, dates)
def test_certainly_before_carries_on(a: str, b: str, c: str) -> None:
    if edtf.before(a, b) and edtf.before(b, c):
        assert edtf.before(a, c)


@given(dates, days, st.integers(min_value=0, max_value=4000))
def test_what_happened_by_a_day_has_happened_by_a_later_one(text: str, day: date, more: int) -> None:
    if edtf.on_or_before(text, f"{day:%Y-%m-%d}"):
        assert edtf.on_or_before(text, f"{day + timedelta(days=more):%Y-%m-%d}")


def test_every_six_months_unfolds_from_its_first_day() -> None:
    assert edtf.expand("R/2025-06-23/P6M", "2026-12") == ["2025-06-23", "2025-12-23", "2026-06-23", "2026-12-23"]


def test_a_month_end_comes_back_after_a_short_month() -> None:
    assert edtf.expand("R4/2025-01-31/P1M", "2026") == [
        "2025-01-31",
        "2025-02-28",
        "2025-03-31",
        "2025-04-30",
    ]


def test_a_counted_rhythm_stops_by_itself() -> None:
    assert len(edtf.expand("R3/2025-06/P1Y", "2025/..")) == 3


def test_a_rhythm_stops_at_the_end_of_the_calendar() -> None:
    assert edtf.expand("R9/9998-06/P1Y", "../9999")[-1] == "9999-06"


@pytest.mark.parametrize(
    ("rhythm", "first"),
    [
        ("R/2025/P1Y", ["2025", "2026", "2027"]),
        ("R/2025/P12M", ["2025", "2026", "2027"]),
        ("R/2025-06/P6M", ["2025-06", "2025-12", "2026-06"]),
        ("R/2025-06/P1Y", ["2025-06", "2026-06", "2027-06"]),
        ("R/2025-06-23/P1W", ["2025-06-23", "2025-06-30", "2025-07-07"]),
    ],
)
def test_a_rhythm_is_as_exact_as_its_start(rhythm: str, first: list[str]) -> None:
    assert edtf.expand(rhythm, "2029")[:3] == first


@pytest.mark.parametrize(
    ("rhythm", "found"),
    [
        ("R/2025-06/P1W", "a period of days from a month"),
        ("R/2025-06/P1M1D", "a period of days from a month"),
        ("R/2025/P1D", "a period of days from a year"),
        ("R/2025/P6M", "a period of months from a year"),
        ("R/2025/P18M", "a period of months from a year"),
        ("R/2025-06~/P6M", "counted from about a date"),
    ],
)
def test_a_rhythm_finer_than_its_start_is_refused_in_one_line(rhythm: str, found: str) -> None:
    with pytest.raises(DateError, match=found) as told:
        edtf.parse_rhythm(rhythm)
    assert rhythm in str(told.value)
    assert "\n" not in str(told.value)


@given(points, st.integers(0, 3), st.integers(0, 30), st.integers(0, 60))
def test_no_date_of_a_rhythm_is_more_exact_than_its_start(point: str, years: int, months: int, more_days: int) -> None:
    start = point.rstrip("~")
    if years == months == more_days == 0:
        return
    try:
        found = edtf.expand(f"R6/{start}/P{years}Y{months}M{more_days}D", "2999")
    except DateError:
        assert (edtf.precision(start), more_days == 0, months % 12 == 0) != ("year", True, True)
        assert edtf.precision(start) != "day"
        assert more_days > 0 or edtf.precision(start) == "year"
        return
    assert found[0] == start
    assert len(found) == 6
    assert {edtf.precision(text) for text in found} == {edtf.precision(start)}
    assert all(edtf.before(one, other) for one, other in pairwise(found))


@pytest.mark.parametrize(
    "text", ["", "P6M", "R/2025-06-23", "R/2025-06-23/P", "R/2025-06-23/P0M", "R/2025-06-23/6M", "R/../P6M", "R/x/P6M"]
)
def test_what_is_no_rhythm_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        edtf.expand(text, "2026")


def test_a_rhythm_without_end_needs_a_last_day() -> None:
    with pytest.raises(DateError, match="no end"):
        edtf.expand("R/2025-06-23/P6M", "2025/..")


@given(
    days,
    st.integers(min_value=0, max_value=30),
    st.integers(min_value=0, max_value=400),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2110, 12, 31)),
)
def test_a_rhythm_rises_and_ends_in_time(start: date, months: int, more_days: int, until: date) -> None:
    if months == 0 and more_days == 0:
        return
    found = [date.fromisoformat(text) for text in edtf.expand(f"R/{start:%Y-%m-%d}/P{months}M{more_days}D", until)]
    assert found == sorted(set(found))
    assert all(start <= day <= until for day in found)
    assert (start in found) == (start <= until)


@given(days, st.integers(min_value=1, max_value=30), days, days)
def test_a_later_last_day_only_adds_dates(start: date, months: int, one: date, other: date) -> None:
    rhythm = f"R/{start:%Y-%m-%d}/P{months}M"
    short, long = edtf.expand(rhythm, min(one, other)), edtf.expand(rhythm, max(one, other))
    assert long[: len(short)] == short
