"""Relations: the edges of the actor network, from the claims whose predicate is declared an edge in the vocabulary.

A denied claim makes no edge. The claims of an undirected predicate meet on one edge whichever way round they are told.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from malirussia.tables import days
from malirussia.tables.columns import LIST_SEPARATOR
from malirussia.tables.facts import voices
from malirussia.tables.grouping import Codes, codes, commonest, distinct_in, in_order, places
from malirussia.tables.schema import RELATIONS

_READ = ["claim_id", "source_id", "subject", "predicate", "object", "date", "sector"]


def derive(claims: pd.DataFrame, sources: pd.DataFrame, predicates: pd.DataFrame) -> pd.DataFrame:
    """Make the relations table.

    Args:
        claims: The claims table.
        sources: The sources table.
        predicates: One row a predicate: predicate, relation (directed, undirected or empty), as in the vocabulary.
    """
    edges = predicates.loc[predicates["relation"].notna(), "predicate"]
    edge = (places(claims["predicate"], edges) >= 0) & claims["object"].notna() & (claims["polarity"] == "affirmed")
    some = claims.loc[edge, _READ]
    if not in_order(some["claim_id"]):
        some = some.sort_values("claim_id", kind="stable")
    some = some.reset_index(drop=True)
    ways = predicates.loc[predicates["relation"] == "directed", "predicate"]
    directed = places(some["predicate"], ways) >= 0
    swap = ~directed & (some["subject"] > some["object"]).to_numpy()
    start, end = some["subject"].mask(swap, some["object"]), some["object"].mask(swap, some["subject"])
    tie = codes(start, end, some["predicate"])
    n_ties = int(tie.max()) + 1 if len(tie) else 0
    first = np.unique(tie, return_index=True)[1]
    earliest, latest = _ends(tie, n_ties, some["date"])
    return RELATIONS.frame(
        {
            "from_id": start.iloc[first],
            "to_id": end.iloc[first],
            "relation": some["predicate"].iloc[first],
            "directed": directed[first],
            "start": earliest,
            "end": latest,
            "sector": commonest(tie, some["sector"], n_ties),
            "n_claims": np.bincount(tie, minlength=n_ties),
            "n_origin_groups": distinct_in(tie, voices(some, sources), n_ties),
            "claim_ids": _joined(tie, some["claim_id"]),
        }
    )


def _ends(tie: Codes, n_ties: int, dates: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the earliest start and the latest end that the claims of each tie give, as they are written."""
    first, last = days.ends(dates)
    start, end = days.bounds(dates)
    given = dates.notna().to_numpy()
    earliest = _extreme(tie, start, first, given, n_ties)
    return earliest, _extreme(tie, -end, last, given, n_ties)


def _extreme(tie: Codes, day: Codes, text: pd.Series, given: npt.NDArray[np.bool_], n_ties: int) -> pd.Series:
    """Return the text of the least day of each tie; of equal days, the most exact: the longest, no `~` on it."""
    length = 2 * text.str.rstrip("~").str.len().fillna(0) - text.str.endswith("~", na=False)
    some = pd.DataFrame({"tie": tie, "day": day, "text": text, "length": -length})[given]
    least = some.sort_values(["tie", "day", "length", "text"]).drop_duplicates("tie").set_index("tie")["text"]
    return least.reindex(range(n_ties))


def _joined(tie: Codes, claim_ids: pd.Series) -> pd.Series:
    """Return the claims of each tie as a list cell, by number of the tie."""
    order = np.argsort(tie, kind="stable")
    cuts = np.unique(tie[order], return_index=True)[1]
    ids = claim_ids.iloc[order].to_numpy(dtype=object)
    members = pa.ListArray.from_arrays(pa.array([*cuts, len(order)], pa.int32()), pa.array(ids, pa.string()))
    return pd.Series(pc.binary_join(members, LIST_SEPARATOR).to_pandas(), dtype="str")
