"""The same arithmetic twice over, written for no reader: flat NumPy, and plain Python one draw after the other.

Both take what the library knows of the inputs (the ends of each distribution) and give the same quantiles of the same
sixteen drawn answers; neither checks anything, names anything or makes a table.
"""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np

DAYS = 30.4375
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)

Known = dict[str, Any]


def numpy_floor(known: Known, constants: dict[str, float], draws: int, seed: int) -> dict[str, Any]:
    """One expression an answer, one partial sort an answer."""
    rng = np.random.Generator(np.random.PCG64(seed))

    def uniform(name: str) -> Any:
        low, high = known[name].low, known[name].high
        return low if low == high else low + (high - low) * rng.random(draws)

    def triangle(name: str) -> Any:
        low, mode, high = known[name].low, known[name].point, known[name].high
        u = rng.random(draws)
        rising = u < (mode - low) / (high - low)
        left, right = (high - low) * (mode - low), (high - low) * (high - mode)
        root = np.sqrt(np.where(rising, u * left, (1 - u) * right))
        return np.where(rising, low + root, high - root)

    places = np.asarray(LEVELS) * (draws - 1)
    below = np.floor(places).astype(int)
    cuts = np.unique(np.concatenate([below, below + 1]))
    found = {}

    def keep(name: str, values: Any) -> None:
        if np.ndim(values) == 0:
            found[name] = np.full(5, values)
            return
        ordered = np.partition(values, cuts)
        found[name] = ordered[below] + (ordered[below + 1] - ordered[below]) * (places - below)

    tonnes = uniform("announced")
    keep("tonnes", tonnes)
    volume = tonnes * triangle("m3_per_tonne")
    keep("volume", volume)
    for name in constants["by_volume"]:
        keep(f"share:{name}", volume / uniform(f"denominator:{name}"))
    for name in constants["by_mass"]:
        keep(f"share:{name}", tonnes / uniform(f"denominator:{name}"))
    trucks = volume * (1000 / DAYS) / triangle("truck_litres")
    keep("trucks", trucks)
    keep("trucks_ratio", trucks / uniform("seen"))
    trip = (triangle("detour") * (2 * constants["line_km"]) + 2 * constants["road_km"]) / uniform("km_per_day")
    keep("round_trip", trip)
    keep("fleet", trucks * trip)
    keep("fill", constants["storage"] * DAYS / volume)
    quoted = np.asarray(known["price"].quoted)
    keep("value", volume * quoted[(rng.random(draws) * len(quoted)).astype(int)])
    keep("cargoes", volume / uniform("cargo"))
    return found


def plain_python(known: Known, constants: dict[str, float], draws: int, seed: int) -> dict[str, list[float]]:
    """A loop over draws, and a sort of every answer."""
    draw = random.Random(seed).random

    def uniform(name: str) -> float:
        return known[name].low + (known[name].high - known[name].low) * draw()

    def triangle(name: str) -> float:
        low, mode, high = known[name].low, known[name].point, known[name].high
        u = draw()
        if u < (mode - low) / (high - low):
            return low + math.sqrt(u * (high - low) * (mode - low))
        return high - math.sqrt((1 - u) * (high - low) * (high - mode))

    quoted = known["price"].quoted
    rows: dict[str, list[float]] = {}
    for _ in range(draws):
        tonnes = uniform("announced")
        volume = tonnes * triangle("m3_per_tonne")
        trucks = volume * 1000 / DAYS / triangle("truck_litres")
        trip = (triangle("detour") * 2 * constants["line_km"] + 2 * constants["road_km"]) / uniform("km_per_day")
        answers = {
            "tonnes": tonnes,
            "volume": volume,
            **{f"share:{name}": volume / uniform(f"denominator:{name}") for name in constants["by_volume"]},
            **{f"share:{name}": tonnes / uniform(f"denominator:{name}") for name in constants["by_mass"]},
            "trucks": trucks,
            "trucks_ratio": trucks / uniform("seen"),
            "round_trip": trip,
            "fleet": trucks * trip,
            "fill": constants["storage"] * DAYS / volume,
            "value": volume * quoted[int(draw() * len(quoted))],
            "cargoes": volume / uniform("cargo"),
        }
        for name, value in answers.items():
            rows.setdefault(name, []).append(value)
    return {name: [sorted(values)[int(level * (draws - 1))] for level in LEVELS] for name, values in rows.items()}
