"""One sector on one sheet: its agreements and projects, the figures said, who is named, and what stays open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from malirussia.analysis.known import rows_of
from malirussia.analysis.sectors.panels import Panel
from malirussia.analysis.sectors.panels import sector_panel as gather
from malirussia.charts.paper.canvas import Canvas, Mark
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.theme import INK, MUTED, PAPER, Sheet
from malirussia.charts.sectors import panel_words as words
from malirussia.charts.sectors.sectors import chosen_sectors
from malirussia.charts.standing.status import highest_first
from malirussia.charts.standing.tracks import draw_tracks, key
from malirussia.charts.words.citing import Citer, captions, on_word_of, predicate_names
from malirussia.charts.words.phrases import chosen, counts, dotted
from malirussia.charts.words.questions import question_lines
from malirussia.charts.words.rungs import DEEP, rung_mark, rung_word
from malirussia.charts.words.sources import source_line
from malirussia.language import catalogue, number

if TYPE_CHECKING:
    from malirussia.tables import Dataset

# More names than this are summed up: the table has them all.
SHOWN_ACTORS = 9
# From one stroke of a tally to the next, in pixels.
STROKE = 7


@drawn
def sector_panel(
    sheet: Sheet,
    ds: Dataset,
    sector: str,
    *,
    lang: str = "fr",
    as_of: str | None = None,
    min_origin_groups: int = 1,
) -> Drawing:
    """Draw what the pages say of one sector.

    Args:
        sheet: The paper.
        ds: The tables.
        sector: A sector of the vocabulary; the chart's name says which, so that a page can hold several.
        lang: `fr` or `en`.
        as_of: EDTF date; pages that appeared later are left out. None for all.
        min_origin_groups: Draw on claims whose fact that many independent sources make.

    Raises:
        MaliRussiaError: The sector is unknown.
    """
    panel = gather(ds, sector, as_of=as_of, min_origin_groups=min_origin_groups)
    name = chosen_sectors(ds, panel.claims, sector, lang)[sector]
    lines = question_lines(ds, panel.questions, lang)
    canvas = Canvas(sheet)
    height = _draw(canvas, ds, panel, lines, lang)
    told = [
        counts(len(panel.claims), panel.claims["origin_group"].nunique(), lang),
        *chosen(lang, as_of, min_origin_groups),
    ]
    return Drawing(
        figure=canvas.figure(height),
        lang=lang,
        title=words.title(ds, panel, name, lang),
        subtitle=dotted(told),
        source=source_line(ds.sources, lang, panel.claims["source_id"].unique()),
        note=words.note(lang),
        alt=words.alt(ds, panel, name, lines, lang),
        table=words.table(ds, panel, lines, lang),
        name=f"sector-{sector}",
    )


def _draw(canvas: Canvas, ds: Dataset, panel: Panel, lines: list[str], lang: str) -> float:
    _ = catalogue(lang)
    sheet = canvas.sheet
    top = 0.0
    if not panel.agreements.empty:
        top = key(canvas, draw_tracks(canvas, ds, highest_first(panel.agreements), 0, lang) + 8, lang) + 14
    else:
        top = canvas.words(sheet.pad, 0, _("No agreement, project or delivery is spoken of"), color=MUTED) + 18
    blocks: list[tuple[str, Callable[[float, float, float], float]]] = [
        (_("Figures"), lambda x, y, wide: _amounts(canvas, ds, panel, x, y, wide, lang)),
        (_("Actors named"), lambda x, y, wide: _actors(canvas, ds, panel, x, y, wide, lang)),
        (_("Open questions"), lambda x, y, wide: _questions(canvas, ds, panel, lines, x, y, wide, lang)),
    ]
    gap = 40
    wide = sheet.inner if sheet.narrow else (sheet.inner - 2 * gap) / 3
    end = top
    for place, (heading, fill) in enumerate(blocks):
        x = sheet.pad if sheet.narrow else sheet.pad + place * (wide + gap)
        y = end + 8 if sheet.narrow and place else top
        canvas.line((x, y), (x + wide, y), color=INK, width=1.5)
        below = fill(x, canvas.words(x, y + 8, heading, bold=True) + 6, wide)
        end = below + 10 if sheet.narrow else max(end, below)
    return end + 6


def _amounts(canvas: Canvas, ds: Dataset, panel: Panel, x: float, y: float, wide: float, lang: str) -> float:
    _ = catalogue(lang)
    if panel.amounts.empty:
        return canvas.words(x, y, _("No article gives a figure"), color=MUTED)
    names, verbs, cite = captions(ds, lang), predicate_names(ds, lang), Citer(ds, lang)
    for row in rows_of(panel.amounts):
        amount, about = words.figure(row, names, verbs, lang)
        ids = tuple(row["claim_ids"].split(";"))
        big = canvas.sheet.subtitle + (2 if canvas.sheet.narrow else 3)
        canvas.mark(rung_mark(row["rung"], x + 7, y + big * 0.66, 12, hover=cite(ids, heading=amount), claim_ids=ids))
        below = canvas.paragraph(x + 22, y, wide - 22, amount, size=big, bold=True)
        below = canvas.paragraph(x + 22, below + 1, wide - 22, about)
        n = row["n_origin_groups"]
        who = on_word_of((names[speaker] for speaker in row["asserted_by"].split(";")), lang)
        told = [
            rung_word(row["rung"], lang),
            _("on the word of {who}").format(who=who),
            _.n("{n} independent source", "{n} independent sources", n).format(n=number(n, lang)),
        ]
        told += words.apart(row, names, lang)
        y = canvas.paragraph(x + 22, below, wide - 22, dotted(told), size=canvas.sheet.small, color=MUTED) + 10
    return y


def _actors(canvas: Canvas, ds: Dataset, panel: Panel, x: float, y: float, wide: float, lang: str) -> float:
    _ = catalogue(lang)
    if panel.actors.empty:
        return canvas.words(x, y, _("No article names an actor"), color=MUTED)
    names, cite = captions(ds, lang), Citer(ds, lang)
    most = int(panel.actors["n_origin_groups"].max())
    for row in rows_of(panel.actors.head(SHOWN_ACTORS)):
        ids = tuple(row["claim_ids"].split(";"))
        n = int(row["n_origin_groups"])
        # A stroke a source, as one counts by hand: no shape that would stand for a rung.
        for place in range(n):
            hover = cite(ids, heading=names[row["entity_id"]])
            stroke = Mark(
                x + 2 + STROKE * place, y + canvas.sheet.text * 0.65, "line-ns", 9, DEEP, line=DEEP, width=2.5
            )
            canvas.mark(replace(stroke, hover=hover, claim_ids=ids))
        indent = STROKE * most + 8
        y = canvas.paragraph(x + indent, y, wide - indent, names[row["entity_id"]]) + 5
    rest = len(panel.actors) - SHOWN_ACTORS
    if rest > 0:
        more = _.n("and {n} more", "and {n} more", rest).format(n=number(rest, lang))
        y = canvas.words(x + STROKE * most + 8, y, more, color=MUTED)
    return canvas.paragraph(
        x, y + 3, wide, _("One stroke is one independent source."), size=canvas.sheet.small, color=MUTED
    )


def _questions(
    canvas: Canvas, ds: Dataset, panel: Panel, lines: list[str], x: float, y: float, wide: float, lang: str
) -> float:
    _ = catalogue(lang)
    if not lines:
        return canvas.words(x, y, _("None that these articles raise"), color=MUTED)
    cite = Citer(ds, lang)
    for line, claim_ids in zip(lines, panel.questions["claim_ids"], strict=True):
        ids = tuple(part for part in claim_ids.split(";") if part)
        hover = cite(ids, heading=line)
        # The mark answers to the pointer; what a reader sees is the question mark on it.
        middle = y + canvas.sheet.text * 0.65
        canvas.mark(Mark(x + 5, middle, "square", 12, PAPER, line=PAPER, width=0, hover=hover, claim_ids=ids))
        canvas.words(x + 5, middle, "?", bold=True, color=DEEP, align="center", anchor="middle")
        y = canvas.paragraph(x + 20, y, wide - 20, line) + 6
    return y
