"""The status of every agreement, project and delivery: what is claimed beside what several sources confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.known import joined, rows_of
from malirussia.analysis.standing.ladder import NO_RUNG, RUNGS, behind, ladder
from malirussia.charts.paper.canvas import Canvas
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.plain import without_empty
from malirussia.charts.paper.theme import MUTED, Sheet
from malirussia.charts.standing.tracks import beside_words, draw_tracks, key, word_of
from malirussia.charts.words.citing import captions
from malirussia.charts.words.phrases import chosen, dotted
from malirussia.charts.words.rungs import rung_word
from malirussia.charts.words.sources import source_line
from malirussia.language import capital, catalogue, counted, day

if TYPE_CHECKING:
    from malirussia.tables import Dataset


@drawn
def status_ladder(sheet: Sheet, ds: Dataset, *, lang: str = "fr", as_of: str | None = None) -> Drawing:
    """Draw how far each agreement, project and delivery is said to be.

    Args:
        sheet: The paper.
        ds: The tables.
        lang: `fr` or `en`.
        as_of: EDTF date; pages that appeared later are left out. None for all.
    """
    _ = catalogue(lang)
    rows = highest_first(ladder(ds, as_of=as_of))
    canvas = Canvas(sheet)
    if rows.empty:
        height = canvas.words(sheet.width / 2, 60, _("no statement"), color=MUTED, align="center") + 60
    else:
        height = key(canvas, draw_tracks(canvas, ds, rows, 0, lang) + 10, lang) + 4
    told = ds.claims[ds.claims["claim_id"].isin([claim_id for ids in rows["claim_ids"] for claim_id in ids.split(";")])]
    names = captions(ds, lang)
    lines = [
        _("{what}: {how}").format(what=names[row["entity_id"]], how=_("; ").join(word_of(row, names, lang)))
        for row in rows_of(rows)
    ]
    return Drawing(
        figure=canvas.figure(height),
        lang=lang,
        title=_title(rows, lang),
        subtitle=dotted([_("Status of agreements, projects and deliveries"), *chosen(lang, as_of)]),
        source=source_line(ds.sources, lang, told["source_id"].unique()),
        note=_("A source that says signed also speaks for discussed. What is planned goes no higher than pledged."),
        alt=" ".join([_("One track for each, from discussed to completed."), *(f"{line}." for line in lines)]),
        table=_table(rows, names, lang),
    )


def highest_first(rows: pd.DataFrame) -> pd.DataFrame:
    """Order rows of `ladder` by the rung that is confirmed, then by the rung that is claimed, the highest first."""
    heights = {rung: height for height, rung in enumerate((NO_RUNG, *RUNGS))}
    keys = rows.assign(held=rows["corroborated"].map(heights), told=rows["claimed"].map(heights))
    keys = keys.sort_values(["held", "told", "entity_id"], ascending=[False, False, True], kind="stable")
    return rows.loc[keys.index].reset_index(drop=True)


def _title(rows: pd.DataFrame, lang: str) -> str:
    _ = catalogue(lang)
    if rows.empty:
        return _("No agreement, project or delivery is spoken of")
    signed = int(rows["corroborated"].isin(RUNGS[RUNGS.index("signed") :]).sum())
    alone = int((rows["claimed"] != rows["corroborated"]).sum())
    if signed == 0:
        first = _("Nothing is signed according to several sources")
        single, *_rest = counted(max(alone, 1), len(rows), lang=lang)
    else:
        held, every, *rest = counted(*((signed, len(rows), alone) if alone else (signed, len(rows))), lang=lang)
        first = _.n(
            "{signed} of {all} agreements and projects is signed or beyond according to several sources",
            "{signed} of {all} agreements and projects are signed or beyond according to several sources",
            signed,
        ).format(signed=held, all=every)
        single = rest[0] if rest else ""
    if alone == 0:
        return capital(first)
    return capital(
        _.n(
            "{first}; {alone} owes its highest status to a single one",
            "{first}; {alone} owe their highest status to a single one",
            alone,
        ).format(first=first, alone=single)
    )


def _table(rows: pd.DataFrame, names: dict[str, str], lang: str) -> pd.DataFrame:
    _ = catalogue(lang)
    cells = [
        (
            names[row["entity_id"]],
            rung_word(row["claimed"], lang),
            day(row["claimed_since"], lang),
            _("; ").join(beside_words(row, lang)),
            ", ".join(names[who] for who in row["claimed_by"].split(";") if who),
            rung_word(row["corroborated"], lang) if row["corroborated"] != NO_RUNG else _("none"),
            row["corroborated_groups"] if row["corroborated"] != NO_RUNG else None,
            joined(behind(row)),
        )
        for row in rows_of(rows)
    ]
    headings = [
        _("What"),
        _("Highest claimed"),
        _("Since"),
        _("Beside it"),
        _("On whose word"),
        _("Highest confirmed"),
        _("Independent sources that confirm it"),
        "claim_ids",
    ]
    return without_empty(pd.DataFrame(cells, columns=headings), _("Beside it"))
