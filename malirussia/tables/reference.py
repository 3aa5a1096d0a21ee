"""Reference figures: data/reference/reference_facts.csv, each figure read as a range in a unit.

`readings.yaml`, beside it, says how (see `readings`). Grade X never enters. Every other row is read, or left out with a
reason; one that is neither stops the build, and so does a reading that fits no row. A figure with a comma or a point
that may part thousands or decimals (`2,351`, `160.000`) needs a reading of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from malirussia import edtf
from malirussia.errors import DateError, MaliRussiaError, TablesError
from malirussia.evidence.yaml_lines import Lines
from malirussia.language import LANGS
from malirussia.numerals import grouped_by_comma, misread
from malirussia.paths import inside
from malirussia.tables.cell_check import wrong
from malirussia.tables.readings import READINGS_FILE, Reading, Readings, Series, Words, load_words
from malirussia.tables.readings import load as load_readings
from malirussia.tables.saved_csv import Row, read_rows
from malirussia.tables.schema import REFERENCE

FACTS_FILE = "reference_facts.csv"
NO_PRODUCT, NO_PERIOD = "all", "undated"
_MARK = {"B-": "weak", "C": "not yet checked"}
_NUMBER = r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?"
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_PLAIN = re.compile(rf"(?P<about>~?)(?P<low>{_NUMBER})(?:-(?P<high>{_NUMBER}))?")
_LEANS = ("same", "same article")
COLUMNS = (
    "id", "indicator", "product", "period", "value", "unit", "publisher", "title", "where_found", "grade", "note",
)  # fmt: skip
_TO_READ = "give it a reading of its own in " + READINGS_FILE + ", under rows, with the numbers written plainly"


def table(folder: Path) -> pd.DataFrame:
    """Make the reference table.

    Args:
        folder: The folder that holds reference_facts.csv and readings.yaml.

    Returns:
        The table; an empty one where there is neither file, for a ledger needs no figures from outside.

    Raises:
        TablesError: If a file cannot be read, a row is neither read nor left out, or a reading fits no row.
    """
    if not (folder / FACTS_FILE).exists() and not (folder / READINGS_FILE).exists():
        return REFERENCE.frame(pd.DataFrame(columns=REFERENCE.names))
    readings, lines = load_readings(folder)
    words, word_lines = load_words(folder)
    rows = read_rows(folder / FACTS_FILE, COLUMNS)
    reading_of = {(reading.indicator, reading.product, reading.period): reading for reading in readings.rows}
    places = {key: lines.at("rows", readings.rows.index(reading)) for key, reading in reading_of.items()}
    known = {_key(row) for row in rows if row.cells["grade"] != "X"}
    for place, reading in enumerate(readings.rows):
        key = (reading.indicator, reading.product, reading.period)
        if key not in known or reading_of[key] is not reading:
            raise TablesError(
                lines.at("rows", place), f"the reading of {' / '.join(key)} fits no row", "mend or remove it"
            )
    titles = {row.cells["where_found"]: row.cells["title"] for row in rows if row.cells["title"] not in _LEANS}
    titles |= readings.titles
    entries: list[dict[str, Any]] = []
    wheres: dict[tuple[str, ...], str] = {}
    for row in rows:
        if row.cells["grade"] != "X":
            cited = _cited(row, readings, titles)
            for figure in _figures(row, readings, reading_of.get(_key(row))):
                where = row.where if _key(row) not in reading_of else f"{row.where}, read in {places[_key(row)]}"
                entries.append(_checked(_told({**cited, **figure}, words), where, wheres))
    for place, series in enumerate(readings.series):
        for quotation, where in _quotations(folder, series, lines.at("series", place)):
            entries.append(_checked(_told(quotation, words), where, wheres))
    if word_lines is not None:
        _all_cited(entries, words, word_lines)
    return REFERENCE.frame(pd.DataFrame(entries, columns=REFERENCE.names))


def _all_cited(entries: list[dict[str, Any]], words: Words, lines: Lines) -> None:
    """Refuse a name that no figure cites: whoever mended a spelling in the CSV would lose its French unseen."""
    cited = {
        "publishers": {name for entry in entries for name in words.publishers_of(entry["publisher"])},
        "titles": {name for entry in entries if entry["title"] for name in words.titles_of(entry["title"])},
    }
    for section, names in (("publishers", words.publishers), ("titles", words.titles)):
        for name in names:
            if name not in cited[section]:
                todo = f"write it as {FACTS_FILE} does, or take it out"
                raise TablesError(lines.at(section, name), f"no figure cites {name!r}", todo)


def _told(entry: dict[str, Any], words: Words) -> dict[str, Any]:
    """Return an entry with its names for the reader of each language."""
    for lang in LANGS:
        entry[f"publisher_{lang}"] = words.publisher(entry["publisher"], lang)
        entry[f"title_{lang}"] = entry["title"] and words.title(entry["title"], lang)
    return entry


def _key(row: Row) -> tuple[str, str, str]:
    """Return what tells a row from the others."""
    return row.cells["indicator"], row.cells["product"], row.cells["period"]


def _checked(entry: dict[str, Any], where: str, wheres: dict[tuple[str, ...], str]) -> dict[str, Any]:
    """Return a figure that is what the table declares, and the first of its key."""
    fault = wrong(REFERENCE, entry)
    if fault is None and entry["low"] is not None and entry["high"] is not None and entry["low"] > entry["high"]:
        fault = f"low {entry['low']:g} is more than high {entry['high']:g}"
    key = tuple(str(entry[name]) for name in REFERENCE.key)
    if fault is None and (first := wheres.get(key)) is not None:
        # The figures of one reading come from one row.
        fault = f"the figure of {' / '.join(key)} stands twice" + (f", first in {first}" if first != where else "")
    wheres[key] = where
    if fault is not None:
        raise TablesError(where, fault, "mend the row, or its reading in " + READINGS_FILE)
    return entry


def left_out(folder: Path) -> dict[tuple[str, str, str], str]:
    """Return the rows that are no figure, each with the reason: by indicator, product and period as printed."""
    readings, _ = load_readings(folder)
    return {(row.indicator, row.product, row.period): row.left_out for row in readings.rows if row.left_out is not None}


def _cited(row: Row, readings: Readings, titles: dict[str, str]) -> dict[str, Any]:
    """Return what all figures of a row share."""
    cells = row.cells
    title = cells["title"]
    if title in _LEANS:
        title = titles.get(cells["where_found"], "")
        if title == "":
            raise TablesError(row.where, f"title {cells['title']!r} leans on no row of the same address",
                              f"add to {READINGS_FILE}, under titles: {cells['where_found']}: the title")  # fmt: skip
    return {
        "id": cells.get("id") or None,
        "indicator": cells["indicator"],
        "product": cells["product"] or NO_PRODUCT,
        "period": _period(row, readings),
        "publisher": readings.publishers.get(cells["publisher"], cells["publisher"]),
        "title": title or None,
        "where": cells["where_found"],
        "grade": cells["grade"],
        "note": _note(cells["grade"], cells["note"]),
    }


def _figures(row: Row, readings: Readings, reading: Reading | None) -> Iterator[dict[str, Any]]:
    """Yield the figures of a row, each with what it does not share with the others."""
    if reading is not None and reading.left_out is not None:
        return
    if reading is not None:
        for figure in reading.figures:
            cells = {"low": figure.low, "high": figure.high, "unit": figure.unit, "per": figure.per or "once"}
            cells |= {
                name: value for name in ("id", "indicator", "product") if (value := getattr(figure, name)) is not None
            }
            if figure.note is not None:
                cells["note"] = _note(row.cells["grade"], figure.note, row.cells["note"])
            yield cells
        return
    unit, printed = readings.units.get(row.cells["unit"]), _PLAIN.fullmatch(row.cells["value"])
    if unit is None or printed is None:
        line = ", ".join(f"{name}: {value!r}" for name, value in zip(("indicator", "product", "period"), _key(row),
                                                                     strict=True))  # fmt: skip
        raise TablesError(
            row.where,
            f"no reading of {row.cells['value']!r} in {row.cells['unit']!r}",
            f"add to {READINGS_FILE}, under rows: - {{{line}, left_out: the reason}} (or figures)",
        )
    for name in ("low", "high"):
        plain = printed[name] or ""
        doubt = misread(plain) is not None and len(plain.partition(".")[2]) != unit.decimals
        if doubt or grouped_by_comma(plain):
            raise TablesError(row.where, f"{row.cells['value']!r} can be read in two ways", _TO_READ)
    low, high = (_number(printed[name] or printed["low"], unit.times) for name in ("low", "high"))
    per = unit.per or (_flow(_period(row, readings)) if row.cells["indicator"] in readings.flows else "once")
    cells = {"low": low, "high": high, "unit": unit.unit, "per": per}
    if printed["about"]:
        cells["note"] = _note(row.cells["grade"], "about", row.cells["note"])
    yield cells


def _quotations(folder: Path, series: Series, place: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the figures of a series, each with `file:line`."""
    try:
        path = inside(folder, series.file)
    except MaliRussiaError as error:
        raise TablesError(place, f"{error.where} {error.found}", error.todo) from None
    for row in read_rows(path, (series.period, series.value, series.where), more=True):
        value = _decimal(row.cells[series.value], series, row.where)
        yield (
            {
                "id": None if series.of is None else f"{series.of}/{row.cells[series.period]}",
                "indicator": series.indicator,
                "product": series.product,
                "period": row.cells[series.period],
                "low": value,
                "high": value,
                "unit": series.unit,
                "per": "once",
                "publisher": series.publisher,
                "title": series.title,
                "where": row.cells[series.where],
                "grade": series.grade,
                "note": _note(series.grade, series.note),
            },
            row.where,
        )


def _decimal(printed: str, series: Series, where: str) -> float:
    if _DECIMAL.fullmatch(printed) is None:
        todo = "write a plain number: a point before the decimals, nothing between the thousands"
        raise TablesError(where, f"{printed!r} is no plain number", todo)
    doubt = misread(printed)
    if doubt is not None and len(printed.partition(".")[2]) != series.decimals:
        todo = f"{doubt[1]}; or write decimals: 3 into the series in {READINGS_FILE}"
        raise TablesError(where, doubt[0], todo)
    return _number(printed, 1)


def _period(row: Row, readings: Readings) -> str:
    printed = row.cells["period"]
    period = readings.periods.get(printed, printed)
    if period != NO_PERIOD:
        try:
            edtf.parse(period)
        except DateError as error:
            raise TablesError(
                row.where,
                f"period {printed!r}: {error.found}",
                f"add to {READINGS_FILE}, under periods: {printed}: EDTF",
            ) from error
    return period


def _flow(period: str) -> str:
    """Return what a flow over a period is per: a year, a month; once where the period is neither."""
    if "/" in period or period == NO_PERIOD:
        return "once"
    return edtf.precision(period) if edtf.precision(period) != "day" else "once"


def _number(printed: str, times: int) -> float:
    """Return a printed number, scaled without the errors of binary fractions."""
    return float(Decimal(printed.replace(",", "")) * times)


def _note(grade: str, *parts: str) -> str | None:
    """Return the remarks as one, the mark of a weak or unchecked grade first; None for no remark."""
    said = [part for part in (_MARK.get(grade, ""), *parts) if part != ""]
    return "; ".join(said) if said else None
