"""Show a reader's table: escaped, numbers in the reader's language, claim ids as links to their evidence."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import pandas as pd
from IPython.display import display

from malirussia.charts.paper.plain import records
from malirussia.errors import MaliRussiaError
from malirussia.language import number

TABLE_MIME = "application/vnd.malirussia.table+json"

# A claim's id as the ledger writes it: <source>.c<number>.
_CLAIM = re.compile(r"[a-z0-9-]+\.c\d+")


def show_table(df: pd.DataFrame, caption: str, lang: str) -> None:
    """Display a table as HTML, as our own record and as plain text, in one bundle.

    Args:
        df: Readable headings, one row a line; the index is left out. Cells that hold claim ids (joined by `;`)
            become links to `#<claim id>`, anchors that the page makes.
        caption: What the table shows, in `lang`.
        lang: `fr` or `en`; numbers are written its way. Numbers that are not amounts (a year) come as text.

    Raises:
        MaliRussiaError: The caption is empty.
    """
    display(bundle(df, caption, lang), raw=True)  # type: ignore[no-untyped-call]


def bundle(df: pd.DataFrame, caption: str, lang: str) -> dict[str, Any]:
    """Give the display bundle of `show_table`. Arguments and errors are the same."""
    if not caption.strip():
        raise MaliRussiaError("show_table", "no caption", "give it a sentence that says what the table shows")
    columns, rows = records(df)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "\n".join(f"<tr>{''.join(_cell(cell, lang) for cell in row)}</tr>" for row in rows)
    html = (
        f'<table class="malirussia" lang="{lang}">\n<caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )
    text = "\n".join([caption, " | ".join(columns), *(" | ".join(_text(cell, lang) for cell in row) for row in rows)])
    return {
        "text/html": html,
        TABLE_MIME: {"caption": caption, "lang": lang, "columns": columns, "rows": rows},
        "text/plain": text,
    }


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
