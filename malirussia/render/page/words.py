"""The words that stand on every page, whatever its notebook shows."""

from __future__ import annotations

from malirussia.evidence.appeared import Day
from malirussia.language import Catalogue, catalogue, number


def words(_: Catalogue) -> dict[str, str]:
    """Give the page's own words in its language."""
    return {
        "as_of": _("What the articles read by {day} say"),
        "home": _("Home"),
        "whole_page": _("The whole page"),
        "skip": _("Skip to the content"),
        "search": _("Search"),
        "search_hint": _("A name, a word, a figure"),
        "description": _("Description of the chart"),
        "data": _("Data of the chart"),
        "download": _("Download"),
        "alone": _("Chart alone"),
        "take": _("Cite, link, embed"),
        "copy_citation": _("Copy the citation"),
        "copy_link": _("Copy the link"),
        "copied": _("Copied."),
        "embed_frame": _("To embed the chart with its data"),
        "embed_image": _("To embed its picture"),
        "interactive": _("Interactive chart ({size} MB)"),
        "loading": _("Loading…"),
        "no_library": _("The interactive chart cannot be loaded here."),
        "no_drawing": _("The chart cannot be drawn here. Its description and its data follow."),
        "output": _("Output of the notebook"),
        "no_alt": _("Image without a description"),
        "evidence": _("Evidence"),
        "evidence_lead": _(
            "Every value above leads to a passage of a published text. What each passage says is told here in our own "
            "words; the passage itself stays with its publisher."
        ),
        "printed": _("as printed:"),
        "read_source": _("Read the source"),
        "no_link": _("No address known"),
        "notebook": _("the calculation, to run again"),
        "receipt": _("the list"),
        "receipt_lead": _("What was read, run and written to make this page:"),
        "licence": _("Data: CC BY 4.0. Code: MIT."),
    }


def left_out(day: Day | None, lang: str) -> list[str]:
    """Say what the page leaves out because of its day, a sentence each.

    Args:
        day: The day, or None where the page has none.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    if day is None:
        return []
    told = [] if day.known > 0 else [_("No source had appeared by then: this page rests on none.")]
    if day.later > 0:
        sources = _.n(
            "{n} source appeared later and is not told of here.",
            "{n} sources appeared later and are not told of here.",
            day.later,
        )
        told.append(sources.format(n=number(day.later, lang)))
    return told
