"""How good the source of a figure is, in words."""

from __future__ import annotations

from malirussia.language import catalogue
from malirussia.language.terms import N_

GRADES: dict[str, str] = {
    "A": N_("official or primary"),
    "B": N_("quoted by a second hand"),
    "B-": N_("weak source"),
    "C": N_("not yet checked"),
    "claim": N_("statement of the ledger"),
    "choice": N_("chosen here, no source"),
}


def grade_word(grade: str, lang: str) -> str:
    """Return what a grade means; the letter first where there is one."""
    text = catalogue(lang)(GRADES[grade])
    return text if grade in ("claim", "choice") else f"{grade}, {text}"
