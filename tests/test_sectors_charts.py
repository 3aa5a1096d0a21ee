from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import drawn_charts
import pytest
from chart_boxes import cut, open_page, overlaps, text_boxes
from drawn_charts import DAY, FIGURES, articles
from first_five import first_five
from made_ledger import made, said
from playwright.sync_api import Page

import malirussia as mr
from malirussia.analysis.sectors.panels import sector_panel
from malirussia.analysis.sectors.sectors import claims_by_rung, sector_totals
from malirussia.charts.evidence.report import conflict_table
from malirussia.charts.paper.chart import Chart
from malirussia.errors import MaliRussiaError
from malirussia.language import LANGS
from malirussia.tables.conflicts import Decision

Make = Callable[..., Chart]

CHARTS: dict[str, Make] = {
    "sectors": lambda ds, **more: mr.charts.sectors_ladder(ds, **{"as_of": DAY} | more),
    "one sector": lambda ds, **more: mr.charts.sectors_ladder(
        ds, sector="energy", min_origin_groups=2, **{"as_of": DAY} | more
    ),
    "status": lambda ds, **more: mr.charts.status_ladder(ds, **{"as_of": DAY} | more),
    "energy": lambda ds, **more: mr.charts.sector_panel(ds, "energy", **{"as_of": DAY} | more),
    "mining": lambda ds, **more: mr.charts.sector_panel(ds, "mining", **{"as_of": DAY} | more),
    "security": lambda ds, **more: mr.charts.sector_panel(ds, "security", **{"as_of": DAY} | more),
    "matrix": lambda ds, **more: mr.charts.corroboration_matrix(ds, **{"as_of": DAY} | more),
    "calendar": lambda ds, **more: mr.charts.commitment_timeline(ds, **{"as_of": DAY} | more),
    "late": lambda ds, **more: mr.charts.commitment_timeline(ds, until="2029", **{"as_of": "2026-01-31"} | more),
}
COVERAGE: dict[str, Make] = {"coverage": lambda ds, **more: mr.charts.source_coverage(ds, **more)}


@cache
def drawn(name: str, lang: str) -> Chart:
    return drawn_charts.chart(name, lang) if name in FIGURES else CHARTS[name](articles(), lang=lang)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with open_page() as opened:
        yield opened


@pytest.fixture(scope="module")
def ds() -> mr.Dataset:
    return articles()


def claims_of_marks(chart: Chart) -> set[str]:
    """Every claim or fact that a mark carries, wide and narrow."""
    return {
        claim
        for figure in (chart, chart.narrow)
        for trace in figure.data
        for ids in (trace.customdata if trace.customdata is not None else ())
        for claim in ids
    }


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["one sector", "late"])  # test_figures reads the others
def test_no_two_labels_overlap_and_none_is_cut(page: Page, name: str, lang: str) -> None:
    chart = drawn(name, lang)
    for width in (1280, 390):
        figure = chart.for_image(width)  # type: ignore[arg-type]
        boxes = text_boxes(page, figure)
        assert len(boxes) >= 4
        assert overlaps(boxes) == []
        assert cut(boxes, width, figure["layout"]["height"]) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CHARTS)
def test_a_choice_that_nothing_answers_gives_a_chart_that_says_so(
    page: Page, ds: mr.Dataset, name: str, lang: str
) -> None:
    chart = CHARTS[name](ds, lang=lang, as_of="2020")
    for width in (1280, 390):
        figure = chart.for_image(width)  # type: ignore[arg-type]
        boxes = text_boxes(page, figure)
        assert overlaps(boxes) == []
        assert cut(boxes, width, figure["layout"]["height"]) == []
    assert claims_of_marks(chart) == set()


@pytest.mark.parametrize("name", CHARTS | COVERAGE)
def test_every_mark_leads_to_claims_of_the_ledger(ds: mr.Dataset, name: str) -> None:
    chart = drawn(name, "fr")
    marked = claims_of_marks(chart)
    assert marked
    # A silence has no claim: it leads to the fact.
    assert marked <= {*ds.claims["claim_id"], *ds.facts["fact_id"]}
    assert marked & set(ds.claims["claim_id"])


@pytest.mark.parametrize("name", CHARTS)
def test_the_table_lists_the_claims_of_the_marks(ds: mr.Dataset, name: str) -> None:
    chart = drawn(name, "en")
    listed = {claim for ids in chart.table["claim_ids"] for claim in ids.split(";") if claim}
    assert claims_of_marks(chart) & set(ds.claims["claim_id"]) <= listed


@pytest.mark.parametrize("name", CHARTS | COVERAGE)
def test_the_words_of_the_two_languages_differ(name: str) -> None:
    french, english = (drawn(name, lang) for lang in LANGS)
    for part in ("title", "subtitle", "source", "note", "alt"):
        assert getattr(french, part) != getattr(english, part)
    assert list(french.table.columns) != list(english.table.columns)


def test_one_mark_is_one_claim_and_every_claim_has_one(ds: mr.Dataset) -> None:
    chart = mr.charts.sectors_ladder(ds, lang="fr")
    marks = [ids for trace in chart.data if trace.customdata is not None for ids in trace.customdata]
    assert sorted(claim for ids in marks for claim in ids) == sorted(ds.claims["claim_id"])
    assert all(len(ids) == 1 for ids in marks)


def test_announced_and_done_differ_in_shape_and_not_only_in_colour() -> None:
    ds = made(*(said(source="a", sector="energy", status=status) for status in ("discussed", "pledged", "signed")))
    chart = mr.charts.sectors_ladder(ds, sector="energy", lang="en")
    marked = next(trace for trace in chart.data if trace.customdata is not None)
    assert len(set(marked.marker.symbol)) == 3
    status = mr.charts.status_ladder(made(said(source="a", status="signed"), said(source="b", status="signed")))
    alone = mr.charts.status_ladder(made(said(source="a", status="signed")))
    fills = [next(t for t in c.data if t.customdata is not None).marker.color[0] for c in (status, alone)]
    assert fills[0] != fills[1]


def test_an_empty_sector_says_no_claim_and_is_not_a_zero() -> None:
    chart = mr.charts.sectors_ladder(first_five(), lang="en", as_of="2025-06-23")
    texts = [note.text for note in chart.layout.annotations]
    assert "no statement" in texts
    row = chart.table[chart.table["Sector"] == "Agriculture"].iloc[0]
    assert row["Stage"] == "no statement"


def test_titles_follow_the_data() -> None:
    one = said(source="a", sector="energy", status="signed")
    two = said(source="b", sector="energy", status="completed")
    assert "In no sector" in mr.charts.sectors_ladder(made(one), lang="en").title
    both = mr.charts.sectors_ladder(made(one, two), lang="en").title
    assert both.startswith("Several sources confirm a signature in 1 of")
    assert both.endswith("something is said to be completed in 1")


@pytest.mark.parametrize("name", ["sectors", "status", "energy", "matrix"])
def test_text_of_the_ledger_is_escaped(name: str) -> None:
    bad = "<b>A</b> %{x} $y$"
    pair = [
        said(source=source, predicate="represents", object=who, status="signed", sector="energy", says_en=bad)
        for source, who in (("a", "anna"), ("b", "boris"), ("c", "boris"))
    ]
    chart = CHARTS[name](made(*pair, captions={"mill": bad, "anna": bad}), lang="en")
    for figure in (chart, chart.narrow):
        texts = [note.text for note in figure.layout.annotations]
        hovers = [text for trace in figure.data if trace.hovertext is not None for text in trace.hovertext]
        assert any("&lt;b&gt;" in text for text in [*texts, *hovers])
        # A heading on hover is bold by our own mark; the ledger's marks are text.
        assert not any("<b>A<" in text or "%{" in text or "$y" in text for text in [*texts, *hovers])


def test_an_unknown_sector_is_refused_in_one_line(ds: mr.Dataset) -> None:
    with pytest.raises(MaliRussiaError, match="use one of: all energy"):
        mr.charts.sectors_ladder(ds, sector="enrgy")


def test_the_reason_of_a_decision_is_shown_in_the_language_of_the_reader(ds: mr.Dataset) -> None:
    decided = ds.conflicts.dropna(subset="reason").iloc[0]
    assert decided["reason"] in conflict_table(ds, "en")["Reason"].tolist()
    assert decided["reason_fr"] in conflict_table(ds, "fr")["Motif"].tolist()


def test_a_reason_that_nobody_translated_is_shown_as_it_was_written() -> None:
    sides = (said(source="a", text="bread"), said(source="b", text="cake"))
    decided = (Decision(("a.c1", "b.c1"), "b.c1", "It names the cake.", "decisions.yaml:1"),)
    ds = made(*(side | {"predicate": "mandate"} for side in sides), decided=decided)
    assert "It names the cake." in conflict_table(ds, "fr")["Motif"].tolist()


@pytest.mark.parametrize(("lang", "words"), [("fr", "quel que soit le secteur"), ("en", "in whatever sector")])
def test_a_ladder_and_a_panel_confirm_one_agreement_alike(ds: mr.Dataset, lang: str, words: str) -> None:
    claims = claims_by_rung(ds, as_of="2025-10-24")
    agreements = sector_panel(ds, "security", as_of="2025-10-24").agreements
    assert sector_totals(claims, ["security"])["corroborated"].tolist() == ["signed"]
    assert agreements["corroborated"].tolist() == ["signed"]
    assert words in mr.charts.sectors_ladder(ds, lang=lang, as_of="2025-10-24").note
