"""The day of each render: `as_of: latest` becomes the day on which the ledger last heard of something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from malirussia.errors import DateError, RenderError
from malirussia.evidence.appeared import LATEST, Day
from malirussia.render.notebook.parameters import AS_OF
from malirussia.render.plan.renders import Render
from malirussia.render.plan.tidy import Days


def settled(renders: Sequence[Render]) -> list[Render]:
    """Give each render its day; those that take no `as_of` come back as they are.

    A notebook is handed the day and not the word: its page, its receipt and its copy for the reader then tell one day.

    Raises:
        RenderError: `latest` is asked of a ledger whose sources tell no day.
        TablesError: There are no tables.
    """
    days = Days()
    return [_settled(render, days) for render in renders]


def _settled(render: Render, days: Days) -> Render:
    asked = render.values.get(AS_OF) if render.day is None else render.day.asked
    if not isinstance(asked, str):
        return render
    try:
        day = days.on(asked)
    except DateError as error:
        raise RenderError(render.where, f"{error.where}: {error.found}", error.todo) from None
    told = {AS_OF: day.text}
    given = {**render.given, **told} if asked == LATEST else render.given
    return replace(render, given=given, values={**render.values, **told}, day=day)


def warnings(day: Day | None) -> list[str]:
    """Say what a page leaves out because of its day, one line each."""
    if day is None:
        return []
    told = []
    if day.known == 0:
        told.append(f"as_of {day.text}: no source had appeared by then, and the page rests on none; give a later day")
    if day.later > 0:
        sources = "1 source that appeared" if day.later == 1 else f"{day.later} sources that appeared"
        told.append(f"as_of {day.text} hides {sources} later; as_of: {LATEST} shows all")
    return told
