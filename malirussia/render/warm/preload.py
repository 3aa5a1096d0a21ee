"""What the parent of the forks imports before the first fork: what it is told to, and nothing by itself."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import walk_packages
from typing import Any


def load(names: Sequence[str]) -> list[Any]:
    """Import modules.

    Args:
        names: `name` is a module; `name.*` a package with all that is in it, however deep; `name:function` a function
            that is called once, for what its libraries do only at their first use.

    Returns:
        What the functions gave: things of the kinds that notebooks show.

    Raises:
        ImportError: A module isn't there.
        AttributeError: A function isn't there.
    """
    things: list[Any] = []
    for name in names:
        place, _, function = name.partition(":")
        module = import_module(place.removesuffix(".*"))
        if place.endswith(".*"):
            for found in walk_packages(module.__path__, f"{module.__name__}."):
                import_module(found.name)
        if function:
            things += getattr(module, function)() or []
    return things
