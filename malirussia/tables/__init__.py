"""Turns evidence into tidy tables, derives what follows from the claims, checks, writes and reads the tables.

tables = build(evidence.load(), reference_dir)   thirteen DataFrames
write(tables, folder)                            CSV, Parquet and datapackage.json, all at once or not at all
stale(tables, folder)                            the files that are not what the evidence says
ds = load()                                      a Dataset; ds.trace(id) leads from a value to its sources
"""

from __future__ import annotations

from malirussia.tables.build import build, derive
from malirussia.tables.dataset import Dataset, load
from malirussia.tables.schema import TABLES
from malirussia.tables.store import stale, write
from malirussia.tables.tree import Trace
from malirussia.tables.validate import validate

__all__ = ["TABLES", "Dataset", "Trace", "build", "derive", "load", "stale", "validate", "write"]
