"""The command line: reads the call, calls the room that does the work, prints what it found.

Exit status: 0 done, 1 the work found something wrong, 2 the call was wrong. The rooms are imported inside the commands,
so that `malirussia --help` is quick.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from malirussia import __version__, paths
from malirussia.cli import intake_commands, ledger_commands, reports
from malirussia.cli import render as cli_render
from malirussia.cli.begin import commands as begin_commands
from malirussia.cli.console import FAILED, Commands, ledger, print_json, shown, wrong_call
from malirussia.cli.export_command import export

app = typer.Typer(
    cls=Commands,
    name="malirussia",
    help="A ledger of sourced claims on one topic: its tables, charts and pages.",
    epilog="Exit status: 0 done, 1 the work found something wrong, 2 the call was wrong.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
main = app

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"malirussia {__version__}")
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option(
            "-C",
            metavar="FOLDER",
            help="Work as if started in this folder; before MALIRUSSIA_DATA.",
            exists=True,
            file_okay=False,
            show_default=False,
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool, typer.Option("--version", help="Say which version this is.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Work in the ledger of the working folder: the nearest one at or above it that holds data/evidence/."""
    if folder is not None:
        # Notebooks and browsers are processes of their own: they inherit both.
        before, named = Path.cwd(), os.environ.pop(paths.DATA_VARIABLE, None)
        os.chdir(folder)
        context.call_on_close(lambda: _back(before, named))


def _back(before: Path, named: str | None) -> None:
    os.chdir(before)
    if named is not None:
        os.environ[paths.DATA_VARIABLE] = named


app.command()(begin_commands.init)
app.command()(ledger_commands.build)
app.command()(ledger_commands.verify)
app.command()(ledger_commands.check)
app.command()(ledger_commands.trace)
app.command()(begin_commands.point)
app.command("new-source")(begin_commands.new_source)
app.command()(intake_commands.intake)
app.command()(intake_commands.review)
app.command()(intake_commands.accept)
app.command()(export)
app.command()(cli_render.render)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(begin_commands.lab)


@app.command()
def schedule(
    kind: Annotated[
        Literal["cron", "systemd", "github", "airflow"],
        typer.Argument(metavar="KIND", help="cron, systemd, github or airflow.", show_default=False),
    ],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Renders, or patterns such as '*-fr'.")
    ] = None,
    at: Annotated[str, typer.Option(metavar="HH:MM", help="The time of day.")] = "04:20",
    zone: Annotated[str, typer.Option(help="The time zone of --at.")] = "UTC",
    kernel: Annotated[
        str | None,
        typer.Option(help="With airflow: the Jupyter kernel to run notebooks in; python3 if not given."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write the files into a folder; else they are printed.", file_okay=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print a file that leaves the renders to a schedule, every day.

    For cron, systemd, GitHub Actions or Airflow; docs/schedules.md says what to do with it.
    """
    from malirussia.render import UnknownRenderError
    from malirussia.render import schedule as room

    if kernel is not None and kind != "airflow":
        raise wrong_call(f"{kind} takes no kernel", "--kernel")
    where = ledger(quiet=as_json)
    try:
        planned = room.present(names, at=at, zone=zone, kernel=kernel)
    except UnknownRenderError as error:
        raise wrong_call(str(error), "NAME") from None
    except room.OptionError as error:
        raise wrong_call(f"{error.found}; {error.todo}", error.where) from None
    files = room.files(kind, planned)
    written = None if to is None else [shown(path) for path in room.write(files, to)]
    if as_json:
        print_json({"ledger": where, **room.described(kind, planned, files, written)})
    elif written is None:
        typer.echo(room.printed(files), nl=False)
    else:
        typer.echo("\n".join(written))


@app.command()
def publish(
    base: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Where the site will stand; gives it sitemap.xml and whole addresses."),
    ] = None,
) -> None:
    """Make the site in figures/, from the ledger and the charts."""
    from urllib.parse import urlsplit

    from malirussia import publish as room
    from malirussia.render import figures_dir

    if base is not None and (urlsplit(base).scheme not in ("http", "https") or not urlsplit(base).netloc):
        raise wrong_call(f"{base} is no address of a site; as https://example.org/site", "--base")
    ledger()
    typer.echo(shown(room.publish(figures_dir(), base=base)))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Say what on this machine a command would miss."""
    import msgspec

    from malirussia.cli.doctor import examine

    ledger(anyones=True)
    findings = list(examine())
    if as_json:
        print_json(msgspec.to_builtins(findings))
    else:
        reports.tell_findings(findings)
    if any(finding.verdict == "wrong" for finding in findings):
        raise typer.Exit(FAILED)
