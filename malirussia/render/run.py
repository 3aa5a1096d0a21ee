"""Make renders: execute, fill a hidden folder, put it in its place.

Every render is made beside its place and put there whole. Where one fails, the old one stays, and the executed
notebook with the error goes to `figures/.failed/<render>/`; the others go on.
"""

from __future__ import annotations

import os
import shutil
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from malirussia import paths
from malirussia.errors import MaliRussiaError, RenderError, one_line
from malirussia.render import images, pool, receipt
from malirussia.render.plan import Render
from malirussia.render.progress import Progress, Step
from malirussia.render.swap import swap

FAILED = ".failed"
MAKING = ".making-"
LOCK = ".lock"
ERROR = "error.txt"
NOT_ASKED = "images were not asked for"


@dataclass(frozen=True)
class Outcome:
    """What became of one render.

    Attributes:
        render: Its name.
        folder: Where the page is, or after a failure the executed notebook.
        error: Why it failed, in one line; None if it didn't.
        warnings: One line each.
        images: `drawn`, or in one line why there are none.
        seconds: Phase to seconds.
    """

    render: str
    folder: Path
    error: str | None = None
    warnings: list[str] = field(default_factory=list)
    images: str = ""
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the page was made."""
        return self.error is None


def run(
    chosen: Sequence[Render],
    everything: Sequence[Render],
    *,
    project: Path,
    figures: Path,
    draw: bool,
    processes: int,
    tell: Progress,
) -> list[Outcome]:
    """Make the chosen renders.

    Args:
        chosen: What to make.
        everything: The whole plan: pages link to their twin in the other language.
        project: The folder that holds the notebooks and the lock file.
        figures: Where renders go.
        draw: Whether images are drawn, where a browser is found.
        processes: How many notebooks are executed at a time.
        tell: Called at every step.

    Returns:
        One outcome a render, in the order of `chosen`.

    Raises:
        RenderError: Another run is making renders in the same folder, or BROWSER_PATH names no program.
    """
    no_images = images.unavailable() if draw else NOT_ASKED
    figures.mkdir(parents=True, exist_ok=True)
    lock = FileLock(figures / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RenderError("malirussia render", f"another run works in {figures.name}/", "wait until it ends") from None
    for left in figures.glob(f"{MAKING}*"):
        # A killed run left it behind: the lock says that nobody is at work there.
        shutil.rmtree(left, ignore_errors=True)
    making = figures / f"{MAKING}{os.getpid()}"
    try:
        making.mkdir()
        with images.Browser() as browser:
            drawing = None if no_images else browser
            return _Run(chosen, everything, project, figures, making, drawing, no_images or "", tell).go(processes)
    finally:
        shutil.rmtree(making, ignore_errors=True)
        lock.release()


def default_processes() -> int:
    """Give how many notebooks are executed at a time: one a processor, two at most.

    Drawing and writing go on in this process meanwhile; more than two would only wait for it.
    """
    return min(2, os.cpu_count() or 1)


class _Run:
    """The renders of one run and what became of them so far."""

    def __init__(
        self,
        chosen: Sequence[Render],
        everything: Sequence[Render],
        project: Path,
        figures: Path,
        making: Path,
        browser: images.Browser | None,
        no_images: str,
        tell: Progress,
    ) -> None:
        self._renders = {render.name: render for render in chosen}
        self._read = {render.name: receipt.read_by(render, project) for render in chosen}
        self._everything = everything
        self._figures = figures
        self._making = making
        self._browser = browser
        self._no_images = no_images
        self._tell = tell
        self._outcomes: dict[str, Outcome] = {}

    def go(self, processes: int) -> list[Outcome]:
        """Execute all notebooks and finish each as it comes."""
        jobs = [self._job(render) for render in self._renders.values()]
        for job, event in pool.run(jobs, processes):
            match event["event"]:
                case "start":
                    self._tell(Step(job.name, "start", count=len(jobs)))
                case "cell":
                    self._tell(Step(job.name, "cell", event["number"], event["count"]))
                case "done":
                    self._finish(job.name, event["seconds"])
                case "failed":
                    cell = "" if event["cell"] is None else f", In [{event['cell']}]"
                    self._fail(job.name, f"{job.notebook.name}{cell}: {event['error']}", event["seconds"])
        return [self._outcomes[name] for name in self._renders]

    def _job(self, render: Render) -> pool.Job:
        folder = paths.inside(self._making, render.name)
        folder.mkdir()
        return pool.Job(render.name, render.notebook, render.given, folder / "notebook.ipynb")

    def _finish(self, name: str, seconds: dict[str, Any]) -> None:
        """Make everything of an executed notebook, and put it in its place."""
        # Not at the top: it takes a second or two to import, and the notebooks are running by now.
        from malirussia.render import make

        self._tell(Step(name, "images", count=len(self._renders)))
        folder, place = self._making / name, paths.inside(self._figures, name)
        try:
            make.share_plotly(self._figures)
            made = make.make(
                self._renders[name],
                folder,
                everything=self._everything,
                read=self._read[name],
                seconds=seconds,
                browser=self._browser,
                no_images=self._no_images,
            )
            swap(folder, place)
        except MaliRussiaError as error:
            self._fail(name, str(error), seconds)
            return
        except Exception as error:
            # Whatever one notebook shows, the others are still to be made.
            self._fail(name, f"{type(error).__name__}: {error}", seconds, traceback.format_exc())
            return
        shutil.rmtree(self._figures / FAILED / name, ignore_errors=True)
        if self._browser is not None and made.images != make.DRAWN:
            # A browser that failed once would cost every other render a minute.
            self._browser, self._no_images = None, made.images
        self._report(Outcome(name, place, None, made.warnings, made.images, made.seconds))

    def _fail(self, name: str, error: str, seconds: dict[str, Any], details: str = "") -> None:
        """Keep the executed notebook of a failed render for its author; the reader keeps the old page."""
        made, kept = self._making / name, self._figures / FAILED / name
        (made / ERROR).write_text(f"{one_line(error)}\n{details}", encoding="utf-8")
        kept.parent.mkdir(exist_ok=True)
        swap(made, kept)
        self._report(Outcome(name, kept, one_line(error), seconds=seconds))

    def _report(self, outcome: Outcome) -> None:
        self._outcomes[outcome.render] = outcome
        text = outcome.error if outcome.error is not None else f"{sum(outcome.seconds.values()):.1f} s"
        done, count = len(self._outcomes), len(self._renders)
        self._tell(Step(outcome.render, "rendered" if outcome.ok else "failed", done, count, text))
