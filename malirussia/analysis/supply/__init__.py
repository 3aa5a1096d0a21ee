"""What the discussed tonnes of petroleum products a month would mean: a scenario, not a forecast.

    one = supply(ds)   the range that the ledger has; supply(ds, low=120_000, high=150_000) for another
    one.stamp          where the announcement stands in the ledger
    one.outputs        tonnes, m3, barrels, shares, trucks, days, money: each with its range and its interval
    one.tornado        which unknown matters
    one.takes          what would have to be true
    one.days           stock, cover, deliveries and shortage, day by day
    one.assumptions    what each number rests on, and what changes if it is wrong

A range stays a range: `low` and `high` are the answers at the two discussed ends; `p05` to `p95` say how sure they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from malirussia.analysis.supply.compare import compare, variants
from malirussia.analysis.supply.discussed import discussed
from malirussia.analysis.supply.inputs.scenario import Scenario, scenario
from malirussia.analysis.supply.result import Supply
from malirussia.tables.view import View

if TYPE_CHECKING:
    from malirussia.tables import Dataset

__all__ = ["Scenario", "Supply", "compare", "scenario", "supply", "variants"]


def supply(
    ds: Dataset | View,
    *,
    low: float | None = None,
    high: float | None = None,
    end: str | None = None,
    months: int = 12,
    seed: int = 1,
    **choices: Any,
) -> Supply:
    """Work out a scenario.

    Args:
        ds: The tables, from `malirussia.load()`, or a view of them, whose day counts where no `as_of` is given.
        low: The lower end of the discussed range, tonnes a month; where None what the ledger has, as known on `as_of`.
        high: The upper end, likewise.
        end: `low` or `high` for that end of the range alone.
        months: How many months the simulation runs.
        seed: Of the random numbers; the same seed gives the same bytes.
        choices: Any other choice of `Scenario`.

    Returns:
        The answers; each is computed when it is first asked for.

    Raises:
        ScenarioError: If a choice is unknown or makes no sense, the ledger has no range and none is given, or the
            reference lacks a figure.
    """
    if isinstance(ds, View):
        choices = {"as_of": ds.as_of, **choices}
        ds = ds.ds
    low, high = discussed(ds, choices.get("as_of"), low=low, high=high, end=end)
    return Supply(ds, scenario(low=low, high=high, months=months, seed=seed, **choices))
