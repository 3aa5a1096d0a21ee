"""What has changed since a page was last made, in the page's language.

The page of a render with `changes: true` tells it behind the news. It is told against the last edition that was made of
another ledger: made twice of one ledger, a page says the same twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from malirussia.analysis.changes import VERSION, Snapshot, compare, compare_figures, snapshot
from malirussia.charts.changes.words import tell
from malirussia.errors import DateError
from malirussia.language import catalogue
from malirussia.render.notebook.harvest import Harvest, Prose
from malirussia.render.plan.renders import Render
from malirussia.render.receipt import history, receipt
from malirussia.render.receipt.receipt import Receipt
from malirussia.tables import Dataset


@dataclass(frozen=True)
class Edition:
    """A render among its editions.

    Attributes:
        now: What the ledger says; None where the render's day has no end, and nothing can be told of it.
        digest: The name that it is kept by.
        before: What it said when the page was last made of another one; None if it never was.
        since: The `ledger` and `finished` of that edition.
        figures: Chart → hash of its data in that edition.
    """

    now: Snapshot | None = None
    digest: str | None = None
    before: Snapshot | None = None
    since: dict[str, str] | None = None
    figures: Mapping[str, str] = field(default_factory=dict)


def edition(render: Render, tables: Dataset, figures: Path) -> Edition:
    """Find what a page is to be compared with.

    Args:
        render: The render.
        tables: The tables.
        figures: The folder of the renders; what the ledger says is kept there.
    """
    try:
        now = snapshot(tables, str(render.values.get("as_of")))
    except DateError:
        return Edition()
    digest = history.keep_ledger(figures, now)
    last = receipt.load(figures / render.name)
    since: dict[str, str] | None = None
    if last is not None and last.get("ledger") not in (None, digest):
        since = {"ledger": last["ledger"], "finished": last["times"]["finished"]}
    elif last is not None:
        since = last.get("since")
    before = None if since is None else history.ledger(figures, since["ledger"])
    if since is None or before is None or before.get("snapshot") != VERSION:
        return Edition(now, digest)
    then = [note for note in history.receipts(figures, render.name) if note["times"]["finished"] == since["finished"]]
    return Edition(now, digest, before, since, charts(then[0]) if then else {})


def charts(note: Receipt) -> dict[str, str]:
    """Give the hash of the data of each chart that a receipt names."""
    wrote: Mapping[str, Any] = note["wrote"]
    return {name: wrote[f"{name}.csv"]["sha256"] for name in note["charts"] if f"{name}.csv" in wrote}


def lines(edition: Edition, lang: str, figures: Mapping[str, str], titles: Mapping[str, str]) -> list[str]:
    """Say what changed, one sentence of Markdown a line.

    Args:
        edition: The edition.
        lang: `fr` or `en`.
        figures: Chart → hash of its data, now; empty where that isn't known.
        titles: Chart → its title.
    """
    if edition.now is None:
        return []
    changes = () if edition.before is None else compare(edition.before, edition.now)
    drawn = compare_figures(edition.figures, figures) if edition.figures and figures else ()
    return tell([*changes, *drawn], lang, before=edition.before, after=edition.now, titles=titles)


def after_the_news(harvest: Harvest, told: list[str], lang: str) -> Harvest:
    """Put what changed behind the story that a page begins with: after its first figure or table, or at its end."""
    if not told:
        return harvest
    heading = catalogue(lang)("What has changed since the last edition")
    block = Prose("\n".join([f"## {heading}", "", *(f"- {line}" for line in told)]))
    parts = list(harvest.parts)
    shown = [place for place, part in enumerate(parts) if not isinstance(part, Prose)]
    place = shown[0] + 1 if shown else len(parts)
    return replace(harvest, parts=[*parts[:place], block, *parts[place:]])
