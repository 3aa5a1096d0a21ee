"""A made-up dataset, for questions on the tables: a few claims, and all thirteen tables that follow from them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from made_claims import said, written

from malirussia import evidence
from malirussia.tables import TABLES, Dataset, derive
from malirussia.tables.build import predicates

__all__ = ["made", "said"]


@cache
def _words() -> pd.DataFrame:
    """The real vocabulary: what the charts call a predicate must be in it."""
    return predicates(evidence.load().vocabulary)


def made(
    *claims: dict[str, Any],
    kinds: dict[str, str] | None = None,
    captions: dict[str, str] | None = None,
    commitments: list[dict[str, Any]] | None = None,
    identities: list[tuple[str, str, str]] | None = None,
    passages: list[dict[str, Any]] | None = None,
    decided: tuple[Any, ...] = (),
    words: dict[str, dict[str, Any]] | None = None,
) -> Dataset:
    """The dataset of a few claims.

    Args:
        claims: As `said` makes them; `asserted_by` should be an entity.
        kinds: Entity → kind; `project` for the subject of a claim, `outlet` for `outlet` and `outlet-a`, `person` for
            others.
        captions: Entity → name; the id where none is given.
        commitments: Rows of the table; what is left out is empty.
        identities: (left, right, verdict).
        passages: Rows of the table.
        decided: Decisions of the conflicts.
        words: Predicate → what is true of it here, whatever the vocabulary says: functional, conflict, once.
    """
    base = written(*claims, identities=identities)
    named = {claim[role] for claim in claims for role in ("subject", "object", "asserted_by") if role in claim}
    entities = sorted(named | {"outlet", *(name for pair in identities or [] for name in pair[:2])})
    guess = {name: "outlet" for name in entities if name.startswith("outlet")}
    guess |= {claim["subject"]: "project" for claim in claims} | (kinds or {})
    base["entities"] = _frame(
        "entities",
        [
            {
                "entity_id": name,
                "schema": "Thing",
                "kind": guess.get(name, "person"),
                "caption_fr": (captions or {}).get(name, name),
                "caption_en": (captions or {}).get(name, name),
            }
            for name in entities
        ],
    )
    tables = {name: _empty(name).copy() for name in TABLES}
    vocabulary = _words().set_index("predicate")
    for predicate, cells in (words or {}).items():
        vocabulary.loc[predicate, list(cells)] = list(cells.values())
    tables |= base | derive(base, vocabulary.reset_index(), decided)
    tables["commitments"] = _frame("commitments", commitments or [])
    tables["passages"] = _frame("passages", passages or [])
    return Dataset(folder=Path("nowhere"), **tables)


@cache
def _empty(name: str) -> pd.DataFrame:
    return _frame(name, [])


def _frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return TABLES[name].frame(pd.DataFrame(rows, columns=TABLES[name].names))
