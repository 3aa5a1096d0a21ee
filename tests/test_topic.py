from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_evidence import SmallEvidence, write

import malirussia as mr
from malirussia import evidence, tables
from malirussia.analysis.briefing import briefing
from malirussia.analysis.networks.between import between, joined_pairs
from malirussia.analysis.standing.ladder import ladder
from malirussia.analysis.topic import topic
from malirussia.charts import CHARTS
from malirussia.charts.briefing.report import Page
from malirussia.charts.evidence import report as evidence_report
from malirussia.charts.networks import report as network_report
from malirussia.charts.networks.marks import SPARE
from malirussia.charts.paper.chart import CHART_MIME, Chart
from malirussia.charts.sectors import report as sector_report
from malirussia.charts.supply.told import beside
from malirussia.errors import TablesError
from malirussia.language import LANGS
from malirussia.publish.site import Site
from malirussia.tables import Dataset

DAY = "2025-12-31"
ELSEWHERE = re.compile(r"Mali(?!russia)|malien|Russ|Moscou|Moscow|Bamako|Kremlin", re.IGNORECASE)
OURS = re.compile(r"malirussia|normali\w+|formali\w+", re.IGNORECASE)

GAZETTE = """\
source:
  id: la-gazette-2025
  title: Une autre voix
  publisher: La Gazette
  published: 2025-04-02
  lang: fr
  kind: press
  origin_group: la-gazette
  file: la-gazette.txt
  text_sha256: {hash}
  n_words: 50
  voice: la-revue
passages:
  p01: {{first: 0, words: 9, sha256: {hash}}}
claims:
- {{id: c01, passage: p01, subject: flour, predicate: tonnage, value: {{low: 9000, high: 9000, unit: t, per: month}},
   modality: stated, sector: milling, status: discussed, fr: On livrerait., en: Flour is to come.}}
- {{id: c02, passage: p01, subject: bakers, predicate: supplies, object: moulin-du-nord, modality: stated,
   sector: milling, fr: La guilde fournit le moulin., en: The guild supplies the mill.}}
- {{id: c03, passage: p01, subject: flour-loan, predicate: supplies, object: bakers, modality: stated, status: signed,
   sector: milling, fr: Le prêt est signé., en: The loan is signed.}}
- {{id: c04, passage: p01, subject: moulin-du-nord, predicate: supplies, object: weather, modality: stated,
   sector: milling, fr: Le moulin sert la météo., en: The mill serves the weather.}}
"""


def other(root: Path) -> SmallEvidence:
    """Evidence on two other countries: a sector and three kinds of its own, no scenario, a dispute that is decided."""
    small = write(root)
    small.edit("topic.yaml", "panels: [agriculture]", "panels: [milling]")
    small.edit("topic.yaml", "scenario: {name: petroleum, fact: flour.tonnage}\n", "")
    small.edit(
        "vocabulary.yaml", "  agriculture: {fr: Agriculture, en: Agriculture}", "  milling: {fr: Mouture, en: Milling}"
    )
    small.edit(
        "vocabulary.yaml",
        "predicates:\n",
        "  guild: {fr: guilde, en: guild, schema: [Organization], role: institution}\n"
        "  loan: {fr: prêt, en: loan, schema: [Contract], role: matter}\n"
        "  weather: {fr: météo, en: weather, schema: [Event]}\n"
        "predicates:\n",
    )
    small.edit("entities.yaml", "en: Moulin du Nord}", "en: Moulin du Nord, country: DNK}")
    small.edit("entities.yaml", "en: Coopérative Bleue}", "en: Coopérative Bleue, country: CHL}")
    small.edit(
        "entities.yaml",
        "  flour:",
        "  bakers: {schema: Organization, kind: guild, fr: Boulangers, en: Bakers, country: CHL}\n"
        "  flour-loan: {schema: Contract, kind: loan, fr: Prêt, en: Loan, country: null}\n"
        "  weather: {schema: Event, kind: weather, fr: Météo, en: Weather, country: null}\n"
        "  flour:",
    )
    small.edit("sources/la-revue-2025.yaml", "sector: agriculture", "sector: milling")
    small.edit("codes.yaml", "of: agriculture", "of: milling")
    path = small.folder / "sources" / "la-gazette-2025.yaml"
    path.write_text(GAZETTE.format(hash="a" * 64), encoding="utf-8")
    small.edit("decisions.yaml", "[la-revue-2025.c01, la-revue-2025.c02]", "[la-gazette-2025.c01, la-revue-2025.c02]")
    small.edit("decisions.yaml", "preferred: la-revue-2025.c01", "preferred: la-revue-2025.c02")
    return small


def built(small: SmallEvidence) -> Dataset:
    """The tables of a folder of evidence, built, written and read."""
    data = small.folder.parent
    ledger = evidence.load(small.folder)
    tables.write(tables.build(ledger, data / "reference"), data / "tidy", ledger.topic)
    return tables.load(data)


@pytest.fixture(scope="module")
def ds(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return built(other(tmp_path_factory.mktemp("other")))


def charts_of(ds: Dataset, lang: str) -> Iterator[Chart]:
    """Every chart but those of a scenario, which this topic has none of."""
    for name in CHARTS:
        draw = getattr(mr.charts, name)
        if name == "network":
            yield draw(mr.network(ds, as_of=DAY), lang=lang)
        elif name == "sector_panel":
            yield from (draw(ds, sector, lang=lang) for sector in sector_report.panels(ds, "all"))
        elif not name.startswith("supply_"):
            yield draw(ds, lang=lang, **({"as_of": DAY} if name == "commitment_timeline" else {}))


def words_of(ds: Dataset, lang: str) -> Iterator[str]:
    """What the pages say beside the charts."""
    graph, found = mr.network(ds, as_of=DAY), briefing(ds, as_of=DAY, since="2025-01-01")
    for say in (
        network_report.opening,
        network_report.tie_words,
        network_report.bridge_words,
        network_report.loss_words,
    ):
        yield say(graph, lang)
    for make in (network_report.tie_list, network_report.bridge_list, network_report.loss_list):
        yield make(graph, lang).to_csv()
    page = Page(ds, found, lang, beside(ds, DAY, lang))
    yield from (page.opening(), page.story(), page.disputed(), page.promises(), page.sources())
    yield sector_report.opening(ds, lang, as_of=DAY)
    yield evidence_report.opening(ds, lang, as_of=DAY)
    yield evidence_report.identity_table(ds, lang).to_csv()


@pytest.mark.parametrize("lang", LANGS)
def test_with_another_topic_no_chart_and_no_word_speaks_of_this_one(ds: Dataset, lang: str) -> None:
    drawn = list(charts_of(ds, lang))
    assert len(drawn) == len([name for name in CHARTS if not name.startswith("supply_")])
    told = [json.dumps(chart.bundle(), ensure_ascii=False) for chart in drawn]
    told += words_of(ds, lang)
    told += [f"{address}\n{content.decode()}" for address, content in Site(ds, ()).files().items()]
    told += [path.read_text(encoding="utf-8") for path in sorted(ds.folder.glob("*.[cj]s*"))]
    found = [
        text[max(0, hit.start() - 60) : hit.end() + 30]
        for text in told
        for hit in ELSEWHERE.finditer(OURS.sub("", text))
    ]
    assert found == []


@pytest.mark.parametrize(("lang", "left", "right"), [("fr", "DANEMARK", "CHILI"), ("en", "DENMARK", "CHILE")])
def test_the_sides_are_called_and_coloured_as_the_topic_says(ds: Dataset, lang: str, left: str, right: str) -> None:
    graph = mr.network(ds, as_of=DAY)
    figure = json.dumps(mr.charts.network(graph, lang=lang).bundle()[CHART_MIME], ensure_ascii=False)
    assert left in json.dumps(mr.charts.network(graph, lang=lang).to_plotly_json(), ensure_ascii=False, default=str)
    assert right in figure or right in str(mr.charts.network(graph, lang=lang).data)
    assert {graph.nodes["moulin-du-nord"]["side"], graph.nodes["bakers"]["side"]} == {"denmark", "chile"}
    (dots,) = [
        trace for trace in mr.charts.network(graph).data if trace.customdata is not None and trace.mode == "markers"
    ][:1]
    assert {"#D98A00", "#1B3F8B"} <= set(dots.marker.color)


def test_a_kind_of_ones_own_acts_climbs_or_stands_by_as_its_role_says(ds: Dataset) -> None:
    graph = mr.network(ds, as_of=DAY)
    # The mill with the co-operative and with the guild.
    assert joined_pairs(graph) == 2
    assert graph.nodes["flour-loan"]["side"] == "between"
    assert ladder(ds).set_index("entity_id").loc["flour-loan", "claimed"] == "signed"
    assert "role" not in graph.nodes["weather"]
    assert "weather" not in set(between(graph)["entity_id"])
    assert "weather" not in mr.network(ds, layer="events")


@pytest.mark.parametrize("lang", LANGS)
def test_a_kind_of_ones_own_has_its_word_and_a_mark(ds: Dataset, lang: str) -> None:
    chart = mr.charts.network(mr.network(ds, as_of=DAY), lang=lang)
    drawn = str(chart.data)
    assert {"fr": "guilde", "en": "guild"}[lang] in drawn
    assert all(symbol in drawn for symbol in SPARE[:3])


def test_a_reason_is_told_in_the_language_of_the_reader(ds: Dataset) -> None:
    for lang, reason in (("fr", "C’est signé."), ("en", "It is signed.")):
        assert reason in evidence_report.conflict_table(ds, lang).to_csv()


def test_the_topic_goes_where_the_tables_go(ds: Dataset, tmp_path: Path) -> None:
    moved = tmp_path / "tidy"
    moved.mkdir()
    for path in ds.folder.iterdir():
        (moved / path.name).write_bytes(path.read_bytes())
    assert topic(tables.load(moved)) == topic(ds)
    assert topic(ds).scenario is None
    (moved / "datapackage.json").write_text('{"topic": {"title": 3}}', encoding="utf-8")
    with pytest.raises(
        TablesError, match=r"^datapackage\.json: does not say what the tables are about .*; malirussia build$"
    ):
        topic(ds.__class__(folder=moved, **ds.tables))


def test_no_file_of_the_package_names_the_topic_of_this_ledger() -> None:
    package = Path(mr.__file__).parent
    files = [
        path for path in package.rglob("*") if path.suffix in {".py", ".po", ".html", ".css", ".js", ".txt", ".yml"}
    ]
    assert len(files) > 200
    found = [
        f"{path.relative_to(package)}: {hit.group()}"
        for path in files
        if "_data" not in path.parts
        for hit in ELSEWHERE.finditer(
            re.sub(r"(?i)malirussia|normali\w+|formali\w+", "", path.read_text(encoding="utf-8"))
        )
    ]
    assert found == []
