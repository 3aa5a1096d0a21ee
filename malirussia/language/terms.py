"""The closed lists of the ledger and the English word for each value; the French stands in locale/fr/common.po.

A value that is not in its list has no word: asking for one stops the build.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the name that gettext gives to a mark for later translation
    """Mark an English sentence for translation where it is not yet known into which language."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802
    """Mark a singular and a plural, likewise."""
    return singular, plural


TERMS: dict[str, dict[str, str]] = {
    "status": {
        "discussed": N_("discussed"),
        "pledged": N_("pledged"),
        "signed": N_("signed"),
        "implemented": N_("under way"),
        "completed": N_("completed"),
        "suspended": N_("suspended"),
        "cancelled": N_("cancelled"),
        "denied": N_("denied"),
    },
    "modality": {
        "stated": N_("stated as fact"),
        "reported": N_("reported from another"),
        "conditional": N_("conditional"),
        "planned": N_("planned"),
    },
    "polarity": {"affirmed": N_("affirmed"), "denied": N_("negated")},
    "verdict": {
        "single": N_("one source"),
        "carried": N_("said by one, carried by several"),
        "corroborated": N_("corroborated"),
        "disputed": N_("disputed"),
        "superseded": N_("superseded"),
        "same": N_("the same"),
        "different": N_("different"),
        "unsure": N_("not certain"),
    },
    "conflict": {
        "value": N_("different figures"),
        "date": N_("different dates"),
        "status": N_("different statuses"),
        "polarity": N_("affirmed and negated"),
        "identity": N_("different identities"),
        "role": N_("different roles"),
    },
    "source": {
        "press": N_("press"),
        "agency": N_("news agency"),
        "official": N_("official source"),
        "company": N_("company"),
    },
}
"""List of values → value → English word."""

UNIT_NAMES: dict[str, tuple[str, str]] = {
    "g": NN_("gram", "grams"),
    "kg": NN_("kilogram", "kilograms"),
    "t": NN_("tonne", "tonnes"),
    "kt": NN_("thousand tonnes", "thousand tonnes"),
    "Mt": NN_("million tonnes", "million tonnes"),
    "[oz_tr]": NN_("troy ounce", "troy ounces"),
    "L": NN_("litre", "litres"),
    "m3": NN_("m³", "m³"),
    "kL": NN_("kilolitre", "kilolitres"),
    "ML": NN_("million litres", "million litres"),
    "[gal_us]": NN_("US gallon", "US gallons"),
    "[bbl]": NN_("barrel", "barrels"),
    "m": NN_("metre", "metres"),
    "km": NN_("km", "km"),
    "ha": NN_("hectare", "hectares"),
    "km2": NN_("km²", "km²"),
    "h": NN_("hour", "hours"),
    "d": NN_("day", "days"),
    "mo": NN_("month", "months"),
    "a": NN_("year", "years"),
    "W": NN_("W", "W"),
    "kW": NN_("kW", "kW"),
    "MW": NN_("MW", "MW"),
    "GW": NN_("GW", "GW"),
    "kWh": NN_("kWh", "kWh"),
    "MWh": NN_("MWh", "MWh"),
    "GWh": NN_("GWh", "GWh"),
    "TWh": NN_("TWh", "TWh"),
    "EUR": NN_("euro", "euros"),
    "USD": NN_("US dollar", "US dollars"),
    "XOF": NN_("CFA franc", "CFA francs"),
    "{agreement}": NN_("agreement", "agreements"),
    "{meeting}": NN_("meeting", "meetings"),
    "{company}": NN_("company", "companies"),
    "{convoy}": NN_("convoy", "convoys"),
    "{country}": NN_("country", "countries"),
    "{person}": NN_("person", "people"),
    "{project}": NN_("project", "projects"),
    "{sector}": NN_("sector", "sectors"),
    "{truck}": NN_("tanker truck", "tanker trucks"),
    "{visit}": NN_("visit", "visits"),
}
"""Unit code → English singular and plural. `1`, `%` and `{factor}` are said around the number."""

PER_NAMES: dict[str, str] = {
    "once": "{unit}",
    "day": N_("{unit} a day"),
    "month": N_("{unit} a month"),
    "year": N_("{unit} a year"),
}
"""Period → how an English unit is said for it."""
