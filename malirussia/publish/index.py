"""The index of all pages, in French and English side by side, made of the receipts of the renders."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup

from malirussia import paths
from malirussia.errors import RenderError
from malirussia.evidence.model import Topic
from malirussia.evidence.topic import read_topic
from malirussia.language import LANGS, catalogue, day
from malirussia.render.page.site import TEMPLATES, asset, environment, policy
from malirussia.render.receipt.receipt import NAME
from malirussia.tables import package

INDEX = "index.html"
_INDEX_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class Card:
    """One render on the index.

    Attributes:
        name: Its folder.
        lang: Its language.
        title: Its title.
        about: What it shows, in one line.
        as_of: The date up to which it tells, in words; None if it has none.
        variant: Whether it shows a notebook again with other parameters; then it is set small, without a picture.
        thumbnail: The PNG of its first chart, or None.
        narrow_thumbnail: The same for a telephone, or None.
        chart: The title of that chart.
        data: The CSV files of its charts: chart title and file name.
    """

    name: str
    lang: str
    title: str
    about: str
    as_of: str | None
    variant: bool
    thumbnail: str | None
    narrow_thumbnail: str | None
    chart: str
    data: list[tuple[str, str]]


def publish(figures: Path, topic: Topic | None = None) -> Path:
    """Write the index of all renders.

    Args:
        figures: The folder of the renders.
        topic: What they are about; by default what the project's tables are about.

    Returns:
        The index, `figures/index.html`: the same for the same receipts.

    Raises:
        RenderError: There is no render, or a receipt can't be read.
    """
    rendered = cards(figures)
    if not rendered:
        raise RenderError(f"{figures.name}/", "no render in it", "malirussia render")
    paths.replace_text(figures / INDEX, index(rendered, topic or package.topic(paths.tidy_dir()) or read_topic()))
    return figures / INDEX


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


def _asked(receipt: Mapping[str, Any]) -> dict[str, Any]:
    """Give the parameters as they were asked for: two days that were each the latest are no variants."""
    day = receipt.get("day")
    return {**receipt["parameters"], **({} if day is None else {"as_of": day["asked"]})}


def index(listed: Sequence[Card], topic: Topic) -> str:
    """Write the index.

    Args:
        listed: The cards in their order; the two languages of a page stand side by side.
        topic: What they are about.
    """
    rows: dict[str, dict[str, Card]] = {}
    for card in listed:
        # Renders of one entry that differ in more than their language get a row each.
        row = re.sub(f"-{card.lang}(?=-|$)", "", card.name, count=1)
        rows.setdefault(row, {})[card.lang] = card
    templates = environment().overlay(
        loader=ChoiceLoader([FileSystemLoader(_INDEX_TEMPLATES), FileSystemLoader(TEMPLATES)])
    )
    return templates.get_template("index.html").render(
        lang=LANGS[0],
        langs=LANGS,
        title=" · ".join(dict.fromkeys(getattr(topic.title, lang) for lang in LANGS)),
        rows=list(rows.values()),
        say={lang: words(topic, lang) for lang in LANGS},
        policy=policy(),
        style=Markup(asset("page.css") + (_INDEX_TEMPLATES / "index.css").read_text(encoding="utf-8")),
    )


def words(topic: Topic, lang: str) -> dict[str, str]:
    """Give the index's own words."""
    _ = catalogue(lang)
    return {
        "heading": _("{title}: what is said, by whom, and what has come of it").format(
            title=getattr(topic.title, lang)
        ),
        "lead": _(
            "Every value leads back to a passage of a published text. Announced is not done; a range stays a range."
        ),
        "data": _("Data"),
        "receipt": _("Receipt"),
        "licence": _("Data: CC BY 4.0. Code: MIT."),
    }


def _card(name: str, receipt: dict[str, Any]) -> Card:
    charts: dict[str, str] = receipt["charts"]
    lang = receipt["lang"]
    if lang not in LANGS:
        raise ValueError(lang)
    first = next(iter(charts), None)
    as_of = receipt["parameters"].get("as_of")
    return Card(
        name=name,
        lang=lang,
        title=receipt["title"],
        about=receipt["about"],
        as_of=None if as_of is None else catalogue(lang)("As of {day}").format(day=day(as_of, lang)),
        variant=False,
        thumbnail=f"{first}.png" if f"{first}.png" in receipt["wrote"] else None,
        narrow_thumbnail=f"{first}-390.png" if f"{first}-390.png" in receipt["wrote"] else None,
        chart="" if first is None else charts[first],
        data=[(title, f"{chart}.csv") for chart, title in charts.items() if f"{chart}.csv" in receipt["wrote"]],
    )
