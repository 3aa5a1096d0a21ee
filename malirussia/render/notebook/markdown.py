"""Turn a notebook's Markdown into HTML that can't carry anything but text, lists, tables and links."""

from __future__ import annotations

import re

import mistune
from babel.dates import get_month_names
from markupsafe import Markup, escape

from malirussia.language.messages import LANGS, locale_of

_CLAIM = re.compile(r"\A#([a-z0-9-]+\.c\d+)\Z")
_RANGE = re.compile(r"(?<=\d)–(?=\d)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
# `est-ce`: a browser would break it after the hyphen.
_ASKED = re.compile(r"(?<=\w)-(?=(?:ce|il|elle|on|t)\b)")
# A number of up to three digits, or one with marks in it; a year may stand at the end of a line.
_COUNTED = re.compile(r"(?<![\d#&\u202f.,-])(\d{1,3}(?:[\u00a0\u202f.,]\d+)*) (?=[^\W\d_])")
# `M. Simyon`, `B. Diané`, `juin 2025`: nor do a name and its initial, or a month and its year, stand on two lines.
_NAMED = re.compile(r"(?<!\w)(MM?\.|Mme|M(?:r|rs|s)\.?|[A-ZÀ-Þ]\.) (?=[A-ZÀ-Þ])")
_MONTHS = sorted({name for lang in LANGS for name in get_month_names(locale=locale_of(lang)).values()})
_DATED = re.compile(rf"(?<!\w)({'|'.join(_MONTHS)}) (?=(?:19|20)\d\d(?!\d))")
# A link to a claim on the same page, and a sign that is meant as it stands.
_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(#[^)]*\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_TAG = re.compile(r"(<[^>]*>)")
_TITLE = re.compile(r"\A\s*#[ \t]+(?P<title>[^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)")


class _Renderer(mistune.HTMLRenderer):
    """HTML with every tag of the author escaped, and no images: an image would be fetched from somewhere."""

    def __init__(self) -> None:
        super().__init__(escape=True)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, _CLAIM.sub(r"#claim-\1", url), title)

    def image(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002 - mistune calls it so
        return str(escape(text))

    def heading(self, text: str, level: int, **attrs: object) -> str:  # noqa: ARG002 - mistune calls it so
        # The page has its h1 already.
        return f"<h{max(level, 2)}>{text}</h{max(level, 2)}>\n"


_markdown = mistune.create_markdown(renderer=_Renderer(), plugins=["table"])


def hold(text: str) -> str:
    """Keep on one line what a browser would break: a range, a number and what it counts, a date, a name's initial."""
    text = _THOUSANDS.sub("\u00a0", _RANGE.sub("\u2060–\u2060", _ASKED.sub("-\u2060", text)))
    text = _DATED.sub("\\1\u00a0", _NAMED.sub("\\1\u00a0", text))
    return _COUNTED.sub("\\1\u00a0", text)


def to_html(markdown: str) -> Markup:
    """Turn Markdown into safe HTML.

    Args:
        markdown: CommonMark with pipe tables. HTML in it comes out as text; links of the kinds that run code
            (`javascript:`, `vbscript:`, `file:`, `data:`) come out harmless; images become their description. A link
            to `#<claim id>` leads to the claim on the page.
    """
    # Tags hold addresses, which must stay as they are.
    html = "".join(part if part.startswith("<") else hold(part) for part in _TAG.split(str(_markdown(markdown))))
    html = html.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")
    return Markup(html)


def plain(line: str) -> str:
    """Give a line of Markdown as a terminal shows it: no link is followed there, and a sign stands for itself."""
    return _ESCAPED.sub(r"\1", _LINK.sub(r"\1", line))


def split_title(markdown: str) -> tuple[str | None, str]:
    """Split `# Title` off the beginning of a text; None and the whole text if it doesn't begin so."""
    match = _TITLE.match(markdown)
    return (None, markdown) if match is None else (match["title"], markdown[match.end() :])
