from __future__ import annotations

import os
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


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"x: 1\na: caf\xe9\n", ":2: byte 11 is not UTF-8 (Latin-1 or Windows-1252?); save the file as UTF-8"),
        ("a: é\n".encode("utf-16"), ":1: UTF-16, not UTF-8; save the file as UTF-8"),
        ("a: é\n".encode("utf-16-le"), ":1: UTF-16, not UTF-8; save the file as UTF-8"),
    ],
)
def test_what_is_not_utf8_is_told_with_its_line(tmp_path: Path, content: bytes, found: str) -> None:
    assert refusals(tmp_path, content) == [found]


@pytest.mark.parametrize("place", ["a: x\n# {}\n", "a: x\nb: 'x{}y'\n", "a: x\nb: [x, {}]\n"])
@pytest.mark.parametrize("character", [*"\x00\x1b\x7f\x9b\u202e\u2066\u200f\u2028\u200b\u00ad\u3164\U000e0041"])
def test_a_character_that_nobody_sees_is_refused_wherever_it_stands(tmp_path: Path, place: str, character: str) -> None:
    (line,) = refusals(tmp_path, place.format(character))
    assert line.startswith(":2: ")
    assert f"(U+{ord(character):04X}" in line
    assert line.isprintable()


@pytest.mark.parametrize("escape", [r"\0", r"\e", r"\x9b", r"\u202e", r"\U000E0041"])
def test_an_escape_that_writes_such_a_character_is_refused_in_keys_and_values(tmp_path: Path, escape: str) -> None:
    assert refusals(tmp_path, f'a: x\nb: "x{escape}y"\n')[0].startswith(":2: ")
    assert refusals(tmp_path, f'a: x\n"b{escape}": y\n')[0].startswith(":2: ")


def test_a_byte_order_mark_is_taken_and_a_joiner_inside_a_word_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffa: می\u200cخواهم\n".encode())
    assert load(path)[0] == {"a": "می\u200cخواهم"}


@pytest.mark.parametrize("text", ["160.000", "-1.234", "+12.345"])
def test_a_number_that_can_be_read_twice_is_refused(tmp_path: Path, text: str) -> None:
    (line,) = refusals(tmp_path, f"\nlow: {text}\n")
    whole = text.replace(".", "")
    assert line == (f":2: {text} can be read as {whole} too; write {whole} for thousands, or {text}0 for a decimal")


@pytest.mark.parametrize("text", ["9" * 400, "9" * 16, f"{'9' * 400}.5", "0.1234567890123456", f"1{'0' * 400}"])
def test_a_number_longer_than_one_can_be_kept_is_refused(tmp_path: Path, text: str) -> None:
    (line,) = refusals(tmp_path, f"\nlow: {text}\n")
    assert line.startswith(":2: ")
    assert line.endswith("has more than 15 digits; round it, or take a larger unit")
    assert len(line) < 120


@pytest.mark.parametrize("text", ["0.859", "160.0", "1.2340", "1234.567", "189000000000", "999999999999999"])
def test_a_number_that_is_read_in_one_way_only_is_taken(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, f"low: {text}") == {"low": float(text)}


def test_what_is_no_regular_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "circle.yaml").symlink_to("circle.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    (tmp_path / "folder.yaml").mkdir()
    for name, found in (
        ("pipe", "a pipe, a device or a socket, not a file"),
        ("zero", "a pipe, a device or a socket, not a file"),
        ("folder", "a folder, not a file"),
        ("circle", "cannot be read (Too many levels of symbolic links)"),
    ):
        with pytest.raises(EvidenceError) as raised:
            load(tmp_path / f"{name}.yaml")
        assert f"{name}.yaml: {found}; " in str(raised.value) or (name == "zero" and found in str(raised.value))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"none\.yaml: cannot be read \(No such file or directory\)"):
        load(tmp_path / "none.yaml")
