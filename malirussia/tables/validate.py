"""Checks that the tables are what the schema declares: columns, types, constraints, keys, rules, foreign keys."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow
import pyarrow.compute as pc

from malirussia import edtf
from malirussia.errors import DateError, TablesError
from malirussia.tables.columns import DTYPES, LIST_SEPARATOR, Column, Table, split
from malirussia.tables.rules import RULES
from malirussia.tables.schema import EDTF, FACT, PART, SLUG, TABLES

if TYPE_CHECKING:
    import pandera.pandas as pa

REMEDY = "mend the evidence and build again"
FORMS = {
    EDTF: "an EDTF date, such as 2025-06",
    SLUG: "a slug, such as assimi-goita",
    PART: "an id within a source, such as outlet-2025-06-24.c01",
    FACT: "a fact id, such as subject.predicate.object",
}


def validate(tables: dict[str, pd.DataFrame]) -> None:
    """Check all thirteen tables.

    Raises:
        TablesError: Of the first thing found wrong: the table, the column, the value and the row.
    """
    for name, table in TABLES.items():
        if name not in tables:
            raise TablesError(f"table {name}", "absent", "build all tables together")
        validate_table(table, tables[name])
    _foreign_keys(tables)


def validate_table(table: Table, frame: pd.DataFrame) -> None:
    """Check one table by itself.

    Raises:
        TablesError: Of the first thing found wrong.
    """
    from pandera.errors import SchemaErrors

    _types(table, frame)
    try:
        pandera_schema(table.name).validate(frame, lazy=True)
    except SchemaErrors as error:
        raise _told(table, frame, error.failure_cases) from None


def _types(table: Table, frame: pd.DataFrame) -> None:
    # pandera looks at every cell of a text column for its type, which is that of the column.
    for column in table.columns:
        if column.name in frame.columns:
            held, declared = frame[column.name].dtype, pd.api.types.pandas_dtype(DTYPES[column.type])
            if held != declared:
                raise TablesError(
                    f"table {table.name}", f"column {column.name}: of type {held}, not {declared}", REMEDY
                )


@lru_cache(maxsize=len(TABLES))
def pandera_schema(name: str) -> pa.DataFrameSchema:
    """Return the pandera schema of one of the tables; it leaves out the types of the columns."""
    import pandera.pandas as pa

    table = TABLES[name]
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                checks=_checks(column),
                nullable=not column.required,
                unique=table.key == (column.name,),
            )
            for column in table.columns
        },
        checks=[pa.Check(rule.holds, error=rule.says) for rule in RULES.get(name, ())],
        strict=True,
        ordered=True,
        unique=list(table.key) if len(table.key) > 1 else None,
        name=name,
    )


def _checks(column: Column) -> list[pa.Check]:
    import pandera.pandas as pa

    checks = []
    if column.enum:
        allowed = frozenset(column.enum)
        checks.append(pa.Check(lambda cells: cells.isin(allowed), error="not one of: " + " ".join(column.enum)))
    elif column.type == "string" and column.pattern is None:
        checks.append(pa.Check(lambda cells: cells != "", error="an empty text: leave the cell empty"))
    # What refers to a column has the form of what it refers to.
    if column.pattern is not None and column.refers is None:
        whole = f"^({column.pattern})$"
        checks.append(pa.Check(lambda cells: _matches(cells, whole), error="not " + _form(column)))
    if column.pattern == EDTF:
        checks.append(pa.Check(_in_calendar, error="not in the calendar"))
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum, error=f"less than {column.minimum}"))
    return checks


def _matches(cells: pd.Series, whole: str) -> pd.Series:
    # The text engine of Arrow takes a column at once.
    matched = pc.match_substring_regex(pyarrow.table({"cells": cells})["cells"], whole).fill_null(True)
    return pd.Series(matched.to_numpy(), cells.index)


def _form(column: Column) -> str:
    """Return in words what the texts of a column look like."""
    return FORMS.get(str(column.pattern), f"of the form {column.pattern}")


def _in_calendar(cells: pd.Series) -> pd.Series:
    """Return whether each EDTF date can be read, each different one tried once."""
    codes, texts = pd.factorize(cells)
    passed = np.array([*(_is_date(text) for text in texts), True])
    return pd.Series(passed[codes], cells.index)


def _is_date(text: str) -> bool:
    try:
        edtf.parse(text)
    except DateError:
        return False
    return True


def _told(table: Table, frame: pd.DataFrame, cases: pd.DataFrame) -> TablesError:
    """Return the first of pandera's failure cases as one line, the columns in their order and then the rows."""
    place = {name: number for number, name in enumerate(table.names)}
    of_row = cases["schema_context"] == "DataFrameSchema"
    cases = cases.assign(
        place=cases["column"].map(place).where(~of_row).fillna(len(place)),
        at=pd.to_numeric(cases["index"], errors="coerce"),
    ).sort_values(["place", "at"], kind="stable")
    first = cases.iloc[0]
    check = str(first["check"])
    told = {
        "not_nullable": "a cell is empty",
        "multiple_fields_uniqueness": "the key stands twice",
        "column_in_schema": f"a column too many, {first['failure_case']}",
        "column_in_dataframe": f"no column {first['failure_case']}",
        "column_ordered": "the columns are not in order",
    }
    fault = told.get(check, check)
    if check == "field_uniqueness":
        fault = f"{first['failure_case']} stands twice"
    elif check not in told and first["place"] < len(place):
        fault = f"{str(first['failure_case'])!r} is {check}"
    if first["place"] < len(place):
        fault = f"column {first['column']}: {fault}"
    if not pd.isna(first["at"]) and set(table.key) <= set(frame.columns):
        fault += " in " + _row(table, frame, int(first["at"]))
    return TablesError(f"table {table.name}", fault, REMEDY)


def _row(table: Table, frame: pd.DataFrame, index: int) -> str:
    return "the row with " + ", ".join(f"{name} {frame[name].loc[index]}" for name in table.key)


def _foreign_keys(tables: dict[str, pd.DataFrame]) -> None:
    referring: dict[str, list[tuple[Table, Column]]] = {}
    for table in TABLES.values():
        for column in table.columns:
            if column.refers is not None:
                referring.setdefault(column.refers, []).append((table, column))
    # All that refers to one column is looked up at once: most of the time goes into the index of that column.
    for refers, columns in referring.items():
        other, _, key = refers.partition(".")
        known = _members(TABLES[other].column(key), tables[other][key])
        given = [_members(column, tables[table.name][column.name]) for table, column in columns]
        together = pyarrow.chunked_array(
            [chunk for members in given for chunk in members.chunks], pyarrow.large_string()
        )
        if not pc.all(pc.is_in(together, value_set=known), min_count=0).as_py():
            for (table, column), members in zip(columns, given, strict=True):
                _foreign_key(table, column, tables[table.name], members, known)


def _members(column: Column, cells: pd.Series) -> pyarrow.ChunkedArray:
    """Return the filled cells of a column of texts; of lists, their members."""
    filled = pyarrow.table({"cells": cells})["cells"].drop_null()
    return pc.list_flatten(pc.split_pattern(filled, LIST_SEPARATOR)) if column.type == "list" else filled


def _foreign_key(
    table: Table, column: Column, frame: pd.DataFrame, members: pyarrow.ChunkedArray, known: pyarrow.ChunkedArray
) -> None:
    absent = members.filter(pc.invert(pc.is_in(members, value_set=known)))
    if len(absent):
        given = pc.min(absent).as_py()
        holds = frame[column.name].map(lambda cell: given in split(cell) if column.type == "list" else cell == given)
        row = _row(table, frame, int(frame.index[holds.fillna(False).astype(bool)][0]))
        fits = column.pattern is None or re.fullmatch(column.pattern, given) is not None
        wrong = f"in no row of {str(column.refers).partition('.')[0]}" if fits else "not " + _form(column)
        raise TablesError(f"table {table.name}", f"column {column.name}: {given!r} is {wrong}, in {row}", REMEDY)
