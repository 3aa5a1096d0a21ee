"""How many cubic metres a tonne is: the product mix and the conversion set.

Two published sets are at hand and they differ, most of all on gas oil: 1,149 litres a tonne in the UN Energy Statistics
Yearbook, 1,186 in bp's approximate factors. Only bp gives a factor for a basket of unnamed petroleum products.

The announcement names no product, so the default is bp's basket, and the draws go over every liquid mix there may be:
no liquid mix is heavier than all fuel oil or lighter than all motor gasoline, whichever set is right.
"""

from __future__ import annotations

import math

from malirussia.analysis.supply.inputs.distributions import Distribution, fixed, triangular, uniform
from malirussia.analysis.supply.inputs.figures import Figures
from malirussia.analysis.supply.inputs.shares import Shares, read_shares
from malirussia.errors import ScenarioError

BASKET = "basket"
PRODUCTS = ("gasoline", "gas-oil", "jet", "fuel-oil", "lpg")
LIQUIDS = ("gasoline", "gas-oil", "jet", "fuel-oil")
SETS = ("bp", "un")
CONVERSIONS = (*SETS, "both")
Mix = Shares


def parse_mix(mix: str | Mix) -> Mix | None:
    """Return the share of each product by mass, or None for the basket.

    Args:
        mix: `basket`, one product, a mapping, or text such as `gas-oil:0.6 gasoline:0.4`.

    Raises:
        ScenarioError: If a product is unknown, a share is no number from 0 to 1, or the shares do not sum to 1.
    """
    return None if mix == BASKET else read_shares("mix", mix, PRODUCTS, BASKET)


def check_conversion(conversion: str, mix: Mix | None) -> None:
    """Check that the conversion set is known and has a factor for the mix.

    Raises:
        ScenarioError: If it is not, or it is not bp's and the mix is the basket.
    """
    where = f"scenario conversion={conversion!r}"
    if conversion not in CONVERSIONS:
        raise ScenarioError(where, "unknown", f"use one of {' '.join(CONVERSIONS)}")
    if mix is None and conversion != "bp":
        raise ScenarioError(where, "the UN Yearbook has no factor for the basket", "use conversion='bp' or give a mix")


def factor(figures: Figures, mix: Mix | None, conversion: str) -> float:
    """Return cubic metres a tonne of a mix in one set, `bp` or `un`."""
    if mix is None:
        return figures.take(f"volume-{conversion}-{BASKET}", "m3/t").value
    return math.fsum(share * figures.take(f"volume-{conversion}-{name}", "m3/t").value for name, share in mix.items())


def volume_per_tonne(figures: Figures, mix: Mix | None, conversion: str) -> Distribution:
    """Return what is known of the cubic metres in a tonne.

    The basket is triangular: bp's factor for it is the one published value for unnamed petroleum products, the heaviest
    and the lightest liquid of both sets are ends that no liquid mix can pass. A mix that somebody gave is known, up to
    the difference between the sets where `both` are asked for.
    """
    if mix is None:
        ends = [figures.take(f"volume-{name}-{product}", "m3/t").value for name in SETS for product in LIQUIDS]
        return triangular(min(ends), factor(figures, None, "bp"), max(ends))
    if conversion == "both":
        ends = [factor(figures, mix, name) for name in SETS]
        return uniform(min(ends), max(ends))
    return fixed(factor(figures, mix, conversion))


def names_of(mix: Mix | None, conversion: str) -> tuple[str, ...]:
    """Return the names of the figures that `volume_per_tonne` reads."""
    if mix is None:
        return (f"volume-bp-{BASKET}", *(f"volume-{name}-{product}" for name in SETS for product in LIQUIDS))
    sets = SETS if conversion == "both" else (conversion,)
    return tuple(f"volume-{name}-{product}" for name in sets for product in mix)


def gas_oil_share(mix: Mix | None) -> float:
    """Return the share of gas oil by mass; 1 for the basket, where the question is what if it were all gas oil."""
    return 1.0 if mix is None else mix.get("gas-oil", 0.0)
