"""The measures of a network say what a plain count says, whichever library counts and however many groups there are."""

from __future__ import annotations

from itertools import product
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.network import made
from malirussia.analysis.networks import passing
from malirussia.analysis.networks.between import between, joined_pairs
from malirussia.analysis.networks.graph_to_table import graph_to_table
from malirussia.analysis.networks.leave_one_out import leave_one_out
from malirussia.analysis.networks.parts import Parts, joined_without
from malirussia.analysis.networks.table_to_graph import table_to_graph
from malirussia.analysis.networks.ties import project, standing

NODES = [f"n{number}" for number in range(9)]
MALI, RUSSIA = NODES[:3], NODES[3:6]
EDGES = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda ends: ends[0] != ends[1]))


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    """A network of about 150 entities, made of synthetic claims."""
    return made.graph(made.dataset(60))


def plain(edges: list[tuple[str, str]]) -> nx.Graph:
    ties = nx.Graph()
    ties.add_nodes_from(NODES)
    ties.add_edges_from(edges)
    return ties


def counted(ties: nx.Graph) -> dict[str, float]:
    """For every pair every shortest path, one after the other."""
    found = dict.fromkeys(ties, 0.0)
    for start, end in product(MALI, RUSSIA):
        if nx.has_path(ties, start, end):
            paths = list(nx.all_shortest_paths(ties, start, end))
            for path in paths:
                for node in path[1:-1]:
                    found[node] += 1 / len(paths)
    return found


@given(EDGES)
def test_both_libraries_count_what_a_plain_count_does(edges: list[tuple[str, str]]) -> None:
    ties = plain(edges)
    expected = counted(ties)
    for count in (passing.by_networkx, passing.by_igraph):
        found = count(ties, MALI, RUSSIA)
        assert found == pytest.approx(expected)
        assert {node for node, pairs in found.items() if pairs > 0} == {node for node in ties if expected[node] > 0}


@pytest.mark.parametrize("count", [passing.by_networkx, passing.by_igraph])
def test_where_a_side_is_empty_nobody_is_between(count: Any) -> None:
    ties = plain([("n0", "n1"), ("n1", "n2")])
    assert set(count(ties, ["n0"], []).values()) == {0.0}
    assert set(count(ties, [], ["n2"]).values()) == {0.0}


def test_a_large_network_is_left_to_igraph_and_says_the_same(
    graph: nx.MultiDiGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_networkx = between(graph)
    asked = []
    counting = passing.by_igraph
    monkeypatch.setattr(passing, "by_igraph", lambda *given: asked.append("igraph") or counting(*given))
    monkeypatch.setattr(passing, "MANY", project(standing(graph)).number_of_edges())
    between(graph)
    assert asked == []
    monkeypatch.setattr(passing, "MANY", 100)
    pd.testing.assert_frame_equal(between(graph), by_networkx)
    assert asked == ["igraph"]
    assert len(by_networkx) > 30


def test_without_igraph_networkx_counts(graph: nx.MultiDiGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "MANY", 0)
    monkeypatch.setattr(passing, "find_spec", lambda _: None)
    monkeypatch.delattr(passing, "by_igraph")
    assert len(between(graph)) > 30


def test_each_source_that_is_dropped_takes_what_a_network_without_it_lacks(graph: nx.MultiDiGraph) -> None:
    found = leave_one_out(graph)
    assert len(found) > 50
    assert found["pairs_lost"].max() > 0
    ties = project(standing(graph))
    for row in found.to_dict("records"):
        group = row["origin_group"]
        rest = standing(graph)
        rest.remove_edges_from(
            [edge[:3] for edge in graph.edges(keys=True, data=True) if edge[3]["origin_groups"] == group]
        )
        left = project(rest)
        assert row["ties_lost"] == ties.number_of_edges() - left.number_of_edges()
        assert row["pairs_joined"] - row["pairs_lost"] == joined_pairs(rest)
        assert set(row["entities_lost"]) == {node for node in ties if ties.degree(node) > 0 and left.degree(node) == 0}


@given(EDGES, st.lists(EDGES, max_size=6))
def test_parts_without_a_group_are_those_of_all_other_ties(
    shared: list[tuple[str, str]], groups: list[list[tuple[str, str]]]
) -> None:
    parts = Parts({node: (node in MALI, node in RUSSIA) for node in NODES})
    for left, right in shared:
        parts.join(left, right)
    before = parts.joined
    expected = []
    for out in range(len(groups)):
        ties = plain(shared + [edge for place, group in enumerate(groups) if place != out for edge in group])
        expected.append(sum(nx.has_path(ties, one, other) for one, other in product(MALI, RUSSIA)))
    assert joined_without(parts, groups) == expected
    assert parts.joined == before


def test_what_stands_is_a_copy_without_what_is_set_aside(graph: nx.MultiDiGraph) -> None:
    nodes, edges = graph_to_table(graph)
    marked = table_to_graph(nodes, edges.assign(set_aside=edges.index % 3 == 0))
    left = standing(marked)
    assert left.number_of_edges() == sum(edges.index % 3 != 0)
    assert min(dict(left.degree).values()) > 0
    assert marked.number_of_edges() == len(edges)
