"""All thirteen tables from the evidence: what people wrote, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from malirussia.evidence.kinds import of_role
from malirussia.tables import (
    claims,
    codes,
    commitments,
    conflicts,
    entities,
    facts,
    identities,
    passages,
    reference,
    relations,
    sources,
    status_events,
)
from malirussia.tables.conflicts import Decision
from malirussia.tables.schema import TABLES

if TYPE_CHECKING:
    from malirussia.evidence import Ledger
    from malirussia.evidence.model import Vocabulary


def build(ledger: Ledger, reference_dir: Path) -> dict[str, pd.DataFrame]:
    """Make all tables, in the order of `TABLES`.

    Args:
        ledger: The evidence, as `malirussia.evidence.load` reads it.
        reference_dir: The folder of the figures from outside the articles.

    Raises:
        TablesError: If a decision fits no conflict, a code's scheme is unknown, or a reference figure is neither read
            nor left out.
    """
    written = {
        "sources": sources.table(ledger),
        "passages": passages.table(ledger),
        "entities": entities.table(ledger),
        "names": entities.names(ledger),
        "identities": identities.table(ledger),
        "claims": claims.table(ledger),
        "commitments": commitments.table(ledger),
        "codes": codes.table(ledger),
        "reference": reference.table(reference_dir),
    }
    climbers = of_role(ledger.vocabulary, "matter")
    made = {**written, **derive(written, predicates(ledger.vocabulary), decisions(ledger), climbers)}
    return {name: made[name] for name in TABLES}


def derive(
    written: dict[str, pd.DataFrame],
    words: pd.DataFrame,
    decided: Sequence[Decision] = (),
    climbers: Sequence[str] = status_events.CLIMBERS,
) -> dict[str, pd.DataFrame]:
    """Make the tables that follow from the claims.

    Args:
        written: At least the tables sources, entities, identities and claims. The fact ids of the claims are made anew.
        words: One row a predicate of the vocabulary, as `predicates` makes it.
        decided: What people decided between claims.
        climbers: The kinds of entity that climb the ladder of status.

    Returns:
        The tables claims (with fact ids), facts, conflicts, status_events and relations.

    Raises:
        TablesError: If a decision fits no conflict.
    """
    told = written["sources"]
    said = written["claims"].assign(fact_id=claims.identify(written["claims"]))
    undecided = conflicts.find(said, told, written["identities"], words)
    against, overtaken = conflicts.decide(undecided, said, decided)
    return {
        "claims": said,
        "facts": facts.derive(said, told, against, overtaken),
        "conflicts": against,
        "status_events": status_events.derive(said, told, written["entities"], words, climbers),
        "relations": relations.derive(said, told, words),
    }


def predicates(vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the predicates of the vocabulary, one a row: predicate, and the fields of `Predicate` but its labels."""
    words = vocabulary.predicates
    names = ("object", "functional", "conflict", "once", "relation", "of_part")
    return pd.DataFrame(
        {"predicate": list(words), **{name: [getattr(word, name) for word in words.values()] for name in names}}
    ).astype({"functional": bool, "once": bool, "of_part": bool, "conflict": "str", "relation": "str"})


def decisions(ledger: Ledger) -> list[Decision]:
    """Return what people decided between claims, each with its place in the file."""
    return [
        Decision(
            (decision.claims[0], decision.claims[1]),
            decision.preferred,
            decision.reason.en,
            ledger.where("decisions.yaml", "decisions", place),
            decision.reason.fr,
        )
        for place, decision in enumerate(ledger.decisions)
    ]
