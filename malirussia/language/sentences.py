"""Numbers, ranges and amounts in French and English, and how they stand in a sentence.

span(160_000, 200_000, "fr")                        160 000–200 000
span(160_000, 200_000, "fr", worded=True)           160 000 à 200 000
counted(3, 8, lang="fr")                            trois, huit
quantity(10_000, None, "{person}", "once", "en")    more than 10,000 people
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from decimal import Decimal
from unicodedata import normalize

from babel.numbers import format_decimal, format_percent

from malirussia import units
from malirussia.errors import LanguageError
from malirussia.language.messages import LANGS, catalogue, locale_of
from malirussia.language.terms import PER_NAMES, UNIT_NAMES

NBSP = "\u00a0"
MINUS = "\u2212"
# With these a French sentence begins whose capital is its own and no name's.
_NO_NAMES = {"Ce", "Ces", "Cette", "D", "Des", "En", "L", "La", "Le", "Les", "On", "Plusieurs", "Selon", "Un", "Une"}
_FIRST_WORD = re.compile(r"\w+")
# As newspapers do: figures from ten on, words below, and never both in one sentence.
_WORDS = {
    "fr": ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    "en": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}


def number(x: float | Decimal, lang: str, digits: int | None = None) -> str:
    """Return a number as it is written in `lang`: `160 000,5` or `160,000.5`.

    Args:
        x: The number.
        lang: `fr` or `en`.
        digits: Decimals to print; as many as needed, three at most, where None.
    """
    pattern = "#,##0.###" if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    text = format_decimal(x, format=pattern, locale=locale_of(lang)).replace("-", MINUS)
    return text.removeprefix(MINUS) if text.strip(f"{MINUS}0,.") == "" else text


def counted(*numbers: int, lang: str, feminine: Collection[int] = ()) -> tuple[str, ...]:
    """Return the numbers of one sentence: in words where all are from one to nine, else in figures.

    Args:
        *numbers: Whole numbers.
        lang: `fr` or `en`.
        feminine: The places, from 0, of those that count a feminine noun: in French one is then `une`.
    """
    if not all(1 <= n <= len(_WORDS[lang]) for n in numbers):
        return tuple(number(n, lang) for n in numbers)
    said = [_WORDS[lang][n - 1] for n in numbers]
    return tuple("une" if text == "un" and place in feminine else text for place, text in enumerate(said))


def capital(text: str) -> str:
    """Return a sentence with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def after_colon(sentence: str, lang: str) -> str:
    """Return a sentence as it stands after a colon: in French without its capital, unless that may be a name's."""
    first = _FIRST_WORD.match(sentence)
    return sentence[:1].lower() + sentence[1:] if lang == "fr" and first and first[0] in _NO_NAMES else sentence


def of_whom(name: str, lang: str) -> str:
    """Return a name after `de`, which loses its vowel before another: `d’Alexey Koylikov`; in English the name alone.

    An h is kept apart, since a name does not show whether it is mute.
    """
    if lang == "en":
        return name
    first = normalize("NFD", name[:1]).casefold()[:1]
    return f"d’{name}" if first and first in "aeiouœæ" else f"de {name}"


def as_printed(text: str, text_lang: str, lang: str) -> str:
    """Put what somebody else wrote into quotation marks: those of its own language, `« accord-cadre »` in English too.

    Args:
        text: Plain text, as printed.
        text_lang: The language it is in, a code of two letters.
        lang: That of the page, whose marks stand where ours has none for `text_lang`.
    """
    return catalogue(text_lang if text_lang in LANGS else lang)("“{text}”").format(text=text)


def percent(x: float, lang: str, digits: int = 0) -> str:
    """Return a ratio as per cent: 0.253 is `25 %` or `25%`."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + ("%" if lang == "en" else NBSP + "%")
    return format_percent(x, format=pattern, locale=locale_of(lang))


def span(low: float | None, high: float | None, lang: str, digits: int | None = None, *, worded: bool = False) -> str:
    """Return a range: `160 000–200 000`; one number where the bounds are equal; `plus de 10 000` where it is open.

    Args:
        low: The lower bound, or None.
        high: The upper bound, or None.
        lang: `fr` or `en`.
        digits: Decimals to print, as for `number`.
        worded: Whether it stands in a sentence: French writes `160 000 à 200 000` there.

    Raises:
        LanguageError: If both bounds are missing.
    """
    _ = catalogue(lang)
    least, most = _bound(low), _bound(high)
    if least is not None and most is not None:
        if least == most:
            return number(least, lang, digits)
        return joined(number(least, lang, digits), number(most, lang, digits), lang, worded=worded)
    if least is not None:
        return _("more than {n}").format(n=number(least, lang, digits))
    if most is not None:
        return _("up to {n}").format(n=number(most, lang, digits))
    raise LanguageError("range", "neither low nor high", "leave out a range that is not known")


def joined(low: str, high: str, lang: str, *, worded: bool = False) -> str:
    """Join the two ends of a range, with a dash, or with `à` in a French sentence; it stays on one line."""
    return f"{low}{NBSP}à{NBSP}{high}" if worded and lang == "fr" else f"{low}–{high}"


def unit_name(unit: str, per: str, lang: str, n: float = 2) -> str:
    """Return the words for a unit and period: `tonnes par mois`, `barrels a day`, `litres per tonne`.

    Args:
        unit: A unit code.
        per: once, day, month or year.
        lang: `fr` or `en`.
        n: How many there are, for singular or plural.

    Raises:
        UnitError: If the unit or period is unknown.
    """
    _ = catalogue(lang)
    above, below = units.sides(unit)
    names = [_sign(above) if above not in UNIT_NAMES else _.n(*UNIT_NAMES[above], n)]
    if below is not None:
        names.append(_sign(below) if below not in UNIT_NAMES else _.n(*UNIT_NAMES[below], 1))
    name = names[0] if below is None else _("{unit} per {other}").format(unit=names[0], other=names[1])
    return name if units.check_per(per) == "once" else _(PER_NAMES[per]).format(unit=name).strip()


def quantity(
    low: float | None,
    high: float | None,
    unit: str,
    per: str,
    lang: str,
    digits: int | None = None,
    *,
    worded: bool = False,
) -> str:
    """Return a range with its unit: `160 000–200 000 tonnes par mois`, `plus de 50 %`, `a factor of 4`.

    Raises:
        LanguageError: If both bounds are missing.
        UnitError: If the unit or period is unknown.
    """
    _ = catalogue(lang)
    amount = span(low, high, lang, digits, worded=worded)
    if unit == "{factor}":
        return _("a factor of {n}").format(n=amount)
    most = _bound(high)
    n = most if most is not None else _bound(low)
    name = unit_name(unit, per, lang, 2 if n is None else n)
    glue = "" if name == "" or (unit == "%" and lang == "en") else NBSP
    return f"{amount}{glue}{name}"


def _sign(unit: str) -> str:
    return "%" if unit == "%" else ""


def _bound(x: float | None) -> float | None:
    return None if x is None or math.isnan(x) else x
