"""The morning briefing in words: one page that an editor reads in two minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.briefing import Briefing
from malirussia.analysis.known import rows_of
from malirussia.analysis.standing.ladder import NO_RUNG, behind
from malirussia.charts.evidence.corroboration_words import sentences
from malirussia.charts.paper.escape import markdown
from malirussia.charts.standing.report import promise_lines
from malirussia.charts.standing.tracks import beside_words, word_of
from malirussia.charts.standing.words import title as promise_title
from malirussia.charts.words.citing import captions, last_day, links, predicate_names
from malirussia.charts.words.disputes import dispute_line, pairs_of
from malirussia.charts.words.rungs import rung_word
from malirussia.language import after_colon, capital, catalogue, counted, number

if TYPE_CHECKING:
    from malirussia.tables import Dataset

# More lines than this are not read in two minutes.
SHOWN = 6


def opening(found: Briefing, lang: str) -> str:
    """Write the head of the page, in Markdown: the state of the matter in one paragraph."""
    _ = catalogue(lang)
    pages, facts = found.claims["source_id"].nunique(), len(found.facts)
    signed, announced, asked = len(found.signed), len(found.announced), _questions(found)
    said = counted(signed, announced, asked, lang=lang, feminine=(2,))
    state = [
        _.n(
            "{n} agreement or project is signed according to several sources",
            "{n} agreements and projects are signed according to several sources",
            signed,
        ).format(n=said[0]),
        _.n("{n} is only announced", "{n} are only announced", announced).format(n=said[1]),
        _.n("{n} question is disputed and undecided", "{n} questions are disputed and undecided", asked).format(
            n=said[2]
        ),
    ]
    return "\n\n".join(
        [
            f"# {_('{title}: where things stand').format(title=markdown(getattr(found.title, lang)))}",
            f"**{capital(_('; ').join(state))}.**",
            _("As known on {day}. Since {since}: {pages}, {facts}.").format(
                day=last_day(found.as_of, lang),
                since=last_day(found.since, lang),
                pages=_.n("{n} new page", "{n} new pages", pages).format(n=number(pages, lang)),
                facts=_.n("{n} fact told for the first time", "{n} facts told for the first time", facts).format(
                    n=number(facts, lang)
                ),
            ),
        ]
    )


def new_words(ds: Dataset, found: Briefing, lang: str) -> str:
    """Say what is new, in Markdown: rungs that moved, and facts that a second source confirms."""
    _ = catalogue(lang)
    names, texts = captions(ds, lang), sentences(ds, pd.concat([found.facts, found.confirmed]), lang)
    heading = f"## {_('New since {day}').format(day=last_day(found.since, lang))}"
    if found.claims.empty:
        return f"{heading}\n\n{_('No page has appeared since.')}"
    lines = [
        "- " + _moved_line(row, names, lang) + f" ({links(ds, _fresh(row, found), lang)})."
        for row in rows_of(found.moved)
    ]
    lines += [
        "- "
        + _("Now confirmed by a second source: {fact} ({pages}).").format(
            fact=markdown(after_colon(texts[row["fact_id"]], lang)), pages=links(ds, row["claim_ids"].split(";"), lang)
        )
        for row in rows_of(found.confirmed)
    ]
    return f"{heading}\n\n" + "\n".join(lines or [f"- {_('Nothing that changes a status.')}"])


def status_words(ds: Dataset, found: Briefing, lang: str) -> str:
    """Say what is signed and what is only announced, in Markdown."""
    _ = catalogue(lang)
    parts = []
    for heading, rows, none in (
        (_("Signed"), found.signed, _("Nothing that several sources confirm.")),
        (_("Signed according to one source alone"), found.alone, ""),
        (_("Only announced"), found.announced, _("Nothing.")),
    ):
        if rows.empty and not none:
            continue
        parts.append(f"## {heading}\n\n" + "\n".join(_status_lines(ds, rows, lang) or [none]))
    return "\n\n".join(parts)


def disputed_words(ds: Dataset, found: Briefing, lang: str) -> str:
    """Say what is disputed and undecided, in Markdown: one question a line."""
    _ = catalogue(lang)
    names, verbs = captions(ds, lang), predicate_names(ds, lang)
    claims = ds.claims.set_index("claim_id", drop=False)
    lines = []
    for key, own in found.disputed.groupby(["subject", "predicate"], sort=True):
        subject, predicate = map(str, key)
        sides = sorted({*own["claim_a"], *own["claim_b"]})
        text = dispute_line(pairs_of(own, claims), names[subject], verbs[predicate], names, lang)
        lines.append(f"- {markdown(text)} ({links(ds, sides, lang)}).")
    rest = len(lines) - SHOWN
    if rest > 0:
        lines = [*lines[:SHOWN], "- " + _.n("and {n} more", "and {n} more", rest).format(n=number(rest, lang))]
    return f"## {_('Disputed')}\n\n" + ("\n".join(lines) or _("Nothing that nobody has decided."))


def promise_words(ds: Dataset, found: Briefing, lang: str) -> str:
    """Say what is overdue, silent or due next, in Markdown."""
    _ = catalogue(lang)
    told = f"{markdown(promise_title(found.promises, found.as_of, lang))}."
    return "\n\n".join([f"## {_('Promises')}", told, "\n".join(promise_lines(ds, found.promises, lang))]).strip()


def _questions(found: Briefing) -> int:
    return len(found.disputed.drop_duplicates(["subject", "predicate"]))


def _fresh(row: Mapping[str, Any], found: Briefing) -> Iterable[str]:
    """Return the claims behind a rung that appeared since, else all of them."""
    ids = behind(row)
    new = [claim for claim in ids if claim in set(found.claims["claim_id"])]
    return new or ids


def _moved_line(row: Mapping[str, Any], names: Mapping[str, str], lang: str) -> str:
    _ = catalogue(lang)
    name = markdown(names[row["entity_id"]])
    rung = rung_word(row["claimed"], lang)
    if row["claimed_before"] == NO_RUNG and row["claimed"] != NO_RUNG:
        return _("{what}: **{rung}**, spoken of for the first time").format(what=name, rung=rung)
    if row["claimed"] != row["claimed_before"]:
        return _("{what}: from {before} to **{rung}**, one voice claims").format(
            what=name, before=rung_word(row["claimed_before"], lang), rung=rung
        )
    if row["corroborated"] != row["corroborated_before"]:
        return _("{what}: **{rung}**, now confirmed by a second source").format(
            what=name, rung=rung_word(row["corroborated"], lang)
        )
    return _("{what}: {how}").format(what=name, how=_("; ").join([f"**{rung}**", *beside_words(row, lang)]))


def _status_lines(ds: Dataset, rows: pd.DataFrame, lang: str) -> list[str]:
    _ = catalogue(lang)
    names = captions(ds, lang)
    lines = []
    for row in rows_of(rows):
        told = _("; ").join(markdown(line[:1].lower() + line[1:]) for line in word_of(row, names, lang))
        what = _("{what}: {how}").format(what=f"**{markdown(names[row['entity_id']])}**", how=told)
        lines.append(f"- {what} ({links(ds, behind(row), lang)}).")
    return lines
