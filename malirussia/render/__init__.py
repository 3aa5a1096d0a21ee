"""Renders: notebooks executed with papermill, and the pages, data and images that come of them.

    for outcome in render(["actor-network-*"]):
        print(outcome.render, outcome.error or outcome.folder)

Planning is light. What executes and draws is imported when a render begins.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from malirussia import paths
from malirussia.render.plan.renders import Render, SweepError, UnknownRenderError, select, swept
from malirussia.render.plan.renders import load as load_plan
from malirussia.render.run.progress import Progress, Step, silent, watched

if TYPE_CHECKING:
    from malirussia.render.run.options import Options as Options
    from malirussia.render.run.outcome import Outcome as Outcome

__all__ = [
    "Render",
    "Step",
    "SweepError",
    "UnknownRenderError",
    "choose",
    "figures_dir",
    "load_plan",
    "render",
    "select",
    "watched",
]


def figures_dir() -> Path:
    """Give the folder that renders go to."""
    return paths.project_dir() / "figures"


def render(
    names: Sequence[str] | None = None,
    *,
    tags: Collection[str] = (),
    sweep: Sequence[str] = (),
    options: Options | None = None,
    progress: Progress | None = None,
    figures: Path | None = None,
) -> list[Outcome]:
    """Make the pages of notebooks, those that are not fresh.

    Args:
        names: Names of renders or patterns such as `*-fr`; all of the plan if None or empty.
        tags: Only renders that bear one of these tags; all if empty.
        sweep: Values of parameters to go through, each `name=first:last:step` or `name=value,value`.
        options: How; `malirussia.render.run.run.Options` says what there is.
        progress: Called at every step; `watched()` gives one for a terminal or a log. Nothing is told if None.
        figures: Where the renders go; `figures/` of the project if None.

    Returns:
        One outcome a render, in the order of the plan; a failed one has an `error`.

    Raises:
        EvidenceError: The plan can't be read.
        RenderError: A parameter is unknown or ill-typed, a notebook is missing, or another run is under way.
        SweepError: `sweep` names a parameter that a notebook doesn't have, or values that it doesn't take.
        UnknownRenderError: A name fits no render.
    """
    chosen, everything = choose(names, tags, sweep)

    from malirussia.render.run import run
    from malirussia.render.run.options import Options

    return run.run(
        chosen,
        everything,
        project=paths.project_dir(),
        figures=figures_dir() if figures is None else figures,
        options=Options() if options is None else options,
        tell=silent if progress is None else progress,
    )


def choose(
    names: Sequence[str] | None, tags: Collection[str] = (), sweep: Sequence[str] = ()
) -> tuple[list[Render], list[Render]]:
    """Read the plan and choose of it.

    Returns:
        The chosen renders, and the whole plan with what a sweep adds to it.
    """
    paths.belong_together(paths.project_dir())
    everything = load_plan()
    chosen = select(everything, names, tags)
    if not sweep:
        return chosen, everything
    made = swept(chosen, sweep)
    taken = {render.name for render in everything} & {render.name for render in made}
    if taken:
        raise SweepError("--sweep", f"the plan has a render {min(taken)} already", "give its entry another key")
    return made, [*everything, *made]
