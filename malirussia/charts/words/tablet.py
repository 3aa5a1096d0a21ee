"""Show a reader's table: escaped, numbers in the reader's language, claim ids as links to their evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Any

import pandas as pd
from IPython.display import display

from malirussia.charts.paper.plain import records
from malirussia.errors import MaliRussiaError
from malirussia.language import number

TABLE_MIME = "application/vnd.malirussia.table+json"

# A claim's id as the ledger writes it: <source>.c<number>.
_CLAIM = re.compile(r"[a-z0-9-]+\.c\d+")


def show_table(df: pd.DataFrame, caption: str, lang: str, *, group: str | None = None) -> None:
    """Display a table as HTML, as our own record and as plain text, in one bundle.

    Args:
        df: Readable headings, one row a line; the index is left out. Cells that hold claim ids (joined by `;`)
            become links to `#<claim id>`, anchors that the page makes.
        caption: What the table shows, in `lang`.
        lang: `fr` or `en`; numbers are written its way. Numbers that are not amounts (a year) come as text.
        group: A heading; rows that follow each other with one value there stand together under that value, which is
            printed once, over them. None for a plain table.

    Raises:
        MaliRussiaError: The caption is empty, or no heading is called so.
    """
    display(bundle(df, caption, lang, group=group), raw=True)  # type: ignore[no-untyped-call]


def bundle(df: pd.DataFrame, caption: str, lang: str, *, group: str | None = None) -> dict[str, Any]:
    """Give the display bundle of `show_table`. Arguments and errors are the same."""
    if not caption.strip():
        raise MaliRussiaError("show_table", "no caption", "give it a sentence that says what the table shows")
    columns, rows = records(df)
    if group is not None and group not in columns:
        raise MaliRussiaError("show_table", f"no column {group!r} to group by", f"name one of {', '.join(columns)}")
    heads, blocks = grouped(columns, rows, group)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "\n".join(_block(over, members, len(heads), lang) for over, members in blocks)
    html = (
        f'<table class="malirussia" lang="{lang}">\n<caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n{body}\n</table>"
    )
    text = "\n".join([caption, " | ".join(columns), *(" | ".join(_text(cell, lang) for cell in row) for row in rows)])
    return {
        "text/html": html,
        TABLE_MIME: {"caption": caption, "lang": lang, "columns": columns, "rows": rows}
        | ({} if group is None else {"group": group}),
        "text/plain": text,
    }


def grouped(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], group: str | None
) -> tuple[list[str], list[tuple[Any, list[list[Any]]]]]:
    """Part the rows of a table into blocks, each under one value of a column, which leaves the rows.

    Args:
        columns: All headings.
        rows: The cells of each row.
        group: The heading of the column; None for one block under nothing.

    Returns:
        The headings that are left; and for each block what it stands under (None without a group) and its rows.
    """
    if group is None:
        return list(columns), [(None, [list(row) for row in rows])]
    at = list(columns).index(group)

    def rest(cells: Sequence[Any]) -> list[Any]:
        return [cell for place, cell in enumerate(cells) if place != at]

    return rest(columns), [
        (over, [rest(row) for row in members]) for over, members in groupby(rows, key=lambda row: row[at])
    ]


def _block(over: Any, rows: Sequence[Sequence[Any]], wide: int, lang: str) -> str:
    head = "" if over is None else f'<tr><th scope="rowgroup" colspan="{wide}">{escape(_text(over, lang))}</th></tr>\n'
    body = "\n".join(f"<tr>{''.join(_cell(cell, lang) for cell in row)}</tr>" for row in rows)
    return f"<tbody>\n{head}{body}\n</tbody>"


def _cell(cell: Any, lang: str) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f'<td class="number" style="text-align:right">{escape(_text(cell, lang))}</td>'
    text = _text(cell, lang)
    ids = text.split(";")
    if all(_CLAIM.fullmatch(part) for part in ids):
        links = ", ".join(f'<a href="#{part}">{part}</a>' for part in ids)
        return f"<td>{links}</td>"
    return f'<td style="text-align:left">{escape(text)}</td>'


def _text(cell: Any, lang: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return number(cell, lang)
    return str(cell)
