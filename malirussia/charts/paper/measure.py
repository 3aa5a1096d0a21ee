"""Measure and break text in pixels, without a browser and the same on every machine."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from malirussia.charts.paper.advances import BOLD, REGULAR, SPACES, UNITS_PER_EM, UNLISTED

# Plotly sets the lines of one text 1.3 em apart.
LINE = 1.3
# A browser may round each run of text up, and hint at small sizes.
SLACK = 1.02
# Parts of a subtitle stand on one line with a dot between them; where a line ends, the end of the line parts them.
DOT = "·"
_YEAR = re.compile(r"(19|20)\d\d[^\w]*")
# What stands before a name: `M.`, `Mr`, an initial, also after an apostrophe or a bracket.
_BEFORE_NAME = re.compile(r"(?:.*[’(])?(?:MM?\.|Mme|M(?:r|rs|s)\.?|[A-ZÀ-Þ]\.)")
_FIGURE = re.compile(r"[(«“]?\d[\d\u202f.,–]*(?<![.,])")


@cache
def _advances(bold: bool) -> dict[str, int]:
    table = BOLD if bold else REGULAR
    return {letter: advance for advance, letters in table.items() for letter in letters} | SPACES


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure one line of text in the theme's font.

    Args:
        text: Plain text, not escaped.
        size: Font size in pixels.
        bold: Whether the text is set in bold.

    Returns:
        Its width in pixels, two per cent on the safe side.
    """
    return _units(text, bold) * size * SLACK / UNITS_PER_EM


@lru_cache(maxsize=65_536)
def _units(text: str, bold: bool) -> int:
    """Add up the advances of a text; the same words come again on both sheets, in wrapping and in balancing."""
    get = _advances(bold).get
    return sum([get(letter, UNLISTED) for letter in text])


def height(n_lines: int, size: float) -> float:
    """Give the height of a text block in pixels.

    Args:
        n_lines: How many lines it has.
        size: Font size in pixels.
    """
    return n_lines * size * LINE


def wrap(text: str, size: float, limit: float, *, bold: bool = False) -> list[str]:
    """Break text into lines no wider than a limit.

    Breaks at ordinary spaces only, so the no-break spaces of French numbers and punctuation hold. A figure keeps the
    word it counts (`5 pages`), a date its parts, a name its initial and two words their brackets wherever they fit on
    a line, no line begins or ends with the dot that parts a list, and a short last word stands alone only where the
    line before has none to spare. A single word wider than the limit is cut between letters, since a cut word can be
    read and a word off the canvas cannot.

    Args:
        text: Plain text, not escaped.
        size: Font size in pixels.
        limit: The widest line allowed, in pixels.
        bold: Whether the text is set in bold.

    Returns:
        The lines, at least one.
    """
    return list(_wrapped(text, size, limit, bold))


@lru_cache(maxsize=8_192)
def _wrapped(text: str, size: float, limit: float, bold: bool) -> tuple[str, ...]:
    return tuple(_lines(text, size, limit, bold))


def _lines(text: str, size: float, limit: float, bold: bool) -> list[str]:
    rows: list[list[str]] = [[]]
    # What stands on a line is as wide as its words and the spaces between them: no prefix is measured again.
    space, taken = _units(" ", bold), 0
    for word in _words(text, size, limit, bold):
        units = _units(word, bold) + (space + taken if rows[-1] else 0)
        if units * size * SLACK / UNITS_PER_EM <= limit:
            rows[-1].append(word)
            taken = units
            continue
        rows += [[piece] for piece in _cut(word, size, limit, bold)]
        taken = _units(rows[-1][0], bold)
    rows = [row for row in rows if row]
    if len(rows) < 2:
        return [" ".join(row) for row in rows] or [""]
    _keep_company(rows, size, limit, bold)
    return [inner for inner in (_undotted(" ".join(row)) for row in rows) if inner] or [""]


def balance(text: str, size: float, limit: float, *, bold: bool = False) -> list[str]:
    """Break text into as few lines as `wrap` needs, of as even a length as words allow.

    Args:
        text: Plain text, not escaped.
        size: Font size in pixels.
        limit: The widest line allowed, in pixels.
        bold: Whether the text is set in bold.

    Returns:
        The lines, at least one.
    """
    best = wrap(text, size, limit, bold=bold)
    # No narrower than the widest word: an even break is not worth a cut word.
    words = _words(text, size, limit, bold)
    low, high = min(max((width(word, size, bold=bold) for word in words), default=0.0), limit), limit
    for _ in range(12):
        middle = (low + high) / 2
        tried = wrap(text, size, middle, bold=bold)
        if len(tried) == len(best) and all(width(line, size, bold=bold) <= middle for line in tried):
            best, high = tried, middle
        else:
            low = middle
    return best


def _keep_company(rows: list[list[str]], size: float, limit: float, bold: bool) -> None:
    """Give a short last word that stands alone the word before it, where that leaves two on its line and fits."""
    *_rest, before, last = rows
    # A date, or a figure with what it counts, is company enough.
    short = " " not in last[0] and 2 * width(last[0], size, bold=bold) < width(" ".join(before), size, bold=bold)
    if len(last) == 1 and short and len(before) > 2 and before[-1] != DOT:
        together = f"{before[-1]} {last[0]}"
        if width(together, size, bold=bold) <= limit:
            rows[-1] = [before.pop(), *last]


def _words(text: str, size: float, limit: float, bold: bool) -> list[str]:
    """Split text at ordinary spaces; a figure and what it counts, a date, an initial and its name stay whole."""
    words: list[str] = []
    for piece in (piece for piece in text.replace("\n", " ").split(" ") if piece):
        counts = words and _FIGURE.fullmatch(words[-1]) and piece != DOT
        dated = words and _YEAR.fullmatch(piece) and not words[-1].endswith(DOT)
        named = words and _BEFORE_NAME.fullmatch(words[-1].rpartition(" ")[2]) and piece != DOT
        bracketed = (
            words and words[-1].startswith("(") and ")" not in words[-1] and " " not in words[-1] and ")" in piece
        )
        bound = counts or dated or named or bracketed
        if bound and width(f"{words[-1]} {piece}", size, bold=bold) <= limit:
            words[-1] = f"{words[-1]} {piece}"
        else:
            words.append(piece)
    return words


def _undotted(line: str) -> str:
    return line.removeprefix(DOT).removesuffix(DOT).strip(" \u00a0")


def _cut(word: str, size: float, limit: float, bold: bool) -> list[str]:
    pieces: list[str] = []
    piece = ""
    for letter in word:
        if piece and width(piece + letter, size, bold=bold) > limit:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
