from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from first_five import FIRST_FIVE
from typer.testing import CliRunner, Result

from malirussia import cli, paths

CHECKOUT = Path(__file__).resolve().parent.parent
COMMANDS = [
    "accept", "build", "verify", "check", "trace", "point", "new-source", "render", "schedule", "publish", "lab",
    "doctor", "intake",
]  # fmt: skip

ARTICLES = paths.corpus_dir()

Call = Callable[..., Result]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the command line as a person does, from the checkout."""
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.delenv(paths.CORPUS_VARIABLE, raising=False)

    def run(*words: str) -> Result:
        return CliRunner().invoke(cli.app, list(words))

    return run


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the data folder, in use."""
    folder = tmp_path / "data"
    shutil.copytree(CHECKOUT / "data", folder, ignore=shutil.ignore_patterns("corpus"))
    monkeypatch.setenv(paths.DATA_VARIABLE, str(folder))
    return folder


def problems(result: Result) -> str:
    """What stands on the error stream below the line that says which ledger is read."""
    return "".join(line for line in result.stderr.splitlines(keepends=True) if not line.startswith("ledger: "))


needs_articles = pytest.mark.skipif(ARTICLES is None, reason="no articles on this machine")


def test_help_tells_every_command_whole(call: Call) -> None:
    result = call("--help")
    assert result.exit_code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in result.output
    assert "..." not in result.output.replace("[ARGS]...", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help(call: Call, command: str) -> None:
    result = call(command, "--help")
    assert result.exit_code == 0
    assert f"malirussia {command}" in result.output


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), "Missing command"),
        (("buidl",), "Did you mean 'build'"),
        (("trace",), "Missing argument 'ID'"),
        (("build", "--chekc"), "No such option"),
        (("verify", "--corpus", "no-such-folder"), "does not exist"),
        (("render", "no-such-render"), "no-such-render"),
        (("render", "--on", "nowhere"), "no address of a scheduler"),
        (("render", "--memory", "lots"), "write one such as 800M or 4G"),
        (("render", "--engine", "steam"), "use one of malirussia-warm, papermill"),
        (("render", "--tag", "nobody-has-this"), "no render bears it"),
        (("render", "petroleum-supply-fr", "--sweep", "low=much"), "--sweep low=much: 'much'; low is of type float"),
        (("render", "petroleum-supply-fr", "--sweep", "low=nan"), "low takes numbers that are finite"),
    ],
)
def test_a_wrong_call_is_told_in_one_line_with_status_2(call: Call, words: tuple[str, ...], found: str) -> None:
    result = call(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert found in result.stderr
    assert "--help" in result.stderr
    assert problems(result).count("\n") == 1


@pytest.mark.parametrize("words", [("verify",), ("check", "--coverage"), ("check", "--origins")])
def test_without_the_articles_the_call_is_wrong(call: Call, data: Path, words: tuple[str, ...]) -> None:
    result = call(*words)
    assert result.exit_code == 2
    assert paths.CORPUS_VARIABLE in result.stderr
    assert problems(result).count("\n") == 1


def test_the_committed_tables_are_fresh(call: Call) -> None:
    result = call("build", "--check")
    assert (result.exit_code, result.stdout, problems(result)) == (0, "", "")


def test_a_build_writes_what_is_stale_and_then_nothing(call: Call, data: Path) -> None:
    (data / "tidy" / "claims.csv").write_text("claim_id\n", encoding="utf-8")
    stale = call("build", "--check")
    assert stale.exit_code == 1
    assert "claims.csv" in stale.stderr
    assert (data / "tidy" / "claims.csv").read_text(encoding="utf-8") == "claim_id\n"
    assert call("build").exit_code == 0
    assert (data / "tidy" / "claims.csv").read_bytes() == (CHECKOUT / "data" / "tidy" / "claims.csv").read_bytes()
    assert "nothing changed" in call("build").stdout


def test_a_build_tells_a_program_how_many_rows_there_are(call: Call, data: Path) -> None:
    told = json.loads(call("build", "--json").stdout)
    assert len(told["tables"]) == 13
    assert told["tables"]["claims"] > 0
    assert told["written"] == []


def test_an_error_in_the_evidence_is_one_line_with_status_1_and_leaves_the_tables(call: Call, data: Path) -> None:
    before = {path.name: path.read_bytes() for path in (data / "tidy").iterdir()}
    entities = data / "evidence" / "entities.yaml"
    entities.write_text(
        entities.read_text(encoding="utf-8").replace("kind: person", "kind: persn", 1), encoding="utf-8"
    )
    result = call("build")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert problems(result).count("\n") == 1
    assert "entities.yaml:" in result.stderr
    assert "persn" in result.stderr
    assert {path.name: path.read_bytes() for path in (data / "tidy").iterdir()} == before


def test_check_counts_the_evidence(call: Call) -> None:
    told = json.loads(call("check", "--json").stdout)
    assert told["sources"] == len(list((paths.data_dir() / "evidence" / "sources").glob("*.yaml")))
    assert told["claims"] > told["passages"] > told["sources"]


@needs_articles
def test_every_passage_stands_in_the_articles(call: Call, tmp_path: Path) -> None:
    folder = str(ARTICLES)
    assert call("verify", "--corpus", folder).exit_code == 0
    told = json.loads(call("verify", "--corpus", folder, "--json").stdout)
    here = [passage for passage in told["passages"] if passage["copy"] != "absent"]
    assert {passage["state"] for passage in here} == {"verified"}
    assert {passage["passage_id"].rpartition(".")[0] for passage in here} == set(FIRST_FIVE)
    assert told["misprints"] == []
    nothing = call("verify", "--corpus", str(tmp_path))
    assert nothing.exit_code == 1
    assert "copies are not here" in nothing.stderr


@needs_articles
def test_a_changed_figure_is_a_missing_passage_and_status_1(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    shutil.copytree(str(ARTICLES), folder)
    changed = next(path for path in sorted(folder.glob("*.txt")) if "200 000" in path.read_text(encoding="utf-8"))
    changed.write_text(changed.read_text(encoding="utf-8").replace("200 000", "300 000"), encoding="utf-8")
    result = call("verify", "--corpus", str(folder))
    assert result.exit_code == 1
    assert "not in this copy" in result.stderr
    assert result.stdout.splitlines()[0].split() == ["source", "copy", "passages", "verified", "moved", "missing"]


@needs_articles
def test_nothing_in_the_articles_is_left_out_without_a_reason(call: Call) -> None:
    folder = str(ARTICLES)
    result = call("check", "--coverage", "--corpus", folder)
    assert result.exit_code == 0
    assert all("copies are not here" in line for line in problems(result).splitlines())
    told = json.loads(call("check", "--coverage", "--corpus", folder, "--json").stdout)
    assert told["complete"]
    here = [article for article in told["articles"] if article["copy"] != "absent"]
    assert {article["source_id"] for article in here} == set(FIRST_FIVE)
    assert all(0 < article["share"] <= 1 for article in here)


def test_a_fact_is_traced_to_its_sources(call: Call) -> None:
    from malirussia import tables

    claim = tables.load(None).claims.iloc[0]
    result = call("trace", claim.fact_id)
    assert result.exit_code == 0
    assert claim.claim_id in result.stdout
    assert claim.passage_id in result.stdout
    told = json.loads(call("trace", claim.fact_id, "--json").stdout)
    assert claim.claim_id in json.dumps(told)


def test_an_id_that_nothing_has_is_told_in_one_line(call: Call) -> None:
    result = call("trace", "no-such-thing")
    assert result.exit_code == 1
    assert "no-such-thing" in result.stderr
    assert problems(result).count("\n") == 1


def test_the_plan_of_renders_is_told(call: Call) -> None:
    names = [one["name"] for one in json.loads(call("render", "--list", "--json").stdout)]
    assert len(names) == len(set(names)) >= 6
    lines = call("render", "--list").stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == names


def test_the_doctor_looks_at_everything(call: Call) -> None:
    told = json.loads(call("doctor", "--json").stdout)
    assert [finding["looked_at"] for finding in told] == [
        "python",
        "checkout",
        "packages",
        "browser",
        "corpus",
        "copies",
        "tables",
    ]
    assert all(finding["todo"] != "" for finding in told if finding["verdict"] != "ok")


def test_the_doctor_says_that_tables_are_stale(call: Call, data: Path) -> None:
    (data / "tidy" / "claims.csv").unlink()
    result = call("doctor")
    assert result.exit_code == 1
    assert "malirussia build" in result.stdout


def test_a_lock_for_several_machines_is_read_for_this_one(tmp_path: Path) -> None:
    from malirussia.cli.doctor import pinned

    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "pandas==3.0.0 ; python_full_version < '3' \\\n    --hash=sha256:00\n"
        "pandas==3.1.0 ; python_full_version >= '3' \\\n    --hash=sha256:00\n    # via malirussia\n"
        "typer==0.29.2 \\\n    --hash=sha256:00\n",
        encoding="utf-8",
    )
    assert pinned(lock) == {"pandas": "3.1.0", "typer": "0.29.2"}


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from malirussia.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | variables)


def test_the_status_reaches_the_shell(tmp_path: Path) -> None:
    assert run("--help").returncode == 0
    assert run("nothing").returncode == 2
    told = run("build", MALIRUSSIA_DATA=str(tmp_path / "none"))
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.count("\n") == 1


def test_lab_starts_jupyterlab_and_hands_on_what_follows() -> None:
    told = run("lab", "--version")
    assert told.returncode == 0
    assert told.stdout.strip() == version("jupyterlab")


def test_what_a_program_reads_is_free_of_colour_and_bars() -> None:
    told = run("render", "--list", FORCE_COLOR="1")
    assert told.returncode == 0
    assert "\x1b" not in told.stdout + told.stderr


HELP = """
import sys
from malirussia.cli import main
sys.argv[1:] = ["--help"]
try: main()
except SystemExit: pass
"""


@pytest.mark.parametrize("code", ["import malirussia", HELP])
def test_starting_imports_nothing_heavy(code: str) -> None:
    heavy = "{'networkx', 'numpy', 'pandas', 'pandera', 'papermill', 'plotly', 'pyarrow'}"
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(sorted({heavy} & set(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.splitlines()[-1] == "[]"
