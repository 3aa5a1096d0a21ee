"""The words of the vocabulary for the reader: what a predicate and a sector are called in each language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from malirussia.evidence import shape, yaml_lines
from malirussia.evidence.model import Vocabulary
from malirussia.paths import evidence_dir

if TYPE_CHECKING:
    from malirussia.tables import Dataset

FILE = "vocabulary.yaml"


def vocabulary(ds: Dataset) -> Vocabulary:
    """Return the vocabulary that a dataset was coded with: the one beside its tables, else the package's own.

    Args:
        ds: The tidy tables; their evidence stands in the folder `evidence` next to them.

    Raises:
        EvidenceError: If the file cannot be read.
    """
    beside = Path(ds.folder).parent / "evidence" / FILE
    return _read(beside if beside.is_file() else evidence_dir() / FILE)


@lru_cache(maxsize=4)
def _read(path: Path) -> Vocabulary:
    data, lines = yaml_lines.load(path)
    return shape.convert(data, Vocabulary, lines)
