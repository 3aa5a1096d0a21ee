"""The text of an HTML page: what is printed, with a line end wherever a block or a line break parts two words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# Tags that stand inside a word or a line without parting it; every other tag parts.
# fmt: off
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
))
# fmt: on
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_FIGURES = dict.fromkeys(_RAISED)
_UNPRINTED = frozenset(["script", "style", "template"])

# A tag that only HTML has: a text may well hold a lone "<" or an address between "<" and ">".
_TAG = re.compile(
    r"<!doctype\s+html|</?(?:html|head|body|main|article|section|header|footer|nav|aside|div|p|br|hr|h[1-6]|ul|ol|li|"
    r"table|tr|td|th|figure|figcaption|blockquote|span|a|b|i|u|em|strong|small|sup|sub|img|script|style)\b[^<>]*>",
    re.IGNORECASE,
)


def is_html(text: str) -> bool:
    """Whether a text is an HTML page, or has HTML tags in it."""
    return _TAG.search(text) is not None


def text_of(html: str) -> str:
    """The printed text of a page: scripts, styles and comments left out, character references decoded."""
    printer = _Printer()
    printer.feed(html)
    printer.close()
    return "".join(printer.parts)


class _Printer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0
        self._raised = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's
        if tag in _UNPRINTED:
            self._hidden += 1
        self._raised += tag == "sup"
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNPRINTED and self._hidden > 0:
            self._hidden -= 1
        self._raised -= tag == "sup" and self._raised > 0
        self._part(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if self._hidden == 0:
            # 10<sup>6</sup> is no 106.
            figures = self._raised > 0 and data.strip().translate(_FIGURES) == ""
            self.parts.append(data.translate(_RAISED) if figures else data)

    def _part(self, tag: str) -> None:
        # An element that HTML does not know, such as x-name, stands in the line.
        if tag not in _INLINE and "-" not in tag:
            self.parts.append("\n")
