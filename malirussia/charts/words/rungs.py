"""The looks and words of the rungs: what is only announced is pale and outlined, what is signed or beyond is filled."""

from __future__ import annotations

from malirussia.analysis.standing.ladder import BESIDE, NO_RUNG, RUNGS
from malirussia.charts.paper.canvas import Mark
from malirussia.charts.paper.theme import ABSENT, MUTED, PAPER, STATUS_SYMBOLS, STATUSES
from malirussia.language import catalogue, word

# The columns of a ladder chart: what left the ladder shares one, each with its own mark.
STOPPED = "stopped"
COLUMNS = (NO_RUNG, *RUNGS, STOPPED)
DEEP = STATUSES["completed"]
# Plotly draws a diamond, a triangle and a star wider than a square of one size; so they would run into each other.
_WEIGHTS = {"diamond": 0.9, "triangle-up": 1.0, "star": 0.98}


def column_of(rung: str) -> str:
    """Return the column in which a rung is drawn."""
    return STOPPED if rung in BESIDE else rung


def rung_word(rung: str, lang: str) -> str:
    """Return the word for a rung, `none` and `stopped` included."""
    _ = catalogue(lang)
    if rung == NO_RUNG:
        return _("no status given")
    return _("stopped or denied") if rung == STOPPED else word("status", rung, lang)


def rung_mark(rung: str, x: float, y: float, size: float, *, hover: str = "", claim_ids: tuple[str, ...] = ()) -> Mark:
    """Make the mark of a rung; the same wherever it is drawn.

    Args:
        rung: A status, `none` or `stopped`.
        x: Pixels; so is `y`.
        y: Its middle.
        size: Width of a mark, about; `none` is smaller.
        hover: Escaped text.
        claim_ids: The claims it stands for.
    """
    if rung == NO_RUNG:
        return Mark(x, y, "circle", size * 0.62, ABSENT, line=MUTED, width=0.5, hover=hover, claim_ids=claim_ids)
    if rung == STOPPED:
        return Mark(x, y, "x", size, PAPER, line=DEEP, hover=hover, claim_ids=claim_ids)
    weight = _WEIGHTS.get(STATUS_SYMBOLS[rung], 1.0)
    return Mark(
        x,
        y,
        STATUS_SYMBOLS[rung],
        size * weight,
        STATUSES[rung],
        line=DEEP,
        width=1.2,
        hover=hover,
        claim_ids=claim_ids,
    )
