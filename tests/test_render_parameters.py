from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import papermill
import pytest
from render_project import cell, notebook

from malirussia.errors import RenderError
from malirussia.render.notebook import parameters


def written(folder: Path, source: str) -> Path:
    path = folder / "20-x.ipynb"
    path.write_text(json.dumps(notebook(cell(source, "parameters"))), encoding="utf-8")
    return path


def declared(folder: Path, source: str) -> dict[str, parameters.Parameter]:
    return parameters.declared(written(folder, source))


def refusal(folder: Path, source: str, given: dict[str, Any]) -> str:
    with pytest.raises(RenderError) as caught:
        parameters.check(declared(folder, source), given, "20-x.ipynb", lambda name: f"renders.yaml:{len(name)}")
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_the_value_or_the_annotation_gives_the_type(tmp_path: Path) -> None:
    source = 'lang = "fr"\nn = 3\nlow: float = 160_000\nsector: str | None = None\nwhich = ["a"]\nfree = None\n'
    found = declared(tmp_path, source)
    assert {name: (one.type, one.optional) for name, one in found.items()} == {
        "lang": ("str", False),
        "n": ("int", False),
        "low": ("float", False),
        "sector": ("str", True),
        "which": ("list", False),
        "free": ("any", True),
    }


def test_a_comment_tells_the_allowed_values_and_the_help(tmp_path: Path) -> None:
    found = declared(tmp_path, 'scale = 10  # 1 | 10 | 100: how far\nas_of = "2025-10"  # EDTF: what was known\n')
    assert found["scale"].choices == (1, 10, 100)
    assert found["scale"].help == "how far"
    assert found["as_of"].type == "edtf"


def test_lang_is_french_or_english_even_where_nothing_says_so(tmp_path: Path) -> None:
    assert declared(tmp_path, 'lang = "fr"')["lang"].choices == ("fr", "en")
    assert "lang is one of 'fr', 'en'" in refusal(tmp_path, 'lang = "fr"', {"lang": "de"})


def test_an_unknown_parameter_is_refused_with_the_nearest_known_one(tmp_path: Path) -> None:
    text = refusal(tmp_path, 'lang = "fr"\nas_of = "2025"', {"langue": "fr"})
    assert text == "renders.yaml:6: 20-x.ipynb has no parameter 'langue'; did you mean 'lang'?"


@pytest.mark.parametrize(
    ("source", "given"),
    [
        ("n = 3", {"n": "3"}),
        ("n = 3", {"n": 3.5}),
        ("n = 3", {"n": True}),
        ("n = 3", {"n": None}),
        ("low = 1.5", {"low": "1.5"}),
        ("on = True", {"on": 1}),
        ("which = ['a']", {"which": "a"}),
        ("as_of = '2025'", {"as_of": "last week"}),
        ("as_of = '2025'", {"as_of": 20251024}),
        ("as_of = '2025'", {"as_of": 20.25}),
        ("since = '2025'  # EDTF", {"since": "latest"}),
        ("as_of = '2025'", {"as_of": "2025-06~"}),
        ("scale = 10  # 1 | 10", {"scale": 5}),
        ("scale = 1  # 1 | 10", {"scale": True}),
    ],
)
def test_a_value_of_another_type_is_refused(tmp_path: Path, source: str, given: dict[str, Any]) -> None:
    (name,) = given
    assert f"{name} is " in refusal(tmp_path, source, given)


def test_a_year_may_come_as_a_number_and_is_passed_as_text(tmp_path: Path) -> None:
    assert parameters.check(declared(tmp_path, "as_of = '2025'"), {"as_of": 2026}, "x", str) == {"as_of": "2026"}


@pytest.mark.parametrize("written", ["low: float = None", "low: float | None = None", "low: 'Optional[float]' = None"])
def test_a_value_that_may_be_none_is_declared_so_that_papermill_can_read_it(tmp_path: Path, written: str) -> None:
    assert parameters.check(declared(tmp_path, written), {"low": None}, "x", str) == {"low": None}
    assert parameters.check(declared(tmp_path, written), {"low": 2}, "x", str) == {"low": 2.0}


def test_papermill_reads_every_parameter_of_our_own_notebooks() -> None:
    for path in sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb")):
        found = papermill.inspect_notebook(str(path))
        assert found.keys() == parameters.declared(path).keys(), path.name


def test_a_year_may_stand_without_quotes_and_the_day_may_be_the_latest(tmp_path: Path) -> None:
    known = declared(tmp_path, "as_of = 2024\nsince = '2025'  # EDTF")
    assert known["as_of"].default == "2024"
    given = {"as_of": "latest", "since": 2023}
    assert parameters.check(known, given, "20-x.ipynb", str) == {"as_of": "latest", "since": "2023"}


def test_a_whole_number_will_do_for_a_decimal(tmp_path: Path) -> None:
    checked = parameters.check(declared(tmp_path, "low = 1.5"), {"low": 2}, "20-x.ipynb", str)
    assert checked == {"low": 2.0}
    assert isinstance(checked["low"], float)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import os", "not a plain assignment"),
        ("a = b = 1", "not a plain assignment"),
        ("a.b = 1", "not a plain assignment"),
        ("low = 2 * 80_000 + x", "the value of low is no literal"),
        ("low = 160.000", "low = 160.000 can be read as 160000 too"),
        ("several = [0.5, -160.000]", "several = 160.000 can be read as 160000 too"),
        ("low: Decimal = 1", "type Decimal"),
        ("only = {1, 2}", "the value of only holds a set"),
        ("only = {'a': [(1, 2)]}", "the value of only holds a tuple"),
        ("only = {1: 2}", "the value of only holds a dict whose keys are not texts"),
        ("x = {[]: 1}", "the value of x is no literal"),
        ("x = " + "[" * 30 + "]" * 30, "values inside values"),
        ("low = (", "no Python"),
        ('lang = "de"', "lang = 'de'"),
        ('as_of = "soon"', "as_of = 'soon'"),
    ],
)
def test_the_cell_holds_assignments_of_literals_and_nothing_else(tmp_path: Path, source: str, found: str) -> None:
    with pytest.raises(RenderError, match=r"20-x\.ipynb, cell 2, line 1") as caught:
        declared(tmp_path, source)
    assert found in str(caught.value)


def test_a_notebook_without_a_parameters_cell_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "20-x.ipynb"
    path.write_text(json.dumps(notebook(cell("x = 1"))), encoding="utf-8")
    with pytest.raises(RenderError, match="no cell is tagged parameters"):
        parameters.declared(path)


def test_what_is_no_notebook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "20-x.ipynb"
    for content in ("[]", '{"nbformat": 3, "worksheets": []}'):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(RenderError, match="is not a notebook of format 4"):
            parameters.declared(path)
