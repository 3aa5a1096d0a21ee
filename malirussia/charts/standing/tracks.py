"""Tracks: how far each agreement, project and delivery is said to be, and how far several sources confirm it.

The shape and the place tell the rung. A filled mark at the end of a solid line is confirmed by two independent sources
or more; a hollow mark at the end of a broken line rests on one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.known import rows_of
from malirussia.analysis.standing.ladder import ANNOUNCED, CORROBORATED, NO_RUNG, RUNGS
from malirussia.charts.paper import measure
from malirussia.charts.paper.canvas import Canvas, Mark
from malirussia.charts.paper.theme import INK, MUTED, PAPER, RULE, STATUS_SYMBOLS, STATUSES, WASH
from malirussia.charts.words.citing import Citer, captions
from malirussia.charts.words.rungs import DEEP, rung_word
from malirussia.language import catalogue, day, number

if TYPE_CHECKING:
    from malirussia.tables import Dataset

_WEIGHT = {"triangle-up": 1.2, "star": 1.35}


def draw_tracks(canvas: Canvas, ds: Dataset, rows: pd.DataFrame, top: float, lang: str) -> float:
    """Draw one track an entity.

    Args:
        canvas: Where to draw, over the whole width.
        ds: The tables.
        rows: Rows of `malirussia.analysis.standing.ladder.ladder`, in the order to be drawn.
        top: Where to begin, in pixels.
        lang: `fr` or `en`.

    Returns:
        Where it ends.
    """
    sheet = canvas.sheet
    left, right = (sheet.pad + 36, sheet.width - sheet.pad - 32) if sheet.narrow else (sheet.pad + 300, 830.0)
    places = {rung: left + (right - left) * n / (len(RUNGS) - 1) for n, rung in enumerate(RUNGS)}
    names, cite = captions(ds, lang), Citer(ds, lang)
    y = head = _headings(canvas, places, top, lang)
    for row in rows_of(rows):
        canvas.line((sheet.pad, y), (sheet.width - sheet.pad, y), color=RULE)
        name, told = names[row["entity_id"]], word_of(row, names, lang)
        if sheet.narrow:
            below = canvas.paragraph(sheet.pad, y + 6, sheet.inner, name, bold=True)
            _track(canvas, cite, row, name, places, below + 13, lang)
            y = below + 24
            for line in told:
                y = canvas.paragraph(sheet.pad, y, sheet.inner, line, size=sheet.small, color=MUTED)
            y += 8
            continue
        label = measure.wrap(name, sheet.text, left - sheet.pad - 40, bold=True)
        said = [part for line in told for part in measure.wrap(line, sheet.small, sheet.width - sheet.pad - right - 44)]
        high = max(measure.height(len(label), sheet.text), measure.height(len(said), sheet.small)) + 18
        middle = y + high / 2
        canvas.words(sheet.pad, middle, label, bold=True, anchor="middle")
        canvas.words(right + 44, middle, said, size=sheet.small, color=MUTED, anchor="middle")
        _track(canvas, cite, row, name, places, middle, lang)
        y += high
    if not sheet.narrow:
        half = (places[RUNGS[1]] - places[RUNGS[0]]) / 2
        canvas.box((places["discussed"] - half * 0.7, head), (places["pledged"] + half * 0.7, y), fill=WASH)
    return y


def word_of(row: Mapping[str, Any], names: Mapping[str, str], lang: str) -> list[str]:
    """Say how far an entity is said to be, since when, and on whose word: one line for what is confirmed, one for more.

    Args:
        row: A row of `ladder`.
        names: Entity id → name.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    if row["claimed"] == NO_RUNG:
        beside = beside_words(row, lang)
        return [line[:1].upper() + line[1:] for line in (_("No source gives a status"), *beside)]
    said = []
    if row["corroborated"] != NO_RUNG:
        n = row["corroborated_groups"]
        said.append(
            _.n("{rung}, {day}: {n} independent source", "{rung}, {day}: {n} independent sources", n).format(
                rung=rung_word(row["corroborated"], lang), day=day(row["corroborated_since"], lang), n=number(n, lang)
            )
        )
    if row["corroborated"] != row["claimed"]:
        who = ", ".join(names[speaker] for speaker in row["claimed_by"].split(";"))
        told = (
            _("{rung}, {day}: {who} alone")
            if row["claimed_groups"] < CORROBORATED
            else _("{rung}, {day}: said by {who}, carried by {n} sources")
        )
        said.append(
            told.format(
                rung=rung_word(row["claimed"], lang),
                day=day(row["claimed_since"], lang),
                who=who,
                n=number(row["claimed_groups"], lang),
            )
        )
    said += beside_words(row, lang)
    return [line[:1].upper() + line[1:] for line in said]


def beside_words(row: Mapping[str, Any], lang: str) -> list[str]:
    """Say what stands beside the ladder: that something is suspended or cancelled, and which rung is denied.

    Args:
        row: A row of `ladder`.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    said = []
    if row["beside"] and row["beside"] != "denied":
        said.append(_("but {status}, a source says").format(status=rung_word(row["beside"], lang)))
    if row["denied"] == RUNGS[0]:
        said.append(_("but {status}, a source says").format(status=rung_word("denied", lang)))
    elif row["denied"]:
        said.append(_("but a source denies “{rung}”").format(rung=rung_word(row["denied"], lang)))
    return said


def _track(
    canvas: Canvas, cite: Citer, row: Mapping[str, Any], name: str, places: Mapping[str, float], y: float, lang: str
) -> None:
    _ = catalogue(lang)
    start = places[RUNGS[0]]
    canvas.line((start, y), (places[RUNGS[-1]], y), color=RULE, width=2)
    reached = start
    if row["corroborated"] != NO_RUNG:
        reached = places[row["corroborated"]]
        canvas.line((start, y), (reached, y), color=DEEP, width=4)
        _end(canvas, cite, row, "corroborated", name, places, y, lang)
    if row["claimed"] not in (NO_RUNG, row["corroborated"]):
        canvas.line((reached, y), (places[row["claimed"]], y), color=DEEP, width=2, dash="dot")
        _end(canvas, cite, row, "claimed", name, places, y, lang)
    off = {row["beside"]: row["beside_ids"]} | ({"denied": row["denied_ids"]} if row["denied"] else {})
    for place, (status, told) in enumerate((status, told) for status, told in off.items() if status):
        ids = tuple(told.split(";"))
        hover = cite(ids, heading=_("{what}: {how}").format(what=name, how=rung_word(status, lang)))
        x = places[RUNGS[-1]] + 18 + 14 * place
        canvas.mark(Mark(x, y, STATUS_SYMBOLS[status], 13, STATUSES[status], line=DEEP, hover=hover, claim_ids=ids))


def _end(
    canvas: Canvas,
    cite: Citer,
    row: Mapping[str, Any],
    which: str,
    name: str,
    places: Mapping[str, float],
    y: float,
    lang: str,
) -> None:
    _ = catalogue(lang)
    rung, ids = row[which], tuple(row[f"{which}_ids"].split(";"))
    symbol = STATUS_SYMBOLS[rung]
    heading = _("{what}: {how}").format(what=name, how=rung_word(rung, lang))
    canvas.mark(
        Mark(
            places[rung],
            y,
            symbol,
            (13 if canvas.sheet.narrow else 15) * _WEIGHT.get(symbol, 1.0),
            DEEP if which == "corroborated" else PAPER,
            line=DEEP,
            width=1.8,
            hover=cite(ids, heading=heading),
            claim_ids=ids,
        )
    )


def _headings(canvas: Canvas, places: Mapping[str, float], top: float, lang: str) -> float:
    _ = catalogue(lang)
    sheet = canvas.sheet
    half = (places[RUNGS[1]] - places[RUNGS[0]]) / 2
    base = top + measure.height(1, sheet.small)
    ahead = (places["discussed"], places["pledged"])
    behind = (places["signed"], places["completed"])
    for (left, right), text in ((ahead, _("announced")), (behind, _("said to be done"))):
        canvas.words((left + right) / 2, base, text, size=sheet.small, color=MUTED, align="center", anchor="bottom")
        over = min(half * 0.6, 28)
        canvas.line((left - over, base + 3), (right + over, base + 3), color=INK)
    rows = {rung: measure.wrap(rung_word(rung, lang), sheet.small, 2 * half - 6) for rung in RUNGS}
    for rung, x in places.items():
        canvas.words(x, base + 8, rows[rung], size=sheet.small, align="center", bold=rung not in ANNOUNCED)
    return base + 14 + measure.height(max(map(len, rows.values())), sheet.small)


def key(canvas: Canvas, top: float, lang: str) -> float:
    """Name the two looks of a mark; return where that ends."""
    _ = catalogue(lang)
    sheet = canvas.sheet
    x, y = sheet.pad + 8.0, top + 12
    for fill, dash, width, text in (
        (DEEP, "solid", 4, _("confirmed by two independent sources or more")),
        (PAPER, "dot", 2, _("on one source alone")),
    ):
        canvas.line((x - 8, y), (x + 16, y), color=DEEP, width=width, dash=dash)
        canvas.sample(Mark(x + 16, y, "square", 12, fill, line=DEEP, width=1.8))
        canvas.words(x + 30, y, text, size=sheet.small, color=MUTED, anchor="middle")
        x += 30 + measure.width(text, sheet.small) + 34
        if sheet.narrow:
            x, y = sheet.pad + 8.0, y + 22
    return y + (0 if sheet.narrow else 22)
