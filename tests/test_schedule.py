from __future__ import annotations

import ast
import json
import os
import pwd
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from cronsim import CronSim
from hypothesis import given
from hypothesis import strategies as st
from render_project import ENTRY, PARAMETERS, PLAN, cell, notebook, small_data, write_project
from typer.testing import CliRunner, Result

from malirussia import cli, paths
from malirussia.errors import RenderError
from malirussia.render import schedule
from malirussia.render.page import images
from malirussia.render.schedule import airflow
from malirussia.render.schedule.timetable import Schedule

CHECKOUT = Path(__file__).resolve().parent.parent
WORKFLOWS = CHECKOUT / ".github" / "workflows"
# A name that every one of the four would read otherwise if it weren't escaped.
AWKWARD = "été 100%h%% $HOME \"q\" 'x' {{ 7 * 6 }} {lang} #;"
PAGE = notebook(
    cell(PARAMETERS + 'note = ""  # a remark\n', "parameters"),
    cell("from IPython.display import Markdown\nMarkdown(f'# {lang}\\n\\nText.')"),
)
BROKEN = notebook(cell(PARAMETERS, "parameters"), cell("raise RuntimeError('broken on purpose')"))
SECRET = notebook(cell(PARAMETERS + 'token = ""  # secret: key of the archive\n', "parameters"), cell("1"))

Call = Callable[..., Result]

needs_crontab = pytest.mark.skipif(shutil.which("crontab") is None, reason="no cron on this machine")
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project in a folder with an awkward name, with a data folder of its own, as the working folder."""
    folder = write_project(tmp_path / AWKWARD, {"page": PAGE, "broken": BROKEN})
    small_data(folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv(paths.DATA_VARIABLE, str(folder / "data"))
    monkeypatch.delenv(images.VARIABLE, raising=False)
    return folder


@pytest.fixture
def call() -> Call:
    """Call the command line."""

    def run(*words: str) -> Result:
        return CliRunner().invoke(cli.app, ["schedule", *words])

    return run


@pytest.fixture
def checkout(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The checkout as the working folder."""
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.delenv(paths.DATA_VARIABLE, raising=False)
    return CHECKOUT


def problems(told: Result) -> str:
    """What stands on the error stream below the line that says which ledger is read."""
    return "".join(line for line in told.stderr.splitlines(keepends=True) if not line.startswith("ledger: "))


# The call


def test_each_kind_prints_what_it_would_write(call: Call, project: Path, tmp_path: Path) -> None:
    for kind in schedule.KINDS:
        printed = call(kind, "page-*")
        told = call(kind, "page-*", "--to", str(tmp_path / kind))
        written = [Path(line) for line in told.stdout.splitlines()]
        assert (printed.exit_code, told.exit_code) == (0, 0)
        assert sorted(written) == sorted((tmp_path / kind).iterdir())
        assert "\n".join(path.read_text(encoding="utf-8") for path in written) == printed.stdout


def test_a_program_is_told_the_renders_and_the_files(call: Call, project: Path) -> None:
    told = json.loads(call("systemd", "page-*", "--at", "6:05", "--zone", "Africa/Bamako", "--json").stdout)
    assert told["renders"] == ["page-fr", "page-en"]
    assert (told["at"], told["zone"]) == ("06:05", "Africa/Bamako")
    assert list(told["files"]) == ["malirussia-render.service", "malirussia-render.timer"]
    assert all(text.startswith(f"# {name}\n") for name, text in told["files"].items())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), "Missing argument 'KIND'"),
        (("at",), "'at' is not one of"),
        (("cron", "no-such-render"), "no-such-render"),
        (("cron", "--at", "24:00"), "no time of day"),
        (("cron", "--at", "4.20"), "no time of day"),
        (("cron", "--zone", "Africa/Bamaco"), "did you mean Africa/Bamako?"),
        (("cron", "--kernel", "python3"), "cron takes no kernel"),
        (("airflow", "--kernel", "a'b"), "names no kernel"),
        (("cron", "page-*", "[p\n]*"), "'[p\\n]*' holds a control character"),
        (("github", "[p\r]*"), "holds a control character"),
    ],
)
def test_a_wrong_call_is_told_in_one_line_with_status_2(
    call: Call, project: Path, words: tuple[str, ...], found: str
) -> None:
    told = call(*words)
    assert (told.exit_code, told.stdout, problems(told).count("\n")) == (2, "", 1)
    assert found in told.stderr


def test_a_folder_that_no_file_can_name_is_refused(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_project(tmp_path / "two\nlines", {"page": PAGE})
    monkeypatch.chdir(folder)
    for kind in ("cron", "systemd", "airflow"):
        told = call(kind)
        assert (told.exit_code, told.stdout, problems(told).count("\n")) == (1, "", 1)
        assert "control character" in told.stderr


def test_the_command_line_is_a_module_as_well(project: Path) -> None:
    words = [*schedule.present().called, "schedule", "github"]
    told = subprocess.run(words, capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin"})
    assert told.stdout == schedule.printed(schedule.files("github", schedule.present()))


def test_a_browser_that_a_bare_path_misses_is_named(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "my browser"
    browser.write_text("#!/bin/sh\n", encoding="utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv(images.VARIABLE, str(browser))
    assert schedule.present().variables[images.VARIABLE] == str(browser)
    for kind in ("cron", "systemd", "airflow"):
        assert "my browser" in schedule.printed(schedule.files(kind, schedule.present()))


# cron


def cron_line() -> str:
    (text,) = schedule.files("cron", schedule.present(["page-en"])).values()
    return text.splitlines()[-1]


def as_cron_runs(line: str) -> str:
    """The command that cron hands to the shell: up to the first % without a backslash, others without it."""
    command = line.split(maxsplit=5)[5]
    assert re.search(r"(?<!\\)%", command) is None
    return command.replace(r"\%", "%")


def run_bare(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as cron does: by sh, from the home, with next to no environment."""
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(home), "SHELL": "/bin/sh", "LOGNAME": "x"}
    return subprocess.run(["/bin/sh", "-c", command], cwd=home, env=bare, capture_output=True, text=True, check=False)


def test_the_line_of_a_crontab_falls_due_once_a_day(project: Path) -> None:
    zone = ZoneInfo("Africa/Bamako")
    (text,) = schedule.files("cron", schedule.present(at="23:07", zone="Africa/Bamako")).values()
    assert "\nCRON_TZ=Africa/Bamako\n" in text
    fields = " ".join(text.splitlines()[-1].split()[:5])
    due = CronSim(fields, datetime(2025, 12, 31, tzinfo=zone))
    assert [next(due).isoformat() for _ in range(2)] == ["2025-12-31T23:07:00+00:00", "2026-01-01T23:07:00+00:00"]


@needs_crontab
def test_cron_itself_takes_the_crontab(project: Path, tmp_path: Path) -> None:
    for name, text in schedule.files("cron", schedule.present()).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert subprocess.run(["crontab", "-n", tmp_path / name], capture_output=True, check=False).returncode == 0
        (tmp_path / name).write_text(text.replace("20 4 *", "20 24 *"), encoding="utf-8")
        assert subprocess.run(["crontab", "-n", tmp_path / name], capture_output=True, check=False).returncode == 1


def test_the_command_of_a_crontab_makes_the_pages_and_says_nothing(project: Path, tmp_path: Path) -> None:
    done = run_bare(as_cron_runs(cron_line()), tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (project / "figures" / "page-en" / "index.html").is_file()
    assert (project / "figures" / "index.html").is_file()
    (log,) = (project / "figures-log").glob("schedule-[1-7].log")
    assert "page-en: rendered" in log.read_text(encoding="utf-8")
    assert not any(path.name.endswith(".log") for path in (project / "figures").rglob("*"))


def test_a_render_that_fails_under_cron_is_one_line_and_costs_the_others_nothing(project: Path, tmp_path: Path) -> None:
    line = cron_line().replace("malirussia render page-en", "malirussia render page-en broken-en")
    done = run_bare(as_cron_runs(line), tmp_path)
    (log,) = (project / "figures-log").glob("schedule-[1-7].log")
    said = log.read_text(encoding="utf-8")
    assert "page-en: rendered" in said
    assert "broken on purpose" in said
    told = f"malirussia: 1 of 2 renders made in figures, 1 failed: broken-en; see {log}\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, told, "")
    # The log of a week ago makes room for this one's.
    log.write_text("long ago " * 1000, encoding="utf-8")
    (project / "data" / "evidence" / "codes.yaml").write_text("codes: 1", encoding="utf-8")
    done = run_bare(as_cron_runs(line), tmp_path)
    assert (done.returncode, "long ago" in log.read_text(encoding="utf-8")) == (1, False)
    assert re.fullmatch(r"malirussia: .*codes\.yaml:1: .*; see .*\n", done.stdout)
    assert "page-en" in (project / "figures" / "en" / "index.html").read_text(encoding="utf-8")


def test_a_line_that_cron_would_cut_is_refused(project: Path) -> None:
    with pytest.raises(RenderError, match="cron takes 998"):
        schedule.files("cron", schedule.present(["page-fr"] * 120))


# systemd


@pytest.fixture
def units(project: Path) -> Iterator[Path]:
    """A folder with the units, which everybody may read: systemd refuses to test as root."""
    with tempfile.TemporaryDirectory(prefix="malirussia-units-") as folder:
        Path(folder).chmod(0o755)
        schedule.write(schedule.files("systemd", schedule.present(["page-*"], zone="Africa/Bamako")), Path(folder))
        yield Path(folder)


def verify(*units: Path) -> tuple[int, str]:
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "malirussia" in line]
    return done.returncode, "\n".join(ours)


@needs_systemd
def test_systemd_finds_nothing_wrong_with_the_units(units: Path) -> None:
    service, timer = units / "malirussia-render.service", units / "malirussia-render.timer"
    assert verify(service, timer) == (0, "")
    service.write_text(service.read_text(encoding="utf-8").replace("Sec=2h", "Sec=2 hrs."), encoding="utf-8")
    assert "TimeoutStartSec" in verify(service)[1]
    timer.write_text(timer.read_text(encoding="utf-8").replace("04:20:00", "04:70:00"), encoding="utf-8")
    assert verify(timer)[0] == 1


@needs_systemd
def test_systemd_reads_the_time_as_it_was_meant(units: Path) -> None:
    timer = (units / "malirussia-render.timer").read_text(encoding="utf-8")
    (when,) = re.findall(r"^OnCalendar=(.*)$", timer, flags=re.MULTILINE)
    words = ["systemd-analyze", "calendar", "--base-time=2025-12-31 05:00 UTC", when]
    told = subprocess.run(words, capture_output=True, text=True, check=True, env=os.environ | {"TZ": "UTC"}).stdout
    assert "2026-01-01 04:20:00" in told


@needs_systemd
def test_the_service_is_locked_down(units: Path) -> None:
    words = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", "malirussia-render.service"]
    service = units / "malirussia-render.service"
    assert subprocess.run([*words[:-1], service], capture_output=True, check=False).returncode == 0
    text = service.read_text(encoding="utf-8")
    bare = re.sub("^(Protect|Private|Restrict|System|Cap).*\n", "", text, flags=re.MULTILINE)
    service.write_text(bare, encoding="utf-8")
    assert subprocess.run([*words[:-1], service], capture_output=True, check=False).returncode == 1


@pytest.mark.skipif(not Path("/lib/systemd/systemd").exists(), reason="no systemd on this machine")
def test_systemd_reads_every_name_as_it_is(units: Path, project: Path) -> None:
    nobody = {} if os.geteuid() else {"user": pwd.getpwnam("nobody").pw_uid, "group": 65534, "extra_groups": []}
    (units / "run").mkdir()
    (units / "run").chmod(0o777)
    variables = {
        "SYSTEMD_UNIT_PATH": f"{units}:",
        "XDG_RUNTIME_DIR": str(units / "run"),
        "SYSTEMD_LOG_TARGET": "console",
    }
    words = ["/lib/systemd/systemd", "--test", "--user", "--unit=malirussia-render.service"]
    done = subprocess.run(
        words, env=os.environ | variables, cwd="/", capture_output=True, text=True, check=False, **nobody
    )
    told = (done.stdout + done.stderr).partition("-> Unit malirussia-render.service")[2].partition("\t-> Unit")[0]
    if told == "":
        pytest.skip(f"systemd --test does not run here: {done.stderr[-200:]}")
    read = [line.strip() for line in told.splitlines()]
    assert f"WorkingDirectory: {project}" in read
    assert f"Environment: {paths.DATA_VARIABLE}={project / 'data'}" in read
    writable = [project / "figures", project / "figures-log", project / "data" / "tidy"]
    assert f"ReadWritePaths: {' '.join(f'-{place}' for place in writable)}" in read
    lines = [line.partition(": ")[2] for line in read if line.startswith("Command Line: ")]
    called = list(schedule.present().called)
    # A doubled $ is halved when the command is run.
    assert [shlex.split(line.replace(r"\$\$", "$")) for line in lines] == [
        ["install", "-d", "-o", schedule.present().owner, str(project / "figures"), str(project / "figures-log")],
        [*called, "build"],
        [*called, "render", "page-*"],
        [*called, "publish"],
    ]


@needs_systemd
@pytest.mark.parametrize("name", ["l'an", 'a "b"', "a\\b", "a;b", "a$b", "été 100%h"])
def test_systemd_starts_a_python_whatever_its_folder_is_called(name: str, units: Path, project: Path) -> None:
    python = units / name / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (text, _) = schedule.files("systemd", replace(schedule.present(["page-*"]), python=python)).values()
    service = units / "malirussia-render.service"
    service.write_text(text, encoding="utf-8")
    assert verify(service) == (0, "")


def test_a_folder_that_systemd_would_name_otherwise_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_project(tmp_path / "ends in a backslash\\", {"page": PAGE}))
    with pytest.raises(RenderError, match="backslash"):
        schedule.files("systemd", schedule.present())


# GitHub Actions


def valid(workflow: str, folder: Path) -> bool:
    """Whether a workflow is valid under the schema of GitHub's workflows, which check-jsonschema carries."""
    path = folder / "workflow.yml"
    path.write_text(workflow, encoding="utf-8")
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", path]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def test_the_committed_workflow_is_what_is_printed(call: Call, checkout: Path) -> None:
    assert (WORKFLOWS / "render.yml").read_text(encoding="utf-8") == call("github").stdout


def test_the_workflow_is_valid_and_runs_what_was_asked(call: Call, project: Path, tmp_path: Path) -> None:
    text = call("github", "page-*", "[b #]roken-[e]n", "--zone", "Europe/Paris", "--at", "5:07").stdout
    assert valid(text, tmp_path)
    assert not valid(text.replace("runs-on:", "runs_on:"), tmp_path)
    read: dict[Any, Any] = yaml.safe_load(text)
    assert read[True]["schedule"] == [{"cron": "7 5 * * *", "timezone": "Europe/Paris"}]  # YAML 1.1 calls `on` true
    steps = [step["run"] for step in read["jobs"]["render"]["steps"] if "run" in step]
    assert shlex.split(steps[3]) == [".venv/bin/malirussia", "render", "page-*", "[b #]roken-[e]n"]


def test_a_workflow_in_utc_names_no_time_zone(call: Call, project: Path) -> None:
    assert yaml.safe_load(call("github").stdout)[True]["schedule"] == [{"cron": "20 4 * * *"}]


def test_a_workflow_keeps_the_figures_under_one_name(call: Call, project: Path) -> None:
    steps = yaml.safe_load(call("github").stdout)["jobs"]["render"]["steps"]
    kept = [step["with"] for step in steps if step.get("uses", "").startswith("actions/cache")]
    assert len(kept) == 2
    assert kept[0]["key"] == kept[1]["key"]
    assert kept[0]["key"].startswith(kept[0]["restore-keys"])
    assert {one["path"] for one in kept} == {"figures\nfigures-log\n"}


def test_both_workflows_use_the_same_actions() -> None:
    used = [
        set(re.findall(r"uses: (\S+/checkout|\S+/setup-python)@(\S+)", path.read_text(encoding="utf-8")))
        for path in (WORKFLOWS / "render.yml", WORKFLOWS / "test.yml")
    ]
    assert used[0] == used[1]
    assert len(used[0]) == 2


def test_a_pattern_that_github_would_fill_in_is_refused(project: Path) -> None:
    with pytest.raises(RenderError, match="in a name"):
        schedule.files("github", schedule.present(["[p${{]age-fr"]))


# Airflow; what Airflow makes of the DAG: tests/outside/airflow_runs.py


def dag(chosen: Schedule) -> str:
    (text,) = schedule.files("airflow", chosen).values()
    return text


def assigned(text: str) -> dict[str, Any]:
    """The constants of a DAG that are literals."""
    found = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = ast.literal_eval(node.value)
            except ValueError:
                continue
    return found


def test_a_dag_has_every_render_with_its_parameters(call: Call, checkout: Path) -> None:
    told = json.loads(call("airflow", "--json").stdout)
    (text,) = told["files"].values()
    renders = assigned(text)["RENDERS"]
    assert list(renders) == told["renders"]
    assert renders["sectors-en"] == ("30-sectors.ipynb", {"lang": "en", "as_of": "latest"})


def test_a_dag_holds_what_comes_from_the_plan_as_values_alone(project: Path) -> None:
    note = '"""\'; import os; os.system("true") # {{ 7 * 6 }} \\ é\n§zone'
    plan = project / "notebooks" / "renders.yaml"
    entry = plan.read_text(encoding="utf-8").replace(
        "    about:", f"    parameters: {{note: {json.dumps(note)}}}\n    about:", 1
    )
    plan.write_text(entry, encoding="utf-8")
    plain, text = dag(schedule.present(["broken-fr"])), dag(schedule.present(["page-fr"]))
    assert assigned(text)["RENDERS"]["page-fr"][1] == {"lang": "fr", "as_of": "2025-10-24", "note": note}

    def code(source: str) -> str:
        """The code without its literals."""
        tree = ast.parse(source)
        for node in ast.walk(tree):
            for name, value in ast.iter_fields(node):
                if name == "value" and isinstance(value, ast.Dict | ast.List):
                    setattr(node, name, ast.Constant(None))
        return ast.dump(tree)

    assert code(text) == code(plain)


def test_a_dag_is_tidy_python(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "dag.py"
    path.write_text(dag(schedule.present(kernel="my-kernel")), encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "E,F,I,B,S", "--ignore", "E501,B018,S108"]
    done = subprocess.run([*ruff, path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "All checks passed!\n")
    assert assigned(path.read_text(encoding="utf-8"))["KERNEL"] == "my-kernel"


def test_a_notebook_with_a_secret_is_kept_from_stock_papermill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_project(tmp_path, {"page": PAGE, "archive": SECRET}))
    text = dag(schedule.present())
    assert set(assigned(text)["RENDERS"]) == {"page-fr", "page-en"}
    assert "# Not archive-fr: stock papermill would write its secrets." in text


def test_a_remark_that_only_begins_like_a_secret_keeps_no_notebook_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = notebook(cell(PARAMETERS + 'who = ""  # secretary who signs\n', "parameters"), cell("1"))
    monkeypatch.chdir(write_project(tmp_path, {"page": who}))
    assert set(assigned(dag(schedule.present()))["RENDERS"]) == {"page-fr", "page-en"}


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("cron", "# PRESS_TOKEN="),
        ("systemd", "EnvironmentFile=/etc/malirussia-render.env"),
        ("github", "          PRESS_TOKEN: ${{ secrets.PRESS_TOKEN }}"),
        ("airflow", "# `pages` needs PRESS_TOKEN in the environment of Airflow's workers."),
    ],
)
def test_a_schedule_says_where_secrets_go_and_holds_none(
    call: Call, kind: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = PLAN + ENTRY.format(name="archive", notebook="archive.ipynb")
    project = write_project(tmp_path, {"archive": SECRET}, plan)
    monkeypatch.chdir(project)
    monkeypatch.setenv("PRESS_TOKEN", "not-for-a-file")
    assert "PRESS_TOKEN" not in call(kind).stdout
    write_project(tmp_path, {"archive": SECRET}, plan + "    secrets: {token: PRESS_TOKEN}\n")
    text = call(kind).stdout
    assert line in text.splitlines()
    assert "not-for-a-file" not in text
    if kind == "github":
        assert valid(text, tmp_path)


def test_a_value_without_a_literal_is_refused() -> None:
    for value in (float("inf"), [float("nan")], time(4, 20), {"a": {1, 2, time(4, 20)}}):
        with pytest.raises(RenderError, match="has no literal"):
            airflow.literal(value, "renders.yaml:3")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(VALUES)
def test_a_literal_says_its_value(value: Any) -> None:
    read = ast.literal_eval(airflow.literal(value, "here"))
    assert (read, type(read)) == (value, type(value))
