"""What each test costs, measured by `make durations` and kept in durations.json.

A cost is in seconds of processors, so that a busy machine measures what an idle one does: the test, its own fixtures,
and the wider fixtures it stands on, which are made once and yet are what the test would cost alone. A test function
counts as its dearest case.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).with_name("durations.json")
# Cheaper functions are left out of the file, which would change with every machine.
TOLD = 0.1


def function_of(nodeid: str) -> str:
    """Return the test function of a node: its id without the parameters."""
    return nodeid.partition("[")[0]


def known() -> dict[str, float]:
    """Return test function → seconds of processors; what is missing is cheap, or new."""
    costs: dict[str, float] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
    return costs


class Recorder:
    """Measures every test and writes the costs at the end; under xdist the first process writes."""

    def __init__(self, config: pytest.Config) -> None:
        self.writes = not hasattr(config, "workerinput")
        self.costs: dict[str, float] = {}
        self.wide: dict[pytest.FixtureDef[Any], float] = {}
        self.spent = 0.0

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        begun = _processors()
        try:
            return (yield)
        finally:
            if fixturedef.scope != "function":
                self.wide[fixturedef] = _processors() - begun
                self.spent -= self.wide[fixturedef]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        begun = _processors()
        self.spent = 0.0
        try:
            return (yield)
        finally:
            self.spent += _processors() - begun

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        begun = _processors()
        try:
            return (yield)
        finally:
            self.spent += _processors() - begun

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
        begun = _processors()
        try:
            return (yield)
        finally:
            # After the last test of a file its wider fixtures go too, which is not the price of that test.
            if nextitem is not None and nextitem.path == item.path:
                self.spent += _processors() - begun
            chosen = item._fixtureinfo.name2fixturedefs.values() if isinstance(item, pytest.Function) else ()
            wide = sum(self.wide.get(definitions[-1], 0.0) for definitions in chosen)
            item.user_properties.append(("cost", self.spent + wide))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self.writes and report.when == "teardown":
            name = function_of(report.nodeid)
            cost = dict(report.user_properties).get("cost", 0.0)
            self.costs[name] = max(self.costs.get(name, 0.0), float(str(cost)))

    def pytest_sessionfinish(self) -> None:
        if not self.writes:
            return
        ran = {name.partition("::")[0] for name in self.costs}
        kept = {name: cost for name, cost in known().items() if name.partition("::")[0] not in ran}
        costs = kept | {name: round(cost, 1) for name, cost in self.costs.items() if cost >= TOLD}
        order = sorted(costs, key=lambda name: (name.partition("::")[0], -costs[name], name))
        FILE.write_text(json.dumps({name: costs[name] for name in order}, indent=0) + "\n", encoding="utf-8")


def _processors() -> float:
    """Return the seconds of processors that this process and its ended children have taken."""
    return sum(os.times()[:4])
