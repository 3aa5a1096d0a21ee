"""An Excel workbook: the codebook first, then one sheet a table; nothing in it is a formula."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time
from typing import Any

from malirussia.errors import TablesError
from malirussia.exports.statements import empty
from malirussia.tables import Dataset
from malirussia.tables.appeared import appeared
from malirussia.tables.columns import Column, Table
from malirussia.tables.schema import TABLES

ROWS, LETTERS = 1_048_575, 32_767
"""What a sheet and a cell hold at most."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WIDE, _NARROW = 60, 18


def workbook(ds: Dataset) -> bytes:
    """Write the tables as a workbook.

    Args:
        ds: The tables.

    Raises:
        TablesError: XlsxWriter is not installed, or a table or text is larger than a sheet or cell holds.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise TablesError(
            "malirussia export xlsx", "XlsxWriter is not installed", "pip install 'malirussia[excel]'"
        ) from None
    file = io.BytesIO()
    # Texts stay texts: no cell is taken for a formula, an address or a number.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, options) as book:
        # Dated by what is in it and not by the clock: the same tables give the same bytes.
        newest = max([date(1980, 1, 1), *appeared(ds).values()])
        book.set_properties({"title": "malirussia", "created": datetime.combine(newest, time.min)})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        looks = {
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
            "plain": book.add_format({"valign": "top"}),
        }
        _codebook(book.add_worksheet("codebook"), head, looks)
        for table in TABLES.values():
            _sheet(book.add_worksheet(table.name), table, getattr(ds, table.name), head, looks)
    return file.getvalue()


def _codebook(sheet: Any, head: Any, looks: dict[str, Any]) -> None:
    for place, (title, width) in enumerate([("table", 16), ("column", 20), ("type", 10), ("meaning", 100)]):
        sheet.write_string(0, place, title, head)
        sheet.set_column(place, place, width)
    row = 0
    for table in TABLES.values():
        cells = [(table.name, "", "", table.description)]
        cells += [(table.name, column.name, column.type, column.description) for column in table.columns]
        for told in cells:
            row += 1
            for place, text in enumerate(told):
                sheet.write_string(row, place, text, looks["wrap"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, row, 3)


def _sheet(sheet: Any, table: Table, frame: Any, head: Any, looks: dict[str, Any]) -> None:
    if len(frame) > ROWS:
        raise TablesError(
            f"malirussia export xlsx: table {table.name}",
            f"has {len(frame)} rows, a sheet holds {ROWS}",
            "choose with --as-of or --sector, or export sqlite",
        )
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name, head)
        wide = column.name.startswith(("says", "what", "reason", "title", "note"))
        sheet.set_column(place, place, _WIDE if wide else _NARROW)
        for row, cell in enumerate(frame[column.name].astype(object).tolist(), start=1):
            if not empty(cell):
                _write(sheet, row, place, column, cell, looks)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(frame), 1), len(table.columns) - 1)


def _write(sheet: Any, row: int, place: int, column: Column, cell: Any, looks: dict[str, Any]) -> None:
    if column.type == "boolean":
        sheet.write_boolean(row, place, bool(cell), looks["plain"])
    elif column.type in ("integer", "number"):
        sheet.write_number(row, place, cell, looks["plain"])
    elif (day := _day(column, cell)) is not None:
        sheet.write_datetime(row, place, datetime.combine(day, time.min), looks["day"])
    elif len(cell) > LETTERS:
        raise TablesError(
            f"malirussia export xlsx: column {column.name}, row {row}",
            f"has {len(cell)} letters, a cell holds {LETTERS}",
            "shorten it, or export sqlite",
        )
    else:
        sheet.write_string(row, place, cell, looks["wrap"] if len(cell) > _NARROW else looks["plain"])


def _day(column: Column, cell: str) -> date | None:
    """Return the day that a cell tells, where the column is one of dates and a workbook knows the day."""
    if column.name not in {"published", "date", "start", "end", "made", "due", "period"} or not _DAY.fullmatch(cell):
        return None
    day = date.fromisoformat(cell)
    return day if day.year >= 1901 else None
