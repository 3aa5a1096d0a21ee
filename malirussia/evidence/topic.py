"""Reads topic.yaml alone, for whoever needs to know what a ledger is about and nothing else of it."""

from __future__ import annotations

from pathlib import Path

from malirussia.evidence import records as shape
from malirussia.evidence import yaml_lines
from malirussia.evidence.model import Topic
from malirussia.paths import evidence_dir

FILE = "topic.yaml"


def read_topic(folder: Path | None = None) -> Topic:
    """Returns what a folder of evidence is about.

    Args:
        folder: The folder; by default the project's data/evidence/.

    Raises:
        EvidenceError: If topic.yaml is not there or is no topic.
    """
    data, lines = yaml_lines.load((evidence_dir() if folder is None else folder) / FILE)
    return shape.convert(data, Topic, lines)
