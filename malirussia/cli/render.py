"""`malirussia render`: reads the call, calls the room, prints what became of it."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from malirussia import paths
from malirussia.cli import reports
from malirussia.cli.console import FAILED, clearing_up, fail, print_json, print_line, shown, wrong_call

if TYPE_CHECKING:
    from malirussia.render.plan.renders import Render
    from malirussia.render.run.options import Options
    from malirussia.render.run.outcome import Outcome
    from malirussia.render.run.progress import Progress


def render(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Renders, or patterns such as '*-fr'.", show_default=False),
    ] = None,
    tag: Annotated[list[str] | None, typer.Option(help="Only renders that bear this tag.", show_default=False)] = None,
    sweep: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUES",
            help="One render for every value: low=120000:220000:20000, or low=120000,160000.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Make anew what is fresh, too.")] = False,
    changed: Annotated[
        bool, typer.Option("--changed", help="Bring up to date what was rendered before, and nothing else.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be made and why; make nothing.")] = False,
    list_only: Annotated[bool, typer.Option("--list", help="Say which renders there are.")] = False,
    help_parameters: Annotated[
        bool, typer.Option("--help-parameters", help="Say which parameters the notebooks take.")
    ] = False,
    history: Annotated[bool, typer.Option("--history", help="Say when the renders were made, and of what.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Say in words what has changed since the last edition of a page.")
    ] = False,
    images: Annotated[bool, typer.Option("--images/--no-images", help="Draw SVG and PNG.")] = True,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="Notebooks at a time; by default one a processor, as memory allows."),
    ] = None,
    engine: Annotated[str, typer.Option(help="malirussia-warm, or papermill for its own.")] = "malirussia-warm",
    preload: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="What is imported once for all notebooks: pandas,plotly; '' for nothing. By default what ours import.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers run them: tls://host:8786.")
    ] = None,
    without_tls: Annotated[
        bool,
        typer.Option(
            "--without-tls", help="Let --on lead to another machine without TLS: who is on the way runs code."
        ),
    ] = False,
    memory: Annotated[
        str | None, typer.Option(metavar="SIZE", help="The most a notebook may ask for, such as 4G.")
    ] = None,
    cell_timeout: Annotated[int, typer.Option(min=1, help="The longest one cell may take, in seconds.")] = 600,
    timeout: Annotated[float, typer.Option(min=1, help="The longest one notebook may take, in seconds.")] = 1800,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop at the first failure.")] = False,
    wait: Annotated[float, typer.Option(min=0, help="How long to wait for another run to end, in seconds.")] = 0,
    keep: Annotated[int, typer.Option(min=1, help="How many receipts of each render to keep.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """Execute notebooks and make their pages in figures/.

    What is fresh is left as it is: whose notebook, parameters, tables, code and versions are those of its receipt.
    With --json, a run prints one object a line as it goes.
    """
    from malirussia import render as room

    try:
        chosen, everything = room.choose(names, tag or (), sweep or ())
    except room.UnknownRenderError as error:
        raise wrong_call(str(error), "NAME") from None
    except room.SweepError as error:
        raise wrong_call(f"{error.found}; {error.todo}", error.where) from None
    asked = bool(names or tag or sweep)
    if list_only:
        _list(chosen if asked else everything, as_json)
        return
    if help_parameters:
        _parameters(chosen, as_json)
        return
    if diff:
        _diff(chosen if asked else [one for one in everything if one.changes], as_json)
        return
    if history:
        _history(chosen if asked else everything, as_json)
        return
    from malirussia.errors import RenderError
    from malirussia.render.notebook.job import Bounds
    from malirussia.render.notebook.memory import parse
    from malirussia.render.run.options import ENGINES, Options

    if engine not in ENGINES:
        raise wrong_call(f"{engine} is no engine; use one of {', '.join(ENGINES)}", "--engine")
    try:
        most = None if memory is None else parse(memory)
    except RenderError as error:
        raise wrong_call(f"{error.found}; {error.todo}", f"--memory {memory}") from None
    try:
        if on is not None:
            from malirussia.render.cluster import checked

            checked(on, without_tls=without_tls)
    except RenderError as error:
        raise wrong_call(f"{error.found}; {error.todo}", error.where) from None
    options = Options(
        draw=images,
        jobs=jobs,
        engine=engine,
        preload=None if preload is None else [name.strip() for name in preload.split(",") if name.strip()],
        on=on,
        without_tls=without_tls,
        bounds=Bounds(cell_timeout, timeout, most),
        force=force,
        changed=changed,
        fail_fast=fail_fast,
        keep=keep,
        wait=wait,
    )
    (_dry_run if dry_run else _make)(everything if changed and not asked else chosen, everything, options, as_json)


def _make(chosen: Sequence[Render], everything: Sequence[Render], options: Options, as_json: bool) -> None:
    from malirussia import render as room
    from malirussia.render.run import progress, run

    def made(tell: Progress) -> list[Outcome]:
        project, figures = paths.project_dir(), room.figures_dir()
        with clearing_up():
            return run.run(chosen, everything, project=project, figures=figures, options=options, tell=tell)

    if as_json:
        outcomes = made(progress.events(sys.stdout))
        for one in outcomes:
            print_line({"event": "outcome", **dataclasses.asdict(one), "folder": shown(one.folder)})
    else:
        with room.watched() as tell:
            outcomes = made(tell)
        reports.tell_outcomes(outcomes, shown(room.figures_dir()), options.draw)
    if not all(one.ok for one in outcomes):
        raise typer.Exit(FAILED)


def _dry_run(chosen: Sequence[Render], everything: Sequence[Render], options: Options, as_json: bool) -> None:
    from malirussia import render as room
    from malirussia.render.run.due import due

    sound = [one for one in chosen if one.damage is None]
    found = due(sound, everything, paths.project_dir(), room.figures_dir(), options)
    if as_json:
        print_json([{"name": one.render.name, "why": one.why} for one in found])
    else:
        reports.tell_due([(one.render.name, one.why) for one in found])
    _tell_damage(chosen)


def _list(listed: Sequence[Render], as_json: bool) -> None:
    if as_json:
        print_json([_planned(one) for one in listed])
    else:
        from malirussia.render.plan import tidy
        from malirussia.render.plan.titles import filled

        facts = tidy.facts() if any(one.facts for one in listed) else {}
        reports.tell_plan([filled(one, facts) for one in listed])
    _tell_damage(listed)


def _tell_damage(renders: Sequence[Render]) -> None:
    """Tell which notebooks are damaged, one line each, and end with the status of a failure if any is."""
    damage = dict.fromkeys(str(one.damage) for one in renders if one.damage is not None)
    if damage:
        fail("\n".join(damage), FAILED)


def _diff(chosen: Sequence[Render], as_json: bool) -> None:
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


def _planned(one: Render) -> dict[str, Any]:
    return {
        "name": one.name,
        "notebook": one.notebook.name,
        "parameters": one.values,
        "tags": one.tags,
        "on_request": one.on_request,
    }


def _parameters(chosen: Sequence[Render], as_json: bool) -> None:
    from malirussia.render.notebook.parameters import declared

    found = {one.notebook.name: declared(one.notebook) for one in chosen if one.damage is None}
    if as_json:
        print_json({name: [dataclasses.asdict(one) for one in known.values()] for name, known in found.items()})
    else:
        reports.tell_parameters(found)
    _tell_damage(chosen)


def _history(chosen: Sequence[Render], as_json: bool) -> None:
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
