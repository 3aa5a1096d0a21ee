"""Facts: what several statements say together, how sure it is, and every statement with the way to its article."""

from __future__ import annotations

from collections.abc import Iterator

from malirussia.charts.words.rungs import rung_word
from malirussia.language import capital, catalogue, word
from malirussia.publish.pages import Page, other_language
from malirussia.publish.reading import Reading
from malirussia.publish.statements import amount, fact_line, statements, sureness
from malirussia.tables.addresses import where


def pages(reading: Reading) -> Iterator[Page]:
    """Give the page of every fact."""
    against: dict[str, list[str]] = {}
    for conflict, row in reading.conflicts.items():
        for side in "ab":
            fact = reading.claims[row[f"claim_{side}"]]["fact_id"]
            against.setdefault(fact, []).append(conflict)
    promises: dict[str, list[str]] = {}
    for promise, row in reading.promises.items():
        promises.setdefault(reading.claims[row["claim_id"]]["fact_id"], []).append(promise)
    near: dict[str, list[str]] = {}
    for fact_id, row in reading.facts.items():
        near.setdefault(row["subject"], []).append(fact_id)
    for fact_id in reading.facts:
        yield _page(reading, fact_id, against.get(fact_id, []), promises.get(fact_id, []), near)


def _page(reading: Reading, fact_id: str, against: list[str], promises: list[str], near: dict[str, list[str]]) -> Page:
    _ = catalogue(reading.lang)
    lang, fact = reading.lang, reading.facts[fact_id]
    claims = reading.by_news(fact["claim_ids"])
    parties = [fact["subject"], *filter(None, [fact["object"]])]
    same_subject = [name for name in near[fact["subject"]] if name != fact_id]
    return Page(
        kind="fact",
        address=where("fact", fact_id, lang),
        title=capital(reading.sentences[fact_id]),
        lang=lang,
        title_lang=lang,
        about=_("{what}: {how}").format(
            what=reading.names[fact["subject"]], how=word("verdict", fact["verdict"], lang)
        ),
        sectors=tuple(filter(None, [fact["sector"]])),
        statuses=tuple(dict.fromkeys(s for s in (reading.claims[name]["status"] for name in claims) if s)),
        countries=tuple(dict.fromkeys(filter(None, (reading.entities[one]["country"] for one in parties)))),
        years=reading.years(claims),
        names=tuple(reading.names[one] for one in parties),
        other=where("fact", fact_id, other_language(lang)),
        template="fact.html",
        values={
            "id": fact_id,
            "sureness": sureness(fact, lang),
            "amount": amount(fact, lang) if fact["n_claims"] > 1 else "",
            "sector_word": reading.sectors.get(fact["sector"] or "", ""),
            "stages": [
                rung_word(name, lang)
                for name in dict.fromkeys(s for s in (reading.claims[one]["status"] for one in claims) if s)
            ],
            "parties": [{"at": reading.entity(one), "name": reading.names[one]} for one in parties],
            "statements": statements(reading, claims),
            "against": [
                {
                    "at": where("conflict", conflict, lang),
                    "question": reading.conflicts[conflict]["question"],
                    "decided": bool(reading.conflicts[conflict]["preferred"]),
                }
                for conflict in against
            ],
            "promises": [
                {"at": where("commitment", promise, lang), "what": reading.promises[promise][f"what_{lang}"]}
                for promise in promises
            ],
            "near": [fact_line(reading, name) for name in same_subject[:8]],
            "more_at": reading.entity(fact["subject"]),
            "more": len(same_subject) > 8,
            "subject": reading.names[fact["subject"]],
        },
    )
