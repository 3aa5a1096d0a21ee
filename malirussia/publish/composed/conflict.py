"""Contradictions: the question, the statements that cannot both hold, and what was decided, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from malirussia.charts.evidence.conflicts_words import reason_column
from malirussia.language import capital, word
from malirussia.publish.pages import Page, other_language
from malirussia.publish.reading import Reading, Row
from malirussia.publish.statements import statements, sureness
from malirussia.tables.addresses import where


def pages(reading: Reading) -> Iterator[Page]:
    """Give the page of every contradiction."""
    for conflict, row in reading.conflicts.items():
        yield _page(reading, conflict, row)


def _page(reading: Reading, conflict: str, row: Row) -> Page:
    lang = reading.lang
    sides = [_side(reading, row, letter) for letter in "ab"]
    claims = [name for letter in "ab" for name in _claims(reading, row, letter)]
    return Page(
        kind="conflict",
        address=where("conflict", conflict, lang),
        title=capital(row["question"]),
        lang=lang,
        title_lang=lang,
        about=word("conflict", row["kind"], lang),
        sectors=tuple(dict.fromkeys(s for s in (reading.claims[name]["sector"] for name in claims) if s)),
        statuses=tuple(dict.fromkeys(s for s in (reading.claims[name]["status"] for name in claims) if s)),
        countries=tuple(filter(None, [reading.entities[row["subject"]]["country"]])),
        years=reading.years(claims),
        names=(reading.names[row["subject"]],),
        other=where("conflict", conflict, other_language(lang)),
        template="conflict.html",
        values={
            "id": conflict,
            "kind_word": word("conflict", row["kind"], lang),
            "about_at": reading.entity(row["subject"]),
            "subject": reading.names[row["subject"]],
            "sides": sides,
            "decided": bool(row["preferred"]),
            "reason": row[reason_column(lang)] or row["reason"],
            "reason_lang": lang if row[reason_column(lang)] else "en",
        },
    )


def _claims(reading: Reading, row: Row, letter: str) -> list[str]:
    """Return the statements of one side: that which stands for it, then the others of its fact."""
    first = row[f"claim_{letter}"]
    other = row[f"claim_{'b' if letter == 'a' else 'a'}"]
    own = reading.claims[first]
    alike = ("low", "high", "polarity", "status", *(("date",) if row["kind"] == "date" else ()))
    rest = [
        name
        for name in reading.facts[own["fact_id"]]["claim_ids"]
        if name not in (first, other) and all(reading.claims[name][cell] == own[cell] for cell in alike)
    ]
    return [first, *rest]


def _side(reading: Reading, row: Row, letter: str) -> dict[str, Any]:
    first = row[f"claim_{letter}"]
    fact = reading.claims[first]["fact_id"]
    return {
        "preferred": row["preferred"] == first,
        "statements": statements(reading, _claims(reading, row, letter)),
        "fact_at": where("fact", fact, reading.lang),
        "sureness": sureness(reading.facts[fact], reading.lang),
    }
