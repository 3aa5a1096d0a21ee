"""A draft in an editor: its YAML, opened and checked line by line until it can be read.

What machines keep (what was found, the log) is not in that file. The same rules hold as on the page: what was changed
is one step that can be taken back, another window's work is not written over, and a draft that says what the evidence
would refuse may be kept, as work that goes on.
"""

from __future__ import annotations

import getpass
import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from malirussia import paths
from malirussia.errors import EvidenceError, MaliRussiaError, Problem
from malirussia.evidence import ledger as evidence
from malirussia.evidence import yaml_lines
from malirussia.evidence.corpus import Copy
from malirussia.evidence.records import convert
from malirussia.evidence.yaml_lines import Lines
from malirussia.intake import drafts, edits
from malirussia.intake.accept import copy_of
from malirussia.intake.compile import resolved
from malirussia.intake.draft import Draft
from malirussia.intake.problems import FieldProblem, problems

_HEAD = """\
# {id}: set state: accepted or rejected (with rejected: the reason), change what is wrong, add candidates of your own.
# Words are never counted: write quote: and the words of the article instead of first and words.
"""
_FROM_THE_COPY = ("id", "file", "text_sha256", "scheme", "n_words")


def edit(source_id: str, again: Callable[[list[Problem]], bool], editor: str | None = None) -> tuple[Draft, bool]:
    """Open a draft in an editor, and save what comes of it.

    Args:
        source_id: The draft.
        again: Told what is wrong, with file and line; says whether the editor is opened again.
        editor: The command; $VISUAL or $EDITOR by default.

    Returns:
        The draft as saved, and whether anything changed.

    Raises:
        EvidenceError: The file cannot be read as a draft, and the editor was not to be opened again. It is kept, and
            opened the next time; the draft is as it was.
        MaliRussiaError: No editor is named or it failed, or another window saved the draft meanwhile.
    """
    command = shlex.split(editor or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not command:
        raise MaliRussiaError("intake --edit", "no editor is named", "set EDITOR, or use malirussia review")
    draft = drafts.load(source_id)
    copy, ledger = copy_of(draft), evidence.load(paths.data_dir(packaged=False) / "evidence")
    place = drafts.drafts_dir() / f".{source_id}.edited.yaml"
    if not place.exists():
        paths.replace_text(place, _text(draft))
    elif f"\nrevision: {draft.revision}\n" not in yaml_lines.read_text(place):
        found = f"was kept from an edit, and the draft has gone on to revision {draft.revision} since"
        raise drafts.StaleDraftError(paths.shown(place), found, "take from it what you need and delete it")
    while True:
        _run(command, place)
        try:
            edited, lines = _read(place, draft)
            edited = _pointed(edited, copy, lines)
        except EvidenceError as error:
            if again(list(error.problems)):
                continue
            kept = Problem(paths.shown(place), "it is kept as you left it", f"malirussia intake --edit {source_id}")
            raise EvidenceError([*error.problems, kept]) from None
        wrong = _located(problems(edited, ledger, copy), lines)
        if not wrong or not again(wrong):
            break
    saved = drafts.change(source_id, lambda newest: _changed(newest, draft, edited))
    place.unlink()
    return saved, saved.revision != draft.revision


def _text(draft: Draft) -> str:
    """The draft without what machines keep."""
    shorter = msgspec.structs.replace(draft, found=[], origins=[], log=[], undone=[])
    return _HEAD.format(id=draft.source.id) + drafts.dumps(shorter)


def _run(command: list[str], place: Path) -> None:
    try:
        status = subprocess.run([*command, str(place)], check=False).returncode
    except FileNotFoundError:
        raise MaliRussiaError("intake --edit", f"no editor {command[0]}", "set EDITOR to one that is here") from None
    if status != 0:
        raise MaliRussiaError("intake --edit", f"{command[0]} ended with {status}", "the draft is as it was")


def _read(place: Path, draft: Draft) -> tuple[Draft, Lines]:
    data, lines = yaml_lines.load(place)
    edited = convert(data, Draft, lines)
    moved = [name for name in _FROM_THE_COPY if getattr(edited.source, name) != getattr(draft.source, name)]
    if moved:
        todo = f"write {getattr(draft.source, moved[0])}"
        raise EvidenceError([Problem(lines.at("source", name), f"{name} follows from the copy", todo)
                             for name in moved])  # fmt: skip
    return edited, lines


def _pointed(edited: Draft, copy: Copy, lines: Lines) -> Draft:
    """The draft with every quotation turned into a pointer.

    Raises:
        EvidenceError: Quotations that do not stand in the copy, or stand there more than once.
    """
    candidates, wrong = {}, []
    for key, candidate in edited.candidates.items():
        try:
            candidates[key] = resolved(key, candidate, copy)
        except MaliRussiaError as error:
            wrong.append(Problem(lines.at("candidates", key, "quote"), error.found, error.todo))
    if wrong:
        raise EvidenceError(wrong)
    return msgspec.structs.replace(edited, candidates=candidates)


def _located(wrong: list[FieldProblem], lines: Lines) -> list[Problem]:
    located = []
    for problem in wrong:
        field = (problem.field or "").split(".") if problem.field else []
        name = f"field {problem.field}: " if problem.field else ""
        where = lines.at("candidates", problem.candidate, *field)
        located.append(Problem(where, f"{problem.candidate}: {name}{problem.found}", problem.todo))
    return located


def _changed(newest: Draft, read: Draft, edited: Draft) -> Draft:
    """The newest draft with what was changed in the editor, as one step.

    Raises:
        StaleDraftError: Another window changed the same parts since the draft was read.
    """
    parts: dict[str, dict[str, Any]] = {}
    for section in edits.SECTIONS:
        old, new, now = getattr(read, section), getattr(edited, section), getattr(newest, section)
        keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        for key in keys:
            if now.get(key) not in (old.get(key), new.get(key)):
                found = f"another window changed {key} while the editor was open"
                raise drafts.StaleDraftError(f"draft {read.source.id}", found, "what you wrote is kept; edit again")
        if keys:
            parts[section] = {key: new.get(key) for key in keys}
    source = None if edited.source == read.source else edited.source
    if not parts and source is None:
        return newest
    return edits.apply(newest, getpass.getuser(), "edit", read.source.id, source=source, **parts)
