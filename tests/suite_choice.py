"""Which tests `make quick` runs, and in which order `make test` shares them out."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from suite_costs import function_of, known

ROOT = Path(__file__).resolve().parent.parent
# Seconds of processors: a quick test costs less, and one that touches what changed may cost this much.
QUICK, TOUCHED = 0.2, 5.0


def quick(items: list[pytest.Item], changed: frozenset[str]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """Divide tests into those that are quick or touch what changed, and the others.

    Args:
        items: The tests.
        changed: Paths of changed files, relative to the checkout.
    """
    costs = known()
    chosen, left = [], []
    for item in items:
        cost = costs.get(function_of(item.nodeid), 0.0)
        most = TOUCHED if reached_by(item.path) & changed else QUICK
        (chosen if cost < most else left).append(item)
    return chosen, left


def dearest_first(items: list[pytest.Item]) -> None:
    """Put the dearest files first, each whole: what is left for the end is cheap, and no process waits long."""
    costs = known()
    price: dict[Path, float] = {}
    for item in items:
        price[item.path] = price.get(item.path, 0.0) + costs.get(function_of(item.nodeid), 0.0)
    items.sort(key=lambda item: (-price[item.path], item.path))


def changed_files() -> frozenset[str]:
    """Return what differs from the branch main: in commits, in the files as they are, and files that are new."""
    base = _git("merge-base", "HEAD", "main") or _git("merge-base", "HEAD", "origin/main") or ["HEAD"]
    return frozenset([*_git("diff", "--name-only", base[0]), *_git("ls-files", "--others", "--exclude-standard")])


@cache
def reached_by(test: Path) -> frozenset[str]:
    """Return the files that a test file names: itself, the modules it imports, and those that its helpers import."""
    found: set[Path] = set()
    waiting = [test]
    while waiting:
        path = waiting.pop()
        if path not in found and path.is_file():
            found.add(path)
            if path.parent == test.parent:
                waiting += _imported(path)
    return frozenset(str(path.relative_to(ROOT)) for path in found if path.is_relative_to(ROOT))


def _imported(path: Path) -> Iterable[Path]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            # Either name may be a module: `from malirussia.tables import days`, `from malirussia import evidence`.
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            place = ROOT.joinpath(*name.split(".")) if name.startswith("malirussia") else path.with_name(name)
            yield from (place.with_suffix(".py"), place / "__init__.py")


def _git(*words: str) -> list[str]:
    done = subprocess.run(
        ["git", "-c", "core.quotepath=off", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines() if done.returncode == 0 else []
