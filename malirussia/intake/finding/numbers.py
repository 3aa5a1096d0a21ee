"""Numbers and ranges, in figures and in letters, with the unit that the words after them tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from malirussia.evidence.closed_words import NUMBER_WORDS
from malirussia.evidence.corpus import Copy
from malirussia.evidence.figures import numbers
from malirussia.evidence.model import Cues, CueWords
from malirussia.intake.finding.folded import cues_in, folded
from malirussia.units import Per

_JOINING = {"fr": frozenset(("et", "de", "d")), "en": frozenset(("and",))}
_TO = {"fr": frozenset(("à", "et", "ou", "au")), "en": frozenset(("to", "and", "or"))}
_ABOUT = {
    "fr": ("environ", "pres", "quelque", "autour", "presque", "une", "dizaine", "centaine"),
    "en": ("about", "around", "nearly", "some", "approximately", "almost", "roughly"),
}
_MORE = {"fr": ("plus de", "au moins", "minimum"), "en": ("more than", "at least", "over")}
_LESS = {"fr": ("moins de", "au plus", "maximum", "jusqu'a"), "en": ("less than", "at most", "up to", "under")}
_LOOK = 5
"""Words after a number in which its unit is looked for."""
_LOOK_PER = 12


class Number(NamedTuple):
    """A number or range of an article.

    Attributes:
        first: Its first word.
        words: How many.
        low: At least this much; None where only an upper bound is told.
        high: At most this much.
        unit: A code of malirussia.units; None where the words tell none.
        per: Once, or in each day, month or year.
        approx: Whether the article says about.
    """

    first: int
    words: int
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    per: Per
    approx: bool


def find(copy: Copy, lang: str, cues: Cues, dated: set[int]) -> list[Number]:
    """Find the numbers of a copy.

    Args:
        copy: The copy.
        lang: Its language.
        cues: Words of units.
        dated: Words that a date takes.
    """
    numeral = [i not in dated and _is_number(copy.words[i], lang) for i in range(len(copy.words))]
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(numeral):
        if not numeral[i]:
            i += 1
            continue
        stop = i + 1
        while stop < len(numeral) and (numeral[stop] or _joins(copy, numeral, stop, lang)):
            stop += 1
        runs.append((i, stop - i))
        i = stop
    read = [(first, n, _value(copy, first, n, lang)) for first, n in runs]
    return _ranged(copy, lang, cues, [(first, n, value) for first, n, value in read if value is not None])


def _ranged(copy: Copy, lang: str, cues: Cues, read: list[tuple[int, int, Decimal]]) -> list[Number]:
    ranged: list[Number] = []
    skip = False
    for place, (first, n, value) in enumerate(read):
        if skip:
            skip = False
            continue
        following = read[place + 1] if place + 1 < len(read) else None
        between = copy.words[first + n : following[0]] if following is not None else []
        dash = (
            following is not None
            and following[0] == first + n
            and re.fullmatch(r"\s*[-–—]\s*", copy.text[copy.spans[first + n - 1].end : copy.spans[following[0]].start])
        )
        if (
            following is not None
            and value < following[2]
            and (dash or (len(between) == 1 and between[0] in (*_TO.get(lang, ()), "-")))
        ):
            skip = True
            ranged.append(_with_unit(copy, lang, cues, first, following[0] + following[1] - first, value, following[2]))
        else:
            ranged.append(_with_unit(copy, lang, cues, first, n, value, value))
    return ranged


def _with_unit(copy: Copy, lang: str, cues: Cues, first: int, count: int, low: Decimal, high: Decimal) -> Number:
    run = [folded(word) for word in copy.words]
    stop = first + count
    unit = _first_cue(run[stop : stop + _LOOK], cues.units, lang)
    per = _first_cue(run[stop : stop + _LOOK_PER], cues.per, lang) or _first_cue(
        run[max(0, first - 3) : first], cues.per, lang
    )
    before = " ".join(run[max(0, first - 3) : first])
    tellings: tuple[Decimal | None, Decimal | None] = (low, high)
    if low == high and any(word in before for word in _MORE.get(lang, ())):
        tellings = (low, None)
    elif low == high and any(word in before for word in _LESS.get(lang, ())):
        tellings = (None, high)
    about = any(word in before.split() for word in _ABOUT.get(lang, ())[:6])
    return Number(first, count, *tellings, unit, per if per in ("day", "month", "year") else "once", about)


def _first_cue(run: list[str], words: Mapping[Any, CueWords], lang: str) -> Any:
    hits = [(at, key) for key, cue in words.items() for _, at in cues_in(run, getattr(cue, lang, []))]
    return min(hits)[1] if hits else None


def _joins(copy: Copy, numeral: list[bool], at: int, lang: str) -> bool:
    """Whether a word stands inside a number: *vingt et un*, *two hundred and six*, the comma of *160,000*."""
    if copy.words[at] in (",", "."):
        return at + 1 < len(numeral) and copy.words[at - 1][-1].isdigit() and copy.words[at + 1][0].isdigit()
    inside = copy.words[at] in _JOINING.get(lang, ()) and at + 1 < len(numeral) and numeral[at + 1]
    return inside and not copy.words[at - 1][0].isdigit()


def _is_number(word: str, lang: str) -> bool:
    return word[0].isdigit() or word in NUMBER_WORDS.get(lang, ())


def _value(copy: Copy, first: int, count: int, lang: str) -> Decimal | None:
    printed = copy.text[copy.spans[first].start : copy.spans[first + count - 1].end]
    told = [number for number in numbers(printed, lang) if len(number.values) > 0]
    if not told:
        return None
    values = [max(number.values) for number in told]
    if len(values) > 1 and any(character.isdigit() for character in printed):
        # 160 000 is one figure; 1,5 million is scaled already where it is read.
        values = values[:1]
    return values[0]
