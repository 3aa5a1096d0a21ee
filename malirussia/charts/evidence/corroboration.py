"""Corroboration as a matrix: which page says what, and which is silent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.evidence.agreement import SAYING, STANCES, fact_table, stances
from malirussia.analysis.known import rows_of
from malirussia.charts.evidence import corroboration_words as words
from malirussia.charts.paper import measure
from malirussia.charts.paper.canvas import Canvas, Mark
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.key import SAMPLE, places
from malirussia.charts.paper.theme import ABSENT, INK, MUTED, PAPER, RULE, STATUSES, Sheet
from malirussia.charts.words.citing import Citer, captions, page_names
from malirussia.charts.words.phrases import chosen, dotted
from malirussia.charts.words.rungs import DEEP
from malirussia.charts.words.sources import read_in_part, source_line
from malirussia.language import capital, catalogue, number, word

if TYPE_CHECKING:
    from malirussia.tables import Dataset

# Columns narrower than this, in pixels, are numbered and named in a list above.
NAMED = 90
# Columns narrower than this, in pixels, would run into each other: then a row lists who speaks, each by its number.
COLUMN = 26
# How far the answers to a question are set in.
INDENT = 18
# Of a row that lists who speaks: from a mark to its number, and from line to line.
_MARK, _LINE = 19, 22
# Verdict groups in the order in which they are drawn.
VERDICTS = ("corroborated", "carried", "disputed", "superseded", "single")


@drawn
def corroboration_matrix(
    sheet: Sheet,
    ds: Dataset,
    *,
    lang: str = "fr",
    as_of: str | None = None,
    sector: str | None = None,
    min_origin_groups: int = 1,
) -> Drawing:
    """Draw the facts that several pages speak of against the pages; facts that one page gives are counted.

    Args:
        sheet: The paper.
        ds: The tables.
        lang: `fr` or `en`.
        as_of: EDTF date; pages that appeared later are left out. None for all.
        sector: One sector; None or `all` for every sector.
        min_origin_groups: Draw facts that many independent sources speak of.
    """
    _ = catalogue(lang)
    facts = fact_table(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    stance_rows = stances(ds, facts, as_of=as_of)
    # A dispute is a row even where both its sides stand in one article: the title counts what the rows show.
    shown = facts["fact_id"].isin(_met(stance_rows)) | facts["verdict"].eq("disputed")
    asked = words.contested(ds, facts[shown], stance_rows, lang)
    several, alone = _ordered(facts[shown], asked), facts[~shown]
    pages = _by_date(ds, stance_rows)
    texts = words.sentences(ds, facts, lang)
    canvas = Canvas(sheet)
    height = _draw(canvas, ds, several, asked, alone, stance_rows, pages, texts, lang)
    held = int((facts["verdict"] == "corroborated").sum())
    disputed = int((facts["verdict"] == "disputed").sum())
    said = [
        _("What each article states, hedges, denies, contradicts or leaves unsaid"),
        _.n("{n} fact", "{n} facts", len(facts)).format(n=number(len(facts), lang)),
        _.n("{n} article", "{n} articles", len(pages)).format(n=number(len(pages), lang)),
        *chosen(lang, as_of, min_origin_groups),
    ]
    return Drawing(
        figure=canvas.figure(height),
        lang=lang,
        title=words.title(captions(ds, lang), facts, lang),
        subtitle=dotted(said),
        source=source_line(ds.sources, lang, pages),
        note=" ".join(
            [
                _("Articles of one outlet, or that carry one dispatch, count as one independent source."),
                *(
                    [_("Who says the same in several articles is one speaker: said by one, carried by several.")]
                    if facts["verdict"].eq("carried").any()
                    else []
                ),
                _("Hedged: told as a plan, in the conditional, or as another’s word."),
                *(
                    [_("Says otherwise: states something that cannot hold beside the row.")]
                    if stance_rows["stance"].eq("otherwise").any()
                    else []
                ),
                _("A dash, or no mark, is silence, not a denial."),
                *filter(None, [read_in_part(ds.sources, lang, pages)]),
            ]
        ),
        alt=words.alt(several, alone, texts, held, disputed, lang),
        table=words.table(ds, several, alone, stance_rows, pages, texts, lang),
    )


def _met(stance_rows: pd.DataFrame) -> pd.Series:
    """Return the facts on which more than one article has a word, for or against."""
    spoken = stance_rows.loc[stance_rows["stance"] != "silent", "fact_id"].value_counts()
    return spoken.index[spoken > 1].to_series()


def _saying(stance_rows: pd.DataFrame) -> dict[str, int]:
    """Count, fact by fact, the independent sources that say its sentence: who contradicts it is none of them."""
    says = stance_rows[stance_rows["stance"].isin(SAYING)]
    return {str(fact): int(n) for fact, n in says.groupby("fact_id")["origin_group"].nunique().items()}


def _ordered(facts: pd.DataFrame, asked: Mapping[str, str]) -> pd.DataFrame:
    """Order facts by verdict, those that answer one question otherwise together, where a dispute would stand."""
    place = facts["verdict"].map(VERDICTS.index).mask(facts["fact_id"].isin(asked), VERDICTS.index("disputed"))
    keys = facts.assign(place=place, question=[asked.get(fact, "") for fact in facts["fact_id"]])
    order = ["place", "question", "n_origin_groups", "fact_id"]
    keys = keys.sort_values(order, ascending=[True, True, False, True], kind="stable")
    return facts.loc[keys.index]


def _by_date(ds: Dataset, stance_rows: pd.DataFrame) -> list[str]:
    used = ds.sources[ds.sources["source_id"].isin(stance_rows["source_id"])]
    return used.sort_values(["published", "source_id"], na_position="last")["source_id"].tolist()


def _draw(
    canvas: Canvas,
    ds: Dataset,
    several: pd.DataFrame,
    asked: Mapping[str, str],
    alone: pd.DataFrame,
    stance_rows: pd.DataFrame,
    pages: list[str],
    texts: dict[str, str],
    lang: str,
) -> float:
    _ = catalogue(lang)
    sheet = canvas.sheet
    if not pages:
        return (
            canvas.words(sheet.width / 2, 60, _("No statement answers this choice"), color=MUTED, align="center") + 60
        )
    left, most = (sheet.pad + 12, 42.0) if sheet.narrow else (sheet.pad + 486, 112.0)
    voices = _saying(stance_rows)
    tallies = {
        fact["fact_id"]: _beside(fact, voices.get(fact["fact_id"], 0), lang, contested=fact["fact_id"] in asked)
        for fact in rows_of(several)
    }
    beside = (
        max(
            measure.width(_sources(2, lang), sheet.small),
            *(measure.width(tally, sheet.small) for tally in tallies.values()),
            0,
        )
        + 16
    )
    step = min(most, (sheet.width - sheet.pad - beside - left) / len(pages))
    if step < COLUMN:
        return _listed(canvas, ds, several, asked, alone, stance_rows, pages, texts, tallies, left, beside, lang)
    at = {page: left + step * (place + 0.5) for place, page in enumerate(pages)}
    end_of_marks = left + step * len(pages) + 14
    rows_drawn = stance_rows[stance_rows["fact_id"].isin(several["fact_id"])]
    y = _headings(canvas, ds, at, step, _key(canvas, set(rows_drawn["stance"]), lang), lang)
    cite, names = Citer(ds, lang), page_names(ds, lang)
    cells = {(row["fact_id"], row["source_id"]): row for row in rows_of(stance_rows)}
    heads = _Heads(canvas, asked, lang)
    for fact in rows_of(several):
        told = texts[fact["fact_id"]]
        y, begin = heads.draw(fact, y)
        if sheet.narrow:
            middle = canvas.paragraph(begin, y + 5, sheet.width - sheet.pad - begin, told) + 11
            low = middle + 13
        else:
            rows = measure.wrap(told, sheet.text, left - begin - 16)
            low = y + max(30, measure.height(len(rows), sheet.text) + 12)
            middle = (y + low) / 2
            canvas.words(begin, middle, rows, anchor="middle")
        for page, x in at.items():
            cell = cells[(fact["fact_id"], page)]
            ids = tuple(part for part in cell["claim_ids"].split(";") if part)
            stance = words.stance_word(cell["stance"], lang)
            hover = cite(ids, heading=stance) if ids else words.silence(stance, told, names[page])
            # Silence has no claim: what points to its evidence is the fact that the page does not speak of.
            ids = ids or (fact["fact_id"],)
            canvas.mark(_look(cell["stance"], x, middle, hover, ids))
        canvas.words(end_of_marks, middle, tallies[fact["fact_id"]], size=sheet.small, color=MUTED, anchor="middle")
        y = low
    return _singles(canvas, ds, alone, at, y, end_of_marks, left, lang)


class _Heads:
    """Writes what stands over the rows: the verdict of a section, and the question that its rows answer.

    Args:
        canvas: The paper.
        asked: Fact → the question that it answers.
        lang: `fr` or `en`.
    """

    def __init__(self, canvas: Canvas, asked: Mapping[str, str], lang: str) -> None:
        self._canvas, self._asked, self._lang = canvas, asked, lang
        self._section = self._question = ""

    def draw(self, fact: Mapping[str, Any], y: float) -> tuple[float, float]:
        """Write what stands over the row of a fact; return where that ends, and where the row begins."""
        canvas, sheet = self._canvas, self._canvas.sheet
        asked = self._asked.get(fact["fact_id"], "")
        heading = catalogue(self._lang)("Contradictory") if asked else word("verdict", fact["verdict"], self._lang)
        if heading != self._section:
            self._section = heading
            canvas.line((sheet.pad, y), (sheet.width - sheet.pad, y), color=INK)
            y = canvas.words(sheet.pad, y + 7, capital(heading), bold=True) + 5
        canvas.line((sheet.pad, y), (sheet.width - sheet.pad, y), color=RULE)
        if asked != self._question:
            self._question = asked
            y = canvas.paragraph(sheet.pad, y + 7, sheet.inner, asked) + 3 if asked else y
        # What answers a question stands below it, set in.
        return y, sheet.pad + (INDENT if asked else 0)


def _listed(
    canvas: Canvas,
    ds: Dataset,
    several: pd.DataFrame,
    asked: Mapping[str, str],
    alone: pd.DataFrame,
    stance_rows: pd.DataFrame,
    pages: list[str],
    texts: dict[str, str],
    tallies: Mapping[str, str],
    left: float,
    beside: float,
    lang: str,
) -> float:
    """Draw many articles: beside each fact those that speak of it, by their numbers; below it all their names."""
    _ = catalogue(lang)
    sheet = canvas.sheet
    speaking = stance_rows[stance_rows["stance"] != "silent"]
    cells = {(row["fact_id"], row["source_id"]): row for row in rows_of(speaking)}
    y = _key(canvas, set(speaking.loc[speaking["fact_id"].isin(several["fact_id"]), "stance"]), lang)
    end = sheet.width - sheet.pad - beside
    cite, heads = Citer(ds, lang), _Heads(canvas, asked, lang)
    for fact in rows_of(several):
        y, begin = heads.draw(fact, y)
        told = texts[fact["fact_id"]]
        if sheet.narrow:
            low = top = canvas.paragraph(begin, y + 5, sheet.width - sheet.pad - begin, told) + 13
            start = begin
        else:
            rows = measure.wrap(told, sheet.text, left - begin - 16)
            top, start = y + 16, left
            canvas.words(begin, y + 6, rows)
            low = y + measure.height(len(rows), sheet.text) + 7
        x, line = start, top
        for place, page in enumerate(pages, start=1):
            cell = cells.get((fact["fact_id"], page))
            if cell is None:
                continue
            ids = tuple(part for part in cell["claim_ids"].split(";") if part)
            label = number(place, lang)
            wide = _MARK + measure.width(label, sheet.small)
            if x + wide > end:
                x, line = start, line + _LINE
            hover = cite(ids, heading=words.stance_word(cell["stance"], lang))
            canvas.mark(_look(cell["stance"], x + 7, line, hover, ids))
            canvas.words(x + _MARK - 2, line, label, size=sheet.small, anchor="middle")
            x += wide + 12
        canvas.words(end + 14, top, tallies[fact["fact_id"]], size=sheet.small, color=MUTED, anchor="middle")
        y = max(low, line + 10) + 6
    canvas.line((sheet.pad, y), (sheet.width - sheet.pad, y), color=INK)
    own = ds.claims[ds.claims["fact_id"].isin(alone["fact_id"])].groupby("source_id")["fact_id"].nunique()
    told = _("Facts that one article alone gives") + f" ({number(len(alone), lang)})"
    y = canvas.paragraph(sheet.pad, y + 7, sheet.inner, told, bold=True) + 6
    return _names(canvas, ds, pages, {page: int(own.get(page, 0)) for page in pages}, y, lang)


def _names(canvas: Canvas, ds: Dataset, pages: list[str], own: Mapping[str, int], top: float, lang: str) -> float:
    """List the articles by number, in columns, each with the facts that it alone gives; return where that ends."""
    sheet = canvas.sheet
    names = page_names(ds, lang)
    columns = 1 if sheet.narrow else 3
    wide = (sheet.inner - 24 * (columns - 1)) / columns
    shift = measure.width(number(len(pages), lang), sheet.small, bold=True) + 8
    high = -(-len(pages) // columns)
    low = top
    for column in range(columns):
        x, y = sheet.pad + column * (wide + 24), top
        for place, page in list(enumerate(pages, start=1))[column * high : (column + 1) * high]:
            canvas.words(x, y, number(place, lang), size=sheet.small, bold=True)
            told = f"{names[page]} ({number(own[page], lang)})"
            y = canvas.paragraph(x + shift, y, wide - shift, told, size=sheet.small, color=MUTED) + 2
        low = max(low, y)
    return low + 8


def _beside(fact: Mapping[str, Any], n: int, lang: str, *, contested: bool) -> str:
    """Say how many independent sources say a fact; of one man whom several carry, that he is one."""
    _ = catalogue(lang)
    if fact["verdict"] == "superseded":
        return _.n("{n} source, set aside", "{n} sources, set aside", n).format(n=number(n, lang))
    if fact["verdict"] == "corroborated" and contested:
        return _.n("{n} source, corroborated", "{n} sources, corroborated", n).format(n=number(n, lang))
    if fact["verdict"] != "carried":
        return _sources(n, lang)
    return _("1 speaker, {n} sources").format(n=number(n, lang))


def _sources(n: int, lang: str) -> str:
    _ = catalogue(lang)
    return _.n("{n} independent source", "{n} independent sources", n).format(n=number(n, lang))


def _singles(
    canvas: Canvas,
    ds: Dataset,
    alone: pd.DataFrame,
    at: dict[str, float],
    y: float,
    end_of_marks: float,
    left: float,
    lang: str,
) -> float:
    """Count, page by page, the facts that it alone gives."""
    _ = catalogue(lang)
    sheet = canvas.sheet
    canvas.line((sheet.pad, y), (sheet.width - sheet.pad, y), color=INK)
    told = _("Facts that one article alone gives")
    text = [_.n("{n} fact", "{n} facts", len(alone)).format(n=number(len(alone), lang))]
    if sheet.narrow:
        low = canvas.paragraph(sheet.pad, y + 7, sheet.inner, told, bold=True)
        middle = low + max(11.0, measure.height(len(text), sheet.small) / 2 + 2)
    else:
        middle = y + 20
        canvas.words(
            sheet.pad,
            middle,
            measure.wrap(told, sheet.text, left - sheet.pad - 16, bold=True),
            bold=True,
            anchor="middle",
        )
    counts = ds.claims[ds.claims["fact_id"].isin(alone["fact_id"])].groupby("source_id")["fact_id"].nunique()
    for page, x in at.items():
        canvas.words(x, middle, number(int(counts.get(page, 0)), lang), bold=True, align="center", anchor="middle")
    canvas.words(end_of_marks, middle, text, size=sheet.small, color=MUTED, anchor="middle")
    return middle + 24


def _look(stance: str, x: float, y: float, hover: str = "", ids: tuple[str, ...] = ()) -> Mark:
    """Make the mark of a stance: full where stated, hollow where hedged, cross or diamond if against, else a dash."""
    match stance:
        case "stated":
            return Mark(x, y, "square", 13, DEEP, line=DEEP, hover=hover, claim_ids=ids)
        case "hedged":
            return Mark(x, y, "circle", 12, PAPER, line=DEEP, width=1.8, hover=hover, claim_ids=ids)
        case "denied":
            return Mark(x, y, "x", 12, STATUSES["cancelled"], line=STATUSES["cancelled"], hover=hover, claim_ids=ids)
        case "otherwise":
            return Mark(x, y, "diamond", 13, PAPER, line=STATUSES["cancelled"], width=2, hover=hover, claim_ids=ids)
        case _:
            return Mark(x, y, "line-ew", 9, ABSENT, line=ABSENT, width=1.5, hover=hover, claim_ids=ids)


def _key(canvas: Canvas, drawn_ones: set[str], lang: str) -> float:
    """Name the looks that the rows have; return where that ends."""
    sheet = canvas.sheet
    names = [name for name in STANCES if name in drawn_ones]
    texts = [words.stance_word(name, lang) for name in names]
    at, end = places(texts, sheet, left=sheet.pad - 6, top=0)
    for name, text, (x, y) in zip(names, texts, at, strict=True):
        canvas.sample(_look(name, x + SAMPLE / 2 - 2, y))
        canvas.words(x + SAMPLE - 2, y, text, size=sheet.small, color=MUTED, anchor="middle")
    return end + 8


def _headings(canvas: Canvas, ds: Dataset, at: dict[str, float], step: float, top: float, lang: str) -> float:
    """Name the pages above their columns, or number them where there is no room; return where that ends."""
    sheet = canvas.sheet
    names = page_names(ds, lang)
    if step >= NAMED:
        rows = {page: measure.wrap(names[page], sheet.small, step - 8) for page in at}
        bottom = top + measure.height(max(map(len, rows.values())), sheet.small)
        for page, x in at.items():
            canvas.words(x, bottom, rows[page], size=sheet.small, color=MUTED, align="center", anchor="bottom")
        return bottom + 8
    y = top
    for place, page in enumerate(at, start=1):
        canvas.words(sheet.pad, y, number(place, lang), size=sheet.small, bold=True)
        y = canvas.paragraph(sheet.pad + 16, y, sheet.inner - 16, names[page], size=sheet.small, color=MUTED) + 1
    y += 10
    for place, x in enumerate(at.values(), start=1):
        canvas.words(x, y, number(place, lang), bold=True, align="center")
    return y + 22
