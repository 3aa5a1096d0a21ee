"""Reads what a person names: a file or an address."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import urlsplit

from malirussia.errors import MaliRussiaError
from malirussia.evidence.html_text import is_html
from malirussia.intake.reading import web
from malirussia.intake.reading.article import Article
from malirussia.intake.reading.html import page
from malirussia.intake.reading.pdf import pdf
from malirussia.intake.reading.text import as_read, decoded, language
from malirussia.intake.reading.warc import archived
from malirussia.paths import read_regular, shown


def is_address(named: str) -> bool:
    """Whether what a person named is an address and no file: it begins with a scheme."""
    return "://" in named


def read(named: str, *, url: str | None = None, redirects: bool = False, private: bool = False) -> Article:
    """Read an article.

    Args:
        named: A file (.txt, .html, .pdf, .warc, .wacz) or an address.
        url: Where a file came from; in a web archive, which page of it.
        redirects: Whether an address may lead on to another.
        private: Whether an address of the own machine or network will do.

    Raises:
        MaliRussiaError: If it cannot be read: what was found, and what to do.
    """
    if is_address(named):
        content, url = web.fetch(named, redirects=redirects, private=private)
        where = urlsplit(named).path
    else:
        path = Path(named)
        try:
            content = read_regular(path)
        except OSError as error:
            raise MaliRussiaError(shown(path), f"cannot be read ({error.strerror})", "name a file") from None
        where = path.name
    try:
        return _article(content, where.lower(), url)
    except MaliRussiaError as error:
        raise MaliRussiaError(named, f"{error.where}: {error.found}", error.todo) from None


def _article(content: bytes, name: str, url: str | None) -> Article:
    sha256 = hashlib.sha256(content).hexdigest()
    if content.startswith(b"%PDF-") or name.endswith(".pdf"):
        text, title = pdf(content)
        body = as_read(text)
        return Article(text=body, kind="pdf", sha256=sha256, title=title, lang=language(body), url=url)
    if name.endswith((".warc", ".warc.gz", ".wacz")):
        inner, address = archived(content, url)
        return _html(inner, address, sha256, "warc")
    text, encoding = decoded(content)
    if is_html(text):
        return _html(content if encoding in ("utf-8", "utf-8-sig") else text.encode(), url, sha256, "html")
    if (
        text.count("\ufffd") + sum(ord(character) < 32 and character not in "\t\n\r\f" for character in text[:4096])
        > len(text) // 50
    ):
        raise MaliRussiaError("file", "no text, HTML, PDF or web archive", "save the article's text as .txt")
    body = as_read(text)
    if not body.strip():
        raise MaliRussiaError("file", "no words in it", "name the file of an article")
    return Article(text=body, kind="text", sha256=sha256, lang=language(body), url=url)


def _html(content: bytes, url: str | None, sha256: str, kind: str) -> Article:
    told = page(content, url)
    body = as_read(told["text"])
    lang = told["lang"] if told["lang"] in ("fr", "en") else language(body)
    return Article(
        text=body, kind="html" if kind == "html" else "warc", sha256=sha256,
        **{key: told[key] for key in ("title", "publisher", "authors", "published", "url")}, lang=lang,
    )  # fmt: skip
