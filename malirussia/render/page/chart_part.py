"""A chart as a page shows it: its picture for both widths, with the room it takes, and what can be taken away of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from malirussia.charts.paper import plate
from malirussia.render.notebook.harvest import Picture
from malirussia.render.page.images import bare

DOWNLOADS = ("svg", "png", "csv", "json")


def charted(picture: Picture, files: Collection[str]) -> dict[str, Any]:
    """Give what the templates need to show a chart.

    Args:
        picture: The chart.
        files: The names of the files that lie beside the page: a picture that isn't there is not shown, and the page
            draws the chart itself.
    """
    wide, narrow = (plate.size_off(figure) for figure in (picture.wide, picture.narrow))
    pictures = bare(picture.name), bare(f"{picture.name}-390")
    return {
        "kind": "chart",
        "chart": picture,
        "alt": alt(picture),
        "wide": wide,
        "narrow": narrow,
        "pictures": pictures if set(pictures) <= set(files) else None,
        "downloads": [
            (kind.upper(), f"{picture.name}.{kind}") for kind in DOWNLOADS if f"{picture.name}.{kind}" in files
        ],
    }


def alt(picture: Picture) -> str:
    """Tell who doesn't see the chart what it shows: first the finding."""
    return f"{picture.title}. {picture.alt}"
