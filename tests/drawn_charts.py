"""Every chart of `malirussia.charts.CHARTS` drawn from the ledger, once a process; one without an example fails."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import malirussia as mr
from malirussia.analysis.supply import Supply, compare, supply
from malirussia.charts import CHARTS
from malirussia.charts.paper.chart import Chart

DAY = "2025-10-24"
Draw = Callable[[mr.Dataset, str], Chart]


@cache
def articles() -> mr.Dataset:
    return mr.load()


@cache
def scenario() -> Supply:
    return supply(articles(), as_of=DAY, draws=5_000)


def draw_supply(name: str, one: Supply, lang: str) -> Chart:
    """Draw one of the charts of the supply scenario; the comparison takes its table too."""
    more = (compare(one.ds, one.scenario),) if name == "supply_comparison" else ()
    drawn: Chart = getattr(mr.charts, name)(one, *more, lang=lang)
    return drawn


def supply_charts() -> list[str]:
    """Name the charts of the supply scenario."""
    return [name for name in CHARTS if name.startswith("supply_")]


# Chart function → what a test calls the drawing → how it is drawn.
_OTHERS: dict[str, dict[str, Draw]] = {
    "network": {"network": lambda ds, lang: mr.charts.network(mr.network(ds, as_of=DAY), lang=lang)},
    "sectors_ladder": {"sectors": lambda ds, lang: mr.charts.sectors_ladder(ds, as_of=DAY, lang=lang)},
    "status_ladder": {"status": lambda ds, lang: mr.charts.status_ladder(ds, as_of=DAY, lang=lang)},
    "sector_panel": {
        "energy": lambda ds, lang: mr.charts.sector_panel(ds, "energy", as_of=DAY, lang=lang),
        "mining": lambda ds, lang: mr.charts.sector_panel(ds, "mining", as_of=DAY, lang=lang),
        "security": lambda ds, lang: mr.charts.sector_panel(ds, "security", as_of=DAY, lang=lang),
    },
    "corroboration_matrix": {
        "matrix": lambda ds, lang: mr.charts.corroboration_matrix(ds, as_of=DAY, lang=lang),
        "matrix, early": lambda ds, lang: mr.charts.corroboration_matrix(ds, as_of="2025-06-24", lang=lang),
    },
    "commitment_timeline": {
        "calendar": lambda ds, lang: mr.charts.commitment_timeline(ds, as_of=DAY, lang=lang),
        "calendar, late": lambda ds, lang: mr.charts.commitment_timeline(ds, as_of="2026-07-01", lang=lang),
    },
    "source_coverage": {"coverage": lambda ds, lang: mr.charts.source_coverage(ds, lang=lang)},
}


def _supply(name: str) -> Draw:
    return lambda _ds, lang: draw_supply(name, scenario(), lang)


def figures() -> dict[str, Draw]:
    """Return a drawing or more of every chart there is; a KeyError names one that has none."""
    found: dict[str, Draw] = {}
    for name in CHARTS:
        own = {name.removeprefix("supply_"): _supply(name)} if name.startswith("supply_") else _OTHERS[name]
        found |= own
    return found


FIGURES = figures()


@cache
def chart(name: str, lang: str) -> Chart:
    """Return one of the figures, for tests that only look at it."""
    return FIGURES[name](articles(), lang)
