"""What part each kind of entity plays: who acts, what climbs the ladder, what is an occasion or a place."""

from __future__ import annotations

from malirussia.evidence.model import Role, Vocabulary

STOCK: dict[str, Role] = {
    "person": "person",
    "body": "institution",
    "company": "institution",
    "agreement": "matter",
    "project": "matter",
    "delivery": "matter",
    "event": "event",
    "place": "place",
    "outlet": "outlet",
}
"""The roles of the kinds that a ledger begins with; a kind of its own says its role in vocabulary.yaml."""


def roles(vocabulary: Vocabulary) -> dict[str, Role | None]:
    """Returns kind → its role, in the order of the vocabulary; None for a kind of its own that says none."""
    return {name: kind.role or STOCK.get(name) for name, kind in vocabulary.kinds.items()}


def of_role(vocabulary: Vocabulary, *wanted: Role) -> tuple[str, ...]:
    """Returns the kinds that play one of these parts, in the order of the vocabulary."""
    return tuple(name for name, role in roles(vocabulary).items() if role in wanted)
