"""The whole site: every page in both languages, its style and its script; what stands unchanged stays untouched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup

from malirussia import edtf, paths
from malirussia.charts.words.citing import last_day
from malirussia.language import LANGS, catalogue, day
from malirussia.publish import gone, record, renders, search
from malirussia.publish.composed import editions as told_editions
from malirussia.publish.composed import everything, front
from malirussia.publish.editions import Edition, editions
from malirussia.publish.linked_data import linked
from malirussia.publish.pages import Page, composed, other_language
from malirussia.publish.reading import Reading, by, grouped
from malirussia.publish.words import words
from malirussia.render.notebook.markdown import hold
from malirussia.render.page.export import inline_json
from malirussia.render.page.site import TEMPLATES, asset, environment
from malirussia.tables import TABLES, Dataset, load
from malirussia.tables.addresses import FEED, FRONT, step
from malirussia.tables.asking import version
from malirussia.tables.cells import to_csv
from malirussia.tables.excerpt import links

if TYPE_CHECKING:
    from malirussia.publish.renders import Card

_OWN = Path(__file__).with_name("templates")
ASSETS = ("site.css",)
SEARCH = ("search.js", "search.css")
DATA = "data"
"""The folder of the tables that a reader takes away."""
NAMES = {"fr": "Français", "en": "English"}
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a page may load: files of the site, and nothing from a network."""
# Stands for the line that tells the days of a page until they are known; no text of a ledger holds it.
_DAYS = "\x00days\x00"


def publish(figures: Path, ds: Dataset | None = None, *, base: str | None = None) -> Path:
    """Write the site.

    Args:
        figures: The folder of the renders, which becomes that of the site.
        ds: The tables; by default those of the project.
        base: The address at which the site will stand; with it come sitemap.xml and robots.txt.

    Returns:
        Its first page, `figures/index.html`. The same tables, receipts and record of the site give the same bytes.

    Raises:
        RenderError: A receipt can't be read.
        TablesError: There are no tables, or one cannot be read.
        MaliRussiaError: renamed.yaml does not fit the ledger.
    """
    before = record.read(figures)
    made = Site(
        load() if ds is None else ds,
        renders.cards(figures),
        tuple(editions(figures)),
        before,
        None if base is None else base.rstrip("/") + "/",
    )
    for address, content in made.files().items():
        path = figures / address
        if not path.is_file() or path.read_bytes() != content:
            paths.replace_bytes(path, content)
    record.write(figures, made.now)
    return figures / FRONT


@dataclass(frozen=True)
class Site:
    """The site of a ledger.

    Attributes:
        ds: The tables.
        cards: The renders that stand in its folder.
        editions: The editions that are kept, the latest first.
        before: What the site has had.
        base: The address at which it will stand, with a slash at its end; None where that isn't known.
    """

    ds: Dataset
    cards: Sequence[Card]
    editions: Sequence[Edition] = ()
    before: Mapping[str, record.Kept] = field(default_factory=dict)
    base: str | None = None

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """The ledger in each language."""
        return {lang: read(self.ds, lang) for lang in LANGS}

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its address: those of the ledger, the renders, and those that say that something is gone."""
        there = {page.address: page for lang in LANGS for page in pages(self.readings[lang], self.cards, self.editions)}
        # What was there last time and is not now has gone, whatever the record says of it yet.
        had = record.updated(dict(self.before), {page: _kept(there[page], "", "") for page in there}, self.day)
        moved = gone.changes_of_ids(self.ds)
        return there | {page.address: page for page in gone.pages(there, had, moved)}

    @cached_property
    def day(self) -> str:
        """The day of this edition: that on which its newest render was made, else the last day of the ledger."""
        finished = max((card.finished[:10] for card in self.cards), default="")
        return finished or edtf.latest(self.readings[LANGS[0]].as_of).isoformat()

    @cached_property
    def tables(self) -> dict[str, bytes]:
        """The tables as a reader takes them away."""
        return {f"{name}.csv": to_csv(TABLES[name], table) for name, table in self.ds.tables.items()}

    @cached_property
    def version(self) -> str:
        """The name of the ledger that the site is made of."""
        return version(self.ds)

    @cached_property
    def written(self) -> dict[str, str]:
        """Every page that is written here, but for the line of its days."""
        write = {lang: _Writer(self, lang) for lang in LANGS}
        return {address: write[page.lang](page) for address, page in self.pages.items() if page.template}

    @cached_property
    def now(self) -> record.Record:
        """What is kept of the site after this edition."""
        fresh = {
            address: _kept(self.pages[address], record.digest(html), self.day)
            for address, html in self.written.items()
            if self.pages[address].kind != "gone"
        }
        return record.updated(dict(self.before), fresh, self.day)

    def files(self) -> dict[str, bytes]:
        """Return every file of the site by its address."""
        files = {f"assets/{name}": (_OWN / name).read_bytes() for name in ASSETS}
        files |= {f"assets/{name}": asset(name).encode() for name in SEARCH}
        for lang, reading in self.readings.items():
            told = [page for page in self.pages.values() if page.lang == lang]
            files[search.file_of(lang)] = search.index(reading, told).encode()
        files |= {f"{DATA}/{name}": content for name, content in self.tables.items()}
        files[FRONT] = _chooser(self.readings).encode()
        files |= {address: html.replace(_DAYS, self._days(address)).encode() for address, html in self.written.items()}
        for lang, reading in self.readings.items():
            files[f"{lang}/{FEED}"] = told_editions.feed(reading, self.editions, self.base).encode()
        return files | (self._map() if self.base is not None else {})

    def _days(self, address: str) -> str:
        """Say when a page was published and changed, and of which ledger it is made."""
        page, kept = self.pages[address], self.now.get(address)
        _ = catalogue(page.lang)
        as_of = last_day(self.readings[page.lang].as_of, page.lang)
        told = [_("Ledger of {day}, version {version}.").format(day=as_of, version=self.version)]
        if kept is not None and not kept.gone:
            published, changed = day(kept.published, page.lang), day(kept.changed, page.lang)
            words = (
                _("Published {day}.") if kept.published == kept.changed else _("Published {day}, changed {changed}.")
            )
            told.insert(0, words.format(day=published, changed=changed))
        return str(escape(hold(" ".join(told))))

    def _map(self) -> dict[str, bytes]:
        """Return what search engines ask for: where the pages are, and that they may read them."""
        rows = []
        for address, page in self.pages.items():
            if page.kind == "gone":
                continue
            pair = [(page.lang, address), *([(other_language(page.lang), page.other)] if page.other else [])]
            twins = "".join(
                f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(f"{self.base}{at}")}"/>'
                for lang, at in sorted(pair)
            )
            kept = self.now.get(address)
            changed = "" if kept is None else f"<lastmod>{kept.changed}</lastmod>"
            rows.append(f"<url><loc>{escape(f'{self.base}{address}')}</loc>{changed}{twins}</url>")
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
            *rows,
            "</urlset>",
        ]
        robots = f"User-agent: *\nAllow: /\nSitemap: {self.base}sitemap.xml\n"
        return {"sitemap.xml": ("\n".join(lines) + "\n").encode(), "robots.txt": robots.encode()}


def read(ds: Dataset, lang: str) -> Reading:
    """Read a ledger as it stands on its latest day."""
    corpus = paths.corpus_dir()
    spots: dict[str, str] = {}
    if corpus is not None:
        passages = grouped(by(ds.passages, "passage_id").values(), "source_id")
        for source, row in by(ds.sources, "source_id").items():
            spots |= links(row, {one["passage_id"]: one for one in passages.get(source, [])}, corpus)
    return Reading(ds, lang, ds.day(), ds.before(), spots)


def pages(reading: Reading, cards: Sequence[Card], editions: Sequence[Edition] = ()) -> list[Page]:
    """List every page of one language, the renders among them: the front page first.

    Args:
        reading: The ledger.
        cards: The renders.
        editions: The editions that are kept.
    """
    told = [
        *composed(reading),
        told_editions.page(reading, editions),
        *renders.listed(list(cards), reading.lang),
    ]
    return [front.page(reading, cards), *told, everything.page(reading, told)]


def _kept(page: Page, content: str, day: str) -> record.Kept:
    return record.Kept(page.kind, str(page.values.get("id", "")), page.lang, page.title, content, day, day)


class _Writer:
    """Writes pages of one language.

    Args:
        site: The site.
        lang: `fr` or `en`.
    """

    def __init__(self, site: Site, lang: str) -> None:
        self._reading, self._base = site.readings[lang], site.base
        self._picture = next((card.file(card.share) for card in site.cards if card.lang == lang and card.share), None)
        self._around: dict[str, Any] = {
            "site": self._reading.title,
            "say": words(catalogue(lang)),
            "policy": POLICY,
            "other_lang": other_language(lang),
            "other_words": NAMES[other_language(lang)],
            "days": Markup(_DAYS),
            "tables": list(site.tables),
        }

    def __call__(self, page: Page) -> str:
        """Write a page as HTML."""
        node = linked(self._reading, page)
        return (
            _templates()
            .get_template(page.template)
            .render(
                page=page,
                to=partial(step, page.address),
                linked=None if node is None else Markup(inline_json(node)),
                # An alternate is told by its whole address, where that is known.
                whole=partial(step, page.address) if self._base is None else self._base.__add__,
                absolute=None if self._base is None else self._base + page.address,
                picture=None if self._base is None or self._picture is None else self._base + self._picture,
                **self._around,
                **page.values,
            )
        )


@cache
def _templates() -> Environment:
    return environment().overlay(loader=ChoiceLoader([FileSystemLoader(_OWN), FileSystemLoader(TEMPLATES)]))


def _chooser(readings: Mapping[str, Reading]) -> str:
    headline = "{title}: what is said, by whom, and what has come of it"
    return (
        _templates()
        .get_template("chooser.html")
        .render(
            langs=LANGS,
            policy=POLICY,
            names=NAMES,
            titles={lang: reading.title for lang, reading in readings.items()},
            leads={lang: catalogue(lang)(headline).format(title=reading.title) for lang, reading in readings.items()},
        )
    )
