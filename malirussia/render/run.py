"""Make renders: which ones, how many at a time, and what becomes of each.

Every render is made beside its place and put there whole. Where one fails, the old one stays, and the executed
notebook with the error goes to `figures/.failed/<render>/`; the others go on.
"""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from malirussia.errors import RenderError
from malirussia.render import browser, fresh, history, memory, receipt
from malirussia.render.hold import hold
from malirussia.render.job import Bounds, Event, Job
from malirussia.render.outcome import Outcome
from malirussia.render.plan import Render, twin
from malirussia.render.progress import Progress, Step

WARM = "malirussia-warm"
STOCK = "papermill"
ENGINES = (WARM, STOCK)
FAILED = ".failed"
NOT_ASKED = "images were not asked for"
# What a kernel takes that nobody has measured yet.
_USUAL_PEAK = 400 * memory.MIB

Executor = Callable[[Sequence[Job], int], Iterator[tuple[Job, Event]]]


@dataclass(frozen=True)
class Options:
    """How renders are made.

    Attributes:
        draw: Whether images are drawn, where a browser is found.
        jobs: How many notebooks are executed at a time; as many as there are processors and memory if None.
        engine: `malirussia-warm` or `papermill`.
        on: The address of a Dask scheduler whose workers execute the notebooks; None for this machine.
        bounds: What one render may take.
        force: Whether what is fresh is made anew all the same.
        changed: Whether to leave alone what was never rendered.
        fail_fast: Whether to stop at the first failure.
        keep: How many receipts of each render to keep.
        wait: How long to wait for another run to end, in seconds.
    """

    draw: bool = True
    jobs: int | None = None
    engine: str = WARM
    on: str | None = None
    bounds: Bounds = field(default_factory=Bounds)
    force: bool = False
    changed: bool = False
    fail_fast: bool = False
    keep: int = history.KEEP
    wait: float = 0


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

    Raises:
        RenderError: BROWSER_PATH names no program.
    """
    shared = receipt.shared(project)
    can_draw = options.draw and browser.unavailable() is None
    found = []
    for render in chosen:
        read = receipt.read_by(render, twin(render, everything), shared)
        why = fresh.why(render, figures / render.name, read, can_draw)
        if options.changed and why == fresh.NEVER:
            continue
        found.append(Due(render, read, why or ("asked for" if options.force else None)))
    return found


def run(
    chosen: Sequence[Render],
    everything: Sequence[Render],
    *,
    project: Path,
    figures: Path,
    options: Options,
    tell: Progress,
) -> list[Outcome]:
    """Make the chosen renders that must be made.

    Args:
        chosen: The renders.
        everything: The whole plan.
        project: The folder that holds the notebooks and the lock file.
        figures: Where renders go.
        options: How.
        tell: Called at every step.

    Returns:
        One outcome a render, in the order of `chosen`; none for those that `options.changed` leaves alone.

    Raises:
        RenderError: Another run is making renders in the same folder, BROWSER_PATH names no program, a secret is
            missing, or the engine or the cluster can't be used.
    """
    wanted = due(chosen, everything, project, figures, options)
    if any(one.why is not None for one in wanted):
        secrets = {one.render.name: _secrets(one.render) for one in wanted}
        no_images = browser.unavailable() if options.draw else NOT_ASKED
        # Not at the top: they bring pandas, which a run with nothing to do has no use for.
        from malirussia.render.images import Browser
        from malirussia.render.session import Session

        with hold(figures, options.wait) as making, Browser() as drawing:
            if options.wait:
                # Another run may have made them meanwhile.
                wanted = due(chosen, everything, project, figures, options)
            session = Session(
                [one for one in wanted if one.why is not None],
                everything,
                figures=figures,
                making=making,
                commit=receipt.commit(project),
                secrets=secrets,
                browser=None if no_images else drawing,
                no_images=no_images or "",
                options=options,
                tell=tell,
            )
            made = session.go(executor(options), processes(wanted, figures, options))
    else:
        made = {}
    for one in wanted:
        if one.why is None:
            # It failed once, and what it failed of has been taken back.
            shutil.rmtree(figures / FAILED / one.render.name, ignore_errors=True)
    return [
        made.get(one.render.name) or Outcome(one.render.name, figures / one.render.name, "fresh", attempts=0)
        for one in wanted
    ]


def executor(options: Options) -> Executor:
    """Give what executes the notebooks.

    Raises:
        RenderError: There is no such engine.
    """
    if options.on is not None:
        from malirussia.render import cluster

        address = cluster.checked(options.on)
        return lambda jobs, _: cluster.run(jobs, address)
    if options.engine == STOCK:
        from malirussia.render import pool

        return pool.run
    if options.engine != WARM:
        raise RenderError(f"--engine {options.engine}", "no such engine", f"use one of {', '.join(ENGINES)}")
    from malirussia.render.warm import pool as warm

    return warm.run


def processes(wanted: Sequence[Due], figures: Path, options: Options) -> int:
    """Say how many notebooks to execute at a time: one a processor, as many as the memory holds, 1 at least.

    What a render takes is what its last receipt tells.
    """
    if options.jobs is not None:
        return options.jobs
    there = memory.available()
    peaks = [last(figures, one.render.name)[1] for one in wanted if one.why is not None]
    room = math.inf if there is None else there // max(peaks, default=_USUAL_PEAK)
    return int(max(1, min(os.cpu_count() or 1, room)))


def last(figures: Path, render: str) -> tuple[float, int]:
    """Give the seconds and the bytes that the notebook of a render took last; infinity where nobody knows."""
    old = receipt.load(figures / render)
    if old is None:
        return math.inf, _USUAL_PEAK
    seconds = old["times"]["seconds"]
    peak = old["times"].get("peak")
    return seconds.get("kernel", 0) + seconds.get("cells", 0), _USUAL_PEAK if peak is None else peak * memory.MIB


def _secrets(render: Render) -> dict[str, str]:
    """Read the secret values that a render asks for from the environment."""
    for name, variable in render.secrets.items():
        if variable not in os.environ:
            raise RenderError(render.where, f"{variable}, which holds the secret {name}, is not set", f"set {variable}")
    return {name: os.environ[variable] for name, variable in render.secrets.items()}


def skipped(wanted: Sequence[Due], figures: Path, tell: Progress) -> dict[str, Outcome]:
    """Tell the renders that a failure of another has kept from being made."""
    for one in wanted:
        tell(Step(one.render.name, "skipped", count=len(wanted)))
    return {
        one.render.name: Outcome(one.render.name, figures / one.render.name, "skipped", why=one.why or "", attempts=0)
        for one in wanted
    }
