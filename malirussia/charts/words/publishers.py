"""Who published the figures from outside the articles, and under which title, as a reader's page prints them.

What each is called stands in the reference table (`publisher_fr`, …), which has it from data/reference/words.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping

from malirussia.language import catalogue

Book = Mapping[str, Mapping[str, str]]
"""As cited → language → as a reader is told."""


def told(cell: str, book: Book, lang: str) -> str:
    """Return the publishers or titles of a cell that holds one citation, or several parted by ` ; `; each once."""
    cited = [cell] if cell in book else cell.split(" ; ")
    names = [name for part in cited for name in book.get(part, {}).get(lang, part.replace("'", "’")).split("; ")]
    return catalogue(lang)("; ").join(dict.fromkeys(names))
