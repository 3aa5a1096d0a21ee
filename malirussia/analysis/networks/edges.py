"""Weigh the claims of each tie: how many say it, how independently, and how far they say it has come."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from malirussia.tables.columns import LIST_SEPARATOR
from malirussia.tables.days import bounds, ends
from malirussia.tables.grouping import Codes, codes, commonest

KEY = ["from_id", "relation", "to_id"]

# From the lowest rung to the highest; what left the ladder counts below it, so that it never hides a rung.
RUNGS = ("denied", "cancelled", "suspended", "discussed", "pledged", "signed", "implemented", "completed")
# From the weakest way of saying to the strongest.
MODALITIES = ("conditional", "planned", "reported", "stated")


def edges(rows: pd.DataFrame) -> pd.DataFrame:
    """Turn claims into edges, one a relation.

    Args:
        rows: Rows of `tie_claims`, filtered as the question asks.

    Returns:
        One row a relation, ordered by `from_id`, `relation`, `to_id`, with: `directed`; `sector` (of most claims);
        `n_claims`, `n_origin_groups`; `claim_ids`, `source_ids`, `origin_groups`, joined by `;`; `status`, the
        highest rung claimed, and `status_groups`, how many origin groups claim that rung; `modality`, the strongest
        way it is said, and `modality_groups` likewise; `announced`, no claim says that it was done; `disputed`, in a
        conflict that nobody decided; `set_aside`, a person preferred another reading to all of it; and `start`, `end`,
        the first and last date that claims speak of (EDTF or missing).
    """
    group = codes(*(rows[column] for column in KEY))
    grouped = rows.groupby(group, sort=False)
    table = grouped[[*KEY, "directed"]].first()
    return table.assign(
        sector=commonest(group, rows["sector"], len(table)).to_numpy(dtype=object),
        n_claims=grouped.size(),
        n_origin_groups=grouped["origin_group"].nunique(),
        claim_ids=_members(rows["claim_id"], group),
        source_ids=_members(rows["source_id"], group),
        origin_groups=_members(rows["origin_group"], group),
        **_highest(rows, group, "status", RUNGS),
        **_highest(rows, group, "modality", MODALITIES),
        announced=grouped["announced"].any() & ~grouped["done"].any(),
        disputed=grouped["disputed"].any(),
        set_aside=grouped["set_aside"].all(),
        **_span(rows, group),
    ).reset_index(drop=True)


def _members(column: pd.Series, group: Codes) -> pd.Series:
    """Give the distinct members of each group, in alphabetical order, joined by `;`."""
    pairs = pd.DataFrame({"group": group, "member": column.to_numpy(dtype=object)}).drop_duplicates()
    pairs = pairs.sort_values(["group", "member"])
    groups, starts = np.unique(pairs["group"], return_index=True)
    members = pairs["member"].to_list()
    joined = [LIST_SEPARATOR.join(members[start:end]) for start, end in pairwise([*starts, len(pairs)])]
    return pd.Series(joined, groups, dtype=object)


def _highest(rows: pd.DataFrame, group: Codes, column: str, order: tuple[str, ...]) -> dict[str, pd.Series]:
    """Give the highest word of a column in each group, and how many origin groups use that word."""
    rank = rows[column].map({word: place for place, word in enumerate(order)})
    top = rank.groupby(group).transform("max")
    at_top = rows["origin_group"].where(rank == top)
    names = pd.Series(dict(enumerate(order)), dtype=object)
    return {
        column: rank.groupby(group).max().map(names).astype(object),
        f"{column}_groups": at_top.groupby(group).nunique(),
    }


def _span(rows: pd.DataFrame, group: Codes) -> dict[str, pd.Series]:
    """Give the first and last date of each group, as written."""
    first, last = ends(rows["date"])
    start, end = (pd.Series(days, rows.index) for days in bounds(rows["date"]))
    dated = rows["date"].notna()
    earliest = start.where(dated & first.notna()).groupby(group).transform("min")
    latest = end.where(dated & last.notna()).groupby(group).transform("max")
    return {
        "start": first.where(start == earliest).groupby(group).first(),
        "end": last.where(end == latest).groupby(group).first(),
    }
