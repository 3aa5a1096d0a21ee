"""What the command line prints: tables, JSON, and errors as one line."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from malirussia import paths
from malirussia.errors import MaliRussiaError, NoProjectError, one_line, os_problem

FAILED = 1
WRONG_CALL = 2
# As shells tell of Ctrl-C and of SIGTERM.
INTERRUPTED = 130
TERMINATED = 143

_STOPPED = "malirussia: stopped; nothing more was done"

Cell = str | int | float | None


class _Terminated(BaseException):
    """The system asked this process to end."""


@contextmanager
def clearing_up() -> Iterator[None]:
    """Clear up after SIGTERM, with which a schedule stops a run, as after Ctrl-C."""

    def stop(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough, and clearing up isn't to be disturbed
        raise _Terminated

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class Commands(TyperGroup):
    """The commands, with every error told as one line on the error stream and the exit status that goes with it."""

    def main(self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any) -> Any:  # type: ignore[override]
        """Run a command; with `standalone_mode` the process ends with status 0, 1 or 2, or 130 or 143 if stopped."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **extra)
        try:
            status = super().main(args, standalone_mode=False, **extra)
        except typer.TyperException as error:
            context = getattr(error, "ctx", None)
            command = "malirussia" if context is None else context.command_path
            fault = one_line(error.format_message()).rstrip(".")
            fail(f"{command}: {fault}; see {command} --help", error.exit_code)
        except NoProjectError as error:
            fail(str(error), WRONG_CALL)
        except MaliRussiaError as error:
            fail(str(error), FAILED)
        except OSError as error:
            fail(str(os_problem(error, "malirussia")), FAILED)
        except typer.Abort:
            fail(_STOPPED, FAILED)
        except _Terminated:
            fail(_STOPPED, TERMINATED)
        if status == INTERRUPTED:
            fail(_STOPPED, INTERRUPTED)
        sys.exit(status if isinstance(status, int) else 0)


def fail(message: str, status: int) -> NoReturn:
    """Print an error, one problem a line, and end with `status`."""
    for line in message.splitlines():
        typer.echo(one_line(line), err=True)
    sys.exit(status)


def ledger(*, quiet: bool = False, anyones: bool = False) -> str:
    """Say on the error stream which ledger a command reads, before anything else is said.

    Args:
        quiet: Whether the ledger is told as a field of the JSON instead.
        anyones: Whether the project may be another checkout, with code of its own.

    Returns:
        Its data folder, in full.

    Raises:
        MaliRussiaError: If MALIRUSSIA_DATA names no folder, or the project is another checkout.
        NoProjectError: If there is no ledger here.
    """
    folder = paths.data_dir(packaged=False)
    if not quiet:
        by = f" ({paths.DATA_VARIABLE})" if os.environ.get(paths.DATA_VARIABLE, "") != "" else ""
        typer.echo(one_line(f"ledger: {folder}{by}"), err=True)
    if not anyones:
        paths.belong_together(paths.project_dir())
    return str(folder)


def wrong_call(fault: str, option: str) -> typer.BadParameter:
    """Return the error of a call that cannot be carried out, to be raised."""
    return typer.BadParameter(fault, param_hint=option)


def shown(path: Path) -> str:
    """Return a path as seen from the working folder, where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def print_line(content: object) -> None:
    """Print JSON on a line of its own."""
    typer.echo(json.dumps(content, ensure_ascii=False, allow_nan=False))


def print_json(content: object) -> None:
    """Print JSON for a program: keys in the order given, letters as they are."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print a table: framed on a terminal, elsewhere one line a row with two spaces between the columns."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(*columns, box=None, header_style="bold", pad_edge=False)
        for row in rows:
            table.add_row(*(Text(_cell(cell)) for cell in row))
        Console().print(table)
        return
    lines = [list(columns), *([_cell(cell) for cell in row] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    for line in lines:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(cell: Cell) -> str:
    return "" if cell is None else str(cell)
