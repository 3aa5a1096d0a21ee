"""French spaces: nobody types them, every reader misses them."""

from __future__ import annotations

import re

_BEFORE = re.compile(r"(?<=\S) (?=[:;?!»%])")
_AFTER = re.compile(r"« ")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def french(text: str) -> str:
    """Return a French sentence with the spaces that must not break: before `:;?!»%`, after `«`, between thousands."""
    text = _AFTER.sub("«\u00a0", _BEFORE.sub("\u00a0", text))
    return _THOUSANDS.sub("\u202f", text)
