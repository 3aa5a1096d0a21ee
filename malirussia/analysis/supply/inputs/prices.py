"""What the quantity would be worth at a dated benchmark, and at which exchange rate.

A benchmark is not a contract price: freight, discount, insurance and tax are outside it. Every litre is valued alike,
whatever the product. A month of quotations is drawn from the days that were quoted, each as likely, since a cargo is
priced on its day; a single day or a monthly mean without its days is taken as it stands.
"""

from __future__ import annotations

from malirussia.analysis.supply.inputs.distributions import Distribution, fixed, quoted
from malirussia.analysis.supply.inputs.figures import Figures

BENCHMARKS = ("ulsd-2025-10", "ulsd-2025-10-24", "ulsd-2026-04-02", "brent-2025-10", "brent-2026-04")
EXCHANGES = ("2025-10", "2024")

# Exchange → the figures it is made of.
_RATES = {"2025-10": ("eur-per-usd-2025-10", "xof-per-eur"), "2024": ("xof-per-usd-2024",)}


def benchmark(figures: Figures, name: str) -> Distribution:
    """Return what is known of a benchmark, in USD a cubic metre."""
    point = figures.take(name, "USD/m3").value
    days = figures.quotations(name, "USD/m3")
    return fixed(point) if len(days) < 2 else quoted(days, point)


def xof_per_usd(figures: Figures, exchange: str) -> float:
    """Return CFA francs a dollar.

    The franc is tied to the euro. So the rate of a month is the euros a dollar cost in it times the fixed parity;
    that of 2024 is the published yearly mean.
    """
    if exchange == "2024":
        return figures.take("xof-per-usd-2024").value
    return figures.take("eur-per-usd-2025-10").value * figures.take("xof-per-eur").value


def exchange_names(exchange: str) -> tuple[str, ...]:
    """Return the names of the figures that an exchange rate reads."""
    return _RATES[exchange]
