"""datapackage.json: the tables as a Data Package (v2), with types, constraints, keys, descriptions and citations."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd

from malirussia import versions
from malirussia.errors import TablesError
from malirussia.evidence.model import Topic
from malirussia.tables.columns import LIST_SEPARATOR, Column, Table
from malirussia.tables.schema import TABLES
from malirussia.tables.sources import citation

FILE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENSE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}
ESCAPE = (
    "In the CSV files a text that a spreadsheet would run as a formula (it begins with = + - @, also full-width, a tab "
    "or a carriage return, or with apostrophes and then one of these) has one apostrophe more in front; so has such a "
    "beginning after a semicolon, a tab or a line end inside a text. Take it away to have the text; the Parquet files "
    "hold it as it is."
)
DESCRIPTION = (
    "What published articles claim: every value leads back to the passage of an article. "
    "Passages are pointers with hashes and claims are paraphrases; no text of the articles is in the package. "
    "An empty cell is a missing value, never zero. Dates are EDTF and stay as partial as they were told. "
    "A range stays a range; an open end is empty. " + ESCAPE
)


def descriptor(tables: Mapping[str, pd.DataFrame], topic: Topic, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the descriptor of the tables.

    Args:
        tables: All thirteen tables.
        topic: What they are about; it stands in the descriptor as it is, so that it goes where the tables go.
        files: Their CSV and Parquet files by name, which are hashed.
    """
    return {
        "$schema": PROFILE,
        "name": "malirussia",
        "title": f"{topic.title.en}: claims, facts and their sources",
        "description": DESCRIPTION,
        "keywords": [*(side.name.en for side in topic.sides), "provenance", "claims", "data journalism"],
        "topic": msgspec.to_builtins(topic),
        "licenses": [LICENSE],
        "sources": [_source(row) for _, row in tables["sources"].iterrows()],
        "resources": [_resource(TABLES[name], tables[name], files) for name in TABLES],
    }


def to_json(tables: Mapping[str, pd.DataFrame], topic: Topic, files: Mapping[str, bytes]) -> bytes:
    """Give datapackage.json, to stand beside the files it describes."""
    return (json.dumps(descriptor(tables, topic, files), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def topic(folder: Path) -> Topic | None:
    """Return what the tables of a folder are about; None where no descriptor says it.

    Raises:
        TablesError: If the descriptor is none, or tells of a topic that is none.
    """
    try:
        about = json.loads(versions.read(folder, FILE)).get("topic")
        return None if about is None else msgspec.convert(about, Topic)
    except FileNotFoundError:
        return None
    except (ValueError, AttributeError, msgspec.ValidationError) as error:
        raise TablesError(FILE, f"does not say what the tables are about ({error})", "malirussia build") from error


def table_schema(table: Table) -> dict[str, Any]:
    """Return the Table Schema of a table."""
    keys = [
        {"fields": [column.name], "reference": {"resource": other, "fields": [key]}}
        for column in table.columns
        if column.refers is not None and column.type != "list"
        for other, _, key in [column.refers.partition(".")]
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        **({"foreignKeys": keys} if keys else {}),
        "missingValues": [""],
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.enum:
        constraints["enum"] = list(column.enum)
    # Table Schema knows no pattern for the members of a list; the build checks it.
    if column.pattern is not None and column.type != "list":
        constraints["pattern"] = column.pattern
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    return {
        "name": column.name,
        "type": column.type,
        **({"delimiter": LIST_SEPARATOR, "itemType": "string"} if column.type == "list" else {}),
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }


def _resource(table: Table, frame: pd.DataFrame, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        **_file(f"{table.name}.csv", files),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "parquet": {**_file(f"{table.name}.parquet", files), "mediatype": "application/vnd.apache.parquet"},
        **({"sources": _publications(frame)} if table.name == "reference" else {}),
        "schema": table_schema(table),
    }


def _file(name: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    content = files[name]
    return {"path": name, "bytes": len(content), "hash": "sha256:" + hashlib.sha256(content).hexdigest()}


def _source(row: pd.Series) -> dict[str, Any]:
    """Return one row of the sources table as a source of the package."""
    title = row["source_id"] if pd.isna(row["title"]) else row["title"]
    path = {} if pd.isna(row["url"]) else {"path": row["url"]}
    return {"title": title, **path, "citation": citation(row)}


def _publications(reference: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the publications that the reference figures come from, each once."""
    cited = reference[["publisher", "title", "where"]].drop_duplicates().sort_values(["publisher", "title", "where"])
    publications = []
    for publisher, title, where in cited.itertuples(index=False):
        path = {"path": where} if where.startswith(("http://", "https://")) and " " not in where else {}
        parts = [part for part in (publisher, title, where) if not pd.isna(part)]
        publications.append({"title": publisher if pd.isna(title) else title, **path, "citation": ". ".join(parts)})
    return publications
