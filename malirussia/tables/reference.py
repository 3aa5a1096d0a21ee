"""Reference figures: data/reference/reference_facts.csv, each figure read as a range in a unit.

`readings.yaml`, beside it, says how (see `readings`). Grade X never enters. Every other row is read, or left out with a
reason; one that is neither stops the build, and so does a reading that fits no row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from malirussia import edtf
from malirussia.errors import DateError, TablesError
from malirussia.paths import inside
from malirussia.tables.readings import READINGS_FILE, Reading, Readings, Series
from malirussia.tables.readings import load as load_readings
from malirussia.tables.schema import REFERENCE

FACTS_FILE = "reference_facts.csv"
NO_PRODUCT, NO_PERIOD = "all", "undated"
_MARK = {"B-": "weak", "C": "not yet checked"}
_NUMBER = r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?"
_PLAIN = re.compile(rf"(?P<about>~?)(?P<low>{_NUMBER})(?:-(?P<high>{_NUMBER}))?")
_LEANS = ("same", "same article")


@dataclass(frozen=True)
class Row:
    """A row of reference_facts.csv, and `file:line` of it."""

    cells: dict[str, str]
    where: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from the others."""
        return self.cells["indicator"], self.cells["product"], self.cells["period"]


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
    rows = list(_rows(folder / FACTS_FILE))
    own = {(reading.indicator, reading.product, reading.period): reading for reading in readings.rows}
    known = {row.key for row in rows if row.cells["grade"] != "X"}
    for place, reading in enumerate(readings.rows):
        key = (reading.indicator, reading.product, reading.period)
        if key not in known or own[key] is not reading:
            raise TablesError(
                lines.at("rows", place), f"the reading of {' / '.join(key)} fits no row", "mend or remove it"
            )
    titles = {row.cells["where_found"]: row.cells["title"] for row in rows if row.cells["title"] not in _LEANS}
    titles |= readings.titles
    entries: list[dict[str, Any]] = []
    for row in rows:
        if row.cells["grade"] != "X":
            cited = _cited(row, readings, titles)
            entries.extend({**cited, **figure} for figure in _figures(row, readings, own.get(row.key)))
    for series in readings.series:
        entries.extend(_quotations(folder, series))
    return REFERENCE.frame(pd.DataFrame(entries, columns=REFERENCE.names))


def left_out(folder: Path) -> dict[tuple[str, str, str], str]:
    """Return the rows that are no figure, each with the reason: by indicator, product and period as printed."""
    readings, _ = load_readings(folder)
    return {(row.indicator, row.product, row.period): row.left_out for row in readings.rows if row.left_out is not None}


def _rows(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for cells in reader:
                yield Row(cells, f"{path.name}:{reader.line_num}")
    except OSError as error:
        raise TablesError(
            path.name, f"cannot be read ({error.strerror})", f"put it into {path.parent.name}/"
        ) from error


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
        "indicator": cells["indicator"],
        "product": cells["product"] or NO_PRODUCT,
        "period": _period(row, readings),
        "publisher": readings.publishers.get(cells["publisher"], cells["publisher"]),
        "title": title or None,
        "where": cells["where_found"],
        "grade": cells["grade"],
        "note": _note(cells["grade"], cells["note"]),
    }


def _figures(row: Row, readings: Readings, own: Reading | None) -> Iterator[dict[str, Any]]:
    """Yield the figures of a row, each with what it does not share with the others."""
    if own is not None and own.left_out is not None:
        return
    if own is not None:
        for figure in own.figures:
            found = {"low": figure.low, "high": figure.high, "unit": figure.unit, "per": figure.per or "once"}
            found |= {name: value for name in ("indicator", "product") if (value := getattr(figure, name)) is not None}
            if figure.note is not None:
                found["note"] = _note(row.cells["grade"], figure.note, row.cells["note"])
            yield found
        return
    unit, printed = readings.units.get(row.cells["unit"]), _PLAIN.fullmatch(row.cells["value"])
    if unit is None or printed is None:
        line = ", ".join(f"{name}: {value!r}" for name, value in zip(("indicator", "product", "period"), row.key,
                                                                     strict=True))  # fmt: skip
        raise TablesError(
            row.where,
            f"no reading of {row.cells['value']!r} in {row.cells['unit']!r}",
            f"add to {READINGS_FILE}, under rows: - {{{line}, left_out: the reason}} (or figures)",
        )
    low, high = (_number(printed[name] or printed["low"], unit.times) for name in ("low", "high"))
    per = unit.per or (_flow(_period(row, readings)) if row.cells["indicator"] in readings.flows else "once")
    found = {"low": low, "high": high, "unit": unit.unit, "per": per}
    if printed["about"]:
        found["note"] = _note(row.cells["grade"], "about", row.cells["note"])
    yield found


def _quotations(folder: Path, series: Series) -> Iterator[dict[str, Any]]:
    for row in _rows(inside(folder, series.file)):
        value = _number(row.cells[series.value], 1)
        yield {
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
        }


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
