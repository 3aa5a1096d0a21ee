"""A tanker truck as a few polygons, and a row of them as one trace."""

from __future__ import annotations

import math
from typing import Any

from malirussia.charts.paper.theme import PAPER

# Height of the truck over its width.
SHAPE = 0.56
_TANK = ((0.02, 0.08), (0.00, 0.13), (0.00, 0.43), (0.68, 0.43), (0.68, 0.13), (0.66, 0.08))
_CAB = ((0.72, 0.16), (0.72, 0.45), (1.00, 0.45), (1.00, 0.30), (0.92, 0.16))
_WHEELS = ((0.13, 0.49), (0.28, 0.49), (0.84, 0.49))
_RADIUS = 0.07


def _wheel(middle: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    turns = (step * math.pi / 3 for step in range(6))
    return tuple((middle[0] + _RADIUS * math.cos(turn), middle[1] + _RADIUS * math.sin(turn)) for turn in turns)


_PARTS = (_TANK, _CAB, *(_wheel(middle) for middle in _WHEELS))


def truck_row(
    left: float,
    top: float,
    width: float,
    step: float,
    places: range,
    *,
    color: str,
    filled: bool,
    hover: str,
    ids: tuple[str, ...],
) -> dict[str, Any]:
    """Draw trucks side by side as one trace, in pixels.

    Args:
        left: Where place 0 stands.
        top: The top of the trucks.
        width: Of one truck.
        step: From one truck to the next.
        places: Which places hold a truck.
        color: Of the trucks.
        filled: Whether they are filled; else only outlined.
        hover: Escaped text.
        ids: The claims and reference rows behind them.
    """
    xs: list[float | None] = []
    ys: list[float | None] = []
    for place in places:
        for part in _PARTS:
            for x, y in (*part, part[0]):
                xs.append(round(left + place * step + x * width, 1))
                ys.append(round(top + y * width, 1))
            xs.append(None)
            ys.append(None)
    return {
        "x": xs,
        "y": ys,
        "mode": "lines",
        "line": {"color": color, "width": 0.8},
        "fill": "toself",
        "fillcolor": color if filled else PAPER,
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": hover,
        **({"customdata": [list(ids)]} if ids else {}),
        "cliponaxis": False,
        "type": "scatter",
    }
