"""The actor network: who is tied to whom, by what, and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import pandas as pd

from malirussia.analysis.evidence.agreement import judged
from malirussia.analysis.known import known_claims, signatures
from malirussia.analysis.networks.edges import edges as weigh
from malirussia.analysis.networks.sides import sides
from malirussia.analysis.networks.table_to_graph import table_to_graph
from malirussia.analysis.networks.tie_claims import tie_claims
from malirussia.analysis.standing.ladder import CLIMBERS
from malirussia.analysis.vocabulary import ALL, check_choice, vocabulary
from malirussia.errors import MaliRussiaError

if TYPE_CHECKING:
    from malirussia.tables import Dataset

# Layer → the kinds of entity in it. What ties the sides, agreements, projects and deliveries, is in every layer.
THINGS = frozenset(CLIMBERS)
LAYERS: dict[str, frozenset[str]] = {
    "persons": THINGS | {"person"},
    "institutions": THINGS | {"body", "company"},
    "events": THINGS | {"person", "body", "company", "event", "place"},
}

_CLAIM = ["claim_id", "source_id", "says_fr", "says_en", "date", "status", "modality", "asserted_by", "published"]


def network(
    ds: Dataset,
    *,
    as_of: str | None = None,
    sector: str | None = None,
    min_origin_groups: int = 1,
    layer: str | None = None,
) -> nx.MultiDiGraph:
    """Build the network of actors, agreements and projects, with the evidence on its edges.

    Args:
        ds: The tidy tables.
        as_of: EDTF date: only what a reader could know by the end of it. All if not given.
        sector: Only claims of this sector. All if not given, or `all`.
        min_origin_groups: Only relations that at least so many independent sources hold; counted after the two
            filters above.
        layer: `persons`, `institutions` or `events`: only entities of these kinds, beside the agreements,
            projects and deliveries. All if not given, or `all`.

    Returns:
        A graph of the entities that have a tie. Nodes carry `caption_fr`, `caption_en`, `kind`, `schema`, `country`
        and `side`; edges, keyed by relation id, carry `relation`, `label_fr`, `label_en` and what
        `malirussia.analysis.networks.edges.edges` weighs. `graph.graph` holds the four arguments, `claims` (claim id →
        what it says, its source and date) and `sources` (rows of the table, of the pages drawn on).

    Raises:
        MaliRussiaError: If the sector, the layer or the number of groups is unknown or makes no sense.
        DateError: If `as_of` is no EDTF date.
    """
    words = vocabulary(ds)
    kinds = _kinds(layer)
    sector = None if sector == ALL else sector
    check_choice(ds, sector, min_origin_groups)

    known = known_claims(ds, as_of=as_of)
    chosen = known if sector is None else known[known["sector"] == sector]
    rows = tie_claims(ds, chosen, judged(ds, known))
    edges = weigh(rows)
    edges = edges[edges["n_origin_groups"] >= min_origin_groups]
    allowed = ds.entities if kinds is None else ds.entities[ds.entities["kind"].isin(kinds)]
    edges = edges[edges["from_id"].isin(allowed["entity_id"]) & edges["to_id"].isin(allowed["entity_id"])]
    edges = edges.assign(
        label_fr=edges["relation"].map({name: word.fr for name, word in words.predicates.items()}),
        label_en=edges["relation"].map({name: word.en for name, word in words.predicates.items()}),
    )

    tied = set(edges["from_id"]) | set(edges["to_id"])
    nodes = allowed.assign(side=sides(allowed, edges))
    nodes = nodes[nodes["entity_id"].isin(tied)].drop(columns="qid")
    graph = table_to_graph(nodes, edges)
    graph.graph.update(as_of=as_of, sector=sector, min_origin_groups=min_origin_groups, layer=layer)
    if sector is not None:
        graph.graph.update(sector_fr=words.sectors[sector].fr, sector_en=words.sectors[sector].en)
    graph.graph.update(_evidence(ds, rows, edges))
    return graph


def _kinds(layer: str | None) -> frozenset[str] | None:
    if layer is None or layer == ALL:
        return None
    if layer not in LAYERS:
        raise MaliRussiaError(f"layer {layer!r}", "unknown", f"use one of: {ALL} {' '.join(LAYERS)}")
    return LAYERS[layer]


def _evidence(ds: Dataset, rows: pd.DataFrame, edges: pd.DataFrame) -> dict[str, Any]:
    """Give what stands behind the edges: the claims by id, and their sources."""
    used = {claim_id for claim_ids in edges["claim_ids"] for claim_id in claim_ids}
    claims = rows.loc[rows["claim_id"].isin(used), _CLAIM].drop_duplicates("claim_id").sort_values("claim_id")
    plain = claims.astype(object).where(claims.notna(), None)
    names = ds.entities.set_index("entity_id")[["caption_fr", "caption_en"]].to_dict("index")
    outlets = signatures(ds.sources)
    records = {}
    for claim in plain.to_dict("records"):
        speaker = names[claim["asserted_by"]]
        records[claim["claim_id"]] = {
            **{str(name): value for name, value in claim.items() if name != "claim_id"},
            "publisher": outlets[claim["source_id"]],
            "speaker_fr": speaker["caption_fr"],
            "speaker_en": speaker["caption_en"],
        }
    return {"claims": records, "sources": ds.sources[ds.sources["source_id"].isin(claims["source_id"])]}
