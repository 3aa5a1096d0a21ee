"""Turn figures and tables into plain JSON values that are the same bytes on every run."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go


def plain(figure: go.Figure | dict[str, Any]) -> dict[str, Any]:
    """Give a figure as plotly JSON: lists, dicts, text, numbers, true, false and null only.

    Arrays become lists (plotly would pack them as base64, which nobody can read in a diff), floats keep ten
    significant digits (so the last bit of one machine is not a change), and what is not a number becomes null.

    Args:
        figure: A figure, or plotly JSON.

    Returns:
        `{"data": […], "layout": {…}}`, sharing nothing with `figure`.
    """
    if isinstance(figure, go.Figure):
        figure = {
            "data": [trace.to_plotly_json() for trace in figure.data],
            "layout": figure.layout.to_plotly_json(),
        }
    return {"data": value(figure.get("data", [])), "layout": value(figure.get("layout", {}))}


def ordered(figure: dict[str, Any]) -> dict[str, Any]:
    """Give plotly JSON with its keys in the order in which plotly gives them: the alphabet's, the type of a trace last.

    Args:
        figure: As `plain` gives it.
    """
    traces = [_sorted(trace) for trace in figure["data"]]
    for trace in traces:
        trace["type"] = trace.pop("type")
    return {"data": traces, "layout": _sorted(figure["layout"])}


def _sorted(raw: Any) -> Any:
    if isinstance(raw, dict):
        # What plotly does not look into it leaves as it is.
        return {key: raw[key] if key == "meta" else _sorted(raw[key]) for key in sorted(raw)}
    return [_sorted(part) for part in raw] if isinstance(raw, list) and raw and isinstance(raw[0], dict) else raw


def without_empty(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Give a reader's table without a column of texts where all are empty: something would seem to be missing."""
    return table if table[column].any() else table.drop(columns=column)


def records(table: pd.DataFrame) -> tuple[list[str], list[list[Any]]]:
    """Give a table as its headings and its rows, in plain JSON values.

    Args:
        table: Any DataFrame; the index is left out.

    Returns:
        The column names as text, and one list a row; missing values are None.
    """
    columns = [value(table.iloc[:, position].tolist()) for position in range(table.shape[1])]
    return [str(name) for name in table.columns], [list(row) for row in zip(*columns, strict=True)]


def value(raw: Any) -> Any:
    """Turn one value, however nested, into a plain JSON value.

    Args:
        raw: A dict, a sequence, an array, a series, a number, a date, text or a missing value.
    """
    if isinstance(raw, dict):
        return {str(key): value(part) for key, part in raw.items()}
    if isinstance(raw, list | tuple):
        return [value(part) for part in raw]
    if isinstance(raw, np.ndarray | pd.Series | pd.Index):
        return value(raw.tolist())
    if isinstance(raw, np.generic):
        return value(raw.item())
    if isinstance(raw, bool | int | str) or raw is None:
        return raw
    if isinstance(raw, float):
        return float(f"{raw:.10g}") if math.isfinite(raw) else None
    if raw is pd.NA or raw is pd.NaT:
        return None
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw)
