"""Write what others take away: the plotted data as CSV, the figure as JSON, its description as text."""

from __future__ import annotations

import json
from typing import Any

from malirussia.render.notebook.harvest import Grid, Picture
from malirussia.tables.cells import csv_text


def to_csv(grid: Grid) -> str:
    """Give a table as CSV: UTF-8, commas, one line end (LF) a row, empty where there is no value.

    Text that a spreadsheet would run as a formula gets an apostrophe in front, as in the tables. Numbers stay numbers.
    """
    return csv_text(grid.columns, grid.rows)


def to_json(figure: dict[str, Any]) -> str:
    """Give a figure as compact plotly JSON."""
    return json.dumps(figure, ensure_ascii=False, separators=(",", ":")) + "\n"


def to_lines(record: dict[str, Any]) -> str:
    """Give a record as JSON that people read: two spaces of indent, keys in their own order."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def files(picture: Picture) -> dict[str, str]:
    """Give the text files of one chart by name: data, figure and description."""
    return {
        f"{picture.name}.csv": to_csv(picture.data),
        f"{picture.name}.json": to_json(picture.wide),
        f"{picture.name}.txt": f"{picture.title}\n\n{picture.alt}\n",
    }
