"""Figures are plain data: plotly's schema holds each of them here, and makes an object where somebody asks for one."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest
from drawn_charts import FIGURES, chart

from malirussia.charts.paper.chart import WORDS
from malirussia.charts.paper.plain import plain


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", FIGURES)
def test_plotly_takes_every_value_of_a_figure_and_gives_it_back(name: str, lang: str) -> None:
    for width in (1280, 390):
        figure = chart(name, lang).for_image(width)
        assert plain(go.Figure(figure)) == figure


def test_what_is_changed_by_hand_is_what_is_shown() -> None:
    made = chart("status", "en")
    again = type(made)(
        made.for_page(1280), narrow=made.for_page(390), table=made.table,
        **{word: getattr(made, word) for word in (*WORDS, "name", "lang")},
    )  # fmt: skip
    assert again.bundle() == made.bundle()
    again.update_layout(height=999)
    again.data[0].marker.opacity = 0.5
    shown = again.bundle()["application/vnd.plotly.v1+json"]
    assert (shown["layout"]["height"], shown["data"][0]["marker"]["opacity"]) == (999, 0.5)
    with pytest.raises(AttributeError):
        again.nothing_of_the_kind  # noqa: B018
