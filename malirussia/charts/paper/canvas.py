"""A sheet whose axes count pixels: marks, lines, boxes and measured text, each set where it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from malirussia.charts.paper import measure
from malirussia.charts.paper.escape import lines
from malirussia.charts.paper.theme import INK, PAPER, Sheet


@dataclass(frozen=True)
class Mark:
    """One mark with its evidence.

    Attributes:
        x: Pixels from the left edge.
        y: Pixels from the top of the bare figure.
        symbol: A plotly marker symbol.
        size: Diameter in pixels.
        color: Fill; `line` and `width` are of its outline.
        hover: Escaped text.
        claim_ids: The claims it stands for.
    """

    x: float
    y: float
    symbol: str
    size: float
    color: str
    line: str = INK
    width: float = 1.0
    hover: str = ""
    claim_ids: tuple[str, ...] = ()


@dataclass
class Canvas:
    """Collects what is drawn and makes the bare figure of it.

    Attributes:
        sheet: The paper; all lengths are its pixels.
    """

    sheet: Sheet
    _marks: list[Mark] = field(default_factory=list)
    _samples: list[Mark] = field(default_factory=list)
    _texts: list[dict[str, Any]] = field(default_factory=list)
    _boxes: list[dict[str, Any]] = field(default_factory=list)
    _lines: list[dict[str, Any]] = field(default_factory=list)

    def mark(self, mark: Mark) -> None:
        """Draw a mark that answers to the reader's pointer."""
        self._marks.append(mark)

    def sample(self, mark: Mark) -> None:
        """Draw a mark of a key, which stands for no claim."""
        self._samples.append(mark)

    def words(
        self,
        x: float,
        y: float,
        text: str | Sequence[str],
        *,
        size: float | None = None,
        color: str = INK,
        bold: bool = False,
        align: str = "left",
        anchor: str = "top",
    ) -> float:
        """Set text that has been broken into lines already.

        Args:
            x: Where its `align` side stands.
            y: Where its `anchor` side stands.
            text: Plain text; one line, or several.
            size: Font size in pixels; the sheet's text size where None.
            color: Of the letters.
            bold: Whether it is set in bold.
            align: left, center or right.
            anchor: top, middle or bottom.

        Returns:
            Where the text ends below, in pixels, for text anchored at its top.
        """
        size = self.sheet.text if size is None else size
        rows = [text] if isinstance(text, str) else list(text)
        body = lines(rows)
        self._texts.append(
            {
                "x": x,
                "y": y,
                "text": f"<b>{body}</b>" if bold else body,
                "font": {"size": size, "color": color},
                "align": align,
                "xanchor": align,
                "yanchor": anchor,
                "showarrow": False,
                "borderpad": 0,
            }
        )
        return y + measure.height(len(rows), size)

    def paragraph(
        self,
        x: float,
        y: float,
        limit: float,
        text: str,
        *,
        size: float | None = None,
        color: str = INK,
        bold: bool = False,
    ) -> float:
        """Set text broken to a width, from its top left corner; arguments as for `words`.

        Returns:
            Where it ends below, in pixels.
        """
        size = self.sheet.text if size is None else size
        return self.words(x, y, measure.wrap(text, size, limit, bold=bold), size=size, color=color, bold=bold)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        color: str,
        width: float = 1.0,
        dash: str = "solid",
    ) -> None:
        """Draw a straight line below the marks."""
        self._lines.append(
            {
                "type": "line",
                "x0": start[0],
                "y0": start[1],
                "x1": end[0],
                "y1": end[1],
                "line": {"color": color, "width": width, "dash": dash},
                "layer": "below",
            }
        )

    def box(
        self, corner: tuple[float, float], opposite: tuple[float, float], *, fill: str = PAPER, color: str | None = None
    ) -> None:
        """Draw a rectangle below all lines, text and marks."""
        self._boxes.append(
            {
                "type": "rect",
                "x0": corner[0],
                "y0": corner[1],
                "x1": opposite[0],
                "y1": opposite[1],
                "fillcolor": fill,
                "line": {"color": fill if color is None else color, "width": 0 if color is None else 1},
                "layer": "below",
            }
        )

    def figure(self, height: float) -> dict[str, Any]:
        """Make the bare figure, `height` pixels high, as plotly JSON: tests hold it to plotly's schema."""
        high = round(height)
        bare = {"l": 0, "r": 0, "t": 0, "b": 0}
        return {
            "data": [_trace(self._samples, answers=False), _trace(self._marks, answers=True)],
            "layout": {
                "height": high,
                "margin": bare,
                "showlegend": False,
                "xaxis": {"range": [0, self.sheet.width], "visible": False},
                "yaxis": {"range": [high, 0], "visible": False},
                "annotations": self._texts,
                "shapes": [*self._boxes, *self._lines],
            },
        }


def _trace(marks: Sequence[Mark], *, answers: bool) -> dict[str, Any]:
    bubbles: dict[str, Any] = (
        {
            "hovertext": [mark.hover for mark in marks],
            "hoverinfo": "text",
            "customdata": [list(mark.claim_ids) for mark in marks],
        }
        if answers
        else {"hoverinfo": "skip"}
    )
    return {
        "x": [mark.x for mark in marks],
        "y": [mark.y for mark in marks],
        "mode": "markers",
        "marker": {
            "symbol": [mark.symbol for mark in marks],
            "size": [mark.size for mark in marks],
            "color": [mark.color for mark in marks],
            "line": {"color": [mark.line for mark in marks], "width": [mark.width for mark in marks]},
            "opacity": 1,
        },
        "cliponaxis": False,
        **bubbles,
        "type": "scatter",
    }
