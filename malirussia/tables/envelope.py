"""The common measure of the quantities of one fact, and the range they span together.

The unit and period of a fact are those of most of its claims; of equally many, the finer, so that whole numbers stay
whole. Claims in another unit of the same dimension (t, kt, Mt; m3, L, [bbl]) or per another period (day, month, year:
a month is 365.25/12 days, as in `units`) are converted; an amount is never made a rate, nor one currency another.
An open end stays open: where one claim knows no upper bound, neither does the fact.
What is converted keeps fourteen digits: 2,768.4 t a year and 230.7 t a month are one amount, and no conflict.
"""

from __future__ import annotations

from typing import cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from malirussia.tables.claims import sorts
from malirussia.tables.grouping import Codes
from malirussia.units import PERS, Per, Quantity, convert, dimension

DIGITS = 14
"""Digits of a converted bound. Of the sixteen of a number, the last tell how it was worked out, not what it is."""


def common(facts: Codes, claims: pd.DataFrame) -> pd.DataFrame:
    """Return the quantities of the claims in the common measure of their fact.

    Args:
        facts: The number of the fact of each claim.
        claims: At least the columns low, high, unit and per of the claims table.

    Returns:
        One row a claim, index as in `claims`: low, high (NaN where open), unit, per. All are empty for a claim without
        a quantity, or with one of another sort than its fact's commonest.
    """
    quantities = pd.DataFrame(
        {
            "low": np.nan,
            "high": np.nan,
            "unit": pd.Series(pd.NA, claims.index, dtype="str"),
            "per": pd.Series(pd.NA, claims.index, dtype="str"),
        },
        index=claims.index,
    )
    has = claims["unit"].notna().to_numpy()
    if not has.any():
        return quantities
    measured = claims.loc[has, ["low", "high", "unit", "per"]]
    measure, different = pd.factorize(measured["unit"] + " " + measured["per"])
    names = [cast("tuple[str, Per]", tuple(name.split(" "))) for name in different]
    target = _commonest(facts[has], measure, _by_size(names))
    sort = pd.factorize(sorts(pd.DataFrame(names, columns=["unit", "per"])))[0]
    fits = sort[measure] == sort[target]
    low, high = measured["low"].to_numpy(dtype=float, copy=True), measured["high"].to_numpy(dtype=float, copy=True)
    for way in np.unique(measure[fits] * len(names) + target[fits]):
        a, b = divmod(int(way), len(names))
        if a != b:
            rows = (measure == a) & (target == b)
            low[rows], high[rows] = _convert(low[rows], names[a], names[b]), _convert(high[rows], names[a], names[b])
    rows = np.flatnonzero(has)[fits]
    quantities.iloc[rows, 0], quantities.iloc[rows, 1] = low[fits], high[fits]
    quantities.iloc[rows, 2] = np.array([unit for unit, _ in names], dtype=object)[target[fits]]
    quantities.iloc[rows, 3] = np.array([per for _, per in names], dtype=object)[target[fits]]
    return quantities


def span(facts: Codes, quantities: pd.DataFrame, n_facts: int) -> pd.DataFrame:
    """Return the range that the quantities of each fact span together.

    Args:
        facts: The number of the fact of each row.
        quantities: As `common` returns them; rows without a quantity do not count.
        n_facts: How many facts there are.

    Returns:
        One row a fact, by number: low, high, unit, per; empty for a fact without a quantity.
    """
    has = quantities["unit"].notna().to_numpy()
    rows = quantities.loc[has]
    grouped = pd.DataFrame(
        {
            "low": rows["low"].fillna(-np.inf).to_numpy(),
            "high": rows["high"].fillna(np.inf).to_numpy(),
            "unit": rows["unit"].to_numpy(dtype=object),
            "per": rows["per"].to_numpy(dtype=object),
        }
    ).groupby(facts[has], sort=False)
    ranges = grouped.agg({"low": "min", "high": "max", "unit": "first", "per": "first"}).reindex(range(n_facts))
    bounds = ranges[["low", "high"]].astype("float64").replace([np.inf, -np.inf], np.nan)
    return pd.concat([bounds, ranges[["unit", "per"]].astype("str")], axis=1)


def _by_size(names: list[tuple[str, Per]]) -> Codes:
    """Return the place of each measure: within a dimension the smaller unit first, then the shorter period."""
    reference: dict[str, str] = {}
    sizes = []
    for unit, per in names:
        kind = dimension(unit)
        sizes.append((kind, convert(1.0, unit, reference.setdefault(kind, unit)), PERS.index(per), unit))
    order = sorted(range(len(names)), key=sizes.__getitem__)
    places = np.empty(len(names), dtype=np.int64)
    places[order] = np.arange(len(names))
    return places


def _commonest(facts: Codes, measure: npt.NDArray[np.intp], place: Codes) -> Codes:
    """Return the measure that most claims of its fact have, for each row; of equally many, the one of lowest place."""
    width = len(place)
    keys, counts = np.unique(facts * width + measure, return_counts=True)
    ranked = np.lexsort((place[keys % width], -counts, keys // width))
    best = keys[ranked]
    fact, first = np.unique(best // width, return_index=True)
    return np.asarray((best[first] % width)[np.searchsorted(fact, facts)], dtype=np.int64)


def _convert(values: npt.NDArray[np.float64], a: tuple[str, Per], b: tuple[str, Per]) -> npt.NDArray[np.float64]:
    """Return bounds of the unit and period `a` in those of `b`, each different one worked out once."""
    codes, different = pd.factorize(values)
    converted = [Quantity(value, None, *a).convert(b[0]).to_per(b[1]).low for value in different]
    return np.array([*(float(f"{value:.{DIGITS}g}") for value in converted), np.nan], dtype=float)[codes]
