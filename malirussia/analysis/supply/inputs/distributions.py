"""How an unknown input may lie: four shapes, drawn by inverting their distribution function.

Every shape is drawn from one uniform number a draw. So the same seed gives the same bytes, the first n of many draws
are the n draws of a shorter run, and two scenarios that share an input share its luck: their difference is no noise.

    FIXED       one value: a count, or a choice that somebody made
    UNIFORM     two ends and nothing said about between: the shape that adds least to what is known
    TRIANGULAR  two ends that cannot be passed and one published value between them
    QUOTED      the values that were really quoted, each as likely
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from malirussia.errors import ScenarioError

Array = NDArray[np.float64]
Shape = Literal["fixed", "uniform", "triangular", "quoted"]


@dataclass(frozen=True)
class Distribution:
    """What is known of one number.

    Attributes:
        shape: One of the four above.
        low: The least value it may take.
        high: The most.
        point: The published value; where two ends are published and nothing between, the median, which no source
            said and which is only used to hold one input still while another is moved.
        ends: The least and the most that was published: the point twice where one value was.
        quoted: The values of a QUOTED shape, rising; empty for the others.
    """

    shape: Shape
    low: float
    high: float
    point: float
    ends: tuple[float, float]
    quoted: tuple[float, ...] = ()

    def at(self, u: Array) -> Array:
        """Return the value below which the share `u` of all draws lies.

        Args:
            u: Numbers in [0, 1), any shape.
        """
        if self.shape == "uniform":
            return self.low + (self.high - self.low) * u
        if self.shape == "triangular":
            return self._triangular(u)
        if self.shape == "quoted":
            # A number just below 1 may round up to the length itself.
            index = np.minimum((u * len(self.quoted)).astype(np.intp), len(self.quoted) - 1)
            return np.asarray(self.quoted)[index]
        return np.full_like(u, self.point)

    def quantile(self, share: float) -> float:
        """Return the value below which `share` of all draws lies; `share` in [0, 1)."""
        return float(self.at(np.asarray([share]))[0])

    @property
    def known(self) -> bool:
        """Whether it is one value, and so adds nothing to what is uncertain."""
        return self.low == self.high

    def _triangular(self, u: Array) -> Array:
        width = self.high - self.low
        left = self.point - self.low
        turn = left / width
        # One square root a draw: of the smaller of the two areas that the draw cuts off.
        rising = u < turn
        area = np.where(rising, u * (width * left), (1.0 - u) * (width * (self.high - self.point)))
        root = np.sqrt(area)
        return np.where(rising, self.low + root, self.high - root)


def fixed(value: float) -> Distribution:
    """Return a known value.

    Raises:
        ScenarioError: If it is not finite.
    """
    return Distribution("fixed", *_checked("fixed", value, value, value), (value, value))


def uniform(low: float, high: float, printed: float | None = None) -> Distribution:
    """Return a value somewhere between two ends; a known one where the ends meet.

    Args:
        low: The lower end.
        high: The upper end.
        printed: The one value that was published, where the ends are only what its rounding leaves open; None where
            both ends were published.

    Raises:
        ScenarioError: If an end is not finite, or low is above high.
    """
    if low == high:
        return fixed(low)
    point = (low + high) / 2 if printed is None else printed
    ends = (low, high) if printed is None else (printed, printed)
    return Distribution("uniform", *_checked("uniform", low, high, point), ends)


def triangular(low: float, point: float, high: float) -> Distribution:
    """Return a value between two ends, likeliest at `point`.

    Raises:
        ScenarioError: If a value is not finite, or not low <= point <= high.
    """
    if low == high:
        return fixed(low)
    return Distribution("triangular", *_checked("triangular", low, high, point), (point, point))


def quoted(values: list[float], point: float) -> Distribution:
    """Return one of the values that were quoted.

    Args:
        values: At least one.
        point: The published mean of them.

    Raises:
        ScenarioError: If there is no value, or one is not finite.
    """
    if not values:
        raise ScenarioError("distribution quoted", "no value", "give at least one quotation")
    rising = tuple(sorted(values))
    return Distribution("quoted", *_checked("quoted", rising[0], rising[-1], point), (point, point), rising)


def _checked(shape: str, low: float, high: float, point: float) -> tuple[float, float, float]:
    if not all(math.isfinite(value) for value in (low, high, point)):
        raise ScenarioError(f"distribution {shape}", f"{low}, {point}, {high}: not all finite", "give numbers")
    if not low <= point <= high:
        raise ScenarioError(f"distribution {shape}", f"{point:g} is not within {low:g}–{high:g}", "order the three")
    return low, high, point
