"""The sentences of French and English.

An English sentence in the code is its own key; the French stands in locale/fr/*.po, one file an area, read together.
A sentence without its French stops the build, so that no page comes out half translated.

    _ = catalogue("fr")
    _("{n} sources").format(n=12)
    _.n("{n} claim", "{n} claims", 2).format(n=2)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.messages.pofile import read_po

from malirussia.errors import LanguageError
from malirussia.language.terms import TERMS
from malirussia.paths import PACKAGE

LANGS = ("fr", "en")

Messages = dict[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The sentences of one language. Call it with an English sentence.

    Attributes:
        lang: `fr` or `en`.
        messages: English singular → the forms in `lang`; empty for English.
    """

    lang: str
    messages: Messages

    def __call__(self, message: str) -> str:
        """Return the sentence in this language, its `{names}` still to be filled with `.format`.

        Raises:
            LanguageError: If it has no translation.
        """
        return message if self.lang == "en" else self._forms(message)[0]

    def n(self, singular: str, plural: str, n: float) -> str:
        """Return the form for `n` things; in French 0 and 1.5 are singular, in English only 1.

        Raises:
            LanguageError: If it has no translation.
        """
        single = _is_singular(n, self.lang)
        if self.lang == "en":
            return singular if single else plural
        forms = self._forms(singular)
        return forms[0] if single else forms[-1]

    def _forms(self, message: str) -> tuple[str, ...]:
        forms = self.messages.get(message)
        if forms is None:
            raise LanguageError(f"message {message!r}", f"not in {self.lang}", f"add it to locale/{self.lang}/*.po")
        return forms


@lru_cache(maxsize=len(LANGS))
def catalogue(lang: str) -> Catalogue:
    """Return the sentences of `lang`.

    Raises:
        LanguageError: If `lang` is neither fr nor en, or two files translate one sentence differently.
    """
    if lang not in LANGS:
        raise LanguageError(f"lang {lang!r}", "unknown", "use one of: " + " ".join(LANGS))
    return Catalogue(lang, {} if lang == "en" else _read(lang))


def word(terms: str, value: str, lang: str) -> str:
    """Return the word for a value of a closed list: `word("status", "signed", "fr")`.

    Args:
        terms: status, modality, polarity, verdict, conflict or source.
        value: The value as it stands in the tables.
        lang: `fr` or `en`.

    Raises:
        LanguageError: If the list or the value is unknown.
    """
    known = TERMS.get(terms)
    if known is None or value not in known:
        raise LanguageError(f"{terms} {value!r}", "unknown", "use one of: " + " ".join(known or TERMS))
    return catalogue(lang)(known[value])


@lru_cache(maxsize=len(LANGS))
def locale_of(lang: str) -> Locale:
    """Return what babel knows of `lang`."""
    catalogue(lang)
    return Locale.parse(lang)


def _is_singular(n: float, lang: str) -> bool:
    return locale_of(lang).plural_form(n) == "one"


def _read(lang: str) -> Messages:
    messages: Messages = {}
    for path in sorted((PACKAGE / "locale" / lang).glob("*.po")):
        with path.open("rb") as file:
            entries = read_po(file, locale=lang)
        for entry in entries:
            key = entry.id if isinstance(entry.id, str) else entry.id[0]
            forms = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ("",))
            # The first entry of a file, with no id, is its header.
            if key == "" or entry.fuzzy or "" in forms:
                continue
            if messages.setdefault(key, forms)[0] != forms[0]:
                raise LanguageError(f"locale/{lang}/{path.name}", f"{key!r} is translated otherwise", "keep one")
    return messages
