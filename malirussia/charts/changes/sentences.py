"""Sentences about changes of pages, conflicts, reference figures and charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from malirussia.analysis.changes import Change
from malirussia.analysis.changes.marks import source_of
from malirussia.charts.changes.naming import Names, Row, plain, quoted
from malirussia.charts.words.grades import grade_word
from malirussia.language import catalogue, number, word

# More titles than this in one line are not read.
TITLES = 3


def source_line(change: Change, names: Names) -> str:
    """Say that a page came, went, or is described otherwise."""
    _ = catalogue(names.lang)
    was, now = change.before or {}, change.after or {}
    match change.what:
        case "new":
            n = now["n_claims"]
            claims = _.n("{n} statement", "{n} statements", n).format(n=number(n, names.lang))
            # The name of the page is its link where it makes a claim.
            page = ", ".join(part for part in (_linked(change, names), names.title(now)) if part)
            return _("New article: {page} ({claims})").format(page=page, claims=claims)
        case "gone":
            page = ", ".join(part for part in (names.page(was), names.title(was)) if part)
            told = (
                _("Not out yet on that day: {page}")
                if change.cause == "as_of"
                else _("Article no longer in the ledger: {page}")
            )
            return told.format(page=page)
        case "described":
            pages = [", ".join(part for part in (names.page(row), names.title(row)) if part) for row in (now, was)]
            return _("An article is now given as {page}; before: {before}").format(page=pages[0], before=pages[1])
        case _:
            others = names.grouped_with(change.id, now.get("origin_group"))
            page = _linked(change, names)
            if not others:
                return _("{page} now counts as an independent source").format(page=page)
            return _("{page} now counts as one source with {others}").format(page=page, others=_("; ").join(others))


def conflict_line(changes: Sequence[Change], names: Names) -> str:
    """Say as one question what happened to the conflicts of one subject and predicate.

    Args:
        changes: At least one; they share what happened, subject, predicate and kind.
        names: The names.
    """
    _ = catalogue(names.lang)
    rows = [row for change in changes if (row := change.after or change.before) is not None]
    question = names.question(rows)
    preferred = sorted({row["preferred"] for row in rows if "preferred" in row})
    pages = _("; ").join(dict.fromkeys(names.page_of(claim) for claim in preferred))
    match changes[0].what:
        case "new" if preferred:
            told = _("Contradiction, decided for {page}: {question}")
            return told.format(page=pages, question=question)
        case "new" if _in_one_page(rows):
            return _("An article now contradicts itself: {question}").format(question=question)
        case "new":
            return _("Articles now contradict each other: {question}").format(question=question)
        case "decided":
            return _("Decided for {page}: {question}").format(page=pages, question=question)
        case "undecided":
            return _("Open again, nobody decides: {question}").format(question=question)
        case "recast":
            kind = word("conflict", rows[0]["kind"], names.lang)
            return _("Now a matter of {kind}: {question}").format(kind=kind, question=question)
        case _ if changes[0].cause == "as_of":
            return _("Not a contradiction yet on that day: {question}").format(question=question)
        case _:
            return _("No longer a contradiction: {question}").format(question=question)


def reference_line(change: Change, names: Names) -> str:
    """Say how a reference figure changed."""
    _ = catalogue(names.lang)
    row = change.after or change.before or {}
    figure, amount = names.figure(row), names.amount(row)
    match change.what:
        case "changed":
            told = _("Reference figure now {after}, before {before}: {figure}")
            return told.format(after=amount, before=names.amount(change.before), figure=figure)
        case "graded":
            told = _("Reference figure now graded “{after}”, before “{before}”: {figure}")
            return told.format(after=_grade(change.after, names), before=_grade(change.before, names), figure=figure)
        case "new":
            return _("New reference figure, {amount}: {figure}").format(amount=amount, figure=figure)
        case _:
            return _("Reference figure withdrawn, {amount}: {figure}").format(amount=amount, figure=figure)


def chart_line(changes: Sequence[Change], titles: Mapping[str, str], lang: str) -> str:
    """Say which charts are new, have gone, or stand on other data.

    Args:
        changes: At least one; they share what happened.
        titles: Name of a chart → its title.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    named = [quoted(titles.get(change.id, change.id), lang) for change in changes]
    rest = len(named) - TITLES
    if rest > 0:
        named = [*named[:TITLES], _.n("and {n} more", "and {n} more", rest).format(n=number(rest, lang))]
    n = len(changes)
    match changes[0].what:
        case "changed":
            told = _.n("{n} chart has other data: {charts}", "{n} charts have other data: {charts}", n)
        case "new":
            told = _.n("{n} new chart: {charts}", "{n} new charts: {charts}", n)
        case _:
            told = _.n("{n} chart has gone: {charts}", "{n} charts have gone: {charts}", n)
    return told.format(n=number(n, lang), charts=_("; ").join(named))


def _in_one_page(conflicts: Sequence[Row]) -> bool:
    return len({source_of(side["claim"]) for row in conflicts for side in row["sides"]}) == 1


def _linked(change: Change, names: Names) -> str:
    link = names.links(names.first_claim(change.id))
    return link or names.page(change.after or {})


def _grade(row: Row | None, names: Names) -> str:
    return plain(grade_word((row or {})["grade"], names.lang))
