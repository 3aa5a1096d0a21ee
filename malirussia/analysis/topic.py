"""What a dataset is about, as its tables carry it: the title, the two sides, the sectors with a panel, the scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malirussia.evidence.topic import read_topic
from malirussia.tables import package
from malirussia.tables.view import asked_once

if TYPE_CHECKING:
    from malirussia.evidence.model import Topic
    from malirussia.tables import Dataset


@asked_once
def topic(ds: Dataset) -> Topic:
    """Return what a dataset is about: what its datapackage.json says, else the project's topic.yaml.

    Args:
        ds: The tidy tables.

    Raises:
        TablesError: If datapackage.json tells of a topic that is none.
        EvidenceError: If topic.yaml cannot be read.
    """
    return package.topic(ds.folder) or read_topic()
