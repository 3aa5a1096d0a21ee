"""A statement as a reader is told it: what is said, by whom, where and when, and the way to the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from malirussia.charts.standing.words import state_word
from malirussia.charts.words.phrases import counts
from malirussia.charts.words.rungs import rung_word
from malirussia.language import as_printed, catalogue, day, number, quantity, span, word
from malirussia.publish.reading import Reading, Row
from malirussia.tables.addresses import where


@dataclass(frozen=True)
class Statement:
    """One statement. All texts are plain and in the language of the page, but what is quoted.

    Attributes:
        claim_id: Its id, which is also its place on a page.
        says: In our own words.
        speaker: Who says it; empty where it is the article itself.
        speaker_at: The address of the speaker; None where none is named.
        outlet: The article: outlet and day.
        source_at: Its place among what the article says.
        fact_at: Its place under its fact.
        when: Of what day it speaks; empty where it names none, or its own.
        marks: Stage, manner and denial in words, as far as they tell something.
        printed: A name or figure as printed, in quotation marks, or empty.
        printed_lang: The language of that.
        spot: Which words of the article say so.
        passage: The address that opens the publisher's own page, at the passage where possible; None where not known.
    """

    claim_id: str
    says: str
    speaker: str
    speaker_at: str | None
    outlet: str
    source_at: str
    fact_at: str
    when: str
    marks: tuple[str, ...]
    printed: str
    printed_lang: str
    spot: str
    passage: str | None


def statements(reading: Reading, claim_ids: Iterable[str]) -> list[Statement]:
    """Return statements as they are told, in the order given."""
    return [statement(reading, claim_id) for claim_id in claim_ids]


def statement(reading: Reading, claim_id: str) -> Statement:
    """Return one statement as it is told."""
    lang, row = reading.lang, reading.claims[claim_id]
    _ = catalogue(lang)
    speaker, source = row["asserted_by"], reading.sources[row["source_id"]]
    itself = speaker in reading.outlet_ids
    return Statement(
        claim_id=claim_id,
        says=row[f"says_{lang}"],
        speaker="" if itself else reading.names.get(speaker, _("speaker not named")),
        speaker_at=reading.entity(speaker) if speaker in reading.entities else None,
        outlet=reading.cited[row["source_id"]],
        source_at=reading.in_article(claim_id),
        fact_at=reading.fact_of(claim_id),
        when="" if row["date"] in (None, source["published"]) else day(row["date"], lang),
        marks=marks(row, lang, quoted=not itself),
        printed="" if row["as_printed"] is None else as_printed(row["as_printed"], source["lang"], lang),
        printed_lang=source["lang"],
        spot=spot(row, lang),
        passage=reading.passages.get(row["passage_id"], web_address(source["url"])),
    )


def marks(row: Row, lang: str, *, quoted: bool) -> tuple[str, ...]:
    """Say how a statement is made: the stage that it gives, its manner where that is not plain, whether it denies.

    Args:
        row: The statement.
        lang: `fr` or `en`.
        quoted: Whether its speaker is named: that it is reported need not be said then.
    """
    told = [] if row["status"] is None else [word("status", row["status"], lang)]
    if row["modality"] not in (None, "stated", *(("reported",) if quoted else ())):
        told.append(word("modality", row["modality"], lang))
    if row["polarity"] == "denied":
        told.append(word("polarity", "denied", lang))
    return tuple(told)


def spot(row: Row, lang: str) -> str:
    """Say which words of its article a statement stands in; a reader counts them from 1."""
    first, last = int(row["first"]) + 1, int(row["first"]) + int(row["words"])
    return catalogue(lang)("words {first}–{last} of the article").format(
        first=number(first, lang), last=number(last, lang)
    )


def web_address(url: str | None) -> str | None:
    """Return an address only where it is one of the web: it comes from a file that people edit."""
    return url if url is not None and url.startswith(("https://", "http://")) else None


@dataclass(frozen=True)
class Sureness:
    """How sure a fact is.

    Attributes:
        verdict: As the tables have it: single, carried, corroborated, disputed, superseded.
        word: In words.
        counts: How many statements, of how many independent sources; empty where there is one.
    """

    verdict: str
    word: str
    counts: str


def sureness(fact: Row, lang: str) -> Sureness:
    """Say how sure a fact is."""
    return Sureness(
        verdict=fact["verdict"],
        word=word("verdict", fact["verdict"], lang),
        counts=counts(fact["n_claims"], fact["n_origin_groups"], lang) if fact["n_claims"] > 1 else "",
    )


@dataclass(frozen=True)
class FactLine:
    """A fact in a list.

    Attributes:
        at: Its address.
        says: Its sentence.
        amount: Its figure with its unit, or empty.
        sureness: How sure it is.
    """

    at: str
    says: str
    amount: str
    sureness: Sureness


def fact_line(reading: Reading, fact_id: str) -> FactLine:
    """Return a fact as lists have it."""
    fact = reading.facts[fact_id]
    return FactLine(
        at=where("fact", fact_id, reading.lang),
        says=reading.sentences[fact_id] + ".",
        amount=amount(fact, reading.lang),
        sureness=sureness(fact, reading.lang),
    )


def amount(fact: Row, lang: str) -> str:
    """Return the figure of a fact with its unit; empty where it has none."""
    if fact["unit"] is None or (fact["low"] is None and fact["high"] is None):
        return ""
    if fact["unit"] == "{factor}":
        return f"×\u202f{span(fact['low'], fact['high'], lang)}"
    return quantity(fact["low"], fact["high"], fact["unit"], fact["per"], lang)


@dataclass(frozen=True)
class Rung:
    """One stage of the ladder of a dossier.

    Attributes:
        name: Of the stage.
        word: In words.
        reached: `several` where independent sources say so, `one` where one does, `no` where none does.
    """

    name: str
    word: str
    reached: str


def rungs(row: Row | None, lang: str, names: Iterable[str]) -> list[Rung]:
    """Say of each stage whether it is said to be reached.

    Args:
        row: A row of `ladder`; None where nothing is said.
        lang: `fr` or `en`.
        names: The stages, the lowest first.
    """
    steps = list(names)
    held = steps.index(row["corroborated"]) if row and row["corroborated"] in steps else -1
    told = steps.index(row["claimed"]) if row and row["claimed"] in steps else -1
    return [
        Rung(name, rung_word(name, lang), "several" if place <= held else "one" if place <= told else "no")
        for place, name in enumerate(steps)
    ]


def state(row: Row, lang: str) -> str:
    """Return the word for the state of a promise."""
    return state_word(row["state"], lang)
