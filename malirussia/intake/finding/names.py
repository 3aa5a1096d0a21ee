"""Where an article names an entity of the ledger, as it or another source has printed it before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from rapidfuzz import fuzz, process

from malirussia.evidence.corpus import Copy
from malirussia.evidence.ledger import Ledger, source_of
from malirussia.evidence.model import Entity, NameKind
from malirussia.evidence.words import words
from malirussia.intake.finding.folded import folded

MUCH_ALIKE = 86
"""Of a hundred: from which likeness on a spelling is proposed for another."""
_SHORTEST = 4


class Named(NamedTuple):
    """A run of words that names an entity.

    Attributes:
        first: Its first word.
        words: How many.
        entities: Whom it may name; one where it is sure.
        kind: name, alias, misprint or role.
        person: Whether it is sure to be a person.
    """

    first: int
    words: int
    entities: tuple[str, ...]
    kind: NameKind
    person: bool = False


class Names:
    """The names of a ledger, to be looked for.

    Args:
        ledger: The ledger.
        without: A source whose names are left out: an article is not helped by its own coding.
        more: New entities of a draft.
    """

    def __init__(self, ledger: Ledger, without: str | None = None, more: Mapping[str, Entity] | None = None) -> None:
        self._persons = {
            key for key, described in {**ledger.entities, **(more or {})}.items() if described.kind == "person"
        }
        self._by_words: dict[tuple[str, ...], dict[str, NameKind]] = {}
        for key, entity in {**ledger.entities, **(more or {})}.items():
            for caption in (entity.fr, entity.en):
                self._add(caption.partition("(")[0], key, "name")
                if entity.kind == "person" and len(caption.split()) > 1:
                    self._add(caption.split()[-1], key, "alias")
        for name in ledger.names:
            if source_of(name.passage) != without:
                self._add(name.as_printed, name.entity, name.kind)
        self._longest = max((len(run) for run in self._by_words), default=0)
        self._spelled = {" ".join(run): run for run in self._by_words if len(" ".join(run)) >= _SHORTEST}

    def _add(self, printed: str, entity: str, kind: NameKind) -> None:
        run = tuple(folded(word) for word in words(printed))
        # Of one short word in lower case (général, experts) nobody can tell whom it names.
        if run and not (len(run) == 1 and (kind == "role" or len(run[0]) < 3)):
            self._by_words.setdefault(run, {}).setdefault(entity, kind)

    def find(self, copy: Copy) -> list[Named]:
        """Every name in a copy, the longest first where one stands in another; in the order of the text."""
        run = [folded(word) for word in copy.words]
        named: list[Named] = []
        first = 0
        while first < len(run):
            for count in range(min(self._longest, len(run) - first), 0, -1):
                known = self._by_words.get(tuple(run[first : first + count]))
                if known is not None and (count > 1 or copy.spans[first].text[0].isupper()):
                    person = len(known) == 1 and known.keys() <= self._persons
                    named.append(Named(first, count, tuple(sorted(known)), next(iter(known.values())), person))
                    first += count
                    break
            else:
                first += 1
        return named

    def near(self, run: Collection[str]) -> list[str]:
        """Entities whose names are spelled much like some words. A proposal, never a verdict."""
        spelled = " ".join(folded(word) for word in run)
        if len(spelled) < _SHORTEST:
            return []
        hits = process.extract(spelled, self._spelled.keys(), scorer=fuzz.ratio, score_cutoff=MUCH_ALIKE, limit=3)
        return list(dict.fromkeys(entity for hit, _, _ in hits for entity in self._by_words[self._spelled[hit]]))
