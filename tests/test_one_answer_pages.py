"""Every number and verdict that a page tells of one thing is read, wherever it stands; two that differ fail.

Text, titles, subtitles, notes, alternative texts and tables are gathered as a reader meets them. A range whose ends
nearly are those of another on the page, and are not, is one quantity written two ways (2,300–7,090, 2,300–7,100).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd
import pytest
from drawn_charts import DAY, articles, chart, scenario

import malirussia as mr
from malirussia.analysis.briefing import briefing
from malirussia.analysis.standing.ladder import ladder as ladder_table
from malirussia.analysis.supply import compare
from malirussia.charts.briefing.report import Page
from malirussia.charts.evidence import report as evidence
from malirussia.charts.evidence.conflicts_words import group_heading
from malirussia.charts.networks import report as network
from malirussia.charts.sectors import report as sectors
from malirussia.charts.standing import report as commitments
from malirussia.charts.supply import prose, tables
from malirussia.charts.supply.told import beside
from malirussia.charts.words.rungs import rung_word
from malirussia.language import LANGS, counted

Range = tuple[float, float, str]

# A number, a dash or `à`, a number, and the word or sign that follows them.
_RANGE = re.compile(r"(?<![\w.,–-])(\d[\d\s.,]*?)(?:–|\s+à\s+)(\d[\d\s.,]*\d|\d)\s*(%|[^\W\d_]+)?", re.UNICODE)
# Closer than this, two numbers are one number rounded twice.
NEAR = 0.004


def amount(text: str, lang: str) -> float:
    bare = re.sub(r"\s", "", text)
    bare = bare.replace(",", ".") if lang == "fr" else bare.replace(",", "")
    return float(bare.rstrip("."))


def ranges(text: str, lang: str) -> Iterator[Range]:
    """The ranges of a text: both ends, and the word that says what they count."""
    for low, high, unit in _RANGE.findall(text.replace("\u2060", "")):
        ends = amount(low, lang), amount(high, lang)
        # Years and days of the month are no quantities.
        if ends[0] < ends[1] and not all(1990 <= end <= 2100 for end in ends):
            yield (*ends, unit)


def twice(texts: list[str], lang: str) -> list[tuple[Range, Range]]:
    """The ranges that nearly are another's and are not."""
    told = sorted({found for text in texts for found in ranges(text, lang)})
    return [
        (one, other)
        for place, one in enumerate(told)
        for other in told[place + 1 :]
        if one[2] == other[2]
        and one[:2] != other[:2]
        and all(near(a, b) for a, b in zip(one[:2], other[:2], strict=True))
    ]


def near(a: float, b: float) -> bool:
    return abs(a - b) <= NEAR * max(abs(a), abs(b))


def words_of(drawing: Any) -> list[str]:
    return [drawing.title, drawing.subtitle, drawing.note, drawing.alt, *cells(drawing.table)]


def cells(table: pd.DataFrame) -> list[str]:
    return [str(cell) for column in table.columns for cell in table[column] if isinstance(cell, str)]


def petroleum(lang: str) -> list[str]:
    one = scenario()
    charts = [chart(name, lang) for name in ("share", "denominators", "trucks", "tornado", "paths", "comparison")]
    shown = [
        maker(one, lang) for maker in (tables.answers_table, tables.contradictions_table, tables.conversions_table)
    ]
    return [
        prose.opening(one, lang),
        prose.contradictions(one, lang),
        *(text for drawing in charts for text in words_of(drawing)),
        *(text for table in shown for text in cells(table)),
    ]


def test_a_quantity_written_two_ways_is_seen() -> None:
    texts = ["It takes 2,300–7,090 tanker trucks.", "So 2,300–7,100 tanker trucks are under way.", "In 2025–2026."]
    assert twice(texts, "en") == [((2300.0, 7090.0, "tanker"), (2300.0, 7100.0, "tanker"))]
    assert twice(["2\u202f300 à 7\u202f090 camions", "2\u202f300–7\u202f090 camions"], "fr") == []
    assert twice(["82–93% of demand", "82–84% of demand"], "en") == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_petroleum_page_tells_no_quantity_in_two_ways(lang: str) -> None:
    told = petroleum(lang)
    assert len({found for text in told for found in ranges(text, lang)}) > 60
    assert twice(told, lang) == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_share_of_demand_met_is_one_in_title_note_table_and_beside_the_variants(lang: str) -> None:
    one = scenario()
    paths = mr.charts.supply_paths(one, lang=lang)
    variants = mr.charts.supply_comparison(one, compare(one.ds, one.scenario), lang=lang)
    share = next(found for found in ranges(paths.title, lang) if found[2] == "%")
    assert next(found for found in ranges(variants.title, lang) if found[2] == "%") == share
    assert share[:2] == (round(100 * one.served["low"]), round(100 * one.served["high"]))


@cache
def page(lang: str) -> tuple[Page, Any]:
    ds = articles()
    found = briefing(ds, as_of=DAY, since=ds.before(DAY))
    return Page(ds, found, lang, beside(ds, DAY, lang)), found


@pytest.mark.parametrize("lang", LANGS)
def test_the_briefing_its_ladder_and_the_panels_give_a_matter_one_stage_and_one_number_of_sources(lang: str) -> None:
    ds = articles()
    told, found = page(lang)
    stages = ladder_table(ds, as_of=DAY).set_index("entity_id")
    ladder = mr.charts.status_ladder(ds, as_of=DAY, lang=lang).table.set_index(_first(lang))
    story = told.story().split("\n\n")
    names = dict(zip(ds.entities["entity_id"], ds.entities[f"caption_{lang}"], strict=True))
    seen = told_whole = 0
    for dossier in found.dossiers:
        name = names[dossier.entity_id]
        # The first dossiers have a paragraph each, those that follow a line.
        paragraph = next((text for text in story if text.startswith(f"**{name[:1].upper()}{name[1:]}.**")), None)
        if dossier.rung not in ("signed", "implemented", "completed"):
            continue
        if stages.loc[dossier.entity_id, "corroborated"] != dossier.rung:
            continue
        seen += 1
        sources = ladder.loc[name].filter(regex="confirm").dropna()
        n = int(sources[sources.map(lambda cell: isinstance(cell, int | float))].iloc[0])
        assert n == dossier.groups
        if paragraph is not None:
            told_whole += 1
            assert counted(n, lang=lang)[0] in paragraph
        for sector in ("energy", "mining", "security", "trade"):
            panel = mr.charts.sector_panel(ds, sector, lang=lang, as_of=DAY)
            for _place, row in panel.table[panel.table.iloc[:, 1] == name].iterrows():
                if " / " in str(row.iloc[2]):
                    held = str(row.iloc[2]).partition(" / ")[2].partition(";")[0]
                    assert held == rung_word(dossier.rung, lang), (sector, name)
    assert seen >= 3
    assert told_whole >= 1


def _first(lang: str) -> str:
    return str(mr.charts.status_ladder(articles(), as_of=DAY, lang=lang).table.columns[0])


@pytest.mark.parametrize("lang", LANGS)
def test_promises_are_counted_alike_in_title_subtitle_sentence_and_table(lang: str) -> None:
    told, _found = page(lang)
    calendar = mr.charts.commitment_timeline(articles(), as_of=DAY, lang=lang)
    dated, undated = (int(n) for n in re.findall(r"\d+", calendar.subtitle)[:2])
    assert len(calendar.table) == dated + undated
    assert counted(undated, lang=lang, feminine=(0,))[0].lower() in told.promises().lower()
    title = f"{calendar.title} ".lower()
    assert counted(dated, lang=lang, feminine=(0,))[0] in title
    assert calendar.title in commitments.opening(articles(), lang, as_of=DAY).replace("\\", "")


@pytest.mark.parametrize("lang", LANGS)
def test_contradictions_are_counted_alike_on_the_evidence_page_and_asked_alike_in_the_briefing(lang: str) -> None:
    ds = articles()
    told, found = page(lang)
    table = evidence.conflict_table(ds, lang, as_of=DAY)
    questions = list(dict.fromkeys(table[group_heading(lang)]))
    lead = evidence.conflict_words(ds, lang, as_of=DAY)
    undecided = sum(
        not group["claim_ids"].isin(ds.conflicts["preferred"].dropna()).any()
        for _question, group in table.groupby(group_heading(lang))
    )
    for n in counted(len(questions), undecided, lang=lang, feminine=(0, 1)):
        assert n in lead
    asked = f"{told.story()}\n{told.disputed()}"
    open_ones = found.disputed.groupby(["subject", "predicate"]).ngroups
    # What does not fit is counted.
    rest = re.fullmatch(r"- \w+ (\d+) [^\[]*", told.disputed().splitlines()[-1])
    more = int(rest[1]) if rest else 0
    assert sum(question in asked.replace("\\", "") for question in questions) + more >= open_ones


@pytest.mark.parametrize("lang", LANGS)
def test_articles_ties_and_statements_are_counted_alike_in_text_and_figure(lang: str) -> None:
    ds = articles()
    graph = mr.network(ds, as_of=DAY)
    drawn = mr.charts.network(graph, lang=lang)
    entities, ties, pages = (int(n) for n in re.findall(r"\d+", drawn.subtitle)[:3])
    assert (entities, ties) == (len(graph), len(network.tie_list(graph, lang)))
    assert f" {pages} " in f" {network.opening(graph, lang).rsplit(chr(10), 1)[-1]} ".replace("\u00a0", " ")
    assert str(ties) in network.tie_words(graph, lang)
    matrix = mr.charts.corroboration_matrix(ds, as_of=DAY, lang=lang)
    facts = int(re.findall(r"\d+", matrix.subtitle)[0])
    assert facts == len(matrix.table)
    assert str(facts) in evidence.opening(ds, lang, as_of=DAY)
    ladder = mr.charts.sectors_ladder(ds, as_of=DAY, lang=lang)
    statements = int(re.findall(r"\d+", ladder.subtitle)[0])
    assert statements == ladder.table.iloc[:, 2].sum()
    assert str(statements) in sectors.opening(ds, lang, as_of=DAY)
