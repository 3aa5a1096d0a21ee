"""Where what a page names is told at length: the fact of a statement, the page of an article, a name's own page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from malirussia.analysis.standing.ladder import ladder
from malirussia.charts.words.citing import captions, page_names
from malirussia.tables import Dataset
from malirussia.tables.addresses import where

_OUT = "../"
"""From the folder of a render to that of the site."""
_TO_CLAIM = re.compile(r'href="(?:index\.html)?#claim-([a-z0-9-]+\.c\d+)"')


@dataclass(frozen=True)
class Leads:
    """The links of one page to the rest of the site.

    Attributes:
        claims: Statement → its place under its fact.
        sources: Article → its page.
        names: A name, or an article as it is cited → its page; none that two things share.
    """

    claims: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def named(self, text: str, shown: str) -> Markup | None:
        """Return a cell that is nothing but a name as a link; None where it is no name.

        Args:
            text: Plain text of the cell.
            shown: The same, as it is set.
        """
        at = self.names.get(text)
        return None if at is None else Markup('<a href="{at}">{shown}</a>').format(at=at, shown=shown)

    def follow(self, html: str) -> str:
        """Let every link to a statement on the page lead to its fact instead."""

        def there(match: re.Match[str]) -> str:
            at = self.claims.get(match[1])
            return match[0] if at is None else f'href="{escape(at)}"'

        return _TO_CLAIM.sub(there, html)


def leads(tables: Dataset, lang: str) -> Leads:
    """Gather the links of the pages of one language.

    Args:
        tables: The tidy tables.
        lang: `fr` or `en`.
    """
    dossiers = set(ladder(tables)["entity_id"])
    claims = zip(tables.claims["claim_id"], tables.claims["fact_id"], strict=True)
    entities = {
        one: _OUT + where("dossier" if one in dossiers else "entity", one, lang) for one in tables.entities["entity_id"]
    }
    sources = {one: _OUT + where("source", one, lang) for one in tables.sources["source_id"]}
    cited = page_names(tables, lang)
    told = [(name, entities[one]) for one, name in captions(tables, lang).items()]
    told += [(name, sources[one]) for one, name in cited.items()]
    return Leads(
        claims={claim: f"{_OUT}{where('fact', fact, lang)}#{claim}" for claim, fact in claims},
        sources=sources,
        names=_once(told),
    )


def _once(told: Iterable[tuple[str, str]]) -> dict[str, str]:
    pairs = list(told)
    counts = Counter(name for name, _ in pairs)
    return {name: at for name, at in pairs if counts[name] == 1}
