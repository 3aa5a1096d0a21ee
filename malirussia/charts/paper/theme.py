"""The one look of every chart: type, spacing, colours, and the shapes that say the same without colour.

Colours were chosen by computation: any two of one set stay apart for readers with protanopia, deuteranopia and
tritanopia (Machado, Oliveira and Fernandes 2009, severity 1) and differ in lightness, so that grey print keeps
them; tests/test_charts_core.py computes it. A status is told by a symbol, a pattern or a dash as well as by colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

# Arial, Liberation Sans and Arimo share one set of widths, so what advances.py measures holds on every machine.
FONT: Final = "Liberation Sans, Arial, Arimo, Helvetica, DejaVu Sans, sans-serif"

INK: Final = "#1C1C1A"
MUTED: Final = "#5B5955"
RULE: Final = "#DEDBD5"
PAPER: Final = "#FFFFFF"
WASH: Final = "#F6F4F0"
ABSENT: Final = "#8F8B85"

# The two sides bring their own colours (topic.yaml); what they share, and all others, are grey.
SHARED: Final = "#6E6A66"
ELSEWHERE: Final = "#94908A"

# The ladder darkens as a promise turns into a fact; what left the ladder leaves its hue.
STATUSES: Final[dict[str, str]] = {
    "discussed": "#E3EEF1",
    "pledged": "#B5CFD8",
    "signed": "#5C97A8",
    "implemented": "#2A7489",
    "completed": "#0B4356",
    "suspended": "#DFA23C",
    "cancelled": "#A3352B",
    "denied": "#3F1424",
}
STATUS_SYMBOLS: Final[dict[str, str]] = {
    "discussed": "circle",
    "pledged": "diamond",
    "signed": "square",
    "implemented": "triangle-up",
    "completed": "star",
    "suspended": "hourglass",
    "cancelled": "x",
    "denied": "cross",
}
STATUS_PATTERNS: Final[dict[str, str]] = {
    "discussed": ".",
    "pledged": "/",
    "signed": "",
    "implemented": "-",
    "completed": "+",
    "suspended": "|",
    "cancelled": "x",
    "denied": "\\",
}
# From signature on a line is drawn through; before it, it is broken.
STATUS_DASHES: Final[dict[str, str]] = {
    "discussed": "dot",
    "pledged": "dash",
    "signed": "solid",
    "implemented": "solid",
    "completed": "solid",
    "suspended": "longdash",
    "cancelled": "longdashdot",
    "denied": "dashdot",
}

SERIES: Final[tuple[str, ...]] = ("#1B3F8B", "#B86C00", "#1C7767", "#9C2B4E", "#A9B4BE", "#F3D48B")


@dataclass(frozen=True)
class Sheet:
    """The paper a chart is laid out on. All lengths are pixels.

    Attributes:
        width: Width of the whole figure.
        pad: Distance of every text from the edge.
        title: Font size of the title; likewise `subtitle`, `text` (labels, ticks) and `small` (source, note).
    """

    width: int
    pad: int
    title: int
    subtitle: int
    text: int
    small: int

    @property
    def narrow(self) -> bool:
        """Whether this is the sheet of a telephone."""
        return self.width < 700

    @property
    def inner(self) -> int:
        """Width between the two pads."""
        return self.width - 2 * self.pad


WIDE: Final = Sheet(width=1280, pad=32, title=28, subtitle=17, text=14, small=13)
NARROW: Final = Sheet(width=390, pad=16, title=20, subtitle=14, text=12, small=11)

_AXIS: Final[dict[str, Any]] = {
    "automargin": False,
    "gridcolor": RULE,
    "gridwidth": 1,
    "linecolor": INK,
    "showline": False,
    "ticks": "",
    "tickfont": {"color": MUTED},
    "title": {"font": {"color": MUTED}},
    "zeroline": False,
    "fixedrange": True,
}

# Margins belong to the chart: `automargin` would move the title and the source under the reader's eyes.
TEMPLATE: Final[dict[str, Any]] = {
    "layout": {
        "colorway": list(SERIES),
        "font": {"family": FONT, "size": WIDE.text, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {
            "align": "left",
            "bgcolor": PAPER,
            "bordercolor": INK,
            "font": {"family": FONT, "size": 13, "color": INK},
            "namelength": -1,
        },
        "xaxis": _AXIS,
        "yaxis": _AXIS,
        "legend": {"bgcolor": "rgba(255,255,255,0)", "itemclick": False, "itemdoubleclick": False},
        "margin": {"l": WIDE.pad, "r": WIDE.pad, "t": 8, "b": 8, "pad": 0},
    }
}
