"""What the notebooks of this project import anyway. Imported in the parent of the forks, it costs them nothing.

Plotly and pandas load most of themselves at first use; `prime` is that first use. It opens no file and no connection,
and starts no thread: pyarrow would, as soon as it reads a table.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

STACK = (
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
    "malirussia.tables",
    "malirussia.analysis",
    "malirussia.charts",
)


def prime() -> None:
    """Use pandas and plotly once."""
    import pandas as pd
    import plotly.graph_objects as go

    frame = pd.DataFrame({"day": pd.to_datetime(["2025-06-23"]), "kind": ["gold"], "tonnes": [1.5]})
    frame.groupby("kind").agg({"tonnes": "sum"}).merge(frame, on="kind").to_html()
    repr(frame)
    traces = [go.Scatter(x=frame["day"], y=frame["tonnes"]), go.Bar(x=[1], y=[2]), go.Heatmap(z=[[1]])]
    figure = go.Figure(traces, layout={"template": "plotly_white", "annotations": [{"text": "t"}]})
    figure.update_xaxes(title="x").update_layout(shapes=[{"type": "line"}])
    figure._repr_mimebundle_()
    with suppress(ImportError):
        import_module("psutil")  # ipykernel asks for it, and does without
