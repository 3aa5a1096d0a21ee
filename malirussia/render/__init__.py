"""Renders: notebooks executed with papermill, and the pages, data and images that come of them.

    for outcome in render(["actor-network-*"]):
        print(outcome.render, outcome.error or outcome.folder)

Planning is light. What executes and draws is imported when a render begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from malirussia import paths
from malirussia.render.plan import Render, UnknownRenderError, select
from malirussia.render.plan import load as load_plan
from malirussia.render.progress import Progress, Step, silent, watched

if TYPE_CHECKING:
    from malirussia.render.run import Outcome as Outcome

__all__ = ["Render", "Step", "UnknownRenderError", "figures_dir", "load_plan", "render", "select", "watched"]


def figures_dir() -> Path:
    """Give the folder that renders go to."""
    return paths.project_dir() / "figures"


def render(
    names: Sequence[str] | None = None,
    *,
    images: bool = True,
    progress: Progress | None = None,
    figures: Path | None = None,
    processes: int | None = None,
) -> list[Outcome]:
    """Execute notebooks and make their pages.

    Args:
        names: Names of renders or patterns such as `*-fr`; all of the plan if None or empty.
        images: Whether SVG and PNG are drawn, where a browser is found.
        progress: Called at every step; `watched()` gives one for a terminal or a log. Nothing is told if None.
        figures: Where the renders go; `figures/` of the project if None.
        processes: How many notebooks are executed at a time; two, or one on a single processor, if None.

    Returns:
        One outcome a render, in the order of the plan; a failed one has an `error`.

    Raises:
        EvidenceError: The plan can't be read.
        RenderError: A parameter is unknown or ill-typed, a notebook is missing, or another run is under way.
        UnknownRenderError: A name fits no render.
    """
    everything = load_plan()
    chosen = select(everything, names)

    from malirussia.render import run

    return run.run(
        chosen,
        everything,
        project=paths.project_dir(),
        figures=figures_dir() if figures is None else figures,
        draw=images,
        processes=run.default_processes() if processes is None else processes,
        tell=silent if progress is None else progress,
    )
