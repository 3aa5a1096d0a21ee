"""Looks at the machine and the checkout, and says what a command would stumble over."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from packaging.markers import Marker

from malirussia import paths
from malirussia.errors import MaliRussiaError

Verdict = Literal["ok", "note", "wrong"]

OLDEST = (3, 11)
LOCK = "requirements.lock"
_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\]+))?")


@dataclass(frozen=True)
class Finding:
    """What one look found.

    Attributes:
        looked_at: What was looked at.
        verdict: `ok`; `note` where a part of the work is left out; `wrong` where it would fail or mislead.
        found: What there is.
        todo: What to do about it; empty where it is ok.
    """

    looked_at: str
    verdict: Verdict
    found: str
    todo: str = ""


def examine() -> Iterator[Finding]:
    """Look at everything, one after another.

    Yields:
        One finding for each look; a look that fails is itself found wrong.
    """
    looks: list[tuple[str, Callable[[], Finding]]] = [
        ("python", _python),
        ("checkout", _checkout),
        ("packages", _packages),
        ("browser", _browser),
        ("corpus", _corpus),
        ("copies", _copies),
        ("tables", _tables),
    ]
    for name, look in looks:
        try:
            yield look()
        except MaliRussiaError as error:
            yield Finding(name, "wrong", str(error).splitlines()[0], error.todo)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST:
        return Finding("python", "wrong", version, "use Python 3.11 or newer")
    return Finding("python", "ok", version)


def _checkout() -> Finding:
    project = paths.project_dir()
    paths.belong_together(project)
    return Finding("checkout", "ok", f"{project}, with the code of {paths.PACKAGE.parent}")


def _packages() -> Finding:
    lock = paths.PACKAGE.parent / LOCK
    if not lock.is_file():
        return Finding("packages", "note", f"no {LOCK} beside the package", "run from a checkout to compare versions")
    pins = pinned(lock)
    other = [f"{name} {_installed(name) or 'missing'}, locked {locked}" for name, locked in pins.items()
             if _installed(name) != locked]  # fmt: skip
    if other:
        more = f" and {len(other) - 3} more" if len(other) > 3 else ""
        return Finding("packages", "wrong", "; ".join(other[:3]) + more, "make setup")
    return Finding("packages", "ok", f"{len(pins)} as in {LOCK}")


def pinned(lock: Path) -> dict[str, str]:
    """Return package → version of a lock file, for this Python and machine."""
    pins = (_PIN.match(line) for line in lock.read_text(encoding="utf-8").splitlines())
    return {
        pin["name"]: pin["version"]
        for pin in pins
        if pin is not None and (pin["marker"] is None or Marker(pin["marker"]).evaluate())
    }


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _browser() -> Finding:
    from malirussia.render.page.browser import find_browser, unavailable

    reason = unavailable()
    if reason is not None:
        fault, _, todo = reason.partition(";")
        return Finding("browser", "note", fault, todo.strip())
    return Finding("browser", "ok", str(find_browser()))


def _corpus() -> Finding:
    folder = paths.corpus_dir()
    if folder is None:
        todo = f"set {paths.CORPUS_VARIABLE} to show passages in their context and to verify them"
        return Finding("corpus", "note", "none on this machine", todo)
    return Finding("corpus", "ok", str(folder))


def _copies() -> Finding:
    from malirussia import evidence

    folder = paths.corpus_dir()
    if folder is None or not paths.evidence_dir().is_dir():
        return Finding("copies", "note", "no copies to compare with the sources", "put the articles into data/corpus/")
    files = {source.file for source in evidence.load().sources.values()}
    there = {path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")}
    drafted = {f"{path.stem}.txt" for path in (paths.data_dir() / "drafts").glob("*.yaml")}
    absent, uncoded = sorted(files - there), sorted(there - files - drafted)
    told = [f"absent: {_some(absent)}" if absent else "", f"nobody has coded: {_some(uncoded)}" if uncoded else ""]
    if not any(told):
        return Finding("copies", "ok", f"{len(files)}, one for each source")
    todo = "; ".join(
        part for part, of in (("put the absent ones back", absent), ("malirussia intake FILE", uncoded)) if of
    )
    return Finding("copies", "note", "; ".join(filter(None, told)), todo)


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _tables() -> Finding:
    from malirussia import evidence, tables

    if not paths.evidence_dir().is_dir():
        return Finding("tables", "ok", f"{paths.tidy_dir()}, without the evidence they come from")
    ledger = evidence.load()
    stale = tables.stale(tables.build(ledger, paths.reference_dir()), topic=ledger.topic)
    if stale:
        return Finding("tables", "wrong", "stale: " + ", ".join(stale), "malirussia build")
    return Finding("tables", "ok", f"{paths.tidy_dir()}, as the evidence says")
