"""Characters that nobody sees: refused in what people write, and left out of what they read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_BIDI = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_FILLERS = r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufff8"
_FAR = r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
_JOINERS = r"\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f"
_IGNORED = _BIDI + _FILLERS + _FAR + _JOINERS
"""Default_Ignorable_Code_Point of Unicode 16, which Python's `unicodedata` does not tell."""
_NOTES = r"\ufff9-\ufffb\ufffe\uffff\ufdd0-\ufdef"

# A joiner has its place in the scripts that join letters, and a selector after a sign: these two kinds may be written.
_REFUSED = re.compile(rf"[{_CONTROLS}{_BIDI}{_FILLERS}{_FAR}{_NOTES}\u2028\u2029]")
_UNSEEN = re.compile(rf"[{_CONTROLS}{_IGNORED}{_NOTES}]")
_BETWEEN_FIGURES = re.compile(rf"(?<=\d)[{_CONTROLS}{_IGNORED}{_NOTES}]+(?=\d)")
_BLANKS = re.compile(rf"[\s\u2800{_IGNORED}]*")


def refused(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line, from 1, and the name of each character that a text may not hold; the first of each line."""
    told = 0
    for match in _REFUSED.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if line != told:
            told = line
            yield line, _named(match.group())


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if re.fullmatch(rf"[{_BIDI}]", character):
        what = "a character that turns the direction of writing"
    elif unicodedata.category(character) == "Cc":
        what = "a control character"
    else:
        what = "a character that nobody sees"
    return f"{what} ({code}{', ' + name if (name := unicodedata.name(character, '')) else ''})"


def blank(text: str) -> bool:
    """Whether there is nothing to be seen in a text."""
    return _BLANKS.fullmatch(text) is not None


def seen(text: str) -> str:
    """Return a text without the characters that nobody sees."""
    return _UNSEEN.sub("", text)


def unseen_at(text: str) -> list[int]:
    """Return the places of the characters that `seen` leaves out."""
    return [match.start() for match in _UNSEEN.finditer(text)]


def parted_figures(text: str) -> str:
    """Return a text with a space in the place of what nobody sees between two figures."""
    return _BETWEEN_FIGURES.sub(" ", text)
