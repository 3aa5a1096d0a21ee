"""Write what others take away of a chart: its data as CSV, its figure as JSON and as a script, its description."""

from __future__ import annotations

import json
from typing import Any

from malirussia.charts.paper import plate
from malirussia.render.notebook.harvest import Grid, Picture
from malirussia.tables.cells import csv_text

SPREADSHEETS = {"fr": {"separator": ";", "decimal": ","}, "en": {"separator": ",", "decimal": "."}}
"""What a spreadsheet takes for the ends of cells and of whole numbers where its reader's language is set."""


def to_csv(grid: Grid, lang: str) -> str:
    """Give a table as the spreadsheet of its reader opens it: UTF-8 that says so, one line end (LF) a row.

    Without the byte order mark Excel takes the letters for those of an old code page; in French it parts cells at
    semicolons and decimals at a comma. Text that a spreadsheet would run as a formula gets an apostrophe in front, as
    in the tables. Numbers stay numbers.

    Args:
        grid: The table.
        lang: `fr` or `en`.
    """
    return "\ufeff" + csv_text(grid.columns, grid.rows, **SPREADSHEETS[lang])


def to_json(figure: dict[str, Any]) -> str:
    """Give a figure as compact plotly JSON."""
    return json.dumps(figure, ensure_ascii=False, separators=(",", ":")) + "\n"


def to_script(picture: Picture) -> str:
    """Give the figure of both sheets as a script: what a page may load from a disk when its reader asks for it."""
    sheets = {"wide": plate.off(picture.wide), "narrow": plate.off(picture.narrow)}
    return f"window.malirussia = {{ ...window.malirussia, {inline_json(picture.name)}: {inline_json(sheets)} }};\n"


def inline_json(value: Any) -> str:
    """Write JSON that can stand in a script whatever text it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def to_lines(record: dict[str, Any]) -> str:
    """Give a record as JSON that people read: two spaces of indent, keys in their own order."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def files(picture: Picture, lang: str) -> dict[str, str]:
    """Give the text files of one chart by name: data, figure, description, and the script that a page draws it from."""
    return {
        f"{picture.name}.csv": to_csv(picture.data, lang),
        f"{picture.name}.json": to_json(picture.wide),
        f"{picture.name}.txt": f"{picture.title}\n\n{picture.alt}\n",
        f"{picture.name}.js": to_script(picture),
    }
