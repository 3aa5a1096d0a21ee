"""A few rounds of the attack that `make attack` runs at length."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from small_evidence import SmallEvidence

from malirussia import evidence
from malirussia.evidence import records as shape


@pytest.fixture(scope="module")
def attack() -> ModuleType:
    """The script, as a module."""
    path = Path(__file__).parent / "outside" / "attack_evidence.py"
    spec = importlib.util.spec_from_file_location("attack_evidence", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "rounds"), [("evidence", 24), ("reference", 12)])
def test_spoilt_input_is_read_or_told_in_lines_with_their_place(attack: ModuleType, name: str, rounds: int) -> None:
    ended = attack.attack(name, rounds, attack.SEED, getattr(attack, f"{name}_round"))
    assert ended["read"] + ended["refused"] == rounds


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("a.yaml:3: x; y", []),
        ("a.yaml: no such file; y", []),
        ("a.yaml: x; y", ["without a line"]),
        ("table claims: x; y", ["without a file"]),
        ("a.yaml:3: \x1b[31m", ["not printable"]),
        (f"a.yaml:3: {'x' * 400}", ["longer than 400"]),
    ],
)
def test_the_attack_sees_a_fault(attack: ModuleType, line: str, fault: list[str]) -> None:
    assert attack.faults([line], files=True) == fault


def test_the_fields_of_a_record_are_asked_once(small: SmallEvidence, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[type] = []
    ask = msgspec.structs.fields

    def counted(record: Any) -> Any:
        asked.append(record)
        return ask(record)

    monkeypatch.setattr(msgspec.structs, "fields", counted)
    shape._fields.cache_clear()
    evidence.load(small.folder)
    assert len(asked) == len(set(asked)) > 5
