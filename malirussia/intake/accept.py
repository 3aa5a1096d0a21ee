"""Writes a draft into the evidence, builds the tables, and tells what changed.

Everything is tried on a copy of the evidence first: what the evidence would refuse is told, and nothing is written.
Then the files are replaced one after another, each whole, in an order in which the evidence stands after every one of
them: new entities, the source, verdicts on identities, ignored ranges. Who was stopped in between accepts again; what
is there already is not written twice.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from malirussia import paths, tables
from malirussia.errors import EvidenceError, MaliRussiaError, Problem
from malirussia.evidence import corpus as copies
from malirussia.evidence import ledger as evidence
from malirussia.evidence.corpus import Copy
from malirussia.evidence.ledger import Ledger
from malirussia.evidence.model import Reading, Source
from malirussia.intake import drafts, edits, known_runs, yaml_out
from malirussia.intake.changes import Change, changes
from malirussia.intake.compile import compiled
from malirussia.intake.draft import TAKEN, Draft, Written
from malirussia.intake.problems import problems

_HEAD = (
    "# {id}: what one page says, claim by claim. "
    "A passage is a pointer (first word, number of words, hash), never the words.\n"
)
_ON_A_LINE = frozenset(("passages", "names", "value", "coded", "reviewed"))
_TAKING = ("accept", "edit", "add", "split", "merge")


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a draft.

    Attributes:
        source_id: The source.
        written: The files of the evidence and the tables that were written; none where nothing has changed.
        passages: How many passages the source has now.
        names: How many names.
        claims: How many claims.
        open: How many candidates nobody has judged.
        changes: What the tables say now that they did not.
    """

    source_id: str
    written: list[str]
    passages: int
    names: int
    claims: int
    open: int
    changes: list[Change]


def accept(
    source_id: str,
    *,
    corpus: Path | None = None,
    coded_by: str | None = None,
    reviewed_by: str | None = None,
    over: bool = False,
) -> Accepted:
    """Write a draft into the evidence and build the tables.

    Args:
        source_id: The draft.
        corpus: The folder of the copies; the project's by default.
        coded_by: Who coded it; by default those who took the steps of its log.
        reviewed_by: Who read the coding again, if anybody.
        over: Whether a file of the source that was written or changed by hand is written over.

    Raises:
        EvidenceError: If the evidence would refuse something: every such place, and nothing is written.
        MaliRussiaError: If the draft, or the copy it points into, is not there or not what it was.
    """
    folder = paths.data_dir(packaged=False) / "evidence"
    draft = drafts.load(source_id)
    copy = copy_of(draft, corpus)
    ledger = evidence.load(folder)
    wrong = problems(draft, ledger, copy)
    if wrong:
        raise EvidenceError(
            [Problem(f"draft {source_id}", str(problem).partition("; ")[0], problem.todo) for problem in wrong]
        )
    if not any(candidate.state in TAKEN for candidate in draft.candidates.values()):
        todo = f"set state: accepted in {paths.shown(drafts.path_of(source_id))} where a claim stands"
        raise MaliRussiaError(f"draft {source_id}", "no candidate is accepted yet", todo)
    signed = _signed(draft, coded_by, reviewed_by)
    data = compiled(signed, copy, _with_readings(signed))
    text = _HEAD.format(id=source_id) + "\n".join(yaml_out.block(data, _ON_A_LINE)) + "\n"
    place = folder / "sources" / f"{source_id}.yaml"
    _free(place, text, draft, over)
    files = {
        "entities.yaml": _entities(folder, ledger, draft),
        f"sources/{source_id}.yaml": text,
        "identities.yaml": _identities(folder, ledger, draft),
        "ignored.yaml": _ignored(folder, ledger, draft),
    }
    differ = {name: new for name, new in files.items() if new is not None and new != _old(folder / name)}
    after = _tried(folder, differ)
    before_tables = tables.build(ledger, paths.reference_dir())
    after_tables = tables.build(after, paths.reference_dir())
    for name, new in differ.items():
        paths.replace_text(folder / name, new)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    drafts.change(source_id, lambda newest: _as_written(_signed(newest, coded_by, reviewed_by), sha256))
    kept = known_runs.keep(after, source_id, _corpus(corpus))
    built = tables.write(after_tables, paths.tidy_dir(), after.topic)
    written = [*differ, *([f"runs/{source_id}.txt"] if kept else [])]
    return Accepted(
        source_id=source_id,
        written=[*(f"data/evidence/{name}" for name in written), *(f"data/tidy/{name}" for name in built)],
        passages=len(data["passages"]),
        names=len(data["names"]),
        claims=len(data["claims"]),
        open=sum(proposal.state == "proposed" for proposal in draft.candidates.values()),
        changes=changes(before_tables, after_tables, source_id),
    )


def copy_of(draft: Draft, corpus: Path | None = None) -> Copy:
    """The copy that a draft points into.

    Raises:
        MaliRussiaError: If it is not there, or not the one of which the draft was made.
    """
    folder = _corpus(corpus)
    copy = copies.read(folder, draft.source)
    where = f"draft {draft.source.id}"
    if copy is None:
        raise MaliRussiaError(where, f"no copy {draft.source.file} in {paths.shown(folder)}", "put it back there")
    if copy.sha256 != draft.source.text_sha256:
        other_copy = f"{draft.source.file} is not the copy of which the draft was made"
        raise MaliRussiaError(where, other_copy, "put that one back, or take the changed one in: malirussia intake")
    return copy


def _corpus(given: Path | None) -> Path:
    return given or paths.corpus_dir() or paths.data_dir(packaged=False) / "corpus"


def _signed(draft: Draft, coded_by: str | None, reviewed_by: str | None) -> Draft:
    """The draft with who coded it and who read it again, each once a day."""
    today = datetime.now(UTC).date().isoformat()
    coded, reviewed = draft.coded, draft.reviewed
    if coded_by is not None:
        coded = _once([*coded, Reading(by=coded_by, day=today)])
    if reviewed_by is not None:
        reviewed = _once([*reviewed, Reading(by=reviewed_by, day=today)])
    return msgspec.structs.replace(draft, coded=coded, reviewed=reviewed)


def _with_readings(draft: Draft) -> Source:
    days: dict[str, str] = {}
    for step in draft.log:
        if step.did in _TAKING:
            days[step.who] = step.at[:10]
    told = draft.coded or [Reading(by=who, day=day) for who, day in days.items()]
    return msgspec.structs.replace(draft.source, coded=told, reviewed=draft.reviewed)


def _once(readings: Iterable[Reading]) -> list[Reading]:
    return list(dict.fromkeys(readings))


def _free(place: Path, text: str, draft: Draft, over: bool) -> None:
    """Make sure that nothing a person wrote is written over."""
    old = _old(place)
    if old is None or old == text or over:
        return
    if draft.written is None or hashlib.sha256(old.encode()).hexdigest() != draft.written.sha256:
        hand_written = "it was written by hand, or changed since the draft was last accepted"
        raise MaliRussiaError(paths.shown(place), hand_written, "compare the two; --over writes the draft over it")


def _as_written(draft: Draft, sha256: str) -> Draft:
    if draft.written is not None and draft.written.sha256 == sha256:
        return draft
    return msgspec.structs.replace(draft, written=Written(at=edits.now(), sha256=sha256))


def _old(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _tried(folder: Path, files: Mapping[str, str]) -> Ledger:
    """The evidence as it will be, read from a copy of it."""
    with tempfile.TemporaryDirectory(prefix="malirussia-") as place:
        trial = Path(place) / "evidence"
        shutil.copytree(folder, trial)
        for name, text in files.items():
            paths.replace_text(trial / name, text)
        try:
            return evidence.load(trial)
        except EvidenceError as error:
            real = [
                Problem(problem.where.replace(str(trial), paths.shown(folder)), problem.found, problem.todo)
                for problem in error.problems
            ]
            raise EvidenceError(real) from None


def _entities(folder: Path, ledger: Ledger, draft: Draft) -> str | None:
    new = {key: entity for key, entity in draft.entities.items() if key not in ledger.entities}
    other = [key for key, entity in draft.entities.items() if key in ledger.entities and ledger.entities[key] != entity]
    if other:
        differing = f"entity {other[0]} stands in entities.yaml otherwise"
        raise MaliRussiaError(f"draft {draft.source.id}", differing, "take it out of the draft, or give it another id")
    lines = [f"  {key}: {yaml_out.flow(msgspec.to_builtins(entity))}" for key, entity in new.items()]
    if not lines:
        return None
    return _appended(_old(folder / "entities.yaml") or "", "entities", [f"  # first met in {draft.source.id}", *lines])


def _identities(folder: Path, ledger: Ledger, draft: Draft) -> str | None:
    known = {(identity.left, identity.right, identity.verdict) for identity in ledger.identities}
    lines = [
        line
        for identity in draft.identities.values()
        if (identity.left, identity.right, identity.verdict) not in known
        for line in yaml_out.entry(msgspec.to_builtins(identity))
    ]
    return _appended(_old(folder / "identities.yaml") or "", "identities", lines) if lines else None


def _ignored(folder: Path, ledger: Ledger, draft: Draft) -> str | None:
    source_id = draft.source.id
    # Rows of this source that an earlier acceptance wrote stand one a line, and are written anew.
    old = "".join(line for line in (_old(folder / "ignored.yaml") or "").splitlines(keepends=True)
                  if not line.startswith(f"- {{source: {source_id},"))  # fmt: skip
    known = {
        (passage.source, passage.first, passage.words) for passage in ledger.ignored if passage.source != source_id
    }
    rows: list[dict[str, Any]] = [
        {
            "source": source_id,
            "first": passage.first,
            "words": passage.words,
            "reason": passage.reason,
            "furniture": passage.furniture,
        }
        for passage in sorted(draft.ignored.values(), key=lambda passage: passage.first)
        if (source_id, passage.first, passage.words) not in known
    ]
    if not rows and old == (_old(folder / "ignored.yaml") or ""):
        return None
    made = _appended(old, "ignored", [f"- {yaml_out.flow(row)}" for row in rows])
    return f"{made.rstrip()} []\n" if made.rstrip().endswith("ignored:") else made


def _appended(old: str, section: str, lines: list[str]) -> str:
    """A file of one section with lines at its end."""
    head = old.replace(f"{section}: []\n", f"{section}:\n") or f"{section}:\n"
    return head + ("" if head.endswith("\n") else "\n") + "\n".join(lines) + ("\n" if lines else "")
