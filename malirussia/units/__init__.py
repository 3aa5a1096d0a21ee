"""Amounts that stay ranges, and the codes of their units with exact conversions between them."""

from __future__ import annotations

from malirussia.units.codes import COUNTED, CURRENCIES, PERS, UNITS, Per, check_per, convert, dimension, sides
from malirussia.units.quantities import Quantity

__all__ = ["COUNTED", "CURRENCIES", "PERS", "UNITS", "Per", "Quantity", "check_per", "convert", "dimension", "sides"]
