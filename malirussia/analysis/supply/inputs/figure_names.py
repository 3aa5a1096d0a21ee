"""Short name → where the figure stands in the table `reference`: indicator, product, period, unit."""

from __future__ import annotations

Key = tuple[str, str, str, str]

_USE = "refined petroleum consumption, Mali"
_CLEARED = "petroleum products cleared by Malian customs"
_ULSD = "ULSD No.2 diesel spot, New York Harbor"
_BRENT = "Brent spot FOB, monthly average"
_LINE = "great-circle distance to Bamako"
_PACKAGE = "earlier Russian package announced"
_LOAD = "petroleum imports (weekly)"

FIGURES: dict[str, Key] = {
    # What the country uses, imports, clears
    "eia-2016": (_USE, "all products", "2016", "[bbl]"),
    "eia-2019": (_USE, "all products", "2019", "[bbl]"),
    "eia-2022": (_USE, "all products", "2022", "[bbl]"),
    "eia-2023": (_USE, "all products", "2023", "[bbl]"),
    "onap-2015": ("petroleum product imports, Mali", "liquid products", "2015", "t"),
    "imports-2021": ("oil product imports, Mali", "all products", "2021", "Mt"),
    "press-2025-10": ("monthly petroleum consumption, Mali", "all products", "2025-10", "m3"),
    "press-2025": ("daily petroleum consumption, Mali (excluding power generation)", "all products", "2025", "m3"),
    "press-2025-11": ("daily petroleum consumption, Mali", "all products", "2025-11", "[bbl]"),
    "customs-2025-09": (_CLEARED, "all products", "2025-09", "m3"),
    "customs-2025-10": (_CLEARED, "all products", "2025-10", "m3"),
    "customs-2025-11": (_CLEARED, "all products", "2025-11", "m3"),
    # Trucks
    "litres-2026-01-12": (_LOAD, "all products", "2026-01-12/2026-01-18", "m3"),
    "trucks-2026-01-12": (_LOAD, "all products", "2026-01-12/2026-01-18", "{truck}"),
    "litres-2026-01-13": ("petroleum imports", "all products", "2026-01-13/2026-01-21", "m3"),
    "trucks-2026-01-13": ("petroleum imports", "all products", "2026-01-13/2026-01-21", "{truck}"),
    "litres-2026-01-26": (_LOAD, "all products", "2026-01-26/2026-02-01", "m3"),
    "trucks-2026-01-26": (_LOAD, "all products", "2026-01-26/2026-02-01", "{truck}"),
    "litres-2026-02-02": (_LOAD, "all products", "2026-02-02/2026-02-08", "m3"),
    "trucks-2026-02-02": (_LOAD, "all products", "2026-02-02/2026-02-08", "{truck}"),
    "litres-2025-11-22": ("fuel that reached Bamako in one convoy", "all", "2025-11-22", "m3"),
    "trucks-2025-11-22": ("tanker trucks that reached Bamako in one convoy", "all", "2025-11-22", "{truck}"),
    "destroyed-2025-26": ("tanker trucks counted as destroyed", "all", "2025-09/2026-01", "{truck}"),
    "trucks-dakar-corridor": ("trucks per day, Dakar-Bamako corridor (all goods)", "all", "undated", "{truck}"),
    # Roads
    "road-abidjan": ("road distance Abidjan-Bamako", "all", "2002", "km"),
    "road-tema": ("road distance Tema-Bamako", "all", "undated", "km"),
    "road-niamey": ("road distance Niamey-Bamako", "all", "2025-11", "km"),
    "trip-tema": ("days under way Tema-Bamako, by truck", "all", "undated", "d"),
    "trip-niamey": ("days under way Niamey-Bamako, convoy under escort", "all", "2025-11", "d"),
    **{
        f"line-{place.lower()}": (_LINE, place, "undated", "km")
        for place in ("Dakar", "Abidjan", "Lome", "Conakry", "Niamey", "Nouakchott", "Tema")
    },
    "from-ivory-coast-2022": ("petroleum trade, Cote d'Ivoire to Mali", "petroleum products", "2022", "XOF"),
    "from-senegal-2022": ("petroleum trade, Senegal to Mali", "petroleum products", "2022", "XOF"),
    "deficit-2022": ("Mali petroleum deficit within UEMOA", "petroleum products", "2022", "XOF"),
    # Conversion
    "volume-un-gasoline": ("litres per tonne", "motor gasoline", "2004", "L/t"),
    "volume-un-gas-oil": ("litres per tonne", "gas/diesel oil", "2004", "L/t"),
    "volume-un-jet": ("litres per tonne", "jet fuel / kerosene", "2004", "L/t"),
    "volume-un-fuel-oil": ("litres per tonne", "residual fuel oil", "2004", "L/t"),
    "volume-un-lpg": ("litres per tonne", "LPG", "2004", "L/t"),
    "volume-bp-gasoline": ("kilolitres per tonne", "gasoline", "2021-07", "m3/t"),
    "volume-bp-gas-oil": ("kilolitres per tonne", "gas oil/diesel", "2021-07", "m3/t"),
    "volume-bp-jet": ("kilolitres per tonne", "kerosene", "2021-07", "m3/t"),
    "volume-bp-fuel-oil": ("kilolitres per tonne", "residual fuel oil", "2021-07", "m3/t"),
    "volume-bp-lpg": ("kilolitres per tonne", "LPG", "2021-07", "m3/t"),
    "volume-bp-basket": ("kilolitres per tonne", "product basket", "2021-07", "m3/t"),
    # Storage
    "storage-2025": ("national storage capacity, petroleum", "all", "2025", "m3"),
    "storage-plan": ("planned national security stock", "all", "2012/2013", "m3"),
    "cover-2025-10": ("security stock cover (ONAP), at full", "all", "2025-10", "d"),
    # Ships, prices, money
    "cargo": ("MR tanker cargo", "gasoline", "undated", "[bbl]"),
    "ulsd-2025-10": (_ULSD, "diesel", "2025-10", "USD/[gal_us]"),
    "ulsd-2025-10-24": (_ULSD, "diesel", "2025-10-24", "USD/[gal_us]"),
    "ulsd-2026-04-02": (_ULSD, "diesel", "2026-04-02", "USD/[gal_us]"),
    "brent-2025-10": (_BRENT, "crude", "2025-10", "USD/[bbl]"),
    "brent-2026-04": (_BRENT, "crude", "2026-04", "USD/[bbl]"),
    "eur-per-usd-2025-10": ("EUR per USD, monthly average", "all", "2025-10", "EUR/USD"),
    "xof-per-eur": ("XOF per EUR, fixed parity", "all", "1999/..", "XOF/EUR"),
    "xof-per-usd-2024": ("XOF per USD, annual", "all", "2024", "XOF/USD"),
    "gdp-2023": ("GDP, current, Mali", "all", "2023", "USD"),
    "gdp-2024": ("GDP (official exchange rate), Mali", "all", "2024", "USD"),
    "imports-usd-2023": ("imports of goods and services, Mali", "all", "2023", "USD"),
    # What else was announced and sold
    "package-fuel-2022": (_PACKAGE, "petroleum", "2022-11-02", "t"),
    "package-fertiliser-2022": (_PACKAGE, "fertiliser", "2022-11-02", "t"),
    "package-fertiliser-2022-fr": (_PACKAGE, "fertiliser, as French-language reports say", "2022-11-02", "t"),
    "package-wheat-2022": (_PACKAGE, "wheat", "2022-11-02", "t"),
    "package-value-2022": (_PACKAGE, "petroleum + fertiliser + wheat", "2022-11-02", "USD"),
    "africa-2023": ("Russian diesel exports to Africa", "diesel", "2023", "Mt"),
    "africa-2025-02": ("Russian diesel exports to Africa", "diesel", "2025-02", "t"),
    "announced-2025-10": ("scenario statement", "petroleum products", "2025-10-24", "t"),
    "announced-2025-11": ("scenario statement (divergent)", "petroleum AND agricultural products", "2025-11-25", "t"),
}

# Monthly mean → the indicator of the daily quotations that it is the mean of.
QUOTATIONS: dict[str, str] = {"ulsd-2025-10": f"{_ULSD}, daily"}
