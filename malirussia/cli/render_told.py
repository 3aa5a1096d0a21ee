"""What `malirussia render` says without a run: the plan, the parameters, what has changed, the receipts."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from malirussia.cli import reports
from malirussia.cli.console import FAILED, print_json

if TYPE_CHECKING:
    from malirussia.render.plan.renders import Render


def plan(listed: Sequence[Render], as_json: bool) -> None:
    """Print the plan."""
    if as_json:
        print_json([_planned(render) for render in listed])
    else:
        from malirussia.render.plan import tidy
        from malirussia.render.plan.titles import filled

        facts = tidy.facts() if any(render.facts for render in listed) else {}
        reports.tell_plan([filled(render, facts) for render in listed])
    reports.fail_on_damage(listed)


def _planned(render: Render) -> dict[str, Any]:
    return {
        "name": render.name,
        "notebook": render.notebook.name,
        "parameters": render.values,
        "tags": render.tags,
        "on_request": render.on_request,
    }


def parameters(chosen: Sequence[Render], as_json: bool) -> None:
    """Print which parameters the notebooks take."""
    from malirussia.render.notebook.parameters import declared

    by_notebook = {render.notebook.name: declared(render.notebook) for render in chosen if render.damage is None}
    if as_json:
        print_json(
            {
                name: [dataclasses.asdict(parameter) for parameter in known.values()]
                for name, known in by_notebook.items()
            }
        )
    else:
        reports.tell_parameters(by_notebook)
    reports.fail_on_damage(chosen)


def diff(chosen: Sequence[Render], as_json: bool) -> None:
    """Print in words what has changed since the last edition of each page."""
    from malirussia import render as room
    from malirussia.render.notebook.markdown import plain
    from malirussia.render.page import since
    from malirussia.render.plan.day import settled
    from malirussia.render.receipt import receipt
    from malirussia.tables import load

    changed: dict[str, list[str]] = {}
    for render in settled(chosen):
        last = receipt.load(room.figures_dir() / render.name)
        edition = since.edition(render, load(), room.figures_dir())
        current = {} if last is None or last["ledger"] != edition.digest else since.charts(last)
        titles = {} if last is None else last["charts"]
        changed[render.name] = [plain(line) for line in since.lines(edition, render.lang, current, titles)]
    if as_json:
        print_json(changed)
    else:
        reports.tell_diff(changed)


def receipts(chosen: Sequence[Render], as_json: bool) -> None:
    """Print when each render was made, and of what."""
    from malirussia import render as room
    from malirussia.render.receipt import history

    told = [
        (render.name, receipt) for render in chosen for receipt in history.receipts(room.figures_dir(), render.name)
    ]
    if as_json:
        print_json([receipt for _, receipt in told])
    else:
        reports.tell_history(told)
    damaged = [problem for render in chosen for problem in history.damaged(room.figures_dir(), render.name)]
    for problem in damaged:
        typer.echo(str(problem), err=True)
    if damaged:
        raise typer.Exit(FAILED)
