"""Superior numbers that lead from a sentence to the articles that carry it, and the list that they open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from malirussia.charts.paper.escape import markdown
from malirussia.charts.words.citing import page_names
from malirussia.language import catalogue

if TYPE_CHECKING:
    from malirussia.tables import Dataset

# More numbers than these are not read as one mark.
_MARKS = 4
_SUPERIOR = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def superior(number: int) -> str:
    """Return a number in superior figures: `12` is `¹²`."""
    return str(number).translate(_SUPERIOR)


class Notes:
    """Numbers the sources of one page in the order in which its sentences use them.

    Args:
        ds: Tables `claims` and `sources`.
        lang: `fr` or `en`.
    """

    def __init__(self, ds: Dataset, lang: str) -> None:
        self._lang = lang
        self._pages = page_names(ds, lang)
        self._source = dict(zip(ds.claims["claim_id"], ds.claims["source_id"], strict=True))
        self._numbers: dict[str, int] = {}
        self._entries: list[str] = []

    def claims(self, claim_ids: Iterable[str]) -> str:
        """Return the superior numbers of the articles behind a sentence, in Markdown; each leads to its claim.

        Of many articles three are numbered, those first that have a number, and an ellipsis tells that there are more.
        """
        first: dict[str, str] = {}
        for claim in sorted(claim_ids):
            first.setdefault(self._source[claim], claim)
        more = len(first) > _MARKS
        shown = sorted(first, key=lambda source: source not in self._numbers)[: _MARKS - 1 if more else _MARKS]
        marks = {
            self._number(source, f"[{markdown(self._pages[source])}](#{first[source]})"): first[source]
            for source in shown
        }
        told = "\u202f".join(f"[{superior(number)}](#{marks[number]})" for number in sorted(marks))
        return f"{told}\u202f…" if more else told

    def outside(self, key: str, words: str) -> str:
        """Return the superior number of a figure from outside the articles.

        Args:
            key: Its id.
            words: Plain text: publisher, and the period that the figure is for.
        """
        return superior(self._number(key, markdown(words)))

    def listed(self) -> str:
        """Return the list that the numbers open, in Markdown; empty where nothing was cited."""
        if not self._entries:
            return ""
        heading = catalogue(self._lang)("Sources")
        return f"## {heading}\n\n" + "\n".join(
            f"{place}. {entry}" for place, entry in enumerate(self._entries, start=1)
        )

    def _number(self, key: str, entry: str) -> int:
        if key not in self._numbers:
            self._entries.append(entry)
            self._numbers[key] = len(self._entries)
        return self._numbers[key]
