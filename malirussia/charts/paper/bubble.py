"""Break hover text to a width at which plotly has room for it on the sheet, wherever the pointer is."""

from __future__ import annotations

import html
import re
from typing import Any

from malirussia.charts.paper import measure
from malirussia.charts.paper.escape import escape
from malirussia.charts.paper.theme import NARROW, TEMPLATE, Sheet

# Longer lines than the first are tiring to read; a telephone leaves less: its width without border, arrow and inset.
LIMIT = 420
NARROW_LIMIT = NARROW.width - 44
_SIZE = TEMPLATE["layout"]["hoverlabel"]["font"]["size"]
_BOLD = re.compile(r"<b>([^<]*)</b>")


def fit(figure: dict[str, Any], sheet: Sheet) -> None:
    """Break the hover texts of a figure in place; whoever writes them gives each paragraph its `<br>` and no more.

    Args:
        figure: Plotly JSON.
        sheet: The paper it is laid out for.
    """
    limit = NARROW_LIMIT if sheet.narrow else LIMIT
    for trace in figure["data"]:
        keys = ["hovertext"]
        # Of a filled shape the text itself is what the pointer brings up.
        if trace.get("hoveron") == "fills" and trace.get("hoverinfo") == "text":
            keys.append("text")
        for key in keys:
            said = trace.get(key)
            if isinstance(said, str):
                trace[key] = broken(said, limit)
            elif isinstance(said, list):
                trace[key] = [broken(line, limit) if isinstance(line, str) else line for line in said]


def broken(text: str, limit: float) -> str:
    """Break each paragraph of an escaped hover text into lines no wider than a limit; other markup than bold stays.

    Args:
        text: Escaped text with `<br>` between paragraphs; a paragraph may stand in bold as a whole.
        limit: The widest line allowed, in pixels.
    """
    lines: list[str] = []
    for paragraph in text.split("<br>"):
        bold = _BOLD.fullmatch(paragraph)
        inner = bold[1] if bold else paragraph
        if "<" in inner:
            lines.append(paragraph)
            continue
        rows = [escape(row) for row in measure.wrap(html.unescape(inner), _SIZE, limit, bold=bold is not None)]
        lines += [f"<b>{row}</b>" for row in rows] if bold else rows
    return "<br>".join(lines)
