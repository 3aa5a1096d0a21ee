"""Sentences about changes of facts. What was only announced is never told as done."""

from __future__ import annotations

from malirussia.analysis.changes import Change
from malirussia.charts.changes.naming import Names, Row
from malirussia.language import catalogue, number
from malirussia.units import COUNTED


def fact_line(change: Change, names: Names) -> str:
    """Say that a fact came or went, or is told in another way."""
    _ = catalogue(names.lang)
    was, now = change.before or {}, change.after or {}
    match change.what:
        case "new":
            return _first(now, names).format(fact=names.fact(now))
        case "gone" if change.cause == "as_of":
            return _("Not told yet on that day: {fact}").format(fact=names.fact(was))
        case "gone":
            return _("No longer in the ledger: {fact}").format(fact=names.fact(was))
        case "told":
            # Several sources may hold no more than the announcement: this is what one adds.
            says = f"says_{names.lang}"
            fact = names.fact({**now, says: now.get(f"done_{names.lang}", now[says])})
            return _("Only announced until now, now told as a fact: {fact}").format(fact=fact)
        case "announced":
            return _("Told as a fact until now, now only announced: {fact}").format(fact=names.fact(now))
        case "denied":
            # The sentence of a fact that every page negates would be the negation.
            return _("Now negated by an article: {fact}").format(fact=names.fact(was))
        case _:
            return _("No longer negated: {fact}").format(fact=names.fact(now))


def verdict_line(change: Change, names: Names) -> str:
    """Say which verdict a fact has now."""
    _ = catalogue(names.lang)
    was, now = change.before or {}, change.after or {}
    fact, n = names.fact(now), now["n_origin_groups"]
    if was["verdict"] == "superseded" and change.what != "disputed":
        return _("No longer set aside: {fact}").format(fact=fact)
    match change.what:
        case "corroborated" if was["verdict"] == "disputed":
            return _("No longer disputed, {n} independent sources say so: {fact}").format(
                n=number(n, names.lang), fact=fact
            )
        case "corroborated" if n > 2:
            told = (
                _("Announced, now by {n} independent sources: {fact}")
                if now.get("announced")
                else _("Now confirmed, {n} independent sources: {fact}")
            )
            return told.format(n=number(n, names.lang), fact=fact)
        case "corroborated":
            told = (
                _("Announced, now by a second source too: {fact}")
                if now.get("announced")
                else _("Now confirmed by a second source: {fact}")
            )
            return told.format(fact=fact)
        case "carried":
            return _("Said by one and the same, carried by {n} sources: {fact}").format(
                n=number(n, names.lang), fact=fact
            )
        case "single" if was["verdict"] == "disputed":
            return _("No longer disputed: {fact}").format(fact=fact)
        case "single":
            return _("Now on one source alone: {fact}").format(fact=fact)
        case "disputed":
            return _("Now disputed: {fact}").format(fact=fact)
        case _:
            return _("Set aside, another version is preferred: {fact}").format(fact=fact)


def voices_line(change: Change, names: Names) -> str:
    """Say how many independent sources speak of a fact now."""
    _ = catalogue(names.lang)
    was, now = change.before or {}, change.after or {}
    n = now["n_origin_groups"]
    told = _.n(
        "{n} independent source speaks of it, before {before}: {fact}",
        "{n} independent sources speak of it, before {before}: {fact}",
        n,
    )
    return told.format(n=number(n, names.lang), before=number(was["n_origin_groups"], names.lang), fact=names.fact(now))


def value_line(change: Change, names: Names) -> str:
    """Say which range a fact has now, and had before."""
    _ = catalogue(names.lang)
    now = change.after or {}
    subject, predicate, *_rest = change.id.split(".")
    told = (
        _("{what} – {which}: announced, now {after}, before {before}")
        if now.get("announced")
        else _("{what} – {which}: now {after}, before {before}")
    )
    return told.format(
        what=names.entity(subject),
        which=names.predicate(predicate),
        after=names.amount(now),
        before=names.amount(change.before),
    )


def weight(change: Change) -> tuple[int, str]:
    """Rank changes of facts: told otherwise, then amounts, then what several sources hold, then the others."""
    fact = change.after or change.before or {}
    if change.what not in ("new", "gone"):
        return 0, change.id
    if fact["verdict"] == "superseded":
        return 4, change.id
    measured = "unit" in fact and fact["unit"] not in COUNTED
    return (1 if measured else 2 if fact["n_origin_groups"] > 1 else 3), change.id


def told_otherwise(change: Change) -> bool:
    """Return whether a fact is told as done that was announced, or the other way round."""
    return change.kind == "fact" and change.what in ("told", "announced")


def _first(now: Row, names: Names) -> str:
    _ = catalogue(names.lang)
    if now["verdict"] == "superseded":
        return _("Told for the first time, and set aside: {fact}")
    if now["verdict"] == "disputed":
        return (
            _("Announced for the first time, and disputed: {fact}")
            if now.get("announced")
            else _("Told for the first time, and disputed: {fact}")
        )
    return _("Announced for the first time: {fact}") if now.get("announced") else _("Told for the first time: {fact}")
