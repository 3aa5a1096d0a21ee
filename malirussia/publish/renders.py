"""The pages that notebooks made, as their receipts tell of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from malirussia.errors import RenderError
from malirussia.language import LANGS, catalogue, day
from malirussia.publish.pages import Page, other_language
from malirussia.render.receipt.receipt import NAME


@dataclass(frozen=True)
class Card:
    """One render.

    Attributes:
        name: Its folder.
        entry: Its entry of the plan, one for both languages.
        lang: Its language.
        title: Its title.
        about: What it shows, in one line.
        as_of: The date up to which it tells, in words; None if it has none.
        variant: Whether it shows a notebook again with other parameters; then it is set small, without a picture.
        picture: The SVG (else PNG) of its first chart, or None.
        narrow_picture: The same for a telephone, or None.
        share: The PNG of that chart, which other sites show beside a link; or None.
        chart: The title of that chart.
        data: The CSV files of its charts: chart title and file name.
        finished: When it was made, ISO 8601; empty where that isn't known.
        ledger: The digest of what the ledger said then; None where that isn't known.
    """

    name: str
    entry: str
    lang: str
    title: str
    about: str
    as_of: str | None
    variant: bool
    picture: str | None
    narrow_picture: str | None
    share: str | None
    chart: str
    data: list[tuple[str, str]]
    finished: str
    ledger: str | None

    @property
    def address(self) -> str:
        """The address of its page, from the folder of the site."""
        return f"{quote(self.name)}/index.html"

    def file(self, name: str) -> str:
        """Return the address of a file beside its page."""
        return f"{quote(self.name)}/{quote(name)}"


def cards(figures: Path) -> list[Card]:
    """Read the receipts of a folder of renders.

    Returns:
        One card a render, in the order of the notebooks' numbers; of one notebook first the render with the usual
        parameters, then its variants by their names.

    Raises:
        RenderError: A receipt can't be read.
    """
    receipts: dict[str, dict[str, Any]] = {}
    entries: list[tuple[str, Card]] = []
    for path in sorted(figures.glob(f"*/{NAME}")):
        name = path.parent.name
        try:
            receipts[name] = json.loads(path.read_text(encoding="utf-8"))
            entries.append((receipts[name]["notebook"], _card(name, receipts[name])))
        except (ValueError, LookupError, TypeError):
            where = f"{figures.name}/{name}/{NAME}"
            raise RenderError(where, "no receipt of this version", f"malirussia render {name}") from None
    apart = variants(receipts)
    entries = [(notebook, replace(card, variant=card.name in apart)) for notebook, card in entries]
    return [card for _, card in sorted(entries, key=lambda row: (row[0], row[1].variant, row[1].name))]


def variants(receipts: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Name the renders of which a parameter, other than the language, is not the one most renders of the notebook have.

    Args:
        receipts: Name of the render → its receipt.
    """
    values: dict[tuple[str, str], Counter[str]] = {}
    for receipt in receipts.values():
        for parameter, value in _asked(receipt).items():
            values.setdefault((receipt["notebook"], parameter), Counter())[json.dumps(value)] += 1
    usual = {place: counts.most_common(1)[0][0] for place, counts in values.items()}
    return {
        name
        for name, receipt in receipts.items()
        if any(
            json.dumps(value) != usual[receipt["notebook"], parameter]
            for parameter, value in _asked(receipt).items()
            if parameter != "lang"
        )
    }


def listed(shown: list[Card], lang: str) -> list[Page]:
    """Give the renders of a language as pages of the site."""
    twins = {(card.entry, card.variant, card.lang): card for card in reversed(shown)}
    found = []
    for card in shown:
        if card.lang != lang:
            continue
        twin = twins.get((card.entry, card.variant, other_language(lang)))
        found.append(
            Page(
                kind="render",
                address=card.address,
                title=card.title,
                lang=lang,
                title_lang=lang,
                about=card.about,
                other=None if twin is None else twin.address,
            )
        )
    return found


def _asked(receipt: Mapping[str, Any]) -> dict[str, Any]:
    """Give the parameters as they were asked for: two days that were each the latest are no variants."""
    day = receipt.get("day")
    return {**receipt["parameters"], **({} if day is None else {"as_of": day["asked"]})}


def _card(name: str, receipt: dict[str, Any]) -> Card:
    charts: dict[str, str] = receipt["charts"]
    lang, wrote = receipt["lang"], receipt["wrote"]
    if lang not in LANGS:
        raise ValueError(lang)
    first = next(iter(charts), None)
    as_of = receipt["parameters"].get("as_of")
    return Card(
        name=name,
        entry=receipt["entry"],
        lang=lang,
        title=receipt["title"],
        about=receipt["about"],
        as_of=None if as_of is None else catalogue(lang)("As of {day}").format(day=day(as_of, lang)),
        variant=False,
        picture=_drawn(first, wrote),
        narrow_picture=_drawn(f"{first}-390", wrote),
        share=f"{first}.png" if f"{first}.png" in wrote else None,
        chart="" if first is None else charts[first],
        data=[(title, f"{chart}.csv") for chart, title in charts.items() if f"{chart}.csv" in wrote],
        finished=str((receipt.get("times") or {}).get("finished") or ""),
        ledger=receipt.get("ledger"),
    )


def _drawn(stem: str | None, wrote: Mapping[str, Any]) -> str | None:
    """Name the picture of a chart: the SVG, which is sharp at any size and small, else the PNG."""
    return next((f"{stem}.{kind}" for kind in ("svg", "png") if f"{stem}.{kind}" in wrote), None)
