"""The figures from outside the articles that the scenario reads, each by a short name, with its citation.

A figure is one row of the table `reference`, found by its id. Grades are binding: a
row graded X never enters the table, C is not yet checked and B- is weak, and both are said wherever the figure is
shown.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from malirussia.edtf import latest, parse, precision
from malirussia.errors import ScenarioError
from malirussia.language import LANGS
from malirussia.tables.schema import WEAK
from malirussia.tables.view import asked_once
from malirussia.units import Per, Quantity, check_per, convert

if TYPE_CHECKING:
    from malirussia.tables import Dataset


Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Figure:
    """One cited figure.

    Attributes:
        name: Its id in the reference.
        quantity: The range as published, in the unit of the reference.
        period: What time it is for, EDTF, or `undated`.
        grade: A, B, B- or C.
        publisher: Who publishes it.
        title: In which work; empty where none is recorded.
        where: Where it was found.
        note: The remark that stands beside it in the reference.
    """

    name: str
    quantity: Quantity
    period: str
    grade: str
    publisher: str
    title: str
    where: str
    note: str

    @property
    def weak(self) -> bool:
        """Whether its grade must be said beside it."""
        return self.grade in WEAK

    @property
    def value(self) -> float:
        """The published number; of a range its lower bound, of `up to` the upper one."""
        return next(bound for bound in (self.quantity.low, self.quantity.high) if bound is not None)

    def rate(self) -> Quantity:
        """Return what came in the period as a rate: a month's total a month, a week's a seventh of it a day.

        Raises:
            ScenarioError: If it is an amount without a period.
        """
        if self.quantity.per != "once":
            return self.quantity
        return _rate(self.quantity, self.period, self.name)


class Figures:
    """The reference figures of one dataset, by id.

    Args:
        reference: The table `reference`.
        as_of: EDTF date of the page, which tells what figures are for a later time; None where all are in time.

    Attributes:
        publishers: Publishers as cited → what a reader is told, by language; `titles` likewise.
    """

    def __init__(self, reference: pd.DataFrame, as_of: str | None = None) -> None:
        self.as_of = as_of
        rows: list[dict[Hashable, Any]] = reference.to_dict(orient="records")
        self._found: dict[Hashable, Any] = {}
        self._rows = {row["id"]: row for row in rows if isinstance(row["id"], str)}
        self.publishers, self.titles = (
            {
                row[column]: {lang: row[f"{column}_{lang}"] for lang in LANGS}
                for row in rows
                if isinstance(row[column], str)
            }
            for column in ("publisher", "title")
        )

    def take(self, name: str, unit: str | None = None) -> Figure:
        """Return a figure.

        Args:
            name: Its id.
            unit: The unit to give it in; that of the reference where None.

        Raises:
            ScenarioError: If the reference has no such figure.
            UnitError: If it is of another dimension than `unit`.
        """
        return self.once(("take", name, unit), lambda: self._take(name, unit))

    def once(self, key: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """Return what follows from the figures alone, worked out at the first call.

        Args:
            key: What it is.
            work_out: Makes it; nothing that can be changed.
        """
        if key not in self._found:
            self._found[key] = work_out()
        answer: Answer = self._found[key]
        return answer

    def _take(self, name: str, unit: str | None) -> Figure:
        row = self._rows.get(name)
        if row is None:
            todo = "give one of data/reference/reference_facts.csv this id, then malirussia build"
            raise ScenarioError(f"reference figure {name}", "no row has this id", todo)
        quantity = Quantity(row["low"], row["high"], row["unit"], check_per(row["per"]))
        return Figure(
            name,
            quantity if unit is None else quantity.convert(unit),
            *(_text(row[column]) for column in ("period", "grade", "publisher", "title", "where", "note")),
        )

    def later(self, name: str) -> bool:
        """Return whether a figure is for a time that had not ended on the day of the page.

        Args:
            name: Its id.
        """
        period = self.take(name).period
        return self.as_of is not None and period != "undated" and latest(period) > latest(self.as_of)

    def quotations(self, name: str, unit: str) -> list[float]:
        """Return the single quotations that a mean is the mean of; none where they are not at hand.

        Args:
            name: The id of the mean.
            unit: The unit to give them in.
        """
        rows = [row for key, row in sorted(self._rows.items()) if key.startswith(f"{name}/")]
        return [convert(row["low"], row["unit"], unit) for row in rows]


@asked_once
def figures_of(ds: Dataset, as_of: str | None = None) -> Figures:
    """Return the reference figures of a dataset, on the day of a page.

    Args:
        ds: Table `reference`.
        as_of: EDTF date of the page; None where all figures are in time.
    """
    return Figures(ds.reference, as_of)


def _rate(quantity: Quantity, period: str, name: str) -> Quantity:
    if period == "undated":
        raise ScenarioError(f"reference figure {name}", "an amount without a period", "give the period it came in")
    read = parse(period)
    if not read.interval and precision(read.first) in ("month", "year"):
        per: Per = "month" if precision(read.first) == "month" else "year"
        return Quantity(quantity.low, quantity.high, quantity.unit, per)
    days = (read.end - read.start).days + 1
    amount = quantity * (1 / days)
    return Quantity(amount.low, amount.high, quantity.unit, "day")


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else ""
