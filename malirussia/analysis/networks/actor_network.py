"""The actor network: who is tied to whom, by what, and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import pandas as pd

from malirussia.analysis.evidence.agreement import known_facts
from malirussia.analysis.known import known_claims, signatures
from malirussia.analysis.networks.behind import members, written
from malirussia.analysis.networks.edges import edges as weigh
from malirussia.analysis.networks.sides import SHARED, sides
from malirussia.analysis.networks.table_to_graph import table_to_graph
from malirussia.analysis.networks.tie_claims import tie_claims
from malirussia.analysis.topic import topic
from malirussia.analysis.vocabulary import ALL, check_choice, vocabulary
from malirussia.errors import MaliRussiaError
from malirussia.evidence.kinds import of_role, roles
from malirussia.evidence.model import Role, Vocabulary
from malirussia.tables.view import takes_view

if TYPE_CHECKING:
    from malirussia.tables import Dataset

# Layer → the parts that the entities in it play. What ties the sides (agreements, projects, deliveries) is in each.
LAYERS: dict[str, tuple[Role, ...]] = {
    "persons": ("matter", "person"),
    "institutions": ("matter", "institution"),
    "events": ("matter", "person", "institution", "event", "place"),
}

_CLAIM = ["claim_id", "source_id", "says_fr", "says_en", "date", "status", "modality", "asserted_by", "published"]


@takes_view
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
        A graph of the entities that have a tie. Nodes carry `caption_fr`, `caption_en`, `kind` and its words
        `kind_fr` and `kind_en`, `role`, `schema`, `country` and `side` (the id of a side, `between` or `other`);
        edges, keyed by relation id, carry `relation`, `label_fr`, `label_en` and what
        `malirussia.analysis.networks.edges.edges` weighs. `graph.graph` holds the arguments given, and as text
        what `malirussia.analysis.networks.behind` reads: topic, kinds, claims, sources. All values are texts, numbers
        and truths, and what is not known is no attribute: networkx writes the graph in any of its formats.

    Raises:
        MaliRussiaError: If the sector, the layer or the number of groups is unknown or makes no sense.
        DateError: If `as_of` is no EDTF date.
    """
    words, about = vocabulary(ds), topic(ds)
    kinds = _kinds(words, layer)
    sector = None if sector == ALL else sector
    check_choice(ds, sector, min_origin_groups)

    known = known_claims(ds, as_of=as_of)
    chosen = known if sector is None else known[known["sector"] == sector]
    rows = tie_claims(ds, chosen, known_facts(ds, as_of=as_of))
    edges = weigh(rows)
    edges = edges[edges["n_origin_groups"] >= min_origin_groups]
    allowed = ds.entities if kinds is None else ds.entities[ds.entities["kind"].isin(kinds)]
    edges = edges[edges["from_id"].isin(allowed["entity_id"]) & edges["to_id"].isin(allowed["entity_id"])]
    edges = edges.assign(
        label_fr=edges["relation"].map({name: word.fr for name, word in words.predicates.items()}),
        label_en=edges["relation"].map({name: word.en for name, word in words.predicates.items()}),
    )

    tied = set(edges["from_id"]) | set(edges["to_id"])
    nodes = allowed.assign(
        side=sides(allowed, edges, about.sides, of_role(words, *SHARED)),
        # A kind that the vocabulary has lost is called by its id.
        kind_fr=[words.kinds[kind].fr if kind in words.kinds else kind for kind in allowed["kind"]],
        kind_en=[words.kinds[kind].en if kind in words.kinds else kind for kind in allowed["kind"]],
        role=allowed["kind"].map(roles(words)).astype(object),
    )
    nodes = nodes[nodes["entity_id"].isin(tied)].drop(columns="qid")
    graph = table_to_graph(nodes, edges)
    choice = {"as_of": as_of, "sector": sector, "layer": layer}
    graph.graph.update({name: value for name, value in choice.items() if value is not None})
    graph.graph["min_origin_groups"] = min_origin_groups
    if sector is not None:
        graph.graph.update(sector_fr=words.sectors[sector].fr, sector_en=words.sectors[sector].en)
    graph.graph.update(written(about, tuple(words.kinds), *_evidence(ds, rows, edges)))
    return graph


def _kinds(words: Vocabulary, layer: str | None) -> tuple[str, ...] | None:
    if layer is None or layer == ALL:
        return None
    if layer not in LAYERS:
        raise MaliRussiaError(f"layer {layer!r}", "unknown", f"use one of: {ALL} {' '.join(LAYERS)}")
    return of_role(words, *LAYERS[layer])


def _evidence(ds: Dataset, rows: pd.DataFrame, edges: pd.DataFrame) -> tuple[dict[str, dict[str, Any]], pd.DataFrame]:
    """Give what stands behind the edges: the claims by id, and their sources."""
    used = {claim_id for cell in edges["claim_ids"] for claim_id in members(cell)}
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
    return records, ds.sources[ds.sources["source_id"].isin(claims["source_id"])]
