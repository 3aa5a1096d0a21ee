"""What a person does to a draft. Each function takes a draft and gives another, with one step more in its log.

Nothing is saved here: `drafts.change(id, lambda draft: edits.accept(draft, "k003", who))` saves it. Every step keeps
what it changed as it stood before, so that `undo` takes it back and `redo` does it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from malirussia.errors import MaliRussiaError
from malirussia.evidence.model import Entity, Label, NameKind, Verdict
from malirussia.intake.draft import Before, Candidate, Draft, DraftIdentity, DraftName, IgnoredRange, Step

KEPT_STEPS = 100
"""How many steps can be taken back; older ones stay in the log without what was before."""
SECTIONS = ("candidates", "ignored", "entities", "names", "identities")

T = TypeVar("T")


class NoSuchPartError(MaliRussiaError, KeyError):
    """A candidate, range, entity or name that the draft has not."""


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def accept(draft: Draft, candidate_id: str, who: str) -> Draft:
    """Take a candidate as it stands: an edited one stays edited."""
    edited = candidate(draft, candidate_id)
    state = "edited" if edited.maker == "person" or edited.state == "edited" else "accepted"
    return _put(draft, who, "accept", candidate_id, state=state, rejected=None)


def reject(draft: Draft, candidate_id: str, who: str, reason: str) -> Draft:
    """Reject a candidate, with the reason."""
    if not reason.strip():
        raise MaliRussiaError(f"candidate {candidate_id}", "rejected without a reason", "say why")
    return _put(draft, who, "reject", candidate_id, state="rejected", rejected=reason)


def reopen(draft: Draft, candidate_id: str, who: str) -> Draft:
    """Make a candidate one that nobody has judged."""
    return _put(draft, who, "reopen", candidate_id, state="proposed", rejected=None)


def edit(draft: Draft, candidate_id: str, who: str, **fields: Any) -> Draft:
    """Change fields of a candidate, which takes it.

    Args:
        draft: The draft.
        candidate_id: The candidate.
        who: By whom.
        fields: The fields of `Candidate`, with plain values: a mapping for `value` and `commitment`, None to empty one.

    Raises:
        MaliRussiaError: A field is unknown or of the wrong type.
    """
    return _put(draft, who, "edit", candidate_id, **{"state": "edited", "rejected": None, **fields})


def add(draft: Draft, who: str, first: int, words: int, **fields: Any) -> tuple[Draft, str]:
    """Add a claim of one's own on a run of words; give the draft and the id of the candidate."""
    new_id = _next(draft.candidates, "k")
    made = _made(Candidate(maker="person"), new_id, {"state": "edited", **fields, "first": first, "words": words})
    return apply(draft, who, "add", new_id, candidates={new_id: made}), new_id


def split(draft: Draft, candidate_id: str, who: str, at: int) -> tuple[Draft, str]:
    """Part a candidate's passage before the word numbered `at`; the second half becomes a candidate of its own."""
    whole = candidate(draft, candidate_id)
    first, words = span(whole, candidate_id)
    if not first < at < first + words:
        raise MaliRussiaError(f"candidate {candidate_id}", f"word {at} parts nothing", "name a word inside the passage")
    new_id = _next(draft.candidates, "k")
    head = msgspec.structs.replace(whole, words=at - first, quote=None)
    tail = msgspec.structs.replace(whole, first=at, words=first + words - at, quote=None, state="proposed")
    return apply(draft, who, "split", candidate_id, candidates={candidate_id: head, new_id: tail}), new_id


def merge(draft: Draft, candidate_ids: Sequence[str], who: str) -> Draft:
    """Make several candidates one: the first keeps its words and takes the passages of all; the others are rejected."""
    kept, *others = candidate_ids
    spans = [span(candidate(draft, key), key) for key in candidate_ids]
    first, stop = min(run[0] for run in spans), max(sum(run) for run in spans)
    whole = msgspec.structs.replace(candidate(draft, kept), first=first, words=stop - first, quote=None)
    gone = {
        key: msgspec.structs.replace(candidate(draft, key), state="rejected", rejected=f"merged into {kept}")
        for key in others
    }
    return apply(draft, who, "merge", kept, candidates={kept: whole, **gone})


def ignore(draft: Draft, first: int, words: int, who: str, reason: str, *, furniture: bool = False) -> Draft:
    """Mark words as left uncoded, with the reason; as furniture where they are no part of the article's body."""
    if not reason.strip():
        raise MaliRussiaError(f"words {first}–{first + words - 1}", "ignored without a reason", "say why")
    new_id = _next(draft.ignored, "i")
    made = IgnoredRange(first=first, words=words, reason=reason, furniture=furniture)
    return apply(draft, who, "ignore", new_id, ignored={new_id: made})


def heed(draft: Draft, ignored_id: str, who: str) -> Draft:
    """Take back that words are ignored."""
    _known(draft.ignored, ignored_id, "ignored range")
    return apply(draft, who, "heed", ignored_id, ignored={ignored_id: None})


def new_entity(draft: Draft, entity_id: str, entity: Entity, who: str) -> Draft:
    """Add an entity that the ledger has not, or change one of the draft's own."""
    return apply(draft, who, "entity", entity_id, entities={entity_id: entity})


def drop_entity(draft: Draft, entity_id: str, who: str) -> Draft:
    """Take a new entity out again."""
    _known(draft.entities, entity_id, "entity")
    return apply(draft, who, "drop-entity", entity_id, entities={entity_id: None})


def name(draft: Draft, entity: str, kind: NameKind, first: int, words: int, who: str) -> Draft:
    """Note that words of the article name an entity."""
    new_id = _next(draft.names, "n")
    return apply(
        draft, who, "name", new_id, names={new_id: DraftName(entity=entity, kind=kind, first=first, words=words)}
    )


def drop_name(draft: Draft, name_id: str, who: str) -> Draft:
    """Take a name out: it will not stand in the evidence."""
    known = _known(draft.names, name_id, "name")
    return apply(draft, who, "drop-name", name_id, names={name_id: msgspec.structs.replace(known, dropped=True)})


def identity(draft: Draft, left: str, right: str, verdict: Verdict, reason: Label, who: str) -> Draft:
    """Give a verdict on whether two entities are one."""
    new_id = _next(draft.identities, "v")
    made = DraftIdentity(left=left, right=right, verdict=verdict, reason=reason)
    return apply(draft, who, "identity", new_id, identities={new_id: made})


def source(draft: Draft, who: str, **fields: Any) -> Draft:
    """Change fields of the source's block: title, publisher, authors, published, url, kind, origin_group, voice."""
    fixed = {"id", "file", "text_sha256", "scheme", "n_words"} & fields.keys()
    if fixed:
        raise MaliRussiaError(f"source {draft.source.id}", f"{sorted(fixed)[0]} follows from the copy", "leave it")
    made = _made(draft.source, draft.source.id, fields)
    return apply(draft, who, "source", draft.source.id, source=made)


def undo(draft: Draft) -> Draft:
    """Take the last step back; the draft as it is where there is none, or none that is kept so long."""
    if not draft.log or draft.log[-1].before == Before():
        return draft
    *rest, last = draft.log
    back, again = _swap(draft, last)
    return msgspec.structs.replace(back, log=rest, undone=[*draft.undone, again])


def redo(draft: Draft) -> Draft:
    """Do again what `undo` took back last; the draft as it is where nothing was taken back since the last step."""
    if not draft.undone:
        return draft
    *rest, last = draft.undone
    forth, back = _swap(draft, last)
    return msgspec.structs.replace(forth, log=[*draft.log, back], undone=rest)


def apply(draft: Draft, who: str, did: str, target: str, *, source: Any = None, **parts: Mapping[str, Any]) -> Draft:
    """Change parts of a draft as one step.

    Args:
        draft: The draft.
        who: By whom.
        did: What is done.
        target: The id of what it is done to.
        source: The new block of the source, if it changes.
        parts: Of each section, what stands there from now on by its id; None takes it out.
    """
    before = Before(
        source=None if source is None else draft.source,
        **{section: {key: getattr(draft, section).get(key) for key in changed} for section, changed in parts.items()},
    )
    step = Step(at=now(), who=who, did=did, target=target, before=before)
    changed = _with(draft, source, parts)
    log = [*draft.log, step]
    if len(log) > KEPT_STEPS:
        log[-KEPT_STEPS - 1] = msgspec.structs.replace(log[-KEPT_STEPS - 1], before=Before())
    return msgspec.structs.replace(changed, log=log, undone=[])


def candidate(draft: Draft, candidate_id: str) -> Candidate:
    """Give a candidate.

    Raises:
        NoSuchPartError: The draft has none of that id.
    """
    return _known(draft.candidates, candidate_id, "candidate")


def span(pointed: Candidate, candidate_id: str) -> tuple[int, int]:
    """The first word and the number of words of a candidate's passage.

    Raises:
        MaliRussiaError: If it has none yet, or only a quotation (`problems.resolved` turns one into a pointer).
    """
    if pointed.first is None or pointed.words is None:
        raise MaliRussiaError(f"candidate {candidate_id}", "no passage", "select its words")
    return pointed.first, pointed.words


def _swap(draft: Draft, step: Step) -> tuple[Draft, Step]:
    """A draft as before a step, and the step that leads back."""
    parts = {section: getattr(step.before, section) for section in SECTIONS}
    now_there = Before(
        source=None if step.before.source is None else draft.source,
        **{section: {key: getattr(draft, section).get(key) for key in held} for section, held in parts.items()},
    )
    return _with(draft, step.before.source, parts), msgspec.structs.replace(step, before=now_there)


def _with(draft: Draft, source: Any, parts: Mapping[str, Mapping[str, Any]]) -> Draft:
    made = {
        section: {key: held for key, held in {**getattr(draft, section), **changed}.items() if held is not None}
        for section, changed in parts.items()
        if changed
    }
    return msgspec.structs.replace(draft, source=draft.source if source is None else source, **made)


def _put(draft: Draft, who: str, did: str, candidate_id: str, **fields: Any) -> Draft:
    made = _made(candidate(draft, candidate_id), candidate_id, fields)
    return apply(draft, who, did, candidate_id, candidates={candidate_id: made})


def _made(record: T, name: str, fields: Mapping[str, Any]) -> T:
    """A record with some fields changed, each of them of the type it must be."""
    plain = {**msgspec.to_builtins(record), **{key: msgspec.to_builtins(value) for key, value in fields.items()}}
    try:
        return msgspec.convert(plain, type(record))
    except msgspec.ValidationError as error:
        raise MaliRussiaError(name, str(error), "correct the field") from None


def _known(section: Mapping[str, T], key: str, what: str) -> T:
    if key not in section:
        raise NoSuchPartError(f"{what} {key!r}", "not in the draft", "read the draft again")
    return section[key]


def _next(section: Mapping[str, Any], letter: str) -> str:
    numbers = [int(key[1:]) for key in section if key[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1:03}"
