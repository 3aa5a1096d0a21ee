from __future__ import annotations

import io
import json
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_ledger import made, said

import malirussia as mr
from malirussia.analysis.networks.behind import behind
from malirussia.analysis.networks.between import between, joined_pairs
from malirussia.analysis.networks.edges import edges
from malirussia.analysis.networks.graph_to_table import graph_to_table
from malirussia.analysis.networks.leave_one_out import leave_one_out
from malirussia.analysis.networks.sides import sides
from malirussia.analysis.networks.table_to_graph import table_to_graph
from malirussia.analysis.networks.ties import project, tie_table
from malirussia.charts.networks import layout
from malirussia.errors import DateError, MaliRussiaError
from malirussia.evidence.topic import read_topic
from malirussia.tables.conflicts import Decision

ENTITIES = {
    "bamako": ("body", "MLI"),
    "anna": ("person", "MLI"),
    "boris": ("person", "RUS"),
    "moscow": ("body", "RUS"),
    "treaty": ("agreement", None),
    "office": ("body", None),
    "third": ("body", None),
    "hall": ("place", "RUS"),
}
SOURCES = {"one": ("dispatch", "2025-06-24"), "two": ("dispatch", "2025-06-25"), "three": ("other", "2025-10-24")}


def claim(source: str, start: str, relation: str, end: str, **more: Any) -> dict[str, Any]:
    plain = {"status": None, "modality": "stated", "date": None, "sector": "trade", "verdict": "single"}
    return {"source_id": source, "from_id": start, "relation": relation, "to_id": end, "directed": True} | plain | more


def dataset(claims: Sequence[dict[str, Any]]) -> Any:
    """The tables that a network reads, of a few claims."""
    rows = pd.DataFrame(claims).assign(polarity="affirmed", asserted_by="anna")
    rows["claim_id"] = [f"{source}.c{place:02}" for place, source in enumerate(rows["source_id"], 1)]
    rows["fact_id"] = rows["from_id"] + "." + rows["relation"] + "." + rows["to_id"]
    rows = rows.assign(says_fr=rows["fact_id"] + " en français", says_en=rows["fact_id"])
    key = ["from_id", "relation", "to_id", "directed"]
    entities = pd.DataFrame(
        [
            (name, "Thing", kind, f"{name} fr", f"{name} en", country, None)
            for name, (kind, country) in ENTITIES.items()
        ],
        columns=["entity_id", "schema", "kind", "caption_fr", "caption_en", "country", "qid"],
    )
    sources = pd.DataFrame(
        [(name, "La Revue", name, group, published) for name, (group, published) in SOURCES.items()],
        columns=["source_id", "publisher", "title", "origin_group", "published"],
    ).assign(authors=None)
    return SimpleNamespace(
        claims=rows.drop(columns=[*key, "verdict"]),
        relations=rows.groupby(key, as_index=False).agg(claim_ids=("claim_id", ";".join)),
        facts=rows.drop_duplicates("fact_id")[["fact_id", "verdict"]],
        entities=entities,
        sources=sources,
        folder=Path("nowhere"),
    )


BRIDGE = [
    claim("one", "treaty", "signed_by", "anna", status="signed", date="2025-06-23", sector="energy"),
    claim("two", "treaty", "signed_by", "anna", status="discussed", date="2025-06", sector="energy"),
    claim("three", "treaty", "signed_by", "boris", status="pledged", sector="energy"),
    claim("three", "anna", "represents", "bamako"),
    claim("one", "boris", "represents", "moscow"),
]


def edge(graph: nx.MultiDiGraph, start: str, end: str) -> dict[str, Any]:
    (found,) = graph.get_edge_data(start, end).values()
    return found


# --- the evidence on the edges ---------------------------------------------------------------------------------------


def test_an_edge_carries_its_evidence() -> None:
    graph = mr.network(dataset(BRIDGE))
    found = edge(graph, "treaty", "anna")
    assert found["label_fr"] == "est signé par"
    assert (found["status"], found["status_groups"]) == ("signed", 1)
    assert (found["modality"], found["modality_groups"]) == ("stated", 1)
    assert found["claim_ids"] == "one.c01;two.c02"
    assert (found["n_claims"], found["n_origin_groups"], found["sector"]) == (2, 1, "energy")
    assert (found["start"], found["end"]) == ("2025-06", "2025-06")
    assert graph.has_edge("treaty", "anna", key="treaty~signed_by~anna")
    assert behind(graph).claims["one.c01"]["says_en"] == "treaty.signed_by.anna"


def test_pages_that_carry_one_dispatch_count_once() -> None:
    graph = mr.network(dataset([claim("one", "anna", "met", "boris"), claim("two", "anna", "met", "boris")]))
    assert edge(graph, "anna", "boris")["n_origin_groups"] == 1
    assert mr.network(dataset(BRIDGE), min_origin_groups=2).number_of_edges() == 0


@pytest.mark.parametrize(
    ("claims", "announced"),
    [
        ([{"status": "discussed"}], True),
        ([{"status": "pledged"}], True),
        ([{"status": None, "modality": "planned"}], True),
        ([{"status": "signed", "modality": "planned"}], True),
        ([{"status": "signed"}], False),
        ([{"status": "discussed"}, {"status": "implemented"}], False),
        ([{"status": None}], False),
        ([{"status": None, "modality": "reported"}], False),
    ],
)
def test_a_tie_is_only_announced_if_no_claim_says_it_was_done(claims: list[dict[str, Any]], announced: bool) -> None:
    graph = mr.network(dataset([claim("one", "anna", "met", "boris", **more) for more in claims]))
    assert edge(graph, "anna", "boris")["announced"] is announced


def test_the_highest_rung_is_counted_by_those_who_claim_it() -> None:
    said = [("one", "signed"), ("three", "signed"), ("two", "implemented")]
    graph = mr.network(dataset([claim(source, "anna", "met", "boris", status=status) for source, status in said]))
    found = edge(graph, "anna", "boris")
    assert (found["status"], found["status_groups"], found["n_origin_groups"]) == ("implemented", 1, 2)


def test_a_verdict_of_the_ledger_reaches_the_edge() -> None:
    graph = mr.network(
        dataset([claim("one", "anna", "met", "boris", verdict="disputed"), BRIDGE[0] | {"verdict": "superseded"}])
    )
    assert edge(graph, "anna", "boris")["disputed"]
    assert edge(graph, "treaty", "anna")["set_aside"]


def test_no_claims_make_no_edges() -> None:
    empty = mr.network(dataset(BRIDGE), sector="security")
    assert (len(empty), empty.number_of_edges(), behind(empty).claims) == (0, 0, {})


def test_the_order_of_the_claims_does_not_matter() -> None:
    first, *others = (
        graph_to_table(mr.network(dataset([BRIDGE[place] for place in order]))) for order in permutations(range(3))
    )
    for other in others:
        assert list(other[0]["entity_id"]) == list(first[0]["entity_id"])
        assert list(other[1]["status"]) == list(first[1]["status"])


# --- filters ---------------------------------------------------------------------------------------------------------


def test_a_network_is_what_could_be_known_on_a_day() -> None:
    tie = {"subject": "treaty", "predicate": "represents"}
    ds = made(
        said(source="a", object="anna", published="2025-06-24", **tie),
        said(source="b", object="bob", published="2025-07-10", **tie),
        said(source="c", object="bob", published="2025-07-24", **tie),
        decided=(Decision(("a.c1", "b.c1"), "b.c1", "It is printed in full.", "decisions.yaml:1"),),
    )

    def looks(as_of: str) -> dict[str, tuple[int, bool]]:
        held = mr.network(ds, as_of=as_of).edges(data=True)
        return {end: (edge["n_origin_groups"], edge["set_aside"]) for _start, end, edge in held}

    assert looks("2025-06-23") == {}
    assert looks("2025-06") == looks("2025-07-09") == {"anna": (1, False)}
    assert looks("2025-07-10") == {"anna": (1, True), "bob": (1, False)}
    assert looks("2025-12") == {"anna": (1, True), "bob": (2, False)}


def test_a_network_is_filtered_by_sector_and_layer() -> None:
    assert set(mr.network(dataset(BRIDGE), sector="energy")) == {"treaty", "anna", "boris"}
    assert set(mr.network(dataset(BRIDGE), layer="persons")) == {"treaty", "anna", "boris"}
    assert len(mr.network(dataset(BRIDGE), layer="all", sector="all")) == 5


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"sector": "enregy"}, "use one of: all energy"),
        ({"layer": "people"}, "use one of: all persons"),
        ({"min_origin_groups": 0}, "ask for one source or more"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused_in_one_line(choice: dict[str, Any], said: str) -> None:
    with pytest.raises(MaliRussiaError, match=said) as refused:
        mr.network(dataset(BRIDGE), **choice)
    assert "\n" not in str(refused.value)


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(DateError):
        mr.network(dataset(BRIDGE), as_of="yesterday")


def test_the_tables_are_left_as_they_were() -> None:
    ds = dataset(BRIDGE)
    before = {name: getattr(ds, name).copy() for name in ("claims", "relations", "facts", "entities", "sources")}
    mr.network(ds, as_of="2025-10-24", sector="energy")
    for name, table in before.items():
        pd.testing.assert_frame_equal(getattr(ds, name), table)


# --- sides -----------------------------------------------------------------------------------------------------------


def test_what_is_shared_stands_between_the_two() -> None:
    ds = dataset([*BRIDGE, claim("one", "treaty", "creates", "office"), claim("one", "third", "supports", "anna")])
    found = dict(
        zip(ds.entities["entity_id"], sides(ds.entities, ds.relations, read_topic().sides, ("agreement",)), strict=True)
    )
    assert {name for name, side in found.items() if side == "between"} == {"treaty", "office"}
    assert (found["anna"], found["boris"], found["third"], found["hall"]) == ("mali", "russia", "other", "russia")


# --- measures --------------------------------------------------------------------------------------------------------


def test_who_sits_between_is_the_share_of_pairs_whose_chain_passes() -> None:
    graph = mr.network(dataset(BRIDGE))
    found = between(graph).set_index("entity_id")
    # Pairs: bamako or anna with boris or moscow, each joined by one chain, all through the treaty.
    assert joined_pairs(graph) == 4
    assert found["share"].to_dict() == {"treaty": 1.0, "anna": 1.0, "boris": 1.0}
    assert found.loc["treaty", "left_ties"] == ("anna",)
    assert found.loc["treaty", "claim_ids"] == ("one.c01", "three.c03", "two.c02")


def test_two_equal_chains_share_a_pair() -> None:
    ties = [("anna", "treaty"), ("treaty", "boris"), ("anna", "third"), ("third", "boris")]
    graph = mr.network(dataset([claim("one", start, "met", end) for start, end in ties]))
    assert between(graph).set_index("entity_id")["share"].to_dict() == {"third": 0.5, "treaty": 0.5}


def test_a_place_is_no_end_of_a_chain() -> None:
    graph = mr.network(dataset([claim("one", "anna", "met", "treaty"), claim("one", "treaty", "held_at", "hall")]))
    assert joined_pairs(graph) == 0
    assert between(graph).empty


def test_what_was_set_aside_joins_nobody() -> None:
    spoilt = [BRIDGE[0] | {"verdict": "superseded"}, *BRIDGE[2:]]
    graph = mr.network(dataset(spoilt))
    assert joined_pairs(graph) == 0
    assert set(tie_table(graph)["set_aside"]) == {True, False}


def test_dropping_a_source_takes_what_it_alone_holds() -> None:
    found = leave_one_out(mr.network(dataset(BRIDGE))).set_index("origin_group")
    assert list(found.index) == ["dispatch", "other"]
    assert found.loc["dispatch", "source_ids"] == ("one", "two")
    assert found["ties_lost"].to_dict() == {"dispatch": 2, "other": 2}
    assert found["pairs_lost"].to_dict() == {"dispatch": 4, "other": 4}
    assert found.loc["dispatch", "entities_lost"] == ("moscow",)


def test_a_tie_that_two_groups_hold_survives_each() -> None:
    graph = mr.network(dataset([claim("one", "anna", "met", "boris"), claim("three", "boris", "received", "anna")]))
    assert set(leave_one_out(graph)["ties_lost"]) == {0}
    tie = project(graph).edges["anna", "boris"]
    assert (tie["n_origin_groups"], len(tie["relations"]), tie["claim_ids"]) == (2, 2, ("one.c01", "three.c02"))


def test_measures_of_an_empty_network_are_empty() -> None:
    empty = mr.network(dataset(BRIDGE), sector="security")
    assert between(empty).empty
    assert leave_one_out(empty).empty
    assert tie_table(empty).empty
    assert edges(pd.DataFrame(columns=[*tie_columns()])).empty


def tie_columns() -> list[str]:
    ds = dataset(BRIDGE)
    from malirussia.analysis.known import known_claims
    from malirussia.analysis.networks.tie_claims import tie_claims

    return list(tie_claims(ds, known_claims(ds), ds.facts).columns)


# --- graph and tables ------------------------------------------------------------------------------------------------


def test_a_graph_comes_back_from_its_tables() -> None:
    graph = mr.network(dataset(BRIDGE))
    back = table_to_graph(*graph_to_table(graph))
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    assert sorted(back.edges(keys=True)) == sorted(graph.edges(keys=True))
    for *ends, found in back.edges(keys=True, data=True):
        assert found == graph.edges[tuple(ends)]


def test_tables_of_another_type_are_named() -> None:
    with pytest.raises(TypeError, match="edges is a list; give a DataFrame"):
        table_to_graph(pd.DataFrame({"entity_id": []}), [])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="graph is a Graph"):
        graph_to_table(nx.Graph())


def test_an_edge_to_nobody_is_refused() -> None:
    nodes = pd.DataFrame({"entity_id": ["a"]})
    with pytest.raises(ValueError, match="'b', which is not in the table of nodes"):
        table_to_graph(nodes, pd.DataFrame({"from_id": ["a"], "relation": ["met"], "to_id": ["b"]}))


# --- layout ----------------------------------------------------------------------------------------------------------

GRAPHS = st.lists(st.tuples(st.integers(0, 5), st.integers(6, 11)), min_size=1, max_size=14)


@given(GRAPHS, st.randoms(use_true_random=False))
def test_positions_do_not_depend_on_the_order_of_the_nodes(ties: list[tuple[int, int]], random: Any) -> None:
    shuffled = random.sample(ties, len(ties))
    found = []
    for pairs in (ties, shuffled):
        graph = nx.Graph([(f"n{one}", f"n{other}") for one, other in pairs])
        found.append(layout.order(graph, {node: int(node[1:]) // 6 for node in graph}))
    assert found[0] == found[1]


@given(GRAPHS)
def test_ordering_keeps_every_node(ties: list[tuple[int, int]]) -> None:
    graph = nx.Graph([(f"n{one}", f"n{other}") for one, other in ties])
    columns = layout.order(graph, {node: int(node[1:]) // 6 for node in graph})
    assert sorted(node for nodes in columns.values() for node in nodes) == sorted(graph)
    assert all(int(node[1:]) // 6 == column for column, nodes in columns.items() for node in nodes)


def test_two_crossing_ties_are_untangled() -> None:
    graph = nx.Graph([("a", "y"), ("b", "x")])
    columns = layout.order(graph, {"a": 0, "b": 0, "x": 1, "y": 1})
    assert int(layout.crossings(graph, columns)) == 0


@pytest.mark.parametrize("form", ["gexf", "graphml", "gml", "node_link"])
def test_networkx_writes_the_network_in_its_formats_and_what_is_read_back_can_be_drawn(form: str) -> None:
    graph = mr.network(mr.load(), as_of="2025-10-24")
    file = io.BytesIO()
    if form == "node_link":
        back = nx.node_link_graph(json.loads(json.dumps(nx.node_link_data(graph, edges="edges"))), edges="edges")
    else:
        getattr(nx, f"write_{form}")(graph, file)
        file.seek(0)
        back = getattr(nx, f"read_{form}")(file)
    assert (len(back), back.number_of_edges()) == (len(graph), graph.number_of_edges())
    if form in ("graphml", "node_link"):
        assert mr.charts.network(back).to_json() == mr.charts.network(graph).to_json()
