"""Curves as points, in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, degrees

Point = tuple[float, float]

STEPS = 20


def bezier(a: Point, b: Point, c: Point, d: Point) -> list[Point]:
    """Sample a cubic Bézier curve.

    Args:
        a: Where it begins.
        b: What it makes for at first.
        c: What it comes from at last.
        d: Where it ends.

    Returns:
        Points on it, both ends among them.
    """
    points = []
    for step in range(STEPS + 1):
        t = step / STEPS
        s = 1 - t
        weights = (s**3, 3 * s * s * t, 3 * s * t * t, t**3)
        x, y = (sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
        points.append((round(x, 1), round(y, 1)))
    return points


def across(a: Point, d: Point) -> list[Point]:
    """Draw an S from one column to another, level at both ends."""
    middle = (a[0] + d[0]) / 2
    return bezier(a, (middle, a[1]), (middle, d[1]), d)


def halfway(points: Sequence[Point]) -> tuple[Point, float]:
    """Give the middle of a line by length, and its direction there in degrees, clockwise from up.

    Args:
        points: At least two points; y grows downward.
    """
    pairs = list(pairwise(points))
    lengths = [((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5 for a, b in pairs]
    rest = sum(lengths) / 2
    for (a, b), length in zip(pairs, lengths, strict=True):
        if length >= rest > 0 or (a, b) == pairs[-1]:
            part = rest / length if length else 0.0
            at = (round(a[0] + (b[0] - a[0]) * part, 1), round(a[1] + (b[1] - a[1]) * part, 1))
            return at, round(degrees(atan2(b[0] - a[0], a[1] - b[1])), 1)
        rest -= length
    raise ValueError("a line needs two points")
