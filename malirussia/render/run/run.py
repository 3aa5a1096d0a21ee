"""Make renders: which ones, how many at a time, and what becomes of each.

Every render is made beside its place and put there whole. Where one fails, the old one stays, and the executed
notebook with the error goes to `figures-log/failed/<render>/`; the others go on.
"""

from __future__ import annotations

import math
import os
import shutil
import tempfile
from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from malirussia.errors import RenderError
from malirussia.render.notebook import memory
from malirussia.render.notebook.job import Event, Executor, Job
from malirussia.render.page import browser
from malirussia.render.plan.day import settled
from malirussia.render.plan.renders import Render
from malirussia.render.receipt import history, receipt
from malirussia.render.run.due import USUAL_PEAK, Due, due, last
from malirussia.render.run.hold import clear_up, hold
from malirussia.render.run.options import ENGINES, STOCK, Options
from malirussia.render.run.outcome import FAILED, Outcome
from malirussia.render.run.progress import Progress, Step
from malirussia.render.run.stack import STACK

NOT_ASKED = "images were not asked for"


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
            missing, a title names an unknown fact, or the engine or the cluster can't be used.
    """
    options = replace(options, preload=preload(options, everything))
    outcomes = _damaged(chosen, figures, options, tell)
    sound = [render for render in chosen if render.damage is None]
    wanted = due(sound, everything, project, figures, options)
    if options.fail_fast and outcomes:
        names = [judgement.render.name for judgement in wanted if judgement.why is not None]
        made = {name: Outcome(name, figures / name, "skipped", attempts=0) for name in names}
    elif any(judgement.why is not None for judgement in wanted):
        secrets = {judgement.render.name: _secrets(judgement.render) for judgement in wanted}
        no_images = browser.unavailable() if options.draw else NOT_ASKED
        # Not at the top: they bring pandas, which a run with nothing to do has no use for.
        from malirussia.render.page.images import Browser
        from malirussia.render.run.session import Session

        with hold(figures, options.wait) as making, Browser(making.absolute()) as drawing:
            if options.wait:
                # Another run may have made them meanwhile.
                wanted = due(sound, everything, project, figures, options)
            session = Session(
                [judgement for judgement in wanted if judgement.why is not None],
                settled(everything),
                figures=figures,
                making=making,
                commit=receipt.commit(project),
                secrets=secrets,
                browser=None if no_images else drawing,
                no_images=no_images or "",
                options=options,
                tell=tell,
            )
            made = session.go(executor(options, making.absolute()), processes(wanted, figures, options))
    else:
        made = {}
        clear_up(figures)
    for judgement in wanted:
        if judgement.why is None:
            # It failed once, and what it failed of has been taken back.
            shutil.rmtree(history.logs(figures) / FAILED / judgement.render.name, ignore_errors=True)
        outcomes[judgement.render.name] = made.get(judgement.render.name) or Outcome(
            judgement.render.name, figures / judgement.render.name, "fresh", attempts=0
        )
    return [outcomes[render.name] for render in chosen if render.name in outcomes]


def _damaged(chosen: Sequence[Render], figures: Path, options: Options, tell: Progress) -> dict[str, Outcome]:
    """Tell which renders can't be made because their notebook is damaged; the others can."""
    outcomes = {}
    for render in chosen:
        folder = figures / render.name
        if render.damage is None or (options.changed and receipt.load(folder) is None):
            continue
        error = str(render.damage)
        outcomes[render.name] = Outcome(render.name, folder, "failed", error, "its notebook is damaged", attempts=0)
        tell(Step(render.name, "failed", count=len(chosen), text=error))
    return outcomes


def executor(options: Options, scratch: Path) -> Executor:
    """Give what executes the notebooks.

    Args:
        options: How renders are made.
        scratch: A folder for what is thrown away, which the next run clears if this one is killed.

    Raises:
        RenderError: There is no such engine.
    """
    if options.on is not None:
        from malirussia.render import cluster

        address = options.on
        preloaded = options.preload or ()
        return lambda jobs, _: cluster.run(jobs, address, preload=preloaded, without_tls=options.without_tls)
    if options.engine not in ENGINES:
        raise RenderError(f"--engine {options.engine}", "no such engine", f"use one of {', '.join(ENGINES)}")
    from malirussia.render.cold import processes as cold
    from malirussia.render.warm import forks

    if options.engine == STOCK or not forks.available():
        return partial(cold.run, scratch=scratch)
    return partial(_warm, preload=options.preload or (), scratch=scratch)


def _warm(
    jobs: Sequence[Job], processes: int, preload: Sequence[str], scratch: Path
) -> Generator[tuple[Job, Event], None, None]:
    """Execute notebooks in warm kernels, under the variables that papermill's own engine has here."""
    from malirussia.render.cold.processes import HOME, environment
    from malirussia.render.warm.kernels import Pool

    with tempfile.TemporaryDirectory(dir=scratch, prefix=HOME) as home, Pool(environment(Path(home)), preload) as pool:
        yield from pool.run(jobs, processes)


def preload(options: Options, everything: Sequence[Render]) -> tuple[str, ...]:
    """Say what the parent of warm kernels imports: what the call says, or the plan, or else our own stack."""
    said = (options.preload, *(render.preload for render in everything))
    return tuple(next((names for names in said if names is not None), STACK))


def processes(wanted: Sequence[Due], figures: Path, options: Options) -> int:
    """Say how many notebooks to execute at a time: one a processor, as many as the memory holds, 1 at least.

    What a render takes is what its last receipt tells.
    """
    if options.jobs is not None:
        return options.jobs
    there = memory.available()
    peaks = [last(figures, judgement.render.name)[1] for judgement in wanted if judgement.why is not None]
    room = math.inf if there is None else there // max(peaks, default=USUAL_PEAK)
    return int(max(1, min(os.cpu_count() or 1, room)))


def _secrets(render: Render) -> dict[str, str]:
    """Read the secret values that a render asks for from the environment."""
    for name, variable in render.secrets.items():
        if variable not in os.environ:
            raise RenderError(render.where, f"{variable}, which holds the secret {name}, is not set", f"set {variable}")
    return {name: os.environ[variable] for name, variable in render.secrets.items()}
