"""Questions on the tables, answered with DataFrames and graphs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from malirussia.analysis.networks.actor_network import network as network

# Function → the module it is in. A module is never named like a function of this list: once imported, a submodule
# takes its own name in the package, and would hide the function.
_WHERE = {
    "network": "networks.actor_network",
}

__all__ = sorted(_WHERE)


def __getattr__(name: str) -> Any:
    """Import a function when it is asked for: pandas and networkx are slow to load."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; there are {', '.join(__all__)}")
    loaded = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = loaded
    return loaded


def __dir__() -> list[str]:
    return __all__
