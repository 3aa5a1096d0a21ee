"""The house's type and colours as a plotly template, for a plain chart of an analyst's own.

    import malirussia as mr
    table = mr.charts.supply_share(mr.supply(ds), lang="en").table       what a chart plots
    table.plot.barh(x="Figure", y="High", backend="plotly", template=mr.theme())

The charts of this package count pixels and do not use it: see docs/design.md.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import plotly.graph_objects as go

from malirussia.charts.paper.theme import INK, RULE, TEMPLATE, WIDE


def theme() -> go.layout.Template:
    """Return a template: the font, the colours and the lines of the house, and plotly's own room for words.

    A chart made with it has data co-ordinates, a title where it is told one, labels that make room for themselves, and
    the width it is given.
    """
    layout: dict[str, Any] = deepcopy(TEMPLATE["layout"])
    for axis in ("xaxis", "yaxis"):
        layout[axis] |= {"automargin": True, "fixedrange": False, "showline": axis == "xaxis", "zerolinecolor": RULE}
    layout |= {
        "title": {
            "font": {"size": WIDE.title, "color": INK, "weight": 700},
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
        },
        "dragmode": "zoom",
        "margin": {"l": WIDE.pad, "r": WIDE.pad, "t": 2 * WIDE.title + WIDE.pad, "b": WIDE.pad},
        "autosize": True,
    }
    layout["legend"] = {"bgcolor": layout["legend"]["bgcolor"]}
    return go.layout.Template(layout=layout)
