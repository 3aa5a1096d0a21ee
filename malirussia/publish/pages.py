"""The pages of the site, as a list: what each is called, its kind, where it stands, and what it is found by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from malirussia.language import LANGS

if TYPE_CHECKING:
    from malirussia.publish.reading import Reading


@dataclass(frozen=True)
class Page:
    """One page of the site.

    Attributes:
        kind: dossier, entity, source, fact, conflict or commitment; front, everything or editions; render.
        address: From the folder of the site: `fr/dossier/gold-refinery.html`.
        title: Plain text, in the language of the page.
        lang: `fr` or `en`.
        title_lang: The language of the title, where it is not that of the page; else the same.
        about: One line on what stands there.
        sectors: The sectors it speaks of.
        statuses: The stages it speaks of.
        countries: ISO 3166 codes of what it is about.
        years: The years it speaks of.
        names: Other names by which it is looked for, spellings of the articles among them.
        other: The address of the same page in the other language; None where there is none.
        template: The template that it is written with; empty for a render, which stands there already.
        values: What the template takes.
        linked: What it is about, as schema.org has it.
    """

    kind: str
    address: str
    title: str
    lang: str
    title_lang: str
    about: str
    sectors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    other: str | None = None
    template: str = ""
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    linked: Mapping[str, Any] | None = field(default=None, repr=False)


def other_language(lang: str) -> str:
    """Return the other of the two languages."""
    return next(other for other in LANGS if other != lang)


def composed(reading: Reading) -> Iterator[Page]:
    """Give the pages that are made of the ledger, in one language, kind by kind."""
    from malirussia.publish.composed import commitment, conflict, dossier, entity, fact, source

    for about in (dossier, entity, source, fact, conflict, commitment):
        yield from about.pages(reading)
