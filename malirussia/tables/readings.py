"""readings.yaml, beside the reference figures: how each printed figure is read as a range in a unit.

units       bbl/day: {unit: "[bbl]", per: day}     what a printed unit is, and how many of ours one is (`times`)
flows       - wheat imports, Mali                  what is per year over a year, per month over a month
periods     July 2021: 2021-07                     a period that is not EDTF as printed
publishers  ONAP (same): ONAP …                    a publisher that leans on the row above; `titles`, by address
rows        {indicator, product, period, figures: [{low, high, unit, per}]} or {…, left_out: why}
series      {file, indicator, period: column, value: column, …}   a file that is one series of plain numbers
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from malirussia.errors import EvidenceError, TablesError
from malirussia.evidence import yaml_lines
from malirussia.evidence.model import Record
from malirussia.evidence.shape import convert
from malirussia.evidence.yaml_lines import Lines

READINGS_FILE = "readings.yaml"


class Unit(Record, frozen=True, kw_only=True):
    """What a printed unit is."""

    unit: str
    times: int = 1
    per: str | None = None


class Figure(Record, frozen=True, kw_only=True):
    """One figure of a row."""

    low: int | float | None
    high: int | float | None
    unit: str
    per: str | None = None
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
    """A file of plain numbers; `period`, `value` and `where` name its columns."""

    file: str
    indicator: str
    product: str
    period: str
    value: str
    where: str
    unit: str
    publisher: str
    title: str
    grade: str
    note: str


class Readings(Record, frozen=True, kw_only=True):
    """readings.yaml."""

    units: dict[str, Unit]
    flows: list[str]
    periods: dict[str, str]
    publishers: dict[str, str]
    titles: dict[str, str]
    rows: list[Reading]
    series: list[Series]


def load(folder: Path) -> tuple[Readings, Lines]:
    """Read readings.yaml, and the lines of its values.

    Raises:
        TablesError: If it cannot be read, or has a field that is missing, unknown or of the wrong type.
    """
    try:
        data, lines = yaml_lines.load(folder / READINGS_FILE)
        return convert(data, Readings, lines), lines
    except EvidenceError as error:
        raise TablesError(error.where, error.found, error.todo) from error
