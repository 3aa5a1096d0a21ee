"""FollowTheMoney: entities and links as Aleph and OpenSanctions take them, and the same as statements."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from babel.core import get_global

from malirussia import edtf
from malirussia.exports.carried import FORMATS
from malirussia.exports.statements import disputes_of, rows, said_amount
from malirussia.tables import Dataset
from malirussia.tables.cells import csv_text
from malirussia.tables.columns import LIST_SEPARATOR

DATASET = "malirussia"
_DESCRIBED = (
    "modality", "polarity", "status", "asserted_by", "origin_group", "sector", "fact_id", "conflicts", "text", "low",
    "high", "unit", "per", "approx", "as_printed",
)  # fmt: skip
STATEMENT = (
    "id", "entity_id", "canonical_id", "prop", "prop_type", "schema", "value", "dataset", "lang", "original_value",
    "external", "first_seen", "last_seen", "origin",
)  # fmt: skip
"""The columns of a FollowTheMoney statement file."""

_PROP_TYPES = {
    "name": "name", "alias": "name", "country": "country", "wikidataId": "identifier", "subject": "entity",
    "object": "entity", "entity": "entity", "proof": "entity", "role": "string", "status": "string",
    "summary": "text", "description": "text", "notes": "text", "startDate": "date", "endDate": "date",
    "recordId": "string", "publisher": "string", "title": "string", "author": "string", "publishedAt": "date",
    "sourceUrl": "url", "language": "language", "contentHash": "checksum", "keywords": "string",
    "full": "address",
}  # fmt: skip

_NAMED_AGAIN = {"Contract": ("title",), "Address": ("full",)}
"""Schema → the properties beside `name` that it is called by."""

Entity = dict[str, Any]


def entities(ds: Dataset) -> bytes:
    """Write one FollowTheMoney entity a line: articles, entities, and a link or note a claim.

    Args:
        ds: The tables.
    """
    lines = [json.dumps(entity, ensure_ascii=False, sort_keys=True) for entity in _entities(ds)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def statements(ds: Dataset) -> bytes:
    """Write the same as statements, CSV: one row a property, with the claim that it comes from as its origin.

    Args:
        ds: The tables.
    """
    told = []
    for entity in _entities(ds):
        origin = entity["properties"].get("recordId", [""])[0]
        for prop, values in [("id", [entity["id"]]), *sorted(entity["properties"].items())]:
            for value in values:
                key = hashlib.sha1(f"{DATASET}.{entity['id']}.{entity['schema']}:{prop}.{value}".encode()).hexdigest()
                kind = "id" if prop == "id" else _PROP_TYPES[prop]
                told.append(
                    (
                        key, entity["id"], entity["id"], prop, kind, entity["schema"], value, DATASET, None, None,
                        "f", None, None, origin or None,
                    )
                )  # fmt: skip
    return csv_text(STATEMENT, told).encode("utf-8")


def _entities(ds: Dataset) -> list[Entity]:
    carried = FORMATS["ftm"]
    sources = {row["source_id"]: row for row in rows(ds, "sources", carried.columns("sources"))}
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows(ds, "names", carried.columns("names")):
        names[row["entity_id"]].append(row["name"])
    disputed = disputes_of(ds)
    made = [_article(row) for row in sources.values()]
    made += [_thing(row, names[row["entity_id"]]) for row in rows(ds, "entities", carried.columns("entities"))]
    captions = dict(zip(ds.entities["entity_id"], ds.entities["caption_en"], strict=True))
    for row in rows(ds, "claims", carried.columns("claims")):
        source = sources[row["source_id"]]
        told = {**row, "origin_group": source["origin_group"]}
        if row["claim_id"] in disputed:
            told["conflicts"] = LIST_SEPARATOR.join(disputed[row["claim_id"]])
        made.append(_claim(told, source, captions))
    return sorted(made, key=lambda entity: entity["id"])


def _article(row: Mapping[str, Any]) -> Entity:
    return _made(
        row["source_id"],
        "Article",
        title=[row.get("title")],
        publisher=[row.get("publisher")],
        author=str(row.get("authors", "")).split(LIST_SEPARATOR),
        publishedAt=[_ends(row.get("published"))[0]],
        sourceUrl=[row.get("url")],
        language=[{"fr": "fra", "en": "eng", "ru": "rus"}.get(row["lang"])],
        keywords=[f"origin_group: {row['origin_group']}"],
        notes=[f"sha256 of the coded copy: {row['text_sha256']}"],
    )


def _thing(row: Mapping[str, Any], printed: Iterable[str]) -> Entity:
    captions = (row["caption_en"], row["caption_fr"])
    return _made(
        row["entity_id"],
        row["schema"],
        name=[captions[0]],
        alias=[name for name in (captions[1], *printed) if name != captions[0]],
        country=[_alpha_2(row.get("country"))],
        wikidataId=[row.get("qid")],
        keywords=[f"kind: {row['kind']}"],
        **{prop: [captions[0]] for prop in _NAMED_AGAIN.get(row["schema"], ())},
    )


def _claim(row: Mapping[str, Any], source: Mapping[str, Any], captions: Mapping[str, str]) -> Entity:
    described = [f"{name}: {_cell(row[name])}" for name in _DESCRIBED if name in row]
    if "object" not in row or row["polarity"] == "denied":
        # Of a denial no tie is made, whatever it names.
        described += [f"{name}: {row[name]}" for name in ("predicate", "object") if name in row]
        described += [f"{name}: {row[name]}" for name in ("date", "passage_id") if name in row]
        amount = said_amount(dict(row)) or row.get("text", "")
        said = " ".join(part for part in (captions[row["subject"]], row["predicate"], amount) if part)
        denied = "denied: " if row["polarity"] == "denied" else ""
        return _made(
            row["claim_id"],
            "Note",
            name=[f"{denied}{said}"],
            entity=[row["subject"]],
            summary=[row["says_en"]],
            description=[row["says_fr"], *described],
            publisher=[source.get("publisher")],
            sourceUrl=[source.get("url")],
            proof=[row["source_id"]],
        )
    start, end = _ends(row.get("date"))
    return _made(
        row["claim_id"],
        "UnknownLink",
        subject=[row["subject"]],
        object=[row["object"]],
        role=[row["predicate"]],
        status=[row.get("status")],
        startDate=[start],
        endDate=[end],
        recordId=[row["claim_id"]],
        summary=[row["says_en"]],
        description=[row["says_fr"], *described, f"passage_id: {row['passage_id']}"],
        publisher=[source.get("publisher")],
        sourceUrl=[source.get("url")],
        proof=[row["source_id"]],
    )


def _made(entity_id: str, schema: str, **properties: Iterable[str | None]) -> Entity:
    told = {name: list(dict.fromkeys(value for value in values if value)) for name, values in properties.items()}
    return {
        "id": entity_id,
        "schema": schema,
        "datasets": [DATASET],
        "properties": {name: values for name, values in told.items() if values},
    }


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, ".15g") if isinstance(value, float) else str(value)


def _ends(text: Any) -> tuple[str | None, str | None]:
    """Return the ends of an EDTF date as FollowTheMoney writes them; of a day, month or year the one is both."""
    if not isinstance(text, str):
        return None, None
    read = edtf.parse(text)
    first, last = (end.rstrip("~") if end else None for end in (read.first, read.last))
    return first or None, (last or None) if read.interval else first or None


def _alpha_2(country: str | None) -> str | None:
    """Return an ISO 3166-1 alpha-3 code as FollowTheMoney writes countries: `mli` is `ml`."""
    return None if country is None else get_global("territory_aliases").get(country, [country])[0].lower()
