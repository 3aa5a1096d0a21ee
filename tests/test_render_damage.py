"""A damaged notebook spoils its own renders and no others; any sound Python notebook is made, with the same bytes."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from outside.attack_notebooks import attack
from render_project import PARAMETERS, cell, notebook, write_project
from typer.testing import CliRunner

from malirussia.cli.commands import app
from malirussia.errors import NotebookError
from malirussia.render import render
from malirussia.render.notebook import ipynb
from malirussia.render.notebook.job import LAST, Job
from malirussia.render.run.options import Options
from malirussia.render.warm.kernels import Pool

SOUND = notebook(cell(PARAMETERS, "parameters"), cell("lang"))


def damage(**changes: Any) -> bytes:
    """A notebook with something else at its top."""
    return json.dumps(SOUND | changes).encode()


DAMAGED = {
    "utf-16": (json.dumps(SOUND).encode("utf-16"), ":1: not UTF-8"),
    "latin-1": (b'{\n"\xe9"', ":2: not UTF-8"),
    "cut off": (json.dumps(SOUND, indent=1).encode()[:-2], "no JSON"),
    "deep": (b"[" * 100_000, "nested too deep"),
    "metadata null": (damage(metadata=None), "metadata are no object"),
    "deep metadata": (damage(metadata=json.loads('{"x":' + "[" * 200 + "]" * 200 + "}")), "nested too deep"),
    "cell null": (damage(cells=[None]), "cell 1: it is no object"),
    "source null": (damage(cells=[SOUND["cells"][0] | {"source": None}]), "cell 1: source is no text"),
    "tags null": (damage(cells=[SOUND["cells"][0] | {"metadata": {"tags": None}}]), "tags are no list"),
    "kind": (damage(cells=[SOUND["cells"][0] | {"cell_type": "heading"}]), "cell 1: cell_type is none of"),
    "no parameters": (damage(cells=SOUND["cells"][:1]), "no cell is tagged parameters"),
    "null byte": (json.dumps(SOUND).replace("lang = ", "\\u0000lang = ").encode(), "no Python"),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_notebook_is_told_in_one_line_with_its_place(kind: str, tmp_path: Path) -> None:
    content, found = DAMAGED[kind]
    project = write_project(tmp_path, {"good": SOUND, "bad": SOUND})
    (project / "notebooks" / "bad.ipynb").write_bytes(content)
    good, _, bad, _ = ipynb_plan(project)
    assert good.damage is None
    assert isinstance(bad.damage, NotebookError)
    assert str(bad.damage).startswith("bad.ipynb")
    assert found in str(bad.damage)
    assert "\n" not in str(bad.damage)


def ipynb_plan(project: Path) -> list[Any]:
    """The plan of a project."""
    from malirussia.render import load_plan

    return load_plan(project)


def test_the_other_renders_are_made_and_the_command_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = notebook(cell(PARAMETERS, "parameters"), cell("from IPython.display import Markdown; Markdown('# T')"))
    project = write_project(tmp_path, {"good": made, "bad": SOUND})
    (project / "notebooks" / "bad.ipynb").write_bytes(b"{")
    monkeypatch.chdir(project)
    outcomes = {one.render: one for one in render(["*-fr"], options=Options(draw=False, preload=()))}
    assert outcomes["good-fr"].state == "made", outcomes["good-fr"].error
    assert outcomes["bad-fr"].state == "failed"
    assert "bad.ipynb:1: no JSON" in (outcomes["bad-fr"].error or "")
    stopped = render(["*-fr"], options=Options(draw=False, force=True, fail_fast=True))
    assert [one.state for one in stopped] == ["skipped", "failed"]
    told = CliRunner().invoke(app, ["render", "--list"])
    assert told.exit_code == 1
    assert "good-fr" in told.stdout
    assert told.stderr.count("bad.ipynb") == 1
    assert told.stderr.splitlines()[-1].startswith("bad.ipynb:1: no JSON")


def test_a_notebook_of_any_minor_format_gives_the_same_bytes_from_run_to_run(tmp_path: Path) -> None:
    cells = [{name: part for name, part in one.items() if name != "id"} for one in SOUND["cells"]]
    versions = {
        **{f"4.{minor}": {"nbformat_minor": minor, "cells": cells} for minor in range(6)},
        "double": {"cells": [one | {"id": "same"} for one in cells]},
        "odd": {"cells": [one | {"id": "no id!"} for one in cells]},
        "bare": {"metadata": {}, "cells": cells},
        "other language": {"metadata": {"kernelspec": {"name": "r", "language": "R", "display_name": "R"}}},
    }
    jobs = []
    for name, changes in versions.items():
        path = tmp_path / f"{name}.ipynb"
        path.write_text("\ufeff" + json.dumps(SOUND | changes), encoding="utf-8")
        jobs += [Job(f"{name} {n}", path, {"lang": "en"}, tmp_path / f"{name}.{n}") for n in (1, 2)]
    with Pool() as pool:
        ended = {job.name: event for job, event in pool.run(jobs, 2) if event["event"] in LAST}
    assert {event["event"] for event in ended.values()} == {"done"}, ended
    for name in versions:
        first, second = ((tmp_path / f"{name}.{n}").read_bytes() for n in (1, 2))
        assert first == second
        ids = Counter(one["id"] for one in json.loads(first)["cells"])
        assert max(ids.values()) == 1


def test_halves_of_letters_are_written_as_json_escapes_them() -> None:
    assert json.loads(ipynb.dumps({"x": "a\ud800é"}).encode()) == {"x": "a\ud800é"}


def test_damaged_notebooks_and_plans_end_in_one_line_each(tmp_path: Path) -> None:
    faults, counts = attack(tmp_path, random.Random(20251024).randrange(99), 60, 60, execute=False)
    assert faults == []
    assert counts["notebooks refused"] > 20
