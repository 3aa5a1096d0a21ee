"""The ledger: all that stands in data/evidence/, read and checked.

    ledger = load()                                       the project's data/evidence/
    ledger.claims["la-revue-2025-10-24.c14"].value

In a ledger the ids of passages and claims carry their source, a claim that names no speaker has its source's voice, and
`met_by` names claims in full. Everything that can be checked without the texts has been checked.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from malirussia.errors import EvidenceError, Problem
from malirussia.evidence import model, yaml_lines
from malirussia.evidence.checks import SOURCES, check
from malirussia.evidence.records import convert
from malirussia.evidence.vocabulary import nearest
from malirussia.evidence.yaml_lines import Lines
from malirussia.paths import evidence_dir

T = TypeVar("T", bound=msgspec.Struct)

FILES: dict[str, type[msgspec.Struct]] = {
    "topic.yaml": model.Topic,
    "vocabulary.yaml": model.Vocabulary,
    "entities.yaml": model.Entities,
    "identities.yaml": model.Identities,
    "decisions.yaml": model.Decisions,
    "ignored.yaml": model.IgnoredFile,
    "codes.yaml": model.Codes,
    "cues.yaml": model.Cues,
    "renamed.yaml": model.RenamedFile,
}
NEEDED = ("topic.yaml", "vocabulary.yaml", "entities.yaml")


@dataclass(frozen=True)
class Ledger:
    """The evidence of one folder.

    Attributes:
        folder: The folder it was read from.
        topic: What it is about.
        vocabulary: The words a claim may use.
        entities: By entity id.
        sources: By source id, in the order of the alphabet.
        passages: By passage id (`<source_id>.p01`), source by source, as the files have them.
        names: Source by source; `passage` is a passage id.
        claims: By claim id (`<source_id>.c01`), source by source.
        identities: Verdicts on entities.
        decisions: Verdicts on conflicting claims.
        ignored: Runs of words left uncoded.
        codes: Codes of classifications.
        cues: The words by which intake proposes.
        lines: The lines of each file, by its name (`sources/<source_id>.yaml`).
    """

    folder: Path
    topic: model.Topic
    vocabulary: model.Vocabulary
    entities: dict[str, model.Entity]
    sources: dict[str, model.Source]
    passages: dict[str, model.Passage]
    names: list[model.Name]
    claims: dict[str, model.Claim]
    identities: list[model.Identity]
    decisions: list[model.Decision]
    ignored: list[model.Ignored]
    codes: list[model.Code]
    cues: model.Cues
    lines: dict[str, Lines] = field(repr=False, compare=False)

    def where(self, file: str, *path: str | int) -> str:
        """`file:line` of a value: `where("decisions.yaml", "decisions", 0)`."""
        return self.lines[file].at(*path)

    def where_claim(self, claim_id: str) -> str:
        """`file:line` of a claim."""
        source_id = source_of(claim_id)
        claims = [key for key in self.claims if source_of(key) == source_id]
        return self.where(f"sources/{source_id}.yaml", "claims", claims.index(claim_id))


def source_of(global_id: str) -> str:
    """The source of a passage or claim: `x` of `x.p01`."""
    return global_id.partition(".")[0]


def load(folder: Path | None = None) -> Ledger:
    """Reads and checks a folder of evidence.

    Args:
        folder: The folder; by default the project's data/evidence/.

    Raises:
        EvidenceError: With every problem found, each told with its file and line.
    """
    folder = evidence_dir() if folder is None else Path(folder)
    problems: list[Problem] = []
    plain: dict[str, tuple[Any, Lines] | None] = {}
    for name in _expected(folder, problems):
        try:
            plain[name] = yaml_lines.load(folder / name)
        except EvidenceError as error:
            plain[name] = None
            problems.extend(error.problems)
    records: dict[str, msgspec.Struct] = {}
    for name, parsed in plain.items():
        if parsed is not None:
            try:
                records[name] = convert(parsed[0], FILES.get(name, model.SourceFile), parsed[1])
            except EvidenceError as error:
                problems.extend(error.problems)
    problems.extend(check(plain, yaml_lines.shown(folder)))
    if problems:
        raise EvidenceError(sorted(problems, key=_reading_order))
    return _ledger(folder, records, {name: parsed[1] for name, parsed in plain.items() if parsed is not None})


def _reading_order(problem: Problem) -> tuple[str, int, str]:
    file, _, line = problem.where.rpartition(":")
    return (file, int(line), problem.found) if line.isdecimal() else (problem.where, 0, problem.found)


def _expected(folder: Path, problems: list[Problem]) -> list[str]:
    """The files to read, in order; a file that is missing, or that nothing would read, is a problem."""
    shown = yaml_lines.shown(folder)
    if not folder.is_dir():
        problems.append(Problem(shown, "no such folder", "name the folder that holds vocabulary.yaml"))
        return []
    # What is there but no file (a pipe, a circle of links) is told when it is read.
    names = [name for name in FILES if os.path.lexists(folder / name)]
    problems.extend(
        Problem(f"{shown}/{name}", "no such file", "write it, or name another folder")
        for name in NEEDED
        if name not in names
    )
    names.extend(f"{SOURCES}{path.name}" for path in sorted((folder / SOURCES).glob("*.yaml")))
    for path in sorted(folder.glob("**/*.y*ml")):
        name = path.relative_to(folder).as_posix()
        if name not in names:
            todo = f"nearest known name {nearest(name, FILES)[0]!r}; rename it (a source is sources/<source_id>.yaml)"
            problems.append(Problem(yaml_lines.shown(path), "nothing reads this file", todo))
    return names


def _ledger(folder: Path, read: dict[str, msgspec.Struct], lines: dict[str, Lines]) -> Ledger:
    files = [record for record in read.values() if isinstance(record, model.SourceFile)]
    files.sort(key=lambda file: file.source.id)
    return Ledger(
        folder=folder,
        topic=_only_record(read, model.Topic),
        vocabulary=_only_record(read, model.Vocabulary),
        entities=_only_record(read, model.Entities).entities,
        sources={file.source.id: file.source for file in files},
        passages={f"{file.source.id}.{key}": passage for file in files for key, passage in file.passages.items()},
        names=[
            msgspec.structs.replace(name, passage=f"{file.source.id}.{name.passage}")
            for file in files
            for name in file.names
        ],
        claims={claim.id: claim for file in files for claim in _claims(file)},
        identities=_only_record(read, model.Identities).identities,
        decisions=_only_record(read, model.Decisions).decisions,
        ignored=_only_record(read, model.IgnoredFile).ignored,
        codes=_only_record(read, model.Codes).codes,
        cues=_only_record(read, model.Cues),
        lines=lines,
    )


def _only_record(read: dict[str, msgspec.Struct], record: type[T]) -> T:
    records = [value for value in read.values() if isinstance(value, record)]
    return records[0] if records else record()


def _claims(file: model.SourceFile) -> list[model.Claim]:
    """The claims of a source as a ledger holds them: full ids, speaker filled in."""
    source = file.source
    claims = []
    for claim in file.claims:
        promise = claim.commitment
        if promise is not None:
            promise = msgspec.structs.replace(promise, met_by=[full(met, source.id) for met in promise.met_by])
        claims.append(
            msgspec.structs.replace(
                claim,
                id=f"{source.id}.{claim.id}",
                passage=f"{source.id}.{claim.passage}",
                by=source.voice if claim.by is None else claim.by,
                commitment=promise,
            )
        )
    return claims


def full(claim_id: str, source_id: str) -> str:
    """A claim id with its source: `c01`, said inside a source's own file, is `<source_id>.c01`."""
    return claim_id if "." in claim_id else f"{source_id}.{claim_id}"
