"""An article as it was read."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["text", "html", "pdf", "warc"]


class Article(Struct, frozen=True, kw_only=True):
    """What came in.

    Attributes:
        text: The body, as a person reads it.
        kind: What it was read from.
        sha256: Of the bytes that came in.
        title: As the page gives it; None where it gives none, as is all that follows.
        publisher: The outlet.
        authors: Those it names.
        published: EDTF.
        lang: `fr` or `en`.
        url: Its address, the canonical one where the page names one.
        doubts: What a person should look at, each one line.
    """

    text: str
    kind: Kind
    sha256: str
    title: str | None = None
    publisher: str | None = None
    authors: list[str] = []
    published: str | None = None
    lang: str | None = None
    url: str | None = None
    doubts: list[str] = []
