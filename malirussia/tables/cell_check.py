"""Whether the cells of one row are what their columns declare, told before the rows become a table without lines."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from malirussia import edtf
from malirussia.errors import DateError, one_line
from malirussia.tables.columns import Column, Table
from malirussia.tables.schema import EDTF


def wrong(table: Table, cells: Mapping[str, Any]) -> str | None:
    """Tell what is wrong in a row, the first thing in the order of the columns; None where nothing is."""
    for column in table.columns:
        fault = _wrong(column, cells.get(column.name))
        if fault is not None:
            return f"{column.name}: {fault}"
    return None


def _wrong(column: Column, value: Any) -> str | None:
    if value is None or value == "":
        return "nothing" if column.required else None
    if column.type == "number":
        return None if math.isfinite(value) else f"{value} is no finite number"
    text = str(value)
    said = repr(one_line(text, 60))
    if column.enum and text not in column.enum:
        return f"{said} is not one of {' '.join(column.enum)}"
    if column.pattern is not None and re.fullmatch(column.pattern, text) is None:
        return f"{said} is not of the form asked for"
    if column.pattern is not None and column.pattern.startswith(EDTF) and text != "undated":
        try:
            edtf.parse(text)
        except DateError as error:
            return f"{said}: {error.found}"
    return None
