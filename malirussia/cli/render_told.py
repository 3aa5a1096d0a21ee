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
        print_json([_planned(one) for one in listed])
    else:
        from malirussia.render.plan import tidy
        from malirussia.render.plan.titles import filled

        facts = tidy.facts() if any(one.facts for one in listed) else {}
        reports.tell_plan([filled(one, facts) for one in listed])
    reports.fail_on_damage(listed)


def _planned(one: Render) -> dict[str, Any]:
    return {
        "name": one.name,
        "notebook": one.notebook.name,
        "parameters": one.values,
        "tags": one.tags,
        "on_request": one.on_request,
    }


def parameters(chosen: Sequence[Render], as_json: bool) -> None:
    """Print which parameters the notebooks take."""
    from malirussia.render.notebook.parameters import declared

    found = {one.notebook.name: declared(one.notebook) for one in chosen if one.damage is None}
    if as_json:
        print_json({name: [dataclasses.asdict(one) for one in known.values()] for name, known in found.items()})
    else:
        reports.tell_parameters(found)
    reports.fail_on_damage(chosen)


def diff(chosen: Sequence[Render], as_json: bool) -> None:
    """Print in words what has changed since the last edition of each page."""
    from malirussia import render as room
    from malirussia.render.notebook.markdown import plain
    from malirussia.render.page import since
    from malirussia.render.plan.day import settled
    from malirussia.render.receipt import receipt
    from malirussia.tables import load

    found: dict[str, list[str]] = {}
    for one in settled(chosen):
        last = receipt.load(room.figures_dir() / one.name)
        edition = since.edition(one, load(), room.figures_dir())
        current = {} if last is None or last["ledger"] != edition.digest else since.charts(last)
        titles = {} if last is None else last["charts"]
        found[one.name] = [plain(line) for line in since.lines(edition, one.lang, current, titles)]
    if as_json:
        print_json(found)
    else:
        reports.tell_diff(found)


def receipts(chosen: Sequence[Render], as_json: bool) -> None:
    """Print when each render was made, and of what."""
    from malirussia import render as room
    from malirussia.render.receipt import history

    found = [(one.name, receipt) for one in chosen for receipt in history.receipts(room.figures_dir(), one.name)]
    if as_json:
        print_json([receipt for _, receipt in found])
    else:
        reports.tell_history(found)
    damaged = [problem for one in chosen for problem in history.damaged(room.figures_dir(), one.name)]
    for problem in damaged:
        typer.echo(str(problem), err=True)
    if damaged:
        raise typer.Exit(FAILED)
