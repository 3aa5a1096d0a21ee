"""The key of rows of ranges: what the bar, the thin line and the shade stand for."""

from __future__ import annotations

from malirussia.charts.paper.canvas import Canvas, Mark
from malirussia.charts.paper.key import SAMPLE, places
from malirussia.charts.paper.theme import MUTED
from malirussia.charts.supply.rows import SHADE
from malirussia.language import catalogue


def bars_key(canvas: Canvas, lang: str, *, draws: bool = False, shade: bool = False) -> float:
    """Set the key at the top of a sheet.

    Args:
        canvas: What to draw on.
        lang: `fr` or `en`.
        draws: Whether thin lines tell the reach of the draws.
        shade: Whether the discussed range is shaded behind the rows.

    Returns:
        Where it ends, in pixels.
    """
    _ = catalogue(lang)
    sheet = canvas.sheet
    parts = [("bar", _("reach of the answer") if shade else _("low to high, as published"))]
    if draws:
        parts.append(("draws", _("nine random draws in ten")))
    if shade:
        parts.append(("shade", _("discussed range, all else fixed")))
    spots, bottom = places([text for _part, text in parts], sheet, left=sheet.pad, top=0)
    for (part, text), (x, y) in zip(parts, spots, strict=True):
        end = x + SAMPLE - 8
        if part == "bar":
            canvas.line((x + 3, y), (end - 3, y), color=MUTED, width=4)
            for at in (x + 3, end - 3):
                canvas.sample(Mark(at, y, "circle", 8, MUTED, line=MUTED, width=0))
        elif part == "draws":
            canvas.line((x, y), (end, y), color=MUTED, width=1.5)
            for at in (x, end):
                canvas.line((at, y - 4), (at, y + 4), color=MUTED, width=1.5)
        else:
            canvas.box((x, y - 6), (end, y + 6), fill=SHADE)
        canvas.words(x + SAMPLE, y, text, size=sheet.small, anchor="middle")
    return bottom + 10
