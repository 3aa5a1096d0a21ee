"""How a secret may be written in an output, and where it stands in one.

Sought are the spellings that cost nothing to make: of Python, JSON, HTML, URLs, base64 and hex. What reverses,
encrypts, compresses or draws a text, or cuts it anew, is not recognised.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote, quote_plus

_SHORTEST = 4  # a shorter value would be found all over the notebook
_SHORTEST_BASE64 = 8
_COLOURS = re.compile("\x1b\\[[0-9;]*[A-Za-z]")


def pattern(values: Iterable[Any]) -> re.Pattern[str]:
    """Give what finds the texts in some values, however they are spelled; nothing if they are all too short."""
    spellings = {spelling for value in values for text in _texts(value) for spelling in _spellings(text)}
    return re.compile("|".join(map(re.escape, sorted(spellings, key=len, reverse=True))) or r"(?!)")


def masked(pieces: Sequence[str], sought: re.Pattern[str], mask: str) -> list[str]:
    """Put a mask in the place of what is sought in a text in pieces, across the colours of a terminal too."""
    joined = "".join(pieces)
    spans = list(_spans(joined, sought))
    if not spans:
        return list(pieces)
    made, begin = [], 0
    for piece in pieces:
        end, text, done = begin + len(piece), "", begin
        for first, last in spans:
            if first < end and last > begin:
                text += joined[done : max(first, done)] + (mask if first >= begin else "")
                done = min(last, end)
        made.append(text + joined[done:end])
        begin = end
    return made


def _spans(text: str, sought: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    if "\x1b" not in text:
        yield from (match.span() for match in sought.finditer(text))
        return
    places: list[int] = []
    begin = 0
    for colour in (*_COLOURS.finditer(text), None):
        places.extend(range(begin, len(text) if colour is None else colour.start()))
        begin = len(text) if colour is None else colour.end()
    for match in sought.finditer("".join(text[place] for place in places)):
        yield places[match.start()], places[match.end() - 1] + 1


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _spellings(text: str) -> set[str]:
    raw = text.encode("utf-8", "surrogatepass")
    plain = {text, _as_papermill_writes(text), repr(raw)[2:-1]}
    quoted = {spelling for form in plain for spelling in _as_literals(form)}
    marked = {html.escape(form) for form in plain} | {html.escape(form, quote=False) for form in plain}
    marked |= {form.replace("&quot;", "&#34;").replace("&#x27;", "&#39;") for form in marked}
    marked |= {form.encode("ascii", "xmlcharrefreplace").decode() for form in marked}
    in_urls = {quote(raw, safe=""), quote(raw), quote_plus(raw)}
    in_urls |= {re.sub("%[0-9A-F]{2}", lambda match: match[0].lower(), form) for form in in_urls}
    whole = plain | quoted | marked | in_urls | {raw.hex(), raw.hex().upper()}
    return {form for form in whole if len(form) >= _SHORTEST} | set(_in_base64(raw))


def _as_papermill_writes(text: str) -> str:
    """Spell a text as papermill does in the cell that it injects, which `%hist` shows."""
    return text.encode("unicode_escape").decode().replace('"', '\\"')


def _as_literals(text: str) -> Iterator[str]:
    for once in {
        repr(text)[1:-1],
        ascii(text)[1:-1],
        json.dumps(text)[1:-1],
        json.dumps(text, ensure_ascii=False)[1:-1],
    }:
        yield once
        yield repr(once)[1:-1]
        yield json.dumps(once)[1:-1]


def _in_base64(raw: bytes) -> Iterator[str]:
    """Give what of some bytes stands in any base64 that holds them, wherever in it they begin."""
    for before in range(3):
        coded = base64.b64encode(bytes(before) + raw).decode()
        # Letters that also tell of what stands before or after them are left out.
        core = coded[-(-before * 8 // 6) : (before + len(raw)) * 8 // 6]
        if len(core) >= _SHORTEST_BASE64:
            yield core
            yield core.replace("+", "-").replace("/", "_")
