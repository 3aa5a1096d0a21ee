"""The tables on disk: the same bytes everywhere, all at once or not at all, clean under frictionless."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import frictionless
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malirussia import evidence, tables
from malirussia.errors import TablesError
from malirussia.tables import TABLES, cells, store
from malirussia.tables.package import table_schema

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def ledger() -> evidence.Ledger:
    """The project's evidence."""
    return evidence.load(CHECKOUT / "data" / "evidence")


@pytest.fixture(scope="module")
def built(ledger: evidence.Ledger) -> dict[str, pd.DataFrame]:
    """Its tables."""
    return tables.build(ledger, CHECKOUT / "data" / "reference")


@pytest.fixture(scope="module")
def folder(built: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder they are written to, to be read only."""
    made = tmp_path_factory.mktemp("made") / "tidy"
    tables.write(built, made)
    return made


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_committed_tables_are_what_the_evidence_says(built: dict[str, pd.DataFrame]) -> None:
    assert tables.stale(built, CHECKOUT / "data" / "tidy") == []


def test_what_is_read_is_what_was_written(built: dict[str, pd.DataFrame], folder: Path) -> None:
    ds = tables.load(folder)
    for name, table in ds.tables.items():
        pd.testing.assert_frame_equal(table, built[name])


def test_the_csv_files_say_the_same_as_the_parquet_files(built: dict[str, pd.DataFrame], folder: Path) -> None:
    for name, table in TABLES.items():
        pd.testing.assert_frame_equal(cells.read_csv(table, folder / f"{name}.csv"), built[name])


def test_a_folder_of_csv_alone_can_be_read(built: dict[str, pd.DataFrame], folder: Path, tmp_path: Path) -> None:
    for path in folder.glob("*.[cj]s*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    pd.testing.assert_frame_equal(tables.load(tmp_path).claims, built["claims"])


def test_the_package_is_clean_under_frictionless(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])
    assert {task.name for task in report.tasks} == set(TABLES)


def test_frictionless_finds_a_changed_cell(folder: Path, tmp_path: Path) -> None:
    for name, file in content(folder).items():
        (tmp_path / name).write_bytes(file)
    claims = tmp_path / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace(",affirmed,", ",perhaps,", 1), encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_the_package_declares_version_two_and_cites_every_source(built: dict[str, pd.DataFrame], folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert len(package["sources"]) == len(built["sources"])
    assert all(source["citation"] for source in package["sources"])
    for resource in package["resources"]:
        assert resource["schema"] == table_schema(TABLES[resource["name"]])
        for part in (resource, resource["parquet"]):
            assert (folder / part["path"]).stat().st_size == part["bytes"]


def test_numbers_have_no_false_precision(folder: Path) -> None:
    claims = (folder / "claims.csv").read_text(encoding="utf-8")
    assert ",160000,200000,t,month,false," in claims
    assert "160000.0" not in claims


def test_files_end_lines_with_one_lf(folder: Path) -> None:
    for name in TABLES:
        written = (folder / f"{name}.csv").read_bytes()
        assert b"\r" not in written
        assert written.endswith(b"\n")


@pytest.mark.parametrize(
    ("value", "cell"),
    [(160000.0, "160000"), (0.859, "0.859"), (1e-05, "0.00001"), (-0.4, "-0.4"), (1.37269e12, "1372690000000")],
)
def test_a_number_is_a_plain_decimal(value: float, cell: str) -> None:
    assert cells.number(value) == cell


@pytest.mark.parametrize("text", ["=1+1", "+223 20", "-", "@name", "\tx", "'=1", "''@x"])
def test_what_a_spreadsheet_would_run_is_escaped(text: str) -> None:
    assert cells.escape(text) == "'" + text
    assert cells.unescape(cells.escape(text)) == text


@given(st.text())
def test_escaping_loses_nothing_and_leaves_nothing_to_run(text: str) -> None:
    assert cells.unescape(cells.escape(text)) == text
    assert not cells.escape(text).startswith(tuple(cells.FORMULA))


def test_a_name_that_looks_like_a_formula_goes_there_and_back(built: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    names = built["names"].copy()
    names.loc[0, "name"] = '=HYPERLINK("x")'
    cells.write_csv(TABLES["names"], names, tmp_path / "names.csv")
    assert b"'=HYPERLINK" in (tmp_path / "names.csv").read_bytes()
    pd.testing.assert_frame_equal(cells.read_csv(TABLES["names"], tmp_path / "names.csv"), names)


def named(built: dict[str, pd.DataFrame], texts: list[str]) -> pd.DataFrame:
    """Rows of the names table that differ in the name only."""
    return built["names"].iloc[[0] * len(texts)].reset_index(drop=True).assign(name=pd.Series(texts, dtype="str"))


@given(texts=st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_any_text_goes_there_and_back(
    texts: list[str], built: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    names = named(built, texts)
    cells.write_csv(TABLES["names"], names, path)
    pd.testing.assert_frame_equal(cells.read_csv(TABLES["names"], path), names)
    with path.open(encoding="utf-8", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == [cells.escape(text) for text in texts]


def test_only_a_cell_that_would_part_is_quoted(built: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    texts = ["Mali, Niger", 'le "plan"', "deux\nlignes", "un\rretour", "l’or d'ici; 5 %", " blanc "]
    cells.write_csv(TABLES["names"], named(built, texts), tmp_path / "names.csv")
    written = (tmp_path / "names.csv").read_bytes().decode()
    for cell in ('"Mali, Niger"', '"le ""plan"""', '"deux\nlignes"', '"un\rretour"', ",l’or d'ici; 5 %,", ", blanc ,"):
        assert cell in written


def test_a_long_table_is_written_in_parts_that_do_not_show(
    built: dict[str, pd.DataFrame], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "AT_ONCE", 7)
    cells.write_csv(TABLES["claims"], built["claims"], tmp_path / "claims.csv")
    assert (tmp_path / "claims.csv").read_bytes() == (folder / "claims.csv").read_bytes()


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b",160000,", b",many,"),
        (b",false,", b",perhaps,"),
        (b"predicate", b"verb"),
        (b"\n", b"\nshort,row\n"),
        ("é".encode(), b"\xff"),
    ],
)
def test_a_file_that_is_another_table_is_refused_in_one_line(
    good: bytes, bad: bytes, folder: Path, tmp_path: Path
) -> None:
    claims = (folder / "claims.csv").read_bytes()
    assert good in claims
    (tmp_path / "claims.csv").write_bytes(claims.replace(good, bad, 1))
    with pytest.raises(TablesError, match=r"^claims.csv: is not the table claims \(.+\); build the tables again$"):
        cells.read_csv(TABLES["claims"], tmp_path / "claims.csv")


BUILD = """
import sys
from pathlib import Path
from malirussia import evidence, tables
root = Path(sys.argv[1])
tables.write(tables.build(evidence.load(root / "evidence"), root / "reference"), Path(sys.argv[2]))
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "31", "LC_ALL": "fr_FR.UTF-8", "PYTHONUTF8": "0"},
    ],
)
def test_the_bytes_do_not_depend_on_the_surroundings(
    surroundings: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    command = [sys.executable, "-c", BUILD, str(CHECKOUT / "data"), str(tmp_path / "elsewhere" / "out")]
    environment |= surroundings | {"PYTHONPATH": str(CHECKOUT)}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    assert content(tmp_path / "elsewhere" / "out") == content(folder)


def test_the_order_of_the_evidence_does_not_change_the_bytes(
    ledger: evidence.Ledger, folder: Path, tmp_path: Path
) -> None:
    turned = replace(
        ledger,
        **{
            name: dict(reversed(getattr(ledger, name).items()))
            for name in ("entities", "sources", "passages", "claims")
        },
        **{name: getattr(ledger, name)[::-1] for name in ("names", "identities", "codes")},
    )
    tables.write(tables.build(turned, CHECKOUT / "data" / "reference"), tmp_path / "tidy")
    assert content(tmp_path / "tidy") == content(folder)


def test_a_table_that_is_wrong_is_not_written(built: dict[str, pd.DataFrame], folder: Path, tmp_path: Path) -> None:
    tables.write(built, tmp_path / "tidy")
    wrong = {**built, "claims": built["claims"].assign(sector="ÉNERGIE")}
    with pytest.raises(TablesError, match="table claims: column sector: 'ÉNERGIE' is not"):
        tables.write(wrong, tmp_path / "tidy")
    assert content(tmp_path / "tidy") == content(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["tidy"]


@pytest.mark.parametrize("step", ["_write_parquet", "_keep_others", "_put_in_place"])
def test_a_build_that_fails_midway_leaves_the_old_tables(
    step: str, built: dict[str, pd.DataFrame], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables.write(built, tmp_path / "tidy")

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(store, step, fail)
    fewer = {**built, "codes": built["codes"].iloc[:3]}
    with pytest.raises(OSError, match="no space left"):
        tables.write(fewer, tmp_path / "tidy")
    assert content(tmp_path / "tidy") == content(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["tidy"]


KILLED = """
import sys, time
from pathlib import Path
from malirussia import evidence, tables
from malirussia.tables import package, store
root, out, where = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
made = tables.build(evidence.load(root / "evidence"), root / "reference")
made["codes"] = made["codes"].iloc[:3]
def wait(*_):
    print("here", flush=True)
    time.sleep(60)
if where == "files":
    package.write = wait
else:
    rename = Path.rename
    Path.rename = lambda self, to: wait() if self.name.endswith(".part") else rename(self, to)
tables.write(made, out)
"""


@pytest.mark.parametrize("where", ["files", "between the two renames"])
def test_a_build_that_is_killed_leaves_the_old_tables(
    where: str, built: dict[str, pd.DataFrame], folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "tidy"
    tables.write(built, out)
    command = [sys.executable, "-c", KILLED, str(CHECKOUT / "data"), str(out), where]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(CHECKOUT)})
    assert process.stdout is not None
    assert process.stdout.readline() == b"here\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    pd.testing.assert_frame_equal(tables.load(out).codes, built["codes"])
    assert content(out) == content(folder)
    tables.write(built, out)
    assert [path.name for path in tmp_path.iterdir()] == ["tidy"]


def test_other_files_of_the_folder_are_kept(built: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    (tmp_path / "tidy" / "notes").mkdir(parents=True)
    (tmp_path / "tidy" / "notes" / "own.txt").write_text("mine", encoding="utf-8")
    tables.write(built, tmp_path / "tidy")
    assert (tmp_path / "tidy" / "notes" / "own.txt").read_text(encoding="utf-8") == "mine"


def test_a_built_folder_can_be_read_by_those_who_could_read_it_before(
    built: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    (tmp_path / "plain").mkdir()
    tables.write(built, tmp_path / "tidy")
    assert (tmp_path / "tidy").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_stale_names_the_files_that_differ(built: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    tables.write(built, tmp_path / "tidy")
    (tmp_path / "tidy" / "names.parquet").unlink()
    with (tmp_path / "tidy" / "codes.csv").open("a", encoding="utf-8") as file:
        file.write("more\n")
    assert tables.stale(built, tmp_path / "tidy") == ["names.parquet", "codes.csv"]


def test_where_nothing_is_built_everything_is_stale(built: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    assert len(tables.stale(built, tmp_path / "nowhere")) == 27


def test_a_folder_without_tables_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TablesError, match=r"no tables: datapackage.json is not there; malirussia build"):
        tables.load(tmp_path)


def test_a_table_that_is_absent_is_named(folder: Path, tmp_path: Path) -> None:
    for name, file in content(folder).items():
        if not name.startswith("facts."):
            (tmp_path / name).write_bytes(file)
    with pytest.raises(TablesError, match=r"facts.csv: is not the table facts"):
        tables.load(tmp_path)


def test_a_data_folder_may_be_named_instead_of_its_tidy(built: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    tables.write(built, tmp_path / "tidy")
    assert tables.load(tmp_path).folder == (tmp_path / "tidy").resolve()
