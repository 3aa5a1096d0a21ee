"""What figures from outside the articles say of a dossier, for the story that is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malirussia.analysis.topic import topic
from malirussia.charts.briefing.story import Beside

if TYPE_CHECKING:
    from malirussia.tables import Dataset

# The ends of the range need no draws; the scenario page draws for its intervals.
_DRAWS = 100


def outside(ds: Dataset, as_of: str, lang: str) -> dict[str, list[Beside]]:
    """Gather what outside figures say, by dossier.

    Args:
        ds: The tables.
        as_of: EDTF date; figures for a later time are left out.
        lang: `fr` or `en`.
    """
    scenario = topic(ds).scenario
    if scenario is None or scenario.fact not in set(ds.facts["fact_id"]):
        return {}
    from malirussia.analysis.supply import supply
    from malirussia.charts.supply.told import told

    found = told(supply(ds, as_of=as_of, draws=_DRAWS), as_of, lang)
    dossier = scenario.fact.partition(".")[0]
    return {} if found is None else {dossier: [Beside(scenario.name, found[1], found[0])]}
