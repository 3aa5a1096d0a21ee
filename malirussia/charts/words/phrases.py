"""Phrases that stand in subtitles and keys of many charts."""

from __future__ import annotations

from collections.abc import Iterable

from malirussia.charts.words.citing import last_day
from malirussia.language import NBSP, catalogue, number


def chosen(lang: str, as_of: str | None, min_origin_groups: int = 1) -> list[str]:
    """Say up to which day the pages were read, and how many of them a claim needs."""
    _ = catalogue(lang)
    said = [] if as_of is None else [_("as it stood on {day}").format(day=last_day(as_of, lang))]
    if min_origin_groups > 1:
        said.append(_("only what at least {n} independent sources say").format(n=number(min_origin_groups, lang)))
    return said


def counts(n_claims: int, n_groups: int, lang: str) -> str:
    """Say how many claims there are, and of how many independent sources; or that there is none."""
    _ = catalogue(lang)
    if n_claims == 0:
        return _("no statement")
    claims = _.n("{n} statement", "{n} statements", n_claims).format(n=number(n_claims, lang))
    sources = _.n("{n} independent source", "{n} independent sources", n_groups).format(n=number(n_groups, lang))
    return dotted([claims, sources])


def dotted(parts: Iterable[str]) -> str:
    """Join parts of a line with dots; where a chart breaks the line, the measure drops the dot."""
    return f"{NBSP}· ".join(parts)
