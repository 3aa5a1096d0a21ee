"""Entities: who or what it is, how the articles print it, whom it is tied to, what it says and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from malirussia.language import capital, catalogue, word
from malirussia.publish.composed.dossier import printed_names, questions
from malirussia.publish.pages import Page, other_language
from malirussia.publish.reading import Reading
from malirussia.publish.statements import fact_line, statements
from malirussia.publish.ties import ties_of
from malirussia.tables.addresses import where


def pages(reading: Reading) -> Iterator[Page]:
    """Give the page of every entity that an article speaks of, or that stands for one."""
    seen = set(reading.known["subject"]) | set(reading.known["object"].dropna()) | set(reading.known["asserted_by"])
    # A verdict may name one that no article speaks of.
    seen |= set(reading.printed) | set(reading.verdicts)
    for entity_id in reading.entities:
        if entity_id in seen:
            yield _page(reading, entity_id)


def country(reading: Reading, code: str | None) -> str:
    """Return the name of a country: that of a side, else its code."""
    sides = {side.country: str(getattr(side.name, reading.lang)) for side in reading.topic.sides}
    return "" if code is None else sides.get(code, code)


def _page(reading: Reading, entity_id: str) -> Page:
    lang = reading.lang
    row = reading.entities[entity_id]
    kind = reading.kinds[row["kind"]]
    facts = [name for name, fact in reading.facts.items() if entity_id in (fact["subject"], fact["object"])]
    says = [name for name, claim in reading.claims.items() if claim["asserted_by"] == entity_id]
    outlet = entity_id in reading.outlet_ids
    of = [name for name in reading.claims if reading.claims[name]["fact_id"] in set(facts)]
    facts.sort(key=lambda name: (-reading.facts[name]["n_origin_groups"], -reading.facts[name]["n_claims"], name))
    same = reading.standing_for.get(entity_id)
    place = country(reading, row["country"])
    return Page(
        kind="entity",
        address=where("entity", entity_id, lang),
        title=reading.names[entity_id],
        lang=lang,
        title_lang=lang,
        about=capital(f"{kind}, {place}" if place else kind),
        sectors=tuple(dict.fromkeys(s for s in (reading.facts[name]["sector"] for name in facts) if s)),
        statuses=tuple(dict.fromkeys(s for s in (reading.claims[name]["status"] for name in of) if s)),
        countries=tuple(filter(None, [row["country"]])),
        years=reading.years([*of, *says]),
        names=printed_names(reading, entity_id),
        other=where("entity", entity_id, other_language(lang)),
        template="entity.html",
        values={
            "id": entity_id,
            "kind_word": kind,
            "country": place,
            "dossier_at": where("dossier", entity_id, lang) if entity_id in reading.dossiers else None,
            "same": None if same is None else {"at": reading.entity(same), "name": reading.names[same]},
            "verdicts": _verdicts(reading, entity_id),
            "names": _names(reading, entity_id),
            "qid": row["qid"],
            "ties": ties_of(reading, {entity_id}),
            "facts": [fact_line(reading, name) for name in facts],
            "questions": questions(reading, {entity_id}),
            "says": [] if outlet else statements(reading, reading.by_news(says)),
            "articles": _written(reading, says) if outlet else [],
        },
    )


def _names(reading: Reading, entity_id: str) -> list[dict[str, Any]]:
    """Return the ways in which articles print it: each with its sort and the articles that do."""
    _ = catalogue(reading.lang)
    sorts = {"name": _("name"), "alias": _("other name"), "misprint": _("misprint"), "role": _("title")}
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in reading.printed.get(entity_id, []):
        found.setdefault((row["name"], row["kind"], row["lang"]), []).append(row["source_id"])
    return [
        {
            "name": name,
            "lang": lang,
            "sort": sorts[kind],
            "articles": [
                {"at": where("source", source, reading.lang), "outlet": reading.cited[source]}
                for source in dict.fromkeys(sources)
            ],
        }
        for (name, kind, lang), sources in found.items()
    ]


def _verdicts(reading: Reading, entity_id: str) -> list[dict[str, Any]]:
    """Return what a person decided on whether it is one with another, and why."""
    found = []
    for other, row in reading.verdicts.get(entity_id, []):
        reason = row["reason_fr"] if reading.lang == "fr" else row["reason"]
        found.append(
            {
                "at": where("entity", other, reading.lang),
                "name": reading.names[other],
                "verdict": word("verdict", row["verdict"], reading.lang),
                "reason": reason or row["reason"],
                "reason_lang": reading.lang if reason else "en",
            }
        )
    return found


def _written(reading: Reading, says: list[str]) -> list[dict[str, Any]]:
    """Return the articles in which an outlet speaks, the newest first."""
    sources = list(dict.fromkeys(reading.claims[name]["source_id"] for name in reading.by_news(says)))
    return [
        {
            "at": where("source", source, reading.lang),
            "outlet": reading.cited[source],
            "title": reading.sources[source]["title"],
            "lang": reading.sources[source]["lang"],
        }
        for source in sources
    ]
