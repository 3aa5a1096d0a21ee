"""An RO-Crate of an edition: the tables, the evidence, the notebooks, and the pages with their receipts."""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from malirussia.analysis.topic import topic
from malirussia.exports.statements import rows
from malirussia.tables import Dataset, store
from malirussia.tables.appeared import appeared

FILE = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.2/context"
_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
_KINDS = {
    ".yaml": "application/yaml", ".parquet": "application/vnd.apache.parquet", ".ipynb": "application/x-ipynb+json",
    ".jsonld": "application/ld+json", ".md": "text/markdown", ".csv": "text/csv", ".json": "application/json",
}  # fmt: skip


def crate(ds: Dataset, project: Path | None) -> dict[str, bytes]:
    """Give the files of the crate by their path in it.

    Args:
        ds: The tables; they stand under data/tidy/.
        project: The project whose evidence, notebooks and pages go along; None for the tables alone.
    """
    files = {f"data/tidy/{name}": content for name, content in store.content(ds.tables, topic(ds)).items()}
    if project is not None:
        for folder in ("data/evidence", "notebooks", "figures"):
            files |= _below(project, folder)
    files = dict(sorted(files.items()))
    return {FILE: _metadata(ds, files), **files}


def listed(folder: Path) -> list[str] | None:
    """Return the paths of the files that a crate lists; None where the folder is no crate of ours."""
    try:
        graph = json.loads((folder / FILE).read_bytes())["@graph"]
        return [unquote(node["@id"]) for node in graph if node["@type"] == "File"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _below(project: Path, folder: str) -> dict[str, bytes]:
    """Read the files of a folder; links, and what is hidden or half made, stay behind."""
    told = {}
    for path in sorted((project / folder).rglob("*")):
        place = path.relative_to(project)
        hidden = any(part.startswith(".") for part in place.parts)
        if path.is_file() and not path.is_symlink() and not hidden and path.resolve().is_relative_to(project.resolve()):
            told[place.as_posix()] = path.read_bytes()
    return told


def _metadata(ds: Dataset, files: Mapping[str, bytes]) -> bytes:
    newest = max((day for day in appeared(ds).values()), default=date.min)
    title = topic(ds).title.en
    parts = [_part(name, content) for name, content in files.items()]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{title}: claims, facts and their sources",
        "description": "What published articles claim: tables, evidence as pointers, notebooks, pages with receipts. "
        "No text of the articles is in it.",
        "datePublished": newest.isoformat(),
        "license": {"@id": _LICENSE},
        "hasPart": [{"@id": part["@id"]} for part in parts],
        "isBasedOn": [{"@id": f"#source-{source}"} for source in ds.sources["source_id"]],
    }
    graph: list[dict[str, Any]] = [
        {
            "@id": FILE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
            "about": {"@id": "./"},
        },
        root,
        {
            "@id": _LICENSE,
            "@type": "CreativeWork",
            "name": "CC BY 4.0",
            "description": "Creative Commons Attribution 4.0 International",
        },
        *parts,
        *(_source(row) for row in rows(ds, "sources", ("source_id", "title", "publisher", "published", "url"))),
    ]
    return (json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _part(name: str, content: bytes) -> dict[str, Any]:
    path = Path(name)
    kind = _KINDS.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return {
        "@id": _address(name),
        "@type": "File",
        "name": path.name,
        "encodingFormat": kind,
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _address(name: str) -> str:
    """Return the path as the relative address that a crate names a file by."""
    return quote(name)


def _source(row: Mapping[str, Any]) -> dict[str, Any]:
    names = {"title": "headline", "publisher": "publisher", "published": "datePublished", "url": "url"}
    return {
        "@id": f"#source-{row['source_id']}",
        "@type": "NewsArticle",
        "name": row.get("title", row["source_id"]),
        **{meant: row[column] for column, meant in names.items() if column in row},
    }
