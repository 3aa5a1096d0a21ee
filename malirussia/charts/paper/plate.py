"""Set a figure on its plate: title and subtitle above, source and note below; and take it off again.

A plate is what goes to print: one image that carries its words. A web page sets the same words as HTML, where a screen
reader and a search find them, and takes the bare figure. Words are annotations, since plotly's own
title moves with the number of its lines. Both work on plain plotly JSON, so that a figure that was
stored in a notebook can be set or taken off without running anything.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from malirussia.charts.paper import measure
from malirussia.charts.paper.escape import lines
from malirussia.charts.paper.theme import FONT, INK, MUTED, RULE, Sheet

Figure = dict[str, Any]

_MARK = "plate"
_GAP = 10


def on(figure: Figure, sheet: Sheet, *, title: str, subtitle: str, source: str, note: str) -> Figure:
    """Set a bare figure on its plate.

    Args:
        figure: Plotly JSON with `layout.height` and all four of `layout.margin` in pixels.
        sheet: The paper; the plate is as wide.
        title: Plain text, as are `subtitle`, `source` and `note`; each is broken to the width and escaped.
        subtitle: What is drawn.
        source: Where the data come from.
        note: What the reader must know to read it right.

    Returns:
        New plotly JSON, higher by the words. `figure` is left as it was.
    """
    plate = deepcopy(figure)
    layout = plate["layout"]
    margin = layout["margin"]

    heading = _heading(title, sheet)
    sub = measure.balance(subtitle, sheet.subtitle, sheet.inner)
    foot = measure.wrap(source, sheet.small, sheet.inner) + measure.wrap(note, sheet.small, sheet.inner)

    top_of_sub = sheet.pad + measure.height(len(heading), sheet.title) + _GAP / 2
    top = round(top_of_sub + measure.height(len(sub), sheet.subtitle) + 2 * _GAP)
    bottom = round(3 * _GAP + measure.height(len(foot), sheet.small) + sheet.pad / 2)

    def words(name: str, text: list[str], size: int, color: str, from_plot: float, bottom_edge: bool) -> Figure:
        return {
            "name": f"{_MARK}-{name}",
            "text": lines(text),
            "font": {"family": FONT, "size": size, "color": color, "weight": 700 if name == "title" else 400},
            "showarrow": False,
            "align": "left",
            "borderpad": 0,
            "borderwidth": 0,
            "xref": "paper",
            "yref": "paper",
            "x": 0,
            "xanchor": "left",
            "xshift": sheet.pad - margin["l"],
            "y": 0 if bottom_edge else 1,
            "yanchor": "top",
            "yshift": from_plot,
        }

    above = margin["t"] + top
    layout["annotations"] = [
        *layout.get("annotations", []),
        words("title", heading, sheet.title, INK, above - sheet.pad, False),
        words("subtitle", sub, sheet.subtitle, MUTED, above - top_of_sub, False),
        words("foot", foot, sheet.small, MUTED, -(margin["b"] + 2 * _GAP), True),
    ]
    rule = -(margin["b"] + _GAP)
    layout["shapes"] = [
        *layout.get("shapes", []),
        {
            "name": f"{_MARK}-rule",
            "type": "line",
            "xref": "paper",
            "yref": "paper",
            "xsizemode": "pixel",
            "ysizemode": "pixel",
            "xanchor": 0,
            "yanchor": 0,
            "x0": sheet.pad - margin["l"],
            "x1": sheet.width - sheet.pad - margin["l"],
            "y0": rule,
            "y1": rule,
            "line": {"color": RULE, "width": 1},
        },
    ]
    layout["margin"] = {**margin, "t": margin["t"] + top, "b": margin["b"] + bottom}
    layout["height"] = layout["height"] + top + bottom
    layout["meta"] = {_MARK: {"top": top, "bottom": bottom}}
    return plate


def _heading(title: str, sheet: Sheet) -> list[str]:
    """Break a title as evenly as words allow; between its two halves where that takes no line more."""

    def broken(words: str) -> list[str]:
        return measure.balance(words, sheet.title, sheet.inner, bold=True)

    whole = broken(title)
    first, mark, second = title.partition("; ")
    if len(whole) == 1 or not mark:
        return whole
    halves = broken(first + mark.rstrip()) + broken(second)
    return halves if len(halves) <= len(whole) else whole


def off(plate: Figure) -> Figure:
    """Take a figure off its plate: the same figure without title, subtitle, source and note.

    Args:
        plate: Plotly JSON made by `on`; a bare figure comes back as it is.

    Returns:
        New plotly JSON, lower by the words.
    """
    figure = deepcopy(plate)
    layout = figure["layout"]
    words = layout.get("meta", {}).get(_MARK)
    if words is None:
        return figure
    del layout["meta"]
    for list_name in ("annotations", "shapes"):
        layout[list_name] = [mark for mark in layout[list_name] if not mark.get("name", "").startswith(f"{_MARK}-")]
    margin = layout["margin"]
    layout["margin"] = {**margin, "t": margin["t"] - words["top"], "b": margin["b"] - words["bottom"]}
    layout["height"] = layout["height"] - words["top"] - words["bottom"]
    return figure


def size_off(plate: Figure) -> tuple[int, int]:
    """Give width and height of a figure without its plate, in pixels."""
    layout = plate["layout"]
    words = layout.get("meta", {}).get(_MARK, {"top": 0, "bottom": 0})
    return layout["width"], layout["height"] - words["top"] - words["bottom"]
