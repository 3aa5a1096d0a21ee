"""The commands one begins with: init, point, new-source, lab."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from malirussia import paths
from malirussia.cli.console import ledger, print_json, shown, wrong_call
from malirussia.errors import MaliRussiaError, one_line

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")]


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to; what else is in it stays.")],
    title: Annotated[
        str | None, typer.Option(help="Its title; the names of the sides if not given.", show_default=False)
    ] = None,
    sides: Annotated[
        str | None,
        typer.Option(metavar="CODE:CODE", help="The two countries, as ISO 3166 codes: SN:NO.", show_default=False),
    ] = None,
    lang: Annotated[str, typer.Option(metavar="LANGS", help="The languages of its pages: fr, en or both.")] = "fr,en",
    as_json: AsJson = False,
) -> None:
    """Make a ledger of one's own, with an example.

    It builds, renders and tests green as it is. The example is an invented text, to be thrown away.
    """
    from malirussia.cli.begin import countries, project
    from malirussia.language import LANGS

    langs = list(dict.fromkeys(code.strip() for code in lang.split(",")))
    if not set(langs) <= set(LANGS):
        raise wrong_call(f"{lang}: give {' or '.join(LANGS)}, or both with a comma", "--lang")
    if title is not None and not title.strip():
        raise wrong_call("an empty title", "--title")
    try:
        two = countries.sides(sides)
    except MaliRussiaError as error:
        raise wrong_call(f"{error.found}; {error.todo}", error.where) from None
    made = project.begin(folder, two, title=None if title is None else one_line(title), langs=langs)
    if as_json:
        print_json({"ledger": str(folder.resolve() / "data"), "written": [str(path) for path in made]})
    else:
        typer.echo(f"{len(made)} files in {folder}: malirussia -C {shlex.quote(str(folder))} render makes its pages")


def point(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A copy of an article, text or HTML.", show_default=False)
    ],
    first_words: Annotated[str, typer.Argument(metavar="FIRST", help="The first words of the passage.")],
    last_words: Annotated[str, typer.Argument(metavar="LAST", help="Its last words.")],
    as_json: AsJson = False,
) -> None:
    """Print the pointer to a passage.

    From its first words, as many as make them the only ones of their kind in the text, and its last. No ledger is read.
    """
    import msgspec

    from malirussia.cli.begin.source import copy_as_coded
    from malirussia.evidence import pointers

    copy = copy_as_coded(_copy(file))
    pointer = msgspec.to_builtins(pointers.point(copy.text, first_words, last_words, copy.scheme))
    if as_json:
        print_json(pointer)
    else:
        typer.echo("{" + ", ".join(f"{name}: {value}" for name, value in pointer.items()) + "}")


def new_source(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy in the corpus folder.", show_default=False)],
    id: Annotated[  # noqa: A002
        str | None, typer.Option(help="The id of the source; made of the file's name if not given.", show_default=False)
    ] = None,
    lang: Annotated[str, typer.Option(help="The language of the page.")] = "fr",
    as_json: AsJson = False,
) -> None:
    """Write the file of a source, to be filled in.

    With hash, number of words and the pointers to its paragraphs. An id that has a file already is refused.
    """
    from malirussia.cli.begin.source import begin

    where = ledger(quiet=as_json)
    written = begin(_copy(file), source_id=id, lang=lang)
    if as_json:
        print_json({"ledger": where, "written": str(written)})
    else:
        typer.echo(shown(written))


def lab(context: typer.Context) -> None:
    """Start JupyterLab in the notebooks of the project.

    A project without any gets a copy of those that came with the package. Without a project the copy goes to
    malirussia-notebooks/ in the working folder, and reads the ledger that came with the package.
    What follows the command goes to JupyterLab as it is.
    """
    from malirussia.cli.begin import notebooks, stamp

    if paths.own_data_dir() is None:
        typer.echo(f"ledger: {paths.data_dir()} (that of the package)", err=True)
        folder = Path.cwd() / "malirussia-notebooks"
    else:
        ledger()
        folder = paths.project_dir() / "notebooks"
    if _ONLY_TOLD & set(context.args):
        pass  # JupyterLab says something and starts nothing
    elif not any(folder.glob("*.ipynb")):
        notebooks.copy(folder)
        typer.echo(f"{shown(folder)}: the notebooks that came with the package", err=True)
    elif stamp.stale(folder):
        typer.echo(f"{shown(folder)}: what the notebooks show was made of another ledger; make notebooks", err=True)
    # JupyterLab refuses to run as root unless it is told to.
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    called = [sys.executable, "-P", "-m", "jupyterlab", f"--notebook-dir={folder}", *root, *context.args]
    os.execv(sys.executable, called)


_ONLY_TOLD = {"--version", "-h", "--help", "--help-all", "--show-config", "--show-config-json"}


def _copy(file: Path) -> Path:
    """Return a copy as it was called, else the one of that name in the corpus folder."""
    if file.is_file():
        return file
    corpus = paths.corpus_dir() if paths.own_data_dir() is not None else None
    if corpus is not None and not file.is_absolute() and (corpus / file).is_file():
        return corpus / file
    raise wrong_call(f"no file {file}", "FILE")
