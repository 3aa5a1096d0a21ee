"""`malirussia render`: reads the call, and passes it on to what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malirussia.cli import render_run, render_told
from malirussia.cli.console import ledger, wrong_call
from malirussia.cli.render_call import Call, as_command
from malirussia.errors import RenderError

if TYPE_CHECKING:
    from malirussia.render.plan.renders import Render
    from malirussia.render.run.options import Options


def work(call: Call) -> None:
    """Execute notebooks and make their pages in figures/.

    What is fresh is left as it is: whose notebook, parameters, tables, code and versions are those of its receipt.
    With --json, a run prints one object a line as it goes.
    """
    asks = call.asks
    where = ledger(quiet=call.as_json and asks is None)
    chosen, everything = _chosen(call)
    match asks:
        case "list_only":
            render_told.plan(chosen if call.chooses else everything, call.as_json)
        case "help_parameters":
            render_told.parameters(chosen, call.as_json)
        case "diff":
            wanted = chosen if call.chooses else [render for render in everything if render.changes]
            render_told.diff(wanted, call.as_json)
        case "history":
            render_told.receipts(chosen if call.chooses else everything, call.as_json)
        case _:
            wanted = everything if call.changed and not call.chooses else chosen
            how = _options(call)
            if asks == "dry_run":
                render_run.dry_run(wanted, everything, how, as_json=call.as_json)
            else:
                render_run.make(wanted, everything, how, where=where if call.as_json else None)


work.__name__ = "render"
render = as_command(work)


def _chosen(call: Call) -> tuple[list[Render], list[Render]]:
    """Give the renders that are called for, and the whole plan with what a sweep adds to it."""
    from malirussia import render as room

    try:
        return room.choose(call.names, call.tag or (), call.sweep or ())
    except room.UnknownRenderError as error:
        raise wrong_call(str(error), "NAME") from None
    except room.SweepError as error:
        raise wrong_call(f"{error.found}; {error.todo}", error.where) from None


def _options(call: Call) -> Options:
    """Check how the renders are to be made, before anything is."""
    from malirussia.render.notebook.job import Bounds
    from malirussia.render.run.options import ENGINES, Options

    if call.engine not in ENGINES:
        raise wrong_call(f"{call.engine} is no engine; use one of {', '.join(ENGINES)}", "--engine")
    most = _memory(call.memory)
    if call.on is not None:
        from malirussia.render.cluster import checked

        try:
            checked(call.on, without_tls=call.without_tls)
        except RenderError as error:
            raise wrong_call(f"{error.found}; {error.todo}", error.where) from None
    return Options(
        draw=call.images,
        jobs=call.jobs,
        engine=call.engine,
        preload=None if call.preload is None else [name.strip() for name in call.preload.split(",") if name.strip()],
        on=call.on,
        without_tls=call.without_tls,
        bounds=Bounds(call.cell_timeout, call.timeout, most),
        force=call.force,
        changed=call.changed,
        fail_fast=call.fail_fast,
        keep=call.keep,
        wait=call.wait,
    )


def _memory(given: str | None) -> int | None:
    from malirussia.render.notebook.memory import parse

    try:
        return None if given is None else parse(given)
    except RenderError as error:
        raise wrong_call(f"{error.found}; {error.todo}", f"--memory {given}") from None
