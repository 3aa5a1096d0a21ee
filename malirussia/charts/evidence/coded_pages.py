"""How much of each page was coded: words under a passage, words left with a reason, and the rest of the body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.evidence.coded import coverage
from malirussia.analysis.known import rows_of
from malirussia.charts.paper import measure
from malirussia.charts.paper.canvas import Canvas, Mark
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.key import SAMPLE, places
from malirussia.charts.paper.theme import ABSENT, MUTED, PAPER, RULE, Sheet
from malirussia.charts.words.citing import Citer, page_names
from malirussia.charts.words.phrases import dotted
from malirussia.charts.words.rungs import DEEP
from malirussia.charts.words.sources import read_in_part, source_line
from malirussia.language import catalogue, counted, number, percent

if TYPE_CHECKING:
    from malirussia.tables import Dataset

# The names of the pages take no more than this beside the bars, in pixels; a longer one is broken in two.
LABELS = 360
PARTS = (("covered", DEEP, DEEP), ("ignored", ABSENT, ABSENT), ("rest", PAPER, DEEP))


@drawn
def source_coverage(sheet: Sheet, ds: Dataset, *, lang: str = "fr", as_of: str | None = None) -> Drawing:
    """Draw how much of the body of each page stands under a passage.

    Args:
        sheet: The paper.
        ds: The tables.
        lang: `fr` or `en`.
        as_of: EDTF date; pages that appeared later are left out. None for all.
    """
    _ = catalogue(lang)
    rows = coverage(ds, as_of=as_of)
    rows = rows.merge(ds.sources[["source_id", "published"]], on="source_id")
    rows = rows.sort_values(["published", "source_id"], na_position="last").reset_index(drop=True)
    names = page_names(ds, lang)
    canvas = Canvas(sheet)
    height = _draw(canvas, ds, rows, names, lang)
    return Drawing(
        figure=canvas.figure(height),
        lang=lang,
        title=_title(rows, lang),
        subtitle=_("Words of the body of each article, without its menus, teasers and notices"),
        source=source_line(ds.sources, lang, rows["source_id"]),
        note=" ".join(
            [
                _(
                    "A passage is a run of words that a statement rests on. Counted from the tables, without the "
                    "texts. What was left out of the coding has its written reason in the ledger."
                ),
                *filter(None, [read_in_part(ds.sources, lang, rows["source_id"])]),
            ]
        ),
        alt=" ".join(
            [
                _("One bar an article."),
                *(
                    _("{what}: {how}").format(what=names[row["source_id"]], how=f"{_share(row, lang)}.")
                    for row in rows_of(rows)
                ),
            ]
        ),
        table=_table(rows, names, lang),
    )


def _title(rows: pd.DataFrame, lang: str) -> str:
    """Say how much is coded, and whether anything is neither coded nor accounted for."""
    _ = catalogue(lang)
    body, covered, rest = (int(rows[part].sum()) for part in ("body", "covered", "rest"))
    first = _("Statements rest on {share} of the words of these articles").format(
        share=percent(covered / body if body else 0, lang)
    )
    if rest == 0:
        return _("{first}; every other word is left out with a reason").format(first=first)
    return _.n(
        "{first}; {n} word is neither used nor left out with a reason",
        "{first}; {n} words are neither used nor left out with a reason",
        rest,
    ).format(first=first, n=counted(rest, lang=lang)[0])


def _draw(canvas: Canvas, ds: Dataset, rows: pd.DataFrame, names: Mapping[str, str], lang: str) -> float:
    sheet = canvas.sheet
    longest = max((measure.width(names[row["source_id"]], sheet.text, bold=True) for row in rows_of(rows)), default=0.0)
    label = min(longest, LABELS)
    left = sheet.pad if sheet.narrow else sheet.pad + label + 24
    wide = sheet.width - sheet.pad - left - (0 if sheet.narrow else 300)
    cite = Citer(ds, lang)
    y = _key(canvas, lang) + 4
    most = max(1, int(rows["body"].max())) if len(rows) else 1
    for row in rows_of(rows):
        canvas.line((sheet.pad, y), (sheet.width - sheet.pad, y), color=RULE)
        if sheet.narrow:
            low = canvas.paragraph(sheet.pad, y + 6, sheet.inner, names[row["source_id"]], bold=True)
            bar = low + 4
            end = (
                canvas.paragraph(sheet.pad, bar + 22, sheet.inner, _share(row, lang), size=sheet.small, color=MUTED) + 8
            )
        else:
            bar, end = y + 13, y + 46
            name = measure.wrap(names[row["source_id"]], sheet.text, label + 1, bold=True)
            canvas.words(sheet.pad, bar + 9, name, bold=True, anchor="middle")
            canvas.words(left + wide + 20, bar + 9, _share(row, lang), size=sheet.small, color=MUTED, anchor="middle")
        x = float(left)
        for part, fill, line in PARTS:
            long = wide * row[part] / most
            if long > 0:
                canvas.box((x, bar), (x + long, bar + 18), fill=fill, color=line)
            x += long
        ids = tuple(sorted(ds.claims.loc[ds.claims["source_id"] == row["source_id"], "claim_id"]))
        hover = cite(ids, heading=names[row["source_id"]])
        # The pointer needs a mark to rest on; it takes the colour of its bar.
        middle = left + wide * row["covered"] / most / 2
        canvas.mark(Mark(middle, bar + 9, "square", 14, DEEP, line=DEEP, hover=hover, claim_ids=ids))
        y = end
    return y + 4


def _key(canvas: Canvas, lang: str) -> float:
    sheet = canvas.sheet
    texts = [part_word(part, lang) for part, _fill, _line in PARTS]
    at, end = places(texts, sheet, left=sheet.pad, top=0)
    for (_part, fill, line), text, (x, y) in zip(PARTS, texts, at, strict=True):
        canvas.box((x, y - 6), (x + SAMPLE - 10, y + 6), fill=fill, color=line)
        canvas.words(x + SAMPLE - 4, y, text, size=sheet.small, color=MUTED, anchor="middle")
    return end + 4


def part_word(part: str, lang: str) -> str:
    """Return the words for one part of a body."""
    _ = catalogue(lang)
    return {
        "covered": _("under a passage"),
        "ignored": _("left out, with a reason"),
        "rest": _("between the passages"),
    }[part]


def _share(row: Mapping[str, Any], lang: str) -> str:
    _ = catalogue(lang)
    n = row["n_claims"]
    return dotted(
        [
            _("{covered} of {body} words, {share}").format(
                covered=number(row["covered"], lang),
                body=number(row["body"], lang),
                share=percent(row["covered"] / row["body"] if row["body"] else 0, lang),
            ),
            _.n("{n} statement", "{n} statements", n).format(n=number(n, lang)),
        ]
    )


def _table(rows: pd.DataFrame, names: Mapping[str, str], lang: str) -> pd.DataFrame:
    _ = catalogue(lang)
    cells = [
        (
            names[row["source_id"]],
            row["n_words"],
            row["body"],
            row["covered"],
            row["ignored"],
            row["rest"],
            row["n_passages"],
            row["n_claims"],
        )
        for row in rows_of(rows)
    ]
    headings = [
        _("Article"), _("Words of the article"), _("Words of the body"), _("Under a passage"),
        _("Left out, with a reason"),
        _("Between the passages"), _("Passages"), _("Statements"),
    ]  # fmt: skip
    return pd.DataFrame(cells, columns=headings)
