"""The run of `malirussia render`: makes what is due, brings the index up to date, tells what became of it."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from malirussia import paths
from malirussia.cli import reports
from malirussia.cli.console import FAILED, clearing_up, print_json, print_line, shown

if TYPE_CHECKING:
    from malirussia.render.plan.renders import Render
    from malirussia.render.run.options import Options
    from malirussia.render.run.outcome import Outcome
    from malirussia.render.run.progress import Progress


def make(chosen: Sequence[Render], everything: Sequence[Render], options: Options, *, where: str | None) -> None:
    """Make the renders that are due, and the index.

    Args:
        chosen: The renders.
        everything: The whole plan.
        options: How.
        where: The ledger, told to a program as the first of the events; None where a person reads.

    Raises:
        Exit: With status 1, if a render failed.
        RenderError: If no run can be made, or the index cannot.
    """
    from malirussia import render as room
    from malirussia.render.run import progress, run

    figures = room.figures_dir()

    def made(tell: Progress) -> list[Outcome]:
        with clearing_up():
            return run.run(chosen, everything, project=paths.project_dir(), figures=figures, options=options, tell=tell)

    if where is not None:
        print_line({"event": "ledger", "ledger": where})
        outcomes = made(progress.events(sys.stdout))
        for outcome in outcomes:
            print_line({"event": "outcome", **dataclasses.asdict(outcome), "folder": shown(outcome.folder)})
    else:
        with room.watched() as tell:
            outcomes = made(tell)
        reports.tell_outcomes(outcomes, shown(figures), options.draw)
    index(figures, outcomes)
    if not all(outcome.ok for outcome in outcomes):
        raise typer.Exit(FAILED)


def index(figures: Path, outcomes: Sequence[Outcome]) -> None:
    """Bring the index up to date where a page was made, or it is not there although pages are.

    Raises:
        RenderError: If the receipt of a page can't be read.
    """
    from malirussia.publish import publish
    from malirussia.render.receipt.receipt import NAME
    from malirussia.tables.addresses import FRONT

    missing = not (figures / FRONT).is_file() and any(figures.glob(f"*/{NAME}"))
    if missing or any(outcome.state == "made" for outcome in outcomes):
        publish(figures)


def dry_run(chosen: Sequence[Render], everything: Sequence[Render], options: Options, *, as_json: bool) -> None:
    """Print what would be made, and why."""
    from malirussia import render as room
    from malirussia.render.run.due import due

    sound = [render for render in chosen if render.damage is None]
    judged = due(sound, everything, paths.project_dir(), room.figures_dir(), options)
    if as_json:
        print_json([{"name": judgement.render.name, "why": judgement.why} for judgement in judged])
    else:
        reports.tell_due([(judgement.render.name, judgement.why) for judgement in judged])
    reports.fail_on_damage(chosen)
