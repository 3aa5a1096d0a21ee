"""`mr.theme()` gives an analyst's plain chart the type and colours of the house, and leaves it its own co-ordinates."""

from __future__ import annotations

import malirussia as mr
from malirussia.charts.paper.theme import FONT, SERIES


def test_a_plain_chart_of_a_table_bears_the_house_style_and_takes_the_width_it_is_given() -> None:
    table = mr.charts.source_coverage(mr.load(), lang="en").table
    chart = table.plot.barh(x="Statements", y="Article", backend="plotly", template=mr.theme(), title="Statements")
    layout = chart.layout
    style = layout.template.layout
    assert (style.font.family, style.colorway) == (FONT, SERIES)
    assert (layout.width, style.autosize, style.yaxis.automargin) == (None, True, True)
    assert list(chart.data[0].x) == list(table["Statements"])


def test_two_themes_share_nothing_that_one_can_spoil() -> None:
    one = mr.theme()
    one.layout.font.family = "Courier"
    assert mr.theme().layout.font.family == FONT
