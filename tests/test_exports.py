"""Exports: each is read back by a tool that people open it with, and says what it cannot carry."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import openpyxl
import pandas as pd
import pytest
from made_ledger import made, said
from typer.testing import CliRunner

import malirussia as mr
from malirussia import exports
from malirussia.cli import main
from malirussia.errors import MaliRussiaError
from malirussia.exports import jsonld
from malirussia.exports.carried import FORMATS, markdown
from malirussia.exports.selection import select
from malirussia.tables import Dataset, load
from malirussia.tables.schema import TABLES

PETROLEUM = "petroleum-deliveries.monthly_tonnage"


@cache
def loaded() -> Dataset:
    return mr.load()


@cache
def written(name: str) -> dict[str, bytes]:
    """The files of one export of the whole ledger, by name."""
    return {path.name: content for path, content in exports.contents(loaded(), name, Path("l")).items()}


def denying() -> Dataset:
    """A ledger in which one article denies what another affirms, and a text is full of signs."""
    return made(
        said(subject="mill", predicate="signed_by", object="ann", date="2025-06-23", says_fr="Oui.", says_en="Yes."),
        said(
            source="b",
            subject="mill",
            predicate="signed_by",
            object="ann",
            polarity="denied",
            date="2025-06-23",
            says_fr="=1+1",
            says_en='<a href="x">"no" & \x1f]]></a>',
        ),
        said(source="b", subject="mill", predicate="monthly_tonnage", low=160000.0, high=200000.0, unit="t",
             per="month", says_fr="f", says_en="e"),
        words={"signed_by": {"conflict": "polarity"}},
    )  # fmt: skip


@pytest.fixture(params=["gexf", "graphml"])
def read_graph(request: pytest.FixtureRequest) -> Any:
    reader = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}[request.param]

    def graph(ds: Dataset) -> nx.Graph:
        (content,) = exports.contents(ds, request.param, Path("l")).values()
        return reader(io.BytesIO(content))

    return graph


def test_networkx_reads_a_claim_as_an_edge_with_its_evidence(read_graph: Any) -> None:
    graph = read_graph(loaded())
    ds = loaded()
    assert set(ds.entities["entity_id"]) <= set(graph.nodes)
    assert graph.number_of_edges() == int(ds.claims["polarity"].eq("affirmed").sum())
    told = [values for *_ends, values in graph.edges(data=True)]
    for column in ("origin_group", "modality", "polarity", "asserted_by", "says_fr", "fact_id", "verdict"):
        assert all(column in values for values in told), column


def test_a_range_stays_two_numbers_in_a_graph(read_graph: Any) -> None:
    (told,) = [v for *_ends, v in read_graph(loaded()).edges(data=True) if v["fact_id"] == PETROLEUM]
    assert (told["low"], told["high"], told["unit"], told["per"]) == (160000.0, 200000.0, "t", "month")


def test_a_denial_is_no_tie_and_stays_told(read_graph: Any) -> None:
    graph = read_graph(denying())
    (tie,) = [values for *_ends, values in graph.edges(data=True) if values["label"] == "signed_by"]
    assert tie["polarity"] == "affirmed"
    assert tie["conflicts"] == "a.c1~b.c1"
    assert graph.nodes["mill"]["denied"].startswith('b.c1: <a href="x">"no" & ')


def test_igraph_reads_graphml(tmp_path: Path) -> None:
    path = tmp_path / "l.graphml"
    path.write_bytes(written("graphml")["l"])
    graph = igraph.Graph.Read_GraphML(str(path))
    assert graph.ecount() == int(loaded().claims["polarity"].eq("affirmed").sum())
    assert "160000 to 200000 t per month" in graph.vs["label"]


def test_gexf_dates_what_it_shows_by_the_day_of_the_article() -> None:
    text = written("gexf")["l"].decode()
    assert 'mode="dynamic" timeformat="date"' in text
    assert '<spell start="2025-10-24"/>' in text


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("sqlite") / "ledger.db"
    exports.export(loaded(), "sqlite", path)
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def test_sqlite_gives_the_thirteen_tables_back(base: sqlite3.Connection) -> None:
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for name, table in TABLES.items():
        back = table.frame(pd.read_sql(f"SELECT * FROM {name}", base))
        pd.testing.assert_frame_equal(back, table.frame(getattr(loaded(), name)))


def test_sqlite_finds_words_without_their_accents_and_people_by_any_name(base: sqlite3.Connection) -> None:
    ask = "SELECT count(*) FROM claims_search WHERE claims_search MATCH ?"
    (accents,), (plain,) = base.execute(ask, ["pétroliers"]).fetchone(), base.execute(ask, ["petroliers"]).fetchone()
    assert accents == plain > 0
    assert base.execute(ask, ["Poutine"]).fetchone()[0] > 0


def test_every_question_for_datasette_has_an_answer_in_sqlite(base: sqlite3.Connection, tmp_path: Path) -> None:
    exports.export(loaded(), "sqlite", tmp_path / "ledger.db")
    queries = json.loads((tmp_path / "ledger.metadata.json").read_bytes())["databases"]["ledger"]["queries"]
    assert {"search", "amounts", "one_communique", "disputed", "denied", "due"} <= set(queries)
    for name, query in queries.items():
        rows = base.execute(query["sql"], {"words": "nucléaire"}).fetchall()
        assert rows or name == "denied", name


def test_a_workbook_has_the_codebook_first_and_values_of_their_type() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")["l"]))
    assert book.sheetnames == ["codebook", *TABLES]
    rows = book["claims"].iter_rows(values_only=True)
    names = next(rows)
    cells = [dict(zip(names, row, strict=True)) for row in rows]
    assert len(cells) == len(loaded().claims)
    (petroleum,) = [row for row in cells if row["fact_id"] == PETROLEUM]
    assert (petroleum["low"], petroleum["high"], petroleum["approx"]) == (160000, 200000, False)
    days = [row["date"] for row in cells if row["date"]]
    assert pd.Timestamp("2025-06-23") in days
    assert any(isinstance(day, str) for day in days)  # an interval is no day
    day = next(cell for cell in book["claims"][get_letter(names, "date")] if isinstance(cell.value, datetime))
    assert day.number_format == "dd/mm/yyyy"


def get_letter(names: tuple[Any, ...], name: str) -> str:
    return openpyxl.utils.get_column_letter(names.index(name) + 1)


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    (content,) = exports.contents(denying(), "xlsx", Path("l")).values()
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content))["claims"].iter_rows() for cell in row]
    (cell,) = [cell for cell in cells if cell.value == "=1+1"]
    assert cell.data_type == "s" or cell.quotePrefix is not None
    assert all(cell.data_type != "f" for cell in cells if cell is not None and cell.value != "=1+1")
    assert b"<f>" not in content


def test_json_ld_gives_the_thirteen_tables_back() -> None:
    back = jsonld.tables(written("jsonld")["l"])
    for name, table in TABLES.items():
        pd.testing.assert_frame_equal(back[name], table.frame(getattr(loaded(), name)))


def test_follow_the_money_has_an_entity_a_line_and_no_link_for_a_denial() -> None:
    lines = [
        json.loads(line) for line in next(iter(exports.contents(denying(), "ftm", Path("l")).values())).splitlines()
    ]
    by_id = {line["id"]: line for line in lines}
    assert by_id["a.c1"]["schema"] == "UnknownLink"
    assert by_id["b.c1"]["schema"] == "Note"
    assert "polarity: denied" in by_id["b.c1"]["properties"]["description"]
    assert {"low: 160000", "high: 200000"} <= set(by_id["b.c2"]["properties"]["description"])
    assert {"conflicts: a.c1~b.c1"} <= set(by_id["a.c1"]["properties"]["description"])


def test_a_crate_lists_every_file_with_its_hash(tmp_path: Path) -> None:
    files = exports.export(loaded(), "crate", tmp_path / "crate")
    told = json.loads((tmp_path / "crate" / "ro-crate-metadata.json").read_bytes())
    listed = {node["@id"] for node in told["@graph"] if node["@type"] == "File"}
    assert listed == {path.relative_to(tmp_path / "crate").as_posix() for path in files} - {"ro-crate-metadata.json"}
    assert load(tmp_path / "crate" / "data" / "tidy").claims.equals(loaded().claims)
    stale = tmp_path / "crate" / "data" / "tidy" / "claims.csv"
    exports.export(select(loaded(), as_of="2025-06-30"), "crate", tmp_path / "crate")
    (stale.with_name("old.csv")).write_text("of an earlier edition")
    metadata = tmp_path / "crate" / "ro-crate-metadata.json"
    metadata.write_text(metadata.read_text().replace("data/tidy/claims.csv", "data/tidy/old.csv"))
    exports.export(loaded(), "crate", tmp_path / "crate")
    assert stale.is_file() and not stale.with_name("old.csv").exists()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("mine")
    with pytest.raises(MaliRussiaError, match="holds other files"):
        exports.export(loaded(), "crate", tmp_path / "other")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_tables_give_the_same_bytes(name: str) -> None:
    again = {path.name: content for path, content in exports.contents(loaded(), name, Path("l")).items()}
    assert again == written(name)


def test_what_appeared_later_is_not_in_an_export_of_an_earlier_day() -> None:
    early = select(loaded(), as_of="2025-06-30")
    assert "malikonews-2025-10-24" not in set(early.sources["source_id"])
    assert PETROLEUM not in set(early.facts["fact_id"])
    assert 0 < len(early.claims) < len(loaded().claims)


@pytest.mark.parametrize(
    "choice", [{"as_of": "2025-06-25"}, {"sector": "energy"}, {"min_origin_groups": 2}, {"sector": "mining"}]
)
def test_a_choice_names_nothing_that_it_does_not_hold(choice: dict[str, Any]) -> None:
    chosen = select(loaded(), **choice)
    tables = chosen.tables
    for name, table in TABLES.items():
        for column in table.columns:
            if column.refers is not None:
                other, _, key = column.refers.partition(".")
                cells = tables[name][column.name].dropna()
                told = {part for cell in cells for part in (cell.split(";") if column.type == "list" else [cell])}
                assert told <= set(tables[other][key]), f"{name}.{column.name}"


def test_a_choice_keeps_both_sides_of_a_question() -> None:
    conflict = loaded().conflicts.iloc[0]
    sector = loaded().claims.set_index("claim_id").loc[conflict["claim_a"], "sector"]
    chosen = select(loaded(), sector=sector)
    assert {conflict["claim_a"], conflict["claim_b"]} <= set(chosen.claims["claim_id"])


def test_the_table_of_columns_in_the_docs_is_the_declaration(checkout: Path) -> None:
    text = (checkout / "docs" / "exports.md").read_text(encoding="utf-8")
    assert markdown() in text
    for name in FORMATS:
        assert f"malirussia export {name}" in text


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_format_loses_is_what_it_does_not_declare(name: str) -> None:
    lost = FORMATS[name].lost()
    told = exports.loss(name)
    assert [line for line in told if line.startswith("left out")] == [
        f"left out: {table}: {', '.join(columns)}" for table, columns in lost.items()
    ]
    assert (told == ["nothing is lost"]) == (not lost and not FORMATS[name].changed)


def test_the_command_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checkout: Path) -> None:
    monkeypatch.chdir(checkout)
    run = CliRunner().invoke(main, ["export", "gexf", "-o", str(tmp_path / "l.gexf"), "--as-of", "2025-06-30"])
    assert run.exit_code == 0, run.output
    assert (tmp_path / "l.gexf").read_bytes().startswith(b"<?xml")
    assert CliRunner().invoke(main, ["export", "gexf", "--loss"]).exit_code == 0
    assert f"One of: {' '.join(FORMATS)}." in " ".join(CliRunner().invoke(main, ["export", "--help"]).output.split())
    for wrong, words in ((["export", "gephi", "-o", "x"], "no format 'gephi'"), (["export", "gexf"], "-o ledger.gexf")):
        asked = CliRunner().invoke(main, wrong)
        assert asked.exit_code == 2
        assert words in " ".join(asked.output.split())


def test_a_dataset_writes_itself(tmp_path: Path) -> None:
    assert loaded().to_gexf(tmp_path / "l.gexf") == [tmp_path / "l.gexf"]
    assert (tmp_path / "l.gexf").read_bytes() == written("gexf")["l"]
