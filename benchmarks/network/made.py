"""A network of about 10,000 entities and 50,000 relations, made through the tables as any other network is."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from benchmarks.ledger import synthetic
from benchmarks.ledger.words import PREDICATES
from malirussia.analysis import network
from malirussia.tables import Dataset, derive

N_CLAIMS, N_ENTITIES, SEED = 260_000, 11_000, 1


def dataset(part: int) -> Dataset:
    """Make the tables: of these entities about 9,900 have a tie, by about 50,000 relations.

    Args:
        part: Make only the `part`th part of that: 2 for half of it.
    """
    written = synthetic.written(N_CLAIMS // part, SEED, N_ENTITIES // part)
    return Dataset(folder=Path("synthetic/tidy"), **{**written, **derive(written, PREDICATES)})


def graph(tables: Dataset) -> nx.MultiDiGraph:
    """Make the network of the tables."""
    return network(tables)
