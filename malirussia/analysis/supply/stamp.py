"""What the ledger says of the announced deliveries on a day: read from claims and status events, never typed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.evidence.agreement import fact_table
from malirussia.analysis.known import known_claims, said
from malirussia.analysis.standing.ladder import ladder, transitions
from malirussia.analysis.supply.inputs.scenario import Scenario
from malirussia.analysis.topic import topic
from malirussia.tables.view import asked_once
from malirussia.units import Quantity, dimension

if TYPE_CHECKING:
    from malirussia.tables import Dataset

DELIVERED = ("implemented", "completed")


@dataclass(frozen=True)
class Stamp:
    """Where the announcement stands.

    Attributes:
        as_of: The day asked for, EDTF; None for all that the ledger has.
        rung: The highest rung any source gives, `none` where no source had spoken of it.
        since: Since when, EDTF; empty where undated.
        beside: suspended, cancelled or denied, where a source says so; else empty.
        n_origin_groups: How many independent sources speak of it.
        low: The lower end that the ledger has, tonnes a month; None where it has none by then.
        high: The upper end.
        asserted_by: Who said so, entity ids.
        claim_ids: The claims of the quantity.
        delivered_ids: The claims that say something was delivered.
        own_range: Whether the scenario's range is another one than the ledger's.
    """

    as_of: str | None
    rung: str
    since: str
    beside: str
    n_origin_groups: int
    low: float | None
    high: float | None
    asserted_by: tuple[str, ...]
    claim_ids: tuple[str, ...]
    delivered_ids: tuple[str, ...]
    own_range: bool

    @property
    def known(self) -> bool:
        """Whether a source had spoken of a quantity by then."""
        return bool(self.claim_ids)

    @property
    def delivered(self) -> bool:
        """Whether a source had said by then that something was delivered."""
        return bool(self.delivered_ids)


@asked_once
def stamp(ds: Dataset, scenario: Scenario) -> Stamp:
    """Return where the announced deliveries of petroleum products stand.

    The announcement is every affirmed claim of the fact that topic.yaml names for the scenario.

    Args:
        ds: The tables.
        scenario: Its `as_of`, `low` and `high` are read.
    """
    said_so = _announcements(ds, scenario.as_of)
    deliveries = sorted(set(said_so["subject"]))
    rows = ladder(ds, as_of=scenario.as_of, kinds=("delivery",))
    rows = rows[rows["entity_id"].isin(deliveries)]
    moves = transitions(ds, as_of=scenario.as_of)
    arrived = moves[moves["entity_id"].isin(deliveries) & moves["rung"].isin(DELIVERED)]
    low, high = announced(ds, scenario.as_of)
    top = rows.iloc[0] if len(rows) > 0 else None
    return Stamp(
        scenario.as_of,
        "none" if top is None else str(top["claimed"]),
        "" if top is None else said(top["claimed_since"]) or "",
        "" if top is None else said(top["beside"]) or ("denied" if top["denied"] else ""),
        said_so["origin_group"].nunique(),
        low,
        high,
        tuple(sorted(set(said_so["asserted_by"].dropna()))),
        tuple(sorted(said_so["claim_id"])),
        tuple(sorted(arrived["claim_id"])),
        (low, high) != (scenario.low, scenario.high),
    )


@asked_once
def announced(ds: Dataset, as_of: str | None) -> tuple[float | None, float | None]:
    """Return the range that the ledger has for the announced deliveries, as its facts stood on a day.

    What a person set aside for another figure is not in it, and an end that a source leaves open stays open.

    Args:
        ds: The tables.
        as_of: EDTF date; all of the ledger where None.

    Returns:
        The lower and the upper end, tonnes a month; None for one that is open, both where no source speaks of any.
    """
    facts = fact_table(ds, as_of=as_of)
    facts = facts[facts["fact_id"].isin(_announcements(ds, as_of)["fact_id"])]
    tonnes = [
        Quantity(_bound(row["low"]), _bound(row["high"]), row["unit"], row["per"]).convert("t").to_per("month")
        for row in facts[_is_mass(facts["unit"])].to_dict("records")
    ]
    lows, highs = [quantity.low for quantity in tonnes], [quantity.high for quantity in tonnes]
    return (
        None if not lows or None in lows else min(low for low in lows if low is not None),
        None if not highs or None in highs else max(high for high in highs if high is not None),
    )


def _bound(cell: float) -> float | None:
    return None if math.isnan(cell) else cell


@asked_once
def _announcements(ds: Dataset, as_of: str | None) -> pd.DataFrame:
    claims = known_claims(ds, as_of=as_of)
    about = topic(ds).scenario
    some = claims[claims["fact_id"].eq("" if about is None else about.fact) & claims["polarity"].eq("affirmed")]
    return some[_is_mass(some["unit"]) & some["per"].ne("once")]


def _is_mass(units: pd.Series) -> pd.Series:
    return units.map(lambda unit: isinstance(unit, str) and dimension(unit) == "mass").astype(bool)
