"""The commands that read the ledger: build, verify, check, trace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from malirussia import paths
from malirussia.cli import reports
from malirussia.cli.console import FAILED, ledger, print_json, wrong_call

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


def verify(corpus: Corpus = None, as_json: AsJson = False) -> None:
    """Find every passage in copies of the articles.

    A passage is verified (where it says), moved (elsewhere, word for word) or missing. Of articles whose copy is not
    here that is told; the status is 1 where a copy lacks a passage, or where there is no copy at all.
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
        results = {"sources": msgspec.to_builtins(sources), "passages": msgspec.to_builtins(checks), "misprints": told}
        print_json({"ledger": where, **results})
    else:
        reports.tell_passages(sources, checks, misprints)
    here = [check for check in checks if check.copy != "absent"]
    if misprints or (checks and not here) or any(check.state == "missing" for check in here):
        raise typer.Exit(FAILED)


def check(
    coverage: Annotated[
        bool, typer.Option("--coverage", help="List each number, date and name of the articles that is not coded.")
    ] = False,
    origins: Annotated[
        bool, typer.Option("--origins", help="Tell how much of each two articles is the same, and propose one origin.")
    ] = False,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="Compare the second codings in data/recoded/ with the evidence.")
    ] = False,
    corpus: Corpus = None,
    as_json: AsJson = False,
) -> None:
    """Check the evidence, and what of the articles is coded.

    With --coverage, every number, date and name of the articles whose copies are here must be coded, or ignored with a
    reason.
    With --origins, articles that may carry one dispatch are proposed; the origin groups of the evidence decide.
    With --agreement, how far two codings of one article agree is told, with Krippendorff's alpha.
    """
    import msgspec

    from malirussia import evidence
    from malirussia.evidence.coverage import cover
    from malirussia.evidence.double_coding import agreement as compare_codings
    from malirussia.evidence.origins import origins as compare

    if coverage + origins + agreement > 1:
        raise wrong_call("ask for one of --coverage, --origins and --agreement", "--origins")
    where = ledger(quiet=as_json)
    read = evidence.load()
    if agreement:
        twice = compare_codings(read, paths.data_dir() / "recoded")
        if as_json:
            rows = [
                {"source_id": one.source_id, "first": one.first, "second": one.second, "both": one.both,
                 "found_by_both": one.found_by_both}
                for one in twice.sources
            ]  # fmt: skip
            print_json({"ledger": where, "sources": rows, "alpha": twice.alpha})
        else:
            reports.tell_agreement(twice)
        return
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
    covered = cover(read, _corpus(corpus))
    if as_json:
        articles = [{**msgspec.to_builtins(article), "share": article.share} for article in covered.articles]
        print_json({"ledger": where, "complete": covered.complete, "articles": articles})
    else:
        reports.tell_coverage(covered)
    if not covered.complete:
        raise typer.Exit(FAILED)


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
    traced = tables.load().trace(id, paths.corpus_dir() if corpus is None else corpus, lang)
    if as_json:
        print_json({"ledger": where, **traced.to_dict()})
    else:
        typer.echo(str(traced))


def _corpus(given: Path | None) -> Path:
    folder = paths.corpus_dir() if given is None else given
    if folder is None:
        raise wrong_call(f"no articles on this machine: name their folder, or set {paths.CORPUS_VARIABLE}", "--corpus")
    return folder
