"""How much of each page stands under a passage, told from the tables and the ignored ranges, without the texts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from malirussia import edtf
from malirussia.analysis.known import appeared
from malirussia.evidence import records as shape
from malirussia.evidence import yaml_lines
from malirussia.evidence.model import Ignored, IgnoredFile
from malirussia.paths import evidence_dir
from malirussia.tables.view import asked_once

if TYPE_CHECKING:
    from malirussia.tables import Dataset

FILE = "ignored.yaml"
COLUMNS = ["source_id", "n_words", "body", "covered", "ignored", "rest", "n_passages", "n_claims"]


@asked_once
def coverage(ds: Dataset, *, as_of: str | None = None) -> pd.DataFrame:
    """Return how much of each page was coded.

    Words that several passages share count once. The body is the page less its furniture: menus, teasers of other
    articles, subscription notices.

    Args:
        ds: Tables `sources`, `passages` and `claims`; furniture comes from ignored.yaml beside them.
        as_of: EDTF date; sources that appeared later are left out. None for all.

    Returns:
        One row a source: source_id, n_words (of the whole page), body, covered (words of the body under a passage),
        ignored (words of the body left uncoded with a reason), rest (words of the body under neither), n_passages,
        n_claims.

    Raises:
        EvidenceError: If ignored.yaml cannot be read.
    """
    left_out = ignored(ds)
    days, last = appeared(ds), date.max if as_of is None else edtf.chosen(as_of).end
    rows = []
    for source_id, n_words in zip(ds.sources["source_id"], ds.sources["n_words"], strict=True):
        if days[source_id] > last:
            continue
        passages = ds.passages[ds.passages["source_id"] == source_id]
        furniture = _words((part.first, part.words) for part in left_out if part.source == source_id and part.furniture)
        reasoned = _words((part.first, part.words) for part in left_out if part.source == source_id)
        body = set(range(n_words)) - furniture
        covered = _words(zip(passages["first"], passages["words"], strict=True)) & body
        rows.append(
            {
                "source_id": source_id,
                "n_words": n_words,
                "body": len(body),
                "covered": len(covered),
                "ignored": len((reasoned & body) - covered),
                "rest": len(body - covered - reasoned),
                "n_passages": len(passages),
                "n_claims": int((ds.claims["source_id"] == source_id).sum()),
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def ignored(ds: Dataset) -> list[Ignored]:
    """Return the ranges left uncoded: of the evidence beside the tables, else of the package's own."""
    beside = Path(ds.folder).parent / "evidence" / FILE
    path = beside if beside.is_file() else evidence_dir() / FILE
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else []


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> list[Ignored]:
    data, lines = yaml_lines.load(path)
    return shape.convert({} if data is None else data, IgnoredFile, lines).ignored


def _words(ranges: Iterable[tuple[int, int]]) -> set[int]:
    return {word for first, length in ranges for word in range(first, first + length)}
