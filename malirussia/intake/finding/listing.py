"""All that an article tells and that must not be missed, found once for everything that needs it."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import NamedTuple

from malirussia.edtf import parse
from malirussia.errors import DateError
from malirussia.evidence.corpus import Copy
from malirussia.evidence.ledger import Ledger
from malirussia.evidence.listing import listed
from malirussia.intake.draft import Found
from malirussia.intake.finding import numbers, quotations
from malirussia.intake.finding.clauses import Run, sentences
from malirussia.intake.finding.names import Named, Names
from malirussia.intake.finding.numbers import Number
from malirussia.intake.finding.offices import find as find_offices
from malirussia.intake.finding.quotations import Quotation
from malirussia.language import told_dates

Dated = tuple[int, int, str | None]


class Listing(NamedTuple):
    """What was found: each in the order of the text."""

    sentences: list[Run]
    dates: list[Dated]
    numbers: list[Number]
    names: list[Named]
    quotations: list[Quotation]
    found: list[Found]


def list_all(copy: Copy, lang: str, ledger: Ledger, names: Names, published: str | None) -> Listing:
    """List the numbers, dates, names, offices and quotations of a copy.

    Args:
        copy: The copy.
        lang: Its language.
        ledger: For its cue words.
        names: The names to look for.
        published: The day of the article, from which *yesterday* is counted.
    """
    told = sentences(copy)
    dates = find_dates(copy, lang, published)
    dated = {i for first, n, _ in dates for i in range(first, first + n)}
    counted = numbers.find(copy, lang, ledger.cues, dated)
    named = names.find(copy)
    quoted = quotations.find(copy, told, named, ledger.cues.speech, lang)
    pieces = [
        *(Found(first=first, words=n, kind="date", value=value) for first, n, value in dates),
        *(_number(number) for number in counted),
        *(_name(name) for name in named if name.first not in dated),
        *(
            Found(first=quotation.first, words=quotation.words, kind="quotation", entity=quotation.speaker)
            for quotation in quoted
        ),
    ]
    runs = [*((piece.first, piece.words) for piece in counted), *((piece.first, piece.words) for piece in named)]
    offices = [
        office
        for office in _offices(copy, lang)
        if not any(_cross(office, (known.first, known.words)) for known in named)
    ]
    pieces.extend(Found(first=first, words=n, kind="office") for first, n in offices)
    done = dated | {i for first, n in runs for i in range(first, first + n)}
    small = {span.word for span in copy.spans if span.text[0].islower()}
    for first, n, kind in listed(copy, lang, small, done):
        near = names.near(copy.words[first : first + n]) if kind == "name" else []
        pieces.append(Found(first=first, words=n, kind=kind, near=near))
    pieces.sort(key=lambda piece: (piece.first, piece.words, piece.kind))
    return Listing(told, dates, counted, named, quoted, pieces)


def find_dates(copy: Copy, lang: str, published: str | None) -> list[Dated]:
    """The dates of a copy, as (first word, words, EDTF)."""
    starts = [span.start for span in copy.spans]
    dated = []
    for told in told_dates.find(copy.text, lang, day_of(published)):
        first, stop = bisect_left(starts, told.start), bisect_left(starts, told.end)
        if stop > first:
            dated.append((first, stop - first, _valid(told.value)))
    return dated


def day_of(published: str | None) -> date | None:
    """The day from which an article counts: None where only its month or year is known."""
    if published is None:
        return None
    read = parse(published)
    return read.start if read.start == read.end else None


def _offices(copy: Copy, lang: str) -> list[Run]:
    starts = [span.start for span in copy.spans]
    places = [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in find_offices(copy.text, lang)]
    return [(first, stop - first) for first, stop in places if stop > first]


def _cross(left: Run, right: Run) -> bool:
    return left[0] < right[0] + right[1] and right[0] < left[0] + left[1]


def _valid(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        parse(value)
    except DateError:
        return None
    return value


def _number(number: Number) -> Found:
    sides = [".." if side is None else format(side.normalize(), "f") for side in (number.low, number.high)]
    value = sides[0] if sides[0] == sides[1] else "/".join(sides)
    return Found(first=number.first, words=number.words, kind="number", value=value, unit=number.unit)


def _name(named: Named) -> Found:
    sure = named.entities[0] if len(named.entities) == 1 else None
    return Found(
        first=named.first,
        words=named.words,
        kind="office" if named.kind == "role" else "name",
        entity=sure,
        near=[] if sure else list(named.entities),
    )
