"""Everything from A to Z: every page of a language under its name, facts under what they are about."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from malirussia.language import catalogue
from malirussia.publish.pages import Page, other_language
from malirussia.publish.reading import Reading
from malirussia.tables.addresses import EVERYTHING, slug_of

NUMBERS = "0–9"


def page(reading: Reading, pages: Sequence[Page]) -> Page:
    """Make the list.

    Args:
        reading: The ledger.
        pages: Every other page of the language.
    """
    _ = catalogue(reading.lang)
    facts: dict[str, list[Page]] = {}
    for one in pages:
        if one.kind == "fact":
            facts.setdefault(slug_of(one.values["id"].partition(".")[0]), []).append(one)
    told_as = {one.values["id"] for one in pages if one.kind == "dossier"}
    entries: list[dict[str, Any]] = [
        {
            "page": one,
            "kind": _kinds(reading)[one.kind] if one.kind != "entity" else one.about,
            "facts": sorted(facts.get(slug_of(one.values["id"]), []), key=lambda fact: key(fact.title))
            if one.kind in ("dossier", "entity")
            else [],
        }
        for one in pages
        if one.kind not in ("fact", "front") and not (one.kind == "entity" and one.values["id"] in told_as)
    ]
    entries.sort(key=lambda entry: (key(entry["page"].title), entry["page"].address))
    letters: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        letters.setdefault(letter(entry["page"].title), []).append(entry)
    return Page(
        kind="everything",
        address=f"{reading.lang}/{EVERYTHING}",
        title=_("Everything, from A to Z"),
        lang=reading.lang,
        title_lang=reading.lang,
        about=_("Every dossier, name, article, fact, contradiction and promise, in one list."),
        other=f"{other_language(reading.lang)}/{EVERYTHING}",
        template="everything.html",
        values={"letters": letters},
    )


def _kinds(reading: Reading) -> dict[str, str]:
    _ = catalogue(reading.lang)
    return {
        "dossier": _("dossier"),
        "source": _("article"),
        "conflict": _("contradiction"),
        "commitment": _("promise"),
        "render": _("charts"),
        "editions": _("editions"),
    }


def key(title: str) -> str:
    """Return a title as it is put in order: without accents, signs and capitals."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    return "".join(letter for letter in plain if letter.isalnum() or letter == " ").strip()


def letter(title: str) -> str:
    """Return the letter under which a title stands."""
    first = key(title)[:1].upper()
    return first if first.isascii() and first.isalpha() else NUMBERS
