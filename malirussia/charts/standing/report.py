"""What notebook 50 says of the promises in words, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.known import rows_of
from malirussia.analysis.standing.occurrences import STATES, occurrences, standing, tally
from malirussia.charts.paper.escape import markdown
from malirussia.charts.standing.words import due_words, state_word, title
from malirussia.charts.words.citing import captions, last_day, links
from malirussia.language import catalogue, day, number

if TYPE_CHECKING:
    from malirussia.tables import Dataset


def opening(ds: Dataset, lang: str, *, as_of: str, until: str | None = None, sector: str | None = None) -> str:
    """Write the beginning of the page, in Markdown: what it is about, the finding, and how promises are judged."""
    _ = catalogue(lang)
    promised = occurrences(ds, as_of=as_of, until=until, sector=sector)
    return "\n\n".join(
        [
            f"# {_('What was promised, and by when')}",
            f"**{markdown(title(promised, as_of, lang))}.** "
            f"{_('As it stood on {day}').format(day=last_day(as_of, lang))}.",
            _(
                "A promise with a date or a rhythm is met when a statement says so, overdue when its date "
                "has passed and a later article speaks of it without saying that it is met, and passed in "
                "silence when no later article speaks of it at all. Silence is neither success nor failure. "
                "A promise without a date can be neither late nor on time: it stands apart. A due date that "
                "no article prints is counted by us, and says so."
            ),
        ]
    )


def standing_words(ds: Dataset, lang: str, *, as_of: str, sector: str | None = None) -> str:
    """Say how each promise stands, in Markdown: one line each, the worst first."""
    _ = catalogue(lang)
    promised = standing(occurrences(ds, as_of=as_of, sector=sector))
    heading = f"## {_('How each promise stands')}"
    if promised.empty:
        return f"{heading}\n\n{_('No promise with a date was made by {day}').format(day=last_day(as_of, lang))}."
    counts = tally(promised)
    told = ", ".join(f"{state_word(state, lang)} ({number(counts[state], lang)})" for state in STATES if counts[state])
    return "\n\n".join([heading, f"{told[:1].upper()}{told[1:]}.", "\n".join(promise_lines(ds, promised, lang))])


def promise_lines(ds: Dataset, promised: pd.DataFrame, lang: str) -> list[str]:
    """Write one Markdown bullet a promise; those without a date share the last one.

    Args:
        ds: The tables.
        promised: Rows of `standing`.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    names, undated = captions(ds, lang), promised[promised["state"] == "undated"]
    lines = [
        "- "
        + _("{what}: **{state}**. Due {due}; promised by: {who}, {made} ({pages}).").format(
            what=markdown(row[f"what_{lang}"]),
            who=markdown(names[row["by"]]),
            made=day(row["made"] or None, lang),
            due=due_words(row, lang),
            state=state_word(row["state"], lang),
            pages=links(ds, [row["claim_id"], *row["met_by"].split(";")], lang),
        )
        for row in rows_of(promised[promised["state"] != "undated"])
    ]
    if not undated.empty:
        what = _("; ").join(markdown(text) for text in undated[f"what_{lang}"])
        lines.append(
            "- "
            + _("No date given: {promises} ({pages}).").format(
                promises=what, pages=links(ds, undated["claim_id"], lang)
            )
        )
    return lines
