"""Which entity a passage may be about, beside those that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from malirussia.evidence.ledger import Ledger, source_of
from malirussia.intake.finding.folded import folded
from malirussia.intake.proposing.resemblance import Vectors, stems_of

NAMED, IN_SENTENCE, BEFORE, EARLIER = 0.3, 0.2, 0.1, 0.05
"""What it counts that the passage names an entity, its sentence does, one of the two before, or one earlier."""
OF_THE_DAY = 0.12
"""What it counts that an entity is called by the month of the article: `visit-2025-06`."""


class Subjects:
    """The entities of a ledger as subjects.

    Args:
        ledger: The ledger.
        lang: The language of the article.
        without: A source whose claims are left out.
        published: The day of the article.
    """

    def __init__(self, ledger: Ledger, lang: str, without: str | None, published: str | None) -> None:
        self._kinds = {key: described.kind for key, described in ledger.entities.items()}
        self._month = (published or "")[:7]
        claims = [claim for key, claim in ledger.claims.items() if source_of(key) != without]
        self._of = Counter((claim.predicate, claim.subject) for claim in claims)
        self._any = Counter(claim.subject for claim in claims)
        told: dict[str, list[str]] = {
            key: [*stems_of(described.fr if lang == "fr" else described.en)] * 2
            for key, described in ledger.entities.items()
        }
        for claim in claims:
            told[claim.subject].extend(stems_of(claim.fr if lang == "fr" else claim.en))
        for name in ledger.names:
            if source_of(name.passage) != without:
                told[name.entity].extend(stems_of(name.as_printed))
        self._vectors = Vectors(told)

    def likely(self, around: Iterable[str]) -> dict[str, float]:
        """How much each entity is like the words around a passage: 0 to 1."""
        return self._vectors.like([folded(word) for word in around])

    def score(self, entity: str, predicate: str, near: float, likely: float) -> float:
        """How likely an entity is the subject of a predicate: `near` by where it is named, `likely` by the words."""
        often = self._of[predicate, entity] / (1 + sum(n for (cued, _), n in self._of.items() if cued == predicate))
        known = self._any[entity] / (1 + self._any.total())
        dated = OF_THE_DAY if self._month and self._month in entity else 0.0
        return near + 0.8 * likely + 0.3 * often + 0.3 * known + dated

    def of_kinds(self, kinds: Iterable[str]) -> list[str]:
        """The entities of some kinds; all where none is named."""
        wanted = set(kinds)
        return [key for key, kind in self._kinds.items() if not wanted or kind in wanted]
