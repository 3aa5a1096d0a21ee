"""The numbers in a text: in figures and in letters, French and English, scaled by the words after them.

A figure printed by somebody else may be grouped in any way: `160.000` there is both 160 and 160000. In a sentence of
our own it is read as its language writes: French parts thousands by spaces and decimals by a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from malirussia.evidence.invisible import seen

_MINUS = "-‐‑–−"
_GAP = "[ \u00a0\u202f\u2009\u2007']"
_FIGURE = re.compile(
    rf"(?<![\w.,])(?P<sign>[{_MINUS}+±](?=[\d.]))?"
    rf"(?P<number>\d{{1,3}}(?:{_GAP}\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹^])?"
)
_DATES = re.compile(
    r"\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}(?:er|st|nd|rd|th)?[\s\u00a0]+(?=janv|févr|mars\b|avr|mai\b|juin|juil|août|sept|oct|nov"
    r"|déc|jan|feb|apr|may\b|june?\b|july?\b|aug|dec)|(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december)\s+\d{1,2}\b|\b(?:19|20)\d\d\b|\b\d{1,2}\s?h\s?(?:\d\d)?\b|\b\d{1,2}:\d\d\b",
    re.IGNORECASE,
)
_SCALES = {
    "mille": 3, "millier": 3, "milliers": 3, "thousand": 3, "thousands": 3, "k": 3,
    "million": 6, "millions": 6, "milliard": 9, "milliards": 9, "billions": 9, "billion": 9, "md": 9, "mds": 9, "bn": 9,
}  # fmt: skip
_HUNDREDS = {"cent", "cents", "hundred", "hundreds", "centaine", "centaines"}
_LETTERS = {
    word: value
    for value, words in {
        1: "un une one", 2: "deux two", 3: "trois three", 4: "quatre four", 5: "cinq five", 6: "six",
        7: "sept seven", 8: "huit eight", 9: "neuf nine", 10: "dix ten dizaine dizaines", 11: "onze eleven",
        12: "douze twelve douzaine douzaines dozen dozens", 13: "treize thirteen", 14: "quatorze fourteen",
        15: "quinze fifteen quinzaine", 16: "seize sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen",
        20: "vingt vingts twenty vingtaine", 30: "trente thirty trentaine", 40: "quarante forty quarantaine",
        50: "cinquante fifty cinquantaine", 60: "soixante sixty soixantaine", 70: "septante seventy",
        80: "octante huitante eighty", 90: "nonante ninety",
    }.items()
    for word in words.split()
}  # fmt: skip
_TWICE = {"double": 2, "twofold": 2, "triple": 3, "quadruple": 4}
_TOKEN = re.compile(r"[^\W\d_]+|[^\s\w-]|\d")
_SCALED = re.compile(r"[ \u00a0\u202f]*([^\W\d_]+)")
_RANGE = re.compile(r"\s*(?:à|et|ou|to|and|or|[-–—])\s*")
_JOINS = {"et", "and"}


class Number(NamedTuple):
    """A number in a text.

    Attributes:
        values: What it may mean: one value, or two where its grouping can be read twice.
        signed: Whether a plus or a minus stands before it.
        figures: Whether it is in figures, and no date or time: what a sentence can be held to.
    """

    values: frozenset[Decimal]
    signed: bool
    figures: bool


def numbers(text: str, lang: str | None) -> list[Number]:
    """Return the numbers in a text.

    Args:
        text: The text.
        lang: `fr` or `en` for a sentence of our own; None for what somebody else printed.
    """
    text = seen(text)
    return [*_in_figures(text, lang), *_in_letters(text)]


def read_twice(text: str, lang: str) -> list[tuple[str, str]]:
    """Return the figures of a sentence whose point or comma may part thousands or decimals, and what to write."""
    written = [figure["number"] for figure in _FIGURE.finditer(seen(text)) if figure["raised"] is None]
    marks = ".," if lang == "fr" else "."
    return [
        (figure, f"{figure[:-4]}{' ' if lang == 'fr' else ','}{figure[-3:]} for thousands, or {figure}0 for a decimal")
        for figure in written
        if re.fullmatch(rf"[1-9]\d{{0,2}}[{marks}]\d{{3}}", figure)
    ]


def _in_figures(text: str, lang: str | None) -> Iterator[Number]:
    dates = [date.span() for date in _DATES.finditer(text)]
    figures = [figure for figure in _FIGURE.finditer(text) if figure["raised"] is None]
    scales = [_scale(text, figure.end()) for figure in figures]
    for place, figure in enumerate(figures):
        minus = -1 if figure["sign"] is not None and figure["sign"] in _MINUS else 1
        dated = any(start <= figure.start("number") < end for start, end in dates)
        values = {value * scales[place] * minus for value in _readings(figure["number"], lang)}
        if place + 1 < len(figures) and _RANGE.fullmatch(text, figure.end(), figures[place + 1].start()):
            values |= {value * scales[place + 1] for value in values}  # 5 to 10 million
        yield Number(frozenset(values), figure["sign"] is not None, not dated)


def _scale(text: str, end: int) -> Decimal:
    after = _SCALED.match(text, end)
    return Decimal(10) ** _SCALES.get(after.group(1).casefold(), 0) if after else Decimal(1)


def _readings(number: str, lang: str | None) -> Iterator[Decimal]:
    plain = re.sub(_GAP, "", number)
    for decimal, group in ((",", "."), (".", ",")):
        whole, _, rest = plain.partition(decimal)
        grouped = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+", whole) is not None
        if lang is not None and decimal != {"fr": ","}.get(lang, ".") and not (lang == "fr" and whole.isdigit()):
            continue
        if (whole.isdigit() or (grouped and lang != "fr")) and (rest == "" or rest.isdigit()):
            yield Decimal(f"{whole.replace(group, '')}.{rest or 0}")


def _in_letters(text: str) -> Iterator[Number]:
    """Yield the numbers in letters: cent soixante mille, twenty-five."""
    total, current, any_yet = 0, 0, False
    for word in [*(token.group().casefold() for token in _TOKEN.finditer(text)), ""]:
        value = _LETTERS.get(word)
        if value == 20 and any_yet and current % 100 == 4:
            current += 76  # quatre-vingts
        elif value is not None:
            if any_yet and current % 100 != 0 and not (current % 10 == 0 and value < 20):
                yield _lettered(total + current)
                total, current = 0, 0
            current, any_yet = current + value, True
        elif word in _HUNDREDS and (any_yet or word in ("cent", "hundred")):
            current, any_yet = max(current, 1) * 100, True
        elif word in _SCALES and (any_yet or word == "mille"):
            total, current = total + max(current, 1) * 10 ** _SCALES[word], 0
            any_yet = True
        elif word in _TWICE:
            yield _lettered(_TWICE[word])
        elif not (any_yet and word in _JOINS):
            if any_yet:
                yield _lettered(total + current)
            total, current, any_yet = 0, 0, False


def _lettered(value: int) -> Number:
    return Number(frozenset((Decimal(value),)), False, False)
