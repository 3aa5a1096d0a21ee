"""What the ledger says of the announced deliveries on a day: read from claims and status events, never typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.known import known_claims, said
from malirussia.analysis.standing.ladder import ladder, transitions
from malirussia.analysis.supply.inputs.scenario import Scenario
from malirussia.units import Quantity, dimension

if TYPE_CHECKING:
    from malirussia.tables import Dataset

DELIVERED = ("implemented", "completed")
_SECTOR = "energy"


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


def stamp(ds: Dataset, scenario: Scenario) -> Stamp:
    """Return where the announced deliveries of petroleum products stand.

    The announcement is every affirmed claim of the energy sector that gives a delivery a mass a month.

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
    tonnes = [
        Quantity(row["low"], row["high"], row["unit"], "month").convert("t") for row in said_so.to_dict("records")
    ]
    low = min((one.low for one in tonnes if one.low is not None), default=None)
    high = max((one.high for one in tonnes if one.high is not None), default=None)
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


def _announcements(ds: Dataset, as_of: str | None) -> pd.DataFrame:
    claims = known_claims(ds, as_of=as_of, sector=_SECTOR)
    deliveries = ds.entities.loc[ds.entities["kind"] == "delivery", "entity_id"]
    some = claims[claims["subject"].isin(deliveries) & (claims["per"] == "month") & (claims["polarity"] == "affirmed")]
    return some[some["unit"].map(lambda unit: dimension(unit) == "mass").astype(bool)]
