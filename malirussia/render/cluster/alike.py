"""Whether a worker would make the same page: its code and its packages beside those of the command that asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from malirussia.render.receipt import receipt

# Pictures are drawn where the command runs.
_AT_HOME = "kaleido"
_CODE = ("check out the same commit there", "start the scheduler and its workers anew")


def here() -> dict[str, Any]:
    """Give the hash of this process's library and the versions of what shapes a page."""
    versions = {name: version for name, version in receipt.versions().items() if name != _AT_HOME}
    return {"library": receipt.library(), "versions": versions}


def fresh() -> str:
    """Give the hash of the library as it stands on the disk now, which may have changed under this process."""
    digest: str = getattr(receipt.library, "__wrapped__", receipt.library)()
    return digest


def difference(home: Mapping[str, Any], there: Mapping[str, Any]) -> tuple[str, str] | None:
    """Say in what a worker differs.

    Args:
        home: What `here` gives where the command runs.
        there: What it gives on the worker.

    Returns:
        What was found and what to do; None if they are alike.
    """
    names = sorted({*home["versions"], *there["versions"]})
    other = [
        f"{name} {there['versions'].get(name) or 'missing'}, here {home['versions'].get(name) or 'missing'}"
        for name in names
        if home["versions"].get(name) != there["versions"].get(name)
    ]
    if other:
        return "it has " + "; ".join(other), f"run make setup there with the same requirements.lock, {_CODE[1]}"
    if home["library"] != there["library"]:
        fault = f"its malirussia has other code ({there['library'][:12]}, here {home['library'][:12]})"
        return fault, " and ".join(_CODE)
    return None
