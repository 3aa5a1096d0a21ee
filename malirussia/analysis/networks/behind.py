"""What stands behind a network: its claims, pages, sides and kinds, kept on the graph as text.

Every format that networkx writes holds text and numbers and nothing else. So `graph.graph` holds JSON, a graph can be
written as it is, and one that was read back can be drawn.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
import networkx as nx
import pandas as pd

from malirussia.evidence.model import Label, Side, Topic
from malirussia.tables.columns import LIST_SEPARATOR

_CITED = ["source_id", "title", "publisher", "authors", "published", "origin_group"]


@dataclass(frozen=True)
class Behind:
    """What stands behind a network.

    Attributes:
        title: Of the topic.
        sides: Of the topic, the left one first.
        kinds: Of the vocabulary, in its order.
        claims: Claim id → what it says, its source and date.
        sources: Rows of the table, of the pages drawn on: what they are cited by, and their origin group.
    """

    title: Label
    sides: tuple[Side, ...]
    kinds: tuple[str, ...]
    claims: dict[str, dict[str, Any]]
    sources: pd.DataFrame

    @property
    def unnamed(self) -> frozenset[str]:
        """The sources that print no outlet."""
        return frozenset(self.sources.loc[self.sources["publisher"].isna(), "source_id"])


def written(
    topic: Topic, kinds: tuple[str, ...], claims: dict[str, dict[str, Any]], sources: pd.DataFrame
) -> dict[str, str]:
    """Return what stands behind a network as attributes of its graph; `behind` reads them."""
    cited = sources[_CITED]
    rows = cited.astype(object).where(cited.notna(), None).to_dict("records")
    told = {"title": msgspec.to_builtins(topic.title), "sides": msgspec.to_builtins(topic.sides)}
    return {
        "topic": json.dumps(told, ensure_ascii=False),
        "kinds": LIST_SEPARATOR.join(kinds),
        "claims": json.dumps(claims, ensure_ascii=False),
        "sources": json.dumps(rows, ensure_ascii=False),
    }


def behind(graph: nx.Graph) -> Behind:
    """Return what stands behind a network.

    Args:
        graph: A network of `malirussia.analysis.network`, or one made of it.
    """
    return _read(*(graph.graph[name] for name in ("topic", "kinds", "claims", "sources")))


@lru_cache(maxsize=16)
def _read(topic: str, kinds: str, claims: str, sources: str) -> Behind:
    told = json.loads(topic)
    return Behind(
        title=msgspec.convert(told["title"], Label),
        sides=tuple(msgspec.convert(side, Side) for side in told["sides"]),
        kinds=tuple(kinds.split(LIST_SEPARATOR)),
        claims=json.loads(claims),
        sources=pd.DataFrame(json.loads(sources), columns=_CITED, dtype="str"),
    )


def members(cell: str) -> tuple[str, ...]:
    """Return the members of an attribute of an edge that holds several, joined by `;`."""
    return tuple(cell.split(LIST_SEPARATOR))
