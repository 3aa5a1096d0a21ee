"""Slugs: a text as lower-case ASCII words joined by hyphens, for ids that people type."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_OTHER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Return the slug of a text: accents dropped, everything but letters and digits made one hyphen.

    Raises:
        ValueError: If nothing is left.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    joined = _OTHER.sub("-", plain).strip("-")
    if joined == "":
        raise ValueError(f"{text!r} has no letter or digit of the ASCII alphabet")
    return joined
