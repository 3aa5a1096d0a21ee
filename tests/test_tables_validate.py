"""A table that is not what the schema declares is refused, in one line that says where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from malirussia import evidence, tables
from malirussia.errors import TablesError

CHECKOUT = Path(__file__).resolve().parent.parent
Change = Callable[[pd.DataFrame], pd.DataFrame]


@pytest.fixture(scope="module")
def built() -> dict[str, pd.DataFrame]:
    """The project's tables."""
    return tables.build(evidence.load(CHECKOUT / "data" / "evidence"), CHECKOUT / "data" / "reference")


def put(column: str, value: Any) -> Change:
    """Put a value into the first row."""

    def change(table: pd.DataFrame) -> pd.DataFrame:
        table.loc[0, column] = value
        return table

    return change


def test_the_tables_of_the_project_are_what_the_schema_declares(built: dict[str, pd.DataFrame]) -> None:
    tables.validate(built)


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("claims", put("status", "promised"), "column status: 'promised' is not one of: discussed pledged"),
        ("claims", put("date", "23 June"), "column date: '23 June' is not an EDTF date"),
        ("claims", put("date", "2025-02-30"), "column date: '2025-02-30' is not in the calendar"),
        ("claims", put("subject", "nobody"), "column subject: 'nobody' is in no row of entities, in the row with"),
        ("claims", put("says_fr", None), "column says_fr: a cell is empty in the row with claim_id"),
        ("claims", put("text", ""), "column text: '' is an empty text"),
        ("claims", put("low", 1.0), "a bound, a unit and a per go together in the row with claim_id"),
        ("claims", lambda claims: claims.drop(columns="unit"), "no column unit"),
        ("claims", lambda claims: claims.assign(mood="good"), "a column too many, mood"),
        ("claims", lambda claims: claims[claims.columns[::-1]], "the columns are not in order"),
        (
            "claims",
            lambda claims: claims.assign(low=claims["low"].astype("str")),
            "column low: of type str, not float64",
        ),
        ("claims", lambda claims: pd.concat([claims, claims.tail(1)], ignore_index=True), "stands twice"),
        ("names", lambda names: pd.concat([names, names.tail(1)], ignore_index=True), "the key stands twice"),
        ("relations", put("claim_ids", "nowhere.c1"), "column claim_ids: 'nowhere.c1' is in no row of claims"),
        ("relations", put("claim_ids", "c1 and c2"), "column claim_ids: 'c1 and c2' is not an id within a source"),
        ("sources", put("n_words", 0), "column n_words: '0' is less than 1"),
        ("conflicts", put("preferred", "abamako-2025-06-24.c03"), "the preferred claim is neither side"),
        ("codes", put("entity_id", "mali"), "exactly one of entity and sector is coded"),
        ("reference", put("grade", "X"), "column grade: 'X' is not one of: A B B- C"),
        ("entities", put("country", "Mali"), "column country: 'Mali' is not of the form"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(
    name: str, change: Change, says: str, built: dict[str, pd.DataFrame]
) -> None:
    with pytest.raises(TablesError) as error:
        tables.validate({**built, name: change(built[name].copy())})
    line = str(error.value)
    assert line.startswith(f"table {name}: ")
    assert says in line
    assert line.endswith("; mend the evidence and build again")
    assert "\n" not in line


def test_a_table_that_is_absent_is_refused(built: dict[str, pd.DataFrame]) -> None:
    with pytest.raises(TablesError, match="table facts: absent"):
        tables.validate({name: table for name, table in built.items() if name != "facts"})


def test_checking_changes_nothing(built: dict[str, pd.DataFrame]) -> None:
    before = {name: table.copy() for name, table in built.items()}
    tables.validate(built)
    for name, table in built.items():
        pd.testing.assert_frame_equal(table, before[name])
