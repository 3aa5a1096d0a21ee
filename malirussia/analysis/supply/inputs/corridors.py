"""The roads to the capital: which ports the fuel comes through, how far that is, and how long a truck is under way.

The share of each corridor is a choice. The default, `as-2022`, takes the one set of figures there is by value: what
the country paid Côte d'Ivoire, Senegal and all of the union for petroleum in 2022 (BCEAO). What is left goes by Lomé:
Togo stands among the supplier countries that the importing office names.

Two road distances, of Abidjan and Tema, and that of Niamey are published. For the other places only the straight line
is known; the detour of a road is drawn between the least and the most of the three known pairs, likeliest at the
middle one.

Two paces are published: twelve days for the 1,977 km from Tema, and twenty-one days for the 1,400 km from Niamey under
escort in November 2025. The pace is uniform between them: nothing is said of what lies between. The way back is taken
at the same pace, since no source times it; loading and unloading are in the published days or left out.
"""

from __future__ import annotations

from malirussia.analysis.supply.inputs.distributions import Distribution, fixed, triangular, uniform
from malirussia.analysis.supply.inputs.figures import Figures
from malirussia.analysis.supply.inputs.shares import Shares, read_shares

CORRIDORS = ("abidjan", "dakar", "lome", "tema", "conakry", "nouakchott", "niamey")
ROADS = ("abidjan", "tema", "niamey")
AS_2022 = "as-2022"


def parse_corridors(corridors: str | Shares, figures: Figures) -> Shares:
    """Return the share of each corridor.

    Args:
        corridors: `as-2022`, one corridor, a mapping, or text such as `abidjan:0.6 dakar:0.4`.
        figures: Where the values of 2022 are.

    Raises:
        ScenarioError: If a corridor is unknown, a share is no number from 0 to 1, or the shares do not sum to 1.
    """
    if corridors == AS_2022:
        return _as_2022(figures)
    return read_shares("corridors", corridors, CORRIDORS, AS_2022)


def kilometres(figures: Figures, shares: Shares) -> tuple[float, float]:
    """Return the mean way of a truck, one way: kilometres of known road, and kilometres of straight line elsewhere."""
    road = sum(share * figures.take(f"road-{name}", "km").value for name, share in shares.items() if name in ROADS)
    line = sum(share * figures.take(f"line-{name}", "km").value for name, share in shares.items() if name not in ROADS)
    return road, line


def detour(figures: Figures) -> Distribution:
    """Return what is known of a road's length as a multiple of the straight line."""
    ratios = sorted(
        figures.take(f"road-{name}", "km").value / figures.take(f"line-{name}", "km").value for name in ROADS
    )
    return triangular(ratios[0], ratios[1], ratios[2])


def pace(figures: Figures, km_per_day: float | None) -> Distribution:
    """Return what is known of the kilometres that a truck makes a day; a given pace is known."""
    if km_per_day is not None:
        return fixed(km_per_day)
    ends = [
        figures.take(f"road-{name}", "km").value / figures.take(f"trip-{name}", "d").value
        for name in ("niamey", "tema")
    ]
    return uniform(min(ends), max(ends))


def names_of(shares: Shares) -> tuple[str, ...]:
    """Return the names of the figures that the distances of these corridors read."""
    return tuple(f"road-{name}" if name in ROADS else f"line-{name}" for name in shares)


def _as_2022(figures: Figures) -> Shares:
    union = figures.take("deficit-2022", "XOF").value
    shares = {
        "abidjan": figures.take("from-ivory-coast-2022", "XOF").value / union,
        "dakar": figures.take("from-senegal-2022", "XOF").value / union,
    }
    return {**shares, "lome": 1 - sum(shares.values())}
