"""When the sources of the tables had appeared; `malirussia.evidence.appeared` says how it is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from malirussia.evidence.appeared import AFFIRMED, TOLD
from malirussia.evidence.appeared import appeared as appeared_of
from malirussia.tables.view import asked_once

if TYPE_CHECKING:
    from malirussia.tables.dataset import Dataset


@asked_once
def appeared(ds: Dataset) -> dict[str, date]:
    """Return source id → the first day on which it can have been read.

    Args:
        ds: Tables `sources` and `claims`.
    """
    past = ds.claims[ds.claims["modality"].isin(TOLD) & (ds.claims["polarity"] == AFFIRMED)].dropna(subset=["date"])
    published = [_said(cell) for cell in ds.sources["published"]]
    return appeared_of(
        zip(ds.sources["source_id"], published, strict=True), zip(past["source_id"], past["date"], strict=True)
    )


def _said(cell: Any) -> str | None:
    return cell if isinstance(cell, str) and cell != "" else None
