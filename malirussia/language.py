"""French and English: sentences, numbers, ranges, units and dates, in one place to import from.

_ = catalogue("fr")                                 the sentences: malirussia.messages
span(160_000, 200_000, "fr")                        160 000–200 000
quantity(10_000, None, "{person}", "once", "en")    more than 10,000 people
day("2025-06-22/2025-06-27", "en")                  22–27 June 2025
"""

from __future__ import annotations

import math
from decimal import Decimal

from babel.numbers import format_decimal, format_percent

from malirussia import units
from malirussia.dates import day
from malirussia.errors import LanguageError
from malirussia.messages import LANGS, Catalogue, catalogue, locale_of, word
from malirussia.terms import PER_NAMES, UNIT_NAMES

__all__ = [
    "LANGS",
    "NBSP",
    "Catalogue",
    "catalogue",
    "day",
    "number",
    "percent",
    "quantity",
    "span",
    "unit_name",
    "word",
]

NBSP = "\u00a0"


def number(x: float | Decimal, lang: str, digits: int | None = None) -> str:
    """Return a number as it is written in `lang`: `160 000,5` or `160,000.5`.

    Args:
        x: The number.
        lang: `fr` or `en`.
        digits: Decimals to print; as many as needed, three at most, where None.
    """
    pattern = "#,##0.###" if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    text = format_decimal(x, format=pattern, locale=locale_of(lang))
    return "0" if text == "-0" else text


def percent(x: float, lang: str, digits: int = 0) -> str:
    """Return a ratio as per cent: 0.253 is `25 %` or `25%`."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + ("%" if lang == "en" else NBSP + "%")
    return format_percent(x, format=pattern, locale=locale_of(lang))


def span(low: float | None, high: float | None, lang: str, digits: int | None = None) -> str:
    """Return a range: `160 000–200 000`; one number where the bounds are equal; `plus de 10 000` where it is open.

    Raises:
        LanguageError: If both bounds are missing.
    """
    _ = catalogue(lang)
    least, most = _bound(low), _bound(high)
    if least is not None and most is not None:
        if least == most:
            return number(least, lang, digits)
        return f"{number(least, lang, digits)}–{number(most, lang, digits)}"
    if least is not None:
        return _("more than {n}").format(n=number(least, lang, digits))
    if most is not None:
        return _("up to {n}").format(n=number(most, lang, digits))
    raise LanguageError("range", "neither low nor high", "leave out a range that is not known")


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


def quantity(low: float | None, high: float | None, unit: str, per: str, lang: str, digits: int | None = None) -> str:
    """Return a range with its unit: `160 000–200 000 tonnes par mois`, `plus de 50 %`, `a factor of 4`.

    Raises:
        LanguageError: If both bounds are missing.
        UnitError: If the unit or period is unknown.
    """
    _ = catalogue(lang)
    amount = span(low, high, lang, digits)
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
