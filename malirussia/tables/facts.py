"""Facts: what several claims say together, and how far it can be trusted.

Independence counts origin groups, not articles: eight outlets that carry one dispatch are one voice. Nor does one man
confirm himself: what he says in one group and again in another is said by one and carried by two.

The verdict, the first that fits
- superseded    a person preferred the other side to every claim of it;
- disputed      a claim of it that still stands is in a conflict that nobody decided;
- corroborated  its standing claims come from two origin groups or more, and from two speakers or more;
- carried       from two origin groups or more, and from one speaker;
- single        from one origin group.
Of claims that have two groups and two speakers among them, two always share neither: that is what corroborates.
A claim stands unless a person preferred another side to it. All the claims count in n_claims, n_sources,
n_origin_groups, n_speakers and n_denied; the range is that of the standing claims that affirm (see `envelope`).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from malirussia.tables import envelope
from malirussia.tables.grouping import codes, commonest, distinct_in, places
from malirussia.tables.schema import FACTS


def derive(
    claims: pd.DataFrame, sources: pd.DataFrame, conflicts: pd.DataFrame, overtaken: npt.NDArray[np.bool_]
) -> pd.DataFrame:
    """Make the facts table.

    Args:
        claims: The claims table, with fact ids.
        sources: The sources table.
        conflicts: The conflicts table.
        overtaken: Of each claim, whether a person preferred the other side to it.
    """
    fact, ids = pd.factorize(claims["fact_id"])
    fact, n_facts = fact.astype(np.int64), len(ids)
    first = claims.loc[~pd.Series(fact).duplicated().to_numpy(), ["subject", "predicate", "object"]]
    source = codes(claims["source_id"])
    voice, speaker = voices(claims, sources), codes(claims["asserted_by"])
    denied = (claims["polarity"] == "denied").to_numpy()
    none_stands = np.bincount(fact[~overtaken], minlength=n_facts) == 0
    stands = ~overtaken | none_stands[fact]
    quantities = envelope.common(fact, claims)
    quantities.loc[denied | ~stands, "unit"] = pd.NA
    several = distinct_in(fact[stands], voice[stands], n_facts) > 1
    verdict = np.select(
        [
            none_stands,
            _disputed(claims, fact, n_facts, conflicts, overtaken),
            several & (distinct_in(fact[stands], speaker[stands], n_facts) > 1),
            several,
        ],
        ["superseded", "disputed", "corroborated", "carried"],
        "single",
    )
    facts: dict[str, Iterable[object]] = {
        "fact_id": ids,
        **{str(name): cells for name, cells in first.items()},
        "sector": commonest(fact, claims["sector"], n_facts),
        "n_claims": np.bincount(fact, minlength=n_facts),
        "n_sources": distinct_in(fact, source, n_facts),
        "n_origin_groups": distinct_in(fact, voice, n_facts),
        "n_speakers": distinct_in(fact, speaker, n_facts),
        "n_denied": np.bincount(fact[denied], minlength=n_facts),
        **{str(name): cells for name, cells in envelope.span(fact, quantities, n_facts).items()},
        "verdict": verdict,
    }
    return FACTS.frame(facts)


def voices(claims: pd.DataFrame, sources: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return the origin group of the source of each claim, as a number."""
    group = codes(sources["origin_group"])
    # A source that is not there has the place -1, which picks the last member.
    return np.append(group, len(group))[places(claims["source_id"], sources["source_id"])]


def _disputed(
    claims: pd.DataFrame,
    fact: npt.NDArray[np.int64],
    n_facts: int,
    conflicts: pd.DataFrame,
    overtaken: npt.NDArray[np.bool_],
) -> npt.NDArray[np.bool_]:
    """Return whether each fact has a standing claim in a conflict that nobody decided, with one that stands too."""
    open_ = conflicts[conflicts["preferred"].isna()]
    sides = pd.concat([open_["claim_a"], open_["claim_b"]])
    a, b = places(sides, claims["claim_id"]).reshape(2, -1)
    standing = ~overtaken[a] & ~overtaken[b]
    disputed = np.zeros(n_facts, dtype=bool)
    disputed[fact[a[standing]]] = True
    disputed[fact[b[standing]]] = True
    return disputed
