"""The source line: which pages a chart rests on, each with its date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from malirussia.analysis.known import said, signatures
from malirussia.language import catalogue, day, number

LISTED = 12
"""How many pages a source line names one by one."""
NAMED = 8
"""How many outlets it names where the pages are more."""


def outlets(sources: pd.DataFrame, lang: str) -> dict[str, str]:
    """Return source id → outlet, as it is cited; of a page that prints none its authors, and that it is unknown.

    Args:
        sources: The `sources` table: `source_id`, `publisher`, `authors`.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    return {
        source: cited(name, unnamed=said(publisher) is None, lang=lang)
        for (source, name), publisher in zip(signatures(sources).items(), sources["publisher"], strict=True)
    }


def cited(name: str | None, *, unnamed: bool, lang: str) -> str:
    """Write the name that a page is cited by; `unnamed` says that it is its authors', and of no outlet."""
    _ = catalogue(lang)
    if name is None:
        return _("outlet unknown")
    return _("{authors} (outlet unknown)").format(authors=name) if unnamed else name


def _dated(name: str | None, when: str, *, unnamed: bool, lang: str) -> str:
    """Cite a page with its day in brackets, where what is known of its outlet stands, too."""
    _ = catalogue(lang)
    if name is not None and unnamed:
        return _("{authors} (outlet unknown, {day})").format(authors=name, day=when)
    return f"{cited(name, unnamed=unnamed, lang=lang)} ({when})"


def source_line(sources: pd.DataFrame, lang: str, source_ids: Iterable[str] | None = None) -> str:
    """Write the source line of a chart.

    Args:
        sources: The `sources` table: `source_id`, `publisher`, `authors`, `published` and more.
        lang: `fr` or `en`.
        source_ids: The sources that the chart draws on; all of them if not given.

    Returns:
        `Sources: Le Phare (24 June 2025); La Revue (24 October 2025). Coding: malirussia ledger.`, by date.
        Of more than `LISTED` pages it says how many they are, of which outlets, and from when to when. Where nothing is
        drawn it says so.
    """
    _ = catalogue(lang)
    used = sources if source_ids is None else sources[sources["source_id"].isin(list(source_ids))]
    if used.empty:
        return _("Source: no page of the malirussia ledger.")
    ordered = used.sort_values(["published", "source_id"], na_position="last")
    if len(ordered) > LISTED:
        return _in_short(ordered, lang)
    # Two pages of one outlet on one day are told apart by their count, not by printing the same words twice.
    names = signatures(ordered).values()
    pages = pd.Series(
        [
            _dated(name, day(published, lang), unnamed=said(publisher) is None, lang=lang)
            for name, publisher, published in zip(names, ordered["publisher"], ordered["published"], strict=True)
        ]
    )
    counts = pages.value_counts(sort=False)
    listed = _("; ").join(f"{page}" if n == 1 else f"{page} × {n}" for page, n in counts.items())
    return _.n(
        "Source: {pages}. Coding:\u00a0malirussia\u00a0ledger.",
        "Sources: {pages}. Coding:\u00a0malirussia\u00a0ledger.",
        len(pages),
    ).format(pages=listed)


def _in_short(ordered: pd.DataFrame, lang: str) -> str:
    """Count many pages, and name the outlets that most of them are of."""
    _ = catalogue(lang)
    counts = Counter(outlets(ordered, lang).values())
    named = sorted(counts, key=lambda outlet: (-counts[outlet], outlet))
    shown = [name if counts[name] == 1 else f"{name} × {counts[name]}" for name in named[:NAMED]]
    if len(named) > NAMED:
        shown.append(_.n("{n} more", "{n} more", len(named) - NAMED).format(n=number(len(named) - NAMED, lang)))
    days = [when for when in ordered["published"] if said(when) is not None]
    span = "" if not days else _("{first} to {last}").format(first=day(days[0], lang), last=day(days[-1], lang))
    told = _.n("{n} article", "{n} articles", len(ordered)).format(n=number(len(ordered), lang))
    return _("Sources: {articles} ({span}): {outlets}. Coding:\u00a0malirussia\u00a0ledger.").format(
        articles=told, span=span, outlets=", ".join(shown)
    )


def read_in_part(sources: pd.DataFrame, lang: str, source_ids: Iterable[str] | None = None) -> str:
    """Say of how many pages the copy that was read ends before the article does; nothing where all are whole.

    It stands wherever silence is counted: what the rest of such an article says, nobody has read.

    Args:
        sources: The `sources` table: `source_id`, `copy`.
        lang: `fr` or `en`.
        source_ids: The sources whose silence is counted; all of them if not given.
    """
    _ = catalogue(lang)
    asked = sources if source_ids is None else sources[sources["source_id"].isin(list(source_ids))]
    n = int(asked["copy"].eq("part").sum())
    if n == 0:
        return ""
    return _.n(
        "Of {n} article only the beginning was read: what it leaves unsaid may stand further down.",
        "Of {n} articles only the beginning was read: what they leave unsaid may stand further down.",
        n,
    ).format(n=number(n, lang))
