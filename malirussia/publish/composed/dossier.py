"""Dossiers: the story of an agreement, project or delivery, from its sentences down to the articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from malirussia.analysis.dossiers import Dossier
from malirussia.analysis.known import said
from malirussia.analysis.standing.ladder import BESIDE, RUNGS
from malirussia.charts.standing.words import due_words
from malirussia.charts.words.rungs import rung_word
from malirussia.language import capital, catalogue, day
from malirussia.publish.pages import Page, other_language
from malirussia.publish.reading import Reading
from malirussia.publish.statements import fact_line, rungs, state, statements
from malirussia.publish.story import Told
from malirussia.publish.ties import ties_of
from malirussia.tables.addresses import where
from malirussia.tables.columns import split


def pages(reading: Reading) -> Iterator[Page]:
    """Give the page of every dossier, the most newsworthy first."""
    for dossier in reading.dossiers.values():
        yield _page(reading, dossier)


def _page(reading: Reading, dossier: Dossier) -> Page:
    _ = catalogue(reading.lang)
    name = reading.names[dossier.entity_id]
    here = where("dossier", dossier.entity_id, reading.lang)
    told = Told(reading, here)
    claims = [claim for claim in dossier.said if claim in reading.claims]
    members = {dossier.entity_id, *(reading.claims[claim]["subject"] for claim in _parts(reading, dossier))}
    stands = reading.stands.get(dossier.entity_id)
    sectors = tuple(dict.fromkeys(s for s in (reading.claims[claim]["sector"] for claim in claims) if s))
    stage = rung_word(dossier.rung, reading.lang)
    paragraphs = [
        [*told.stage(dossier), *told.figures(dossier)],
        [*told.parties(dossier), *told.beside(dossier)],
        [*told.disputed(dossier), *told.due(dossier)],
    ]
    return Page(
        kind="dossier",
        address=here,
        title=name,
        lang=reading.lang,
        title_lang=reading.lang,
        about=_("{what}: {how}").format(what=capital(reading.kinds[dossier.kind]), how=stage),
        sectors=sectors,
        statuses=tuple(dict.fromkeys([dossier.rung, *(s for s in (reading.claims[c]["status"] for c in claims) if s)])),
        countries=tuple(filter(None, [reading.entities[dossier.entity_id]["country"]])),
        years=reading.years(claims),
        names=printed_names(reading, dossier.entity_id),
        other=where("dossier", dossier.entity_id, other_language(reading.lang)),
        template="dossier.html",
        values={
            "id": dossier.entity_id,
            "kind_word": reading.kinds[dossier.kind],
            "sector_words": [reading.sectors[sector] for sector in sectors if sector in reading.sectors],
            "paragraphs": [paragraph for paragraph in paragraphs if paragraph],
            "rungs": rungs(stands, reading.lang, RUNGS),
            "beside": _beside(stands, reading.lang),
            "moves": [_move(reading, row) for row in reading.moves.get(dossier.entity_id, [])],
            "figures": [fact_line(reading, row["fact_id"]) for row in dossier.figures],
            "questions": questions(reading, members),
            "due": [_due(reading, row) for row in dossier.due],
            "articles": _articles(reading, claims),
            "ties": ties_of(reading, members),
            "notes": list(told.numbered.values()),
            "entity_at": where("entity", dossier.entity_id, reading.lang),
        },
    )


def _parts(reading: Reading, dossier: Dossier) -> list[str]:
    """Return the statements that are told with it but are of something else, such as the body that it creates."""
    own = set(reading.about([dossier.entity_id]))
    return [claim for claim in dossier.said if claim not in own and claim in reading.claims]


def printed_names(reading: Reading, entity_id: str) -> tuple[str, ...]:
    """Return the ways in which articles print an entity, and what it is called in the other language."""
    row = reading.entities[entity_id]
    also = [one for one, other in reading.standing_for.items() if other == entity_id]
    rows = [one for name in (entity_id, *also) for one in reading.printed.get(name, [])]
    printed = [one["name"] for one in rows if one["kind"] != "role"]
    captions = [reading.entities[one][f"caption_{lang}"] for one in (entity_id, *also) for lang in ("fr", "en")]
    return tuple(dict.fromkeys([*captions, *printed, *filter(None, [row["qid"]])]))


def questions(reading: Reading, entity_ids: set[str]) -> list[dict[str, Any]]:
    """Return the contradictions on some entities: each with its question, address and what was decided."""
    return [
        {
            "at": where("conflict", conflict, reading.lang),
            "question": row["question"],
            "decided": bool(row["preferred"]),
        }
        for conflict, row in reading.conflicts.items()
        if row["subject"] in entity_ids
    ]


def _beside(stands: dict[str, Any] | None, lang: str) -> str:
    """Return the word for what stands beside the ladder, such as suspended; empty where nothing does."""
    beside = "" if stands is None else stands["beside"]
    return rung_word(beside, lang) if beside in BESIDE else ""


def _move(reading: Reading, row: dict[str, Any]) -> dict[str, Any]:
    claim = reading.claims[row["claim_id"]]
    words = catalogue(reading.lang)("not {stage}") if row["denies"] else "{stage}"
    return {
        "day": day(said(row["date"]), reading.lang),
        "stage": words.format(stage=rung_word(row["denies"] or row["rung"], reading.lang)),
        "speaker": reading.names.get(claim["asserted_by"], ""),
        "speaker_at": reading.entity(claim["asserted_by"]),
        "outlet": reading.cited[claim["source_id"]],
        "source_at": reading.in_article(row["claim_id"]),
        "fact_at": reading.fact_of(row["claim_id"]),
        "says": claim[f"says_{reading.lang}"],
    }


def _due(reading: Reading, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "at": where("commitment", row["commitment_id"], reading.lang),
        "what": row[f"what_{reading.lang}"],
        "due": due_words(row, reading.lang),
        "state": state(row, reading.lang),
        "met_by": split(row["met_by"]),
    }


def _articles(reading: Reading, claims: list[str]) -> list[dict[str, Any]]:
    """Return the articles that speak of it, the newest first, each with its statements."""
    by_source: dict[str, list[str]] = {}
    for claim in reading.by_news(claims):
        by_source.setdefault(reading.claims[claim]["source_id"], []).append(claim)
    return [
        {
            "at": where("source", source, reading.lang),
            "outlet": reading.cited[source],
            "title": reading.sources[source]["title"],
            "lang": reading.sources[source]["lang"],
            "statements": statements(reading, own),
        }
        for source, own in by_source.items()
    ]
