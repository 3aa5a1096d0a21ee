"""Claims made up for a test: a handful of rows that differ only in what the test is about."""

from __future__ import annotations

from typing import Any

import pandas as pd

from malirussia.tables import TABLES, derive

PREDICATES = pd.DataFrame(
    [
        # predicate, object, functional, conflict, once, relation, of_part
        ("amount", "quantity", False, None, False, None, False),
        ("best_amount", "quantity", True, "value", False, None, False),
        ("signed_by", "entity", True, "role", False, "directed", False),
        ("rank", "text", True, "role", False, None, False),
        ("represents", "entity", True, "identity", False, "directed", False),
        ("framed_as", "text", True, "value", False, None, False),
        ("met", "entity", False, None, False, "undirected", False),
        ("helps", "entity", False, None, False, "directed", False),
        ("covers", "text", False, None, False, None, False),
        ("provides_for", "text", False, None, False, None, True),
        ("at_stage", "none", False, None, False, None, False),
        ("takes_place", "none", False, None, True, None, False),
    ],
    columns=["predicate", "object", "functional", "conflict", "once", "relation", "of_part"],
).astype({"functional": bool, "once": bool, "of_part": bool, "conflict": "str", "relation": "str"})

DEFAULTS: dict[str, Any] = {
    "source": "a",
    "group": None,
    "published": "2025-06-24",
    "passage": "p1",
    "subject": "mill",
    "predicate": "at_stage",
    "polarity": "affirmed",
    "modality": "stated",
    "per": None,
}


def said(**fields: Any) -> dict[str, Any]:
    """One claim; `source`, `group` (origin group, by default the source) and `published` are of its source.

    Where nobody is quoted, the outlet of the source says it: `outlet-a` for the source `a`.
    """
    if fields.get("unit") is not None:
        fields = {"per": "once", "approx": False, **fields}
    return {**DEFAULTS, "asserted_by": f"outlet-{fields.get('source', DEFAULTS['source'])}", **fields}


def written(*claims: dict[str, Any], identities: list[tuple[str, str, str]] | None = None) -> dict[str, pd.DataFrame]:
    """The tables that people write, of these claims: each gets an id in its source, in the order given."""
    sources: dict[str, dict[str, Any]] = {}
    rows, counts, entities = [], {}, {"mill", "outlet"}
    for claim in claims:
        source = claim["source"]
        counts[source] = counts.get(source, 0) + 1
        sources.setdefault(
            source,
            {
                "source_id": source,
                "published": claim["published"],
                "origin_group": claim["group"] or source,
                "lang": "fr",
                "kind": "press",
                "text_sha256": "a" * 64,
                "n_words": 100,
                "copy": "whole",
            },
        )
        entities |= {claim["subject"], claim["asserted_by"], *([claim["object"]] if "object" in claim else [])}
        rows.append(
            {
                "claim_id": f"{source}.c{counts[source]}",
                "source_id": source,
                "fact_id": "",
                "passage_id": f"{source}.{claim['passage']}",
                "says_fr": "Une phrase.",
                "says_en": "A sentence.",
                **{name: value for name, value in claim.items() if name in TABLES["claims"].names},
            }
        )
    pairs = identities or []
    entities |= {name for left, right, _ in pairs for name in (left, right)}
    return {
        "sources": _frame("sources", list(sources.values())),
        "entities": _frame(
            "entities",
            [
                {"entity_id": name, "schema": "Company", "kind": "project", "caption_fr": name, "caption_en": name}
                for name in sorted(entities)
            ],
        ),
        "identities": _frame(
            "identities",
            [{"left": left, "right": right, "verdict": verdict, "reason": "Why."} for left, right, verdict in pairs],
        ),
        "claims": _frame("claims", rows),
    }


def derived(*claims: dict[str, Any], **options: Any) -> dict[str, pd.DataFrame]:
    """What follows from these claims."""
    decided = options.pop("decided", ())
    return derive(written(*claims, **options), PREDICATES, decided)


def conflicts(*claims: dict[str, Any], **options: Any) -> list[tuple[str, str, str]]:
    """The conflicts of these claims, as (claim, claim, kind)."""
    found = derived(*claims, **options)["conflicts"]
    return list(found[["claim_a", "claim_b", "kind"]].itertuples(index=False, name=None))


def _frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return TABLES[name].frame(pd.DataFrame(rows, columns=TABLES[name].names))
