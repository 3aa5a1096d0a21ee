"""EDTF dates in the words of French and English."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from malirussia import edtf
from malirussia.language.messages import catalogue, locale_of


def day(text: str | None, lang: str) -> str:
    """Return an EDTF date in words: `23 juin 2025`, `June 2025`, `22–27 juin 2025`, `dès le 24 octobre 2025`.

    Args:
        text: An EDTF date or interval; None, empty or NaN where there is none, which is said.
        lang: `fr` or `en`.

    Raises:
        DateError: If `text` is no such date.
    """
    _ = catalogue(lang)
    if not isinstance(text, str) or text == "":
        return _("undated")
    read = edtf.parse(text)
    if read.interval:
        dates = _interval(read, lang)
        return _("{dates}, roughly").format(dates=dates) if read.approximate else dates
    said = _side(read.first, lang)
    if not read.approximate:
        return said
    return (_("about {day}") if edtf.precision(read.first) == "day" else _("about {month}")).format(
        day=said, month=said
    )


def on(text: str, lang: str) -> str:
    """Return an EDTF date as it stands in a sentence: `on 23 June 2025`, `in June 2025`, `en 2023–2024`.

    An open or approximate date stands as `day` says it: `from 24 October 2025`, `vers le 23 juin 2025`.

    Args:
        text: An EDTF date or interval.
        lang: `fr` or `en`.

    Raises:
        DateError: If `text` is no such date.
    """
    _ = catalogue(lang)
    read, said = edtf.parse(text), day(text, lang)
    if read.approximate or edtf.OPEN in (read.first, read.last):
        return said
    if edtf.precision(read.first) != "day":
        return _("in {month}").format(month=said)
    return (_("on {days}") if read.interval else _("on {day}")).format(days=said, day=said)


def with_article(text: str, lang: str) -> str:
    """Return an EDTF date after a verb or `depuis`: in French a single day has its article, `le 23 juin 2025`.

    Args:
        text: An EDTF date or interval.
        lang: `fr` or `en`.

    Raises:
        DateError: If `text` is no such date.
    """
    read, said = edtf.parse(text), day(text, lang)
    single = not read.approximate and not read.interval and edtf.precision(read.first) == "day"
    return f"le {said}" if single and lang == "fr" else said


def _interval(read: edtf.Edtf, lang: str) -> str:
    _ = catalogue(lang)
    if read.last == edtf.OPEN:
        exact = edtf.precision(read.first) == "day"
        said = _side(read.first, lang)
        return (_("from {day}") if exact else _("from {month}")).format(day=said, month=said)
    if read.first == edtf.OPEN:
        exact = edtf.precision(read.last) == "day"
        said = _side(read.last, lang)
        return (_("until {day}") if exact else _("until {month}")).format(day=said, month=said)
    # What both sides share is said once, at the end: 22–27 June 2025, June–August 2025.
    first = edtf.earliest(read.first.rstrip("~"))
    same_year = read.first[:4] == read.last[:4]
    exactness = {edtf.precision(read.first), edtf.precision(read.last)}
    if same_year and exactness == {"month"}:
        return f"{_format(first, 'MMMM', lang)}–{_side(read.last, lang)}"
    if same_year and exactness == {"day"}:
        if read.first[:7] == read.last[:7]:
            return f"{_day_number(first, lang)}–{_side(read.last, lang)}"
        month = _format(first, "MMMM", lang)
        return f"{_day_number(first, lang)} {month} – {_side(read.last, lang)}"
    dash = "–" if exactness == {"year"} else " – "
    return f"{_side(read.first, lang)}{dash}{_side(read.last, lang)}"


def _side(side: str, lang: str) -> str:
    first = edtf.earliest(side.rstrip("~"))
    match edtf.precision(side):
        case "year":
            return str(first.year)
        case "month":
            return _format(first, "MMMM y", lang)
        case "day":
            return f"{_day_number(first, lang)} {_format(first, 'MMMM y', lang)}"


def _day_number(when: date, lang: str) -> str:
    return "1er" if lang == "fr" and when.day == 1 else str(when.day)


def _format(when: date, pattern: str, lang: str) -> str:
    return format_date(when, pattern, locale=locale_of(lang))
