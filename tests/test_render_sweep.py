from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_project import PARAMETERS, cell, notebook, write_project

from malirussia.errors import MaliRussiaError
from malirussia.render import choose, load_plan, select
from malirussia.render.notebook import memory
from malirussia.render.plan.renders import SweepError, _slug, swept
from malirussia.render.plan.sweep import MOST, listed

SUPPLY = notebook(cell(PARAMETERS + 'low: float = 160_000\nmonths = 12\ntoken = ""  # secret: a key\n', "parameters"))
PLAN = """\
defaults:
  each: {lang: [fr, en]}
renders:
  supply:
    notebook: supply.ipynb
    title: {fr: Carburant, en: Fuel}
    about: {fr: Une ligne., en: One line.}
    tags: [desk, fuel]
    each:
      months: {from: 6, to: 18, step: 6}
  plain:
    notebook: supply.ipynb
    title: {fr: Simple, en: Plain}
    about: {fr: Une ligne., en: One line.}
    secrets: {token: PRESS_TOKEN}
"""


def plan_of(folder: Path, text: str = PLAN) -> Path:
    return write_project(folder, {"supply": SUPPLY}, text)


def refused(folder: Path, old: str, new: str) -> str:
    assert old in PLAN
    with pytest.raises(MaliRussiaError) as caught:
        load_plan(plan_of(folder, PLAN.replace(old, new)))
    return str(caught.value)


def test_even_steps_include_the_last(tmp_path: Path) -> None:
    renders = select(load_plan(plan_of(tmp_path)), ["supply-fr-*"])
    assert [(one.name, one.values["months"]) for one in renders] == [
        ("supply-fr-6", 6),
        ("supply-fr-12", 12),
        ("supply-fr-18", 18),
    ]


@pytest.mark.parametrize(
    ("span", "found"),
    [
        ("{from: 6, to: 18, step: 0}", "a step of 0"),
        ("{from: 18, to: 6, step: 6}", "a step of 6 from 18 to 6"),
        ("{from: 6, to: 18}", "no values to go through"),
        ("{from: 6, to: 18, step: six}", "no values to go through"),
        ("[]", "no values to go through"),
        ("{from: 1, to: 100000, step: 1}", "100,000 values"),
    ],
)
def test_steps_that_lead_nowhere_are_refused_with_their_line(tmp_path: Path, span: str, found: str) -> None:
    told = refused(tmp_path, "{from: 6, to: 18, step: 6}", span)
    assert "renders.yaml:10:" in told
    assert found in told


@given(st.integers(-1000, 1000), st.integers(1, 50), st.integers(0, 200))
def test_a_span_has_its_ends_and_even_steps(first: int, step: int, count: int) -> None:
    values = listed({"from": first, "to": first + count * step, "step": step}, "here")
    assert values == list(range(first, first + count * step + 1, step))
    assert len(values) <= MOST


def test_decimal_steps_do_not_drift() -> None:
    assert listed({"from": 0.1, "to": 0.5, "step": 0.1}, "here") == [0.1, 0.2, 0.3, 0.4, 0.5]


def test_a_sweep_on_the_command_line_makes_every_combination(tmp_path: Path) -> None:
    chosen = select(load_plan(plan_of(tmp_path)), ["plain-en"])
    renders = swept(chosen, ["low=120000:160000:20000", "months=6,12"])
    assert [one.name for one in renders][:2] == ["plain-en-low-120000-0-months-6", "plain-en-low-120000-0-months-12"]
    assert len(renders) == 6
    assert renders[0].given["low"] == 120000.0
    assert renders[0].title == "Plain · low = 120000.0, months = 6"
    assert swept(chosen, []) == chosen


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("low", "no values"),
        ("low=", "no values"),
        ("lou=1,2", "has no parameter 'lou'; did you mean 'low'?"),
        ("months=1.5", "months is of type int"),
        ("months=much", "months is of type int"),
        ("lang=de", "lang is one of 'fr', 'en'"),
        ("as_of=June", "as_of is an EDTF date"),
        ("months=9:1:1", "step from the first towards the last value"),
        ("months=6,6", "a second render plain-en-months-6"),
        ("low=nan", "low takes numbers that are finite"),
        ("low=1,1e400", "low takes numbers that are finite"),
        ("low=nan:1:1", "step from the first towards the last value"),
        ("low=1:inf:1", "step from the first towards the last value"),
        ("low=160,000", "160,000 can be read as 160000 too; write 160000 for one number, or '160, 000' with a blank"),
        ("low=120000,160,200", "160,200 can be read as 160200 too"),
        ("months=6,120,240", "6,120 can be read as 6120 too"),
        ("low=160.000", "160.000 can be read as 160000 too; write 160000 for thousands, or 160.0000 for a decimal"),
        ("low=160.000:200.000:10.000", "160.000 can be read as 160000 too"),
        ("low=120000,000", "'000' is no plain number; write 160000 or 160_000 for thousands"),
        ("months=007", "'007' is no plain number"),
        ("low=16_00_00", "'16_00_00' is no plain number"),
        ("low=١٦٠", "is no plain number"),
    ],
)
def test_a_sweep_that_makes_no_sense_is_one_line(tmp_path: Path, text: str, found: str) -> None:
    chosen = select(load_plan(plan_of(tmp_path)), ["plain-en"])
    with pytest.raises(SweepError) as caught:
        swept(chosen, [text])
    assert found in str(caught.value)
    assert "--sweep" in str(caught.value)
    assert "\n" not in str(caught.value)


NAMES = {
    "5": "5",
    "-5": "minus-5",
    "5.0": "5-0",
    "-5.0": "minus-5-0",
    "0.5": "0-5",
    "-0.5": "minus-0-5",
    "-0.0": "minus-0-0",
    "1.25e-7": "1-25e-07",
    "-1e-16": "minus-1e-16",
    "1e-16": "1e-16",
    "1e16": "1e16",
    "-1.5e300": "minus-1-5e300",
}


@pytest.mark.parametrize(("value", "name"), NAMES.items())
def test_a_number_names_its_render(tmp_path: Path, value: str, name: str) -> None:
    chosen = select(load_plan(plan_of(tmp_path)), ["plain-en"])
    parameter = "months" if value.lstrip("-").isdigit() else "low"
    assert [one.name for one in swept(chosen, [f"{parameter}={value}"])] == [f"plain-en-{parameter}-{name}"]


@given(st.lists(st.integers() | st.floats(allow_nan=False, allow_infinity=False), unique_by=repr))
def test_every_number_has_a_name_of_its_own(values: list[float]) -> None:
    values = list({repr(one): one for value in values for one in (value, -value)}.values())
    names = [_slug(value) for value in values]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


@given(
    st.recursive(st.none() | st.booleans() | st.integers(0) | st.sampled_from(["eia-2023", "a b", "2025-06"]), st.lists)
)
def test_what_has_no_sign_is_named_by_its_letters_and_digits(value: object) -> None:
    assert _slug(value) == ("-".join(re.findall("[a-z0-9]+", str(value).lower())) or "none")


def test_values_on_both_sides_of_zero_make_renders_of_their_own(tmp_path: Path) -> None:
    chosen = select(load_plan(plan_of(tmp_path)), ["plain-en"])
    assert [one.name for one in swept(chosen, ["low=-0.5:0.5:0.5", "months=-5,5"])] == [
        f"plain-en-low-{low}-months-{months}" for low in ("minus-0-5", "0-0", "0-5") for months in ("minus-5", "5")
    ]
    plan = PLAN.replace("{from: 6, to: 18, step: 6}", "{from: -6, to: 6, step: 6}")
    renders = select(load_plan(plan_of(tmp_path, plan)), ["supply-fr-*"])
    assert [(one.name, one.values["months"]) for one in renders] == [
        ("supply-fr-minus-6", -6),
        ("supply-fr-0", 0),
        ("supply-fr-6", 6),
    ]


def test_a_sweep_makes_no_more_renders_than_anybody_means(tmp_path: Path) -> None:
    chosen = select(load_plan(plan_of(tmp_path)), ["plain-en"])
    with pytest.raises(SweepError, match="25,000,000 renders"):
        swept(chosen, ["months=1:5000:1", "low=1:5000:1"])


def test_a_sweep_takes_the_place_of_no_other_render(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = PLAN.replace("supply:", "plain-en-months:").replace("{lang: [fr, en]}", "{}")
    plan = plan.replace("    each:\n      months: {from: 6, to: 18, step: 6}\n", "    each: {months: [6]}\n")
    plan = plan.replace("  plain:\n", "  plain:\n    each: {lang: [en]}\n")
    monkeypatch.chdir(plan_of(tmp_path, plan))
    with pytest.raises(SweepError, match="the plan has a render plain-en-months-6 already"):
        choose(["plain-en"], sweep=["months=6"])


def test_renders_are_chosen_by_tag(tmp_path: Path) -> None:
    renders = load_plan(plan_of(tmp_path))
    assert {one.entry for one in select(renders, None, ["desk"])} == {"supply"}
    assert [one.name for one in select(renders, ["*-en-6"], ["fuel"])] == ["supply-en-6"]
    with pytest.raises(MaliRussiaError, match="tag desks: no render bears it; did you mean desk"):
        select(renders, None, ["desks"])


@pytest.mark.parametrize("variable", ["PRESS TOKEN", "1PRESS", "'A=b'", "$PRESS", '""'])
def test_what_names_no_environment_variable_is_refused(tmp_path: Path, variable: str) -> None:
    assert "names no environment variable" in refused(tmp_path, "PRESS_TOKEN", variable)


def test_a_secret_stands_in_no_plan(tmp_path: Path) -> None:
    plain = next(one for one in load_plan(plan_of(tmp_path)) if one.entry == "plain")
    assert plain.secrets == {"token": "PRESS_TOKEN"}
    assert plain.values["token"] == "********"
    assert "the secret token stands in the plan" in refused(
        tmp_path, "secrets: {token: PRESS_TOKEN}", "parameters: {token: abc}"
    )
    assert "has no secret 'months'" in refused(tmp_path, "{token: PRESS_TOKEN}", "{months: PRESS_TOKEN}")


@pytest.mark.parametrize(("text", "size"), [("4G", 4 << 30), ("800M", 800 << 20), ("1.5 GiB", 3 << 29), ("512", 512)])
def test_a_size_is_read(text: str, size: int) -> None:
    assert memory.parse(text) == size


@pytest.mark.parametrize("text", ["", "much", "0", "-4G", "4X"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(MaliRussiaError, match="write one such as 800M or 4G"):
        memory.parse(text)


def test_numbers_that_are_read_in_one_way_are_taken(tmp_path: Path) -> None:
    chosen = select(load_plan(plan_of(tmp_path)), ["plain-en"])
    for text, names in (("low=120, 160", ["120-0", "160-0"]), ("low=160_000,0.5,1e5", ["160000-0", "0-5", "100000-0"])):
        assert [one.name for one in swept(chosen, [text])] == [f"plain-en-low-{name}" for name in names]
