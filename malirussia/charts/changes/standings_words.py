"""Sentences about changes of standing: rungs and promises."""

from __future__ import annotations

from malirussia.analysis.changes import Change
from malirussia.analysis.standing.ladder import NO_RUNG, RUNGS
from malirussia.analysis.standing.occurrences import STATES
from malirussia.charts.changes.naming import Names, Row, plain
from malirussia.charts.standing.words import due_words, state_word
from malirussia.charts.words.rungs import rung_word
from malirussia.language import catalogue, day, number


def rung_line(change: Change, names: Names) -> str:
    """Say how the rung of an agreement, project or delivery changed."""
    lang = names.lang
    _ = catalogue(lang)
    was, now = change.before or {}, change.after or {}
    what = plain((now or was)[f"caption_{lang}"])
    rung = rung_word(now.get("claimed", NO_RUNG), lang)
    match change.what:
        case "new" if now["claimed"] == NO_RUNG:
            return _("{what}: a first mention, no status given").format(what=what)
        case "new":
            return _("{what}: **{rung}**, a first mention").format(what=what, rung=rung)
        case "gone" if change.cause == "as_of":
            return _("{what}: not spoken of yet on that day").format(what=what)
        case "gone":
            return _("{what}: no article speaks of it any more").format(what=what)
        case "up" if was["claimed"] == NO_RUNG:
            return _("{what}: **{rung}**, until now without a status").format(what=what, rung=rung)
        case "up":
            return _up(now, names).format(what=what, before=rung_word(was["claimed"], lang), rung=rung)
        case "down":
            before = rung_word(was["claimed"], lang)
            return _("{what}: back from {before} to **{rung}**").format(what=what, before=before, rung=rung)
        case "confirmed" if now["corroborated_groups"] == 2:
            told = _("{what}: **{rung}**, now confirmed by a second source")
            return told.format(what=what, rung=rung_word(now["corroborated"], lang))
        case "confirmed":
            told = _("{what}: **{rung}**, now on {n} independent sources")
            n = number(now["corroborated_groups"], lang)
            return told.format(what=what, rung=rung_word(now["corroborated"], lang), n=n)
        case "unconfirmed":
            told = _("{what}: **{rung}**, no longer confirmed by a second source")
            return told.format(what=what, rung=rung_word(was["corroborated"], lang))
        case "resumed":
            told = _("{what}: no article says {before} any more; **{rung}**")
            return told.format(what=what, before=rung_word(was["beside"], lang), rung=rung)
        case "undenied":
            told = _("{what}: **{rung}**, and no article denies “{denied}” any more")
            return told.format(what=what, rung=rung, denied=rung_word(was["denied"], lang))
        case "dated":
            which = next(
                name for name in ("claimed", "corroborated", "beside") if _since(was, name) != _since(now, name)
            )
            return _("{what}: **{rung}**, now dated {day}, before {before}").format(
                what=what,
                rung=rung_word(now[which], lang),
                day=day(_since(now, which), lang),
                before=day(_since(was, which), lang),
            )
        case _:
            before = rung_word(was.get("beside", was["claimed"]), lang)
            if change.what == "denied" and now.get("denied", RUNGS[0]) != RUNGS[0]:
                told = _("{what}: **{rung}**, and an article denies “{denied}” now")
                return told.format(what=what, rung=rung, denied=rung_word(now["denied"], lang))
            told = _("{what}: now **{rung}**, an article says (until now: {before})")
            return told.format(what=what, rung=rung_word(change.what, lang), before=before)


def commitment_line(change: Change, names: Names) -> str:
    """Say how a promise stands now, or that it came or went."""
    lang = names.lang
    _ = catalogue(lang)
    promise = change.after or change.before or {}
    what = plain(promise[f"what_{lang}"])
    if change.what in ("new", "gone"):
        if change.what == "gone":
            told = (
                _("Not promised yet on that day: {what}")
                if change.cause == "as_of"
                else _("No longer among the promises: {what}")
            )
            return told.format(what=what)
        date = standing(promise)
        who = names.entity(promise["by"])
        if date["state"] == "undated":
            return _("New promise, by {who}, no date given: {what}").format(who=who, what=what)
        due = due_words({**promise, **date}, lang)
        said = _("New promise, by {who}, due {due}: {what}").format(who=who, due=due, what=what)
        return said if date["state"] == "open" else f"{said} ({state_word(date['state'], lang)})"
    due = due_words(promise, lang)
    match change.what:
        case "undated":
            return _("No date given any more: {what}").format(what=what)
        case "due":
            return _("Due now ({due}): {what}").format(due=due, what=what)
        case "overdue":
            return _("Overdue ({due}): {what}").format(due=due, what=what)
        case "silent":
            return _("Due date passed in silence ({due}): {what}").format(due=due, what=what)
        case "met":
            return _("Promise met, an article says: {what}").format(what=what)
        case "open":
            return _("Due date ahead again ({due}): {what}").format(due=due, what=what)
        case _:
            before = due_words(change.before or {}, lang)
            return _("Now due {due}, before {before}: {what}").format(due=due, before=before, what=what)


def standing(promise: Row) -> Row:
    """Return the due date by which a promise is judged: the worst that is past, else the next."""
    dates = promise["dates"]
    return min(
        (dates[n] for n in sorted(dates, key=int)),
        key=lambda date: (STATES.index(date["state"]), date.get("due", "9999")),
    )


def _up(now: Row, names: Names) -> str:
    _ = catalogue(names.lang)
    if now["claimed"] == now["corroborated"]:
        n = now["claimed_groups"]
        told = _.n(
            "{what}: from {before} to **{rung}**, {n} independent source says",
            "{what}: from {before} to **{rung}**, {n} independent sources say",
            n,
        )
        return told.replace("{n}", number(n, names.lang))
    return _("{what}: from {before} to **{rung}**, says one source alone")


def _since(row: Row, name: str) -> str | None:
    since: str | None = row.get(f"{name}_since")
    return since
