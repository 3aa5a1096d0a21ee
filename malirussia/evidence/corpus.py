"""An analyst's own copies of the articles: one file a source, text or HTML, in UTF-8."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from malirussia.errors import MaliRussiaError
from malirussia.evidence.html_text import is_html, text_of
from malirussia.evidence.model import Source
from malirussia.evidence.words import Word, spans
from malirussia.evidence.yaml_lines import shown
from malirussia.paths import inside

CopyState = Literal["same", "changed", "absent"]
"""A copy beside the one that was coded: its very bytes, other bytes, or no copy at all."""


@dataclass(frozen=True)
class Copy:
    """One copy of a source.

    Attributes:
        text: Its text; of an HTML page, what is printed.
        sha256: Of the file's bytes.
    """

    text: str
    sha256: str

    @cached_property
    def spans(self) -> list[Word]:
        """Its words, each with its place in `text`."""
        return spans(self.text)

    @cached_property
    def words(self) -> list[str]:
        """Its words, as they are counted and hashed."""
        return [span.word for span in self.spans]


def read(corpus: Path, source: Source) -> Copy | None:
    """Reads a source's copy.

    Args:
        corpus: The folder of the copies.
        source: The source; its `file` names the copy.

    Returns:
        The copy, or None where the folder has none.

    Raises:
        MaliRussiaError: If the copy leaves the folder or is not UTF-8.
    """
    path = inside(corpus, source.file)
    return read_file(path) if path.is_file() else None


def read_file(path: Path) -> Copy:
    """Reads one copy.

    Raises:
        MaliRussiaError: If it is not UTF-8.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MaliRussiaError(shown(path), f"byte {error.start} is not UTF-8", "save the copy as UTF-8") from error
    return Copy(text=text_of(text) if is_html(text) else text, sha256=hashlib.sha256(content).hexdigest())


def state(copy: Copy | None, source: Source) -> CopyState:
    """How a copy stands to the one that was coded."""
    if copy is None:
        return "absent"
    return "same" if copy.sha256 == source.text_sha256 else "changed"
