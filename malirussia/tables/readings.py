"""readings.yaml, beside the reference figures: how each printed figure is read as a range in a unit.

units       bbl/day: {unit: "[bbl]", per: day}     what a printed unit is, and how many of ours one is (`times`)
flows       - wheat imports                        what is per year over a year, per month over a month
periods     July 2021: 2021-07                     a period that is not EDTF as printed
publishers  ONAP (same): ONAP …                    a publisher that leans on the row above; `titles`, by address
rows        {indicator, product, period, figures: [{low, high, unit, per}]} or {…, left_out: why}
series      {file, of: id, indicator, period: column, value: column, …}   a file that is one series of plain numbers
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from malirussia.errors import EvidenceError, TablesError, UnitError
from malirussia.evidence import yaml_lines
from malirussia.evidence.model import Label, Record
from malirussia.evidence.records import convert
from malirussia.evidence.yaml_lines import Lines
from malirussia.units import Per, dimension

READINGS_FILE = "readings.yaml"
WORDS_FILE = "words.yaml"


class Unit(Record, frozen=True, kw_only=True):
    """What a printed unit is; figures of three decimals are taken for such only where `decimals` says so."""

    unit: str
    times: int = 1
    per: Per | None = None
    decimals: int | None = None


class Figure(Record, frozen=True, kw_only=True):
    """One figure of a row; `id` where the row holds several, else the row's own stands in the CSV."""

    id: str | None = None
    low: int | float | None
    high: int | float | None
    unit: str
    per: Per | None = None
    indicator: str | None = None
    product: str | None = None
    note: str | None = None


class Reading(Record, frozen=True, kw_only=True):
    """How one row is read: as figures, or not, with the reason."""

    indicator: str
    product: str
    period: str
    figures: list[Figure] = msgspec.field(default_factory=list)
    left_out: str | None = None


class Series(Record, frozen=True, kw_only=True):
    """A file of plain numbers; `period`, `value` and `where` name its columns.

    `of` is the id of the figure that they are the single quotations of: each has the id `<of>/<period>`.
    Numbers of three decimals are taken for such only where `decimals` says so.
    """

    file: str
    of: str | None = None
    indicator: str
    product: str
    period: str
    value: str
    where: str
    unit: str
    publisher: str
    title: str
    grade: Literal["A", "B", "B-", "C"]
    note: str
    decimals: int | None = None


class Readings(Record, frozen=True, kw_only=True):
    """readings.yaml."""

    units: dict[str, Unit]
    flows: list[str]
    periods: dict[str, str]
    publishers: dict[str, str]
    titles: dict[str, str]
    rows: list[Reading]
    series: list[Series]


class Words(Record, frozen=True, kw_only=True):
    """words.yaml: what publishers and titles, as cited, are called for a reader."""

    publishers: dict[str, Label] = msgspec.field(default_factory=dict)
    titles: dict[str, Label] = msgspec.field(default_factory=dict)

    def publisher(self, cited: str, lang: str) -> str:
        """Return the publishers of a citation, which parts them with semicolons."""
        return "; ".join(dict.fromkeys(_said(self.publishers, name, lang) for name in self.publishers_of(cited)))

    def title(self, cited: str, lang: str) -> str:
        """Return the titles of a citation, which parts them with a semicolon between two blanks."""
        return "; ".join(_said(self.titles, name, lang) for name in self.titles_of(cited))

    def publishers_of(self, cited: str) -> list[str]:
        """Part the publishers of a citation."""
        return [name.strip() for name in cited.split(";") if name.strip()]

    def titles_of(self, cited: str) -> list[str]:
        """Part the titles of a citation."""
        return [cited] if cited in self.titles else cited.split(" ; ")


def _said(words: Mapping[str, Label], name: str, lang: str) -> str:
    return str(getattr(words[name], lang)) if name in words else name.replace("'", "’")


def load_words(folder: Path) -> tuple[Words, Lines | None]:
    """Read words.yaml, and the lines of its values; without the file, nothing has another name than its own.

    Raises:
        TablesError: If it cannot be read, or has a field that is missing, unknown or of the wrong type.
    """
    if not (folder / WORDS_FILE).is_file():
        return Words(), None
    try:
        data, lines = yaml_lines.load(folder / WORDS_FILE)
        return convert(data, Words, lines), lines
    except EvidenceError as error:
        raise TablesError(error.where, error.found, error.todo) from error


def load(folder: Path) -> tuple[Readings, Lines]:
    """Read readings.yaml, and the lines of its values.

    Raises:
        TablesError: If it cannot be read, or has a field that is missing, unknown or of the wrong type.
    """
    try:
        data, lines = yaml_lines.load(folder / READINGS_FILE)
        readings = convert(data, Readings, lines)
    except EvidenceError as error:
        raise TablesError(error.where, error.found, error.todo) from error
    for where, fault, todo in _problems(readings, lines):
        raise TablesError(where, fault, todo)
    return readings, lines


def _problems(readings: Readings, lines: Lines) -> Iterator[tuple[str, str, str]]:
    """Yield what a reading says that cannot be meant."""
    units: list[tuple[tuple[str | int, ...], str]] = [
        *((("units", name, "unit"), printed.unit) for name, printed in readings.units.items()),
        *((("series", i, "unit"), series.unit) for i, series in enumerate(readings.series)),
    ]
    for i, row in enumerate(readings.rows):
        units += [(("rows", i, "figures", j, "unit"), figure.unit) for j, figure in enumerate(row.figures)]
        if bool(row.figures) == bool(row.left_out):
            fault = "figures, and left out" if row.figures else "neither figures nor a reason why it is left out"
            yield lines.at("rows", i), fault, "write one of the two"
        for j, figure in enumerate(row.figures):
            if figure.low is None and figure.high is None:
                yield lines.at("rows", i, "figures", j), "open at both ends", "give low, high or both"
    for place, unit in units:
        try:
            dimension(unit)
        except UnitError as error:
            yield lines.at(*place), f"unit {unit!r}: {error.found}", error.todo
    for name, printed in readings.units.items():
        if printed.times < 1:
            yield lines.at("units", name, "times"), f"{printed.times} of ours", "give a number of 1 or more"
