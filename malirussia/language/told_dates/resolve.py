"""What a told date means on the day of its text."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from malirussia.language.told_dates.words import WORDS

_AHEAD = re.compile(
    r"\b(?:aura|auront|sera|seront|doit|doivent|devra|devront|va|vont|prévue?s?|attendue?s?|\w+(?:era|eront|ira|iront|dra|dront)"
    r"|will|is to|are to|is due|are due|is expected|scheduled|upcoming)\b",
    re.IGNORECASE,
)
_DAYS_OF = {
    "adverb": {
        "avant-hier": -2, "hier": -1, "aujourd'hui": 0, "demain": 1, "après-demain": 2,
        "the day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1,
        "the day after tomorrow": 2,
    },
    # Counted from the date told last.
    "from_last": {
        "la veille": -1, "veille": -1, "le lendemain": 1, "lendemain": 1, "le surlendemain": 2, "le même jour": 0,
        "l'avant-veille": -2, "the same day": 0, "the previous day": -1, "the day before": -1, "the next day": 1,
        "the following day": 1,
    },
}  # fmt: skip
_MONTHS_OF = {"mois": 1, "month": 1, "trimestre": 3, "quarter": 3, "semestre": 6, "an": 12, "année": 12, "year": 12,
              "décennie": 120, "decade": 120, "siècle": 1200, "centur": 1200}  # fmt: skip
_DAYS_UNIT = {"jour": 1, "journée": 1, "day": 1, "semaine": 7, "week": 7, "quinzaine": 14, "fortnight": 14}
_SEASONS = {"printemps": "03/05", "spring": "03/05", "été": "06/08", "summer": "06/08", "automne": "09/11",
            "autumn": "09/11", "fall": "09/11", "hiver": "12/02", "winter": "12/02"}  # fmt: skip
_DECADES = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "soixante-dix": 70,
            "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90}  # fmt: skip
_ROMAN = {"XV": 15, "XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19, "XX": 20, "XXI": 21}
_NEAR = 100
"""Days from which on a day without a year may be that of another year."""


def resolve(
    kind: str, found: re.Match[str], lang: str, day: date | None, around: str, last_value: str | None
) -> str | None:
    """Tell what a date means.

    Args:
        kind: Which pattern found it.
        found: The match.
        lang: The language of the text.
        day: The day of the text.
        around: The words around it.
        last_value: The date told before it.

    Returns:
        EDTF, with `~` where another may be meant; None where the day of the text is missing; an empty text where it is
        no date.
    """
    groups = {key: value.casefold() for key, value in found.groupdict().items() if value is not None}
    if kind in ("iso", "slashed", "days", "month_days", "day", "month_day"):
        return _full(groups, lang, day)
    if kind in ("year", "decade", "century"):
        return _years(kind, groups)
    if kind == "short_year":
        return f"19{groups['year']}"
    if kind == "now":
        return None
    if kind == "month":
        return _month(groups, lang, day, around)
    if kind == "season":
        return _season(groups, day)
    return None if day is None else _relative(kind, groups, lang, day, around, last_value)


def _number(text: str, lang: str) -> int | None:
    return int(text) if text.isdecimal() else WORDS[lang].numbers.get(text)


def _day_number(text: str) -> int:
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits else 1


def _full(groups: dict[str, str], lang: str, day: date | None) -> str | None:
    month = groups["month"]
    month_number = int(month) if month.isdecimal() else WORDS[lang].months[month]
    number = _day_number(groups["day"])
    year, sure = _year(groups, month_number, number, day)
    if year is None:
        return None
    if not 1 <= month_number <= 12 or not 1 <= number <= calendar.monthrange(year, month_number)[1]:
        return ""
    last = f"{year}-{month_number:02}-{number:02}"
    if "from" not in groups:
        return last if sure else f"{last}~"
    from_month = WORDS[lang].months[groups["from_month"]] if "from_month" in groups else month_number
    from_day = _day_number(groups["from"])
    if not 1 <= from_day <= calendar.monthrange(year, from_month)[1] or (from_month, from_day) > (month_number, number):
        return ""
    return f"{year}-{from_month:02}-{from_day:02}/{last}"


def _year(groups: dict[str, str], month: int, number: int, day: date | None) -> tuple[int | None, bool]:
    """The year of a day without one: the nearest, and sure where no other is as near."""
    if "year" in groups:
        year = int(groups["year"])
        return (year if year > 99 else 2000 + year if year < 50 else 1900 + year), True
    if day is None:
        return None, False
    near = [_clip(year, month, number) for year in (day.year - 1, day.year, day.year + 1)]
    if "last" in groups:
        return max(one for one in near if one <= day).year, True
    if "next" in groups:
        return min(one for one in near if one >= day).year, True
    nearest = min(near, key=lambda one: abs((one - day).days))
    return nearest.year, abs((nearest - day).days) < _NEAR


def _clip(year: int, month: int, number: int) -> date:
    month = min(max(month, 1), 12)
    return date(year, month, min(max(number, 1), calendar.monthrange(year, month)[1]))


def _years(kind: str, groups: dict[str, str]) -> str:
    if kind == "year":
        return groups["year"]
    if kind == "decade":
        told = groups["decade"]
        decade = _DECADES.get(told, -1) if not told.isdecimal() else int(told)
        start = decade if decade > 99 else 1900 + decade
        return f"{start}/{start + 9}"
    told = groups["century"].upper()
    century = int(told) if told.isdecimal() else _ROMAN.get(told, 0)
    return f"{century - 1}01/{century}00" if century > 10 else ""


def _month(groups: dict[str, str], lang: str, day: date | None, around: str) -> str | None:
    month = WORDS[lang].months[groups["month"]]
    if "year" in groups:
        return f"{groups['year']}-{month:02}"
    if day is None:
        return None
    this = day.year * 12 + day.month - 1
    near = [(day.year + step) * 12 + month - 1 for step in (-1, 0, 1)]
    past, ahead = max(one for one in near if one <= this), min(one for one in near if one >= this)
    if "last" in groups:
        past = max(one for one in near if one < this)
        return _as_month(past)
    if "next" in groups:
        return _as_month(min(one for one in near if one > this))
    if ahead - this <= 5 and (ahead == this or _AHEAD.search(around) or this - past > 8):
        return _as_month(ahead) + ("" if ahead == this else "~")
    return _as_month(past) + ("" if this - past <= 3 else "~")


def _as_month(months: int) -> str:
    return f"{months // 12}-{months % 12 + 1:02}"


def _season(groups: dict[str, str], day: date | None) -> str | None:
    first, last = _SEASONS[groups["season"]].split("/")
    if "year" in groups:
        year = int(groups["year"])
    elif day is None:
        return None
    else:
        year = day.year - ("last" in groups) * (day.month < 9) + ("next" in groups) * (day.month > 5)
    until = year + (last < first)
    sure = "year" in groups
    return f"{year}-{first}/{until}-{last}" if sure else f"{year}-{first}~/{until}-{last}~"


def _relative(
    kind: str, groups: dict[str, str], lang: str, day: date, around: str, last_value: str | None
) -> str | None:
    if kind == "adverb":
        return _adverb(groups["adverb"], day, last_value)
    if kind == "of_day":
        return _weekday(groups, lang, day, around)
    if kind == "clock":
        return _on_that_day(day, last_value)
    if kind in ("this", "end_of"):
        return _this(groups["what"], day)
    if kind in ("ago", "ahead", "away", "since_units"):
        return _counted(kind, groups, lang, day, last_value)
    step = -1 if "last" in groups else 1 if "next" in groups else 0
    return _period("mois" if kind == "month_of" else groups["what"], step, day)


def _adverb(word: str, day: date, last_value: str | None) -> str:
    if word in _DAYS_OF["adverb"]:
        return (day + timedelta(days=_DAYS_OF["adverb"][word])).isoformat()
    known = last_value is not None and re.fullmatch(r"\d{4}-\d\d-\d\d~?", last_value)
    base = date.fromisoformat(str(last_value).rstrip("~")) if known else day
    return (base + timedelta(days=_DAYS_OF["from_last"][word])).isoformat() + "~"


def _on_that_day(day: date, last_value: str | None) -> str:
    """An hour is of the day told last, else of the text's own; nobody says so."""
    known = last_value is not None and re.fullmatch(r"\d{4}-\d\d-\d\d~?", last_value)
    return f"{str(last_value).rstrip('~') if known else day.isoformat()}~"


def _weekday(groups: dict[str, str], lang: str, day: date, around: str) -> str:
    own = WORDS[lang].days[groups["weekday"]]
    back = (day.weekday() - own) % 7
    if "last" in groups:
        return (day - timedelta(days=back or 7)).isoformat() + ("" if back else "~")
    if "next" in groups:
        return (day + timedelta(days=(own - day.weekday()) % 7 or 7)).isoformat()
    if _AHEAD.search(around) and back != 0:
        return (day + timedelta(days=7 - back)).isoformat() + "~"
    return (day - timedelta(days=back)).isoformat() + ("" if back <= 4 else "~")


def _this(what: str, day: date) -> str:
    if what in ("semaine", "week", "week-end", "weekend"):
        return _period(what, 0, day)
    if what in ("mois", "month", "mois-ci"):
        return f"{day.year}-{day.month:02}"
    if what in ("année", "an", "year", "saison"):
        return str(day.year)
    if what in ("trimestre", "quarter"):
        return _period(what, 0, day)
    if what in _SEASONS:
        return _season({"season": what}, day) or ""
    return day.isoformat()


def _period(what: str, step: int, day: date) -> str:
    if what in ("semaine", "week"):
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if what in ("week-end", "weekend"):
        ahead = (5 - day.weekday()) % 7 if day.weekday() < 5 else 5 - day.weekday()
        saturday = day + timedelta(days=ahead) + timedelta(weeks=step if step <= 0 or day.weekday() >= 5 else 0)
        return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"
    if what == "night":
        return (day + timedelta(days=step)).isoformat()
    if what in _SEASONS:
        return _season({"season": what, **({"last": ""} if step < 0 else {"next": ""})}, day) or ""
    months = next((n for word, n in _MONTHS_OF.items() if what.startswith(word)), 12)
    this = day.year * 12 + day.month - 1
    if months == 1:
        return _as_month(this + step)
    if months == 12:
        return str(day.year + step)
    if months > 12:
        start = (day.year // (months // 12) + step) * (months // 12)
        return f"{start}/{start + months // 12 - 1}"
    start = (this // months + step) * months
    return f"{_as_month(start)}/{_as_month(start + months - 1)}"


def _counted(kind: str, groups: dict[str, str], lang: str, day: date, last_value: str | None) -> str | None:
    unit = groups["unit"]
    count = _number(groups["count"], lang)
    if unit.startswith(("minute", "heure", "hour")):
        return day.isoformat()
    base, about = day, ""
    if kind == "away":
        known = last_value is not None and re.fullmatch(r"\d{4}-\d\d-\d\d~?", last_value)
        base, about = (date.fromisoformat(str(last_value).rstrip("~")) if known else day), "~"
        sign = -1 if groups["way"] in ("plus tôt", "auparavant", "avant", "earlier", "before") else 1
    elif kind == "since_units":
        sign = -1 if groups["of"].startswith(("dern", "last", "past")) else 1
    else:
        sign = -1 if kind == "ago" else 1
    if count is None:
        return None
    days = next((n for word, n in _DAYS_UNIT.items() if unit.startswith(word)), None)
    if days is not None:
        moved = base + timedelta(days=sign * count * days)
        side = moved.isoformat() + ("~" if days > 1 else about)
    else:
        months = next((n for word, n in _MONTHS_OF.items() if unit.startswith(word)), 12) * count * sign
        reached = base.year * 12 + base.month - 1 + months
        if not 12 <= reached < 12 * 9999:
            return ""
        side = (_as_month(reached) if abs(months) < 12 else str(reached // 12)) + "~"
    if kind != "since_units":
        return side
    return f"{side}/{day.isoformat()}" if sign < 0 else f"{day.isoformat()}/{side}"
