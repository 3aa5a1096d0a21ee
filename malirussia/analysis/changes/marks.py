"""Marks of what people wrote: a ledger, or the claims of one source, that bears the same mark says the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from malirussia.tables import Dataset

_LENGTH = 16
# The id of a fact may follow from the claims of another source, and the copy that was coded changes nothing.
_NOT_OWN = ("fact_id",)
_COPY = ("file", "text_sha256", "n_words", "copy", "url", "kind", "lang")


def marks(ds: Dataset) -> tuple[str, dict[str, str]]:
    """Return the mark of a ledger, and those of its sources.

    Returns:
        The mark of all that people wrote of the sources, identities included; and source id → the mark of its row, its
        claims, its promises and the decisions between its claims.
    """
    decided = ds.conflicts[ds.conflicts["preferred"].notna()]
    tables: tuple[tuple[pd.DataFrame, list[str]], ...] = (
        (ds.sources.drop(columns=list(_COPY)), ["source_id"]),
        (ds.claims.drop(columns=list(_NOT_OWN)), ["claim_id"]),
        (ds.commitments, ["claim_id"]),
        (decided, ["claim_a", "claim_b"]),
        (ds.identities, []),
    )
    written: list[str] = []
    lines_of: dict[str, list[str]] = {str(source): [] for source in ds.sources["source_id"]}
    for table, keys in tables:
        lines = _lines(table)
        written += lines
        for line, *ids in zip(lines, *(table[key] for key in keys), strict=True):
            for source in {source_of(claim) for claim in ids}:
                lines_of.setdefault(source, []).append(line)
    return _mark(written), {source: _mark(lines) for source, lines in lines_of.items()}


def source_of(claim_id: str) -> str:
    """Return the source of a claim: its id starts with it."""
    return claim_id.partition(".")[0]


def _lines(table: pd.DataFrame) -> list[str]:
    missing = table.isna().to_numpy()
    rows: Iterable[tuple[Any, ...]] = table.itertuples(index=False, name=None)
    return [
        "\x1f".join("" if absent else str(cell) for cell, absent in zip(row, gaps, strict=True))
        for row, gaps in zip(rows, missing, strict=True)
    ]


def _mark(lines: Iterable[str]) -> str:
    return hashlib.sha256("\x1e".join(sorted(lines)).encode()).hexdigest()[:_LENGTH]
