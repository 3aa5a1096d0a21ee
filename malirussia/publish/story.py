"""The story of a dossier in HTML: the sentences of the briefing, each with numbers that lead to its statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from malirussia.analysis.dossiers import Dossier
from malirussia.charts.briefing.story import Story
from malirussia.charts.words.beside import Beside, beside
from malirussia.charts.words.notes import Notes
from malirussia.publish.reading import Reading, by
from malirussia.publish.statements import web_address
from malirussia.render.notebook.markdown import hold
from malirussia.tables.addresses import step

_NUMBER = Markup('<a href="{at}" title="{title}">{number}</a>')
_MARK = Markup('<sup class="notes">{numbers}</sup>')


class Told(Story):
    """Tells dossiers on a page of the site.

    Args:
        reading: The ledger.
        here: The address of the page.
    """

    def __init__(self, reading: Reading, here: str) -> None:
        super().__init__(reading.ds, Notes(reading.ds, reading.lang), reading.lang, _beside(reading))
        self._reading, self._here = reading, here
        self.numbered: dict[str, dict[str, Any]] = {}

    def cited(self, words: str, claim_ids: Sequence[str]) -> str:
        """Return plain text as HTML, with the numbers of the articles that carry it."""
        first: dict[str, str] = {}
        for claim in sorted(claim_ids):
            first.setdefault(self._reading.claims[claim]["source_id"], claim)
        links = {}
        for source, claim in first.items():
            row = self._reading.sources[source]
            title = self._reading.cited[source]
            links[self._number(source, {"source": row, "text": title, "at": self._reading.in_article(claim)})] = (
                self._reading.fact_of(claim),
                title,
            )
        marks = [
            _NUMBER.format(at=step(self._here, at), title=title, number=number)
            for number, (at, title) in sorted(links.items())
        ]
        return Markup("{}{}").format(hold(words), _MARK.format(numbers=Markup(" ").join(marks)))

    def beside(self, dossier: Dossier) -> list[str]:
        """Say what outside figures say of it; the number leads to where they are published, where that is known."""
        return [self._outside(known) for known in self._beside.get(dossier.entity_id, ())]

    def _outside(self, known: Beside) -> str:
        rows = by(self._reading.ds.reference.dropna(subset="id"), "id")
        places = [web_address(rows[name].get("url") or rows[name]["where"]) for name in known.key.split("+")]
        at = next((place for place in places if place is not None), None)
        number = self._number(known.key, {"source": None, "text": known.source, "at": at})
        mark = Markup('<a href="#note-{n}" title="{title}">{n}</a>').format(n=number, title=known.source)
        return Markup("{}{}").format(hold(known.sentence), _MARK.format(numbers=mark))

    def _number(self, key: str, entry: dict[str, Any]) -> int:
        self.numbered.setdefault(key, entry | {"number": len(self.numbered) + 1})
        return int(self.numbered[key]["number"])


class Plain(Story):
    """Tells dossiers in plain text, without numbers.

    Args:
        reading: The ledger.
    """

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading.ds, Notes(reading.ds, reading.lang), reading.lang)

    def cited(self, words: str, claim_ids: Sequence[str]) -> str:  # noqa: ARG002 - as a story has it
        """Return the words as they are."""
        return words


def _beside(reading: Reading) -> dict[str, list[Beside]]:
    return beside(reading.ds, reading.as_of, reading.lang)
