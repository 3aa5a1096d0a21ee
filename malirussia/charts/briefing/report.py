"""The morning briefing in words: one page that an editor reads in two minutes, the news first, the books last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from malirussia.analysis.briefing import Briefing
from malirussia.analysis.known import said
from malirussia.analysis.topic import topic
from malirussia.charts.briefing.story import Story, sides
from malirussia.charts.paper.escape import markdown
from malirussia.charts.words.beside import Beside
from malirussia.charts.words.citing import last_day
from malirussia.charts.words.notes import Notes
from malirussia.language import after_colon, catalogue, counted, number

if TYPE_CHECKING:
    from malirussia.tables import Dataset

# More questions than this are not read in two minutes.
SHOWN = 4


class Page:
    """The parts of the page, asked for in the order in which they stand: that gives the sources their numbers.

    Args:
        ds: The tables.
        found: What is told.
        lang: `fr` or `en`.
        beside: Dossier → what figures from outside the articles say of it.
    """

    def __init__(
        self, ds: Dataset, briefing: Briefing, lang: str, beside: Mapping[str, Sequence[Beside]] | None = None
    ) -> None:
        self._ds, self._briefing, self._lang = ds, briefing, lang
        self._notes = Notes(ds, lang)
        self._story = Story(ds, self._notes, lang, beside)

    def opening(self) -> str:
        """Write the head, in Markdown: what the page rests on, and until when."""
        _ = catalogue(self._lang)
        briefing = self._briefing
        day = last_day(briefing.as_of, self._lang)
        if not briefing.articles:
            return f"# {_('No article read by {day}').format(day=day)}"
        title = _.n(
            "What the one article read says, as of {day}",
            "What the {n} articles read say, as of {day}",
            briefing.articles,
        ).format(n=number(briefing.articles, self._lang), day=day)
        new = _.n("{n} new article since {day}.", "{n} new articles since {day}.", briefing.new_articles).format(
            n=number(briefing.new_articles, self._lang), day=last_day(briefing.since, self._lang)
        )
        about = markdown(str(getattr(topic(self._ds).title, self._lang)))
        return f"# {_('{what}: {how}').format(what=about, how=after_colon(title, self._lang))}\n\n{new}"

    def story(self) -> str:
        """Tell the dossiers, in Markdown."""
        return self._story.paragraphs(self._briefing.dossiers)

    def disputed(self) -> str:
        """Ask what the articles dispute and the story did not ask, in Markdown; empty where it asked everything."""
        _ = catalogue(self._lang)
        every = self._briefing.disputed.groupby(["subject", "predicate"], sort=True)
        questions = [rows for key, rows in every if key not in self._story.asked]
        lines = [f"- {self._story.cited(self._story.question(rows), sides(rows))}" for rows in questions]
        rest = len(lines) - SHOWN
        if rest > 0:
            lines = [
                *lines[:SHOWN],
                "- " + _.n("and {n} more", "and {n} more", rest).format(n=number(rest, self._lang)),
            ]
        return f"## {_('The articles also differ')}\n\n" + "\n".join(lines) if lines else ""

    def promises(self) -> str:
        """Say how many promises carry no date, in Markdown; empty where every one does."""
        _ = catalogue(self._lang)
        undated = [due for due in self._briefing.promises["due"] if said(due) is None]
        if not undated:
            return ""
        return _.n(
            "{n} promise bears no date: nobody can say whether it is late.",
            "{n} promises bear no date: nobody can say whether they are late.",
            len(undated),
        ).format(n=counted(len(undated), lang=self._lang, feminine=(0,))[0].capitalize())

    def sources(self) -> str:
        """List the articles behind the numbers, in Markdown."""
        return self._notes.listed()
