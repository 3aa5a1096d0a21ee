"""How the command line tells what was found: the rows of its tables, the lines of its errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from malirussia.cli.console import FAILED, Cell, fail, print_table

if TYPE_CHECKING:
    from malirussia.cli.doctor import Finding
    from malirussia.errors import Problem
    from malirussia.evidence.coverage import ArticleCoverage, Coverage
    from malirussia.evidence.double_coding import Agreement
    from malirussia.evidence.origins import Origins
    from malirussia.evidence.passages import PassageCheck, PassageState, SourceCheck
    from malirussia.render import Render
    from malirussia.render.notebook.parameters import Parameter
    from malirussia.render.run.outcome import Outcome

STATES: tuple[PassageState, ...] = ("verified", "moved", "missing")


def tell_passages(sources: Sequence[SourceCheck], checks: Sequence[PassageCheck], misprints: Sequence[Problem]) -> None:
    """Print one row a source; each missing passage and each misprint is a line of its own on the error stream."""
    rows: list[list[Cell]] = []
    for source in sources:
        states = [check.state for check in checks if check.source_id == source.source_id]
        rows.append([source.source_id, source.copy, len(states), *(states.count(state) for state in STATES)])
    print_table(("source", "copy", "passages", *STATES), rows)
    absent = [source.source_id for source in sources if source.copy == "absent"]
    _tell_absent(absent, len(sources), "their passages were not looked for")
    for check in checks:
        if check.state == "missing" and check.copy != "absent":
            typer.echo(f"{check.passage_id}: not in this copy; compare the copy with the article", err=True)
    for problem in misprints:
        typer.echo(str(problem), err=True)


def tell_coverage(coverage: Coverage) -> None:
    """Print one row an article; each number, date and name that is left is a line of its own on the error stream."""
    print_table(
        ("source", "copy", "words", "body", "covered", "share", "left"),
        [_row(article) for article in coverage.articles],
    )
    for gap in coverage.uncovered:
        run = f"{{source: {gap.source_id}, first: {gap.first}, words: {gap.words}, reason: …}}"
        left = f"{gap.kind} {gap.printed!r} in {gap.context!r} is neither coded nor ignored"
        typer.echo(f"{gap.source_id} word {gap.first}: {left}; code it, or add to ignored.yaml: {run}", err=True)
    absent = [article.source_id for article in coverage.articles if article.copy == "absent"]
    _tell_absent(absent, len(coverage.articles), "what of them is coded was not looked for")
    for article in coverage.articles:
        if not article.told and article.copy != "absent":
            todo = "put the copy that was coded there: malirussia verify compares them"
            typer.echo(f"{article.source_id}: copy {article.copy}, not the words that were coded; {todo}", err=True)


def _tell_absent(absent: Sequence[str], of: int, so: str) -> None:
    if absent:
        more = f" and {len(absent) - 3} more" if len(absent) > 3 else ""
        told = f"{len(absent)} of {of} copies are not here ({', '.join(absent[:3])}{more})"
        typer.echo(f"{told}: {so}; malirussia doctor lists them", err=True)


def tell_agreement(found: Agreement) -> None:
    """Print one row a source that was coded twice, then alpha of each field."""
    rows: list[list[Cell]] = [
        [
            one.source_id,
            one.first,
            one.second,
            one.both,
            "" if one.found_by_both is None else f"{one.found_by_both:.0%}",
        ]
        for one in found.sources
    ]
    print_table(("source", "claims", "second coding", "both", "of all"), rows)
    for name, value in found.alpha.items():
        typer.echo(
            f"alpha of {'speaker' if name == 'by' else name}: {'undefined' if value is None else f'{value:.2f}'}"
        )


def tell_origins(origins: Origins) -> None:
    """Print one row two articles; each article that could not be compared is a line of its own on the error stream."""
    rows: list[list[Cell]] = [
        [
            overlap.left,
            overlap.right,
            overlap.shared,
            f"{overlap.containment:.1%}",
            "one origin" if overlap.proposed else "apart",
            "one origin" if overlap.decided else "apart",
        ]
        for overlap in origins.overlaps
    ]
    print_table(("source", "and", "runs shared", "of the shorter", "proposed", "decided"), rows)
    for source_id in origins.absent:
        typer.echo(f"{source_id}: no copy with the words that were coded: malirussia verify compares them", err=True)


def _row(article: ArticleCoverage) -> list[Cell]:
    if not article.told:
        return [article.source_id, article.copy, None, None, None, None, None]
    share = None if article.share is None else f"{article.share:.1%}"
    left = len(article.uncovered)
    return [article.source_id, article.copy, article.words, article.body, article.covered, share, left]


def tell_plan(renders: Sequence[Render]) -> None:
    """Print one row a render."""
    rows = [
        (
            render.name,
            render.notebook.name,
            "when named" if render.on_request else "",
            " ".join(render.tags),
            render.title,
        )
        for render in renders
    ]
    print_table(("render", "notebook", "made", "tags", "title"), rows)


def fail_on_damage(renders: Sequence[Render]) -> None:
    """Tell which notebooks are damaged, one line each, and end with the status of a failure if any is."""
    damage = dict.fromkeys(str(render.damage) for render in renders if render.damage is not None)
    if damage:
        fail("\n".join(damage), FAILED)


def tell_due(judged: Sequence[tuple[str, str | None]]) -> None:
    """Print one row a render with the reason why it would be made."""
    rows = [(name, "left" if why is None else "made", "fresh" if why is None else why) for name, why in judged]
    print_table(("render", "would be", "why"), rows)


def tell_parameters(by_notebook: Mapping[str, Mapping[str, Parameter]]) -> None:
    """Print one row a parameter of each notebook."""
    rows = [
        (
            notebook,
            parameter.name,
            "EDTF date" if parameter.type == "edtf" else parameter.type,
            "(secret)" if parameter.secret else repr(parameter.default),
            ", ".join(map(repr, parameter.choices)),
            parameter.help,
        )
        for notebook, declared in by_notebook.items()
        for parameter in declared.values()
    ]
    print_table(("notebook", "parameter", "type", "default", "one of", "what it is"), rows)


def tell_diff(changed: Mapping[str, Sequence[str]]) -> None:
    """Print what changed in each page, a sentence a line."""
    for name, lines in changed.items():
        typer.echo(f"{name}:")
        for line in lines:
            typer.echo(f"- {line}")


def tell_history(told: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Print one row a receipt, the latest of each render first."""
    rows = [
        (
            name,
            receipt["times"]["finished"],
            f"{sum(receipt['times']['seconds'].values()):.1f}",
            receipt["times"].get("peak"),
            len(receipt["warnings"]),
            (receipt.get("commit") or "")[:12],
            receipt["read"]["library"][:12],
        )
        for name, receipt in told
    ]
    print_table(("render", "finished", "seconds", "MiB", "warnings", "commit", "library"), rows)


def tell_outcomes(outcomes: Sequence[Outcome], folder: str, images: bool) -> None:
    """Print how many renders were made, with warnings and, once, the reason why images are missing if wanted."""
    for outcome in outcomes:
        for warning in outcome.warnings:
            typer.echo(f"{outcome.render}: {warning}", err=True)
    counted = {
        state: [outcome for outcome in outcomes if outcome.state == state]
        for state in ("made", "fresh", "failed", "skipped")
    }
    if images:
        for reason in sorted({outcome.images for outcome in counted["made"]} - {"drawn"}):
            typer.echo(reason, err=True)
    if counted["failed"]:
        rows: list[list[Cell]] = [
            [
                outcome.render,
                outcome.state,
                outcome.attempts,
                f"{sum(outcome.seconds.values()):.1f}",
                outcome.error or outcome.why,
            ]
            for outcome in outcomes
        ]
        print_table(("render", "became", "attempts", "seconds", "why"), rows)
    told = [f"{len(counted['made'])} of {len(outcomes)} renders made in {folder}"]
    told += [f"{len(counted[state])} {state}" for state in ("fresh", "skipped") if counted[state]]
    if counted["failed"]:
        # At the end of the last line: a schedule mails that one.
        names = [outcome.render for outcome in counted["failed"]]
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        told.append(f"{len(names)} failed: {', '.join(names[:5])}{more}")
    typer.echo(", ".join(told))


def tell_findings(findings: Sequence[Finding]) -> None:
    """Print one row a finding of the doctor."""
    columns = ("looked at", "verdict", "found", "what to do")
    print_table(columns, [(finding.looked_at, finding.verdict, finding.found, finding.todo) for finding in findings])
