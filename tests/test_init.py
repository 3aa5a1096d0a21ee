"""A ledger of one's own, from the wheel alone: in a folder with an awkward name, under LC_ALL=C."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from built_wheel import bare
from typer.testing import CliRunner

from malirussia import cli, paths
from malirussia.cli.begin.countries import UNSETTLED, sides
from malirussia.errors import MaliRussiaError

Done = subprocess.CompletedProcess[str]
Call = Callable[..., Done]
AWKWARD = "L'Été à 100 % {neuf}"
# What the package's own ledger is about. The name of the package is no word of it.
OTHER_TOPIC = re.compile(r"\b(?:mali(?!russia)\w*|russ\w*|bamako\w*|mosco\w*)", re.IGNORECASE)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("newsroom") / AWKWARD


@pytest.fixture(scope="module")
def call(site: Path, project: Path) -> Call:
    """Call the command line of the installed wheel, from the folder above the project if no other is given."""

    def run(*words: str, cwd: Path = project.parent) -> Done:
        command = [sys.executable, "-P", "-m", *words]
        variables = bare(site) | {"LC_ALL": "C", "LANG": "C"}
        return subprocess.run(command, cwd=cwd, env=variables, capture_output=True, encoding="utf-8", check=False)

    return run


@pytest.fixture(scope="module")
def made(call: Call, project: Path) -> Path:
    """The ledger as `init` leaves it."""
    done = call("malirussia", "init", AWKWARD, "--sides", "SN:NO")
    assert (done.returncode, done.stderr) == (0, "")
    return project


@pytest.fixture(scope="module")
def rendered(call: Call, made: Path) -> Path:
    """The ledger with its pages, in both languages."""
    done = call("malirussia", "-C", AWKWARD, "render", "*-FR", "*-en", "--no-images")
    assert done.returncode == 0, done.stdout + done.stderr
    return made


@pytest.mark.parametrize("words", [("build", "--check"), ("verify",), ("check", "--coverage"), ("check", "--origins")])
def test_a_new_ledger_is_green_before_its_first_edit(made: Path, call: Call, words: tuple[str, ...]) -> None:
    done = call("malirussia", "-C", AWKWARD, *words)
    assert (done.returncode, done.stderr.splitlines()) == (0, [f"ledger: {made / 'data'}"])


def test_the_tests_of_a_new_ledger_pass(made: Path, call: Call) -> None:
    done = call("pytest", "-q", "-p", "no:nbval", "-p", "no:cacheprovider", cwd=made)
    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_three_commands_lead_to_a_french_page_of_two_other_countries(rendered: Path) -> None:
    pages = sorted(path.parent.name for path in (rendered / "figures").glob("*-fr/index.html"))
    assert pages == ["actor-network-fr", "briefing-fr", "commitments-fr", "evidence-fr", "sectors-fr"]
    index = (rendered / "figures" / "fr" / "index.html").read_text(encoding="utf-8")
    assert "Sénégal–Norvège" in index
    assert all(page in index for page in pages)
    network = (rendered / "figures" / "actor-network-fr" / "index.html").read_text(encoding="utf-8")
    assert "Sénégal" in network
    assert "Norvège" in network


def test_nothing_of_the_packages_own_topic_is_in_another_ledger_or_its_pages(rendered: Path) -> None:
    assert len(list((rendered / "figures").glob("*-en/index.html"))) == 5
    said = {}
    for path in rendered.rglob("*"):
        if path.is_file() and path.name != "plotly.min.js":
            text = f"{path.relative_to(rendered)}\n{path.read_bytes().decode('utf-8', 'replace')}"
            if found := sorted({word.lower() for word in OTHER_TOPIC.findall(text)}):
                said[str(path.relative_to(rendered))] = found
    assert said == {}


@pytest.mark.parametrize(
    "words",
    [
        ("trace", "BRIDGE.length", "--lang", "fr"),
        ("render", "--list"),
        ("render", "--history"),
        ("render", "--diff", "briefing-fr"),
        ("publish",),
        ("schedule", "cron", "*-fr"),
        ("schedule", "airflow", "*-fr"),
        ("doctor",),
        ("point", "example.txt", "Elle promet", "2027"),
    ],
)
def test_every_command_works_in_it(rendered: Path, call: Call, words: tuple[str, ...]) -> None:
    done = call("malirussia", "-C", AWKWARD, *words)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() != ""


def test_a_text_of_ones_own_is_begun_and_built(made: Path, call: Call) -> None:
    (made / "data" / "corpus" / "Une brève.txt").write_text("Rien de neuf.\n", encoding="utf-8")
    source = made / "data" / "evidence" / "sources" / "une-breve.yaml"
    try:
        done = call("malirussia", "new-source", "Une brève.txt", cwd=made / "data" / "corpus")
        assert done.returncode == 0, done.stderr
        assert call("malirussia", "check", cwd=made / "notebooks").returncode == 0
    finally:
        source.unlink()
        (made / "data" / "corpus" / "Une brève.txt").unlink()


@pytest.mark.parametrize("lang", ["fr", "en,fr"])
def test_a_ledger_has_the_languages_and_the_title_that_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.delenv(paths.CORPUS_VARIABLE, raising=False)
    title = 'Deux rives: "le fleuve" #1'
    done = CliRunner().invoke(cli.app, ["init", str(tmp_path / "new"), "--title", title, "--lang", lang])
    assert done.exit_code == 0, done.output
    plan = yaml.safe_load((tmp_path / "new" / "notebooks" / "renders.yaml").read_text(encoding="utf-8"))
    assert plan["defaults"]["each"]["lang"] == lang.split(",")
    topic = yaml.safe_load((tmp_path / "new" / "data" / "evidence" / "topic.yaml").read_text(encoding="utf-8"))
    assert topic["title"] == {"fr": title, "en": title}
    assert [side["country"] for side in topic["sides"]] == ["XAA", "XBB"]
    descriptor = json.loads((tmp_path / "new" / "data" / "tidy" / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["topic"]["title"]["fr"] == title
    assert CliRunner().invoke(cli.app, ["-C", str(tmp_path / "new"), "verify"]).exit_code == 0


@pytest.mark.parametrize(
    ("words", "status", "found"),
    [
        (("--sides", "SN"), 2, "not two countries"),
        (("--sides", "SN:SN"), 2, "one country twice"),
        (("--sides", "SN:QQ"), 2, "'QQ' is no country"),
        (("--lang", "de"), 2, "give fr or en"),
        (("--title", " "), 2, "an empty title"),
        ((), 1, "is there already; name an empty folder"),
    ],
)
def test_a_ledger_that_cannot_be_made_is_told_in_one_line(
    tmp_path: Path, words: tuple[str, ...], status: int, found: str
) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(cli.app, ["init", str(tmp_path), *words])
    assert (done.exit_code, done.stdout) == (status, "")
    assert found in done.stderr
    assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


def test_countries_are_known_by_both_their_codes_and_named_in_both_languages() -> None:
    two = sides("ci:DEU")
    assert [(one.code, one.fr, one.en, one.entity, one.side) for one in two] == [
        ("CIV", "Côte d’Ivoire", "Côte d’Ivoire", "cote-d-ivoire", "cote_d_ivoire"),
        ("DEU", "Allemagne", "Germany", "germany", "germany"),
    ]
    assert sides(None) == UNSETTLED
    with pytest.raises(MaliRussiaError, match="no country"):
        sides("DDR:FR")
