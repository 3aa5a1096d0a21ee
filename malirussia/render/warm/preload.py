"""What the parent of the forks imports before the first fork: what it is told to, and nothing by itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
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
            for submodule in walk_packages(module.__path__, f"{module.__name__}."):
                import_module(submodule.name)
        if function:
            things += getattr(module, function)() or []
    return things


def by_package(names: Iterable[str]) -> dict[str, list[str]]:
    """Give the names of modules by that of the package, or module, at the top."""
    packages: dict[str, list[str]] = {}
    for name in sorted(names):
        packages.setdefault(name.partition(".")[0], []).append(name)
    return packages


def hidden(loaded: Mapping[str, Sequence[str]]) -> list[str]:
    """Name the modules that the parent has imported and that the working folder has under the same name.

    A notebook gets its own, as in a kernel that has imported nothing: the folder goes before installed packages there,
    and behind the standard library.
    """
    with os.scandir() as entries:
        here = {entry.name.partition(".")[0] for entry in entries if _importable(entry)}
    return [name for top in sorted(here & loaded.keys() - sys.stdlib_module_names) for name in loaded[top]]


def _importable(entry: os.DirEntry[str]) -> bool:
    if entry.name.endswith((".py", ".so")):
        return True
    return entry.is_dir() and os.path.isfile(os.path.join(entry.path, "__init__.py"))  # noqa: PTH113, PTH118 - quick
