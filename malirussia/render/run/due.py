"""Which renders must be made, and what they took when they were made last."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from malirussia.render.notebook import memory
from malirussia.render.page import browser
from malirussia.render.plan import titles
from malirussia.render.plan.day import settled
from malirussia.render.plan.renders import Render, twin
from malirussia.render.receipt import fresh, receipt
from malirussia.render.run.options import Options

# What a kernel takes that nobody has measured yet.
USUAL_PEAK = 400 * memory.MIB


@dataclass(frozen=True)
class Due:
    """A render, what it reads, and why it must be made; None if it stands as it is."""

    render: Render
    read: Mapping[str, Any]
    why: str | None


def due(
    chosen: Sequence[Render], everything: Sequence[Render], project: Path, figures: Path, options: Options
) -> list[Due]:
    """Say of each render whether and why it must be made.

    Args:
        chosen: The renders.
        everything: The whole plan: pages link to their twin in the other language.
        project: The folder that holds the notebooks and the lock file.
        figures: Where renders go.
        options: How renders are made.

    Returns:
        Each render with its day, see `malirussia.render.plan.day`.

    Raises:
        RenderError: A title names a fact that the ledger doesn't have, `as_of: latest` is asked of a ledger without
            days, or BROWSER_PATH names no program.
        TablesError: There are no tables.
    """
    titles.check(chosen)
    chosen, everything = settled(chosen), settled(everything)
    shared = receipt.shared(project)
    can_draw = options.draw and browser.unavailable() is None
    judged = []
    for render in chosen:
        read = receipt.read_by(render, twin(render, everything), shared)
        why = fresh.why(render, figures / render.name, read, can_draw)
        if options.changed and why == fresh.NEVER:
            continue
        judged.append(Due(render, read, why or ("asked for" if options.force else None)))
    return judged


def last(figures: Path, render: str) -> tuple[float, int]:
    """Give the seconds and the bytes that the notebook of a render took last; infinity where nobody knows."""
    old = receipt.load(figures / render)
    if old is None:
        return math.inf, USUAL_PEAK
    seconds = old["times"]["seconds"]
    peak = old["times"].get("peak")
    return seconds.get("kernel", 0) + seconds.get("cells", 0), USUAL_PEAK if peak is None else peak * memory.MIB
