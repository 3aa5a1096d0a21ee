"""A straight scale between amounts and pixels, with round ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """Amounts on a line of pixels.

    Attributes:
        low: The amount at `left`.
        high: The amount at `right`.
        left: Pixels.
        right: Pixels.
        ticks: Round amounts from low to high.
    """

    low: float
    high: float
    left: float
    right: float
    ticks: tuple[float, ...]

    def at(self, amount: float) -> float:
        """Return where an amount stands, in pixels; what is outside stands at the end."""
        share = (amount - self.low) / (self.high - self.low)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)


def scale(low: float, high: float, left: float, right: float, most: int = 6) -> Scale:
    """Make a scale that reaches from round tick to round tick.

    Args:
        low: The least amount to show.
        high: The most; above `low`.
        left: Where the scale begins, in pixels.
        right: Where it ends.
        most: How many ticks there may be.
    """
    rough = (high - low) / max(most - 1, 1)
    magnitude = 10.0 ** math.floor(math.log10(rough))
    for step in (magnitude * factor for factor in _STEPS):
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first + 1 <= most:
            break
    ticks = tuple(round(place * step, 12) for place in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], left, right, ticks)
