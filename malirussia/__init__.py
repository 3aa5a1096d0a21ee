"""A ledger of sourced claims on one topic, and what can be read from it.

import malirussia as mr
ds = mr.load()                         the tidy tables
ds.trace("fact-id")                    from a value down to claims, passages and sources
g = mr.network(ds, as_of="2025-10-24") the actors, with the evidence on the edges
mr.charts.network(g, lang="fr")        a figure that carries its source line, note and alt text
mr.theme()                             the house's type and colours for a plotly chart of one's own
mr.supply(ds)                          the supply scenario, at the range that the ledger has
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from malirussia.errors import MaliRussiaError

if TYPE_CHECKING:
    from malirussia import charts as charts
    from malirussia.analysis import network as network
    from malirussia.analysis.supply import supply as supply
    from malirussia.charts.paper.template import theme as theme
    from malirussia.tables import Dataset as Dataset
    from malirussia.tables import load as load

__version__ = "0.1.0"
__all__ = ["Dataset", "MaliRussiaError", "__version__", "charts", "load", "network", "supply", "theme"]

# What is heavy comes when it is first asked for: `import malirussia` must stay quick.
_WHERE = {
    "Dataset": ("malirussia.tables", "Dataset"),
    "charts": ("malirussia.charts", None),
    "load": ("malirussia.tables", "load"),
    "network": ("malirussia.analysis", "network"),
    "supply": ("malirussia.analysis.supply", "supply"),
    "theme": ("malirussia.charts.paper.template", "theme"),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _WHERE:
        raise AttributeError(f"module 'malirussia' has no attribute {name!r}")
    module, attribute = _WHERE[name]
    imported = import_module(module)
    value = imported if attribute is None else getattr(imported, attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
