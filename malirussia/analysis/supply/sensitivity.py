"""Which unknown matters: one input at a time, and by rank over the draws.

The tornado keeps the discussed range a range. Its middle is not a value but a band: the answer at the announced low
and high, every other input at its point. One input is then moved over nine tenths of its own draws, and the bar says
how far that carries the two ends of the band. One more bar asks not how much an input but which denominator one
believes.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from malirussia.analysis.supply.arithmetic import Output, calculate, drawn
from malirussia.analysis.supply.inputs.distributions import Array
from malirussia.analysis.supply.inputs.uncertain import Inputs
from malirussia.analysis.supply.montecarlo import Draws

# Correlations of 20,000 draws are exact to about 0.007, and ranking a million would take longer than drawing them.
RANKED = 20_000
WHICH = "which_denominator"
_REACH = (0.05, 0.95)


def tornado(inputs: Inputs, answers: list[Output], low: float, high: float, names: tuple[str, ...]) -> pd.DataFrame:
    """Return how far each input carries some answers.

    Args:
        inputs: The inputs of the scenario.
        answers: All answers.
        low: The lower end of the discussed range, tonnes a month.
        high: The upper end.
        names: Which answers to ask.

    Returns:
        One row an answer and input that moves it, the widest first: `output`, `unit`, `per`, `input`; `from` and `to`,
        the values of the input; `low` and `high`, the answer's reach; `band_low` and `band_high`, the discussed range.
    """
    asked = {answer.name: answer for answer in answers if answer.name in names}
    points = inputs.points()
    reach = {
        name: [uncertain.known.quantile(share) for share in _REACH]
        for name, uncertain in inputs.uncertain.items()
        if name != "announced" and not uncertain.known.known
    }
    band = _extent(inputs, answers, low, high, [points])
    rows = [_row(asked[name], "announced", low, high, band[name], band[name]) for name in asked]
    for moved, ends in reach.items():
        extent = _extent(inputs, answers, low, high, [{**points, moved: end} for end in ends])
        rows += [
            _row(asked[name], moved, min(ends), max(ends), extent[name], band[name])
            for name in asked
            if extent[name] != band[name]
        ]
    for name in asked:
        if name.startswith("share:"):
            shares = [band[f"share:{denominator}"] for denominator in inputs.measured_against]
            extent_of_all = (min(share[0] for share in shares), max(share[1] for share in shares))
            rows.append(_row(asked[name], WHICH, float("nan"), float("nan"), extent_of_all, band[name]))
    rows.sort(key=_widest_first(names))
    return pd.DataFrame(rows)


def rank_correlations(inputs: Inputs, answers: list[Output], draws: int, seed: int) -> pd.DataFrame:
    """Return Spearman's rank correlation of each uncertain input with each drawn answer.

    Inputs are drawn independently, so the square of a correlation is about the share of the answer's spread in rank
    that the input accounts for.

    Args:
        inputs: The inputs of the scenario.
        answers: Which answers; those that are multiples of another are left out.
        draws: How many draws there are; at most `RANKED` of them are ranked.
        seed: Of the random numbers.

    Returns:
        One row an answer and input that it depends on: `output`, `input`, `rho` from -1 to 1, strongest first.
    """
    n = min(draws, RANKED)
    made = Draws(inputs, n, seed)
    kept = {name: made[name] for name, uncertain in inputs.uncertain.items() if not uncertain.known.known}
    points = {name: np.asarray(value) for name, value in inputs.points().items()}
    ranked = {name: _ranks(values) for name, values in kept.items()}
    values_of = {name: np.asarray(values) for name, values in drawn(inputs, {**points, **kept})}
    moving = movers(inputs, answers)
    rows = []
    for output in answers:
        if moving[output.name] and (output.of == output.name or output.times == 1.0):
            answer = _ranks(values_of[output.of])
            rho = {name: _correlation(ranked[name], answer) for name in moving[output.name]}
            strongest = sorted(rho, key=lambda name: (-abs(rho[name]), name))
            rows += [{"output": output.name, "input": name, "rho": rho[name]} for name in strongest]
    return pd.DataFrame(rows, columns=["output", "input", "rho"])


def movers(inputs: Inputs, answers: list[Output]) -> dict[str, list[str]]:
    """Return for each answer the uncertain inputs that it changes with."""
    points = inputs.points()
    moving: dict[str, list[str]] = {output.name: [] for output in answers}
    for name, uncertain in inputs.uncertain.items():
        if not uncertain.known.known:
            low, high = (
                calculate(inputs, answers, {**points, name: end}) for end in (uncertain.known.low, uncertain.known.high)
            )
            for answer in answers:
                if low[answer.name] != high[answer.name]:
                    moving[answer.name].append(name)
    return moving


def _extent(
    inputs: Inputs, answers: list[Output], low: float, high: float, settings: list[dict[str, float]]
) -> dict[str, tuple[float, float]]:
    """Return the least and the most of each answer over some settings and both discussed ends."""
    calculated = [
        calculate(inputs, answers, {**values, "announced": end}) for values in settings for end in (low, high)
    ]
    return {
        answer.name: (min(each[answer.name] for each in calculated), max(each[answer.name] for each in calculated))
        for answer in answers
    }


def _row(
    answer: Output, name: str, start: float, end: float, extent: tuple[float, float], band: tuple[float, float]
) -> dict[str, object]:
    return {
        "output": answer.name,
        "unit": answer.unit,
        "per": answer.per,
        "input": name,
        "from": start,
        "to": end,
        "low": extent[0],
        "high": extent[1],
        "band_low": band[0],
        "band_high": band[1],
    }


def _widest_first(names: tuple[str, ...]) -> Callable[[dict[str, object]], tuple[int, float, str]]:
    def place(row: dict[str, object]) -> tuple[int, float, str]:
        return names.index(str(row["output"])), float(str(row["low"])) - float(str(row["high"])), str(row["input"])

    return place


def _ranks(values: Array) -> NDArray[np.int64]:
    """Return ranks, ties by their mean, doubled and counted from the middle one: whole numbers that sum to nothing."""
    ranks = pd.Series(values).rank().to_numpy()
    return np.asarray(2 * ranks - (len(ranks) + 1), dtype=np.int64)


def _correlation(left: NDArray[np.int64], right: NDArray[np.int64]) -> float:
    """Return the correlation of two rows of ranks, not a number where one of them does not vary.

    In whole numbers up to the last division: sums of floats come out in another order on another processor, and a
    correlation of one would at times be a little more than one.
    """
    product, squares = int(np.dot(left, right)), int(np.dot(left, left)) * int(np.dot(right, right))
    return product / math.sqrt(squares) if squares else math.nan
