"""What was known on a day: the claims of the sources that had appeared by then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from malirussia import edtf
from malirussia.analysis.vocabulary import ALL, check_choice
from malirussia.tables.appeared import appeared
from malirussia.tables.view import asked_once

if TYPE_CHECKING:
    from malirussia.tables import Dataset

__all__ = ["appeared", "joined", "kept", "known_claims", "rows_of", "said", "signatures"]


def said(cell: Any) -> str | None:
    """Return the text of a cell, or None where the cell is empty."""
    return cell if isinstance(cell, str) and cell != "" else None


def signatures(sources: pd.DataFrame) -> dict[str, str | None]:
    """Return source id → its publisher; where the page prints none its authors, where it prints neither None.

    A name in capital letters is written as names are: `Alassane Souleymane`, where a page prints its surname large.
    """
    return {
        str(source): said(publisher) or ", ".join(map(_byline, filter(None, (said(authors) or "").split(";")))) or None
        for source, publisher, authors in zip(
            sources["source_id"], sources["publisher"], sources["authors"], strict=True
        )
    }


def _byline(author: str) -> str:
    """Write the name of an author without capital letters throughout; one word alone may be an agency's."""
    words = author.split()
    return " ".join(word.title() if len(words) > 1 and len(word) > 2 and word.isupper() else word for word in words)


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, each as column → cell."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def joined(parts: Iterable[str]) -> str:
    """Join ids for one cell, each once, sorted."""
    return ";".join(sorted(set(parts)))


def kept(days: pd.Series, test: Callable[[date], bool]) -> npt.NDArray[np.bool_]:
    """Return of each day whether it passes; a mask for rows, of no row too (a bare list would choose columns then)."""
    return np.array([test(day) for day in days], dtype=bool)


@asked_once
def known_claims(
    ds: Dataset, *, as_of: str | None = None, sector: str | None = None, min_origin_groups: int = 1
) -> pd.DataFrame:
    """Return the claims that could be read by a day, each with its origin group.

    Args:
        ds: The tables.
        as_of: EDTF date, its last day included; None for all.
        sector: One sector; None or `all` for every sector.
        min_origin_groups: Keep claims whose fact is made by that many origin groups at least, by that day.

    Returns:
        The columns of `claims`, then `origin_group`, `title`, `published` of its source and `appeared`, the first day
        on which the source can have been read. Rows keep their order.

    Raises:
        MaliRussiaError: The sector is unknown, or the number of groups is below one.
        DateError: `as_of` is no date, or about one.
    """
    check_choice(ds, sector, min_origin_groups)
    if sector in (None, ALL) and min_origin_groups == 1:
        return _read_by(ds, None if as_of is None else edtf.chosen(as_of).end)
    claims = known_claims(ds, as_of=as_of)
    if min_origin_groups > 1:
        groups = claims.groupby("fact_id")["origin_group"].transform("nunique")
        claims = claims[groups >= min_origin_groups]
    if sector not in (None, ALL):
        claims = claims[claims["sector"] == sector]
    return claims.reset_index(drop=True)


@asked_once
def _read_by(ds: Dataset, last: date | None) -> pd.DataFrame:
    """Return the claims of the sources that had appeared by a day; all of them where None."""
    days = appeared(ds)
    sources = ds.sources[["source_id", "origin_group", "title", "published"]]
    claims = ds.claims.merge(sources, on="source_id", how="left", validate="many_to_one")
    claims["appeared"] = [days[source] for source in claims["source_id"]]
    if last is not None:
        claims = claims[kept(claims["appeared"], lambda day: day <= last)]
    return claims.reset_index(drop=True)
