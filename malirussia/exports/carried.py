"""What each format carries of the thirteen tables: one declaration drives the exports and tells what they lose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from malirussia.tables.schema import TABLES

Columns = tuple[str, ...]
_ALL: Mapping[str, Columns] = {name: tuple(table.names) for name, table in TABLES.items()}

_ENTITY: Columns = ("entity_id", "schema", "kind", "caption_fr", "caption_en", "country", "qid")
_CLAIM: Columns = (
    "claim_id", "source_id", "passage_id", "fact_id", "subject", "predicate", "object", "text", "date", "low", "high",
    "unit", "per", "approx", "as_printed", "polarity", "modality", "asserted_by", "status", "sector", "says_fr",
    "says_en",
)  # fmt: skip
_GRAPH: Mapping[str, Columns] = {
    "sources": ("source_id", "title", "publisher", "published", "url", "origin_group"),
    "entities": _ENTITY,
    "names": ("entity_id", "name"),
    "claims": _CLAIM,
    "facts": ("fact_id", "verdict", "n_origin_groups", "n_speakers"),
    "conflicts": ("claim_a", "claim_b"),
    "relations": ("relation", "directed"),
}


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes:
        name: As on the command line.
        title: What it is.
        suffix: How its file is named.
        opens: What people open it with.
        carried: Table → the columns that reach the file.
        changed: What is carried in another shape than in the tables, a sentence each.
        extra: The extra of the package that it needs; None where it needs none.
    """

    name: str
    title: str
    suffix: str
    opens: str
    carried: Mapping[str, Columns]
    changed: tuple[str, ...] = ()
    extra: str | None = None

    def columns(self, table: str) -> Columns:
        """Return the columns of a table that the format carries."""
        return self.carried.get(table, ())

    def lost(self) -> dict[str, Columns]:
        """Return table → the columns that do not reach the file; tables that reach it whole are left out."""
        missing = {
            name: tuple(column for column in names if column not in self.columns(name)) for name, names in _ALL.items()
        }
        return {name: names for name, names in missing.items() if names}


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format(
            "ftm",
            "FollowTheMoney entities and statements",
            ".ftm.json",
            "Aleph, OpenSanctions, yente",
            {
                "sources": (
                    "source_id", "title", "publisher", "authors", "published", "lang", "url", "origin_group",
                    "text_sha256",
                ),
                "entities": _ENTITY,
                "names": ("entity_id", "name"),
                "claims": _CLAIM,
                "conflicts": ("claim_a", "claim_b"),
            },
            (
                "A claim is a link of its subject and object (UnknownLink), or a note on its subject (Note) where it "
                "names no other entity or denies the tie.",
                "A date of FollowTheMoney is a day, a month or a year: an interval is its two ends, and `~` is lost.",
                "Modality, polarity, origin group, speaker, sector, fact, conflicts and the bounds of an amount stand "
                "in the description, one `name: value` a value.",
            ),
        ),
        Format(
            "gexf",
            "GEXF 1.3, with colours and the days from which things were known",
            ".gexf",
            "Gephi, Cytoscape, graphology",
            _GRAPH,
            (
                "A claim is an edge; where it names no other entity, it ends at a node of its fact.",
                "A denied claim is no edge: it stands, by its id and sentence, with its subject.",
                "Every edge has two ends in order; `directed` says whether the order means anything.",
            ),
        ),
        Format(
            "graphml",
            "GraphML",
            ".graphml",
            "yEd, igraph, Cytoscape, networkx",
            _GRAPH,
            (
                "A claim is an edge; where it names no other entity, it ends at a node of its fact.",
                "A denied claim is no edge: it stands, by its id and sentence, with its subject.",
                "Every edge has two ends in order; `directed` says whether the order means anything.",
            ),
        ),
        Format(
            "sqlite",
            "SQLite database with full-text search, and metadata for datasette",
            ".db",
            "datasette, DB Browser, R, any desk",
            _ALL,
        ),
        Format(
            "xlsx",
            "Excel workbook, one sheet a table",
            ".xlsx",
            "Excel, LibreOffice, Numbers",
            _ALL,
            ("A whole day from 1900 on is a date of the workbook; other dates stay texts.",),
            extra="excel",
        ),
        Format(
            "jsonld",
            "JSON-LD: W3C Web Annotation, schema.org Claim, PROV",
            ".jsonld",
            "the web, archives, RDF stores",
            _ALL,
        ),
        Format(
            "crate",
            "RO-Crate of an edition: tables, evidence, notebooks, receipts, pages",
            "-crate",
            "archives, Zenodo, reviewers",
            _ALL,
        ),
    )
}  # fmt: skip


def markdown() -> str:
    """Return docs/exports.md's table of columns and formats, as Markdown."""
    lines = ["| column | " + " | ".join(FORMATS) + " |", "|---|" + "---|" * len(FORMATS)]
    for table, names in _ALL.items():
        for column in names:
            marks = ["yes" if column in form.columns(table) else "–" for form in FORMATS.values()]
            lines.append(f"| `{table}.{column}` | " + " | ".join(marks) + " |")
    return "\n".join(lines) + "\n"
