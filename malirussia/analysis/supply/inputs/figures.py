"""The figures from outside the articles that the scenario reads, each by a short name, with its citation.

A figure is one row of the table `reference`, found by its indicator, product, period and unit. Grades are binding: a
row graded X never enters the table, C is not yet checked and B- is weak, and both are said wherever the figure is
shown.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from malirussia.analysis.supply.inputs.figure_names import FIGURES, QUOTATIONS, Key
from malirussia.edtf import parse, precision
from malirussia.errors import ScenarioError
from malirussia.units import Per, Quantity, check_per, convert

WEAK = ("B-", "C")


@dataclass(frozen=True)
class Figure:
    """One cited figure.

    Attributes:
        name: Its short name here.
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
    """The reference figures of one dataset, by short name.

    Args:
        reference: The table `reference`.
    """

    def __init__(self, reference: pd.DataFrame) -> None:
        self._rows: dict[Key, dict[Hashable, Any]] = {
            (row["indicator"], row["product"], row["period"], row["unit"]): row
            for row in reference.to_dict(orient="records")
        }

    def take(self, name: str, unit: str | None = None) -> Figure:
        """Return a figure.

        Args:
            name: One of `FIGURES`.
            unit: The unit to give it in; that of the reference where None.

        Raises:
            ScenarioError: If the reference has no such row.
            UnitError: If it is of another dimension than `unit`.
        """
        key = FIGURES[name]
        row = self._rows.get(key)
        if row is None:
            raise ScenarioError(
                f"reference figure {name}",
                f"no row {', '.join(key)}",
                "add it to data/reference, or run malirussia build",
            )
        quantity = Quantity(row["low"], row["high"], row["unit"], check_per(row["per"]))
        return Figure(
            name,
            quantity if unit is None else quantity.convert(unit),
            *(_text(row[column]) for column in ("period", "grade", "publisher", "title", "where", "note")),
        )

    def quotations(self, name: str, unit: str) -> list[float]:
        """Return the daily quotations that a monthly mean is the mean of; none where they are not at hand.

        Args:
            name: One of `FIGURES`.
            unit: The unit to give them in.
        """
        _, product, month, own_unit = FIGURES[name]
        daily = QUOTATIONS.get(name)
        rows = [
            row
            for (indicator, of, day, in_unit), row in sorted(self._rows.items())
            if (indicator, of, in_unit) == (daily, product, own_unit) and day.startswith(month)
        ]
        return [convert(row["low"], own_unit, unit) for row in rows]


def reference_id(name: str) -> str:
    """Return the row of a figure in the table `reference`, as its key written with bars between."""
    return "|".join(FIGURES[name])


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
