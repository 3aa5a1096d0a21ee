"""EDTF dates of a whole column, as the first and last day each may mean."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from malirussia import edtf

Days = npt.NDArray[np.int64]

FIRST, LAST = date.min.toordinal(), date.max.toordinal()


def bounds(dates: pd.Series) -> tuple[Days, Days]:
    """Return the first and last day that each date may mean, as proleptic Gregorian ordinals.

    Args:
        dates: EDTF texts; an empty one may mean any day.

    Raises:
        DateError: If a text is no EDTF date.
    """
    codes, texts = pd.factorize(dates)
    parsed = [edtf.parse(text) for text in texts]
    # A missing date has the code -1, which picks the last member.
    start = np.array([*(when.start.toordinal() for when in parsed), FIRST], dtype=np.int64)
    end = np.array([*(when.end.toordinal() for when in parsed), LAST], dtype=np.int64)
    return start[codes], end[codes]


def ends(dates: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the two sides of each date as written: both are the date itself where it is no interval.

    An open or missing side is empty. The mark of approximation is kept.

    Raises:
        DateError: If a text is no EDTF date.
    """
    codes, texts = pd.factorize(dates)
    parsed = [edtf.parse(text) for text in texts]
    first = np.array([*(_side(when.first) for when in parsed), None], dtype=object)
    last = np.array([*(_side(when.last) for when in parsed), None], dtype=object)
    return pd.Series(first[codes], dates.index, dtype="str"), pd.Series(last[codes], dates.index, dtype="str")


def _side(text: str) -> str | None:
    return None if text == edtf.OPEN else text
