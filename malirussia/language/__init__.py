"""French and English: sentences, numbers, ranges, units and dates, in one place to import from.

_ = catalogue("fr")                                 the sentences: malirussia.language.messages
span(160_000, 200_000, "fr")                        160 000–200 000
span(160_000, 200_000, "fr", worded=True)           160 000 à 200 000
counted(3, 8, lang="fr")                            trois, huit
quantity(10_000, None, "{person}", "once", "en")    more than 10,000 people
day("2025-06-22/2025-06-27", "en")                  22–27 June 2025
"""

from __future__ import annotations

from malirussia.language.dates import day, on, with_article
from malirussia.language.messages import LANGS, Catalogue, catalogue, word
from malirussia.language.sentences import (
    NBSP,
    after_colon,
    as_printed,
    capital,
    counted,
    joined,
    number,
    of_whom,
    percent,
    quantity,
    span,
    unit_name,
)

__all__ = [
    "LANGS",
    "NBSP",
    "Catalogue",
    "after_colon",
    "as_printed",
    "capital",
    "catalogue",
    "counted",
    "day",
    "joined",
    "number",
    "of_whom",
    "on",
    "percent",
    "quantity",
    "span",
    "unit_name",
    "with_article",
    "word",
]
