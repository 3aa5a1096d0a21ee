"""The body and the metadata of a saved page, by trafilatura (extra `[intake]`)."""

from __future__ import annotations

import re
from typing import Any

from malirussia.errors import MaliRussiaError

WITHOUT_EXTRA = "pip install 'malirussia[intake]', or save the page's text as .txt"
_LANG = re.compile(rb"<html[^>]*?\blang\s*=\s*[\"']?([a-zA-Z]{2})", re.IGNORECASE)


def page(content: bytes, url: str | None) -> dict[str, Any]:
    """Read a page.

    Args:
        content: Its bytes.
        url: Where it came from, if known.

    Returns:
        `text`, `title`, `publisher`, `authors`, `published`, `lang`, `url`.

    Raises:
        MaliRussiaError: If the extra is missing, or there is no body in it.
    """
    try:
        import trafilatura
    except ImportError:
        raise MaliRussiaError("HTML", "trafilatura is not installed", WITHOUT_EXTRA) from None
    read = trafilatura.bare_extraction(
        content, url=url, with_metadata=True, include_comments=False, include_tables=True, favor_precision=False
    )
    document: dict[str, Any] = {} if read is None else read if isinstance(read, dict) else read.as_dict()
    text = document.get("text") or ""
    if not text.strip():
        raise MaliRussiaError("HTML", "no article was found in the page", "save the article's text as .txt")
    named = _LANG.search(content)
    authors = [author.strip() for author in (document.get("author") or "").split(";") if author.strip()]
    return {
        "text": text,
        "title": document.get("title") or None,
        "publisher": document.get("sitename") or document.get("hostname") or None,
        "authors": authors,
        "published": document.get("date") or None,
        "lang": named.group(1).decode().lower() if named else None,
        "url": document.get("url") or url,
    }
