"""One draft on the page: what it shows, and the steps that keys ask for, each saved before it is shown.

A step names what it was done to as it stood on the page (`seen`). Where another window has changed that meanwhile, the
step is refused and the page shown anew, so that nobody's work is written over unseen. A step that arrives twice,
because its answer was lost, is done once.
"""

from __future__ import annotations

import getpass
import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

import msgspec

from malirussia import edtf, paths
from malirussia.errors import DateError, MaliRussiaError
from malirussia.evidence import ledger as evidence
from malirussia.evidence.corpus import Copy
from malirussia.evidence.ledger import Ledger
from malirussia.evidence.model import Entity, SourceKind
from malirussia.evidence.vocabulary import ENTITY_ID, slug, use_known
from malirussia.intake import drafts, edits
from malirussia.intake.accept import copy_of
from malirussia.intake.compile import resolved
from malirussia.intake.draft import TAKEN, Candidate, Draft, DraftName, reading_order
from malirussia.intake.problems import Checker, FieldProblem, overlaps
from malirussia.review.choices import choices, entity_choices
from malirussia.review.marks import OPEN, marks

REMEMBERED = 500
"""How many steps are remembered, so that one that arrives twice is done once."""
_GROUPS = ("value", "commitment")
_OF_THE_SOURCE = ("title", "publisher", "published", "voice", "kind", "origin_group", "url")
_MUST_CLOSE = ("number", "date", "name")


class ChangedMeanwhileError(MaliRussiaError):
    """Another window has changed what a step was to be done to."""


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a key asks for.

    Attributes:
        key: Of this step alone, made by the page.
        did: What is to be done.
        revision: The revision of the draft that the page shows.
        id: The candidate, range or entity that it is done to.
        seen: The stamp of each candidate that it is done to, as the page shows it.
        ids: Of several that are merged, the one that stays first.
        fields: Of a claim or an entity; those of `value` and `commitment` with a point, `value.low`.
        first: The first word selected.
        words: How many.
        at: The word before which a passage is parted.
        reason: Why something is rejected or ignored.
        furniture: Whether ignored words are no part of the article itself.
    """

    key: str
    did: Literal["accept", "edit", "reject", "reopen", "split", "merge", "add", "move", "ignore", "heed", "entity",
                 "source", "undo", "redo"]  # fmt: skip
    revision: int
    id: str | None = None
    seen: dict[str, str] = {}
    ids: list[str] = []
    fields: dict[str, str | bool | None] = {}
    first: int | None = None
    words: int | None = None
    at: int | None = None
    reason: str = ""
    furniture: bool = False


class Desk:
    """One draft, its copy and the ledger.

    Args:
        source_id: The draft.
        who: Who sits there, for the log; by default the user of this machine.

    Raises:
        MaliRussiaError: If the draft, its copy or the ledger cannot be read.
    """

    def __init__(self, source_id: str, who: str | None = None) -> None:
        self.id = source_id
        self.who = who or getpass.getuser()
        draft = drafts.load(source_id)
        self.copy: Copy = copy_of(draft)
        self._evidence: tuple[Any, ...] = ()
        self.ledger: Ledger = self._read_ledger()
        self._checker: tuple[Any, Checker] | None = None
        self._checked: dict[str, tuple[Candidate, list[FieldProblem]]] = {}
        self._shown: dict[str, tuple[Candidate, dict[str, Any]]] = {}
        self._answers: OrderedDict[str, dict[str, Any]] = OrderedDict()

    def article(self, lang: str) -> dict[str, Any]:
        """What stays while the page is open: the text, its words, the lists to complete from; and `state`."""
        draft = drafts.load(self.id)
        self._read_ledger()
        return {
            "id": self.id,
            "title": draft.source.title,
            "publisher": draft.source.publisher,
            "published": draft.source.published,
            "lang": draft.source.lang,
            "text": self.copy.text,
            "spans": [[span.start, span.end] for span in self.copy.spans],
            "choices": choices(self.ledger, lang),
            "state": self.state(draft, lang),
        }

    def state(self, draft: Draft, lang: str) -> dict[str, Any]:
        """What of a draft the page shows, with what is wrong with each candidate."""
        candidates = {key: self._pointed(key, candidate) for key, candidate in reading_order(draft)}
        ordered = sorted(candidates, key=lambda key: (candidates[key].first or 0, candidates[key].words or 0))
        marked = marks(draft, candidates, len(self.copy.spans))
        wrong = self.wrong(draft, candidates)
        return {
            "revision": draft.revision,
            "candidates": [self._shown_as(key, draft.candidates[key], candidates[key]) for key in ordered],
            "problems": {key: msgspec.to_builtins(told) for key, told in wrong.items()},
            "ignored": msgspec.to_builtins(draft.ignored),
            "entities": entity_choices(self.ledger, draft, lang),
            "source": {name: getattr(draft.source, name) for name in _OF_THE_SOURCE},
            "marks": "".join(map(str, marked)),
            "open_found": [
                [found.first, found.words]
                for found in draft.found
                if found.kind in _MUST_CLOSE and OPEN in marked[found.first : found.first + found.words]
            ],
            "undo": draft.log[-1].did if draft.log else None,
            "redo": draft.undone[-1].did if draft.undone else None,
        }

    def _shown_as(self, key: str, candidate: Candidate, pointed: Candidate) -> dict[str, Any]:
        """A candidate as the page has it; made once for each that does not change."""
        known = self._shown.get(key)
        if known is None or known[0] is not candidate:
            known = (candidate, {"id": key, "seen": stamp(candidate), **_whole(pointed)})
            self._shown[key] = known
        return known[1]

    def wrong(self, draft: Draft, candidates: Mapping[str, Candidate]) -> dict[str, list[FieldProblem]]:
        """What the evidence would refuse: of each taken candidate, and of passages that overlap."""
        told: dict[str, list[FieldProblem]] = {}
        chosen = {key: candidate for key, candidate in candidates.items() if candidate.state in TAKEN}
        for key, candidate in chosen.items():
            problems = self._check(draft, key, candidate)
            if problems:
                told[key] = problems
        for problem in overlaps({key: held for key, held in chosen.items() if held.first is not None and held.words}):
            told.setdefault(problem.candidate, [])
            told[problem.candidate] = [*told[problem.candidate], problem]
        return told

    def check(self, candidate_id: str, fields: Mapping[str, str | bool | None]) -> list[FieldProblem]:
        """What would be wrong with a candidate if its lines said what they say now; nothing is saved."""
        draft = drafts.load(self.id)
        try:
            edited = edits.edit(draft, candidate_id, self.who, **_nested(fields)).candidates[candidate_id]
        except MaliRussiaError as error:
            return [FieldProblem(candidate=candidate_id, field=_field_of(error.found), found=error.found,
                                 todo=error.todo)]  # fmt: skip
        return self._check_anew(draft, candidate_id, edited)

    def step(self, step: Step, lang: str) -> dict[str, Any]:
        """Do a step and save it.

        Returns:
            `state`, the draft as saved; `made`, the id of a new candidate; `wrong`, what keeps a candidate from being
            accepted, and then it is not.

        Raises:
            ChangedMeanwhileError: Another window has changed what it was to be done to; nothing is done.
            MaliRussiaError: It cannot be done; nothing is.
            OSError: It cannot be saved; the draft is as it was.
        """
        answered = self._answers.get(step.key)
        if answered is not None:
            return {**answered, "state": self.state(drafts.load(self.id), lang)}
        if step.did == "accept":
            draft = drafts.load(self.id)
            key = step.id or ""
            problems = self._check(draft, key, self._pointed(key, edits.candidate(draft, key)))
            if problems:
                self._unchanged(draft, step)
                return {"wrong": msgspec.to_builtins(problems), "state": self.state(draft, lang)}
        made: list[str] = []
        saved = drafts.change(self.id, lambda newest: self._done(newest, step, made))
        answer: dict[str, Any] = {"made": made[0]} if made else {}
        self._answers[step.key] = answer
        while len(self._answers) > REMEMBERED:
            self._answers.popitem(last=False)
        return {**answer, "state": self.state(saved, lang)}

    def _done(self, newest: Draft, step: Step, made: list[str]) -> Draft:
        self._unchanged(newest, step)
        if step.did in ("undo", "redo"):
            return edits.undo(newest) if step.did == "undo" else edits.redo(newest)
        draft = self._resolved(newest, [key for key in (step.id, *step.ids) if key in newest.candidates])
        key, who = step.id or "", self.who
        how: dict[str, Callable[[], Draft]] = {
            "accept": lambda: edits.accept(draft, key, who),
            "reject": lambda: edits.reject(draft, key, who, step.reason),
            "reopen": lambda: edits.reopen(draft, key, who),
            "edit": lambda: edits.edit(draft, key, who, **_nested(step.fields)),
            "split": lambda: _kept(edits.split(draft, key, who, step.at or 0), made),
            "merge": lambda: edits.merge(draft, step.ids, who),
            "add": lambda: _kept(edits.add(draft, who, *self._run(step)), made),
            "move": lambda: self._moved(draft, step),
            "ignore": lambda: edits.ignore(draft, *self._run(step), who, step.reason, furniture=step.furniture),
            "heed": lambda: edits.heed(draft, key, who),
            "entity": lambda: self._entity(draft, step),
            "source": lambda: self._source(draft, step),
        }
        return how[step.did]()

    def _unchanged(self, newest: Draft, step: Step) -> None:
        """Make sure that what a step is done to stands as its window shows it."""
        other = [key for key, seen in step.seen.items()
                 if key not in newest.candidates or stamp(newest.candidates[key]) != seen]  # fmt: skip
        if step.did in ("undo", "redo") and newest.revision != step.revision:
            other = [step.did]
        if other:
            raise ChangedMeanwhileError(
                f"draft {self.id}", f"another window changed {other[0]}", "look, then try again"
            )

    def _run(self, step: Step) -> tuple[int, int]:
        """The words of a step.

        Raises:
            MaliRussiaError: If it has none, or the copy ends before them.
        """
        if step.first is None or not step.words or step.first < 0 or step.words < 1:
            raise MaliRussiaError(f"draft {self.id}", "no words are selected", "select words of the article")
        if step.first + step.words > len(self.copy.spans):
            beyond = f"the copy has {len(self.copy.spans)} words"
            raise MaliRussiaError(f"draft {self.id}", beyond, "select words of the article")
        return step.first, step.words

    def _moved(self, draft: Draft, step: Step) -> Draft:
        first, words = self._run(step)
        state = edits.candidate(draft, step.id or "").state
        # Who points to other words has not judged yet what they say.
        kept = {"state": "proposed"} if state == "proposed" else {}
        return edits.edit(draft, step.id or "", self.who, first=first, words=words, quote=None, **kept)

    def _entity(self, draft: Draft, step: Step) -> Draft:
        """Add an entity and, where words are selected, note that they name it: one step."""
        key = step.id or ""
        if ENTITY_ID.fullmatch(key) is None:
            raise MaliRussiaError("field id", f"{key!r} is not an id", f"write it as {slug(key)}")
        if key in self.ledger.entities or key in draft.entities:
            raise MaliRussiaError("field id", f"{key} is there already", "use it, or choose another id")
        given = {name: value for name, value in step.fields.items() if value not in (None, "")}
        kinds = self.ledger.vocabulary.kinds
        if given.get("kind") not in kinds:
            found = f"{given.get('kind', '')!r} is no kind"
            raise MaliRussiaError("field kind", found, f"use one of: {' '.join(sorted(kinds))}")
        try:
            entity = msgspec.convert(given, Entity)
        except msgspec.ValidationError as error:
            raise MaliRussiaError(f"field {_missing(str(error))}", str(error), "fill in the line") from None
        schemas = kinds[entity.kind].schema
        if entity.schema not in schemas:
            raise MaliRussiaError(
                "field schema", f"a {entity.kind} is no {entity.schema}", f"use {' or '.join(schemas)}"
            )
        names: dict[str, DraftName] = {}
        if step.first is not None and step.words:
            first, words = self._run(step)
            # A new name overwrites none: numbers of names only grow.
            number = max((int(name[1:]) for name in draft.names if name[1:].isdecimal()), default=0) + 1
            names[f"n{number:03}"] = DraftName(entity=key, kind="name", first=first, words=words)
        return edits.apply(draft, self.who, "entity", key, entities={key: entity}, names=names)

    def _source(self, draft: Draft, step: Step) -> Draft:
        """Change what is told of the article."""
        fields = {name.removeprefix("source."): value or None for name, value in step.fields.items()}
        for name in fields:
            if name not in _OF_THE_SOURCE:
                raise MaliRussiaError(f"field source.{name}", "follows from the copy", "leave it")
        voice = fields.get("voice")
        entities = {**self.ledger.entities, **draft.entities}
        if voice is not None and voice not in entities:
            raise MaliRussiaError(
                "field source.voice",
                f"{voice!r} is no entity",
                f"{use_known(str(voice), entities)} add it first: key c",
            )
        if fields.get("published") is not None:
            try:
                edtf.parse(str(fields["published"]))
            except DateError as error:
                raise MaliRussiaError("field source.published", error.found, error.todo) from None
        group = str(fields.get("origin_group") or draft.source.id)
        if ENTITY_ID.fullmatch(group) is None:
            raise MaliRussiaError("field source.origin_group", f"{group!r} is not an id", f"write it as {slug(group)}")
        kind = fields.get("kind")
        if kind not in get_args(SourceKind):
            raise MaliRussiaError(
                "field source.kind", f"{kind!r} is no kind", f"use one of: {' '.join(get_args(SourceKind))}"
            )
        return edits.source(draft, self.who, **{**fields, "origin_group": group})

    def _resolved(self, draft: Draft, keys: list[str]) -> Draft:
        """A draft in which the quotations of some candidates are pointers."""
        pointed = {key: resolved(key, draft.candidates[key], self.copy) for key in keys}
        return msgspec.structs.replace(draft, candidates={**draft.candidates, **pointed})

    def _pointed(self, key: str, candidate: Candidate) -> Candidate:
        """A candidate with a pointer; as it is where its quotation does not stand in the copy."""
        try:
            return resolved(key, candidate, self.copy)
        except MaliRussiaError:
            return candidate

    def _check(self, draft: Draft, key: str, candidate: Candidate) -> list[FieldProblem]:
        checker = self._checker_of(draft)
        known = self._checked.get(key)
        if known is not None and known[0] == candidate:
            return known[1]
        problems = checker.check(key, candidate)
        self._checked[key] = (candidate, problems)
        return problems

    def _check_anew(self, draft: Draft, key: str, candidate: Candidate) -> list[FieldProblem]:
        return self._checker_of(draft).check(key, candidate)

    def _checker_of(self, draft: Draft) -> Checker:
        """The checker, made anew where an entity is new, or the ledger another."""
        of_what = (draft.entities, draft.source, len(draft.candidates), self._evidence)
        if self._checker is None or self._checker[0] != of_what:
            self._checker = (of_what, Checker(draft, self.ledger, self.copy))
            self._checked.clear()
        return self._checker[1]

    def _read_ledger(self) -> Ledger:
        """Read the ledger, if a file of it changed since."""
        folder = paths.data_dir(packaged=False) / "evidence"
        files = [folder / "vocabulary.yaml", folder / "entities.yaml", folder / "sources", folder / "topic.yaml"]
        there = tuple((file.name, os.stat(file).st_mtime_ns) for file in files if file.exists())  # noqa: PTH116
        if there != self._evidence:
            self.ledger = evidence.load(folder)
            self._evidence = there
        return self.ledger


def stamp(candidate: Candidate) -> str:
    """A short sign of a candidate as it stands."""
    return hashlib.sha256(msgspec.json.encode(candidate)).hexdigest()[:12]


def _whole(candidate: Candidate) -> dict[str, Any]:
    """A candidate with all its fields: what is as by default is written, too."""
    return {name: msgspec.to_builtins(getattr(candidate, name)) for name in candidate.__struct_fields__}


def _kept(result: tuple[Draft, str], made: list[str]) -> Draft:
    draft, new_id = result
    made[:] = [new_id]
    return draft


def _nested(fields: Mapping[str, str | bool | None]) -> dict[str, Any]:
    """Lines of the form as fields of a candidate: empty ones are None, figures numbers, groups mappings.

    Raises:
        MaliRussiaError: If a line that holds a number holds none.
    """
    made: dict[str, Any] = {}
    for name, raw in fields.items():
        value: Any = raw.strip() or None if isinstance(raw, str) else raw
        group, _, part = name.partition(".")
        if group not in _GROUPS:
            made[name] = "affirmed" if name == "polarity" and value is None else value
            continue
        held = made.setdefault(group, {})
        if part in ("low", "high") and isinstance(value, str):
            value = _number(value, name)
        if part == "met_by" and isinstance(value, str):
            value = value.split()
        if value is not None:
            held[part] = value
    if "value" in made:
        said = {key: part for key, part in made["value"].items() if key not in ("approx", "per")}
        made["value"] = made["value"] if said else None
    if "commitment" in made:
        made["commitment"] = made["commitment"] or None
    return made


def _number(text: str, name: str) -> int | float:
    plain = "".join(text.split()).replace("\u202f", "").replace("\u00a0", "").replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        number = float("nan")
    if not abs(number) < float("inf"):
        raise MaliRussiaError(f"field {name}", f"{text!r} is no number at `$.{name}`", "write it as 14000 or 2.5")
    return int(number) if number.is_integer() else number


def _field_of(told: str) -> str | None:
    """The field that a message of msgspec names: ``… - at `$.value.low` ``."""
    return told.rpartition("`$.")[2].rstrip("`") if "`$." in told else None


def _missing(told: str) -> str:
    """The field of an entity that a message names."""
    return told.split("`")[1].removeprefix("$.") if "`" in told else "kind"
