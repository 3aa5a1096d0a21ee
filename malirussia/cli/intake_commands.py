"""The commands that take an article in: intake, review, accept."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from malirussia.cli.console import FAILED, ledger, print_json, shown, wrong_call
from malirussia.errors import one_line

if TYPE_CHECKING:
    from malirussia.errors import Problem
    from malirussia.intake.accept import Accepted
    from malirussia.intake.draft import Draft
    from malirussia.intake.take import TakenIn

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")]


def intake(
    named: Annotated[
        list[str],
        typer.Argument(metavar="FILE|URL|ID...", help="Articles: .txt, .html, .pdf, .warc, .wacz, or addresses."),
    ],
    id: Annotated[str | None, typer.Option(help="The id of the source; made of outlet and day if not given.")] = None,  # noqa: A002
    url: Annotated[str | None, typer.Option(help="The address of a saved page; of an archive, which page.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title, where the page tells none or a wrong one.")] = None,
    publisher: Annotated[str | None, typer.Option(help="The outlet.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Its day, as 2026-01-12.")] = None,
    lang: Annotated[str | None, typer.Option(help="fr or en; told by the words if not given.")] = None,
    voice: Annotated[str | None, typer.Option(help="The entity that speaks where nobody is quoted.")] = None,
    redirects: Annotated[bool, typer.Option("--redirects", help="Let an address lead on to another.")] = False,
    prompt: Annotated[
        bool, typer.Option("--prompt", help="Print what to ask a language model or a colleague about a draft.")
    ] = False,
    answer: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", help="Take the answer in, as JSON; what the article does not say is told."
        ),
    ] = None,
    in_editor: Annotated[
        bool, typer.Option("--edit", help="Open a draft in $EDITOR; what is wrong in it is told line by line.")
    ] = False,
    private: Annotated[bool, typer.Option("--private", help="Take an address of this machine or network.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take articles in, each as a draft of claims to be reviewed.

    The copy goes to data/corpus/, the draft to data/drafts/; neither is ever committed. Nothing leaves this machine.
    """
    from malirussia.intake import drafts
    from malirussia.intake.take import Told, take

    told = Told(id=id, url=url, title=title, publisher=publisher, published=published, lang=lang, voice=voice)
    if len(named) > 1 and any((id, url, title, published)):
        raise wrong_call("--id, --url, --title and --published are of one article", "FILE|URL")
    if prompt or answer is not None:
        _ask(named, answer, as_json)
        return
    if in_editor:
        _edit(named, as_json)
        return
    where = ledger(quiet=as_json)
    results: list[dict[str, object]] = []
    for one in named:
        came = take(one, told, redirects=redirects, private=private)
        if came.draft is None:
            results.append({"named": one, "same_as": came.same_as})
            if not as_json:
                typer.echo(one_line(f"{one}: taken in already, as {came.same_as}"))
            continue
        draft = came.draft
        told_of = {"named": one, "moved": came.moved, "missing": came.missing, "doubts": came.doubts}
        results.append(_counted(draft) | told_of)
        if not as_json:
            _tell(draft, came, shown(drafts.path_of(draft.source.id)))
    if as_json:
        print_json({"ledger": where, "articles": results})


def _ask(named: list[str], answer: Path | None, as_json: bool) -> None:
    """Print the prompt for a draft, or take an answer in."""
    import getpass

    import msgspec

    from malirussia.evidence import load
    from malirussia.intake import drafts
    from malirussia.intake.accept import copy_of
    from malirussia.intake.answers.admit import Refused, admit
    from malirussia.intake.answers.answer import BYTES, read
    from malirussia.intake.answers.prompt import prompt
    from malirussia.paths import read_regular

    if len(named) != 1:
        raise wrong_call("--prompt and --from are about one draft", "ID")
    where = ledger(quiet=as_json)
    draft, evidence = drafts.load(named[0]), load()
    copy = copy_of(draft)
    if answer is None:
        typer.echo(prompt(draft, copy, evidence))
        return
    proposals = read(read_regular(answer, 16 * BYTES), shown(answer))
    refused: list[Refused] = []
    ids: list[str] = []

    def taking(newest: Draft) -> Draft:
        after, ids[:], refused[:] = admit(newest, proposals, copy, evidence, getpass.getuser())
        return after

    drafts.change(named[0], taking)
    if as_json:
        print_json({"ledger": where, "admitted": ids, "refused": msgspec.to_builtins(refused)})
    else:
        for one in refused:
            typer.echo(one_line(f"  {one.number}: {one.quote}: {one.reason}"))
        typer.echo(f"{named[0]}: {len(ids)} of {len(proposals)} proposals admitted, to be reviewed")
    if refused and not ids:
        raise typer.Exit(FAILED)


def _edit(named: list[str], as_json: bool) -> None:
    """Open one draft in an editor, again and again until it is right or the person has had enough."""
    from malirussia.review.editor import edit

    if len(named) != 1 or as_json:
        raise wrong_call("--edit is for a person, and about one draft", "ID")
    ledger()

    def again(wrong: list[Problem]) -> bool:
        for problem in wrong:
            typer.echo(str(problem), err=True)
        return typer.confirm("Edit again?", default=True, err=True)

    draft, changed = edit(named[0], again)
    states = Counter(candidate.state for candidate in draft.candidates.values())
    counts = ", ".join(f"{n} {state}" for state, n in sorted(states.items())) or "no candidates"
    typer.echo(f"{named[0]}: {counts}; " + (f"saved, revision {draft.revision}" if changed else "nothing changed"))


def review(
    id: Annotated[  # noqa: A002
        str | None, typer.Argument(metavar="[ID]", help="A draft; the list of all if not given.")
    ] = None,
    lang: Annotated[str, typer.Option(help="fr or en.")] = "fr",
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Who reviews, for the log; your user name.")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen; any free port if 0.")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open it in your browser.")] = True,
) -> None:
    """Judge a draft by keyboard, on a page.

    Ctrl-C ends it. Only this machine can open the address, and only who knows it. Every step is saved at once in the
    draft.
    """
    from malirussia.language import LANGS
    from malirussia.review.server import serve

    if lang not in LANGS:
        raise wrong_call(f"{lang!r} is no language of the page; use fr or en", "--lang")
    ledger()

    def ready(address: str) -> None:
        typer.echo(address)
        if browser:
            import webbrowser

            webbrowser.open(address)
        typer.echo("Ctrl-C ends it; all that is done is saved", err=True)

    serve(id, lang, who=who, port=port, ready=ready)


def accept(
    id: Annotated[str, typer.Argument(metavar="ID", help="A draft.")],  # noqa: A002
    coded_by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who coded it; as the log says if not given.")
    ] = None,
    reviewed_by: Annotated[str | None, typer.Option(metavar="NAME", help="Who read the coding again.")] = None,
    over: Annotated[
        bool, typer.Option("--over", help="Write over a file of the source that was changed by hand.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write the accepted claims of a draft into the evidence.

    The tables are built, and what they say now that they did not is told. Where the evidence would refuse something,
    every such place is told and nothing is written.
    """
    import msgspec

    from malirussia.review.finish import finish

    where = ledger(quiet=as_json)
    done = finish(id, coded_by=coded_by, reviewed_by=reviewed_by, over=over)
    if as_json:
        print_json({"ledger": where, **msgspec.to_builtins(done.accepted), "overdue": done.overdue})
    else:
        _tell_accepted(done.accepted, done.overdue)


def _counted(draft: Draft) -> dict[str, object]:
    kinds = Counter(one.kind for one in draft.found)
    states = Counter(one.state for one in draft.candidates.values())
    origins = [{"source": one.source, "share": one.share} for one in draft.origins]
    return {"id": draft.source.id, "words": draft.source.n_words, "found": dict(sorted(kinds.items())),
            "candidates": dict(states), "origins": origins, "replaces": draft.taken.replaces}  # fmt: skip


def _tell(draft: Draft, came: TakenIn, place: str) -> None:
    source = draft.source
    kinds = Counter(one.kind for one in draft.found)
    typer.echo(one_line(f"{source.id}: {source.n_words} words, {source.lang}, {source.published or 'no date'}, "
                        f"{source.publisher or 'no outlet named'}"))  # fmt: skip
    typer.echo("  found: " + ", ".join(f"{n} {kind}s" for kind, n in sorted(kinds.items())))
    typer.echo(f"  {len(draft.candidates)} candidate claims in {place}")
    for one in draft.origins:
        told = f"; proposed: one origin, {one.origin_group}" if one.proposed else ""
        typer.echo(one_line(f"  {one.share:.0%} of its runs of six words stand in {one.source}{told}"))
    if draft.taken.replaces is not None:
        typer.echo(f"  another version of {draft.taken.replaces}: same address, other words")
        for state, keys in (("moved", came.moved), ("missing", came.missing)):
            if keys:
                typer.echo(one_line(f"    {len(keys)} passages {state}: {', '.join(keys)}"))
    for doubt in came.doubts:
        typer.echo(one_line(f"  {doubt}"))
    typer.echo(f"  next: malirussia review {source.id} (in an editor: malirussia intake --edit {source.id})")


def _tell_accepted(done: Accepted, overdue: list[str]) -> None:
    if not done.written:
        typer.echo(f"{done.source_id}: nothing changed")
        return
    counts = f"{done.passages} passages, {done.names} names, {done.claims} claims"
    still = f"; {done.open} candidates nobody has judged" if done.open else ""
    typer.echo(f"{done.source_id}: {counts}{still}")
    said = {"fact": "new fact", "gone": "fact gone", "commitment": "new promise", "status": "new stage"}
    for change in done.changes:
        typer.echo(one_line(f"  {said.get(change.kind, change.kind)}: {change.id}: {change.told}"))
    for one in overdue:
        typer.echo(one_line(f"  overdue now: {one}"))
    typer.echo("  " + ", ".join(name for name in done.written if "/tidy/" not in name) + "; tables built")
