"""The files of data/evidence/, as typed records.

    topic.yaml        Topic         what the ledger is about: its title, its two sides, what is told at length
    vocabulary.yaml   Vocabulary    the sectors, kinds and predicates that a claim may use
    entities.yaml     Entities      who and what the claims speak of
    sources/<id>.yaml SourceFile    one article: its passages, the names it prints, the claims it makes
    identities.yaml   Identities    verdicts on whether two entities are one
    decisions.yaml    Decisions     which of two conflicting claims a person prefers
    ignored.yaml      IgnoredFile   runs of words that are left uncoded, with the reason
    codes.yaml        Codes         codes of the field's classifications
    cues.yaml         Cues          by which words intake recognises what a passage may say
    renamed.yaml      RenamedFile   which ids were renamed or taken out, so that their addresses stay

Every text date is EDTF. In the files the ids of passages and claims are short (`p01`, `c01`); in a loaded ledger they
carry their source (`<source_id>.p01`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from malirussia.evidence.words import Scheme
from malirussia.units import Per

Status = Literal["discussed", "pledged", "signed", "implemented", "completed", "suspended", "cancelled", "denied"]
Modality = Literal["stated", "reported", "conditional", "planned"]
Polarity = Literal["affirmed", "denied"]
SourceKind = Literal["press", "agency", "official", "company"]
Extent = Literal["whole", "part"]
NameKind = Literal["name", "alias", "misprint", "role"]
Verdict = Literal["same", "different", "unsure"]
ObjectKind = Literal["entity", "quantity", "text", "none"]
ConflictKind = Literal["value", "date", "status", "polarity", "identity", "role"]
Direction = Literal["directed", "undirected"]
PageKind = Literal["entity", "source", "fact", "conflict", "commitment"]
Role = Literal["person", "institution", "matter", "event", "place", "outlet"]

Text = Annotated[str, Meta(min_length=1)]
Index = Annotated[int, Meta(ge=0)]
Count = Annotated[int, Meta(ge=1)]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Language = Annotated[str, Meta(pattern="^[a-z]{2,3}$")]
Country = Annotated[str, Meta(pattern="^[A-Z]{3}$")]
ClassCode = Annotated[str, Meta(pattern="^[0-9A-Z]+$")]
Wikidata = Annotated[str, Meta(pattern="^Q[1-9][0-9]*$")]
Color = Annotated[str, Meta(pattern="^#[0-9A-Fa-f]{6}$")]


class Record(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A mapping of a YAML file: no field beyond those named, and none changed after it is read."""


class Label(Record, frozen=True, kw_only=True):
    """A word for the reader, in both languages."""

    fr: Text
    en: Text


class Side(Record, frozen=True, kw_only=True):
    """One of the two parties that the ledger is about.

    Attributes:
        id: Its word in the network: what stands on its side has it.
        country: ISO 3166-1 alpha-3: whose entities stand on this side.
        name: What it is called.
        adjective: Its adjective, in French as it agrees with *côté* (masculine, singular).
        color: Of its marks, `#RRGGBB`.
    """

    id: str
    country: Country
    name: Label
    adjective: Label
    color: Color


class TopicScenario(Record, frozen=True, kw_only=True):
    """The scenario that belongs to the topic.

    Attributes:
        name: Which one.
        fact: The fact (`<subject>.<predicate>`) that holds its quantity.
    """

    name: Literal["petroleum"]
    fact: Text


class FigureBeside(Label, frozen=True, kw_only=True):
    """What figures from outside the articles say of a dossier, in our words; `fr` and `en` are the sentence.

    Attributes:
        dossier: The dossier.
        figures: The ids of the figures in data/reference/ that the sentence tells.
    """

    dossier: Text
    figures: list[Text]


class Topic(Record, frozen=True, kw_only=True):
    """What the ledger is about.

    Attributes:
        title: Its name, in few words: the pages put it before a colon.
        sides: Exactly two.
        panels: The sectors that get a panel of their own where all are shown.
        dossiers: The agreements, projects and deliveries that are told as a story each.
        scenario: None where there is none.
        beside: What figures from outside the articles say of a dossier.
    """

    title: Label
    sides: list[Side]
    panels: list[str] = []
    dossiers: list[str] = []
    scenario: TopicScenario | None = None
    beside: list[FigureBeside] = []


class Kind(Label, frozen=True, kw_only=True):
    """A kind of entity.

    Attributes:
        schema: The FollowTheMoney schemata that an entity of it may have.
        role: The part it plays: a person or an institution acts, a matter climbs the ladder of status, an event, a
            place or an outlet does neither. The nine stock kinds have theirs (`evidence/kinds.py`); another kind that
            says none is shown and counted, but neither acts nor climbs.
    """

    schema: list[str]
    role: Role | None = None


class Predicate(Label, frozen=True, kw_only=True):
    """What a claim says of its subject.

    Attributes:
        object: What the claim carries beside its subject.
        functional: A subject has one object, text or value at most: two different ones conflict.
        conflict: The kind of that conflict.
        once: The event happens once: dates that cannot both hold conflict.
        relation: The claim is an edge of the actor network; whether it has a direction.
        of_part: The status of the claim is that of the part it names, not of its subject: what a signed agreement
            provides for is only pledged.
        heading: What stands before a list of its objects in a story: `Signed by: …`.
        part: What is said of the object is told with the subject: the body that an agreement creates.
    """

    object: ObjectKind
    functional: bool = False
    conflict: ConflictKind | None = None
    once: bool = False
    relation: Direction | None = None
    of_part: bool = False
    heading: Label | None = None
    part: bool = False


class Vocabulary(Record, frozen=True, kw_only=True):
    """The words a claim may use."""

    sectors: dict[str, Label]
    kinds: dict[str, Kind]
    predicates: dict[str, Predicate]


class Entity(Label, frozen=True, kw_only=True):
    """A person, body, company, agreement, project, place or event.

    Attributes:
        schema: The FollowTheMoney schema.
        kind: Our own kind, of vocabulary.yaml.
        country: ISO 3166-1 alpha-3.
        qid: Wikidata.
    """

    schema: str
    kind: str
    country: Country | None = None
    qid: Wikidata | None = None


class Entities(Record, frozen=True, kw_only=True):
    """entities.yaml."""

    entities: dict[str, Entity]


class Reading(Record, frozen=True, kw_only=True):
    """That somebody coded a source, or read its coding again.

    Attributes:
        by: Who read it.
        day: The day, EDTF.
    """

    by: Text
    day: str


class Source(Record, frozen=True, kw_only=True):
    """One published article.

    Attributes:
        title: As printed; null where the copy has none.
        origin_group: The dispatch it carries; sources that carry one dispatch share it.
        file: The copy that was coded, in the corpus folder.
        text_sha256: SHA-256 of the bytes of that file.
        scheme: In which the words of the source are counted and hashed.
        n_words: How many words that copy has.
        copy: Whether it is whole, or part: ends before the article does, so that its silence says nothing.
        voice: The entity that speaks where the page quotes nobody.
        coded: Who coded it, and when; in no table.
        reviewed: Who read the coding again, and when; in no table.
        note: The analyst's remark; in no table.
    """

    id: str
    title: Text | None
    publisher: Text | None = None
    authors: list[Text] = []
    published: str | None = None
    lang: Language
    url: Text | None = None
    kind: SourceKind
    origin_group: Text
    file: Text
    text_sha256: Sha256
    scheme: Scheme = "words/1"
    n_words: Count
    copy: Extent = "whole"
    voice: str | None = None
    coded: list[Reading] = []
    reviewed: list[Reading] = []
    note: Text | None = None


class Passage(Record, frozen=True, kw_only=True):
    """A run of words in a source: a pointer, in the scheme of its source.

    Attributes:
        first: Index, from 0, of its first word in the source.
        words: How many words.
        sha256: Of those words, joined by one space, as UTF-8.
    """

    first: Index
    words: Count
    sha256: Sha256


class Name(Record, frozen=True, kw_only=True):
    """One way a source prints an entity."""

    entity: str
    as_printed: Text
    lang: Language
    kind: NameKind
    passage: str


class Value(Record, frozen=True, kw_only=True):
    """A quantity as said: a range, of which one end may be open (null).

    Attributes:
        low: At least this much.
        high: At most this much.
        unit: A code of malirussia.units.
        per: Once, or in each day, month or year.
        approx: The source says about, nearly, some.
    """

    low: int | float | None = None
    high: int | float | None = None
    unit: str
    per: Per = "once"
    approx: bool = False


class Commitment(Label, frozen=True, kw_only=True):
    """Something promised: with a due date, a rhythm, both, or neither where the source gives no date.

    Attributes:
        by: Who promises; the agreement or project where its text does.
        to: To whom; left out where the source does not say.
        due: When, as the source gives it; left out where it gives no date, or only a rhythm.
        rhythm: ISO 8601, such as `R/2025-06-23/P6M`.
        met_by: The claims that say it was kept.
    """

    id: str
    by: str
    to: str | None = None
    made: str
    due: str | None = None
    rhythm: str | None = None
    met_by: list[str] = []


class Claim(Label, frozen=True, kw_only=True):
    """One atomic statement that one source makes. `fr` and `en` are our own sentences.

    Attributes:
        object: For a predicate whose object is an entity.
        text: For one whose object is a text: a short one of our own, alike for claims that say the same.
        value: For one whose object is a quantity.
        date: Of what is said.
        as_printed: The name or figure as the source prints it, six words at most.
        by: Who says it; the source's voice where it is left out.
        note: The analyst's remark; in no table.
    """

    id: str
    passage: str
    subject: str
    predicate: str
    object: str | None = None
    text: Text | None = None
    value: Value | None = None
    date: str | None = None
    as_printed: Text | None = None
    polarity: Polarity = "affirmed"
    modality: Modality
    by: str | None = None
    status: Status | None = None
    sector: str | None = None
    note: Text | None = None
    commitment: Commitment | None = None


class SourceFile(Record, frozen=True, kw_only=True):
    """sources/<source_id>.yaml."""

    source: Source
    passages: dict[str, Passage] = {}
    names: list[Name] = []
    claims: list[Claim] = []


class Identity(Record, frozen=True, kw_only=True):
    """A verdict on whether two entities are one, with its reason."""

    left: str
    right: str
    verdict: Verdict
    reason: Label
    passage: str | None = None


class Identities(Record, frozen=True, kw_only=True):
    """identities.yaml."""

    identities: list[Identity] = []


class Decision(Record, frozen=True, kw_only=True):
    """Which of two conflicting claims a person prefers (null: neither), with the reason."""

    claims: list[str]
    preferred: str | None = None
    reason: Label


class Decisions(Record, frozen=True, kw_only=True):
    """decisions.yaml."""

    decisions: list[Decision] = []


class Ignored(Record, frozen=True, kw_only=True):
    """A run of words of a source that is left uncoded, with the reason.

    Attributes:
        furniture: The page's own words (menus, teasers, other articles): no part of the article's body.
    """

    source: str
    first: Index
    words: Count
    reason: Text
    furniture: bool = False


class IgnoredFile(Record, frozen=True, kw_only=True):
    """ignored.yaml."""

    ignored: list[Ignored] = []


class Renamed(Record, frozen=True, kw_only=True):
    """An id that was changed: pages of the site under the old one point on to the new one.

    Attributes:
        was: The id as it was.
        now: The id as it is.
    """

    kind: PageKind
    was: Text
    now: Text


class Withdrawn(Label, frozen=True, kw_only=True):
    """Something that was taken out of the ledger: its page on the site says so, and why.

    Attributes:
        id: Its id.
        on: When it was taken out, EDTF.
    """

    kind: PageKind
    id: Text
    on: Text


class RenamedFile(Record, frozen=True, kw_only=True):
    """renamed.yaml."""

    renamed: list[Renamed] = []
    withdrawn: list[Withdrawn] = []


class Code(Record, frozen=True, kw_only=True):
    """A code of a classification, for an entity or a sector."""

    of: str
    scheme: Text
    code: ClassCode
    label: Text


class Codes(Record, frozen=True, kw_only=True):
    """codes.yaml."""

    codes: list[Code] = []


class CueWords(Record, frozen=True, kw_only=True):
    """Words by which something is recognised; `*` at the end of one stands for all that begin so.

    Attributes:
        fr: In French, without accents and capitals.
        en: In English.
        of: Of a predicate: the kinds of entity that it is said of; of any where none is named.
    """

    fr: list[Text] = []
    en: list[Text] = []
    of: list[Text] = []


class Cues(Record, frozen=True, kw_only=True):
    """cues.yaml: what intake proposes by; nothing of it decides anything.

    Attributes:
        predicates: By predicate.
        status: By rung.
        modality: By modality.
        polarity: By polarity.
        sectors: By sector.
        speech: Verbs by which somebody is quoted.
        units: By unit: the words after a number.
        per: By `day`, `month` and `year`.
    """

    predicates: dict[str, CueWords] = {}
    status: dict[Status, CueWords] = {}
    modality: dict[Modality, CueWords] = {}
    polarity: dict[Polarity, CueWords] = {}
    sectors: dict[str, CueWords] = {}
    speech: CueWords = field(default_factory=CueWords)
    units: dict[str, CueWords] = {}
    per: dict[Per, CueWords] = {}
