"""Draws: what each answer may be when every uncertain input is uncertain at once.

Each input has its own stream of random numbers, made from the seed and its name. So an input that is added, or a choice
that concerns another one, leaves its draws as they were; scenarios that are compared share their luck.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from malirussia.analysis.supply.arithmetic import Output, drawn, spans
from malirussia.analysis.supply.inputs.distributions import Array
from malirussia.analysis.supply.inputs.uncertain import Inputs

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
COLUMNS = tuple(f"p{round(100 * level):02d}" for level in LEVELS)


class Draws(Mapping[str, Array]):
    """The draws of every uncertain input, made when they are asked for and not kept.

    Args:
        inputs: What is known of each.
        n: How many draws.
        seed: Of the random numbers.
    """

    def __init__(self, inputs: Inputs, n: int, seed: int) -> None:
        self._uncertain, self._n, self._seed = inputs.uncertain, n, seed

    def __getitem__(self, name: str) -> Array:
        known = self._uncertain[name].known
        # A known value need not be written out a million times: arithmetic spreads it.
        return np.asarray(known.point) if known.known else known.at(_uniform(name, self._n, self._seed))

    def __iter__(self) -> Iterator[str]:
        return iter(self._uncertain)

    def __len__(self) -> int:
        return len(self._uncertain)


def intervals(inputs: Inputs, answers: list[Output], draws: int, seed: int) -> pd.DataFrame:
    """Return every answer as a range and with its interval.

    Args:
        inputs: The inputs of the scenario.
        answers: Which answers.
        draws: How many draws the interval rests on.
        seed: Of the random numbers.

    Returns:
        One row an answer: `output`, `unit`, `per`; `low` and `high`, the answer at the published ends: of the announced
        range, and of whatever else was published as a range or as two values; `p05` to `p95`, below which that share
        of the draws lies; `figures`.
    """
    ends = spans(inputs, answers, inputs.corners())
    asked = {answer.of for answer in answers}
    made = drawn(inputs, Draws(inputs, draws, seed))
    shares = {name: quantiles(np.asarray(values)) for name, values in made if name in asked}
    return pd.DataFrame(
        [
            {
                "output": answer.name,
                "unit": answer.unit,
                "per": answer.per,
                "low": ends[answer.name][0],
                "high": ends[answer.name][1],
                **dict(zip(COLUMNS, shares[answer.of] * answer.times, strict=True)),
                "figures": ";".join(answer.figures),
            }
            for answer in answers
        ]
    )


def quantiles(values: Array) -> Array:
    """Return the values at `LEVELS`, straight lines between neighbours, as `numpy.quantile` does by default.

    Args:
        values: Draws in one dimension, or one known value.

    Returns:
        One value a level. One partial sort serves all levels: four times as fast as `numpy.quantile`.
    """
    if values.ndim == 0:
        return np.full(len(LEVELS), float(values))
    places = np.asarray(LEVELS) * (len(values) - 1)
    below = np.floor(places).astype(np.intp)
    above = np.minimum(below + 1, len(values) - 1)
    sorted_there = np.partition(values, np.unique(np.concatenate([below, above])))
    lower = sorted_there[below]
    return np.asarray(lower + (sorted_there[above] - lower) * (places - below), dtype=np.float64)


def quantiles_of_rows(values: Array) -> Array:
    """Return the same for each row of a table of draws, shape (rows, draws), as shape (levels, rows)."""
    rising = np.sort(values, axis=1)
    places = np.asarray(LEVELS) * (values.shape[1] - 1)
    below = np.floor(places).astype(np.intp)
    above = np.minimum(below + 1, values.shape[1] - 1)
    lower = rising[:, below]
    return np.asarray((lower + (rising[:, above] - lower) * (places - below)).T, dtype=np.float64)


def _uniform(name: str, n: int, seed: int) -> Array:
    stream = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, stream]))).random(n)
