"""What the notebooks of this project import anyway: the parent of warm kernels is told to import it once for all.

Plotly and pandas load most of themselves at first use; `prime` is that first use. It opens no file and no connection,
and starts no thread, as pyarrow would if it weren't asked not to.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import Any

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
    "malirussia.render.run.stack:prime",
)


def prime() -> list[Any]:
    """Use pandas, plotly and the project's own words once.

    Returns:
        Things of the kinds that notebooks show.
    """
    import pandas as pd
    import plotly.graph_objects as go
    import plotly.io
    import pyarrow as pa
    from IPython.display import Markdown
    from pyarrow import parquet

    from malirussia.language import LANGS, catalogue, day, number

    # Each kernel chooses anew. Whoever asks for a browser shall not have it opened by a figure that is no notebook's.
    plotly.io.renderers.default = "plotly_mimetype"
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
    written = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_pandas(frame, nthreads=1), written, compression="zstd")
    with parquet.ParquetFile(pa.BufferReader(written.getvalue()), pre_buffer=False) as table:
        frame = table.read(use_threads=False).to_pandas(use_threads=False)
    sizes = frame.groupby(["kind", "tonnes"], dropna=False, observed=True).size().rename("n").reset_index()
    cross = pd.crosstab(frame["kind"], frame["tonnes"])
    heat = go.Figure(go.Heatmap(z=cross.to_numpy()))
    bars = go.Figure([go.Bar(x=frame["kind"], y=frame["tonnes"])], layout={"title": "t", "barmode": "stack"})
    with suppress(ImportError):
        import_module("psutil")  # ipykernel asks for it, and does without
    return [sizes.head(), cross, heat, bars, figure, Markdown("**gold**")]  # type: ignore[no-untyped-call]
