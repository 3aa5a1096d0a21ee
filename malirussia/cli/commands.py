"""The command line: reads the call, calls the room that does the work, prints what it found.

Exit status: 0 done, 1 the work found something wrong, 2 the call was wrong. The rooms are imported inside the commands,
so that `malirussia --help` is quick.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from malirussia import paths
from malirussia.cli import render as cli_render
from malirussia.cli import reports
from malirussia.cli.console import FAILED, Commands, print_json, shown, wrong_call

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


@app.command()
def build(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail where a table is stale.")] = False,
    wait: Annotated[float, typer.Option(min=0, help="How long to wait for another build to end, in seconds.")] = 60,
    as_json: AsJson = False,
) -> None:
    """Make the tables in data/tidy/ from the evidence."""
    from malirussia import evidence

    paths.belong_together(paths.project_dir())
    ledger = evidence.load()
    # pandas is imported only now: a slip in the evidence is told at once.
    from malirussia import tables

    built = tables.build(ledger, paths.reference_dir())
    folder = paths.tidy_dir()
    stale = tables.stale(built, folder, ledger.topic) if check else tables.write(built, folder, ledger.topic, wait=wait)
    if as_json:
        rows = {name: len(table) for name, table in built.items()}
        print_json({"tables": rows, "stale" if check else "written": stale})
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

    folder = _corpus(corpus)
    ledger = evidence.load()
    checks = passages.verify(ledger, folder)
    sources = passages.verify_sources(ledger, folder)
    misprints = passages.misprints(ledger, folder)
    if as_json:
        told = [{"where": problem.where, "found": problem.found, "todo": problem.todo} for problem in misprints]
        print_json(
            {"sources": msgspec.to_builtins(sources), "passages": msgspec.to_builtins(checks), "misprints": told}
        )
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
    ledger = evidence.load()
    if origins:
        compared = compare(ledger, _corpus(corpus))
        if as_json:
            print_json(msgspec.to_builtins(compared))
        else:
            reports.tell_origins(compared)
        if compared.absent:
            raise typer.Exit(FAILED)
        return
    if not coverage:
        counts = {"sources": len(ledger.sources), "passages": len(ledger.passages), "claims": len(ledger.claims)}
        if as_json:
            print_json(counts)
        else:
            typer.echo(", ".join(f"{n} {name}" for name, n in counts.items()) + ": in order")
        return
    found = cover(ledger, _corpus(corpus))
    if as_json:
        articles = [{**msgspec.to_builtins(article), "share": article.share} for article in found.articles]
        print_json({"complete": found.complete, "articles": articles})
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

    found = tables.load().trace(id, paths.corpus_dir() if corpus is None else corpus, lang)
    if as_json:
        print_json(found.to_dict())
    else:
        typer.echo(str(found))


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
    try:
        planned = room.present(names, at=at, zone=zone, kernel=kernel)
    except UnknownRenderError as error:
        raise wrong_call(str(error), "NAME") from None
    except room.OptionError as error:
        raise wrong_call(f"{error.found}; {error.todo}", error.where) from None
    files = room.files(kind, planned)
    written = None if to is None else [shown(path) for path in room.write(files, to)]
    if as_json:
        print_json(room.described(kind, planned, files, written))
    elif written is None:
        typer.echo(room.printed(files), nl=False)
    else:
        typer.echo("\n".join(written))


@app.command()
def publish() -> None:
    """Make the index of all pages in figures/."""
    from malirussia import publish as room
    from malirussia.render import figures_dir

    typer.echo(shown(room.publish(figures_dir())))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context) -> None:
    """Start JupyterLab in notebooks/.

    What follows the command goes to JupyterLab as it is.
    """
    notebooks = paths.project_dir() / "notebooks"
    if not notebooks.is_dir():
        raise wrong_call("no notebooks/ at or above this folder", "lab")
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", f"--notebook-dir={notebooks}", *context.args])


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Say what on this machine a command would miss."""
    import msgspec

    from malirussia.cli.doctor import examine

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
