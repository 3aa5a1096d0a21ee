"""The network around something, as a list: whom it is tied to, how, and on how many independent sources."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from malirussia.publish.reading import Reading


@dataclass(frozen=True)
class Tie:
    """One tie.

    Attributes:
        start: Name at its beginning; `start_at` is its address.
        start_at: See there.
        verb: The words between.
        end: Name at its end; `end_at` is its address.
        end_at: See there.
        n: Independent sources.
        fact_at: Where it is told, and who says it.
    """

    start: str
    start_at: str
    verb: str
    end: str
    end_at: str
    n: int
    fact_at: str


def ties_of(reading: Reading, entity_ids: Collection[str]) -> list[Tie]:
    """Return the ties of some entities, the best supported first."""
    rows = [row for row in reading.ties if row["from_id"] in entity_ids or row["to_id"] in entity_ids]
    rows.sort(key=lambda row: (-row["n_origin_groups"], -len(row["claim_ids"]), row["from_id"], row["to_id"]))
    return [
        Tie(
            start=reading.names[row["from_id"]],
            start_at=reading.entity(row["from_id"]),
            verb=reading.verbs[row["relation"]],
            end=reading.names[row["to_id"]],
            end_at=reading.entity(row["to_id"]),
            n=row["n_origin_groups"],
            fact_at=reading.fact_of(row["claim_ids"][0]),
        )
        for row in rows
    ]
