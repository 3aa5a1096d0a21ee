"""Names and citations for the reader: entities, sectors, predicates, pages, and the claims behind a mark."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from malirussia import edtf
from malirussia.analysis.known import said
from malirussia.analysis.vocabulary import vocabulary
from malirussia.charts.paper.escape import escape, markdown
from malirussia.charts.words.sources import outlets
from malirussia.language import catalogue, day, number, of_whom

if TYPE_CHECKING:
    from malirussia.tables import Dataset

# More claims than this make a hover box higher than a laptop's screen.
SHOWN = 6


def captions(ds: Dataset, lang: str) -> dict[str, str]:
    """Return entity id → name."""
    return dict(zip(ds.entities["entity_id"], ds.entities[f"caption_{lang}"], strict=True))


def sector_names(ds: Dataset, lang: str) -> dict[str, str]:
    """Return sector → name, in the order of the vocabulary; then `none`, for claims without a sector."""
    names = {sector: str(getattr(label, lang)) for sector, label in vocabulary(ds).sectors.items()}
    return {**names, "none": catalogue(lang)("No sector named")}


def predicate_names(ds: Dataset, lang: str) -> dict[str, str]:
    """Return predicate → the words that stand between subject and object."""
    return {name: str(getattr(label, lang)) for name, label in vocabulary(ds).predicates.items()}


def page_names(ds: Dataset, lang: str) -> dict[str, str]:
    """Return source id → outlet and date of the page: `La Revue, 24 June 2025`."""
    outlets = outlet_names(ds, lang)
    return {
        source: f"{outlets[source]}, {day(said(published), lang)}"
        for source, published in zip(ds.sources["source_id"], ds.sources["published"], strict=True)
    }


def outlet_names(ds: Dataset, lang: str) -> dict[str, str]:
    """Return source id → outlet, as it is cited."""
    return outlets(ds.sources, lang)


def on_word_of(names: Iterable[str], lang: str) -> str:
    """Join the names of who says something, as they stand after `on the word of`, `sur la parole`."""
    *first, last = (of_whom(name, lang) for name in names)
    return catalogue(lang)(" and ").join([", ".join(first), last] if first else [last])


def last_day(text: str, lang: str) -> str:
    """Return the last day that an EDTF date may mean, in words: `31 October 2025` of `2025-10`.

    Raises:
        DateError: `text` is no date.
    """
    return day(edtf.latest(text).isoformat(), lang)


class Citer:
    """Writes the hover text of marks: what each claim says, on which page, of which day.

    Args:
        ds: Tables `claims` and `sources`.
        lang: `fr` or `en`.
    """

    def __init__(self, ds: Dataset, lang: str) -> None:
        pages = page_names(ds, lang)
        self._lang = lang
        self._lines = {
            claim: f"– {text} ({pages[source]})"
            for claim, text, source in zip(
                ds.claims["claim_id"], ds.claims[f"says_{lang}"], ds.claims["source_id"], strict=True
            )
        }

    def __call__(self, claim_ids: Iterable[str], heading: str = "") -> str:
        """Write the hover text of one mark, escaped.

        Args:
            claim_ids: The claims behind the mark.
            heading: Plain text, set in bold above.
        """
        _ = catalogue(self._lang)
        wanted = sorted(set(claim_ids))
        rows = [f"<b>{escape(heading)}</b>"] if heading else []
        rows += [escape(self._lines[claim]) for claim in wanted[:SHOWN]]
        rest = len(wanted) - SHOWN
        if rest > 0:
            more = _.n("and {n} more statement", "and {n} more statements", rest)
            rows.append(escape(more.format(n=number(rest, self._lang))))
        return "<br>".join(rows)


def links(ds: Dataset, claim_ids: Iterable[str], lang: str) -> str:
    """Write where it is said, in Markdown: one link a page, to the evidence of the first claim it makes.

    Args:
        ds: Tables `claims` and `sources`.
        claim_ids: The claims behind a sentence.
        lang: `fr` or `en`.
    """
    pages = page_names(ds, lang)
    cited_claims = (
        ds.claims[ds.claims["claim_id"].isin(list(claim_ids))].sort_values("claim_id").drop_duplicates("source_id")
    )
    order = cited_claims.merge(ds.sources[["source_id", "published"]], on="source_id").sort_values(
        ["published", "source_id"]
    )
    return catalogue(lang)("; ").join(
        f"[{markdown(pages[source])}](#{claim})"
        for source, claim in zip(order["source_id"], order["claim_id"], strict=True)
    )
