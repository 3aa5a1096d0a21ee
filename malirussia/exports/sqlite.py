"""SQLite: the thirteen tables with keys, types and full-text search, and metadata for datasette beside them."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from malirussia.analysis.topic import topic
from malirussia.exports.statements import empty
from malirussia.tables import Dataset
from malirussia.tables.columns import Column, Table
from malirussia.tables.schema import TABLES

_TYPES = {"string": "TEXT", "list": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}

TOLD = """
CREATE VIEW told AS
SELECT claims.claim_id, claims.says_en, claims.says_fr, claims.status, claims.modality, claims.polarity,
  claims.asserted_by, claims.date, claims.low, claims.high, claims.unit, claims.per, claims.sector, claims.fact_id,
  facts.verdict, facts.n_origin_groups, sources.publisher, sources.published, sources.origin_group, sources.url
FROM claims
JOIN sources USING (source_id)
JOIN facts USING (fact_id)
"""
SEARCH = """
CREATE VIRTUAL TABLE claims_search USING fts5(
  claim_id UNINDEXED, says_fr, says_en, as_printed, names, tokenize = 'unicode61 remove_diacritics 2'
)
"""

QUESTIONS: dict[str, tuple[str, str]] = {
    "search": (
        "Claims that hold words, accents folded; names as any article prints them",
        "SELECT told.* FROM claims_search JOIN told USING (claim_id) WHERE claims_search MATCH :words ORDER BY rank",
    ),
    "amounts": (
        "Amounts, with who says them and how sure it is",
        "SELECT claims.subject, claims.predicate, claims.low, claims.high, claims.unit, claims.per, claims.modality, "
        "claims.asserted_by, claims.says_en, sources.publisher, sources.published, facts.verdict, "
        "facts.n_origin_groups FROM claims JOIN sources USING (source_id) JOIN facts USING (fact_id) "
        "WHERE claims.unit IS NOT NULL ORDER BY claims.fact_id, claims.claim_id",
    ),
    "corroborated": (
        "Facts that two independent sources and two speakers give",
        "SELECT * FROM facts WHERE verdict = 'corroborated' ORDER BY n_origin_groups DESC, fact_id",
    ),
    "one_communique": (
        "Articles that carry one text: they count once",
        "SELECT origin_group, count(*) AS articles, group_concat(publisher, '; ') AS outlets FROM sources "
        "GROUP BY origin_group HAVING count(*) > 1 ORDER BY articles DESC, origin_group",
    ),
    "disputed": (
        "Claims that cannot both hold, side by side",
        "SELECT conflicts.kind, a.says_en AS one_says, sa.publisher AS one, b.says_en AS other_says, "
        "sb.publisher AS other, conflicts.preferred, conflicts.reason FROM conflicts "
        "JOIN claims a ON a.claim_id = conflicts.claim_a JOIN sources sa ON sa.source_id = a.source_id "
        "JOIN claims b ON b.claim_id = conflicts.claim_b JOIN sources sb ON sb.source_id = b.source_id "
        "ORDER BY conflicts.claim_a, conflicts.claim_b",
    ),
    "denied": (
        "What somebody denies",
        "SELECT * FROM told WHERE polarity = 'denied' ORDER BY claim_id",
    ),
    "due": (
        "Promises by their due date; those without one last",
        'SELECT due, rhythm, what_en, what_fr, "by", made, claim_id FROM commitments ORDER BY due IS NULL, due',
    ),
}
"""Questions that datasette offers: name → title, SQL."""


def database(ds: Dataset) -> bytes:
    """Write the tables as an SQLite database: the same bytes for the same tables and version of SQLite.

    Args:
        ds: The tables.
    """
    with tempfile.TemporaryDirectory(prefix="malirussia-") as folder:
        path = Path(folder) / "export.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            base.execute("PRAGMA foreign_keys = ON")
            base.execute("BEGIN")
            base.execute("PRAGMA defer_foreign_keys = ON")
            for table in TABLES.values():
                base.execute(_create(table))
            for table in TABLES.values():
                _fill(base, table, getattr(ds, table.name))
                for column in table.columns:
                    if column.refers is not None and column.type != "list":
                        base.execute(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")')
            base.execute(TOLD)
            base.execute(SEARCH)
            base.executemany("INSERT INTO claims_search VALUES (?, ?, ?, ?, ?)", _searched(ds))
            base.execute("COMMIT")
            base.execute("VACUUM")
        return path.read_bytes()


def metadata(ds: Dataset, stem: str) -> bytes:
    """Write what datasette takes as `--metadata`: titles, descriptions of columns, and questions to begin with.

    Args:
        ds: The tables.
        stem: The name of the database file without its suffix, which datasette calls it by.
    """
    told: dict[str, Any] = {
        "title": f"{topic(ds).title.en}: claims, facts and their sources",
        "license": "CC-BY-4.0",
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
        "databases": {
            stem: {
                "tables": {
                    table.name: {
                        "title": table.title,
                        "description": table.description,
                        "columns": {column.name: column.description for column in table.columns},
                    }
                    for table in TABLES.values()
                },
                "queries": {name: {"title": title, "sql": sql} for name, (title, sql) in QUESTIONS.items()},
            }
        },
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _create(table: Table) -> str:
    lines = [_column(column) for column in table.columns]
    keys = ", ".join(f'"{name}"' for name in table.key)
    lines.append(f"PRIMARY KEY ({keys})")
    for column in table.columns:
        if column.refers is not None and column.type != "list":
            other, _, key = column.refers.partition(".")
            lines.append(f'FOREIGN KEY ("{column.name}") REFERENCES "{other}" ("{key}") DEFERRABLE INITIALLY DEFERRED')
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _column(column: Column) -> str:
    need = " NOT NULL" if column.required else ""
    return f'"{column.name}" {_TYPES[column.type]}{need}'


def _fill(base: sqlite3.Connection, table: Table, frame: Any) -> None:
    cells = [frame[name].astype(object).tolist() for name in table.names]
    rows = (tuple(None if empty(cell) else cell for cell in row) for row in zip(*cells, strict=True))
    base.executemany(f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(cells))})', rows)


def _searched(ds: Dataset) -> Iterator[tuple[str, ...]]:
    """Give what is searched of each claim: its sentences, what is printed, and the names of its entities."""
    names: dict[str, list[str]] = {}
    for entity, name in zip(ds.names["entity_id"], ds.names["name"], strict=True):
        names.setdefault(entity, []).append(name)
    for entity, *captions in zip(
        ds.entities["entity_id"], ds.entities["caption_fr"], ds.entities["caption_en"], strict=True
    ):
        names.setdefault(entity, []).extend(captions)
    joined = {entity: " ".join(dict.fromkeys(told)) for entity, told in names.items()}
    columns = ("claim_id", "says_fr", "says_en", "as_printed", "subject", "object", "asserted_by")
    for claim_id, french, english, printed, *entities in zip(*(ds.claims[column] for column in columns), strict=True):
        told = " ".join(joined.get(entity, "") for entity in dict.fromkeys(entities) if isinstance(entity, str))
        yield claim_id, french, english, printed if isinstance(printed, str) else "", told
