"""JSON-LD: the thirteen tables as Web Annotations, schema.org claims and PROV, each column kept by its name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from malirussia.analysis.topic import topic
from malirussia.exports.statements import rows
from malirussia.tables import Dataset
from malirussia.tables.columns import LIST_SEPARATOR, Column, Table
from malirussia.tables.schema import TABLES

BASE = "urn:malirussia:"
_SCHEMA = "https://schema.org/"
_XSD = "http://www.w3.org/2001/XMLSchema#"

# What a column says in the words of others, beside its own.
_MEANS: dict[str, str | dict[str, str]] = {
    "sources.title": "schema:headline",
    "sources.publisher": "schema:publisher",
    "sources.published": "schema:datePublished",
    "sources.lang": "schema:inLanguage",
    "sources.url": {"@id": "schema:url", "@type": "@id"},
    "sources.text_sha256": "schema:sha256",
    "sources.n_words": "schema:wordCount",
    "entities.caption_fr": {"@id": "schema:name", "@language": "fr"},
    "entities.caption_en": {"@id": "schema:name", "@language": "en"},
    "names.name": "schema:alternateName",
    "claims.says_fr": {"@id": "schema:text", "@language": "fr"},
    "claims.says_en": {"@id": "schema:text", "@language": "en"},
}
_TYPES: dict[str, list[str]] = {
    "sources": ["schema:NewsArticle", "prov:Entity"],
    "passages": ["oa:Annotation"],
    "entities": ["schema:Thing"],
    "claims": ["schema:Claim", "prov:Entity"],
    "reference": ["schema:Observation"],
}


def document(ds: Dataset) -> bytes:
    """Write the tables as one JSON-LD document; `tables` reads them back as they were.

    Args:
        ds: The tables.
    """
    graph: list[dict[str, Any]] = [
        {
            "@id": f"{BASE}ledger",
            "@type": ["schema:Dataset", "prov:Entity"],
            "schema:name": f"{topic(ds).title.en}: claims, facts and their sources",
            "schema:license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
        }
    ]
    for table in TABLES.values():
        columns = {column.name: column for column in table.columns}
        for row in rows(ds, table.name, tuple(columns)):
            node: dict[str, Any] = {"@id": _address(table, row), "@type": [f"ledger:{table.name}", *_types(table.name)]}
            node |= {
                f"{table.name}.{name}": cell.split(LIST_SEPARATOR) if columns[name].type == "list" else cell
                for name, cell in row.items()
            }
            graph.append(node | _linked(table.name, row))
    told = {"@context": _context(), "@graph": graph}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def tables(content: bytes) -> dict[str, pd.DataFrame]:
    """Read the thirteen tables back from what `document` wrote.

    Args:
        content: The document.
    """
    cells: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for node in json.loads(content)["@graph"]:
        kind = node["@type"][0].removeprefix("ledger:")
        if kind in cells:
            told = {key.removeprefix(f"{kind}."): value for key, value in node.items() if key.startswith(f"{kind}.")}
            cells[kind].append(
                {name: LIST_SEPARATOR.join(cell) if isinstance(cell, list) else cell for name, cell in told.items()}
            )
    return {name: table.frame(pd.DataFrame(cells[name], columns=table.names)) for name, table in TABLES.items()}


def _types(table: str) -> list[str]:
    return _TYPES.get(table, [])


def _address(table: Table, row: Mapping[str, Any]) -> str:
    key = "~".join(_escaped(str(row.get(name, ""))) for name in table.key)
    return f"{BASE}{table.name}/{key}"


def _escaped(text: str) -> str:
    """Write what an IRI cannot hold by its number."""
    return "".join(sign if sign.isalnum() or sign in "-._" else f"%{ord(sign):04X}" for sign in text)


def _linked(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Say in the words of the Web Annotation, schema.org and PROV what a row is tied to."""
    if table == "passages":
        return {
            "oa:hasTarget": {
                "oa:hasSource": {"@id": f"{BASE}sources/{_escaped(row['source_id'])}"},
                "oa:hasSelector": {
                    "@type": ["oa:Selector", "ledger:WordSelector"],
                    "ledger:first": row["first"],
                    "ledger:words": row["words"],
                    "ledger:sha256": row["sha256"],
                },
            }
        }
    if table == "claims":
        return {
            "schema:appearance": {"@id": f"{BASE}sources/{_escaped(row['source_id'])}"},
            "schema:about": {"@id": f"{BASE}entities/{_escaped(row['subject'])}"},
            "schema:creator": {"@id": f"{BASE}entities/{_escaped(row['asserted_by'])}"},
            "prov:wasQuotedFrom": {"@id": f"{BASE}passages/{_escaped(row['passage_id'])}"},
            "prov:wasAttributedTo": {"@id": f"{BASE}coding"},
        }
    return {}


def _context() -> dict[str, Any]:
    context: dict[str, Any] = {
        "schema": _SCHEMA,
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "xsd": _XSD,
        "ledger": f"{BASE}vocabulary:",
    }
    for table in TABLES.values():
        for column in table.columns:
            context[f"{table.name}.{column.name}"] = _term(table, column)
    return context


def _term(table: Table, column: Column) -> str | dict[str, Any]:
    name = f"{table.name}.{column.name}"
    means = _MEANS.get(name, f"ledger:{name}")
    term = {"@id": means} if isinstance(means, str) else dict(means)
    if column.type == "list":
        term["@container"] = "@list"
    if column.type == "number":
        term["@type"] = "xsd:double"
    return term if len(term) > 1 else term["@id"]
