"""What of a draft the evidence would refuse, candidate by candidate and field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import msgspec

from malirussia.errors import EvidenceError, MaliRussiaError, Problem
from malirussia.evidence.check_source import check_source
from malirussia.evidence.corpus import Copy
from malirussia.evidence.entry import Entry, whole
from malirussia.evidence.known_words import Known
from malirussia.evidence.ledger import Ledger
from malirussia.evidence.model import SourceFile
from malirussia.evidence.records import convert
from malirussia.evidence.yaml_lines import Lines, shown
from malirussia.intake.compile import claim_data, pointer, resolved, source_data, taken
from malirussia.intake.draft import TAKEN, Candidate, Draft

_FIELD = re.compile(
    r"(?:claim|candidate) \S+ field (?P<field>[^:\s]+): (?P<found>.*)|claim \S+: (?P<all>.*)", re.DOTALL
)


class FieldProblem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one candidate.

    Attributes:
        candidate: Its id.
        field: The field, such as `value.low`; None for all of it.
        found: What stands there.
        todo: What to do.
    """

    candidate: str
    field: str | None
    found: str
    todo: str

    def __str__(self) -> str:
        field = "" if self.field is None else f" field {self.field}"
        return str(Problem(f"candidate {self.candidate}{field}", self.found, self.todo))


class Checker:
    """Checks the candidates of one draft; made once, asked for each candidate that a person changes.

    Args:
        draft: The draft, for its new entities and its source.
        ledger: The evidence.
        copy: The copy that the draft points into.
    """

    def __init__(self, draft: Draft, ledger: Ledger, copy: Copy) -> None:
        self._source = source_data(draft.source)
        self._copy = copy
        self._known = _known(draft, ledger)

    def check(self, candidate_id: str, candidate: Candidate) -> list[FieldProblem]:
        """What the evidence would refuse of a candidate, were it taken as it stands."""
        try:
            pointed = resolved(candidate_id, candidate, self._copy)
            if pointed.first is None or pointed.words is None:
                return [_told(candidate_id, "first", "no passage", "select its words")]
            passage = pointer(self._copy, pointed.first, pointed.words)
        except MaliRussiaError as error:
            return [_told(candidate_id, "quote" if candidate.quote else "first", error.found, error.todo)]
        data = {
            "source": self._source,
            "passages": {"p01": msgspec.to_builtins(passage)},
            "claims": [claim_data(pointed, candidate_id, "p01")],
        }
        lines = Lines("draft", {})
        problems: list[Problem] = []
        try:
            convert(data, SourceFile, lines)
        except EvidenceError as error:
            problems.extend(error.problems)
        problems.extend(check_source(whole(data, lines), self._known, self._source["id"]))
        return [_of(candidate_id, problem) for problem in problems]


def problems(draft: Draft, ledger: Ledger, copy: Copy) -> list[FieldProblem]:
    """Everything that keeps a draft out of the evidence: of its taken candidates, and of passages that overlap."""
    checker = Checker(draft, ledger, copy)
    wrong: list[FieldProblem] = []
    chosen: dict[str, Candidate] = {}
    for key, candidate in draft.candidates.items():
        if candidate.state in TAKEN:
            of_candidate = checker.check(key, candidate)
            wrong.extend(of_candidate)
            if not of_candidate:
                chosen[key] = candidate
    whole_candidates = msgspec.structs.replace(draft, candidates=chosen)
    return [*wrong, *overlaps(taken(whole_candidates, copy))]


def overlaps(chosen: Mapping[str, Candidate]) -> Iterator[FieldProblem]:
    """Passages of one article may be the same, or apart; never one across another."""
    runs: dict[tuple[int, int], str] = {}
    for key, candidate in chosen.items():
        runs.setdefault((candidate.first or 0, candidate.words or 0), key)
    for ((first, n), left), ((other, _), right) in pairwise(sorted(runs.items())):
        if other < first + n:
            overlap = f"its passage overlaps that of {left} (words {first} to {first + n - 1})"
            yield _told(right, "first", overlap, "give both the same words, or part them")


def _known(draft: Draft, ledger: Ledger) -> Known:
    lines = Lines("draft", {})
    vocabulary: dict[str, Any] = msgspec.to_builtins(ledger.vocabulary)
    entities = msgspec.to_builtins({**ledger.entities, **draft.entities})
    claims = [{"id": f"c{number:02}"} for number, _ in enumerate(draft.candidates, start=1)]
    document = {"source": source_data(draft.source), "passages": {"p01": {}}, "claims": claims}

    def entries(data: Mapping[str, Any], section: str) -> dict[str, Entry]:
        return {entry.name: entry for entry in whole(dict(data), lines).entries(section)}

    return Known(
        shown=shown(ledger.folder),
        sectors=entries(vocabulary, "sectors"),
        kinds=entries(vocabulary, "kinds"),
        predicates=entries(vocabulary, "predicates"),
        entities=entries({"entities": entities}, "entities"),
        # Of other sources only their claims could be named, and the build looks at those.
        sources={**dict.fromkeys(ledger.sources), draft.source.id: whole(document, lines)},
    )


def _of(candidate_id: str, problem: Problem) -> FieldProblem:
    parts = _FIELD.fullmatch(problem.found)
    if parts is None:
        return _told(candidate_id, None, problem.found, problem.todo)
    return _told(candidate_id, parts["field"], parts["found"] or parts["all"], problem.todo)


def _told(candidate_id: str, field: str | None, found: str, todo: str) -> FieldProblem:
    return FieldProblem(candidate=candidate_id, field=field, found=found, todo=todo)
