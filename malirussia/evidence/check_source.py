"""Checks one source's file: its dates, passages, names and claims, without the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from malirussia import edtf
from malirussia.errors import DateError, MaliRussiaError, Problem
from malirussia.evidence.check_quantity import check_sentences, check_value
from malirussia.evidence.entry import Entry
from malirussia.evidence.known_words import Known, carried
from malirussia.evidence.vocabulary import ENTITY_ID, slug
from malirussia.evidence.words import words
from malirussia.paths import inside

PRINTED_WORDS = 6
"""How many words of a source may be kept as printed in a claim: a name or a figure, never a sentence."""

_FIELDS = {"entity": "object", "quantity": "value", "text": "text"}


def check_source(file: Entry, known: Known, stem: str) -> Iterator[Problem]:
    """Checks all of a source's file.

    Args:
        file: The file.
        known: What may be named.
        stem: The file's own name, which is the source's id.
    """
    source = file.under("source")
    if source is not None:
        yield from _source(source, known, stem)
    yield from _passages(file)
    named: dict[tuple[str | None, ...], Entry] = {}
    for name in file.entries("names"):
        first = named.setdefault(tuple(name.text(key) for key in ("entity", "as_printed", "passage")), name)
        if first is not name:
            yield name.problem(None, f"the same name again, after line {first.lines.line(*first.path)}", "keep one")
        yield from known.entity(name, "entity")
        yield from known.passage(name, "passage", within=stem)
    ids = Counter(claim.text("id") for claim in file.entries("claims"))
    for claim in file.entries("claims"):
        short = claim.text("id")
        if short is not None and ENTITY_ID.fullmatch(short) is None:
            yield claim.problem("id", f"{short!r} is not an id", f"write it as {slug(short)}")
        if short is not None and ids[short] > 1:
            yield claim.problem("id", f"id {short!r} stands {ids[short]} times", "number each claim once")
        yield from check_claim(claim, known, stem, source is not None and source.data.get("voice") is None)


def _source(source: Entry, known: Known, stem: str) -> Iterator[Problem]:
    source_id, file = source.text("id"), source.text("file")
    if source_id is not None and ENTITY_ID.fullmatch(source_id) is None:
        yield source.problem("id", f"{source_id!r} is not an id", f"write it as {slug(source_id)}")
    if source_id is not None and source_id != stem:
        yield source.problem("id", f"{source_id!r} is not the file's own name", f"rename the file {source_id}.yaml")
    if file is not None:
        try:
            inside(Path("corpus"), file)
        except MaliRussiaError as error:
            yield source.problem("file", f"{file!r} {error.found}", error.todo)
    yield from _date(source, "published")
    yield from known.entity(source, "voice")
    for section in ("coded", "reviewed"):
        for reading in source.entries(section):
            yield from _date(reading, "day")
    url = source.text("url")
    if url is not None and not _is_address(url):
        yield source.problem("url", f"{url!r} is no address", "write it whole, https:// and all, without spaces")
    for _, author in source.texts("authors"):
        if ";" in author:
            yield source.problem("authors", f"author {author!r} holds a semicolon", "list the authors: [A, B]")
    origin = source.text("origin_group")
    if origin is not None and ENTITY_ID.fullmatch(origin) is None:
        yield source.problem("origin_group", f"{origin!r} is not an id", f"write it as {slug(origin)}")


def _is_address(url: str) -> bool:
    """Whether a text is a whole address on the web, which a browser can follow."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and host.strip(".") != "" and not re.search(r"[\s<>\"\\^`{|}]", url)


def _passages(file: Entry) -> Iterator[Problem]:
    """Runs inside the text, none across another, each of use."""
    source = file.under("source")
    n_words = None if source is None else source.number("n_words")
    used = {entry.text("passage") for section in ("claims", "names") for entry in file.entries(section)}
    runs = []
    for passage in file.entries("passages"):
        if ENTITY_ID.fullmatch(passage.name) is None:
            yield passage.problem(None, "not an id", f"write it as {slug(passage.name)}")
        if passage.name not in used:
            yield passage.problem(None, "no claim or name stands on it", "code what it says, or take it out")
        run = passage.run()
        if run is None:
            continue
        runs.append((run.start, run.stop, passage))
        if n_words is not None and run.stop > n_words:
            fault = f"ends at word {run.stop}, the text has {n_words}"
            yield passage.problem("words", fault, "point to it anew")
    runs.sort(key=lambda run: run[:2])
    for (_, stop, before), (first, _, passage) in pairwise(runs):
        if first < stop:
            fault = f"overlaps passage {before.name}, which ends before word {stop}"
            yield passage.problem("first", fault, "make them one passage, or part them")


def check_claim(claim: Entry, known: Known, source_id: str, voiceless: bool) -> Iterator[Problem]:
    """Checks one claim.

    Args:
        claim: The claim.
        known: What may be named.
        source_id: Its source.
        voiceless: Whether the source names no voice, so that the claim must say who speaks.
    """
    yield from known.passage(claim, "passage", within=source_id)
    yield from known.entity(claim, "subject")
    yield from known.predicate(claim, "predicate")
    yield from _object(claim, known)
    yield from _date(claim, "date")
    yield from known.entity(claim, "by")
    if claim.data.get("by") is None and voiceless:
        yield claim.problem("by", "nobody says it", "add by: who says it, or voice: the outlet, under source")
    yield from known.sector(claim, "sector")
    printed = claim.text("as_printed")
    if printed is not None and (count := len(words(printed, "words/1"))) > PRINTED_WORDS:
        fault = f"{count} words as printed"
        yield claim.problem("as_printed", fault, f"keep {PRINTED_WORDS} at most: the name or the figure")
    value = claim.under("value")
    if value is not None:
        yield from check_value(claim, value)
    yield from check_sentences(claim)
    promise = claim.under("commitment")
    if promise is not None:
        yield from _commitment(promise, known, source_id)


def _object(claim: Entry, known: Known) -> Iterator[Problem]:
    """Object, value or text, as the predicate wants."""
    yield from known.entity(claim, "object")
    text = claim.text("text")
    if text is not None and ENTITY_ID.fullmatch(text) is None:
        yield claim.problem("text", f"{text!r} is not an id", f"write it as {slug(text)}")
    name = claim.text("predicate")
    if name is None or known.predicates is None or name not in known.predicates:
        return
    wants = known.predicates[name].text("object")
    if wants not in (*_FIELDS, "none"):
        return
    for kind, key in _FIELDS.items():
        given = claim.data.get(key) is not None
        if given and kind != wants:
            other = f"write {_FIELDS[wants]} instead" if wants in _FIELDS else "take it out"
            yield claim.problem(key, f"predicate {name} takes {_taken(wants)}", f"{other}, or use another predicate")
        elif kind == wants and not given and carried(claim) == "none":
            yield claim.problem(key, f"missing: predicate {name} takes {_taken(wants)}", f"add {key}")


def _taken(wants: str) -> str:
    return {"entity": "an entity (object)", "quantity": "a quantity (value)", "text": "a text (text)"}.get(
        wants, "no object"
    )


def _commitment(promise: Entry, known: Known, source_id: str) -> Iterator[Problem]:
    promise_id = promise.text("id")
    if promise_id is not None and ENTITY_ID.fullmatch(promise_id) is None:
        yield promise.problem("id", f"{promise_id!r} is not an id", f"write it as {slug(promise_id)}")
    yield from check_sentences(promise)
    yield from known.entity(promise, "by")
    yield from known.entity(promise, "to")
    yield from _date(promise, "made")
    yield from _date(promise, "due")
    rhythm = promise.text("rhythm")
    if rhythm is not None:
        try:
            edtf.parse_rhythm(rhythm)
        except DateError as error:
            yield promise.problem("rhythm", f"{rhythm!r}: {error.found}", error.todo)
    for _, claim_id in promise.texts("met_by"):
        yield from known.claim(promise, "met_by", claim_id, within=source_id)


def _date(entry: Entry, key: str) -> Iterator[Problem]:
    text = entry.text(key)
    if text is None:
        return
    try:
        edtf.parse(text)
    except DateError as error:
        yield entry.problem(key, f"date {text!r}: {error.found}", error.todo)
