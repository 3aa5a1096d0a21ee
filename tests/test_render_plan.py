from __future__ import annotations

from pathlib import Path

import pytest
from render_project import PARAMETERS, cell, notebook, write_project

from malirussia.errors import MaliRussiaError
from malirussia.render import UnknownRenderError, load_plan, select
from malirussia.render.plan import renders as plan

SUPPLY = notebook(cell(PARAMETERS + "low = 160_000\nhigh = 200_000\n", "parameters"))

TWO = """\
defaults:
  each: {lang: [fr, en]}
  parameters:
    as_of: 2025-10-24
renders:
  network:
    notebook: 40-supply.ipynb
    title: {fr: Réseau, en: Network}
    about: {fr: Une ligne., en: One line.}
  supply:
    notebook: 40-supply.ipynb
    title: {fr: Carburant, en: Fuel}
    about: {fr: Une ligne., en: One line.}
    each:
      low: [120000, 160000]
    parameters: {as_of: 2025-06}
"""


def project(folder: Path, plan_text: str) -> Path:
    return write_project(folder, {"40-supply": SUPPLY}, plan_text)


def refusal(folder: Path, old: str, new: str) -> str:
    assert old in TWO
    with pytest.raises(MaliRussiaError) as caught:
        load_plan(project(folder, TWO.replace(old, new)))
    return str(caught.value)


def test_lists_make_every_combination(tmp_path: Path) -> None:
    renders = load_plan(project(tmp_path, TWO))
    assert [render.name for render in renders] == [
        "network-fr",
        "network-en",
        "supply-fr-120000",
        "supply-fr-160000",
        "supply-en-120000",
        "supply-en-160000",
    ]
    last = renders[-1]
    assert last.given == {"lang": "en", "as_of": "2025-06", "low": 160000}
    assert last.values == {"lang": "en", "as_of": "2025-06", "low": 160000, "high": 200000}
    assert (last.title, last.about, last.lang) == ("Fuel", "One line.", "en")


def test_what_is_on_request_is_rendered_only_when_named(tmp_path: Path) -> None:
    asked = TWO.replace("    each:\n      low", "    on_request: true\n    each:\n      low")
    renders = load_plan(project(tmp_path, asked))
    assert [render.name for render in select(renders, None)] == ["network-fr", "network-en"]
    assert [render.name for render in select(renders, ["supply-en-*"])] == ["supply-en-120000", "supply-en-160000"]


def test_an_entry_overrides_the_defaults(tmp_path: Path) -> None:
    renders = load_plan(project(tmp_path, TWO.replace("as_of: 2025-06", "lang: fr")))
    assert [render.name for render in renders if render.entry == "supply"] == [
        "supply-fr-120000",
        "supply-fr-160000",
        "supply-en-120000",
        "supply-en-160000",
    ]


def test_a_render_knows_its_twin_in_the_other_language(tmp_path: Path) -> None:
    renders = {render.name: render for render in load_plan(project(tmp_path, TWO))}
    found = plan.twin(renders["supply-fr-120000"], renders.values())
    assert found is renders["supply-en-120000"]


def test_renders_are_chosen_by_name_or_pattern(tmp_path: Path) -> None:
    renders = load_plan(project(tmp_path, TWO))
    assert [one.name for one in select(renders, ["*-en*", "network-*"])] == [
        "network-fr",
        "network-en",
        "supply-en-120000",
        "supply-en-160000",
    ]
    assert select(renders, None) == renders


def test_a_name_that_fits_nothing_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownRenderError, match=r"render netwrk-fr: no such render; did you mean network-fr\?"):
        select(load_plan(project(tmp_path, TWO)), ["network-en", "netwrk-fr"])


@pytest.mark.parametrize(
    ("old", "new", "line", "found"),
    [
        ("as_of: 2025-10-24", "as_off: 2025-10-24", 4, "has no parameter 'as_off'; did you mean 'as_of'?"),
        ("low: [120000, 160000]", "low: [much]", 15, "low is of type int"),
        ("{lang: [fr, en]}", "{lang: [fr, de]}", 2, "lang is one of 'fr', 'en'"),
        ("as_of: 2025-06", "as_of: June", 16, "as_of is an EDTF date"),
        ("  network:\n    notebook: 40-supply.ipynb", "  network:\n    notebook: 41.ipynb", 7, "no notebook 41.ipynb"),
        ("    title: {fr: Carburant, en: Fuel}", "    titel: {fr: Carburant, en: Fuel}", 12, "unknown field"),
        ("{fr: Carburant, en: Fuel}", "{fr: Carburant}", 12, "missing"),
        ("  network:", "  Net/work:", 6, "use small letters, digits and hyphens"),
        ("low: [120000, 160000]", "lang: [fr, fr]", 10, "a second render supply-fr"),
        (
            "    notebook: 40-supply.ipynb\n    title: {fr: C",
            "    notebook: ../x.ipynb\n    title: {fr: C",
            11,
            "leaves notebooks/",
        ),
        (
            "low: [120000, 160000]",
            "low: {from: 1, to: 9000, step: 1}\n      high: {from: 1, to: 9000, step: 1}",
            10,
            "162,000,000 renders",
        ),
    ],
)
def test_an_error_tells_the_line(tmp_path: Path, old: str, new: str, line: int, found: str) -> None:
    text = refusal(tmp_path, old, new)
    assert f"renders.yaml:{line}:" in text
    assert found in text


@pytest.mark.parametrize(
    ("name", "value"),
    [("low", f"1{'0' * 400}"), ("low", f"-1{'0' * 400}.0"), ("several", f"[1, {{a: [1{'0' * 400}.0]}}]")],
)
def test_what_no_receipt_can_say_is_refused_with_its_line(tmp_path: Path, name: str, value: str) -> None:
    made = notebook(cell(PARAMETERS + "low: float = 1\nseveral: list = []\n", "parameters"))
    write_project(tmp_path, {"40-supply": made}, TWO.replace("low: [120000, 160000]", f"{name}: [{value}]"))
    with pytest.raises(MaliRussiaError, match=r"renders\.yaml:15: -?1000.* has more than 15 digits; round it"):
        load_plan(tmp_path)


def test_a_name_that_no_folder_can_have_is_refused(tmp_path: Path) -> None:
    assert "has 310 letters" in refusal(tmp_path, "  supply:", f"  supply{'-x' * 147}:")


def test_a_plan_nested_without_end_is_refused_with_its_line(tmp_path: Path) -> None:
    deep = f"low: {'[' * 200_000}1{']' * 200_000}"
    assert "renders.yaml:15: values inside values, more than 100 deep" in refusal(
        tmp_path, "low: [120000, 160000]", deep
    )


def test_a_notebook_outside_the_folder_is_refused(tmp_path: Path) -> None:
    assert "leaves notebooks/" in refusal(tmp_path, "notebook: 40-supply.ipynb", "notebook: ../40-supply.ipynb")


def test_a_name_is_a_safe_folder_whatever_the_values(tmp_path: Path) -> None:
    text = TWO.replace("low: [120000, 160000]", 'as_of: ["2025-06/..", "../2025"]').replace(
        "    parameters: {as_of: 2025-06}\n", ""
    )
    names = [render.name for render in load_plan(project(tmp_path, text)) if render.entry == "supply"]
    assert names == ["supply-fr-2025-06", "supply-fr-2025", "supply-en-2025-06", "supply-en-2025"]


def test_every_notebook_of_the_project_is_rendered_in_both_languages(checkout: Path) -> None:
    renders = load_plan(checkout)
    notebooks = sorted(path.name for path in (checkout / "notebooks").glob("*.ipynb"))
    for lang in ("fr", "en"):
        assert sorted({render.notebook.name for render in renders if render.lang == lang}) == notebooks
    for render in renders:
        assert plan.twin(render, renders) is not None
        assert render.title != plan.twin(render, renders).title  # type: ignore[union-attr]
