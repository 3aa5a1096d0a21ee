"""The whole site: every page in both languages, its style and its script; what stands unchanged stays untouched."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from malirussia import paths
from malirussia.charts.words.citing import last_day
from malirussia.language import LANGS, catalogue
from malirussia.publish import renders
from malirussia.publish.composed import everything, front
from malirussia.publish.pages import Page, composed, other_language
from malirussia.publish.reading import Reading, by, grouped
from malirussia.publish.words import words
from malirussia.render.page.site import TEMPLATES, environment
from malirussia.render.receipt import receipt
from malirussia.tables import Dataset, load
from malirussia.tables.addresses import FRONT, step
from malirussia.tables.excerpt import links

if TYPE_CHECKING:
    from malirussia.publish.renders import Card

_OWN = Path(__file__).with_name("templates")
ASSETS = ("site.css", "site.js")
NAMES = {"fr": "Français", "en": "English"}
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page may load: files of the site, and nothing from a network."""
_SHOWN = 8


def publish(figures: Path, ds: Dataset | None = None) -> Path:
    """Write the site.

    Args:
        figures: The folder of the renders, which becomes that of the site.
        ds: The tables; by default those of the project.

    Returns:
        Its first page, `figures/index.html`. The same tables and receipts give the same bytes.

    Raises:
        RenderError: A receipt can't be read.
        TablesError: There are no tables, or one cannot be read.
    """
    files = site(load() if ds is None else ds, renders.cards(figures))
    for address, content in files.items():
        path = figures / address
        if not path.is_file() or path.read_bytes() != content:
            paths.replace_bytes(path, content)
    return figures / FRONT


def site(ds: Dataset, cards: Sequence[Card]) -> dict[str, bytes]:
    """Make the site.

    Args:
        ds: The tables.
        cards: The renders that stand in its folder.

    Returns:
        Address → content, of every file.
    """
    readings = {lang: read(ds, lang) for lang in LANGS}
    every = {lang: pages(reading, cards) for lang, reading in readings.items()}
    files = {f"assets/{name}": (_OWN / name).read_bytes() for name in ASSETS}
    files[FRONT] = _chooser(readings).encode()
    for lang, reading in readings.items():
        write = Writer(reading)
        files |= {page.address: write(page).encode() for page in every[lang] if page.template}
    return files


def read(ds: Dataset, lang: str) -> Reading:
    """Read a ledger as it stands on its latest day."""
    corpus = paths.corpus_dir()
    spots: dict[str, str] = {}
    if corpus is not None:
        passages = grouped(by(ds.passages, "passage_id").values(), "source_id")
        for source, row in by(ds.sources, "source_id").items():
            spots |= links(row, {one["passage_id"]: one for one in passages.get(source, [])}, corpus)
    return Reading(ds, lang, ds.day(), ds.before(), spots)


def pages(reading: Reading, cards: Sequence[Card]) -> list[Page]:
    """List every page of one language, the renders among them: the front page first.

    Args:
        reading: The ledger.
        cards: The renders.
    """
    told = [*composed(reading), *renders.listed(list(cards), reading.lang)]
    return [front.page(reading, cards, {}), *told, everything.page(reading, told)]


class Writer:
    """Writes pages of one language.

    Args:
        reading: The ledger.
    """

    def __init__(self, reading: Reading) -> None:
        _ = catalogue(reading.lang)
        self._reading = reading
        version = receipt.sha256("".join(receipt.tables(reading.ds.folder).values()).encode())[:_SHOWN]
        self._around: dict[str, Any] = {
            "site": reading.title,
            "say": words(_),
            "policy": POLICY,
            "other_lang": other_language(reading.lang),
            "other_words": NAMES[other_language(reading.lang)],
            "made_of": words(_)["made_of"].format(day=last_day(reading.as_of, reading.lang), version=version),
        }

    def __call__(self, page: Page) -> str:
        """Write a page as HTML."""
        template = _templates().get_template(page.template)
        return template.render(page=page, to=partial(step, page.address), linked=None, **self._around, **page.values)


@cache
def _templates() -> Environment:
    return environment().overlay(loader=ChoiceLoader([FileSystemLoader(_OWN), FileSystemLoader(TEMPLATES)]))


def _chooser(readings: dict[str, Reading]) -> str:
    return (
        _templates()
        .get_template("chooser.html")
        .render(
            langs=LANGS,
            policy=POLICY,
            names=NAMES,
            titles={lang: reading.title for lang, reading in readings.items()},
            leads={
                lang: catalogue(lang)("{title}: what is said, by whom, and what has come of it").format(
                    title=reading.title
                )
                for lang, reading in readings.items()
            },
        )
    )
