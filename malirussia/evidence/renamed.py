"""Reads renamed.yaml alone: which ids were renamed or taken out, for whoever keeps their old addresses."""

from __future__ import annotations

from pathlib import Path

from malirussia.evidence import records as shape
from malirussia.evidence import yaml_lines
from malirussia.evidence.model import RenamedFile

FILE = "renamed.yaml"


def read_renamed(folder: Path) -> RenamedFile:
    """Returns what was renamed and taken out; nothing where there is no such file.

    Args:
        folder: The folder of the evidence.

    Raises:
        EvidenceError: If the file cannot be read, or is none.
    """
    path = folder / FILE
    if not path.is_file():
        return RenamedFile()
    data, lines = yaml_lines.load(path)
    return shape.convert({} if data is None else data, RenamedFile, lines)
