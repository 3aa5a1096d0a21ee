"""Which tests `make quick` runs, and how `make test` shares them out between two processes."""

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
QUICK, TOUCHED = 0.3, 5.0
# A test that costs more may be run apart from the others of its file, where they share nothing.
APART = 3.0


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


def share_out(items: list[pytest.Item]) -> None:
    """Put the dearest first, and keep together what shares something: a file is a group, but for dear tests."""
    costs = known()
    own = {item.nodeid: costs.get(function_of(item.nodeid), 0.0) for item in items}
    group = {item.nodeid: _group(item, own[item.nodeid]) for item in items}
    price: dict[str, float] = {}
    for name, of in group.items():
        price[of] = price.get(of, 0.0) + own[name]
    items.sort(key=lambda item: (-price[group[item.nodeid]], group[item.nodeid]))
    for item in items:
        if group[item.nodeid] != item.nodeid:
            item.add_marker(pytest.mark.xdist_group(group[item.nodeid]))


def _group(item: pytest.Item, cost: float) -> str:
    """Return what a test is run with: what its file is marked for, nothing but itself, else its file."""
    marked = item.get_closest_marker("xdist_group")
    if marked is not None:
        return str(marked.args[0])
    return item.nodeid if _alone(item, cost) else item.nodeid.partition("::")[0]


def _alone(item: pytest.Item, cost: float) -> bool:
    """Whether a test is dear, and stands on nothing that the others of its file have made for them."""
    if cost < APART or not isinstance(item, pytest.Function):
        return False
    shared = (definitions[-1] for definitions in item._fixtureinfo.name2fixturedefs.values())
    return not any(made.scope != "function" and made.baseid == item.nodeid.partition("::")[0] for made in shared)


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
