"""Articles: who published it and when, what it alone says, what it shares with others, and how much of it was coded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from malirussia.analysis.evidence.coded import coverage
from malirussia.language import capital, catalogue, day, number, percent, word
from malirussia.publish.pages import Page, other_language
from malirussia.publish.reading import Reading, Row, by
from malirussia.publish.statements import statements, web_address
from malirussia.tables.addresses import where
from malirussia.tables.columns import split


def pages(reading: Reading) -> Iterator[Page]:
    """Give the page of every article that had appeared, the newest first."""
    coded = by(coverage(reading.ds, as_of=reading.as_of), "source_id")
    first = {row["source_id"]: row["appeared"] for row in reversed(reading.claims.values())}
    for source in sorted(reading.sources, key=lambda name: (-first[name].toordinal(), name)):
        yield _page(reading, source, coded.get(source))


def _page(reading: Reading, source: str, coded: Row | None) -> Page:
    _ = catalogue(reading.lang)
    lang, row = reading.lang, reading.sources[source]
    own = [name for name, claim in reading.claims.items() if claim["source_id"] == source]
    alone = [name for name in own if reading.facts[reading.claims[name]["fact_id"]]["n_sources"] == 1]
    shared = [name for name in own if name not in set(alone)]
    same_group = [other for other in reading.sources if _group(reading, other) == row["origin_group"] != source]
    title = row["title"]
    return Page(
        kind="source",
        address=where("source", source, lang),
        title=title or capital(reading.cited[source]),
        lang=lang,
        title_lang=row["lang"] if title else lang,
        about=reading.cited[source],
        sectors=tuple(dict.fromkeys(s for s in (reading.claims[name]["sector"] for name in own) if s)),
        statuses=tuple(dict.fromkeys(s for s in (reading.claims[name]["status"] for name in own) if s)),
        years=reading.years(own),
        names=tuple(filter(None, [row["publisher"], *split(row["authors"] or ""), reading.outlets[source]])),
        other=where("source", source, other_language(lang)),
        template="source.html",
        values={
            "id": source,
            "outlet": reading.outlets[source],
            "published": day(row["published"], lang),
            "published_on": row["published"],
            "kind_word": word("source", row["kind"], lang),
            "authors": split(row["authors"] or ""),
            "url": web_address(row["url"]),
            "source_lang": row["lang"],
            "language": _language(row["lang"], lang),
            "part": row["copy"] == "part",
            "group": [
                {"at": where("source", other, lang), "outlet": reading.cited[other]}
                for other in same_group
                if other != source
            ],
            "alone": by_sector(reading, alone),
            "n_alone": len(alone),
            "shared": _shared(reading, shared),
            "n_shared": len(shared),
            "coded": None if coded is None else _coded(coded, len(own), lang),
        },
    )


def _group(reading: Reading, source: str) -> str:
    return str(reading.sources[source]["origin_group"])


def by_sector(reading: Reading, claim_ids: list[str]) -> list[dict[str, Any]]:
    """Return statements under their sectors, within one in the order of the article."""
    ordered = sorted(claim_ids, key=lambda name: (reading.claims[name]["first"], name))
    return [
        {"sector": name, "statements": statements(reading, members)}
        for sector, name in reading.sectors.items()
        if (members := [one for one in ordered if (reading.claims[one]["sector"] or "none") == sector])
    ]


def _shared(reading: Reading, claim_ids: list[str]) -> list[dict[str, Any]]:
    """Return statements that other articles make as well, each with these."""
    ordered = sorted(claim_ids, key=lambda name: (reading.claims[name]["first"], name))
    found = []
    for told in statements(reading, ordered):
        row = reading.claims[told.claim_id]
        others = [name for name in reading.facts[row["fact_id"]]["claim_ids"] if name in reading.claims]
        sources = dict.fromkeys(reading.claims[name]["source_id"] for name in others)
        found.append(
            {
                "statement": told,
                "others": [
                    {"at": where("source", other, reading.lang), "outlet": reading.cited[other]}
                    for other in sources
                    if other != row["source_id"]
                ],
            }
        )
    return found


def _coded(row: Row, n_claims: int, lang: str) -> dict[str, str]:
    """Say how much of an article was coded."""
    body = max(1, int(row["body"]))
    return {
        "words": number(row["n_words"], lang),
        "body": number(row["body"], lang),
        "share": percent(row["covered"] / body, lang),
        "passages": number(row["n_passages"], lang),
        "claims": number(n_claims, lang),
    }


def _language(code: str, lang: str) -> str:
    """Return the name of a language."""
    from babel import Locale

    return str(Locale.parse(lang).languages.get(code, code))
