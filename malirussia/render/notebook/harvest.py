"""Collect from an executed notebook what its reader sees: prose, charts and tables, in the order of the cells.

The notebook's code, its notes and its printed lines stay in the notebook. Of what else its cells display, a page shows
tables, text and images; what it can't show is told in a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from malirussia.charts.paper.chart import CHART_MIME, PLOTLY_MIME
from malirussia.charts.words.tablet import TABLE_MIME
from malirussia.errors import RenderError
from malirussia.render.notebook import foreign, ipynb
from malirussia.render.notebook.foreign import Html, Image

MARKDOWN_MIME = "text/markdown"

Cell = Any  # text, int, float, bool or None: a cell of a table

# A claim's id, as the ledger writes it: <source>.c<number>. A cell may hold several, joined by `;`.
_CLAIMS = re.compile(r"[a-z0-9-]+\.c\d+(;[a-z0-9-]+\.c\d+)*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORDS = ("title", "subtitle", "source", "note", "alt")


# A link of Markdown to a claim on the same page: [words](#<claim id>).
_LINKS = re.compile(r"\]\(#([a-z0-9-]+\.c\d+)\)")


@dataclass(frozen=True)
class Prose:
    """A paragraph or more of Markdown; a link to `#<claim id>` leads to the claim among the evidence."""

    markdown: str

    def claims(self) -> Iterator[str]:
        """Go through the claim ids that the text links to."""
        yield from _LINKS.findall(self.markdown)


@dataclass(frozen=True)
class Grid:
    """A table for the reader, or the data behind a chart.

    Attributes:
        caption: What it shows.
        columns: Readable headings.
        rows: Plain JSON values, None where there is none.
        group: The heading of the column whose values stand over the rows that have them; None for a plain table.
    """

    caption: str
    columns: list[str]
    rows: list[list[Cell]]
    group: str | None = None

    def claims(self) -> Iterator[str]:
        """Go through the claim ids in the cells, row by row; an id comes as often as it stands there."""
        for row in self.rows:
            for cell in row:
                yield from claim_ids(cell)


@dataclass(frozen=True)
class Picture:
    """A chart as its notebook displayed it.

    Attributes:
        name: Slug, the stem of its files.
        title: Plain text, like `subtitle`, `source`, `note` and `alt`.
        wide: Complete figure for 1280 px, title and source included, as plotly JSON.
        narrow: The same for 390 px.
        data: The plotted data.
    """

    name: str
    title: str
    subtitle: str
    source: str
    note: str
    alt: str
    wide: dict[str, Any]
    narrow: dict[str, Any]
    data: Grid

    def claims(self) -> Iterator[str]:
        """Go through the claim ids in the plotted data."""
        yield from self.data.claims()


Part = Prose | Grid | Picture | Html | Image


@dataclass(frozen=True)
class Harvest:
    """What a notebook shows its reader, and what its author should know.

    Attributes:
        parts: In the order of the cells.
        warnings: One line each: what Python warned of, and outputs that a page can't show.
    """

    parts: list[Part]
    warnings: list[str]

    @property
    def pictures(self) -> list[Picture]:
        """The charts among the parts."""
        return [part for part in self.parts if isinstance(part, Picture)]

    def claims(self) -> list[str]:
        """The ids of all claims in the parts, each once, in the order of first use."""
        return list(dict.fromkeys(claim for part in self.parts for claim in part.claims()))


def claim_ids(cell: Cell) -> list[str]:
    """Split a cell that holds claim ids and nothing else; an empty list for any other cell."""
    return cell.split(";") if isinstance(cell, str) and _CLAIMS.fullmatch(cell) else []


def harvest(notebook: ipynb.Notebook) -> Harvest:
    """Collect the parts of an executed notebook.

    Args:
        notebook: Executed, without errors.

    Raises:
        RenderError: A chart has no words or no safe name, or two charts share one name.
    """
    parts: list[Part] = []
    warnings: list[str] = []
    names: set[str] = set()
    for number, output in ipynb.outputs(notebook):
        data = output.get("data", {})
        if CHART_MIME in data and PLOTLY_MIME in data:
            picture = _picture(data[CHART_MIME], data[PLOTLY_MIME], f"cell {number}")
            if picture.name in names:
                raise RenderError(f"cell {number}", f"a second chart {picture.name}", "give each chart its own name")
            names.add(picture.name)
            parts.append(picture)
        elif TABLE_MIME in data:
            record = data[TABLE_MIME]
            parts.append(Grid(record["caption"], record["columns"], record["rows"], record.get("group")))
        elif MARKDOWN_MIME in data:
            parts.append(Prose(ipynb.text(data[MARKDOWN_MIME])))
        elif output["output_type"] == "stream" and output["name"] == "stderr":
            lines = ipynb.text(output["text"]).strip().splitlines()
            warnings.extend(f"cell {number}: {line.strip()}" for line in lines[:1])
        elif data:
            part, told = foreign.shown(data, output.get("metadata", {}))
            if part is not None:
                parts.append(part)
            elif PLOTLY_MIME in data:
                told = ["a plotly figure without source, note and alt text is left out of the page"]
            warnings.extend(f"cell {number}: {warning}" for warning in told)
    return Harvest(parts, warnings)


def _picture(record: dict[str, Any], wide: dict[str, Any], where: str) -> Picture:
    name = record.get("name", "")
    if not _SLUG.fullmatch(name):
        raise RenderError(where, f"chart name {name!r}", "use small letters, digits and hyphens: it names files")
    for word in _WORDS:
        if not str(record.get(word, "")).strip():
            raise RenderError(where, f"chart {name} has no {word}", "a chart is published with all its words")
    return Picture(
        **{word: record[word] for word in ("name", *_WORDS)},
        wide=wide,
        narrow=record["narrow"],
        data=Grid(record["title"], record["columns"], record["rows"]),
    )
