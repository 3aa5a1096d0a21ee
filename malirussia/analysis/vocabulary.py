"""The words of the vocabulary for the reader: what a predicate and a sector are called in each language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from malirussia.errors import MaliRussiaError
from malirussia.evidence import records as shape
from malirussia.evidence import yaml_lines
from malirussia.evidence.model import Vocabulary
from malirussia.paths import evidence_dir
from malirussia.tables.view import asked_once

if TYPE_CHECKING:
    from malirussia.tables import Dataset

FILE = "vocabulary.yaml"
ALL = "all"
"""Every sector, where one is asked for."""


@asked_once
def vocabulary(ds: Dataset) -> Vocabulary:
    """Return the vocabulary that a dataset was coded with: the one beside its tables, else the package's own.

    Args:
        ds: The tidy tables; their evidence stands in the folder `evidence` next to them.

    Raises:
        EvidenceError: If the file cannot be read.
    """
    beside = Path(ds.folder).parent / "evidence" / FILE
    path = beside if beside.is_file() else evidence_dir() / FILE
    return _read(path, path.stat().st_mtime_ns if path.is_file() else 0)


def check_choice(ds: Dataset, sector: str | None = None, min_origin_groups: int = 1) -> None:
    """Refuse a sector that is not in the vocabulary, and a number of origin groups below one.

    Args:
        ds: The tidy tables.
        sector: One sector; None or `all` for every sector.
        min_origin_groups: How many independent sources are asked for.

    Raises:
        MaliRussiaError: If one of them makes no sense: an empty answer would read as silence of the sources.
    """
    if sector not in (None, ALL) and sector not in (known := vocabulary(ds).sectors):
        raise MaliRussiaError(f"sector {sector!r}", "unknown", f"use one of: {ALL} {' '.join(known)}")
    if min_origin_groups < 1:
        raise MaliRussiaError(f"min_origin_groups {min_origin_groups}", "below 1", "ask for one source or more")


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Vocabulary:
    data, lines = yaml_lines.load(path)
    return shape.convert(data, Vocabulary, lines)
