from __future__ import annotations

import re
from pathlib import Path

import pytest

import malirussia as mr
from malirussia.analysis.supply import supply
from malirussia.analysis.supply.inputs.distributions import Distribution
from malirussia.analysis.supply.inputs.scenario import Scenario

DOCS = Path(__file__).resolve().parent.parent / "docs"
ROW = re.compile(r"^\| [^|]+ \| ([\d.,]+) \| ([\d.,]+) \| `([^`]+)` \|$", re.MULTILINE)


def printed(number: str) -> tuple[float, float]:
    """A printed number, and half its last printed step."""
    _, _, decimals = number.partition(".")
    return float(number.replace(",", "")), 0.5 * 10.0 ** -len(decimals)


def test_the_library_gives_what_was_worked_out_by_hand() -> None:
    one = supply(mr.load(), draws=100)
    rows = ROW.findall((DOCS / "method.md").read_text(encoding="utf-8"))
    assert len(rows) == 6
    for low, high, name in rows:
        for number, end in ((low, "low"), (high, "high")):
            value, half = printed(number)
            # Dollars were worked out with a gallon of nine digits.
            assert one.answer(name)[end] == pytest.approx(value, rel=2e-8, abs=half), name


def test_the_docs_name_every_uncertain_input() -> None:
    text = (DOCS / "supply.md").read_text(encoding="utf-8")
    known: dict[str, Distribution] = {
        name: found.known for name, found in supply(mr.load(), draws=100).made.uncertain.items()
    }
    assert f"{known['losses'].high:.1%}".replace("%", " %") in text
    assert f"{known['km_per_day'].low:.1f} (1,400 km in 21 days" in text
    assert f"{known['km_per_day'].high:.1f} (1,977 km in 12 days" in text
    for end in ("low", "point", "high"):
        assert f"{getattr(known['m3_per_tonne'], end):.3f}" in text


def test_every_choice_of_a_scenario_is_documented() -> None:
    text = Scenario.__doc__ or ""
    assert all(f"{name}: " in text for name in Scenario.__dataclass_fields__)
