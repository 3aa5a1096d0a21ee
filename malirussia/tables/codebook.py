"""docs/codebook.md: every table and column in words, made from the same declaration as the checks.

python -m malirussia.tables.codebook docs/codebook.md
"""

from __future__ import annotations

import sys
from pathlib import Path

from malirussia.paths import replace_text
from malirussia.tables.columns import LIST_SEPARATOR, Column, Table
from malirussia.tables.package import ESCAPE
from malirussia.tables.schema import TABLES

_HEAD = f"""# Codebook

Made from the declaration of the tables by `python -m malirussia.tables.codebook docs/codebook.md`; do not edit it by
hand. The tables stand in data/tidy/ as `<table>.csv` and `<table>.parquet`, described in `datapackage.json` (Data
Package v2).

- An empty cell is a missing value, never zero. Text is UTF-8, lines end with one LF, numbers have a decimal point.
- A list is one cell, its members joined by `{LIST_SEPARATOR}`.
- Dates are EDTF (`2025`, `2025-06`, `2025-06-23`, `2025-06-22/2025-06-27`, `2025-10-24/..`), as partial as they were
  told.
- Units are UCUM-like: `t`, `kt` (kilotonne), `m3`, `[bbl]` (42 US gallons), `%`, `{{truck}}` for what is counted,
  `L/t`. `per` is once, day, month or year.
- {ESCAPE}
"""


def codebook() -> str:
    """Return the codebook as Markdown."""
    listed = "\n".join(f"| [{table.name}](#{table.name}) | {table.description} |" for table in TABLES.values())
    return "\n".join([_HEAD, "| table | one row |", "|---|---|", listed, "", *map(_table, TABLES.values())])


def _table(table: Table) -> str:
    rows = "\n".join(
        f"| `{column.name}` | {column.type} | {'yes' if column.required else ''} | {_meaning(column)} |"
        for column in table.columns
    )
    key = ", ".join(f"`{name}`" for name in table.key)
    return f"""## {table.name}

{table.description} Key: {key}.

| column | type | required | meaning |
|---|---|---|---|
{rows}
"""


def _meaning(column: Column) -> str:
    parts = [column.description]
    if column.enum:
        parts.append("One of: " + ", ".join(f"`{value}`" for value in column.enum) + ".")
    if column.refers is not None:
        parts.append(f"Refers to `{column.refers}`.")
    return " ".join(parts).replace("|", "\\|")


if __name__ == "__main__":
    replace_text(Path(sys.argv[1]), codebook())
