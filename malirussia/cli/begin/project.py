"""A ledger to begin with: it builds, renders and tests green before anybody has written a word in it.

It holds one invented text of two paragraphs, coded as a real one would be, to be thrown away.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template

from malirussia import paths
from malirussia.cli.begin import notebooks
from malirussia.cli.begin.countries import Country
from malirussia.errors import MaliRussiaError
from malirussia.evidence.corpus import Copy
from malirussia.evidence.pointers import point
from malirussia.evidence.words import words

SCENARIO = ("40-petroleum-supply.ipynb",)
"""Notebooks of a scenario that belongs to one topic alone."""

# File of the project: its form in templates/.
FORMS = {
    "data/evidence/topic.yaml": "topic.yaml",
    "data/evidence/vocabulary.yaml": "vocabulary.yaml",
    "data/evidence/entities.yaml": "entities.yaml",
    "data/evidence/sources/example.yaml": "example.yaml",
    "data/evidence/identities.yaml": "identities.yaml",
    "data/evidence/decisions.yaml": "decisions.yaml",
    "data/evidence/ignored.yaml": "ignored.yaml",
    "data/evidence/codes.yaml": "codes.yaml",
    "data/evidence/cues.yaml": "cues.yaml",
    "notebooks/renders.yaml": "renders.yaml",
    ".gitignore": "gitignore",
    "README.md": "README.md",
    "tests/test_ledger.py": "test_ledger.txt",
}
COPY = "data/corpus/example.txt"
KEPT = "data/corpus/.gitkeep"
_TEMPLATES = Path(__file__).with_name("templates")
# Of the invented text in each language: where its three passages begin and end, and what it calls the company.
_ENDS = {
    "fr": [("Les deux gouvernements", "2 km"), ("La Société du Pont", "le construire"), ("Elle promet", "mars 2027")],
    "en": [("The two governments", "2 km"), ("The Bridge Company", "to build it"), ("It promises", "March 2027")],
}
_COMPANY = {"fr": "Société du Pont", "en": "Bridge Company"}
_PUBLISHER = {"fr": "Journal d’exemple", "en": "Example paper"}
_HEADLINE = {"fr": "\u00a0: un pont promis (texte inventé)", "en": ": a bridge is promised (invented text)"}


class _Form(Template):
    delimiter = "§"


def begin(folder: Path, sides: tuple[Country, Country], *, title: str | None, langs: Sequence[str]) -> list[Path]:
    """Write a ledger, with notebooks, a plan of renders, and its tables.

    Args:
        folder: Where to; what else is in it stays.
        sides: The two countries.
        title: Its title; the names of the countries if None.
        langs: The languages of the pages, `fr` or `en`, at least one; the invented text is in the first.

    Returns:
        What was written, but the tables.

    Raises:
        MaliRussiaError: If a file that would be written is there already; nothing is written then.
    """
    content = _content(sides, title, langs)
    taken = [name for name in content if (folder / name).exists()]
    if taken:
        raise MaliRussiaError(str(folder / taken[0]), "is there already", "name an empty folder")
    for name, text in content.items():
        paths.replace_text(folder / name, text)
    made = notebooks.copy(folder / "notebooks", SCENARIO)
    _build(folder / "data")
    return [*(folder / name for name in content), *made]


def _content(sides: tuple[Country, Country], title: str | None, langs: Sequence[str]) -> dict[str, str]:
    left, right = sides
    lang = langs[0]
    titles = {"fr": title or f"{left.fr}–{right.fr}", "en": title or f"{left.en}–{right.en}"}
    headline = titles[lang] + _HEADLINE[lang]
    text = _fill(f"example.{lang}.txt", {"title_line": headline})
    copy = Copy(text, hashlib.sha256(text.encode()).hexdigest())
    pointers = [point(copy.text, first, last, copy.scheme) for first, last in _ENDS[lang]]
    # Quoted as JSON, which YAML reads: a title may hold a colon or a quotation mark.
    quoted = {
        "title_fr": titles["fr"],
        "title_en": titles["en"],
        "left_fr": left.fr,
        "left_en": left.en,
        "right_fr": right.fr,
        "right_en": right.en,
        "title_line_yaml": headline,
        "publisher": _PUBLISHER[lang],
        "company": _COMPANY[lang],
        "sha256": copy.sha256,
    }
    blanks = {name: json.dumps(value, ensure_ascii=False) for name, value in quoted.items()}
    blanks |= {
        "left": left.entity,
        "right": right.entity,
        "left_side": left.side,
        "right_side": right.side,
        "left_code": left.code,
        "right_code": right.code,
        "lang": lang,
        "langs": ", ".join(langs),
        "scheme": copy.scheme,
        "n_words": str(len(copy.words)),
        "title_words": str(len(words(headline, copy.scheme))),
        "title_plain": titles[lang],
    }
    for number, pointer in enumerate(pointers, start=1):
        blanks[f"p0{number}"] = f"{{first: {pointer.first}, words: {pointer.words}, sha256: {pointer.sha256}}}"
    return {COPY: text, KEPT: "", **{name: _fill(form, blanks) for name, form in FORMS.items()}}


def _fill(form: str, blanks: Mapping[str, str]) -> str:
    return _Form((_TEMPLATES / form).read_text(encoding="utf-8")).substitute(blanks)


def _build(data: Path) -> None:
    from malirussia import evidence, tables

    ledger = evidence.load(data / "evidence")
    tables.write(tables.build(ledger, data / "reference"), data / "tidy", ledger.topic)
