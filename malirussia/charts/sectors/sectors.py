"""Claims by sector and rung: one mark a claim, so that nothing announced weighs as something done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.known import rows_of
from malirussia.analysis.sectors.sectors import NO_SECTOR, claims_by_rung, sector_totals
from malirussia.analysis.standing.ladder import NO_RUNG
from malirussia.analysis.vocabulary import ALL
from malirussia.charts.paper import measure
from malirussia.charts.paper.canvas import Canvas
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.key import SAMPLE, places
from malirussia.charts.paper.theme import ABSENT, INK, MUTED, RULE, WASH, Sheet
from malirussia.charts.sectors import words
from malirussia.charts.words import phrases
from malirussia.charts.words.citing import Citer, sector_names
from malirussia.charts.words.rungs import COLUMNS, STOPPED, column_of, rung_mark, rung_word
from malirussia.charts.words.sources import source_line
from malirussia.language import catalogue

if TYPE_CHECKING:
    from malirussia.tables import Dataset

HEADING = 16
# The columns under each heading; a gap stands before each group but the first.
GROUPS = ((NO_RUNG,), ("discussed", "pledged"), ("signed", "implemented", "completed"), (STOPPED,))


@drawn
def sectors_ladder(
    sheet: Sheet,
    ds: Dataset,
    *,
    lang: str = "fr",
    as_of: str | None = None,
    sector: str | None = None,
    min_origin_groups: int = 1,
) -> Drawing:
    """Draw the claims of each sector on the rungs that they speak for.

    Args:
        sheet: The paper.
        ds: The tables.
        lang: `fr` or `en`.
        as_of: EDTF date; pages that appeared later are left out. None for all.
        sector: One sector; None or `all` for every sector of the vocabulary.
        min_origin_groups: Draw claims whose fact that many independent sources make.

    Returns:
        A chart whose table has one row a sector and rung with a claim, and one for each sector without any.

    Raises:
        MaliRussiaError: The sector is unknown.
    """
    claims = claims_by_rung(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    names = chosen_sectors(ds, claims, sector, lang)
    totals = sector_totals(claims, list(names))
    canvas = Canvas(sheet)
    height = _draw(canvas, ds, claims, totals, names, lang)
    return Drawing(
        figure=canvas.figure(height),
        lang=lang,
        title=words.title(totals, names, lang),
        subtitle=words.subtitle(claims, names, lang, as_of, min_origin_groups),
        source=source_line(ds.sources, lang, claims["source_id"].unique()),
        note=words.note(lang),
        alt=words.alt(totals, names, lang),
        table=words.table(claims, names, lang),
    )


def chosen_sectors(ds: Dataset, claims: pd.DataFrame, sector: str | None, lang: str) -> dict[str, str]:
    """Return the sectors to show, with their names: the one chosen, or all of the vocabulary, empty ones included."""
    names = sector_names(ds, lang)
    if sector is not None and sector != ALL:
        return {sector: names[sector]}
    if not claims["sector"].eq(NO_SECTOR).any():
        del names[NO_SECTOR]
    return names


def _draw(
    canvas: Canvas, ds: Dataset, claims: pd.DataFrame, totals: pd.DataFrame, names: dict[str, str], lang: str
) -> float:
    sheet, cite = canvas.sheet, Citer(ds, lang)
    columns, step = _columns(sheet, 0 if sheet.narrow else _label(totals, names, sheet, lang))
    y = _headings(canvas, columns, step, _key(canvas, lang) if sheet.narrow else 0, lang)
    for total in rows_of(totals):
        canvas.line((sheet.pad, y), (sheet.width - sheet.pad, y), color=RULE)
        name, counts = names[total["sector"]], phrases.counts(total["n_claims"], total["n_origin_groups"], lang)
        if sheet.narrow:
            start = canvas.words(sheet.pad, y + 5, name, bold=True) + 4
            # Side by side where both fit, else one below the other.
            if measure.width(name, sheet.text, bold=True) + measure.width(counts, sheet.small) < sheet.inner - 12:
                canvas.words(sheet.width - sheet.pad, y + 5, counts, size=sheet.small, color=MUTED, align="right")
            else:
                start = canvas.words(sheet.pad, start - 4, counts, size=sheet.small, color=MUTED) + 4
            below = start
        else:
            start = y + 9
            below = canvas.words(sheet.pad, start, name, size=HEADING, bold=True)
            below = canvas.words(sheet.pad, below, counts, size=sheet.small, color=MUTED)
        of_sector = claims[claims["sector"] == total["sector"]]
        end = max(below + 9, _marks(canvas, cite, of_sector, name, columns, step, start, lang) + 6)
        if total["n_claims"] > 0:
            # The wash begins below the letters of the name, which on a telephone stands over it.
            canvas.box(
                (columns["discussed"], start - (3 if sheet.narrow else 4)),
                (columns["pledged"] + step, end - 4),
                fill=WASH,
            )
            for column in ("pledged", "implemented", "completed"):
                edge = columns[column]
                canvas.line((edge, start - 2), (edge, end - 6), color=ABSENT, dash="dot")
        y = end
    return y + 4


def _marks(
    canvas: Canvas,
    cite: Citer,
    claims: pd.DataFrame,
    name: str,
    columns: dict[str, float],
    step: float,
    top: float,
    lang: str,
) -> float:
    """Draw the claims of one sector; return where they end."""
    _ = catalogue(lang)
    pitch, size = (9.5, 7.0) if canvas.sheet.narrow else (14.0, 10.5)
    across = max(1, int((step - 10) / pitch))
    end = top
    told = sorted(zip(claims["rung"], claims["claim_id"], strict=True))
    placed = dict.fromkeys(columns, 0)
    for rung, claim in told:
        column = column_of(rung)
        place = placed[column]
        placed[column] += 1
        x, y = columns[column] + 6 + pitch * (place % across + 0.5), top + pitch * (place // across + 0.5)
        hover = cite([claim], heading=_("{sector}: {rung}").format(sector=name, rung=rung_word(rung, lang)))
        canvas.mark(rung_mark(rung, x, y, size, hover=hover, claim_ids=(claim,)))
        end = max(end, y + pitch)
    return end


def _label(totals: pd.DataFrame, names: dict[str, str], sheet: Sheet, lang: str) -> float:
    """Return how wide the names and counts beside the columns are."""
    told = [phrases.counts(row["n_claims"], row["n_origin_groups"], lang) for row in rows_of(totals)]
    longest = [measure.width(text, sheet.small) for text in told]
    return max([*longest, *(measure.width(name, HEADING, bold=True) for name in names.values())]) + 20


def _columns(sheet: Sheet, label: float) -> tuple[dict[str, float], float]:
    """Return the left edge of each column, and how wide one is."""
    gap = 4 if sheet.narrow else 14
    left = sheet.pad + label
    step = (sheet.width - sheet.pad - left - gap * (len(GROUPS) - 1)) / len(COLUMNS)
    edges: dict[str, float] = {}
    for place, group in enumerate(GROUPS):
        for column in group:
            edges[column] = left + gap * place + step * len(edges)
    return edges, step


def _headings(canvas: Canvas, columns: dict[str, float], step: float, top: float, lang: str) -> float:
    """Set the headings of the groups and, where there is room, of the columns; return where they end."""
    _ = catalogue(lang)
    sheet = canvas.sheet
    base = top + measure.height(1, sheet.small)
    for (first, *_rest, last), text in ((GROUPS[1], _("announced")), (GROUPS[2], _("said to be done"))):
        left, right = columns[first] + 4, columns[last] + step - 4
        canvas.words((left + right) / 2, base, text, size=sheet.small, color=MUTED, align="center", anchor="bottom")
        canvas.line((left, base + 3), (right, base + 3), color=INK)
    if sheet.narrow:
        for column, left in columns.items():
            canvas.sample(rung_mark(column, left + step / 2, base + 14, 9))
        return base + 28
    rows = {column: measure.wrap(rung_word(column, lang), sheet.text, step - 26) for column in columns}
    for column, left in columns.items():
        canvas.sample(rung_mark(column, left + 13, base + 10 + sheet.text * 0.65, 11))
        canvas.words(left + 26, base + 10, rows[column])
    return base + 18 + measure.height(max(map(len, rows.values())), sheet.text)


def _key(canvas: Canvas, lang: str) -> float:
    """Name the marks where the columns are too narrow to be named; return where that ends."""
    sheet = canvas.sheet
    texts = [rung_word(column, lang) for column in COLUMNS]
    at, end = places(texts, sheet, left=sheet.pad - 8, top=0)
    for column, text, (x, y) in zip(COLUMNS, texts, at, strict=True):
        canvas.sample(rung_mark(column, x + SAMPLE / 2, y, 9))
        canvas.words(x + SAMPLE - 4, y, text, size=sheet.small, color=MUTED, anchor="middle")
    return end + 6
