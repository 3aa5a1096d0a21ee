"""How much a run of words is like what a coded claim says."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from malirussia.evidence.closed_words import FUNCTION_WORDS
from malirussia.evidence.ledger import Ledger, source_of
from malirussia.evidence.model import Claim
from malirussia.evidence.words import words
from malirussia.intake.finding.folded import folded

STEM = 6
"""Letters of a word that are compared: endings agree, and are no part of what is said."""
_COMMON = frozenset(folded(word) for word in FUNCTION_WORDS["fr"]) | frozenset(
    ("the", "of", "and", "to", "in", "that", "for", "with", "on", "was", "by", "from", "as", "at", "is", "are", "a",
     "an", "article", "est", "sont", "ont", "ete", "has", "have", "its", "it")
)  # fmt: skip


def stems(text: Iterable[str]) -> list[str]:
    """The beginnings of the words that say something."""
    kept = (folded(word) for word in text)
    return [word[:STEM] for word in kept if word not in _COMMON and (len(word) > 2 or word[0].isdigit())]


@lru_cache(maxsize=32768)
def stems_of(text: str) -> tuple[str, ...]:
    """The stems of a text of the ledger, worked out once for all articles that are compared with it."""
    return tuple(stems(words(text)))


class Vectors:
    """Texts as weighted words: the rarer a word among them, the more it weighs.

    Args:
        texts: The stems of each text.
    """

    def __init__(self, texts: Mapping[str, list[str]]) -> None:
        seen = Counter(stem for text_stems in texts.values() for stem in set(text_stems))
        total = max(1, len(texts))
        self._weight = {stem: math.log(1 + total / count) for stem, count in seen.items()}
        self._of = {key: self.vector(text_stems) for key, text_stems in texts.items()}

    def vector(self, stem_list: Iterable[str]) -> dict[str, float]:
        """The weights of some stems, of length 1."""
        vector = {stem: self._weight.get(stem, 1.0) for stem in set(stem_list)}
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        return {stem: weight / length for stem, weight in vector.items()}

    def like(self, run: Iterable[str]) -> dict[str, float]:
        """How much each text is like a run of words: 0 to 1."""
        asked = self.vector(stems(run))
        return {key: _cosine(asked, text) for key, text in self._of.items()}


class Resemblance:
    """Compares words with the claims of a ledger.

    Args:
        ledger: The ledger.
        lang: The language of the words.
        without: A source whose claims are left out.
        texts: The words of passages whose copies are at hand, by passage id: they are compared, too.
    """

    def __init__(
        self, ledger: Ledger, lang: str, without: str | None = None, texts: Mapping[str, list[str]] | None = None
    ) -> None:
        self.claims = {key: claim for key, claim in ledger.claims.items() if source_of(key) != without}
        self.without = without
        self._said = Vectors({key: _said(claim, ledger, lang) for key, claim in self.claims.items()})
        printed = {key: stems((texts or {}).get(claim.passage, ())) for key, claim in self.claims.items()}
        self._printed = Vectors({key: stemmed for key, stemmed in printed.items() if stemmed})

    def like(self, run: Iterable[str]) -> dict[str, float]:
        """How much each claim is like a run of words: 0 to 1."""
        asked = list(run)
        printed = self._printed.like(asked)
        return {key: max(said, 0.9 * printed.get(key, 0.0)) for key, said in self._said.like(asked).items()}


def _said(claim: Claim, ledger: Ledger, lang: str) -> list[str]:
    sentence = claim.fr if lang == "fr" else claim.en
    names = [ledger.entities[key] for key in (claim.subject, claim.object) if key in ledger.entities]
    captions = " ".join(entity.fr if lang == "fr" else entity.en for entity in names)
    return [*stems_of(sentence), *stems_of(captions), *stems_of(claim.as_printed or "")]


def _cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    small, large = (left, right) if len(left) < len(right) else (right, left)
    return sum(weight * large.get(stem, 0.0) for stem, weight in small.items())
