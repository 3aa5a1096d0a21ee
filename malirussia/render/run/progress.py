"""Tell how a run goes on: a bar a notebook on a terminal, one plain line a render in a log."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Literal, TextIO

Phase = Literal["start", "cell", "images", "again", "rendered", "failed", "skipped"]


@dataclass(frozen=True)
class Step:
    """Something that happened to a render.

    Attributes:
        render: Its name.
        phase: What happened.
        number: For `cell`, which one, from 1; for `rendered` and `failed`, how many are finished.
        count: For `cell`, of how many; for the others, how many renders there are.
        text: For `rendered`, how long it took; for `failed` and `again`, why.
    """

    render: str
    phase: Phase
    number: int = 0
    count: int = 0
    text: str = ""


Progress = Callable[[Step], None]


def silent(step: Step) -> None:
    """Tell nothing."""


def lines(stream: TextIO) -> Progress:
    """Tell one plain line a finished render."""

    def tell(step: Step) -> None:
        if step.phase in ("rendered", "failed"):
            print(f"{step.number}/{step.count} {step.render}: {step.phase}, {step.text}", file=stream, flush=True)
        elif step.phase == "again":
            print(f"{step.render}: tried again, {step.text}", file=stream, flush=True)

    return tell


def events(stream: TextIO) -> Progress:
    """Tell every step as a JSON object on a line of its own, for a program."""

    def tell(step: Step) -> None:
        print(json.dumps({"event": "step", **asdict(step)}, ensure_ascii=False), file=stream, flush=True)

    return tell


@contextmanager
def watched(stream: TextIO | None = None) -> Iterator[Progress]:
    """Give the fitting way to tell: bars if the stream is a terminal, plain lines elsewhere.

    Args:
        stream: Where to; standard error if None.
    """
    target = sys.stderr if stream is None else stream
    if not target.isatty():
        yield lines(target)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(file=target), transient=True) as bars:
        overall = bars.add_task("renders", total=None)
        running: dict[str, TaskID] = {}

        def tell(step: Step) -> None:
            if step.phase == "start":
                running[step.render] = bars.add_task(step.render, total=None)
                bars.update(overall, total=step.count)
            elif step.phase == "again":
                bars.remove_task(running.pop(step.render))
                bars.console.print(f"{step.render}: tried again, {step.text}", highlight=False, markup=False)
            elif step.phase == "skipped":
                return
            elif step.phase == "cell":
                bars.update(running[step.render], completed=step.number - 1, total=step.count)
            elif step.phase == "images":
                bars.update(running[step.render], description=f"{step.render}: images", total=step.count, completed=0)
            else:
                bars.remove_task(running.pop(step.render))
                bars.update(overall, completed=step.number, total=step.count)
                bars.console.print(f"{step.render}: {step.phase}, {step.text}", highlight=False, markup=False)

        yield tell
