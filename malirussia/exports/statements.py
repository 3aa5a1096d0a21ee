"""The claims of a selection as what a graph holds: nodes, edges, and denials that are no edge."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from malirussia.analysis.topic import topic
from malirussia.exports.carried import FORMATS
from malirussia.tables import Dataset
from malirussia.tables.appeared import appeared

Value = str | int | float | bool
NEUTRAL = "#8a8a8a"


@dataclass
class Node:
    """An entity, or what a claim says of one where it names no other.

    Attributes:
        id: Of the entity or the fact.
        label: Its English caption, or the value.
        color: Of its side, `#rrggbb`.
        since: The first day on which an article that speaks of it had appeared, ISO; None where none is dated.
        values: Attribute → value.
    """

    id: str
    label: str
    color: str = NEUTRAL
    since: str | None = None
    values: dict[str, Value] = field(default_factory=dict)


@dataclass
class Edge:
    """One affirmed claim.

    Attributes:
        id: Of the claim.
        source: Node id of its subject.
        target: Node id of its object, or of its fact.
        label: Its predicate.
        since: The day on which its article had appeared, ISO; None where that is not known.
        values: Attribute → value.
    """

    id: str
    source: str
    target: str
    label: str
    since: str | None
    values: dict[str, Value]


def rows(ds: Dataset, table: str, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Give the rows of a table as column → value; what is empty is left out."""
    frame = getattr(ds, table)
    cells = [frame[column].astype(object).tolist() for column in columns]
    for row in zip(*cells, strict=True):
        yield {column: value for column, value in zip(columns, row, strict=True) if not empty(value)}


def empty(value: object) -> bool:
    """Return whether a cell holds nothing."""
    return value is None or (isinstance(value, float) and math.isnan(value)) or type(value).__name__ == "NAType"


def disputes_of(ds: Dataset) -> dict[str, list[str]]:
    """Return claim id → the conflicts it is a side of, as `claim~claim`."""
    of: dict[str, list[str]] = defaultdict(list)
    for left, right in zip(ds.conflicts["claim_a"], ds.conflicts["claim_b"], strict=True):
        for side in (left, right):
            of[side].append(f"{left}~{right}")
    return of


def graph(ds: Dataset, name: str) -> tuple[list[Node], list[Edge]]:
    """Return the nodes and edges of a selection, each by id.

    Args:
        ds: The tables.
        name: The graph format, whose declaration says which columns are carried.
    """
    carried = FORMATS[name]
    sides = {side.country: side.color for side in topic(ds).sides}
    days = {source: day.isoformat() for source, day in appeared(ds).items() if day.year > 1}
    sources = {row["source_id"]: row for row in rows(ds, "sources", carried.columns("sources"))}
    facts = {row["fact_id"]: row for row in rows(ds, "facts", carried.columns("facts"))}
    undirected = set(ds.relations.loc[~ds.relations["directed"].astype(bool), "relation"])
    disputed = disputes_of(ds)
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows(ds, "names", carried.columns("names")):
        if row["name"] not in names[row["entity_id"]]:
            names[row["entity_id"]].append(row["name"])
    nodes: dict[str, Node] = {}
    for row in rows(ds, "entities", carried.columns("entities")):
        node = Node(row["entity_id"], row["caption_en"], sides.get(row.get("country", ""), NEUTRAL))
        node.values = {key: value for key, value in row.items() if key != "entity_id"}
        node.values["names"] = "; ".join(names[node.id])
        nodes[node.id] = node
    edges = []
    denied: dict[str, list[str]] = defaultdict(list)
    for row in rows(ds, "claims", carried.columns("claims")):
        since = days.get(row["source_id"])
        subject = nodes[row["subject"]]
        _seen(subject, since)
        if row["polarity"] == "denied":
            denied[subject.id].append(f"{row['claim_id']}: {row['says_en']}")
            continue
        target = row.get("object")
        if target is None:
            target = row["fact_id"]
            nodes.setdefault(target, _valued(target, row))
        _seen(nodes[target], since)
        values = {key: value for key, value in row.items() if key not in {"claim_id", "subject", "object"}}
        source, fact = sources[row["source_id"]], facts[row["fact_id"]]
        values |= {key: value for key, value in source.items() if key not in {"source_id"}}
        values |= {key: value for key, value in fact.items() if key != "fact_id"}
        # No graph library reads a file that holds ties of both sorts.
        values["directed"] = row["predicate"] not in undirected
        if row["claim_id"] in disputed:
            values["conflicts"] = "; ".join(disputed[row["claim_id"]])
        edges.append(Edge(row["claim_id"], subject.id, target, row["predicate"], since, values))
    for subject_id, told in denied.items():
        nodes[subject_id].values["denied"] = " | ".join(told)
    return [nodes[key] for key in sorted(nodes)], sorted(edges, key=lambda edge: edge.id)


def _seen(node: Node, since: str | None) -> None:
    if since is not None and (node.since is None or since < node.since):
        node.since = since


def _valued(fact_id: str, row: dict[str, Any]) -> Node:
    """Make the node of what a claim says without naming another entity."""
    return Node(fact_id, row.get("text") or said_amount(row) or row["predicate"], values={"kind": "statement"})


def said_amount(row: dict[str, Any]) -> str:
    """Write the amount of a claim, a range as two numbers: `160000 to 200000 t per month`; empty without one."""
    bounds = [format(row[key], ".15g") for key in ("low", "high") if key in row]
    if not bounds:
        return ""
    low, high = row.get("low"), row.get("high")
    if low is None or high is None:
        amount = f"{'at most' if low is None else 'at least'} {bounds[0]}"
    else:
        amount = bounds[0] if low == high else f"{bounds[0]} to {bounds[1]}"
    per = row.get("per")
    return " ".join([amount, str(row.get("unit", "")), *([f"per {per}"] if per not in (None, "once") else [])]).strip()
