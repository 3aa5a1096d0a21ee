"""The predicates of the synthetic ledger: of the sorts, and about as often, as in the ledger of data/evidence/."""

from __future__ import annotations

import pandas as pd

# predicate, object, functional, conflict, once, relation, share of the facts in a thousand
_ROWS = [
    ("holds_office", "text", True, "role", False, None, 50),
    ("framed_as", "text", True, "value", False, None, 50),
    ("covers", "text", False, None, False, None, 90),
    ("provides_for", "text", False, None, False, None, 90),
    ("described_as", "text", False, None, False, None, 70),
    ("succeeded_by", "entity", True, "role", False, "directed", 50),
    ("represents", "entity", True, "identity", False, "directed", 30),
    ("held_at", "entity", True, "value", False, "directed", 30),
    ("met", "entity", False, None, False, "undirected", 100),
    ("attended", "entity", False, None, False, "directed", 70),
    ("supports", "entity", False, None, False, "directed", 70),
    ("includes", "entity", False, None, False, "directed", 50),
    ("partner_of", "entity", False, None, False, "undirected", 50),
    ("monthly_tonnage", "quantity", True, "value", False, None, 40),
    ("trained_professionals", "quantity", True, "value", False, None, 20),
    ("working_meetings", "quantity", False, None, False, None, 20),
    ("takes_place", "none", False, None, True, None, 50),
    ("starts_on", "none", False, None, True, None, 30),
    ("at_stage", "none", False, None, False, None, 40),
]

PREDICATES = pd.DataFrame(
    _ROWS, columns=["predicate", "object", "functional", "conflict", "once", "relation", "share"]
).astype({"functional": bool, "once": bool, "conflict": "str", "relation": "str"})
PREDICATES["of_part"] = PREDICATES["predicate"].eq("provides_for")
"""One row a predicate, as `malirussia.tables.build.predicates` makes it of a vocabulary, and its share of the facts."""

MEASURES = {
    # predicate: unit, a unit that some sources print instead, its size in the first, per, order of magnitude
    "monthly_tonnage": ("t", "kt", 1000.0, "month", 20_000.0),
    "trained_professionals": ("{person}", "{person}", 1.0, "once", 300.0),
    "working_meetings": ("{meeting}", "{meeting}", 1.0, "year", 12.0),
}
