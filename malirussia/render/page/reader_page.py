"""The reader's page: what a notebook shows, with the words, the data and the evidence of every chart.

The page is one file beside its data and its pictures. It takes plotly.js from `../plotly.min.js` when a reader asks for
it, asks nothing of any network, and can be read from a disk, on a telephone, on paper, without a mouse and without
JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from malirussia.charts.words.tablet import grouped
from malirussia.language import as_printed, catalogue, day, number
from malirussia.render.notebook.foreign import Html, Image
from malirussia.render.notebook.harvest import Cell, Grid, Harvest, Part, Picture, Prose, claim_ids
from malirussia.render.notebook.markdown import hold, split_title, to_html
from malirussia.render.page.annex import SourceEntry, numbers
from malirussia.render.page.chart_part import charted
from malirussia.render.page.leads import Leads
from malirussia.render.page.quotations import foreign, mark
from malirussia.render.page.site import PLOTLY_FILE, asset, environment, plotly_megabytes, policy, script
from malirussia.render.page.taking import Ledger, taking
from malirussia.render.page.words import left_out, words
from malirussia.render.plan.renders import Render

CLAIM_COLUMNS = ("claim_ids", "claim_id")
# Longer cells than this are read as sentences.
SENTENCE = 44
PARAGRAPH = 150
REFERENCE_COLUMNS = ("reference_ids",)

Writers = tuple[Callable[[Cell], Markup], Callable[[Cell], Markup]]
"""What writes the cells of a table: any cell, and one that holds ids of reference figures."""

# A link to another language is written in that language.
IN_LANGUAGE = {"fr": "Version française", "en": "English version"}


@dataclass(frozen=True)
class Frame:
    """What stands round the parts of a page.

    Attributes:
        render: The render.
        other: The same page in the other language, or None.
        files: The names of the files that lie beside the page.
        evidence: The claims behind the page.
        figures: The id of a reference figure → what a reader is told of it.
        leads: Where what the page names is told at length.
        ledger: What a citation says of the ledger.
    """

    render: Render
    other: Render | None
    files: Collection[str]
    evidence: Sequence[SourceEntry]
    figures: Mapping[str, str] = field(default_factory=dict)
    leads: Leads = field(default_factory=Leads)
    ledger: Ledger = field(kw_only=True)


def page(frame: Frame, harvest: Harvest) -> str:
    """Write `index.html`.

    Args:
        frame: What stands round the parts.
        harvest: The parts.

    Returns:
        HTML, the same for the same arguments.
    """
    title, parts = titled(frame.render, harvest)
    return _write("page.html", frame, title, parts)


def titled(render: Render, harvest: Harvest) -> tuple[str, list[Part]]:
    """Give the title of a page and its parts without it: `# Title` at the very beginning, or else the plan's title."""
    parts = list(harvest.parts)
    if not parts or not isinstance(parts[0], Prose):
        return render.title, parts
    title, rest = split_title(parts[0].markdown)
    return (render.title, parts) if title is None else (title, [Prose(rest), *parts[1:]])


def chart_page(frame: Frame, picture: Picture) -> str:
    """Write the page of one chart alone; its evidence links lead to the page it comes from."""
    return _write("chart.html", frame, picture.title, [picture])


def _write(template: str, frame: Frame, title: str, parts: Sequence[Part]) -> str:
    lang = frame.render.lang
    alone = template == "chart.html"
    evidence = numbers(frame.evidence)
    as_of = frame.render.values.get("as_of")

    def cell(value: Cell) -> Markup:
        named = frame.leads.named(value, hold(value)) if isinstance(value, str) else None
        return _cell(value, lang, evidence, "index.html" if alone else "") if named is None else named

    def cited(value: Cell) -> Markup:
        names = [frame.figures.get(part, part) for part in str(value or "").split(";") if part]
        return Markup("{}").format(hold(catalogue(lang)("; ").join(dict.fromkeys(names))))

    def printed(text: str, language: str) -> str:
        return as_printed(text, language, lang)

    html = (
        environment()
        .get_template(template)
        .render(
            lang=lang,
            title=title,
            render=frame.render,
            other=frame.other,
            other_words=IN_LANGUAGE[frame.other.lang] if frame.other is not None else "",
            as_of=None if as_of is None else day(as_of, lang),
            left_out=left_out(frame.render.day, lang),
            parts=[_part(part, frame, (cell, cited)) for part in parts],
            evidence=frame.evidence,
            leads=frame.leads,
            printed=printed,
            say=words(catalogue(lang)),
            plotly=f"../{PLOTLY_FILE}",
            plotly_size=number(plotly_megabytes(), lang, 1),
            policy=policy(script()),
            style=Markup(asset("page.css") + asset("search.css")),
            script=Markup(script()),
        )
    )
    return frame.leads.follow(mark(html, foreign(frame.evidence, lang)))


def _part(part: Part, frame: Frame, write: Writers) -> dict[str, Any]:
    lang = frame.render.lang
    if isinstance(part, Prose):
        return {"kind": "prose", "html": to_html(part.markdown)}
    if isinstance(part, Grid):
        return {"kind": "table", "grid": part} | _table(part, write, lang)
    if isinstance(part, Html):
        return {"kind": "html", "html": Markup(part.html)}  # sanitised by nh3
    if isinstance(part, Image):
        return {"kind": "image", "image": part}
    shown = charted(part, frame.files) | taking(part, frame.render, frame.ledger, frame.files)
    return shown | _table(part.data, write, lang)


def _table(grid: Grid, write: Writers, lang: str) -> dict[str, Any]:
    _ = catalogue(lang)
    n = len(grid.rows)
    classes = [
        "number" if number_column else _wordy(grid, position) for position, number_column in enumerate(_numeric(grid))
    ]
    columns, blocks = grouped(grid.columns, grid.rows, grid.group)
    cell, cited = write
    writers = [cited if name in REFERENCE_COLUMNS else cell for name in columns]
    return {
        # The data keep the name that programs know; a reader gets a word.
        "columns": [_heading(name, lang) for name in columns],
        "blocks": [
            (
                None if over is None else cell(over),
                [[told(value) for told, value in zip(writers, row, strict=True)] for row in rows],
            )
            for over, rows in blocks
        ],
        "n": n,
        # A table of figures alone has no name for a row.
        "headed": bool(classes) and classes[0] != "number" and grid.group is None,
        "classes": [of for name, of in zip(grid.columns, classes, strict=True) if name != grid.group],
        "n_rows": _.n("{n} row", "{n} rows", n).format(n=number(n, lang)),
    }


def _wordy(grid: Grid, position: int) -> str:
    """Name the class of a column of sentences or paragraphs, which a telephone must not squeeze into single words."""
    if grid.columns[position] in CLAIM_COLUMNS:
        return ""
    if grid.columns[position] in REFERENCE_COLUMNS:
        return "text"
    longest = max((len(row[position]) for row in grid.rows if isinstance(row[position], str)), default=0)
    return "text paragraph" if longest > PARAGRAPH else "text" if longest > SENTENCE else ""


def _heading(name: str, lang: str) -> str:
    _ = catalogue(lang)
    if name in CLAIM_COLUMNS:
        return _("Evidence")
    return _("Reference figures") if name in REFERENCE_COLUMNS else name


def _numeric(grid: Grid) -> list[bool]:
    """Tell which columns hold numbers: they are set flush right."""
    return [
        any(_is_number(row[position]) for row in grid.rows)
        and all(row[position] is None or _is_number(row[position]) for row in grid.rows)
        for position in range(len(grid.columns))
    ]


def _is_number(value: Cell) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cell(value: Cell, lang: str, evidence: dict[str, int], file: str) -> Markup:
    """Write one cell: numbers in the reader's way, claim ids as links to their evidence."""
    ids = claim_ids(value)
    if ids:
        link = Markup('<a href="{file}#claim-{id}" title="{id}">{number}</a>')
        known = sorted((claim for claim in ids if claim in evidence), key=evidence.__getitem__)
        links = [link.format(file=file, id=claim, number=evidence[claim]) for claim in known]
        return Markup(", ").join([*links, *(claim for claim in ids if claim not in evidence)])
    if value is None:
        return Markup("")
    if _is_number(value):
        return Markup("{}").format(number(value, lang))
    return Markup("{}").format(hold(value) if isinstance(value, str) else value)
