"""Reads and saves drafts: data/drafts/<source_id>.yaml, one writer at a time, whole or not at all.

    draft = load("le-soir-2026-01-12")
    draft = change("le-soir-2026-01-12", lambda newest: edits.accept(newest, "k003", who="A. Reviewer"))

`change` is what a program calls for each thing that a person does: under a lock it reads the newest draft, applies the
change to that and saves it, so that two windows never lose each other's work. `save` refuses a draft that was read
before another was saved.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock, Timeout

from malirussia import paths
from malirussia.errors import MaliRussiaError
from malirussia.evidence import yaml_lines
from malirussia.evidence.records import convert
from malirussia.evidence.vocabulary import ENTITY_ID, slug
from malirussia.intake import yaml_out
from malirussia.intake.draft import Candidate, Draft, Found, Step

WAIT = 20.0
"""Seconds that a writer waits for another to end."""
_HEAD = 200
_REVISION = re.compile(rb"^revision: (\d+)$", re.MULTILINE)
_ON_A_LINE = frozenset(
    ("found", "origins", "ignored", "names", "entities", "log", "undone", "value", "why", "coded", "reviewed")
)
_LONG = ("found", "log", "undone")
_written: dict[int, tuple[Any, str]] = {}
_kept: dict[Path, tuple[tuple[int, int, int], Draft]] = {}


class StaleDraftError(MaliRussiaError):
    """Somebody saved the draft after it was read; read it again, and do again what was to be saved."""


def drafts_dir() -> Path:
    """Return the folder of the drafts, which may not be there yet."""
    return paths.data_dir(packaged=False) / "drafts"


def path_of(source_id: str) -> Path:
    """Return the file of a draft.

    Raises:
        MaliRussiaError: If that is no id.
    """
    if ENTITY_ID.fullmatch(source_id) is None:
        raise MaliRussiaError(f"draft {source_id!r}", "is not an id", f"write it as {slug(source_id)}")
    return drafts_dir() / f"{source_id}.yaml"


def ids() -> list[str]:
    """The drafts that are there, in the order of the alphabet."""
    return sorted(path.stem for path in drafts_dir().glob("*.yaml") if ENTITY_ID.fullmatch(path.stem))


def load(source_id: str) -> Draft:
    """Read a draft.

    Raises:
        MaliRussiaError: If there is none, or its file says what no draft can (EvidenceError: with file and line).
    """
    path = path_of(source_id)
    try:
        stamp = _stamp(path)
    except FileNotFoundError:
        known = ", ".join(ids()[:5]) or "none"
        raise MaliRussiaError(
            f"draft {source_id}", f"there is none; those that are there: {known}", "malirussia intake FILE makes one"
        ) from None
    kept = _kept.get(path)
    if kept is not None and kept[0] == stamp:
        return kept[1]
    data, lines = yaml_lines.load(path)
    draft = convert(data, Draft, lines)
    if draft.source.id != source_id:
        raise MaliRussiaError(
            lines.at("source", "id"), f"{draft.source.id!r} is not the file's own name", f"write {source_id}"
        )
    _kept[path] = (stamp, draft)
    return draft


def save(draft: Draft) -> Draft:
    """Save a draft.

    Args:
        draft: As it was read, with what was changed; of a new one the revision is 0.

    Returns:
        The draft with its new revision.

    Raises:
        StaleDraftError: Another was saved since this one was read; nothing is written.
        OSError: The disk is full, or the folder may not be written: the file is as it was.
    """
    with _locked(draft.source.id):
        return _save(draft)


def change(source_id: str, how: Callable[[Draft], Draft]) -> Draft:
    """Read the newest draft, change it and save it, while nobody else writes.

    Args:
        source_id: Which draft.
        how: Takes a draft and gives it back changed. What it raises is passed on, and nothing is saved.

    Returns:
        The draft as saved; where `how` changed nothing, as it was.
    """
    with _locked(source_id):
        before = load(source_id)
        after = how(before)
        return before if after == before else _save(after)


def dumps(draft: Draft) -> str:
    """Write a draft as YAML."""
    small: dict[str, Any] = msgspec.to_builtins(
        msgspec.structs.replace(draft, found=[], candidates={}, log=[], undone=[])
    )
    small.update(draft=draft.draft, revision=draft.revision)
    used: dict[int, tuple[Any, str]] = {}
    pieces: list[str] = []
    for section in draft.__struct_fields__:
        if section == "candidates" and draft.candidates:
            pieces.append("candidates:")
            pieces.extend(_piece(candidate, used, key) for key, candidate in draft.candidates.items())
        elif section in _LONG and getattr(draft, section):
            pieces.append(f"{section}:")
            pieces.extend(_piece(part, used) for part in getattr(draft, section))
        elif section in small:
            pieces.extend(yaml_out.block({section: small[section]}, _ON_A_LINE))
    # Parts of a draft never change, others take their place: what was written last time is not made anew.
    global _written
    _written = used
    return "\n".join(pieces) + "\n"


def _piece(part: Candidate | Found | Step, used: dict[int, tuple[Any, str]], key: str | None = None) -> str:
    """The lines of one part: a candidate under its key, or an entry of a list."""
    there = _written.get(id(part))
    if there is not None and there[0] is part:
        text = there[1]
    elif key is not None:
        text = "\n".join(yaml_out.block({key: msgspec.to_builtins(part)}, _ON_A_LINE, "  "))
    else:
        text = f"- {yaml_out.flow(msgspec.to_builtins(part))}"
    used[id(part)] = (part, text)
    return text


def _save(draft: Draft) -> Draft:
    path = path_of(draft.source.id)
    there = _revision(path)
    if there != draft.revision:
        saved_since = f"revision {there} was saved since revision {draft.revision} was read"
        raise StaleDraftError(f"draft {draft.source.id}", saved_since, "read it again")
    saved = msgspec.structs.replace(draft, revision=draft.revision + 1)
    paths.replace_text(path, dumps(saved))
    _kept[path] = (_stamp(path), saved)
    return saved


def _revision(path: Path) -> int:
    """The revision of the file that is there; 0 where there is none."""
    try:
        with path.open("rb") as file:
            revision = _REVISION.search(file.read(_HEAD))
    except FileNotFoundError:
        return 0
    if revision is None:
        raise MaliRussiaError(f"{paths.shown(path)}:2", "no revision", "write revision: 1 on the second line")
    return int(revision.group(1))


def _stamp(path: Path) -> tuple[int, int, int]:
    there = path.stat()
    return there.st_ino, there.st_mtime_ns, there.st_size


class _locked:  # noqa: N801 - used as a statement: with _locked(…)
    """Keep other writers of one draft out; the lock stands beside it and is let go when its process ends."""

    def __init__(self, source_id: str) -> None:
        self._id = source_id
        folder = paths.make_folder(path_of(source_id).parent)
        self._lock = FileLock(folder / f".{source_id}.lock")

    def __enter__(self) -> None:
        try:
            self._lock.acquire(timeout=WAIT)
        except Timeout:
            busy = f"another process has been writing it for {WAIT:g} seconds"
            raise MaliRussiaError(f"draft {self._id}", busy, "end that process, then try again") from None

    def __exit__(self, *_: object) -> None:
        self._lock.release()
