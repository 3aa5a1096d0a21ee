"""The command line: reads the call, calls the room that does the work, prints what it found.

Exit status: 0 done, 1 the work found something wrong, 2 the call was wrong. The rooms are imported inside the commands,
so that `malirussia --help` is quick.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from malirussia import __version__, paths
from malirussia.cli import render as cli_render
from malirussia.cli import reports
from malirussia.cli.console import FAILED, Commands, ledger, print_json, shown, wrong_call
from malirussia.errors import MaliRussiaError, one_line

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

Lang = Literal["fr", "en"]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")]
Corpus = Annotated[
    Path | None,
    typer.Option(
        help=f"The folder of the articles; by default the one that {paths.CORPUS_VARIABLE} names, else data/corpus.",
        exists=True,
        file_okay=False,
        show_default=False,
    ),
]


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


@app.command()
def build(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail where a table is stale.")] = False,
    wait: Annotated[float, typer.Option(min=0, help="How long to wait for another build to end, in seconds.")] = 60,
    as_json: AsJson = False,
) -> None:
    """Make the tables in data/tidy/ from the evidence."""
    from malirussia import evidence

    where = ledger(quiet=as_json)
    read = evidence.load()
    # pandas is imported only now: a slip in the evidence is told at once.
    from malirussia import tables

    built = tables.build(read, paths.reference_dir())
    folder = paths.tidy_dir()
    stale = tables.stale(built, folder, read.topic) if check else tables.write(built, folder, read.topic, wait=wait)
    if as_json:
        rows = {name: len(table) for name, table in built.items()}
        print_json({"ledger": where, "tables": rows, "stale" if check else "written": stale})
    elif check:
        for name in stale:
            typer.echo(f"data/tidy/{name}: stale; malirussia build", err=True)
    else:
        changed = f"{len(stale)} files written" if stale else "nothing changed"
        typer.echo(f"{len(built)} tables, {sum(map(len, built.values()))} rows: {changed}")
    if check and stale:
        raise typer.Exit(FAILED)


@app.command()
def verify(corpus: Corpus = None, as_json: AsJson = False) -> None:
    """Find every passage in copies of the articles.

    A passage is verified (where it says), moved (elsewhere, word for word) or missing.
    """
    import msgspec

    from malirussia import evidence
    from malirussia.evidence import passages

    where = ledger(quiet=as_json)
    folder = _corpus(corpus)
    read = evidence.load()
    checks = passages.verify(read, folder)
    sources = passages.verify_sources(read, folder)
    misprints = passages.misprints(read, folder)
    if as_json:
        told = [{"where": problem.where, "found": problem.found, "todo": problem.todo} for problem in misprints]
        found = {"sources": msgspec.to_builtins(sources), "passages": msgspec.to_builtins(checks), "misprints": told}
        print_json({"ledger": where, **found})
    else:
        reports.tell_passages(sources, checks, misprints)
    if misprints or any(check.state == "missing" for check in checks):
        raise typer.Exit(FAILED)


@app.command()
def check(
    coverage: Annotated[
        bool, typer.Option("--coverage", help="List each number, date and name of the articles that is not coded.")
    ] = False,
    origins: Annotated[
        bool, typer.Option("--origins", help="Tell how much of each two articles is the same, and propose one origin.")
    ] = False,
    corpus: Corpus = None,
    as_json: AsJson = False,
) -> None:
    """Check the evidence, and what of the articles is coded.

    With --coverage, every number, date and name of the articles must be coded, or ignored with a reason.
    With --origins, articles that may carry one dispatch are proposed; the origin groups of the evidence decide.
    """
    import msgspec

    from malirussia import evidence
    from malirussia.evidence.coverage import cover
    from malirussia.evidence.origins import origins as compare

    if coverage and origins:
        raise wrong_call("ask for one of --coverage and --origins", "--origins")
    where = ledger(quiet=as_json)
    read = evidence.load()
    if origins:
        compared = compare(read, _corpus(corpus))
        if as_json:
            print_json({"ledger": where, **msgspec.to_builtins(compared)})
        else:
            reports.tell_origins(compared)
        if compared.absent:
            raise typer.Exit(FAILED)
        return
    if not coverage:
        counts = {"sources": len(read.sources), "passages": len(read.passages), "claims": len(read.claims)}
        if as_json:
            print_json({"ledger": where, **counts})
        else:
            typer.echo(", ".join(f"{n} {name}" for name, n in counts.items()) + ": in order")
        return
    found = cover(read, _corpus(corpus))
    if as_json:
        articles = [{**msgspec.to_builtins(article), "share": article.share} for article in found.articles]
        print_json({"ledger": where, "complete": found.complete, "articles": articles})
    else:
        reports.tell_coverage(found)
    if not found.complete:
        raise typer.Exit(FAILED)


@app.command()
def trace(
    id: Annotated[str, typer.Argument(metavar="ID", help="A fact, claim, relation or entity.")],  # noqa: A002
    corpus: Corpus = None,
    lang: Annotated[Lang, typer.Option(help="The language of the claims.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Follow a value down to its claims and passages.

    With the articles at hand, each passage is shown in its context.
    """
    from malirussia import tables

    where = ledger(quiet=as_json)
    found = tables.load().trace(id, paths.corpus_dir() if corpus is None else corpus, lang)
    if as_json:
        print_json({"ledger": where, **found.to_dict()})
    else:
        typer.echo(str(found))


@app.command()
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

    langs = list(dict.fromkeys(one.strip() for one in lang.split(",")))
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


@app.command()
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
    found = msgspec.to_builtins(pointers.point(copy.text, first_words, last_words, copy.scheme))
    if as_json:
        print_json(found)
    else:
        typer.echo("{" + ", ".join(f"{name}: {value}" for name, value in found.items()) + "}")


@app.command("new-source")
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


app.command()(cli_render.render)


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
def publish() -> None:
    """Make the index of all pages in figures/."""
    from malirussia import publish as room
    from malirussia.render import figures_dir

    ledger()
    typer.echo(shown(room.publish(figures_dir())))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
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
    if not any(folder.glob("*.ipynb")):
        notebooks.copy(folder)
        typer.echo(f"{shown(folder)}: the notebooks that came with the package", err=True)
    elif stamp.stale(folder):
        typer.echo(f"{shown(folder)}: what the notebooks show was made of another ledger; make notebooks", err=True)
    # JupyterLab refuses to run as root unless it is told to.
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    called = [sys.executable, "-P", "-m", "jupyterlab", f"--notebook-dir={folder}", *root, *context.args]
    os.execv(sys.executable, called)


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
    if any(one.verdict == "wrong" for one in findings):
        raise typer.Exit(FAILED)


def _corpus(given: Path | None) -> Path:
    folder = paths.corpus_dir() if given is None else given
    if folder is None:
        raise wrong_call(f"no articles on this machine: name their folder, or set {paths.CORPUS_VARIABLE}", "--corpus")
    return folder


def _copy(file: Path) -> Path:
    """Return a copy as it was called, else the one of that name in the corpus folder."""
    if file.is_file():
        return file
    corpus = paths.corpus_dir() if paths.own_data_dir() is not None else None
    if corpus is not None and not file.is_absolute() and (corpus / file).is_file():
        return corpus / file
    raise wrong_call(f"no file {file}", "FILE")
