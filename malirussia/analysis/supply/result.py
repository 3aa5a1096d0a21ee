"""A scenario worked out: every answer as a tidy table, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.supply import arithmetic as model
from malirussia.analysis.supply import (
    assumptions,
    contradictions,
    conversions,
    inverse,
    montecarlo,
    paths_table,
    sensitivity,
    simulation,
)
from malirussia.analysis.supply import stamp as stamps
from malirussia.analysis.supply.inputs import trucks
from malirussia.analysis.supply.inputs import uncertain as inputs_of
from malirussia.analysis.supply.inputs.figures import figures_of
from malirussia.analysis.supply.inputs.scenario import Scenario
from malirussia.errors import ScenarioError
from malirussia.tables.view import cached_copy, kept

if TYPE_CHECKING:
    from malirussia.tables import Dataset


class Supply:
    """What the discussed quantity would mean.

    Nothing is computed before it is asked for; what has been asked for is kept.

    Args:
        ds: The tables; `reference`, `claims`, `status_events`, `entities` and `sources` are read.
        scenario: The choices.

    Raises:
        ScenarioError: If the reference lacks a figure.
    """

    def __init__(self, ds: Dataset, scenario: Scenario) -> None:
        self.ds = ds
        self.scenario = scenario
        self.figures = figures_of(ds, scenario.as_of)
        self.made = inputs_of.inputs(scenario, self.figures)
        self.answers = model.outputs(self.made, self.figures)

    def __repr__(self) -> str:
        scenario = self.scenario
        asked = f"{scenario.low:g}–{scenario.high:g} t a month, {scenario.months} months from {scenario.start}"
        return f"Supply({asked}, seed {scenario.seed})"

    @cached_copy
    def stamp(self) -> stamps.Stamp:
        """Where the announcement stands in the ledger."""
        return stamps.stamp(self.ds, self.scenario)

    @cached_copy
    def outputs(self) -> pd.DataFrame:
        """Every answer with its range and its interval; see `montecarlo.intervals`, plus `reference_ids`."""
        table = self.intervals(answer.name for answer in self.answers)
        names = table.pop("figures").str.split(";")
        return table.assign(reference_ids=[";".join(name for name in row if name) for row in names])

    def intervals(self, names: Iterable[str]) -> pd.DataFrame:
        """Return some answers with range and interval; see `montecarlo.intervals`.

        Scenarios with the same inputs share them: a closed road changes the days, and nothing that is drawn here.

        Args:
            names: Of answers.
        """
        scenario, wanted = self.scenario, frozenset(names)
        asked = [answer for answer in self.answers if answer.name in wanted]
        key = ("intervals", self.made, tuple(asked), scenario.draws, scenario.seed)
        return kept(self.ds, key, lambda: montecarlo.intervals(self.made, asked, scenario.draws, scenario.seed))

    def answer(self, name: str) -> dict[Any, Any]:
        """Return one row of `outputs` by the name of its answer.

        Raises:
            ScenarioError: If there is no such answer.
        """
        outputs: pd.DataFrame = self.outputs
        rows = outputs[outputs["output"] == name].to_dict("records")
        if not rows:
            nearest = get_close_matches(name, [*outputs["output"]], n=5, cutoff=0)
            raise ScenarioError(f"answer {name!r}", "unknown", f"use one of .outputs; nearest: {' '.join(nearest)}")
        return rows[0]

    @cached_copy
    def inputs(self) -> pd.DataFrame:
        """The uncertain inputs: `input`, `low`, `point`, `high`, `unit`, `per`, `shape`, `grade`, `reference_ids`."""
        return pd.DataFrame(
            [
                {
                    "input": name,
                    "low": uncertain.known.low,
                    "point": uncertain.known.point,
                    "high": uncertain.known.high,
                    "unit": uncertain.unit,
                    "per": uncertain.per,
                    "shape": uncertain.known.shape,
                    "grade": uncertain.grade,
                    "reference_ids": ";".join(uncertain.figures),
                }
                for name, uncertain in self.made.uncertain.items()
            ]
        )

    @cached_copy
    def tornado(self) -> pd.DataFrame:
        """How far each input carries four answers; see `sensitivity.tornado`."""
        scenario = self.scenario
        names = (f"share:{scenario.denominator}", "trucks_day", "fleet", "value_year_usd")
        return sensitivity.tornado(self.made, self.answers, scenario.low, scenario.high, names)

    @cached_copy
    def ranks(self) -> pd.DataFrame:
        """Rank correlation of inputs with answers; see `sensitivity.rank_correlations`."""
        return sensitivity.rank_correlations(self.made, self.answers, self.scenario.draws, self.scenario.seed)

    @cached_copy
    def takes(self) -> pd.DataFrame:
        """What would have to be true; see `inverse.what_it_takes`."""
        return inverse.what_it_takes(self.scenario, self.made, self.figures)

    @cached_copy
    def trucks(self) -> pd.DataFrame:
        """The trucks seen a day; see `trucks.seen`."""
        return trucks.seen(self.figures)

    @cached_copy
    def denominators(self) -> pd.DataFrame:
        """Every named measure of the country's use; see `contradictions.denominators_table`."""
        return contradictions.denominators_table(self.figures, self.made)

    @cached_copy
    def contradictions(self) -> pd.DataFrame:
        """The other figures that contradict each other; see `contradictions.contradictions`."""
        return contradictions.contradictions(self.figures)

    @cached_copy
    def conversions(self) -> pd.DataFrame:
        """The discussed range as a volume, product by product; see `conversions.conversions`."""
        return conversions.conversions(self.scenario, self.figures)

    @cached_copy
    def assumptions(self) -> pd.DataFrame:
        """Every assumption and what changes if it is wrong; see `assumptions.assumptions`."""
        return assumptions.assumptions(self.scenario, self.figures, self.made)

    @cached_copy
    def days(self) -> pd.DataFrame:
        """The simulation by day; see `paths_table.by_day`."""
        return paths_table.by_day(*self._paths, simulation.calendar_of(self.scenario))

    @cached_copy
    def months(self) -> pd.DataFrame:
        """The simulation by month; see `paths_table.by_month`."""
        return paths_table.by_month(*self._paths, simulation.calendar_of(self.scenario))

    @cached_copy
    def served(self) -> dict[str, float]:
        """The share of all demand of the run that is met: `low`, `high` at the discussed ends, `p05` to `p95`."""
        # Whatever is drawn beside the paths, they are the same.
        key = ("served", self.made, replace(self.scenario, draws=simulation.paths_of(self.scenario)))
        shares: dict[str, float] = kept(self.ds, key, lambda: paths_table.served(*self._paths))
        return shares

    @cached_property
    def _paths(self) -> tuple[simulation.Paths, simulation.Paths]:
        return (
            simulation.drawn_paths(self.scenario, self.made),
            simulation.end_paths(self.scenario, self.made),
        )
