"""Promises: what is promised, by whom, when it falls due, and whether an article says that it was kept."""

from __future__ import annotations

from collections.abc import Iterator

from malirussia.charts.standing.words import due_words
from malirussia.language import day
from malirussia.publish.pages import Page, other_language
from malirussia.publish.reading import Reading, Row
from malirussia.publish.statements import state, statements
from malirussia.tables.addresses import where
from malirussia.tables.columns import split


def pages(reading: Reading) -> Iterator[Page]:
    """Give the page of every promise, the worst first."""
    for promise, row in reading.promises.items():
        yield _page(reading, promise, row)


def _page(reading: Reading, promise: str, row: Row) -> Page:
    lang = reading.lang
    claim = reading.claims[row["claim_id"]]
    heard = [name for name in split(row["heard_ids"]) if name != row["claim_id"]]
    met = [name for one in reading.occurrences[promise] for name in split(one["met_by"])]
    parties = [one for one in (row["by"], row["to"]) if one]
    return Page(
        kind="commitment",
        address=where("commitment", promise, lang),
        title=row[f"what_{lang}"],
        lang=lang,
        title_lang=lang,
        about=state(row, lang),
        sectors=tuple(filter(None, [claim["sector"]])),
        statuses=tuple(filter(None, [claim["status"]])),
        countries=tuple(dict.fromkeys(filter(None, (reading.entities[one]["country"] for one in parties)))),
        years=reading.years([row["claim_id"]]),
        names=tuple(reading.names[one] for one in parties),
        other=where("commitment", promise, other_language(lang)),
        template="commitment.html",
        values={
            "id": promise,
            "state": state(row, lang),
            "state_name": row["state"],
            "by": {"at": reading.entity(row["by"]), "name": reading.names[row["by"]]},
            "to_whom": {"at": reading.entity(row["to"]), "name": reading.names[row["to"]]} if row["to"] else None,
            "made": day(row["made"] or None, lang) if row["made"] else "",
            "due": due_words(row, lang),
            "heard_on": day(row["heard"], lang) if row["heard"] else "",
            "times": [{"due": due_words(one, lang), "state": state(one, lang)} for one in reading.occurrences[promise]],
            "promised": statements(reading, [row["claim_id"]]),
            "met": statements(reading, dict.fromkeys(met)),
            "heard": statements(reading, [name for name in heard if name not in met]),
        },
    )
