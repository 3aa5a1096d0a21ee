"""Run the DAG that `malirussia schedule airflow` prints, with Airflow and its own papermill operator: `make schedules`.

Airflow is installed into a throw-away environment, so this needs a network and a few minutes, and is no part of
`make test`. Three runs: Airflow apart from malirussia, which it reaches through a Jupyter kernel; one notebook broken;
both in one environment. The project lies in a folder whose name is a template to Airflow, papermill and the shell.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat

from malirussia.render.notebook.normalise import normalise

CHECKOUT = Path(__file__).resolve().parents[2]
UV = Path(sys.executable).with_name("uv")
AIRFLOW = ("apache-airflow>=3.1,<4", "apache-airflow-providers-papermill>=3.13")
PROJECT = "a project {{ 7 * 6 }} {lang} 100% $HOME 'x'"
BROKEN = "a project with a notebook that is broken"

# Runs under Airflow's interpreter; what it prints last is for this program.
INSIDE = """
import json, sys
from airflow.dag_processing.dagbag import DagBag
bag = DagBag(sys.argv[1])
assert bag.import_errors == {}, bag.import_errors
dag = bag.dags["malirussia_render"]
for task in dag.tasks:
    task.retries = 0
run = dag.test()
states = {one.task_id: str(one.state) for one in run.get_task_instances()}
operators = sorted({task.task_type for task in dag.tasks})
zone = str(dag.timezone)
print(json.dumps({"run": str(run.state), "tasks": states, "operators": operators, "zone": zone}))
"""


def call(*words: str | Path, cwd: Path = CHECKOUT, **variables: str) -> str:
    """Run a command; what it said is shown only if it fails."""
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env=os.environ | variables, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"{done.stdout[-8000:]}\n{done.stderr[-8000:]}\nstatus {done.returncode}: {words[:4]} …")
    return done.stdout


def make_project(folder: Path) -> Path:
    """Copy what a render reads."""
    for name in ("notebooks", "data"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("corpus"))
    return folder


def break_notebook(project: Path, name: str) -> None:
    """Let the last cell of a notebook raise."""
    path = project / "notebooks" / name
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][-1] = {
        "cell_type": "code",
        "id": "broken",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    notebook["cells"][-1]["source"] = "raise RuntimeError('broken on purpose')"
    path.write_text(json.dumps(notebook), encoding="utf-8")


class Trial:
    """One throw-away Airflow."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / "airflow" / "bin" / "python"
        call(UV, "venv", "--python", sys.executable, folder / "airflow")
        self.install(*AIRFLOW)
        self.variables = {
            "AIRFLOW_HOME": str(folder / "home"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
        }
        call(self.python, "-m", "airflow", "db", "migrate", **self.variables)

    def install(self, *wishes: str | Path) -> None:
        """Add packages to Airflow's environment."""
        call(UV, "pip", "install", "--quiet", "--python", self.python, *wishes)

    def run(self, name: str, project: Path, *words: str, python: str | Path = sys.executable) -> dict[str, Any]:
        """Print the DAG of some renders, have Airflow run it, and give what became of it."""
        dags = self.folder / f"dags-{name}"
        data = str(project / "data")
        schedule = (python, "-P", "-m", "malirussia", "schedule", "airflow", *words, "--to", dags)
        call(*schedule, cwd=project, MALIRUSSIA_DATA=data)
        variables = self.variables | {"AIRFLOW__CORE__DAGS_FOLDER": str(dags)}
        said = call(self.python, "-c", INSIDE, dags, cwd=self.folder, **variables)
        told: dict[str, Any] = json.loads(said.splitlines()[-1])
        print(f"{name}: {told['run']}, " + ", ".join(f"{task} {state}" for task, state in told["tasks"].items()))
        return told


def shown(path: Path) -> list[Any]:
    """Give the outputs of a notebook's own cells, streams joined as the renderer does."""
    cells = normalise(nbformat.read(path, as_version=4))["cells"]
    tagged = [cell for cell in cells if "injected-parameters" not in cell["metadata"].get("tags", [])]
    return [cell["outputs"] for cell in tagged if cell["cell_type"] == "code"]


def check(project: Path, *renders: str) -> None:
    """Check what Airflow's operator executed and the pages that were made."""
    for render in renders:
        executed = project / "figures-log" / "airflow" / f"{render}.ipynb"
        about = json.loads(executed.read_text(encoding="utf-8"))["metadata"]["papermill"]
        assert about["exception"] is None, about
        assert about["parameters"]["lang"] == render[-2:], about
        assert about["input_path"] == str(project / "notebooks" / Path(about["input_path"]).name), about
        assert (project / "figures" / render / "index.html").is_file(), render
        assert shown(executed) == shown(project / "figures" / render / "notebook.ipynb"), render
    assert (project / "figures" / "index.html").is_file()


def main() -> None:
    """Do the three runs."""
    with tempfile.TemporaryDirectory(prefix="malirussia-airflow-") as folder:
        trial = Trial(Path(folder))
        versions = call(UV, "pip", "freeze", "--python", trial.python).splitlines()
        print(*(line for line in versions if line.startswith(("apache-airflow", "papermill"))), sep="\n")

        project = make_project(trial.folder / PROJECT)
        call(sys.executable, "-m", "ipykernel", "install", "--prefix", trial.folder / "airflow", "--name", "malirussia")
        names = ("commitments-en", "petroleum-low-fr")
        told = trial.run("apart", project, *names, "--kernel", "malirussia", "--zone", "Europe/Paris")
        assert set(told["tasks"].values()) == {"success"}, told
        assert told["run"] == "success", told
        assert told["operators"] == ["BashOperator", "EmptyOperator", "PapermillOperator"], told
        assert "Europe/Paris" in told["zone"], told
        check(project, *names)

        project = make_project(trial.folder / BROKEN)
        break_notebook(project, "50-commitments.ipynb")
        told = trial.run("broken", project, "commitments-en", "evidence-en", "--kernel", "malirussia")
        failed = {task for task, state in told["tasks"].items() if state != "success"}
        assert failed == {"notebooks.commitments-en", "pages", "done"}, told
        assert told["run"] == "failed", told
        assert not (project / "figures" / "commitments-en").exists()
        check(project, "evidence-en")

        trial.install(CHECKOUT)
        project = make_project(trial.folder / "together")
        told = trial.run("together", project, "commitments-fr", python=trial.python)
        assert told["run"] == "success", told
        check(project, "commitments-fr")
    print("Airflow ran every DAG as it should")


if __name__ == "__main__":
    main()
