"""Why each input lies as it does, and what each choice, target and contradiction is, in sentences for the reader."""

from __future__ import annotations

from malirussia.language.terms import N_

WHY: dict[str, str] = {
    "announced": N_("One official named two ends and nothing between them: every value is as likely"),
    "m3_per_tonne": N_(
        "No source names the products: likeliest is bp’s basket; the ends, all fuel oil and all motor gasoline, are "
        "passed by no liquid mix"
    ),
    "truck_litres": N_(
        "Litres over trucks, as counted: likeliest the whole weeks together, at the ends the least and the most count"
    ),
    "km_per_day": N_(
        "Two published paces, an ordinary trip and a convoy under escort; every value between is as likely"
    ),
    "detour": N_("Roads of three corridors over their straight lines, for the corridors whose road is not published"),
    "losses": N_(
        "From none to the tankers counted as destroyed in five months over the trucks cleared in the first three "
        "of them"
    ),
    "seen": N_("From the least to the most of three counted weeks"),
    "cargo": N_("Between the two printed sizes of such a ship"),
    "price": N_("The quotation of one day of that month, each as likely; freight, discount and tax are left out"),
    "denominator": N_("The figures contradict each other; demand is taken from one, the others stand beside it"),
    "mix": N_("No source names the products; one published factor stands for all of them"),
    "corridors": N_("By the value of what the country bought where in 2022; what is left comes by Lomé"),
    "benchmark": N_("A dated spot price of gas oil for every litre, whatever the product"),
    "exchange": N_("The euros a dollar cost in that month, times the fixed parity of the franc"),
    "storage": N_("As published; a larger stock was once planned"),
    "ramp_months": N_("No source says how soon the full quantity would come"),
    "others": N_("No source says whether the quantity would replace other imports or come on top"),
    "stock_start": N_("The security stock was reported exhausted in October 2025"),
}
WHY_GIVEN = N_("Given by whoever runs the scenario")
WHY_SETS = N_("The products were chosen; every value between the two published factors is as likely")

PRODUCTS: dict[str, str] = {
    "basket": N_("basket of products"),
    "gasoline": N_("motor gasoline"),
    "gas-oil": N_("gas oil"),
    "jet": N_("jet fuel, kerosene"),
    "fuel-oil": N_("residual fuel oil"),
    "lpg": N_("LPG"),
}
SETS: dict[str, str] = {"bp": N_("bp"), "un": N_("UN Yearbook"), "both": N_("both sets")}
BENCHMARKS: dict[str, str] = {
    "ulsd-2025-10": N_("ULSD diesel, New York Harbor, mean of October 2025"),
    "ulsd-2025-10-24": N_("ULSD diesel, New York Harbor, 24 October 2025"),
    "ulsd-2026-04-02": N_("ULSD diesel, New York Harbor, 2 April 2026"),
    "brent-2025-10": N_("Brent crude, mean of October 2025"),
    "brent-2026-04": N_("Brent crude, mean of April 2026"),
}
EXCHANGES: dict[str, str] = {
    "2025-10": N_("euro rate of October 2025 and fixed parity"),
    "2024": N_("yearly mean of 2024"),
}
PLACES_IN_RANGE: dict[str, str] = {
    "below": N_("below the discussed range"),
    "within": N_("within the discussed range"),
    "above": N_("above the discussed range"),
    "partly": N_("partly within the discussed range"),
}
TOPICS: dict[str, str] = {
    "gas_oil": N_("A tonne of gas oil as a volume"),
    "storage": N_("The storage, the stock once planned, and the days that the stock is said to last"),
    "january": N_("Arrivals of mid-January 2026, in two windows that overlap"),
    "package": N_("The package of November 2022, fertiliser told twice"),
    "gdp": N_("GDP, in two vintages that do not compare"),
    "exchange": N_("The CFA franc: by month and parity, or by year"),
    "announcement": N_("The statement itself: a month’s petroleum, or petroleum and farm products with no period"),
}
