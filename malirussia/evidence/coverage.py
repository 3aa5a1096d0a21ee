"""What of the articles is accounted for: every number, date and capitalised name is coded, or ignored with a reason.

What is listed is told in `listing`; a word counts as known in lower case where it stands so in any of the articles. The
body of an article is all its words but those of ignored ranges marked as furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from malirussia.evidence import corpus as copies
from malirussia.evidence.corpus import Copy, CopyState
from malirussia.evidence.ledger import Ledger
from malirussia.evidence.listing import Listed, listed
from malirussia.evidence.model import Ignored
from malirussia.evidence.passages import find, passages_of

CONTEXT_WORDS = 6
"""How many words of an article are shown at most, around what is not accounted for."""


class Uncovered(msgspec.Struct, frozen=True, kw_only=True):
    """A number, date or name of an article that no passage and no ignored range covers.

    Attributes:
        source_id: The source.
        first: The index of its first word.
        words: How many words.
        kind: number, date or name.
        printed: As printed, six words at most.
        context: It with the words around it, six words at most in all.
    """

    source_id: str
    first: int
    words: int
    kind: Listed
    printed: str
    context: str


class ArticleCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """How far one article is coded.

    Attributes:
        source_id: The source.
        copy: same or changed (other bytes, but the words that were coded), absent; see `told`.
        told: Whether this copy has the words that were coded, in place. If not, nothing can be told of it: the counts
            are zero.
        words: Words of the copy.
        body: Those that are not furniture.
        covered: Those of the body that stand under a passage.
        uncovered: What is not accounted for.
    """

    source_id: str
    copy: CopyState
    told: bool
    words: int
    body: int
    covered: int
    uncovered: list[Uncovered]

    @property
    def share(self) -> float | None:
        """Words under a passage, of the words of the body; None where there is no body."""
        return None if self.body == 0 else self.covered / self.body


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """How far all the articles are coded.

    Attributes:
        articles: One for each source of the ledger, in its order.
    """

    articles: list[ArticleCoverage]

    @property
    def uncovered(self) -> list[Uncovered]:
        """What is not accounted for, in all the articles."""
        return [gap for article in self.articles for gap in article.uncovered]

    @property
    def complete(self) -> bool:
        """Whether nothing is unaccounted for in the articles whose copies are here, of which there is one at least."""
        here = [article for article in self.articles if article.copy != "absent"]
        return bool(here or not self.articles) and all(article.told and not article.uncovered for article in here)


def cover(ledger: Ledger, corpus: Path) -> Coverage:
    """Tells what of the articles is coded, and what is neither coded nor ignored.

    Args:
        ledger: The ledger.
        corpus: The folder of the copies that were coded.

    Raises:
        MaliRussiaError: If a copy is not UTF-8, or leaves the folder.
    """
    copy_of = {
        source.id: copies.read(corpus, source, passages_of(ledger, source.id)) for source in ledger.sources.values()
    }
    small = {
        span.word for copy in copy_of.values() if copy is not None for span in copy.spans if span.text[0].islower()
    }
    return Coverage(articles=[_article(ledger, source_id, copy, small) for source_id, copy in copy_of.items()])


def _article(ledger: Ledger, source_id: str, copy: Copy | None, small: set[str]) -> ArticleCoverage:
    source = ledger.sources[source_id]
    passages = passages_of(ledger, source_id)
    places = {} if copy is None else find(copy.words, passages)
    in_place = all(places.get(key) == passage.first for key, passage in passages.items())
    if copy is None or len(copy.words) != source.n_words or not in_place:
        return ArticleCoverage(
            source_id=source_id,
            copy=copies.state(copy, source),
            told=False,
            words=0,
            body=0,
            covered=0,
            uncovered=[],
        )
    ignored = [run for run in ledger.ignored if run.source == source_id]
    furniture = _words(run for run in ignored if run.furniture)
    covered = {i for passage in passages.values() for i in range(passage.first, passage.first + passage.words)}
    done = covered | _words(ignored)
    uncovered = [
        Uncovered(
            source_id=source_id,
            first=first,
            words=count,
            kind=kind,
            printed=_printed(copy, first, min(count, CONTEXT_WORDS)),
            context=_context(copy, first, count),
        )
        for first, count, kind in listed(copy, source.lang, small, done)
    ]
    return ArticleCoverage(
        source_id=source_id,
        copy=copies.state(copy, source),
        told=True,
        words=len(copy.words),
        body=len(copy.words) - len(furniture),
        covered=len(covered),
        uncovered=uncovered,
    )


def _words(ignored: Iterable[Ignored]) -> set[int]:
    return {i for run in ignored for i in range(run.first, run.first + run.words)}


def _context(copy: Copy, first: int, count: int) -> str:
    """A run of words with as many around it as make six in all."""
    around = max(0, CONTEXT_WORDS - count)
    start = max(0, first - around // 2)
    return _printed(copy, start, min(CONTEXT_WORDS, len(copy.spans) - start))


def _printed(copy: Copy, first: int, count: int) -> str:
    run = copy.spans[first : first + count]
    return re.sub(r"\s+", " ", copy.text[run[0].start : run[-1].end])
