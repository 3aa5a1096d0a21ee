"""How the suite itself is run: what is quick, what touches a change, what stays together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from suite_choice import ROOT, reached_by
from suite_costs import known

TESTS = Path(__file__).parent


def test_a_test_reaches_itself_what_it_imports_and_what_its_helpers_import() -> None:
    reached = reached_by(TESTS / "test_disputes.py")
    assert "tests/test_disputes.py" in reached
    assert "malirussia/charts/words/questions.py" in reached
    assert "tests/made_ledger.py" in reached
    assert "malirussia/tables/build.py" in reached, "made_ledger imports it"
    assert "malirussia/render/warm/kernels.py" not in reached


def test_a_quick_choice_leaves_out_what_is_dear() -> None:
    costs = known()
    file, _, dearest = max(costs, key=costs.__getitem__).partition("::")
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:nbval", "--collect-only", "--quick", file]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert dearest not in told
    assert "deselected" in told


def test_the_environment_starts_where_the_path_has_accents_and_the_locale_has_none() -> None:
    links = list((ROOT / ".venv").glob("lib/python*/site-packages/_malirussia.pth"))
    assert [link.read_text(encoding="utf-8") for link in links] == ["../../../..\n"] * len(links)
