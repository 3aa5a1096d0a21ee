"""The ledger of the five articles that were coded first: what they alone say stays true, however the ledger grows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cache
from pathlib import Path

from malirussia import evidence, tables
from malirussia.evidence.ledger import Ledger, source_of
from malirussia.tables import Dataset

CHECKOUT = Path(__file__).resolve().parent.parent
FIRST_FIVE = (
    "abamako-2025-06-24",
    "abamako-2025-06-28",
    "malikonews-2025-10-24",
    "souleymane-diop-2025-06-24",
    "unidentified-2025-06",
)


def only(ledger: Ledger, sources: Collection[str]) -> Ledger:
    """The evidence of some sources: their claims, and the verdicts and decisions that stand on them alone."""
    kept = set(sources)
    return replace(
        ledger,
        sources={key: source for key, source in ledger.sources.items() if key in kept},
        passages={key: passage for key, passage in ledger.passages.items() if source_of(key) in kept},
        names=[name for name in ledger.names if source_of(name.passage) in kept],
        claims={key: claim for key, claim in ledger.claims.items() if source_of(key) in kept},
        identities=[one for one in ledger.identities if one.passage is None or source_of(one.passage) in kept],
        decisions=[one for one in ledger.decisions if {source_of(claim) for claim in one.claims} <= kept],
        ignored=[run for run in ledger.ignored if run.source in kept],
    )


@cache
def first_five() -> Dataset:
    """The tables of the five articles, freshly built."""
    ledger = only(evidence.load(CHECKOUT / "data" / "evidence"), FIRST_FIVE)
    return Dataset(folder=CHECKOUT, **tables.build(ledger, CHECKOUT / "data" / "reference"))
