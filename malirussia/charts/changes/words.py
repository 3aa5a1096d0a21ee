"""What changed since the last edition, in words: few lines, the gravest first, each with the pages that say it.

before, after = receipt["snapshot"], snapshot(ds, as_of)
for line in tell([*compare(before, after), *compare_figures(then, now)], "fr", before=before, after=after):
    print(f"- {line}")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from malirussia.analysis.changes import Change, Snapshot
from malirussia.charts.changes.facts_words import (
    fact_line,
    told_otherwise,
    value_line,
    verdict_line,
    voices_line,
    weight,
)
from malirussia.charts.changes.naming import Names
from malirussia.charts.changes.sentences import chart_line, conflict_line, reference_line, source_line
from malirussia.charts.changes.standings_words import commitment_line, rung_line
from malirussia.charts.words.citing import last_day
from malirussia.language import catalogue, number

MOST = 10
"""Lines that an editor reads before the briefing itself."""

SHARES: dict[str, int] = {
    "source": 2, "rung": 3, "commitment": 2, "conflict": 1, "verdict": 1, "value": 1, "fact": 2, "voices": 0,
    "reference": 1, "chart": 1,
}  # fmt: skip
"""Kind of change, in the order told → lines that it may take before another kind has had its own."""

_WORDS = {
    "rung": rung_line,
    "commitment": commitment_line,
    "verdict": verdict_line,
    "value": value_line,
    "voices": voices_line,
    "fact": fact_line,
    "reference": reference_line,
}


@dataclass(frozen=True)
class _Line:
    kind: str
    text: str
    tells: int


def tell(
    changes: Iterable[Change],
    lang: str,
    *,
    before: Snapshot | None,
    after: Snapshot,
    titles: Mapping[str, str] | None = None,
    most: int = MOST,
) -> list[str]:
    """Say what changed, in Markdown without bullets: one sentence a line, what the ledger holds escaped.

    Args:
        changes: What `compare(before, after)` returns, and of `compare_figures` what is to be told.
        lang: `fr` or `en`.
        before: The earlier snapshot; None where there is no earlier receipt, which is then said.
        after: The snapshot of now.
        titles: Name of a chart → its title in `lang`; the name where there is none.
        most: Lines at most; the last then says how much more there is. At least 1.

    Returns:
        At least one line. Links lead to `#<claim id>`, as in the other texts of a page, and only to claims that the
        later snapshot holds.
    """
    _ = catalogue(lang)
    if before is None:
        return [_("This is the first edition: there is no earlier one to compare with.")]
    told = list(changes)
    if not told:
        return [_nothing(before, after, lang)]
    alone = most > 1 and before["ledger"] == after["ledger"] and _by_day(told)
    moved = _days(before, after, lang) if alone else []
    lines = list(_lines(_folded(told), Names(before, after, lang), titles or {}, said=bool(moved)))
    return [*moved, *_few(lines, max(1, most - len(moved)), lang)]


def _nothing(before: Snapshot, after: Snapshot, lang: str) -> str:
    _ = catalogue(lang)
    days = [last_day(picture["as_of"], lang) for picture in (before, after)]
    if days[0] == days[1]:
        return _(
            "Nothing has changed since the last edition: the same articles, facts, statuses, promises and figures."
        )
    return _(
        "Nothing has changed from {before} to {after}: the same articles, facts, statuses, promises and figures."
    ).format(before=days[0], after=days[1])


def _by_day(changes: Iterable[Change]) -> bool:
    causes = {change.cause for change in changes}
    return "as_of" in causes and "ledger" not in causes


def _days(before: Snapshot, after: Snapshot, lang: str) -> list[str]:
    told = catalogue(lang)("The ledger is the same; only the day has moved, from {before} to {after}.")
    return [told.format(before=last_day(before["as_of"], lang), after=last_day(after["as_of"], lang))]


def _folded(changes: Sequence[Change]) -> list[Change]:
    """Leave out the facts that another line tells: of a contradiction, a new promise, a rung."""

    def told_by(kind: str, *what: str) -> set[str]:
        return {
            claim
            for change in changes
            if change.kind == kind and (not what or change.what in what)
            for claim in change.claim_ids
        }

    conflict, promised, rung = told_by("conflict"), told_by("commitment", "new"), told_by("rung")
    otherwise = {change.id for change in changes if told_otherwise(change)}
    return [
        change
        for change in changes
        if not _is_told(change, conflict, promised, rung)
        # Who adds that it is done does not confirm what was announced.
        and not (change.kind in ("verdict", "voices") and change.id in otherwise)
    ]


def _is_told(change: Change, conflict: set[str], promised: set[str], rung: set[str]) -> bool:
    rows = [row for row in (change.before, change.after) if row is not None]
    claims = {claim for row in rows for claim in row.get("claims", ())}
    match change.kind, change.what:
        case "verdict", _:
            decided = any(row["verdict"] in ("disputed", "superseded") for row in rows)
            return decided and not claims.isdisjoint(conflict)
        case "fact", "new" | "gone":
            return not claims.isdisjoint(conflict | promised) or (claims <= rung and "unit" not in rows[0])
        case "fact", _:
            return not claims.isdisjoint(conflict)
    return False


def _lines(changes: Sequence[Change], names: Names, titles: Mapping[str, str], *, said: bool) -> Iterator[_Line]:
    for kind in SHARES:
        of_kind = [change for change in changes if change.kind == kind]
        if kind == "fact":
            of_kind.sort(key=weight)
        # What people changed comes before what the calendar did, what is open before what is decided.
        of_kind.sort(key=lambda change: (change.cause == "as_of", kind == "conflict" and _is_decided(change)))
        if kind == "chart":
            for _, same in groupby(of_kind, key=lambda change: change.what):
                several = list(same)
                yield _Line(kind, f"{chart_line(several, titles, names.lang)}.", len(several))
        elif kind == "conflict":
            for several in _questions(of_kind):
                claims = sorted({claim for change in several for claim in change.claim_ids})
                told = _cited(conflict_line(several, names), claims, several[0], names, said=said)
                yield _Line(kind, told, len(several))
        elif kind == "source":
            for change in of_kind:
                yield _Line(kind, _cited(source_line(change, names), (), change, names, said=said), 1)
        else:
            for change in of_kind:
                yield _Line(kind, _cited(_WORDS[kind](change, names), change.claim_ids, change, names, said=said), 1)


def _questions(changes: Sequence[Change]) -> list[list[Change]]:
    """Gather the conflicts of which one question tells: the same matter, and the same happened to them."""
    questions: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        row = change.after or change.before or {}
        key = (change.cause, change.what, row["subject"], row["predicate"], row["kind"], str("preferred" in row))
        questions.setdefault(key, []).append(change)
    return list(questions.values())


def _is_decided(conflict: Change) -> bool:
    return "preferred" in (conflict.after or {})


def _cited(told: str, claims: Iterable[str], change: Change, names: Names, *, said: bool) -> str:
    """Add the pages, and the calendar where it alone is the cause and nobody has said so."""
    _ = catalogue(names.lang)
    pages = names.links(claims)
    text = f"{told} ({pages})" if pages else told
    if change.cause == "as_of" and not said:
        return _("{told}, by the calendar alone.").format(told=text)
    return f"{text}."


def _few(lines: Sequence[_Line], most: int, lang: str) -> list[str]:
    """Keep so many lines, each kind its share first; say at the end how much is left out."""
    if len(lines) <= most:
        return [line.text for line in lines]
    ranked = []
    for _, same in groupby(enumerate(lines), key=lambda placed: placed[1].kind):
        ranked += [(place_in_kind >= SHARES[line.kind], place) for place_in_kind, (place, line) in enumerate(same)]
    kept = {place for _, place in sorted(ranked)[: most - 1]}
    left: dict[str, int] = {}
    for place, line in enumerate(lines):
        if place not in kept:
            left[_noun(line.kind)] = left.get(_noun(line.kind), 0) + line.tells
    return [*(lines[place].text for place in sorted(kept)), _rest(left, lang)]


def _noun(kind: str) -> str:
    return "fact" if kind in ("verdict", "value", "voices") else kind


def _rest(left: Mapping[str, int], lang: str) -> str:
    _ = catalogue(lang)

    def counted(noun: str, n: int) -> str:
        match noun:
            case "source":
                told = _.n("{n} article", "{n} articles", n)
            case "rung":
                told = _.n("{n} status", "{n} statuses", n)
            case "commitment":
                told = _.n("{n} promise", "{n} promises", n)
            case "conflict":
                told = _.n("{n} contradiction", "{n} contradictions", n)
            case "reference":
                told = _.n("{n} reference figure", "{n} reference figures", n)
            case "chart":
                told = _.n("{n} chart", "{n} charts", n)
            case _:
                told = _.n("{n} change of facts", "{n} changes of facts", n)
        return told.format(n=number(n, lang))

    return _("And more: {counts}.").format(counts=", ".join(counted(noun, n) for noun, n in left.items()))
