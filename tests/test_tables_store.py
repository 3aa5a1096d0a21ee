"""The tables on disk: the same bytes everywhere, all at once or not at all, clean under frictionless."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pytest
from first_five import FIRST_FIVE, only
from hypothesis import given
from hypothesis import strategies as st

from malirussia import evidence, paths, tables, versions
from malirussia.alone import LOCK, alone
from malirussia.errors import TablesError, os_problem
from malirussia.render.plan import tidy as plan_tidy
from malirussia.render.receipt import receipt
from malirussia.tables import TABLES, cells, package, store
from malirussia.tables.package import table_schema

sys.path.insert(0, str(Path(__file__).parent / "outside"))
import attack_builds

CHECKOUT = Path(__file__).resolve().parent.parent
GROUP = 4242


@pytest.fixture(scope="module")
def ledger() -> evidence.Ledger:
    """The evidence of the five articles."""
    return only(evidence.load(CHECKOUT / "data" / "evidence"), FIRST_FIVE)


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
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != LOCK}


def test_the_committed_tables_are_what_the_evidence_says() -> None:
    whole = tables.build(evidence.load(CHECKOUT / "data" / "evidence"), CHECKOUT / "data" / "reference")
    assert tables.stale(whole, CHECKOUT / "data" / "tidy") == []


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


@pytest.mark.parametrize("text", ["=1+1", "+223 20", "-", "@name", "\tx", "'=1", "''@x", "＝1", "＋1", "－1", "＠x"])
def test_what_a_spreadsheet_would_run_is_escaped(text: str) -> None:
    assert cells.escape(text) == "'" + text
    assert cells.unescape(cells.escape(text)) == text


@given(st.text() | st.text("=;'\t\r\n－@x"))
def test_escaping_loses_nothing_and_leaves_nothing_to_run(text: str) -> None:
    assert cells.unescape(cells.escape(text)) == text
    assert not any(part.startswith(tuple(cells.FORMULA)) for part in re.split("[;\n]", cells.escape(text)))


@pytest.mark.parametrize(("text", "cell"), [("a;=1", "a;'=1"), ("a;'=1", "a;''=1"), ("a\n＠x", "a\n'＠x")])
def test_what_begins_a_cell_in_a_french_spreadsheet_is_escaped_inside_a_text(text: str, cell: str) -> None:
    assert cells.escape(text) == cell


def test_a_name_that_looks_like_a_formula_goes_there_and_back(built: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    names = built["names"].copy()
    names.loc[0, "name"] = '=HYPERLINK("x")'
    cells.write_csv(TABLES["names"], names, tmp_path / "names.csv")
    assert b"'=HYPERLINK" in (tmp_path / "names.csv").read_bytes()
    pd.testing.assert_frame_equal(cells.read_csv(TABLES["names"], tmp_path / "names.csv"), names)


def named(built: dict[str, pd.DataFrame], texts: list[str]) -> pd.DataFrame:
    """Rows of the names table that differ in the name only."""
    return built["names"].iloc[[0] * len(texts)].reset_index(drop=True).assign(name=pd.Series(texts, dtype="str"))


@given(texts=st.lists(st.text(min_size=1) | st.text("=;'\t\r\n＝@x", min_size=1), min_size=1, max_size=5))
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
from first_five import FIRST_FIVE, only
from malirussia import evidence, tables
root = Path(sys.argv[1])
ledger = only(evidence.load(root / "evidence"), FIRST_FIVE)
tables.write(tables.build(ledger, root / "reference"), Path(sys.argv[2]))
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
    environment |= surroundings | {"PYTHONPATH": os.pathsep.join([str(CHECKOUT), str(CHECKOUT / "tests")])}
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


@pytest.mark.parametrize("step", ["tempfile.mkdtemp", "_put_in_place", "Path.rename"])
def test_a_build_that_fails_midway_leaves_the_old_tables(
    step: str, built: dict[str, pd.DataFrame], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables.write(built, tmp_path / "tidy")

    def fail(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(f"malirussia.versions.{step}", fail)
    fewer = {**built, "codes": built["codes"].iloc[:3]}
    with pytest.raises(OSError, match="no space left"):
        tables.write(fewer, tmp_path / "tidy")
    assert content(tmp_path / "tidy") == content(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["tidy"]


KILLED = """
import os, signal, sys
from pathlib import Path
from malirussia import versions
out, number = Path(sys.argv[1]), int(sys.argv[2])
steps = 0
def counted(step):
    def do(self, *to):
        global steps
        steps += 1
        if steps == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(self, *to)
    return do
for name in ("write_bytes", "rename", "replace", "rmdir"):
    setattr(Path, name, counted(getattr(Path, name)))
versions.replace(out, {"one.csv": b"new", "same.csv": b"same", "two.csv": b"new"}, 0, "build", ValueError)
print(steps)
"""


def test_a_build_that_is_killed_at_any_step_leaves_one_version(tmp_path: Path) -> None:
    old, new = ({"one.csv": text, "same.csv": b"same", "two.csv": text} for text in (b"old", b"new"))
    found = []
    for number in range(1, 12):
        out = tmp_path / str(number)
        versions.replace(out, old, 0, "build", TablesError)
        command = [sys.executable, "-c", KILLED, str(out), str(number)]
        done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONPATH": str(CHECKOUT)})
        found.append(versions.files(out))
        assert found[-1] in (old, new), (number, found[-1])
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        # Whoever comes next puts the rest in its place, and takes away what was left.
        versions.settle(out)
        assert content(out) == found[-1]
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert [old, new] == [one for one, after in pairwise([*found, {}]) if one != after]


def test_tables_that_an_earlier_version_was_killed_exchanging_are_found(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / ".tidy.old")
    assert receipt.tables(tmp_path / "tidy") == receipt.tables(folder)
    assert content(tmp_path / "tidy") == content(folder)


def test_tables_on_the_way_are_what_everybody_reads(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "tidy")
    on_the_way = tmp_path / "tidy" / versions.NEXT
    on_the_way.mkdir()
    (tmp_path / "tidy" / "codes.csv").rename(on_the_way / "codes.csv")
    with alone(tmp_path / "tidy", 0, "build"):
        assert tables.load(tmp_path).folder == (tmp_path / "tidy").resolve()
        assert versions.files(tmp_path / "tidy") == content(folder)
    assert receipt.tables(tmp_path / "tidy") == receipt.tables(folder)
    assert content(tmp_path / "tidy") == content(folder)


def test_one_file_is_found_though_it_is_moved_between_two_looks(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidy = tmp_path / "data" / "tidy"
    shutil.copytree(folder, tidy)
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path / "data"))
    readers = {
        "datapackage.json": (lambda: store.find(tidy), lambda: package.topic(tidy)),
        "facts.csv": (plan_tidy.facts, lambda: store.stale(tables.load(tidy).tables, tidy, package.topic(tidy))),
    }
    wanted = {name: [read() for read in of_it] for name, of_it in readers.items()}
    for name, of_it in readers.items():
        for number, read in enumerate(of_it):
            (tidy / versions.NEXT).mkdir()
            (tidy / name).rename(tidy / versions.NEXT / name)
            with monkeypatch.context() as looks, alone(tidy, 0, "build"):
                for look in ("is_file", "read_bytes", "stat"):
                    looks.setattr(Path, look, _then_moved(getattr(Path, look), tidy, name))
                assert read() == wanted[name][number]
            versions.settle(tidy)


def _then_moved(look: Callable[[Path], Any], tidy: Path, name: str) -> Callable[[Path], Any]:
    """Have a file put in its place as soon as somebody has looked at it where it is on its way."""
    on_the_way = tidy / versions.NEXT / name

    def looked(path: Path, *rest: Any, **more: Any) -> Any:
        found = look(path, *rest, **more)
        if path == on_the_way and os.path.lexists(on_the_way):
            on_the_way.replace(tidy / name)
        return found

    return looked


def test_who_waits_in_vain_for_a_build_is_told_who_is_at_it(
    built: dict[str, pd.DataFrame], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tidy").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with alone(tmp_path / "tidy", 0, "build"), pytest.raises(TablesError) as told:
        tables.write(built, tmp_path / "tidy", wait=0)
    assert f"another run works in tidy/: process {os.getpid()} of " in str(told.value)
    assert [path.name for path in (tmp_path / "tidy").iterdir()] == [LOCK]


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="being two people takes root")
def test_two_people_of_a_group_build_in_turns_and_keep_strangers_out(tmp_path: Path) -> None:
    shared = tmp_path / "data"
    shared.mkdir()
    os.chown(shared, 0, GROUP)
    shared.chmod(0o2770)
    tmp_path.chmod(0o711)
    for folder in tmp_path.parents:
        if folder.stat().st_uid == 0 and folder != Path("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o011)
    for text in (b"a", b"b", b"c"):
        person = 4000 + text[0] % 2
        assert as_person(person, shared / "tidy", text) == (0, b"")
        assert (shared / "tidy" / "one.csv").read_bytes() == text
        assert (shared / "tidy" / "one.csv").stat().st_uid == person
    assert (shared / "tidy" / LOCK).stat().st_mode & 0o777 == 0o660
    assert (shared / "tidy").stat().st_mode & 0o7777 == 0o2770 | 0o005


def as_person(number: int, folder: Path, text: bytes) -> tuple[int, bytes]:
    """Write a version as somebody of the group, with the umask that most have."""
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom malirussia import versions\n"
        f"os.setgroups([{GROUP}]); os.setgid({number}); os.setuid({number}); os.umask(0o022)\n"
        f"versions.replace(Path({str(folder)!r}), {{'one.csv': {text!r}, 'two.csv': b'two'}}, 0, 'build', ValueError)"
    )
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment)
    return done.returncode, done.stderr


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting takes root")
def test_stale_tables_are_built_where_nothing_but_their_own_folder_can_be_written(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(CHECKOUT / "data", data, ignore=shutil.ignore_patterns("corpus"))
    (data / "tidy" / "claims.csv").unlink()
    python = shlex.quote(sys.executable)
    mounts = (
        "mount --make-rprivate / && mount --bind $D $D && mount --bind $D/tidy $D/tidy && mount -o remount,bind,ro $D"
    )
    script = f"{mounts} || exit 77; cd $D/.. && {python} -P -m malirussia build"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "D": str(data), "MALIRUSSIA_DATA": str(data)}
    done = subprocess.run(["unshare", "-m", "sh", "-c", script], env=environment, capture_output=True, text=True)
    if done.returncode in (1, 77) and "unshare" in done.stderr + " mount" and not done.stdout:
        pytest.skip("this machine lets nobody mount")
    assert (done.returncode, done.stdout.endswith("1 files written\n")) == (0, True), done.stderr
    assert content(data / "tidy") == content(CHECKOUT / "data" / "tidy")


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting takes root")
def test_a_disk_that_is_full_is_named(built: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    (tmp_path / "tidy").mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(tmp_path / "tidy")])
    if mounted.returncode != 0:
        pytest.skip("this machine lets nobody mount")
    try:
        with pytest.raises(OSError, match="No space left") as told:
            tables.write(built, tmp_path / "tidy")
        problem = str(os_problem(told.value, "malirussia"))
        assert [path.name for path in (tmp_path / "tidy").iterdir()] == [LOCK]
    finally:
        subprocess.run(["umount", "-l", str(tmp_path / "tidy")], check=True)
    assert re.fullmatch(
        rf".*/tidy/\w+\.\w+: No space left on device; make room on the disk at {tmp_path}/tidy and run it again",
        problem,
    )


def test_builds_that_meet_are_never_mixed_and_no_reader_sees_a_torn_one(tmp_path: Path) -> None:
    found = attack_builds.attack(tmp_path, rounds=4, loads=20, commands=0)
    assert (found["mixed"], found["torn"]) == (0, 0), found


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
