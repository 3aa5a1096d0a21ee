"""Checks a quantity: its bounds and its unit, and against the figure as printed and the sentences that tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from malirussia.errors import Problem, UnitError
from malirussia.evidence.entry import Entry
from malirussia.evidence.figures import Number, numbers, read_twice
from malirussia.evidence.vocabulary import use_closed
from malirussia.units import CURRENCIES, UNITS, dimension, sides

_TOLD = (("as_printed", None), ("fr", "fr"), ("en", "en"))
_SIGN_OF = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₦": "NGN", "₽": "RUB"}
# Of a part or a multiple in letters nobody here works out the share.
_PARTS = re.compile(r"\b(?:moitié|demi|tiers|quarts?|fois|half|thirds?|quarters?|times)\b", re.IGNORECASE)
_PREFIXES = {"k": 3, "M": 6, "G": 9, "T": 12}
_PREFIXED = frozenset(("kt", "Mt", "kL", "ML", "kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh", "km"))


def check_value(claim: Entry, value: Entry) -> Iterator[Problem]:
    """Checks the quantity of a claim.

    Args:
        claim: The claim.
        value: Its field `value`.
    """
    low, high, unit = value.number("low"), value.number("high"), value.text("unit")
    if value.data.get("low") is None and value.data.get("high") is None:
        yield value.problem(None, "open at both ends", "give low, high or both")
    if low is not None and high is not None and low > high:
        yield value.problem("low", f"{low} is more than high {high}", "write the smaller figure as low")
    known = True
    if unit is not None:
        try:
            measured = dimension(unit)
        except UnitError:
            known = False
            yield value.problem("unit", f"unknown unit {unit!r}", use_closed(unit, UNITS))
        else:
            yield from _negative(value, unit, measured)
    if known:
        yield from _compared(claim, value)
        yield from _signs(claim, value)


def check_sentences(entry: Entry) -> Iterator[Problem]:
    """Whether the figures in a sentence in French and one in English can be read in one way only."""
    for lang in ("fr", "en"):
        for figure, otherwise in read_twice(entry.text(lang) or "", lang):
            yield entry.problem(lang, f"{figure} can be read in two ways", f"write {otherwise}")


def _negative(value: Entry, unit: str, measured: str) -> Iterator[Problem]:
    """Less than nothing there is of a share that falls, of money and of a price: of nothing else."""
    if measured == "ratio" or sides(unit)[0] in CURRENCIES:
        return
    for key in ("low", "high"):
        bound = value.number(key)
        if bound is not None and bound < 0:
            fault = f"{bound} {unit} is less than nothing"
            yield value.problem(key, fault, "write the amount, and what becomes of it in the predicate")


def _compared(claim: Entry, value: Entry) -> Iterator[Problem]:
    """Whether each bound is a number of what is printed, and of the sentences as far as they tell numbers."""
    bounds = {key: Decimal(str(bound)) for key in ("low", "high") if (bound := value.number(key)) is not None}
    unit = value.text("unit") or ""
    meant = {key: _as_said(bound, unit) for key, bound in bounds.items()}
    for key, lang in _TOLD:
        text = claim.text(key)
        stated = [] if text is None else numbers(text, lang)
        told = {name for name, values in meant.items() if any(_says(number, values) for number in stated)}
        for name in bounds.keys() - told:
            figures = [
                number
                for number in stated
                if number.figures and not any(_says(number, said) for said in meant.values())
            ]
            shifted = any(_shifted(number, meant[name]) for number in figures)
            printed = key == "as_printed" and any(number.figures or max(number.values) > 1 for number in stated)
            if shifted or ((figures or (printed and not _PARTS.search(text or ""))) and not told):
                written = ", ".join(sorted({f"{amount:f}" for number in stated for amount in number.values}))
                said = f"{bounds[name]:f} {unit} is none of the numbers of {key} ({written})"
                todo = "write the number as it is printed, in figures without grouping, in the unit it is printed in"
                yield value.problem(name, said, todo)
                break


def _as_said(bound: Decimal, unit: str) -> frozenset[Decimal]:
    """A bound, and of a unit with a prefix (kt) also the number of the unit without it."""
    power = _PREFIXES[unit[0]] if unit in _PREFIXED else 0
    return frozenset(bound * Decimal(10) ** shift for shift in range(0, power + 1, 3))


def _says(number: Number, values: frozenset[Decimal]) -> bool:
    return any(value in values or (not number.signed and -value in values) for value in number.values)


def _shifted(number: Number, values: frozenset[Decimal]) -> bool:
    """Whether a number has the digits of a bound, with the point elsewhere."""
    digits = {_digits(value) for value in values}
    return any(value != 0 and _digits(value) in digits for value in number.values)


def _digits(value: Decimal) -> str:
    return f"{abs(value):f}".replace(".", "").strip("0")


def _signs(claim: Entry, value: Entry) -> Iterator[Problem]:
    """Whether the signs in what is printed are those of the unit and of the open end."""
    printed, unit = claim.text("as_printed"), value.text("unit")
    if printed is None or unit is None:
        return
    currencies = {_SIGN_OF[sign] for sign in printed if sign in _SIGN_OF}
    if sides(unit)[0] in CURRENCIES and currencies and sides(unit)[0] not in currencies:
        yield value.problem("unit", f"{unit!r}, but {' '.join(sorted(currencies))} as printed", "take the unit printed")
    if unit == "%" and "‰" in printed and "%" not in printed:
        yield value.problem("unit", "'%', but ‰ as printed", "write the per mille as per cent, or as a ratio: unit 1")
    for key, signs in (("high", "<≤⩽"), ("low", ">≥⩾")):
        if any(sign in printed for sign in signs) and value.data.get(key) is None:
            yield value.problem(key, f"open, but {printed!r} as printed", f"write the figure as {key}")
