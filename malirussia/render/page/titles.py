"""The facts in the title of a page, as they were known on its day."""

from __future__ import annotations

from typing import Any

import pandas as pd

from malirussia.analysis.evidence.agreement import fact_table
from malirussia.render.plan.renders import Render
from malirussia.render.plan.tidy import Fact
from malirussia.render.plan.titles import filled
from malirussia.tables import Dataset


def with_facts(render: Render, tables: Dataset) -> Render:
    """Return a render with the facts in its titles and lines; one that names none comes back as it is.

    A fact that nobody had told by the day of the render is given as the ledger has it now: the title says what the page
    asks about, and the page what was known of it.

    Raises:
        RenderError: The ledger has no such fact, or none with that end.
    """
    if not render.facts:
        return render
    known = _facts(fact_table(tables, as_of=render.values.get("as_of")), render)
    return filled(render, _facts(tables.facts, render) | known)


def _facts(table: pd.DataFrame, render: Render) -> dict[str, Fact | None]:
    rows = table[table["fact_id"].isin(render.facts)].to_dict("records")
    return {row["fact_id"]: _fact(row) for row in rows}


def _fact(row: dict[Any, Any]) -> Fact | None:
    low, high = (None if pd.isna(row[end]) else float(row[end]) for end in ("low", "high"))
    return None if low is None and high is None else Fact(low, high, row["unit"], row["per"])
