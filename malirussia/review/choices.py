"""What the lines of a claim may hold: the lists that the page completes from."""

from __future__ import annotations

from typing import Any, get_args

from malirussia.evidence import model
from malirussia.evidence.ledger import Ledger
from malirussia.intake.draft import Draft
from malirussia.language import word
from malirussia.units import PERS, UNITS

_CLOSED = {"source": model.SourceKind, "status": model.Status, "modality": model.Modality, "polarity": model.Polarity}


def choices(ledger: Ledger, lang: str) -> dict[str, Any]:
    """Give the lists of the vocabulary, each as pairs of the word to write and what it means.

    Args:
        ledger: The evidence.
        lang: Of what they mean.

    Returns:
        `predicate`, `sector`, `status`, `modality`, `polarity`, `unit`, `per`, `kind`, `source` as lists of
        pairs; `objects`, what each predicate carries; `schemas`, those of each kind.
    """
    vocabulary = ledger.vocabulary
    return {
        "predicate": [[key, getattr(held, lang)] for key, held in vocabulary.predicates.items()],
        "sector": [[key, getattr(held, lang)] for key, held in vocabulary.sectors.items()],
        "kind": [[key, getattr(held, lang)] for key, held in vocabulary.kinds.items()],
        **{name: [[value, word(name, value, lang)] for value in get_args(closed)] for name, closed in _CLOSED.items()},
        "conflict": [[kind, word("conflict", kind, lang)] for kind in get_args(model.ConflictKind)],
        "unit": [[code, code] for code in UNITS],
        "per": [[per, per] for per in PERS],
        "objects": {key: held.object for key, held in vocabulary.predicates.items()},
        "schemas": {key: held.schema for key, held in vocabulary.kinds.items()},
    }


def entity_choices(ledger: Ledger, draft: Draft, lang: str) -> list[list[str]]:
    """Give the entities of the ledger and the draft, each with its name."""
    entities = {**ledger.entities, **draft.entities}
    return [[key, getattr(entity, lang)] for key, entity in entities.items()]
