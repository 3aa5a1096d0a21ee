"""Outputs that other libraries make, as far as a page can show them safely: tables and text as HTML, and images.

A page runs no script but its own and asks nothing of any network. HTML goes through nh3, a sanitiser; images stand in
the page itself, an SVG as an image too, in which no script runs. What a page can't show is told.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import nh3

from malirussia.render.notebook.ipynb import text

HTML_MIME = "text/html"
SVG_MIME = "image/svg+xml"
# How the bytes of an image begin.
_SIGNATURES = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8", "image/gif": b"GIF8", "image/webp": b"RIFF"}
_NAMES = {
    "text/latex": "a formula in LaTeX",
    "application/vnd.jupyter.widget-view+json": "a widget",
    "application/javascript": "JavaScript",
    "application/pdf": "a PDF",
    "application/json": "JSON",
    "application/geo+json": "a map",
    "text/html": "HTML that shows nothing by itself",
    "text/plain": "a value in plain text",
}
_VEGA = re.compile(r"application/vnd\.vega(lite)?\.v\d+(\.json|\+json)")
_TAGS = (nh3.ALLOWED_TAGS | {"tfoot"}) - {"area", "map"}
_FRAMES = ("html", "head", "body", "meta")
_PROPERTIES = {"background-color", "color", "font-style", "font-weight", "text-align", "text-decoration", "white-space"}
_ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()} | {"*": {"lang", "style", "title"}}
_NOTHING = re.compile(r"<img>|&nbsp;")
_SAFE_IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]")
_SAFE_LINK = re.compile(r"https?://|mailto:|#", re.IGNORECASE)


@dataclass(frozen=True)
class Html:
    """Sanitised HTML, such as a data frame."""

    html: str

    def claims(self) -> Iterator[str]:
        """Go through no claim ids: only our own tables name them."""
        yield from ()


@dataclass(frozen=True)
class Image:
    """An image.

    Attributes:
        address: The image itself, as a `data:` address.
        alt: What it shows, in words; empty where the notebook doesn't say.
    """

    address: str
    alt: str

    def claims(self) -> Iterator[str]:
        """Go through no claim ids: an image names none."""
        yield from ()


def shown(data: Mapping[str, Any], metadata: Mapping[str, Any]) -> tuple[Html | Image | None, list[str]]:
    """Give what a page can show of an output.

    Args:
        data: MIME type → content, as in a notebook.
        metadata: The output's own.

    Returns:
        The part, or None, and what is left out or missing, each to be told in a line.
    """
    told: list[str] = []
    if HTML_MIME in data:
        html, left = sanitised(text(data[HTML_MIME]))
        told = [f"{' and '.join(left)} in HTML {'are' if len(left) > 1 else 'is'} left out of the page"] if left else []
        if html:
            return Html(html), told
    for mime in (SVG_MIME, *_SIGNATURES):
        address = _address(mime, data[mime]) if mime in data else None
        if address is not None:
            alt = str(metadata.get(mime, {}).get("alt") or metadata.get("alt") or "").strip()
            silent = "an image has no description for those who don't see it; Image(…, alt=…) gives it one"
            return Image(address, alt), [] if alt else [silent]
    return None, told or [f"{_name(data)} is left out of the page"]


def sanitised(html: str) -> tuple[str, list[str]]:
    """Give HTML that runs nothing and loads nothing, empty if nothing is left to see; and the elements left out."""
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # so Python's reader says that it can't make sense of something
        reader.left.add("something malformed")
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto", "data"},
        filter_style_properties=_PROPERTIES,
        link_rel="noreferrer",
    )
    seen = _NOTHING.sub("", nh3.clean(clean, tags={"img"}, attributes={"img": {"src"}}, url_schemes={"data"})).strip()
    return (clean.strip() if seen else ""), sorted(reader.left)


def _kept(tag: str, name: str, value: str) -> str | None:
    """Give an attribute as it may stand; None to leave it out."""
    if (tag, name) == ("img", "src"):
        return value if _SAFE_IMAGE.match(value) else None
    if name in ("href", "cite"):
        return value if _SAFE_LINK.match(value) else None
    return value


class _Reader(HTMLParser):
    """Finds the elements that the sanitiser takes out."""

    def __init__(self) -> None:
        super().__init__()
        self.left: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that a page can't show."""
        given = dict(attrs)
        if tag == "img" and not _SAFE_IMAGE.match(given.get("src") or ""):
            self.left.add("<img> from elsewhere")
        # A scoped style, such as pandas puts before every data frame, is no more than its looks in Jupyter.
        elif tag not in _TAGS and tag not in _FRAMES and not (tag == "style" and "scoped" in given):
            self.left.add(f"<{tag}>" if tag.isascii() and tag.isalnum() else "an unknown element")


def _address(mime: str, content: Any) -> str | None:
    """Give an image as an address that holds it; None if it is none."""
    written = text(content)
    if mime == SVG_MIME:
        if "<svg" not in written:
            return None
        return f"data:{mime};base64,{base64.b64encode(written.encode('utf-8', 'replace')).decode()}"
    try:
        image = base64.b64decode("".join(written.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return f"data:{mime};base64,{base64.b64encode(image).decode()}" if image.startswith(_SIGNATURES[mime]) else None


def _name(data: Mapping[str, Any]) -> str:
    """Say in words what an output is."""
    rich = [mime for mime in data if mime != "text/plain"]
    if not rich:
        return _NAMES["text/plain"]
    known = next((mime for mime in rich if mime in _NAMES or _VEGA.fullmatch(mime)), rich[0])
    return "a Vega chart" if _VEGA.fullmatch(known) else _NAMES.get(known, f"an output of type {known}")
