"""What the notebooks of this project import anyway. Imported in the parent of the forks, it costs them nothing.

Plotly and pandas load most of themselves at first use; `prime` is that first use. It opens no file and no connection,
and starts no thread: pyarrow would, as soon as it reads a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages

STACK = (
    "encodings.utf_8_sig",
    "numpy",
    "pandas",
    "pandas.io.formats.style",
    "pyarrow.dataset",
    "pyarrow.parquet",
    "networkx",
    "plotly.express",
    "plotly.graph_objects",
    "plotly.io._renderers",
    "IPython.display",
    "malirussia.tables.*",
    "malirussia.analysis.*",
    "malirussia.charts.*",
)


def load(names: Sequence[str]) -> None:
    """Import modules; `name.*` is a package with all that is in it, however deep.

    Raises:
        ImportError: One isn't there.
    """
    for name in names:
        module = import_module(name.removesuffix(".*"))
        if name.endswith(".*"):
            for found in walk_packages(module.__path__, f"{module.__name__}."):
                import_module(found.name)


def prime() -> None:
    """Use pandas, plotly and the project's own words once."""
    import pandas as pd
    import plotly.graph_objects as go

    from malirussia.language import LANGS, catalogue, day, number

    for lang in LANGS:
        catalogue(lang)
        number(1234.5, lang)
        day("2025-06-23", lang)
    frame = pd.DataFrame({"day": pd.to_datetime(["2025-06-23"]), "kind": ["gold"], "tonnes": [1.5]})
    frame.groupby("kind").agg({"tonnes": "sum"}).merge(frame, on="kind").to_html()
    frame.to_dict("records")
    repr(frame)
    font = {"size": 12}
    mark = {"color": "black", "line": {"width": 1}}
    points = go.Scatter(x=frame["day"], y=frame["tonnes"], marker=mark, line={"width": 1}, textfont=font)
    axis = {"title": {"text": "x", "font": font}, "tickfont": font}
    layout = {
        "template": "plotly_white",
        "xaxis": axis,
        "yaxis": axis,
        "annotations": [{"text": "t", "font": font}],
        "hoverlabel": {"font": font},
        "legend": {"x": 0},
        "margin": {"l": 0},
        "shapes": [{"type": "line"}],
    }
    figure = go.Figure([points, go.Bar(x=[1], y=[2]), go.Heatmap(z=[[1]])], layout=layout)
    figure.update_xaxes(title="x")
    figure._repr_mimebundle_()
    with suppress(ImportError):
        import_module("psutil")  # ipykernel asks for it, and does without
