"""What the plan asks of the tables, read from their CSV files: it must not wait for the tables' own libraries."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from malirussia import paths, versions
from malirussia.errors import TablesError
from malirussia.evidence.appeared import AFFIRMED, TOLD, Day, appeared, on


@dataclass(frozen=True)
class Fact:
    """A fact with a quantity.

    Attributes:
        low: The lower bound; None where it is open.
        high: The upper bound.
        unit: A unit code.
        per: once, day, month or year.
    """

    low: float | None
    high: float | None
    unit: str
    per: str


class Days:
    """The days on which the sources of the tables appeared, read when they are first asked for."""

    def __init__(self) -> None:
        self._on: dict[str, Day] = {}

    def on(self, as_of: str) -> Day:
        """Return the day that a choice means.

        Raises:
            DateError: `latest` is asked of sources that tell no day.
            TablesError: There are no tables.
        """
        if as_of not in self._on:
            past = (
                (row["source_id"], row["date"])
                for row in _rows("claims")
                if row["modality"] in TOLD and row["polarity"] == AFFIRMED and row["date"]
            )
            sources = ((row["source_id"], row["published"] or None) for row in _rows("sources"))
            self._on[as_of] = on(as_of, appeared(sources, past))
        return self._on[as_of]


def facts() -> dict[str, Fact | None]:
    """Return the facts by id; None for one without a quantity.

    Raises:
        TablesError: There are no tables.
    """
    return {row["fact_id"]: _fact(row) for row in _rows("facts")}


def _fact(row: dict[str, str]) -> Fact | None:
    low, high = (float(row[name]) if row[name] else None for name in ("low", "high"))
    return None if low is None and high is None else Fact(low, high, row["unit"], row["per"] or "once")


def _rows(table: str) -> Iterator[dict[str, str]]:
    name = f"{table}.csv"
    try:
        text = versions.read(paths.tidy_dir(), name).decode("utf-8")
    except FileNotFoundError:
        raise TablesError("data/tidy", f"no tables: {name} is not there", "malirussia build") from None
    yield from csv.DictReader(io.StringIO(text, newline=""))
