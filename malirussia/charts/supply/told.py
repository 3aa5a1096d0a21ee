"""What the outside figures say of the discussed quantity, in one sentence: never by one of them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malirussia import edtf
from malirussia.analysis.supply import Supply, supply
from malirussia.analysis.supply.inputs.denominators import DENOMINATORS
from malirussia.analysis.topic import topic
from malirussia.charts.supply.words import denominator_name
from malirussia.charts.words.beside import Beside
from malirussia.charts.words.beside import beside as figures_beside
from malirussia.language import catalogue, counted, span

if TYPE_CHECKING:
    from malirussia.tables import Dataset

_SHARE = "share:"
# The ends of the range need no draws; the page of the scenario draws for its intervals.
_DRAWS = 100


def beside(ds: Dataset, as_of: str, lang: str) -> dict[str, list[Beside]]:
    """Gather what outside figures say of the dossiers: what topic.yaml tells, then the scenario where there is one.

    Args:
        ds: The tables.
        as_of: EDTF date; figures for a later time are left out.
        lang: `fr` or `en`.
    """
    gathered = figures_beside(ds, as_of, lang)
    scenario = topic(ds).scenario
    if scenario is not None and scenario.fact in set(ds.facts["fact_id"]):
        beside_it = told(supply(ds, as_of=as_of, draws=_DRAWS), as_of, lang)
        if beside_it is not None:
            dossier = scenario.fact.partition(".")[0]
            gathered.setdefault(dossier, []).insert(0, Beside(scenario.name, beside_it[1], beside_it[0]))
    return gathered


def told(scenario: Supply, as_of: str, lang: str) -> tuple[str, str] | None:
    """Set the quantity beside what the country uses or receives in a month.

    Args:
        scenario: The scenario.
        as_of: EDTF date; figures for a later time are left out.
        lang: `fr` or `en`.

    Returns:
        The sentence, as a range over all figures, and the names of the figures; None where there was none by then.
    """
    _ = catalogue(lang)
    last = edtf.latest(as_of)
    rows = [
        row
        for row in scenario.outputs.to_dict("records")
        if row["output"].startswith(_SHARE) and edtf.latest(DENOMINATORS[_figure(row["output"])].period) <= last
    ]
    if not rows:
        return None
    low, high = min(row["low"] for row in rows), max(row["high"] for row in rows)
    sentence = _.n(
        "By the one figure there was, that would be {range} times what the country uses or receives in a month.",
        "That would be {range} times what the country uses or receives in a month, by {n} outside figures.",
        len(rows),
    ).format(range=span(low, high, lang, 1, worded=True), n=counted(len(rows), lang=lang)[0])
    return sentence, _("; ").join(denominator_name(_figure(row["output"]), lang) for row in rows)


def _figure(output: str) -> str:
    return str(output).removeprefix(_SHARE)
