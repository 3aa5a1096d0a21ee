"""A copy as a person reads it: without what nobody sees, and words whole that a line end breaks.

A soft hyphen at a line end is no hyphen. Whether a printed one is (`Coopé-` / `rative`, but `porte-` / `parole`) is
told by the rest of the text, which may print the word in one line, and else by what follows: French has its pronouns
after a hyphen, and one before a capital or a figure stays. What is still in doubt is decided by the passages that are
sought (`refit`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from malirussia.evidence.invisible import seen

_END = r"[ \t]*(?:\r\n|[\n\r\f\x0b\x85\u2028\u2029])[ \t]*"
# U+0002 and U+FFFE are what some readers of PDF give for the hyphen that a line end makes.
_SOFT = re.compile(rf"(?<=\w)[\u00ad¬\x02\ufffe](?:{_END})(?=\w)")
_BREAK = re.compile(rf"([^\W\d_]+)([-‐\u2011])({_END})([^\W\d_]+)")
_COMPOUND = re.compile(r"(?<![-‐‑\w])([^\W\d_]+)[-‐‑]([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+")
# fmt: off
_AFTER_A_HYPHEN = frozenset((
    "ce", "ci", "elle", "elles", "en", "il", "ils", "je", "la", "là", "le", "les", "leur", "lui", "moi", "nous", "on",
    "t", "toi", "tu", "un", "vous", "y", "même", "mêmes",
))
# fmt: on
_BEFORE_A_HYPHEN = frozenset(("demi", "non", "quasi", "vice"))


class Break(NamedTuple):
    """A hyphen at the end of a line.

    Attributes:
        start: offset of the hyphen in the text.
        end: offset of the word on the next line.
        joins: whether the two words are read as one, as far as the text tells.
    """

    start: int
    end: int
    joins: bool


def readable(text: str, otherwise: Collection[int] = ()) -> str:
    """Return a text as a person reads it.

    Args:
        text: The text of a copy.
        otherwise: The numbers, from 0, of the breaks to be read the other way.
    """
    plain = unbroken(text)
    parts, done = [], 0
    for number, hyphen in enumerate(breaks(plain)):
        if hyphen.joins != (number in otherwise):
            parts.append(plain[done : hyphen.start])
            done = hyphen.end
    return "".join([*parts, plain[done:]])


def unbroken(text: str) -> str:
    """Return a text without what nobody sees; printed hyphens stay at the ends of their lines."""
    return seen(_SOFT.sub("", text))


def breaks(plain: str) -> Iterator[Break]:
    """Yield the hyphens at the ends of lines."""
    hyphens = []
    place = 0
    while (broken := _BREAK.search(plain, place)) is not None:
        hyphens.append(broken)
        # The word after a line end may be broken at the next one.
        place = broken.start(4)
    if not hyphens:
        return
    folded = plain.casefold()
    compounds = {pair.groups() for pair in _COMPOUND.finditer(folded)}
    known = set(_WORD.findall(folded))
    for broken in hyphens:
        left, right = broken.group(1).casefold(), broken.group(4).casefold()
        yield Break(broken.start(2), broken.end(3), _joins(left, right, broken.group(4), compounds, known))


def _joins(left: str, right: str, printed: str, compounds: Collection[tuple[str, ...]], known: Collection[str]) -> bool:
    if (left, right) in compounds:
        return False
    if left + right in known:
        return True
    return printed[0].islower() and right not in _AFTER_A_HYPHEN and left not in _BEFORE_A_HYPHEN
