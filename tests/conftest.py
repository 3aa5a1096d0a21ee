"""What every test shares."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import built_wheel
import pytest
from hypothesis import settings
from small_evidence import SmallEvidence, write
from suite_choice import changed_files, dearest_first, quick
from suite_costs import Recorder

from malirussia.paths import CORPUS_VARIABLE, corpus_dir

# A shared machine is slow at times, and a CI run must say the same thing twice.
settings.register_profile("steady", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="only tests that are quick or touch what changed")
    parser.addoption("--record-durations", action="store_true", help="write what each test costs to durations.json")


def pytest_configure(config: pytest.Config) -> None:
    # A shell tells what it starts in the background to ignore interrupts, and tests interrupt what they start.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("--record-durations"):
        config.pluginmanager.register(Recorder(config))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--quick"):
        items[:], left = quick(items, changed_files())
        config.hook.pytest_deselected(items=left)
    if hasattr(config, "workerinput"):  # one of several processes, which must have one order
        dearest_first(items)


@pytest.fixture
def checkout() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the real articles, where there is one."""
    folder = corpus_dir()
    if folder is None:
        reason = f"no articles here: set {CORPUS_VARIABLE} to the folder that holds them"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout."""
    return built_wheel.build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with the wheel in it."""
    return built_wheel.install(wheel, tmp_path_factory.mktemp("installed") / "site")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallEvidence:
    """A small folder of evidence, read from the folder above it, so that errors name data/evidence/."""
    monkeypatch.chdir(tmp_path)
    return write(tmp_path)
