"""Signs that change a quantity, as words of the scheme ``words/2``.

- currencies (€ $ £ …), per cent and per mille, degrees after a figure;
- comparison (< > ≤ ≥ ≠ ≈ ~ =), plus, minus, ±, ×, ÷, / and other signs of arithmetic;
- a minus before a figure (any hyphen or dash that nothing stands before), a dash between two figures;
- a point, a comma or a colon between two figures;
- superscript figures: 10⁶ is the three words 10, ^ and 6, as 10^6 is. ½ is 1, / and 2, and stands apart from 2 in 2½.

Looks that say the same are one word: ⩽ is ≤, U+2212 is the minus on a keyboard, any dash between figures is one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Superscripts are folded to characters that no text holds, so that they join nothing on their way.
_RAISED = {sign: chr(0xFDD0 + place) for place, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")}
_LOWERED = {chr(0xFDD0 + place): sign for place, sign in enumerate("0123456789+-")}
_ALIKE = str.maketrans("⩽≦⩾≧∼≃≅٪⁄∕", "≤≤≥≥~≈≈%//")
_DASHES = frozenset("-‐‑‒–—−")
_PERCENT = frozenset("%‰‱")
_BESIDE_FIGURES = {"<", ">", "="}
_BETWEEN_FIGURES = {".": ".", ",": ",", "٫": ",", ":": ":", "/": "/", "*": "×", "·": "×", "^": "^"}
_NO_SIGNS = frozenset("|¦¬⊕⊗")
_TRADE = frozenset("™℠")


@lru_cache(maxsize=4096)
def fold(piece: str) -> str:
    """Return a piece of text as it is cut into words: NFKC, casefolded, superscripts and fractions kept apart."""
    return unicodedata.normalize("NFKC", "".join(map(_expanded, piece))).casefold().translate(_ALIKE)


def _expanded(character: str) -> str:
    if character in _RAISED:
        return _RAISED[character]
    if character in _TRADE:
        return " "
    tag, *codes = unicodedata.decomposition(character).split() or [""]
    if not tag.startswith("<"):
        return character
    parts = "".join(_expanded(chr(int(code, 16))) for code in codes)
    return f" {parts}" if tag == "<fraction>" else parts


def runs(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a folded text as (first character, one after the last, word)."""
    quoted = folded.startswith(">") + folded.count("\n>") > 1
    place = 0
    while place < len(folded):
        character, stop = folded[place], place + 1
        if character.isalnum():
            while stop < len(folded) and (folded[stop].isalnum() or _is_mark(folded[stop])):
                stop += 1
            yield place, stop, folded[place:stop]
        elif character in _LOWERED:
            while stop < len(folded) and folded[stop] in _LOWERED:
                stop += 1
            yield place, stop, "^"
            yield place, stop, "".join(_LOWERED[raised] for raised in folded[place:stop])
        elif not (quoted and character == ">" and folded[place - 1 : place] in ("", "\n")):
            sign = _sign(folded, place)
            if sign is not None:
                yield place, stop, sign
        place = stop


def _sign(folded: str, place: int) -> str | None:
    """Return the word that a sign makes where it stands, or None where it only separates."""
    sign, before, after = folded[place], folded[place - 1 : place], folded[place + 1 : place + 2]
    if sign in _DASHES:
        return _dash(folded, place)
    if sign in _BETWEEN_FIGURES:
        begins = sign in ".,٫" and not before.isalnum() and before != sign
        return _BETWEEN_FIGURES[sign] if _figure(after) and (_figure(before) or begins or sign == "^") else None
    if sign in _BESIDE_FIGURES:
        return sign if _counts(_next(folded, place)) or (sign == "=" and _figure(_last(folded, place))) else None
    if sign == "°":
        return sign if _figure(_last(folded, place)) else None
    return sign if sign in _PERCENT or _is_sign(sign) else None


def _dash(folded: str, place: int) -> str | None:
    before, after = folded[place - 1 : place], folded[place + 1 : place + 2]
    last, following = _last(folded, place), _next(folded, place)
    if _figure(before) or before in _PERCENT or (_figure(last) and after.isspace()):
        return "–" if before != "" and _figure(following) else None
    attached = after != "" and (_figure(after) or (_counts(after) and _figure(folded[place + 2 : place + 3])))
    if before.isalnum() or before in _DASHES:
        return None
    return "-" if attached or (folded[place] == "−" and _counts(following)) else None


def _last(folded: str, place: int) -> str:
    """Return the last character before a place that is no space, on the same line."""
    return folded[folded.rfind("\n", 0, place) + 1 : place].rstrip()[-1:]


def _next(folded: str, place: int) -> str:
    end = folded.find("\n", place)
    return folded[place + 1 : end if end >= 0 else None].lstrip()[:1]


def _figure(character: str) -> bool:
    return character.isnumeric()


def _counts(character: str) -> bool:
    """Whether a character may begin a quantity: a figure, a sign before it, a currency, a decimal point."""
    return character != "" and (_figure(character) or character in ".,+±~≈" or character in _DASHES
                                or unicodedata.category(character) == "Sc")  # fmt: skip


@lru_cache(maxsize=1024)
def _is_sign(character: str) -> bool:
    kind = unicodedata.category(character)
    arrow = "←" <= character <= "⇿" or "⟰" <= character <= "⟿" or "⤀" <= character <= "⥿"
    return kind == "Sc" or (kind == "Sm" and character not in _NO_SIGNS and not arrow)


@lru_cache(maxsize=1024)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
