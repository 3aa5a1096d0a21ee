"""Measure and break text in pixels, without a browser and the same on every machine."""

from __future__ import annotations

import re
from functools import cache

from malirussia.charts.advances import BOLD, REGULAR, SPACES, UNITS_PER_EM, UNLISTED

# Plotly sets the lines of one text 1.3 em apart.
LINE = 1.3
# A browser may round each run of text up, and hint at small sizes.
SLACK = 1.02
# Parts of a subtitle stand on one line with a dot between them; where a line ends, the end of the line parts them.
DOT = "·"
_YEAR = re.compile(r"(19|20)\d\d[^\w]*")
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
    advances = _advances(bold)
    return sum(advances.get(letter, UNLISTED) for letter in text) * size * SLACK / UNITS_PER_EM


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
    word it counts (`5 pages`) and a date its parts wherever they fit on a line, and no line begins or ends with the
    dot that parts a list. A single word wider than the limit is cut between letters, since a cut word can be read and
    a word off the canvas cannot.

    Args:
        text: Plain text, not escaped.
        size: Font size in pixels.
        limit: The widest line allowed, in pixels.
        bold: Whether the text is set in bold.

    Returns:
        The lines, at least one.
    """
    done: list[str] = []
    line = ""
    for word in _words(text, size, limit, bold):
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= limit:
            line = longer
            continue
        if line:
            done.append(line)
        *full, line = _cut(word, size, limit, bold)
        done.extend(full)
    if not done:
        return [line]
    return [inner for inner in (_undotted(each) for each in [*done, line]) if inner] or [""]


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


def _words(text: str, size: float, limit: float, bold: bool) -> list[str]:
    """Split text at ordinary spaces, a figure together with the word it counts, and a date whole, if it fits a line."""
    words: list[str] = []
    for piece in (piece for piece in text.replace("\n", " ").split(" ") if piece):
        counts = words and _FIGURE.fullmatch(words[-1]) and piece != DOT
        bound = counts or (words and _YEAR.fullmatch(piece) and not words[-1].endswith(DOT))
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
