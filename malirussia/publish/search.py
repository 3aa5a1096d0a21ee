"""The index of the search: every page of a language in one script, which a page loads when its reader begins to type.

A script and not JSON: a page that is read from a disk may load the one and not the other. Each row is a page: its kind,
the name of its file, its title, the entities it is about (their names stand once for all pages), the sectors, stages,
countries and years it speaks of (their places in the lists of the filters), other names, and the language of a title in
another. `search.js` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from malirussia.charts.words.rungs import rung_word
from malirussia.language import capital, catalogue
from malirussia.language.folding import words
from malirussia.publish.composed.dossier import printed_names
from malirussia.publish.composed.entity import country
from malirussia.publish.pages import Page
from malirussia.publish.reading import Reading
from malirussia.render.page.export import inline_json
from malirussia.tables.addresses import slug_of

# What it is called, and its values with their words.
_Filter = tuple[str, dict[Any, str]]
# In the order in which those stand that meet a query equally well.
KINDS = ("dossier", "entity", "render", "source", "commitment", "conflict", "fact")


def file_of(lang: str) -> str:
    """Return the address of the index of a language, from the folder of the site."""
    return f"assets/search-{lang}.js"


def index(reading: Reading, pages: Sequence[Page]) -> str:
    """Give the index as a script.

    Args:
        reading: The ledger in one language.
        pages: The pages of that language.

    Returns:
        A call of `malirussiaSearch.take`; below 150 KB for a ledger of fifty articles.
    """
    _ = catalogue(reading.lang)
    lang = reading.lang
    found = sorted((page for page in pages if page.kind in KINDS), key=lambda page: KINDS.index(page.kind))
    named: dict[str, int] = {}
    filters = {
        "sectors": _filter(_("Sector"), {name: reading.sectors[name] for name in _used(found, "sectors")}),
        "statuses": _filter(_("Stage"), {name: capital(rung_word(name, lang)) for name in _used(found, "statuses")}),
        "countries": _filter(_("Country"), {code: country(reading, code) for code in _used(found, "countries")}),
        "years": _filter(_("Year"), {year: str(year) for year in reversed(_used(found, "years"))}),
    }
    rows = [_row(reading, page, named, filters) for page in found]
    told = {
        "lang": lang,
        "kinds": [_kinds(reading)[kind] for kind in KINDS],
        "folders": ["../" if kind == "render" else f"{kind}/" for kind in KINDS],
        "own": [KINDS.index(kind) for kind in ("dossier", "entity")],
        "names": [[slug_of(entity), _called(reading, entity)] for entity in named],
        "filters": {by: {"name": name, "values": list(values.values())} for by, (name, values) in filters.items()},
        "say": {
            "counts": {
                "none": _("Nothing found: fewer words, or another spelling?"),
                "one": _("{n} result"),
                "many": _("{n} results"),
            },
            "all": _("Everything, from A to Z"),
        },
        "rows": rows,
    }
    return f"malirussiaSearch.take({inline_json(told)});\n"


def _row(reading: Reading, page: Page, named: dict[str, int], filters: Mapping[str, _Filter]) -> list[Any]:
    """Give the row of a page; `named` numbers the entities whose names stand apart.

    A name of a file that begins with that of its first entity holds the rest alone, from its dot on.
    """
    folder = "" if page.kind == "render" else f"{page.lang}/{page.kind}/"
    slug = page.address.removeprefix(folder).removesuffix(".html")
    about = _about(reading, page)
    if about and page.kind == "fact" and slug.startswith(f"{slug_of(about[0])}."):
        slug = slug.removeprefix(slug_of(about[0]))
    chosen = [[list(values).index(value) for value in getattr(page, by)] for by, (_name, values) in filters.items()]
    return [
        KINDS.index(page.kind),
        slug,
        page.title,
        [named.setdefault(entity, len(named)) for entity in about],
        *chosen,
        *([] if about or (not page.names and page.title_lang == page.lang) else [_once(page.names)]),
        *([page.title_lang] if page.title_lang != page.lang else []),
    ]


def _about(reading: Reading, page: Page) -> list[str]:
    """Return the entities by whose names a page is found."""
    name = str(page.values.get("id", ""))
    match page.kind:
        case "entity" | "dossier":
            told = [name]
        case "fact":
            told = [reading.facts[name]["subject"], reading.facts[name]["object"], *_speakers(reading, name)]
        case "conflict":
            told = [reading.conflicts[name]["subject"]]
        case "commitment":
            told = [reading.promises[name]["by"], reading.promises[name]["to"]]
        case _:
            told = []
    return [entity for entity in dict.fromkeys(told) if entity in reading.entities]


def _speakers(reading: Reading, fact: str) -> list[str]:
    """Return who says it, but for the articles themselves."""
    speakers = reading.known.loc[reading.known["fact_id"].eq(fact), "asserted_by"]
    return [speaker for speaker in dict.fromkeys(speakers) if speaker not in reading.outlet_ids]


def _called(reading: Reading, entity: str) -> str:
    """Return the words of all names of an entity, each once."""
    return _once(printed_names(reading, entity))


def _once(names: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(word for name in names for word in words(name)))


def _filter(name: str, values: dict[Any, str]) -> _Filter:
    return name, values


def _used(pages: Sequence[Page], what: str) -> list[Any]:
    return sorted({value for page in pages for value in getattr(page, what)})


def _kinds(reading: Reading) -> dict[str, str]:
    _ = catalogue(reading.lang)
    return {
        "dossier": _("dossier"),
        "entity": _("name"),
        "render": _("charts"),
        "source": _("article"),
        "commitment": _("promise"),
        "conflict": _("contradiction"),
        "fact": _("fact"),
    }
