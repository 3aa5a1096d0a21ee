from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from malirussia.errors import EvidenceError
from malirussia.evidence.yaml_lines import load


def read(tmp_path: Path, text: str) -> Any:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)[0]


def refusals(tmp_path: Path, text: str | bytes) -> list[str]:
    path = tmp_path / "a.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(EvidenceError) as raised:
        load(path)
    return [line.removeprefix(f"{path}") for line in str(raised.value).splitlines()]


@pytest.mark.parametrize(
    "text", ["2025-06-23", "2025-06", "no", "on", "Yes", "0729", "1_000", "1:30", "1e5", "0x10", "True", "NULL", ".inf"]
)
def test_what_is_no_plain_number_or_truth_stays_text(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, f"a: {text}") == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("160000", 160000), ("-3", -3), ("0.5", 0.5), ("true", True), ("false", False), ("null", None), ("~", None)],
)
def test_plain_numbers_truths_and_nulls_are_read(tmp_path: Path, text: str, value: object) -> None:
    read_value = read(tmp_path, f"a: {text}")["a"]
    assert read_value == value
    assert type(read_value) is type(value)


def test_quotes_keep_text(tmp_path: Path) -> None:
    assert read(tmp_path, 'a: "2025"\nb: "null"\nc: ""') == {"a": "2025", "b": "null", "c": ""}


def test_an_empty_file_is_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "# only a remark\n") is None


def test_every_value_knows_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "claims:\n- id: c01\n  value: {low: 1,\n    high: 2}\n\n- id: c02\n  status: signed\n", encoding="utf-8"
    )
    lines = load(path)[1]
    assert lines.line("claims") == 1
    assert lines.line("claims", 0) == 2
    assert lines.line("claims", 0, "value", "high") == 4
    assert lines.line("claims", 1, "status") == 7
    assert lines.at("claims", 1, "status") == f"{path}:7"


def test_what_is_missing_has_the_line_of_what_is_above_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("\nclaims:\n- id: c01\n", encoding="utf-8")
    assert load(path)[1].line("claims", 0, "status") == 3


def test_a_key_that_stands_twice_is_refused_at_its_second_line(tmp_path: Path) -> None:
    assert refusals(tmp_path, "a: 1\nb: 2\na: 3\n") == [
        ":3: key 'a' stands twice, first on line 1; keep one of the two"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x [1]\nb: *x\n", ":2: an alias (*name); write the value out"),
        ("a: &x [*x]\n", ":1: an alias (*name); write the value out"),
        ("a: !!python/name:os.system x\n", ":1: a tag (tag:yaml.org,2002:python/name:os.system); take the tag out"),
        ("a: !!int twelve\n", ":1: 'twelve' is no number; write a number, or take the tag out"),
        ("? [1, 2]\n: 3\n", ":1: a key that is no word; write a plain word before the colon"),
    ],
)
def test_what_makes_a_file_say_something_else_is_refused(tmp_path: Path, text: str, found: str) -> None:
    assert refusals(tmp_path, text) == [found]


@pytest.mark.parametrize(
    "text", ["a: [1\nb: 2\n", "a: 1\n b: 2\n", "a: b: c\n", "--- 1\n--- 2\n", "\tx: 1\n", "a: \x07\n"]
)
def test_what_is_no_yaml_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    (line,) = refusals(tmp_path, text)
    assert "not YAML" in line


@pytest.mark.parametrize("depth", [101, 200_000])
@pytest.mark.parametrize(
    ("opened", "closed"), [("[", "]"), ("{a: ", "}"), ("[#]\n", "]"), ("- ", ""), ("? ", ""), ("- ? - ", "")]
)
def test_values_inside_values_without_end_are_refused(tmp_path: Path, opened: str, closed: str, depth: int) -> None:
    (line,) = refusals(tmp_path, f"\n{opened * depth}1{closed * depth}\n")
    if opened.startswith("[#"):
        assert line == ":102: values inside values, more than 100 deep; write it flatter"
    elif opened.startswith("[") or depth > 101:
        assert line == ":2: values inside values, more than 100 deep; write it flatter"
    else:
        assert line.startswith(":2: ")  # a key that is a value is refused for that


@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_values_inside_values_are_read(tmp_path: Path, opened: str, closed: str) -> None:
    made = read(tmp_path, f"{opened * 100}1{closed * 100}\n")
    for _ in range(100):
        made = made["a"] if isinstance(made, dict) else made[0]
    assert made == 1


def test_lines_indented_without_end_are_refused(tmp_path: Path) -> None:
    (line,) = refusals(tmp_path, "".join(f"{' ' * n}a:\n" for n in range(1000)))
    assert line == ":101: values inside values, more than 100 deep; write it flatter"


def test_many_values_are_not_deep(tmp_path: Path) -> None:
    assert read(tmp_path, "- {a: [1, 2]}\n" * 1000 + f"- '{' ' * 1000}'") == [{"a": [1, 2]}] * 1000 + [" " * 1000]


def test_what_is_not_utf8_is_told(tmp_path: Path) -> None:
    assert refusals(tmp_path, b"a: caf\xe9\n") == [": byte 6 is not UTF-8; save the file as UTF-8"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"none\.yaml: cannot be read \(No such file or directory\)"):
        load(tmp_path / "none.yaml")
