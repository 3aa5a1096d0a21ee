"""The evidence behind a page: every claim that its charts and tables use, under the source that makes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from malirussia.language import catalogue, day, number, word
from malirussia.tables import Dataset

OPEN = 60
"""How many claims a page lists openly; of more, those of each source unfold when they are asked for."""


@dataclass(frozen=True)
class ClaimEntry:
    """One claim as a page tells it. All texts are plain and in the page's language.

    Attributes:
        number: Its number on the page, from 1.
        claim_id: Its id in the ledger.
        says: The claim in our own words.
        speaker: Who says so.
        when: The date of what is said.
        marks: Status, modality and polarity in words, as far as they tell something.
        printed: A name or figure as printed, or None.
        pointer: Which words of the source say so.
    """

    number: int
    claim_id: str
    says: str
    speaker: str
    when: str
    marks: list[str]
    printed: str | None
    pointer: str


@dataclass(frozen=True)
class SourceEntry:
    """One source with its claims.

    Attributes:
        source_id: Its id in the ledger.
        title: As printed, or words that say that it has none.
        lang: The language of the title.
        language: That of the text.
        publisher: Its publisher, or words that say that none is known.
        published: When, in the page's language.
        url: The publisher's own page, or None.
        claims: Its claims on this page.
        counted: How many they are, in words.
        folded: Whether they are shown only when a reader asks: of a page with more claims than `OPEN`.
    """

    source_id: str
    title: str
    lang: str
    language: str
    publisher: str
    published: str
    url: str | None
    claims: list[ClaimEntry]
    counted: str = ""
    folded: bool = False


def annex(tables: Dataset, claim_ids: Sequence[str], lang: str) -> list[SourceEntry]:
    """Gather the evidence of a page.

    Args:
        tables: The tidy tables.
        claim_ids: The claims used, in the order of first use; those the tables don't have are passed over.
        lang: Language of the page.

    Returns:
        The sources in the order of first use, their claims in the order of their ids, numbered through.
    """
    claims = _rows(tables.claims, "claim_id")
    sources = _rows(tables.sources, "source_id")
    passages = _rows(tables.passages, "passage_id")
    captions = dict(zip(tables.entities["entity_id"], tables.entities[f"caption_{lang}"], strict=True))
    used: dict[str, list[dict[str, Any]]] = {}
    for claim_id in claim_ids:
        if claim_id in claims:
            used.setdefault(claims[claim_id]["source_id"], []).append(claims[claim_id])
    entries: list[SourceEntry] = []
    count = 0
    for source_id, of_source in used.items():
        told = []
        for claim in sorted(of_source, key=lambda row: str(row["claim_id"])):
            count += 1
            told.append(_claim(count, claim, passages[claim["passage_id"]], captions, lang))
        entries.append(_source(sources[source_id], told, lang))
    return [replace(entry, folded=count > OPEN) for entry in entries]


def cited_figures(tables: Dataset, lang: str) -> dict[str, str]:
    """Return the id of each reference figure → who published it and for when, as a reader's table names it."""
    reference = tables.reference
    return {
        identity: f"{publisher}, {day(period, lang)}" if period and period != "undated" else publisher
        for identity, publisher, period in zip(
            reference["id"], reference[f"publisher_{lang}"], reference["period"].fillna(""), strict=True
        )
        if isinstance(identity, str)
    }


def unknown(tables: Dataset, claim_ids: Sequence[str]) -> list[str]:
    """List the claim ids that the tables don't have."""
    known = set(tables.claims["claim_id"])
    return [claim_id for claim_id in claim_ids if claim_id not in known]


def numbers(entries: Sequence[SourceEntry]) -> dict[str, int]:
    """Give the number of each claim on the page, by its id."""
    return {claim.claim_id: claim.number for entry in entries for claim in entry.claims}


def _claim(
    position: int, claim: dict[str, Any], passage: dict[str, Any], captions: dict[str, str], lang: str
) -> ClaimEntry:
    _ = catalogue(lang)
    first = int(passage["first"])
    pointer = _("words {first}–{last} of the article").format(
        # The pointer counts from 0; a reader counts words from 1.
        first=number(first + 1, lang),
        last=number(first + int(passage["words"]), lang),
    )
    marks = []
    if claim["status"] is not None:
        marks.append(word("status", claim["status"], lang))
    if claim["modality"] is not None:
        marks.append(word("modality", claim["modality"], lang))
    if claim["polarity"] == "denied":
        marks.append(word("polarity", "denied", lang))
    return ClaimEntry(
        number=position,
        claim_id=claim["claim_id"],
        says=claim[f"says_{lang}"],
        speaker=captions.get(claim["asserted_by"], claim["asserted_by"] or _("speaker not named")),
        when=day(claim["date"], lang),
        marks=marks,
        printed=claim["as_printed"],
        pointer=pointer,
    )


def _source(source: dict[str, Any], claims: list[ClaimEntry], lang: str) -> SourceEntry:
    _ = catalogue(lang)
    url = source["url"]
    return SourceEntry(
        source_id=source["source_id"],
        title=source["title"] or _("Untitled text"),
        lang=lang if source["title"] is None else source["lang"],
        language=source["lang"] or lang,
        publisher=source["publisher"] or _("publisher not known"),
        published=day(source["published"], lang),
        # The address comes from a file that people edit: only a web address may become a link.
        url=url if url is not None and url.startswith(("https://", "http://")) else None,
        claims=claims,
        counted=_.n("{n} statement", "{n} statements", len(claims)).format(n=number(len(claims), lang)),
    )


def _rows(table: pd.DataFrame, key: str) -> dict[str, dict[str, Any]]:
    """Index the rows of a table by its key, missing values as None."""
    present = table.astype(object).where(table.notna(), None)
    return {str(row[key]): {str(name): value for name, value in row.items()} for row in present.to_dict("records")}
