"""Numbers as people type them: read in one way, or not at all.

`160.000` is a hundred and sixty thousand to a French reader and a hundred and sixty to Python; `2,351` is two thousand
to an American and less than three to a French spreadsheet. Where a number can be read twice it is refused.
"""

from __future__ import annotations

import re

from malirussia.errors import shortened

DIGITS = 15
"""Digits of a number at most, without noughts at its ends: a double keeps no more of every number."""
_ONE_GROUP_DOT = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")
_TYPED = re.compile(r"[-+]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:_[0-9]{3})+)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?")
_MAY_BE_ONE = re.compile(r"(?<![0-9.])[1-9][0-9]{0,2},[0-9]{3}(?![0-9])")
_GROUPS_COMMA = re.compile(r"[-+~]?[1-9][0-9]{0,2}(?:,[0-9]{3})+")


def misread(text: str) -> tuple[str, str] | None:
    """Tell why a number in figures, such as `160000` or `0.5`, cannot be read for sure, and what to do; None if it can.

    Of a decimal with three places nobody knows whether its point parts thousands, unless it begins with a nought.
    """
    if _ONE_GROUP_DOT.fullmatch(text):
        plain = text.replace(".", "")
        return f"{text} can be read as {plain} too", f"write {plain} for thousands, or {text}0 for a decimal"
    whole = text.lstrip("-+").partition(".")[0]
    if len(text.strip("-+0.").replace(".", "")) > DIGITS or len(whole) > DIGITS or len(text) > 3 * DIGITS:
        fault = f"{shortened(text, 30)} has more than {DIGITS} digits"
        return fault, "round it, or take a larger unit"
    return None


def grouped_by_comma(text: str) -> bool:
    """Whether a text is a number whose commas may part thousands, or decimals, or a list."""
    return _GROUPS_COMMA.fullmatch(text.strip()) is not None


def mistyped(text: str) -> tuple[str, str] | None:
    """Tell why a number typed on a command line cannot be read for sure, and what to do; None if it can.

    Taken are `160000`, `160_000`, `0.5` and `1e6`; nothing with a nought in front, which is what a comma leaves behind.
    """
    if _TYPED.fullmatch(text) is None:
        fault = f"{shortened(text, 30)!r} is no plain number"
        return fault, "write 160000 or 160_000 for thousands, and a point before decimals"
    return None if "e" in text.lower() else misread(text.replace("_", ""))


def listed_or_grouped(text: str) -> str | None:
    """Return the part of a list of numbers whose comma may part thousands: `160,000`. A blank after it parts a list."""
    match = _MAY_BE_ONE.search(text)
    return None if match is None else match.group()
