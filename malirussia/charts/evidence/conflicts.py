"""Conflicts as paired statements: what one page says against what another says, and what a person decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.evidence.agreement import disputes
from malirussia.analysis.known import known_claims, rows_of
from malirussia.charts.evidence import conflicts_words as words
from malirussia.charts.paper.canvas import Canvas, Mark
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.key import SAMPLE, places
from malirussia.charts.paper.theme import ABSENT, INK, MUTED, PAPER, RULE, Sheet
from malirussia.charts.words.citing import Citer, page_names
from malirussia.charts.words.phrases import chosen, dotted
from malirussia.charts.words.rungs import DEEP
from malirussia.charts.words.sources import source_line
from malirussia.language import catalogue, number

if TYPE_CHECKING:
    from malirussia.tables import Dataset


@drawn
def conflict_pairs(
    sheet: Sheet,
    ds: Dataset,
    *,
    lang: str = "fr",
    as_of: str | None = None,
    sector: str | None = None,
    min_origin_groups: int = 1,
) -> Drawing:
    """Draw each conflict as the statements that stand against each other.

    Args:
        sheet: The paper.
        ds: The tables.
        lang: `fr` or `en`.
        as_of: EDTF date; conflicts with a side that nobody could read yet are left out. None for all.
        sector: Conflicts with a side in one sector; None or `all` for every sector.
        min_origin_groups: Conflicts with a side whose fact that many independent sources speak of.
    """
    _ = catalogue(lang)
    pairs = disputes(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    omitted = len(disputes(ds, as_of=as_of, sector=sector)) - len(pairs)
    found = words.gather(ds, pairs, lang)
    canvas = Canvas(sheet)
    height = _draw(canvas, ds, found, lang)
    known = not known_claims(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups).empty
    pages = pd.concat([pairs["source_id_a"], pairs["source_id_b"]]).unique()
    told = [
        _.n("{n} pair of statements", "{n} pairs of statements", len(pairs)).format(n=number(len(pairs), lang)),
        _.n("{n} article", "{n} articles", len(pages)).format(n=number(len(pages), lang)),
        *chosen(lang, as_of, min_origin_groups),
    ]
    return Drawing(
        figure=canvas.figure(height),
        lang=lang,
        title=words.title(found, pairs, omitted, lang) if known else _("No statement answers this choice"),
        subtitle=dotted(told),
        source=source_line(ds.sources, lang, pages),
        note=" ".join(
            [
                _(
                    "Conflicts are found by comparing statements, not chosen by hand. Statements that can "
                    "both be true are not counted. A decision is a person’s, with its reason."
                ),
                *words.left_out(omitted, min_origin_groups=min_origin_groups, lang=lang),
            ]
        ),
        alt=" ".join(
            [
                _("Statements that cannot both hold, side by side."),
                *(
                    f"{dispute.question.rstrip('.')}{'' if dispute.question.endswith('?') else '.'}"
                    for dispute in found
                ),
            ]
        ),
        table=words.table(ds, pairs, lang),
    )


def _draw(canvas: Canvas, ds: Dataset, found: list[words.Dispute], lang: str) -> float:
    _ = catalogue(lang)
    sheet = canvas.sheet
    if not found:
        return canvas.words(sheet.width / 2, 60, _("no conflict"), color=MUTED, align="center") + 60
    pages, cite = page_names(ds, lang), Citer(ds, lang)
    claims = {row["claim_id"]: row for row in rows_of(ds.claims)}
    y = _key(canvas, found, lang)
    for dispute in found:
        canvas.line((sheet.pad, y), (sheet.width - sheet.pad, y), color=RULE)
        label = sheet.inner if sheet.narrow else 330
        below = canvas.paragraph(sheet.pad, y + 10, label, dispute.subject, bold=True)
        below = canvas.paragraph(sheet.pad, below + 1, label, dispute.asked)
        below = canvas.paragraph(sheet.pad, below + 2, label, dispute.kind, size=sheet.small, color=MUTED)
        n = len(dispute.claim_ids)
        gap = 34
        wide = sheet.inner - 18 if sheet.narrow else (sheet.inner - label - 30 - gap * (n - 1)) / n
        top = below + 8 if sheet.narrow else y + 10
        end = top
        for place, claim_id in enumerate(dispute.claim_ids):
            x = sheet.pad + 18 if sheet.narrow else sheet.pad + label + 30 + place * (wide + gap)
            if place > 0 and sheet.narrow:
                canvas.words(sheet.pad, top, "≠", bold=True, color=MUTED)
            elif place > 0:
                middle = {"align": "center", "anchor": "middle"}
                canvas.words(x - gap / 2 - 2, top + 16, "≠", size=20, bold=True, color=MUTED, **middle)
            claim = claims[claim_id]
            low = _card(
                canvas, cite, claim_id, claim[f"says_{lang}"], pages[claim["source_id"]], dispute, x, top, wide, lang
            )
            end = max(end, low)
            top = low + 10 if sheet.narrow else top
        for reason in dispute.reasons:
            start = sheet.pad + (18 if sheet.narrow else label + 30)
            text = _("Decision: {reason}").format(reason=reason)
            end = canvas.paragraph(start, end + 6, sheet.width - sheet.pad - start, text, size=sheet.small)
        y = max(end, below) + 14
    return y


def _key(canvas: Canvas, found: list[words.Dispute], lang: str) -> float:
    """Say what filled and pale marks mean, as far as there are any; return where that ends."""
    _ = catalogue(lang)
    sheet = canvas.sheet
    decided = any(dispute.preferred for dispute in found)
    looks = [(DEEP, DEEP, _("preferred, with the reason")), (PAPER, ABSENT, _("not preferred"))] if decided else []
    if any(not dispute.preferred for dispute in found):
        looks.append((PAPER, DEEP, _("nobody decided")))
    spots, end = places([text for *_look, text in looks], sheet, left=sheet.pad - 8, top=0)
    for (fill, line, text), (x, y) in zip(looks, spots, strict=True):
        canvas.line((x + SAMPLE / 2, y - 8), (x + SAMPLE / 2, y + 9), color=line, width=3)
        canvas.sample(Mark(x + SAMPLE / 2, y - 3, "circle", 9, fill, line=DEEP, width=1.8))
        canvas.words(x + SAMPLE - 4, y, text, size=sheet.small, color=MUTED, anchor="middle")
    return end + 8


def _card(
    canvas: Canvas,
    cite: Citer,
    claim_id: str,
    text: str,
    page: str,
    dispute: words.Dispute,
    x: float,
    y: float,
    wide: float,
    lang: str,
) -> float:
    """Set one statement with its page; return where it ends."""
    _ = catalogue(lang)
    sheet = canvas.sheet
    chosen_side = claim_id in dispute.preferred
    head = _("{page}: preferred").format(page=page) if chosen_side else page
    below = canvas.paragraph(
        x + 14, y, wide - 14, head, size=sheet.small, color=INK if chosen_side else MUTED, bold=chosen_side
    )
    low = canvas.paragraph(x + 14, below + 1, wide - 14, text)
    canvas.line((x + 2, y + 2), (x + 2, low), color=DEEP if chosen_side or not dispute.preferred else ABSENT, width=3)
    hover = cite([claim_id], heading=dispute.question)
    canvas.mark(
        Mark(
            x + 2,
            y + 8,
            "circle",
            9,
            DEEP if chosen_side else PAPER,
            line=DEEP,
            width=1.8,
            hover=hover,
            claim_ids=(claim_id,),
        )
    )
    return low
