"""One run: execute the notebooks, fill a hidden folder for each, put it in its place."""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from malirussia import paths
from malirussia.errors import MaliRussiaError, one_line, os_problem
from malirussia.render.notebook import memory
from malirussia.render.notebook.job import Event, Executor, Job
from malirussia.render.page import images
from malirussia.render.plan.renders import Render
from malirussia.render.receipt import history, receipt
from malirussia.render.run.due import Due, last
from malirussia.render.run.options import Options
from malirussia.render.run.outcome import FAILED, Outcome
from malirussia.render.run.progress import Progress, Step
from malirussia.render.run.swap import swap

ERROR = "error.txt"
ATTEMPTS = 2


class Session:
    """The renders of one run and what became of them so far."""

    def __init__(
        self,
        wanted: Sequence[Due],
        everything: Sequence[Render],
        *,
        figures: Path,
        making: Path,
        commit: str | None,
        secrets: Mapping[str, Mapping[str, str]],
        browser: images.Browser | None,
        no_images: str,
        options: Options,
        tell: Progress,
    ) -> None:
        """Take up the work.

        Args:
            wanted: What must be made.
            everything: The whole plan: pages link to their twin in the other language.
            figures: Where renders go.
            making: A hidden folder in it.
            commit: The commit that the project stands at.
            secrets: Render → its secret parameters.
            browser: Draws the images; None if there are to be none.
            no_images: Why there are none.
            options: How renders are made.
            tell: Called at every step.
        """
        self._wanted = {judgement.render.name: judgement for judgement in wanted}
        self._everything = everything
        self._figures = figures
        self._making = making
        self._commit = commit
        self._secrets = secrets
        self._browser = browser
        self._no_images = no_images
        self._options = options
        self._tell = tell
        self._outcomes: dict[str, Outcome] = {}

    def go(self, execute: Executor, processes: int) -> dict[str, Outcome]:
        """Execute all notebooks, the longest first, and finish each as it comes.

        A job whose process died is tried once more: what killed it may have been another's fault.

        Args:
            execute: Executes jobs and gives their events.
            processes: How many at a time.
        """
        names = sorted(self._wanted, key=lambda name: -last(self._figures, name)[0])
        jobs = [self._job(name) for name in names]
        for attempt in range(1, ATTEMPTS + 1):
            died = self._round(jobs, execute, processes, attempt)
            self._skip([name for name in self._wanted if name not in self._outcomes and name not in died])
            jobs = [job for job in jobs if job.name in died]
            if not jobs:
                break
        with suppress(OSError):
            history.tidy(self._figures)
        return {name: self._outcomes[name] for name in self._wanted}

    def _round(self, jobs: Sequence[Job], execute: Executor, processes: int, attempt: int) -> set[str]:
        """Execute jobs once; give the names of those that are to be tried again."""
        died: set[str] = set()
        with closing(execute(jobs, processes)) as events:
            for job, event in events:
                match event["event"]:
                    case "start":
                        self._tell(Step(job.name, "start", count=len(self._wanted)))
                    case "cell":
                        self._tell(Step(job.name, "cell", event["number"], event["count"]))
                    case "done":
                        self._finish(job.name, event, attempt)
                    case "failed" if event.get("died") and attempt < ATTEMPTS:
                        died.add(job.name)
                        self._tell(Step(job.name, "again", text=one_line(event["error"])))
                    case "failed":
                        self._fail(job.name, self._told(job, event), event["seconds"], attempt)
                if self._options.fail_fast and any(not outcome.ok for outcome in self._outcomes.values()):
                    return set()
        return died

    def _skip(self, names: Sequence[str]) -> None:
        """Tell the renders that a failure of another has kept from being made."""
        for name in names:
            self._tell(Step(name, "skipped", count=len(self._wanted)))
            why = self._wanted[name].why or ""
            self._outcomes[name] = Outcome(name, self._figures / name, "skipped", why=why, attempts=0)

    def _job(self, name: str) -> Job:
        render = self._wanted[name].render
        folder = paths.make_folder(paths.inside(self._making, name))
        secrets = self._secrets[name]
        variables = {render.secrets[secret]: value for secret, value in secrets.items()}
        others = {variable for planned in self._everything for variable in planned.secrets.values()} - set(variables)
        return Job(
            name,
            render.notebook,
            {**render.given, **secrets},
            folder / "notebook.ipynb",
            self._options.bounds,
            tuple(secrets),
            variables=variables,
            withheld=tuple(sorted(others)),
        )

    def _told(self, job: Job, event: Event) -> str:
        """Write why a notebook failed: which, in which cell, of what, and what to do where that is known."""
        cell = "" if event["cell"] is None else f", In [{event['cell']}]"
        error = event["error"]
        most = job.bounds.memory
        if most is not None and ("MemoryError" in error or "SIGKILL" in error):
            error += f"; it may have {memory.words(most)}, --memory gives it more"
        elif error.startswith("CellTimeoutError"):
            error = f"a cell took longer than {job.bounds.cell_seconds:g} s; --cell-timeout gives it more"
        elif event.get("died"):
            error += ", twice"
        return f"{job.notebook.name}{cell}: {error}"

    def _finish(self, name: str, event: Event, attempt: int) -> None:
        """Make everything of an executed notebook, and put it in its place."""
        # Not at the top: it takes a second or two to import, and the notebooks are running by now.
        from malirussia.render.run import make

        self._tell(Step(name, "images", count=len(self._wanted)))
        folder, place = self._making / name, paths.inside(self._figures, name)
        wanted = self._wanted[name]
        ran = receipt.Ran(
            engine=self._options.engine, commit=self._commit, cells=event.get("cells", []), peak=event.get("peak")
        )
        try:
            make.share_plotly(self._figures)
            made = make.make(
                wanted.render,
                folder,
                everything=self._everything,
                read=wanted.read,
                ran=ran,
                seconds=event["seconds"],
                browser=self._browser,
                no_images=self._no_images,
                figures=self._figures,
            )
            # A run that was killed just here has not put by the receipt of the page that stands.
            history.keep(self._figures, name, self._options.keep)
            swap(folder, place)
            history.keep(self._figures, name, self._options.keep)
        except MaliRussiaError as error:
            self._fail(name, str(error), event["seconds"], attempt)
            return
        except OSError as error:
            self._fail(name, str(os_problem(error, f"{self._figures.name}/{name}")), event["seconds"], attempt)
            return
        except Exception as error:
            # Whatever one notebook shows, the others are still to be made.
            text = f"{type(error).__name__}: {error}"
            self._fail(name, text, event["seconds"], attempt, traceback.format_exc())
            return
        shutil.rmtree(history.logs(self._figures) / FAILED / name, ignore_errors=True)
        if self._browser is not None and made.images != receipt.DRAWN:
            # A browser that failed once would cost every other render a minute.
            self._browser, self._no_images = None, made.images
        why = wanted.why or ""
        self._report(Outcome(name, place, "made", None, why, made.warnings, made.images, made.seconds, attempt))

    def _fail(self, name: str, error: str, seconds: dict[str, Any], attempt: int, details: str = "") -> None:
        """Keep the executed notebook of a failed render for its author; the reader keeps the old page."""
        made, kept = self._making / name, history.logs(self._figures) / FAILED / name
        try:
            (made / ERROR).write_text(f"{one_line(error)}\n{details}", encoding="utf-8")
            paths.make_folder(kept.parent)
            shutil.rmtree(kept, ignore_errors=True)
            shutil.move(made, kept)  # which may be another disk
        except OSError as trouble:
            # The disk may be full; that the render failed must be told all the same.
            error = f"{error}; its notebook could not be kept: {os_problem(trouble, str(kept))}"
            kept = self._figures / name
        why = self._wanted[name].why or ""
        self._report(Outcome(name, kept, "failed", one_line(error), why, seconds=seconds, attempts=attempt))

    def _report(self, outcome: Outcome) -> None:
        self._outcomes[outcome.render] = outcome
        text = outcome.error if outcome.error is not None else f"{sum(outcome.seconds.values()):.1f} s"
        done, count = len(self._outcomes), len(self._wanted)
        self._tell(Step(outcome.render, "rendered" if outcome.ok else "failed", done, count, text))
