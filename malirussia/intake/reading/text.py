"""Bytes to text, whatever a newsroom saved it with."""

from __future__ import annotations

import unicodedata

from malirussia.evidence.closed_words import FUNCTION_WORDS
from malirussia.evidence.readable import readable
from malirussia.evidence.words import words

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(content: bytes) -> tuple[str, str]:
    """Decode a text file.

    Args:
        content: Its bytes.

    Returns:
        The text in Unicode form NFC, and the encoding: that of its byte order mark, else UTF-16 where every
        second byte is a nought, else UTF-8, else Windows-1252, in which every text can be read.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _composed(content.decode(encoding, errors="replace")), encoding
    if content.count(0) > len(content) // 4:
        encoding = "utf-16-le" if content[1::2].count(0) > content[0::2].count(0) else "utf-16-be"
        return _composed(content.decode(encoding, errors="replace")), encoding
    try:
        return _composed(content.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        return _composed(content.decode("cp1252", errors="replace")), "cp1252"


def as_read(text: str) -> str:
    """A text as a person reads it: without what nobody sees, words whole that a line end breaks."""
    lines = [line.rstrip() for line in readable(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept).strip() + "\n"


def language(text: str) -> str:
    """The language of a text, `fr` or `en`, by its function words; French where it has as many of both."""
    run = words(text, "words/1")
    french, english = FUNCTION_WORDS["fr"] - FUNCTION_WORDS["en"], FUNCTION_WORDS["en"] - FUNCTION_WORDS["fr"]
    return "en" if sum(word in english for word in run) > sum(word in french for word in run) else "fr"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
