"""Grouping rows by several columns at once, and the pairs of rows within a group, without a Python loop a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Codes = npt.NDArray[np.int64]

AT_ONCE = 1_000_000
"""Pairs held in memory at one time."""
FEW = 8
"""Ids are few where those they are looked up in are so many times as many."""


def codes(*columns: pd.Series | npt.NDArray[np.generic]) -> Codes:
    """Return one number a row, equal where all the columns are: 0, 1, 2 … in order of first appearance.

    Missing values are equal to each other.
    """
    numbers: Codes | None = None
    for column in columns:
        column_codes, values = pd.factorize(column, use_na_sentinel=False)
        both = column_codes if numbers is None else pd.factorize(numbers * len(values) + column_codes)[0]
        numbers = both.astype(np.int64)
    if numbers is None:
        raise ValueError("at least one column is needed")
    return numbers


def each(values: pd.Series, change: Callable[[Any], str | None]) -> pd.Series:
    """Return a column of texts made of the values, each different value changed once; missing ones stay missing."""
    value_codes, different = pd.factorize(values)
    # A missing value has the code -1, which picks the last member.
    changed = pd.Series([*(change(value) for value in different.tolist()), None], dtype="str")
    return changed.take(value_codes).set_axis(values.index)


def distinct_in(groups: Codes, members: Codes, n_groups: int) -> Codes:
    """Return how many different members each group has, by group number."""
    width = int(members.max()) + 1 if len(members) else 1
    return np.bincount(pd.unique(groups * width + members) // width, minlength=n_groups).astype(np.int64)


def places(ids: pd.Series, known: pd.Series) -> Codes:
    """Return the row of `known` that holds each id, as its number from 0; -1 for an id that is not there."""
    sought, held = pa.array(ids), pa.array(known)
    if len(sought) * FEW > len(held):
        return _index(sought, held)
    # The index is what costs: that of the few ids sought is small, and each row of `known` is looked up in it.
    different = pc.unique(sought)
    which = _index(held, different)
    rows = np.flatnonzero(which >= 0)[::-1]
    row_of = np.full(len(different) + 1, -1, dtype=np.int64)
    # From the last to the first, so that of equal rows the first is kept.
    row_of[which[rows]] = rows
    return row_of[_index(sought, different)]


def _index(sought: pa.Array, held: pa.Array) -> Codes:
    return np.asarray(pc.index_in(sought, value_set=held).fill_null(-1), dtype=np.int64)


def in_order(ids: pd.Series) -> bool:
    """Return whether the texts of a column without missing values are in alphabetical order."""
    texts = pa.array(ids, pa.large_string())
    return bool(pc.all(pc.less_equal(texts[:-1], texts[1:]), min_count=0).as_py())


def alphabetical(ids: pd.Series) -> Codes:
    """Return numbers that sort as the texts of a column without missing values do."""
    if in_order(ids):
        return np.arange(len(ids), dtype=np.int64)
    return np.asarray(pd.factorize(ids, sort=True)[0], dtype=np.int64)


def pairs(groups: Codes) -> Iterator[tuple[Codes, Codes]]:
    """Yield all pairs of rows that are in one group, as two columns of row numbers, about `AT_ONCE` at a time."""
    order = np.argsort(groups, kind="stable").astype(np.int64)
    _, sizes = np.unique(groups, return_counts=True)
    end_of_group = np.repeat(np.cumsum(sizes), sizes)
    partners = end_of_group - np.arange(len(order)) - 1
    before = np.concatenate([[0], np.cumsum(partners)])
    start = 0
    while start < len(order):
        stop = int(np.searchsorted(before, before[start] + AT_ONCE, side="right")) - 1
        stop = max(stop, start + 1)
        some = partners[start:stop]
        left = np.repeat(np.arange(start, stop), some)
        # Within the partners of one row: 1, 2, 3 … places after it.
        step = np.arange(len(left)) - np.repeat(before[start:stop] - before[start], some) + 1
        if len(left):
            yield order[left], order[left + step]
        start = stop


def commonest(groups: Codes, values: pd.Series, n_groups: int) -> pd.Series:
    """Return the value that most rows of each group have, by group number; of equally many, the first in the alphabet.

    Missing values do not count; a group of nothing else has none.
    """
    value_codes, names = pd.factorize(values, sort=True)
    width = max(len(names), 1)
    filled = value_codes >= 0
    keys, counts = np.unique(groups[filled] * width + value_codes[filled], return_counts=True)
    ranked = np.lexsort((keys, -counts, keys // width))
    best = keys[ranked]
    first = np.unique(best // width, return_index=True)[1] if len(best) else np.array([], dtype=np.int64)
    winners = np.full(n_groups, None, dtype=object)
    if len(first):
        winners[best[first] // width] = np.asarray(names, dtype=object)[best[first] % width]
    return pd.Series(winners, dtype="str")
