"""A key laid out by measured widths: entries run on and break like words."""

from __future__ import annotations

from collections.abc import Sequence

from malirussia.charts.paper import measure
from malirussia.charts.paper.theme import Sheet

SAMPLE = 30
GAP = 22
ROW = 24


def places(texts: Sequence[str], sheet: Sheet, *, left: float, top: float) -> tuple[list[tuple[float, float]], float]:
    """Give each entry of a key its place.

    Args:
        texts: What stands beside each sample, plain text.
        sheet: The paper; entries are set in its small size.
        left: Where a row begins, in pixels.
        top: Where the first row begins.

    Returns:
        The left edge and the middle height of each entry, of which the first `SAMPLE` pixels are for the sample; and
        where the key ends.
    """
    spots: list[tuple[float, float]] = []
    x, y = left, top + ROW / 2
    for text in texts:
        wide = SAMPLE + measure.width(text, sheet.small)
        if spots and x + wide > sheet.width - sheet.pad:
            x, y = left, y + ROW
        spots.append((round(x, 1), y))
        x += wide + GAP
    return spots, y + ROW / 2
