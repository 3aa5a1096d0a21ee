"""The dates that a text tells: full ones, and those that only the day of the text makes one: *hier*, *last week*.

    find("Il l’a dit mardi.", "fr", date(2025, 10, 24))     one date: 2025-10-21

`words` holds how French and English put them, `find` where they stand, `resolve` what they mean.
"""

from __future__ import annotations

from malirussia.language.told_dates.find import ToldDate, find

__all__ = ["ToldDate", "find"]
