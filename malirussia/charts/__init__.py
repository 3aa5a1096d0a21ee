"""Charts: plotly figures that carry title, subtitle, source line, note, alternative text and their data.

Every public chart function returns a `Chart` and takes `lang="fr" | "en"`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from malirussia.charts.evidence.coded_pages import source_coverage as source_coverage
    from malirussia.charts.evidence.corroboration import corroboration_matrix as corroboration_matrix
    from malirussia.charts.networks.actor_network import network as network
    from malirussia.charts.paper.chart import Chart as Chart
    from malirussia.charts.paper.chart import Drawing as Drawing
    from malirussia.charts.paper.chart import drawn as drawn
    from malirussia.charts.sectors.panel import sector_panel as sector_panel
    from malirussia.charts.sectors.sectors import sectors_ladder as sectors_ladder
    from malirussia.charts.standing.calendar import commitment_timeline as commitment_timeline
    from malirussia.charts.standing.status import status_ladder as status_ladder
    from malirussia.charts.supply.against import supply_share as supply_share
    from malirussia.charts.supply.fan import supply_paths as supply_paths
    from malirussia.charts.supply.road import supply_trucks as supply_trucks
    from malirussia.charts.supply.sweeps import supply_comparison as supply_comparison
    from malirussia.charts.supply.unknowns import supply_tornado as supply_tornado
    from malirussia.charts.supply.who_says import supply_denominators as supply_denominators
    from malirussia.charts.words.tablet import show_table as show_table

# Chart function → the module it is drawn in. A module is never named like its function: once imported, a submodule
# takes its own name in the package, and would hide the function.
CHARTS = {
    "commitment_timeline": "standing.calendar",
    "corroboration_matrix": "evidence.corroboration",
    "network": "networks.actor_network",
    "sector_panel": "sectors.panel",
    "sectors_ladder": "sectors.sectors",
    "source_coverage": "evidence.coded_pages",
    "status_ladder": "standing.status",
    "supply_comparison": "supply.sweeps",
    "supply_denominators": "supply.who_says",
    "supply_paths": "supply.fan",
    "supply_share": "supply.against",
    "supply_tornado": "supply.unknowns",
    "supply_trucks": "supply.road",
}
_TOOLS = {"Chart": "paper.chart", "Drawing": "paper.chart", "drawn": "paper.chart", "show_table": "words.tablet"}

__all__ = sorted([*CHARTS, *_TOOLS])


def __getattr__(name: str) -> Any:
    """Import a chart when it is asked for: plotly is slow to load."""
    module = (CHARTS | _TOOLS).get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; there are {', '.join(__all__)}")
    chart = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = chart
    return chart


def __dir__() -> list[str]:
    return __all__
