"""An analyst's own copies of the articles: one file a source, text or HTML, in UTF-8."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from malirussia.errors import MaliRussiaError
from malirussia.evidence.encoding import decoded
from malirussia.evidence.find import find
from malirussia.evidence.html_text import is_html, text_of
from malirussia.evidence.invisible import parted_figures
from malirussia.evidence.model import Passage, Source
from malirussia.evidence.readable import readable
from malirussia.evidence.refit import otherwise
from malirussia.evidence.words import SCHEME, Scheme, Word, spans
from malirussia.paths import inside, read_regular, shown

CopyState = Literal["same", "changed", "absent"]
"""A copy beside the one that was coded: its very bytes, other bytes, or no copy at all."""


@dataclass(frozen=True)
class Copy:
    """One copy of a source.

    Attributes:
        text: Its text as a person reads it; of an HTML page, what is printed.
        sha256: Of the file's bytes.
        scheme: In which its words are counted.
    """

    text: str
    sha256: str
    scheme: Scheme = SCHEME

    @cached_property
    def spans(self) -> list[Word]:
        """Its words, each with its place in `text`."""
        return spans(self.text, self.scheme)

    @cached_property
    def words(self) -> list[str]:
        """Its words, as they are counted and hashed."""
        return [span.word for span in self.spans]


def read(corpus: Path, source: Source, passages: Mapping[str, Passage] | None = None) -> Copy | None:
    """Reads a source's copy.

    Args:
        corpus: The folder of the copies.
        source: The source; its `file` names the copy.
        passages: The passages sought in it. Where one is missing, the words that a line end breaks are tried as one
            word and as two.

    Returns:
        The copy, or None where the folder has none.

    Raises:
        MaliRussiaError: If the copy leaves the folder, is no regular file or is not UTF-8.
    """
    path = inside(corpus, source.file)
    return read_file(path, source.scheme, passages) if path.exists() else None


def read_file(path: Path, scheme: Scheme = SCHEME, passages: Mapping[str, Passage] | None = None) -> Copy:
    """Reads one copy.

    Args:
        path: The file.
        scheme: In which its words are counted.
        passages: The passages sought in it, as for `read`.

    Raises:
        MaliRussiaError: If it is no regular file or is not UTF-8.
    """
    try:
        content = read_regular(path)
    except OSError as error:
        raise MaliRussiaError(shown(path), f"cannot be read ({error.strerror})", "make the file readable") from error
    text = _text(content, shown(path))
    copy = Copy(readable(text), hashlib.sha256(content).hexdigest(), scheme)
    return copy if not passages else _fitted(copy, text, passages)


def _text(content: bytes, file: str) -> str:
    text = decoded(content, file, "save the copy as UTF-8")
    return text_of(text) if is_html(text) else text


def _fitted(copy: Copy, text: str, passages: Mapping[str, Passage]) -> Copy:
    """The reading of a copy in which more passages stand."""
    missing = {key: passages[key] for key in passages.keys() - find(copy.words, passages).keys()}
    if not missing:
        return copy
    # What nobody sees between two figures may stand for the space of a group.
    parted = parted_figures(text)
    grouped = Copy(readable(parted), copy.sha256, copy.scheme)
    if parted != text and len(find(grouped.words, passages)) > len(passages) - len(missing):
        return grouped
    changed = otherwise(text, missing, copy.scheme)
    return Copy(readable(text, changed), copy.sha256, copy.scheme) if changed else copy


def state(copy: Copy | None, source: Source) -> CopyState:
    """How a copy stands to the one that was coded."""
    if copy is None:
        return "absent"
    return "same" if copy.sha256 == source.text_sha256 else "changed"
