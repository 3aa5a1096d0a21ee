"""The thirteen tables, declared once: columns, types, descriptions, constraints and keys.

From this come the checks of `check.py`, `datapackage.json` (`package.py`) and docs/codebook.md (`codebook.py`).
The names and the order of the columns are a contract: people script against them.
"""

from __future__ import annotations

from malirussia.tables.columns import Column, Table

STATUSES = ("discussed", "pledged", "signed", "implemented", "completed", "suspended", "cancelled", "denied")
LADDER = STATUSES[:5]
"""The rungs, from the lowest to the highest; the other statuses stand beside the ladder."""
POLARITIES = ("affirmed", "denied")
MODALITIES = ("stated", "reported", "conditional", "planned")
VERDICTS = ("single", "carried", "corroborated", "disputed", "superseded")
CONFLICTS = ("value", "date", "status", "polarity", "identity", "role")
PERS = ("once", "day", "month", "year")

_PART = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?~?"
EDTF = rf"{_PART}(/({_PART}|\.\.))?|\.\./{_PART}"
SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
WORD = "[a-z][a-z0-9_]*"
PART = rf"{SLUG}\.{SLUG}"
FIGURE = rf"{SLUG}(/[0-9-]+)?"
"""A passage or claim id: its source and its own short id."""
FACT = rf"{SLUG}\.{WORD}(\.{SLUG})?"
SHA256 = "[0-9a-f]{64}"
LANGUAGE = "[a-z]{2,3}"
COUNTRY = "[A-Z]{3}"
UNIT = r"[A-Za-z0-9%]+|\[[a-z_]+\]|\{[a-z]+\}"
WEAK = ("B-", "C")
"""The grades that are said wherever a figure is shown."""
RATE_UNIT = rf"({UNIT})(/({UNIT}))?"


def _id(name: str, description: str, pattern: str, refers: str | None = None, required: bool = True) -> Column:
    return Column(name, "string", description, required, pattern=pattern, refers=refers)


def _entity(name: str, description: str, required: bool = True) -> Column:
    return _id(name, description, SLUG, "entities.entity_id", required)


def _claim(name: str, description: str, required: bool = True) -> Column:
    return _id(name, description, PART, "claims.claim_id", required)


def _count(name: str, description: str, minimum: int = 1) -> Column:
    return Column(name, "integer", description, required=True, minimum=minimum)


def _text(name: str, description: str, required: bool = False) -> Column:
    return Column(name, "string", description, required)


def _choice(name: str, values: tuple[str, ...], description: str, required: bool = True) -> Column:
    return Column(name, "string", description, required, enum=values)


def _date(name: str, description: str, required: bool = False) -> Column:
    return Column(
        name, "string", description + " EDTF: 2025, 2025-06, 2025-06-23 or an interval.", required, pattern=EDTF
    )


def _sector(description: str) -> Column:
    return _id("sector", description, WORD, required=False)


def _quantity(whose: str, unit: str = UNIT) -> tuple[Column, ...]:
    return (
        Column("low", "number", f"Lower bound of {whose}, in `unit`. Empty beside a filled `high`: open below."),
        Column("high", "number", f"Upper bound, likewise; equal to `low` where {whose} is exact, never a midpoint."),
        Column(
            "unit", "string", f"Unit of {whose}, UCUM-like: t, kt (kilotonne), m3, [bbl], %, {{truck}}.", pattern=unit
        ),
        _choice("per", PERS, "once for an amount; day, month or year for an amount that comes again.", required=False),
    )


SOURCES = Table(
    "sources",
    "Sources",
    "One row is one published article or document.",
    ("source_id",),
    (
        _id("source_id", "Slug of the source, made by the analyst: outlet and date.", SLUG),
        _text("title", "Title as printed. Empty where the copy has none."),
        _text("publisher", "Name of the outlet. Empty where the page does not say it."),
        Column("authors", "list", "Bylines as printed, in order, joined by `;`. Empty where none is printed."),
        _date("published", "When it was published. Empty where the page does not say it."),
        _id("lang", "Language of the text, ISO 639.", LANGUAGE),
        _text("url", "Address of the publisher's own page. Empty where it is not known."),
        _choice("kind", ("press", "agency", "official", "company"), "What sort of publisher speaks."),
        _id(
            "origin_group",
            "Sources that carry one dispatch share this slug: they count as one independent voice.",
            SLUG,
        ),
        _text("file", "Name of the coded copy in the analyst's own corpus folder; the text is not redistributed."),
        _id("text_sha256", "SHA-256, hex, of the bytes of the coded copy.", SHA256),
        _count("n_words", "Number of words of the coded copy, in the scheme of its file (words/1 or words/2)."),
        _choice(
            "copy",
            ("whole", "part"),
            "Whether the coded copy is the whole article or ends before it: what a part does not say, the article may.",
        ),
    ),
)

PASSAGES = Table(
    "passages",
    "Passages",
    "One row is one run of words in a source: a pointer with a hash, never the words themselves.",
    ("passage_id",),
    (
        _id("passage_id", "Source and number: `source.p01`.", PART),
        _id("source_id", "The source it is in.", SLUG, "sources.source_id"),
        _count("first", "Index of its first word in the source, from 0 (scheme words/1 or words/2).", minimum=0),
        _count("words", "How many words it is long."),
        _id("sha256", "SHA-256, hex, of its words joined by one space, UTF-8.", SHA256),
    ),
)

ENTITIES = Table(
    "entities",
    "Entities",
    "One row is one person, body, company, agreement, project, delivery, place, event or outlet.",
    ("entity_id",),
    (
        _id("entity_id", "Slug of the entity.", SLUG),
        _id("schema", "FollowTheMoney schema it maps to, such as Person, Company, Contract.", "[A-Z][A-Za-z]+"),
        _id("kind", "Our own kind, from the vocabulary: person, body, company, agreement, project, delivery, ….", WORD),
        _text("caption_fr", "Name to show in French.", required=True),
        _text("caption_en", "Name to show in English.", required=True),
        _id("country", "ISO 3166-1 alpha-3. Empty where it belongs to none or to several.", COUNTRY, required=False),
        _id("qid", "Wikidata item. Empty where no stored, cited copy gives one.", "Q[1-9][0-9]*", required=False),
    ),
)

NAMES = Table(
    "names",
    "Names",
    "One row is one way in which a source prints an entity, spelling variants and misprints kept.",
    ("entity_id", "name", "passage_id"),
    (
        _entity("entity_id", "The entity named."),
        _text("name", "As printed.", required=True),
        _id("lang", "Language of the name, ISO 639.", LANGUAGE),
        _choice(
            "kind", ("name", "alias", "misprint", "role"), "Whether it is a name, another name, a misprint or a title."
        ),
        _id("source_id", "The source that prints it.", SLUG, "sources.source_id"),
        _id("passage_id", "The passage that prints it.", PART, "passages.passage_id"),
    ),
)

IDENTITIES = Table(
    "identities",
    "Identities",
    "One row is one verdict on whether two entities, as named, are one. Nothing is merged on `unsure`.",
    ("left", "right"),
    (
        _entity("left", "One entity."),
        _entity("right", "The other."),
        _choice("verdict", ("same", "different", "unsure"), "What a person decided."),
        _text("reason", "Why that person decided so, in English.", required=True),
        _text("reason_fr", "The same in French."),
        _id("passage_id", "The passage that raises the question. Empty where none does alone.", PART,
            "passages.passage_id", required=False),
    ),
)  # fmt: skip

CLAIMS = Table(
    "claims",
    "Statements",
    "One row is one atomic statement that one source makes, in our own words.",
    ("claim_id",),
    (
        _id("claim_id", "Source and number: `source.c01`.", PART),
        _id("source_id", "The source that makes it.", SLUG, "sources.source_id"),
        _id("passage_id", "The passage it stands in.", PART, "passages.passage_id"),
        _id("fact_id", "The fact it is about; claims that say the same share it.", FACT, "facts.fact_id"),
        _entity("subject", "What it is said of."),
        _id("predicate", "What is said, a word of the vocabulary.", WORD),
        _entity("object", "The other entity, for a predicate that takes one.", required=False),
        _text("text", "The slug of what is said, for a predicate that takes a text."),
        _date("date", "When it is or was so, according to the claim. Empty where it does not say."),
        *_quantity("the value claimed"),
        Column("approx", "boolean", "Whether the source gives the value as about. Empty where there is no value."),
        _text("as_printed", "At most six words as printed, where the wording or the figure matters."),
        _choice("polarity", POLARITIES, "affirmed, or denied where the source says that it is not so."),
        _choice("modality", MODALITIES, "How it is said: stated, reported from another, conditional, or planned."),
        _entity("asserted_by", "Who says it: the person quoted, else the outlet."),
        _choice("status", STATUSES, "Rung of the ladder that the claim puts its subject on. Empty where it says none.",
                required=False),
        _sector("Field of activity, a word of the vocabulary. Empty where none fits."),
        _text("says_fr", "The claim in one French sentence of our own.", required=True),
        _text("says_en", "The claim in one English sentence of our own.", required=True),
    ),
)  # fmt: skip

FACTS = Table(
    "facts",
    "Facts",
    "One row is what several claims say together. Derived from the claims.",
    ("fact_id",),
    (
        _id("fact_id", "Subject, predicate and, if any, object or text slug: `subject.predicate.object`.", FACT),
        _entity("subject", "What it is said of."),
        _id("predicate", "What is said, a word of the vocabulary.", WORD),
        _entity("object", "The other entity. Empty for a predicate that takes none.", required=False),
        _sector("The sector that most of its claims carry; of equally many, the first in the alphabet."),
        _count("n_claims", "Claims that affirm or deny it."),
        _count("n_sources", "Sources they stand in."),
        _count("n_origin_groups", "Origin groups of these sources: how many independent sources speak of it."),
        _count("n_speakers", "Who says it: persons quoted, and outlets that state it themselves."),
        _count("n_denied", "Claims that deny it.", minimum=0),
        *_quantity("the range of its standing affirmed claims"),
        _choice("verdict", VERDICTS, "superseded: a person preferred another side to all its claims; disputed: a claim"
                " of it is in a conflict that nobody decided; corroborated: two or more origin groups and two or more"
                " speakers, on any rungs; carried: one speaker, whom two or more origin groups carry; single: one"
                " origin group."),
    ),
)  # fmt: skip

CONFLICT_TABLE = Table(
    "conflicts",
    "Conflicts",
    "One row is two claims that cannot both hold, each the earliest of its side. Found, never typed.",
    ("claim_a", "claim_b"),
    (
        _claim("claim_a", "One side; the claim that sorts first."),
        _claim("claim_b", "The other side."),
        _choice("kind", CONFLICTS, "What they disagree on."),
        _claim("preferred", "The side a person preferred. Empty where nobody decided, or the question was left open.",
               required=False),
        _text("reason", "The reason of that person, in English. Empty where nobody looked at it."),
        _text("reason_fr", "The same in French."),
    ),
)  # fmt: skip

STATUS_EVENTS = Table(
    "status_events",
    "Status events",
    "One row is one claim that puts an agreement, project or delivery on a rung or denies it. Derived from claims.",
    ("claim_id",),
    (
        _entity("entity_id", "The entity on the rung."),
        _choice(
            "status",
            STATUSES,
            "The rung: discussed, pledged, signed, implemented, completed; or beside the ladder. denied, too, where the"
            " claim negates a rung.",
        ),
        _date(
            "date", "Date of the claim; of its source where it has none or it lies ahead. Empty where neither is known."
        ),
        _claim("claim_id", "On whose word."),
    ),
)

RELATIONS = Table(
    "relations",
    "Relations",
    "One row is one tie between two entities, with the claims that affirm it. Derived from the claims.",
    ("from_id", "to_id", "relation"),
    (
        _entity("from_id", "Where the tie starts; of an undirected tie, the id that sorts first."),
        _entity("to_id", "Where it ends."),
        _id("relation", "The predicate of its claims, a word of the vocabulary.", WORD),
        Column("directed", "boolean", "Whether the tie has a direction.", required=True),
        _date("start", "Earliest date that its claims give. Empty where none does."),
        _date("end", "Latest date that its claims give. Empty where none does, or one leaves the end open."),
        _sector("The sector that most of its claims carry; of equally many, the first in the alphabet."),
        _count("n_claims", "Claims that affirm it."),
        _count("n_origin_groups", "Origin groups of their sources: how many independent voices affirm it."),
        Column("claim_ids", "list", "Those claims, in order, joined by `;`.", required=True, pattern=PART,
               refers="claims.claim_id"),
    ),
)  # fmt: skip

COMMITMENTS = Table(
    "commitments",
    "Commitments",
    "One row is something promised, with a due date, a rhythm or no date at all.",
    ("commitment_id",),
    (
        _id("commitment_id", "Slug of the commitment.", SLUG),
        _entity("by", "Who promises; the agreement or project where its text does."),
        _entity("to", "To whom. Empty where the claim does not say.", required=False),
        _text("what_fr", "What is promised, in French, in our own words.", required=True),
        _text("what_en", "What is promised, in English, in our own words.", required=True),
        _date("made", "When it was promised. Empty where it is not known."),
        _date("due", "When it is due, as the source says. Empty where it gives no date, or only a rhythm."),
        _id("rhythm", "When it comes again, ISO 8601: R/2025-06-23/P6M is every six months. Empty where it comes once.",
            "R[0-9]*/[0-9-]+/P[0-9YMWD]+", required=False),
        _claim("claim_id", "The claim that promises it."),
        Column("met_by", "list", "Claims that say it was kept, joined by `;`. Empty where none does.", pattern=PART,
               refers="claims.claim_id"),
    ),
)  # fmt: skip

CODES = Table(
    "codes",
    "Codes",
    "One row is one code of a classification of the field, given to an entity or to a sector.",
    ("entity_id", "sector", "scheme", "code"),
    (
        _entity("entity_id", "The entity coded. Empty where a sector is.", required=False),
        _sector("The sector coded. Empty where an entity is: exactly one of the two is filled."),
        _choice(
            "scheme",
            ("DAC5", "ISIC4", "HS", "ISO3166"),
            "The classification: DAC5 purpose codes, ISIC Rev.4, HS, ISO 3166-1.",
        ),
        _id("code", "The code, a text: leading zeros count.", "[0-9A-Z]+"),
        _text("label", "What the scheme calls it.", required=True),
    ),
)

REFERENCE = Table(
    "reference",
    "Reference figures",
    "One row is one figure from outside the articles, with its citation and grade. Grade X never enters.",
    ("indicator", "product", "period", "unit"),
    (
        _id("id", "By what the scenario and the pages call it. Empty where nothing does.", FIGURE, required=False),
        _text("indicator", "What is measured.", required=True),
        _text("product", "Of which product or place; `all` where the indicator is not about one.", required=True),
        _id("period", "When it is measured, EDTF; `undated` where it holds at any time or the publisher gives no date.",
            f"{EDTF}|undated"),
        Column("low", "number", "Lower bound, in `unit`. Empty beside a filled `high`: open below."),
        Column("high", "number", "Upper bound, likewise; equal to `low` where one figure is given."),
        _id("unit", "Unit, UCUM-like; a unit a unit of another with a slash, such as L/t or USD/[bbl].", RATE_UNIT),
        _choice("per", PERS, "once for a stock, a ratio or a total of an odd period; day, month or year for a flow."),
        _text("publisher", "Who publishes it.", required=True),
        _text("publisher_fr", "The same, as a French reader is told.", required=True),
        _text("publisher_en", "The same, as an English reader is told.", required=True),
        _text("title", "Title of the document or series. Empty where none is recorded."),
        _text("title_fr", "The same, as a French reader is told."),
        _text("title_en", "The same, as an English reader is told."),
        _text("where", "Where it was found: address, or repository, file and version.", required=True),
        _choice("grade", ("A", "B", "B-", "C"), "A official, B quoted by a second hand, B- weak, C not yet checked."),
        _text("note", "What a reader must know. Starts with `weak` for grade B-, with `not yet checked` for grade C."),
    ),
)  # fmt: skip

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        SOURCES, PASSAGES, ENTITIES, NAMES, IDENTITIES, CLAIMS, FACTS, CONFLICT_TABLE, STATUS_EVENTS, RELATIONS,
        COMMITMENTS, CODES, REFERENCE,
    )
}  # fmt: skip
"""The thirteen tables, in the order in which they are listed everywhere."""
