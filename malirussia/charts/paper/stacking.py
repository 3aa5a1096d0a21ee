"""Stack marks of given heights down a column, each as near as can be to where it would like to stand."""

from __future__ import annotations

from collections.abc import Sequence


def stack(wanted: Sequence[float], sizes: Sequence[float], top: float, bottom: float) -> list[float]:
    """Place the marks of one column, in their order, without overlap.

    The sum of the squared distances from where the marks would like to stand is the least possible (isotonic
    regression by pooling adjacent violators, Barlow and others 1972).

    Args:
        wanted: Where the middle of each mark would like to stand, in pixels, from top to bottom.
        sizes: Height of each mark, in pixels.
        top: Where the column begins.
        bottom: Where it ends; if the marks need more room they run over it.

    Returns:
        The middle of each mark.
    """
    # Once every mark is pushed up by the room that those above it need, "no overlap" only means "not rising".
    offsets = [sum(sizes[:place]) + size / 2 for place, size in enumerate(sizes)]
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        pools.append((mean, count))
    level = [mean for mean, count in pools for _ in range(count)]
    highest = max(top, bottom - sum(sizes))
    return [min(max(mean, top), highest) + offset for mean, offset in zip(level, offsets, strict=True)]
