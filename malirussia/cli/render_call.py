"""What `malirussia render` may be asked: every argument and option, declared once, as one record."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, get_type_hints

import typer

from malirussia.cli.console import wrong_call

ASKED = ("list_only", "help_parameters", "diff", "history", "dry_run")
"""What can be asked instead of a run, one at a time."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of `malirussia render`; each field is an option of the same name."""

    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Renders, or patterns such as '*-fr'.", show_default=False),
    ] = None
    tag: Annotated[list[str] | None, typer.Option(help="Only renders that bear this tag.", show_default=False)] = None
    sweep: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUES",
            help="One render for every value: low=120000:220000:20000, or low=120000,160000.",
            show_default=False,
        ),
    ] = None
    force: Annotated[bool, typer.Option("--force", help="Make anew what is fresh, too.")] = False
    changed: Annotated[
        bool, typer.Option("--changed", help="Bring up to date what was rendered before, and nothing else.")
    ] = False
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be made and why; make nothing.")] = False
    list_only: Annotated[bool, typer.Option("--list", help="Say which renders there are.")] = False
    help_parameters: Annotated[
        bool, typer.Option("--help-parameters", help="Say which parameters the notebooks take.")
    ] = False
    history: Annotated[bool, typer.Option("--history", help="Say when the renders were made, and of what.")] = False
    diff: Annotated[
        bool, typer.Option("--diff", help="Say in words what has changed since the last edition of a page.")
    ] = False
    images: Annotated[bool, typer.Option("--images/--no-images", help="Draw SVG and PNG.")] = True
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="Notebooks at a time; by default one a processor, as memory allows."),
    ] = None
    engine: Annotated[str, typer.Option(help="malirussia-warm, or papermill for its own.")] = "malirussia-warm"
    preload: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="What is imported once for all notebooks: pandas,plotly; '' for nothing. By default what ours import.",
            show_default=False,
        ),
    ] = None
    on: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers run them: tls://host:8786.")
    ] = None
    without_tls: Annotated[
        bool,
        typer.Option(
            "--without-tls", help="Let --on lead to another machine without TLS: who is on the way runs code."
        ),
    ] = False
    memory: Annotated[str | None, typer.Option(metavar="SIZE", help="The most a notebook may ask for, such as 4G.")] = (
        None
    )
    cell_timeout: Annotated[int, typer.Option(min=1, help="The longest one cell may take, in seconds.")] = 600
    timeout: Annotated[float, typer.Option(min=1, help="The longest one notebook may take, in seconds.")] = 1800
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop at the first failure.")] = False
    wait: Annotated[float, typer.Option(min=0, help="How long to wait for another run to end, in seconds.")] = 0
    keep: Annotated[int, typer.Option(min=1, help="How many receipts of each render to keep.")] = 10
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False

    @property
    def chooses(self) -> bool:
        """Whether it names, tags or sweeps renders."""
        return bool(self.names or self.tag or self.sweep)

    @property
    def asks(self) -> str | None:
        """What it asks instead of a run, of `ASKED`; None for a run.

        Raises:
            BadParameter: It asks for two things at once.
        """
        asked = [name for name in ASKED if getattr(self, name)]
        if len(asked) > 1:
            flags = ["--" + name.removesuffix("_only").replace("_", "-") for name in asked]
            raise wrong_call(f"ask for one of {' and '.join(flags)}", flags[1])
        return asked[0] if asked else None


def as_command(work: Callable[[Call], None]) -> Callable[..., None]:
    """Give a function with one parameter a field of `Call`, from which typer reads arguments and options."""

    def command(**given: object) -> None:
        work(Call(**given))  # type: ignore[arg-type]

    hints = get_type_hints(Call, include_extras=True)
    keyword = inspect.Parameter.KEYWORD_ONLY
    options = [
        inspect.Parameter(field.name, keyword, default=field.default, annotation=hints[field.name])
        for field in dataclasses.fields(Call)
    ]
    command.__doc__, command.__name__ = work.__doc__, work.__name__
    command.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]
    command.__annotations__ = {field.name: hints[field.name] for field in dataclasses.fields(Call)}
    return command
