"""The draft of a source: what was found in an article, what is proposed of it, and what a person made of that.

A draft is a file of its own, data/drafts/<source_id>.yaml, and no part of the evidence until `accept` writes it there.
Its fields are those of the evidence wherever they say the same (`subject`, `predicate`, `fr`, `en` …): who knows one
knows the other. Two things differ: a candidate points to its words itself (`first`, `words`, or `quote`), and it has a
state.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from malirussia.evidence.model import (
    Commitment,
    Count,
    Entity,
    Index,
    Label,
    Modality,
    NameKind,
    Polarity,
    Reading,
    Sha256,
    Source,
    Status,
    Text,
    Value,
    Verdict,
)

Format = Literal["draft/1"]
State = Literal["proposed", "accepted", "edited", "rejected"]
"""Proposed by the machine, accepted as it stands, accepted after a person changed it, or rejected."""
TAKEN: tuple[State, ...] = ("accepted", "edited")
"""The states that become claims."""
Maker = Literal["listing", "answer", "person"]
FoundKind = Literal["number", "date", "name", "office", "quotation"]
ReasonKind = Literal["cue", "resembles", "joins", "figure", "name", "speaker", "date"]


class Part(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A mapping of a draft: no field beyond those named; what is as by default is not written."""


class Taken(Part, frozen=True, kw_only=True):
    """How the article came in.

    Attributes:
        come_from: The file or address as given.
        kind: text, html, pdf or warc.
        at: When, in UTC: `2026-12-01T09:30:00Z`.
        sha256: Of the bytes that came in; the copy's own stands in `source`.
        replaces: The source of which this is another version: same address, other words.
        truncated: Whether it was cut at the size that is read at most.
    """

    come_from: Text
    kind: Literal["text", "html", "pdf", "warc"] = "text"
    at: Text
    sha256: Sha256
    replaces: str | None = None
    truncated: bool = False


class Share(Part, frozen=True, kw_only=True):
    """What the article has in common with a coded source.

    Attributes:
        source: The coded source.
        origin_group: Its origin group.
        share: Of the runs of six words of the shorter body, 0 to 1.
        proposed: Whether that is so much that one origin is proposed.
    """

    source: str
    origin_group: str
    share: float
    proposed: bool = False


class Found(Part, frozen=True, kw_only=True):
    """A number, date, name, office or quotation of the article.

    Attributes:
        first: Index, from 0, of its first word in the copy.
        words: How many words.
        kind: What it is.
        value: Of a date, EDTF, with `~` where it may mean another; of a number, its bounds: `160000/200000`.
        unit: Of a number, a code of malirussia.units, where the words beside it tell.
        entity: The entity of the ledger that the name or office is of; of a quotation, who speaks.
        near: Entities whose names are spelled much like it. Proposed, never decided.
    """

    first: Index
    words: Count
    kind: FoundKind
    value: str | None = None
    unit: str | None = None
    entity: str | None = None
    near: list[str] = []


class Reason(Part, frozen=True, kw_only=True):
    """Why a candidate is proposed.

    Attributes:
        kind: `cue` (a word of the cue list), `resembles` (a coded claim), `joins` (a fact), and what of the passage
            was read: `figure`, `name`, `speaker`, `date`.
        of: The cue as the list has it, the id of the claim or fact, or the entity.
    """

    kind: ReasonKind
    of: Text


class Candidate(Part, frozen=True, kw_only=True):
    """A claim that is proposed, or that a person has taken, changed or rejected.

    The fields from `subject` to `commitment` are those of a claim in the evidence, all of them optional: what nobody
    knows yet is left out. `problems` tells what is missing.

    Attributes:
        state: proposed, accepted, edited or rejected.
        first: Index, from 0, of the first word of its passage in the copy.
        words: How many words.
        quote: The words of its passage as the article prints them, instead of `first` and `words`, for those who write
            a draft in an editor. It never reaches the evidence.
        why: Why it is proposed, the strongest reason first.
        maker: Who proposed it: the listing, an answer (a language model's, a colleague's), or a person.
        score: Between 0 and 1: how likely it is that a coder takes it. It orders candidates of one passage.
        rejected: Why it was rejected.
    """

    state: State = "proposed"
    first: Index | None = None
    words: Count | None = None
    quote: Text | None = None
    subject: str | None = None
    predicate: str | None = None
    object: str | None = None
    text: Text | None = None
    value: Value | None = None
    date: str | None = None
    as_printed: Text | None = None
    polarity: Polarity = "affirmed"
    modality: Modality | None = None
    by: str | None = None
    status: Status | None = None
    sector: str | None = None
    fr: Text | None = None
    en: Text | None = None
    note: Text | None = None
    commitment: Commitment | None = None
    why: list[Reason] = []
    maker: Maker = "listing"
    score: float = 0.0
    rejected: Text | None = None


class IgnoredRange(Part, frozen=True, kw_only=True):
    """Words that are left uncoded, with the reason; see `Ignored` of the evidence."""

    first: Index
    words: Count
    reason: Text
    furniture: bool = False


class DraftName(Part, frozen=True, kw_only=True):
    """One way the article prints an entity. It becomes a name of the evidence where a taken passage holds its words.

    Attributes:
        entity: An entity of the ledger, or of the draft's own.
        kind: name, alias, misprint or role.
        first: Index of its first word.
        words: How many words.
        dropped: Whether a person took it out.
    """

    entity: str
    kind: NameKind
    first: Index
    words: Count
    dropped: bool = False


class DraftIdentity(Part, frozen=True, kw_only=True):
    """A verdict on whether two entities are one; see `Identity` of the evidence."""

    left: str
    right: str
    verdict: Verdict
    reason: Label


class Before(Part, frozen=True, kw_only=True):
    """What a step changed, as it stood before: None for what was not there."""

    source: Source | None = None
    candidates: dict[str, Candidate | None] = {}
    ignored: dict[str, IgnoredRange | None] = {}
    entities: dict[str, Entity | None] = {}
    names: dict[str, DraftName | None] = {}
    identities: dict[str, DraftIdentity | None] = {}


class Step(Part, frozen=True, kw_only=True):
    """One thing that was done to a draft, and how to take it back.

    Attributes:
        at: When, in UTC.
        who: By whom.
        did: accept, reject, edit, add, split, merge, ignore, name, entity, identity, source, answer …
        target: The id of what it was done to.
        before: What it changed.
    """

    at: Text
    who: Text
    did: Text
    target: Text
    before: Before


class Written(Part, frozen=True, kw_only=True):
    """That the draft was written into the evidence.

    Attributes:
        at: When, in UTC.
        sha256: Of the file of the source as written: a file that was changed by hand since is not written over.
    """

    at: Text
    sha256: Sha256


class Draft(Part, frozen=True, kw_only=True):
    """data/drafts/<source_id>.yaml.

    Attributes:
        draft: The format.
        revision: How often it was saved. Who saves another than he read is refused.
        source: The source's block as it will stand in the evidence.
        taken: How the article came in.
        origins: What it has in common with coded sources, most first.
        found: What was listed in it, in reading order.
        candidates: By id (`k001`), in no order that means anything: `reading_order` gives one.
        ignored: By id (`i001`).
        entities: New entities, by the id they will have in entities.yaml.
        names: By id (`n001`).
        identities: By id (`v001`).
        coded: Who coded it and when, beside those who took a step of the log.
        reviewed: Who read the coding again, and when.
        written: That it was written into the evidence.
        log: What was done, in order; `undo` takes back the last.
        undone: What was taken back, the last one last; `redo` does it again.
    """

    draft: Format = "draft/1"
    revision: Index = 0
    source: Source
    taken: Taken
    origins: list[Share] = []
    found: list[Found] = []
    candidates: dict[str, Candidate] = {}
    ignored: dict[str, IgnoredRange] = {}
    entities: dict[str, Entity] = {}
    names: dict[str, DraftName] = {}
    identities: dict[str, DraftIdentity] = {}
    coded: list[Reading] = []
    reviewed: list[Reading] = []
    written: Written | None = None
    log: list[Step] = []
    undone: list[Step] = []


def reading_order(draft: Draft) -> list[tuple[str, Candidate]]:
    """The candidates as a reader meets them: by passage, in it the likeliest first, then by id."""
    return sorted(
        draft.candidates.items(),
        key=lambda keyed: (keyed[1].first or 0, keyed[1].words or 0, -keyed[1].score, keyed[0]),
    )
