"""Whether a render still stands, or why it must be made anew.

A render is fresh when everything that it read hashes to what its receipt says, and everything that it wrote is there
unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from malirussia.evidence.appeared import LATEST
from malirussia.render.notebook.parameters import AS_OF
from malirussia.render.plan.renders import Render
from malirussia.render.receipt import receipt

NEVER = "never rendered"


def why(render: Render, folder: Path, read: Mapping[str, Any], can_draw: bool) -> str | None:
    """Say in a few words why a render must be made anew.

    Args:
        render: The render.
        folder: Its folder in figures/.
        read: What `receipt.read_by` gives now.
        can_draw: Whether images are wanted and can be drawn.

    Returns:
        The first reason that is found; None if the render is fresh.
    """
    old = receipt.load(folder)
    if old is None:
        return NEVER
    return (
        _day(old, render)
        or _parameters(old["parameters"], render.values)
        or _inputs(old["read"], read)
        or _versions(old["versions"], receipt.versions())
        or ("images can be drawn now" if can_draw and old["images"] != receipt.DRAWN else None)
        or _outputs(old["wrote"], folder)
    )


def _day(old: receipt.Receipt, render: Render) -> str | None:
    asked = (old.get("day") or {}).get("asked")
    then, now = old["parameters"].get(AS_OF), render.values.get(AS_OF)
    if then == now or render.day is None or not asked == render.day.asked == LATEST:
        return None
    return f"the latest day is {now}, no longer {then}"


def _parameters(old: Mapping[str, Any], new: Mapping[str, Any]) -> str | None:
    changed = [name for name in {**old, **new} if name not in old or name not in new or old[name] != new[name]]
    return f"other parameters: {', '.join(changed)}" if changed else None


def _inputs(old: Mapping[str, Any], new: Mapping[str, Any]) -> str | None:
    for part, now in new.items():
        then = old.get(part)
        if then == now:
            continue
        if isinstance(then, Mapping) and isinstance(now, Mapping):
            changed = sorted(name for name in {**then, **now} if then.get(name) != now.get(name))
            return f"{part} changed: {', '.join(changed)}"
        return f"{part} changed"
    return None


def _versions(old: Mapping[str, Any], new: Mapping[str, Any]) -> str | None:
    changed = [f"{name} {old.get(name)} → {new.get(name)}" for name in new if old.get(name) != new.get(name)]
    return f"other versions: {', '.join(changed)}" if changed else None


def _outputs(wrote: Mapping[str, Any], folder: Path) -> str | None:
    for name, told in wrote.items():
        try:
            content = (folder / name).read_bytes()
        except OSError:
            return f"{name} is gone"
        if len(content) != told["bytes"] or receipt.sha256(content) != told["sha256"]:
            return f"{name} is not as it was written"
    return None
