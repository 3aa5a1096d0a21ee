"""Charts: plotly figures that carry title, subtitle, source line, note, alternative text and their data.

Every public chart function returns a `Chart` and takes `lang="fr" | "en"`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from malirussia.charts.actor_network import network as network
    from malirussia.charts.chart import Chart as Chart
    from malirussia.charts.chart import Drawing as Drawing
    from malirussia.charts.chart import drawn as drawn
    from malirussia.charts.commitments import commitment_timeline as commitment_timeline
    from malirussia.charts.conflicts import conflict_pairs as conflict_pairs
    from malirussia.charts.corroboration import corroboration_matrix as corroboration_matrix
    from malirussia.charts.coverage import source_coverage as source_coverage
    from malirussia.charts.panel import sector_panel as sector_panel
    from malirussia.charts.sectors import sectors_ladder as sectors_ladder
    from malirussia.charts.status import status_ladder as status_ladder
    from malirussia.charts.supply_against import supply_share as supply_share
    from malirussia.charts.supply_fan import supply_paths as supply_paths
    from malirussia.charts.supply_road import supply_trucks as supply_trucks
    from malirussia.charts.supply_sweeps import supply_comparison as supply_comparison
    from malirussia.charts.supply_unknowns import supply_tornado as supply_tornado
    from malirussia.charts.supply_who_says import supply_denominators as supply_denominators
    from malirussia.charts.tablet import show_table as show_table

# Chart function → the module it is drawn in. A module is never named like its function: once imported, a submodule
# takes its own name in the package, and would hide the function.
CHARTS = {
    "commitment_timeline": "commitments",
    "conflict_pairs": "conflicts",
    "corroboration_matrix": "corroboration",
    "network": "actor_network",
    "sector_panel": "panel",
    "sectors_ladder": "sectors",
    "source_coverage": "coverage",
    "status_ladder": "status",
    "supply_comparison": "supply_sweeps",
    "supply_denominators": "supply_who_says",
    "supply_paths": "supply_fan",
    "supply_share": "supply_against",
    "supply_tornado": "supply_unknowns",
    "supply_trucks": "supply_road",
}
_TOOLS = {"Chart": "chart", "Drawing": "chart", "drawn": "chart", "show_table": "tablet"}

__all__ = sorted([*CHARTS, *_TOOLS])


def __getattr__(name: str) -> Any:
    """Import a chart when it is asked for: plotly is slow to load."""
    module = (CHARTS | _TOOLS).get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; there are {', '.join(__all__)}")
    found = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
