"""Checks what people decide over all the sources: identities, decisions, ignored ranges, codes, ids that changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from malirussia.errors import Problem
from malirussia.evidence.entry import Entry
from malirussia.evidence.known_words import Known
from malirussia.evidence.vocabulary import entity_yaml, use_known


def check_identities(file: Entry, known: Known) -> Iterator[Problem]:
    """Two entities, one verdict a pair."""
    seen: dict[frozenset[str], Entry] = {}
    for identity in file.entries("identities"):
        yield from known.entity(identity, "left")
        yield from known.entity(identity, "right")
        yield from known.passage(identity, "passage")
        left, right = identity.text("left"), identity.text("right")
        if left is None or right is None:
            continue
        if left == right:
            yield identity.problem("right", f"{right!r} on both sides", "name two entities")
        yield from _once(identity, frozenset((left, right)), seen, "verdict on this pair")
    yield from _contradicted(file.entries("identities"))


def _contradicted(identities: list[Entry]) -> Iterator[Problem]:
    """Verdicts that two are not one, or that nobody knows, beside others by which they are one."""
    beside: dict[str, dict[str, Entry]] = {}
    for identity in identities:
        left, right = identity.text("left"), identity.text("right")
        if identity.text("verdict") == "same" and left is not None and right is not None:
            beside.setdefault(left, {})[right] = identity
            beside.setdefault(right, {})[left] = identity
    for identity in identities:
        left, right = identity.text("left"), identity.text("right")
        if left is None or right is None or left == right or identity.text("verdict") not in ("different", "unsure"):
            continue
        chain = _chain(beside, left, right)
        if chain:
            lines = ", ".join(str(verdict.lines.line(*verdict.path)) for verdict in chain)
            fault = f"{left} and {right} are one by the verdicts of line {lines}"
            yield identity.problem("verdict", fault, "change one of the verdicts")


def _chain(beside: dict[str, dict[str, Entry]], start: str, end: str) -> list[Entry]:
    """The verdicts that lead from one entity to another, the fewest; none where they do not."""
    paths: dict[str, list[Entry]] = {start: []}
    ahead = [start]
    for here in ahead:
        for there, identity in beside.get(here, {}).items():
            if there not in paths:
                paths[there] = [*paths[here], identity]
                ahead.append(there)
    return paths.get(end, [])


def check_decisions(file: Entry, known: Known) -> Iterator[Problem]:
    """Two claims, of which one or neither is preferred; one decision a pair."""
    seen: dict[frozenset[str], Entry] = {}
    for decision in file.entries("decisions"):
        pair = [claim_id for _, claim_id in decision.texts("claims")]
        for claim_id in pair:
            yield from known.claim(decision, "claims", claim_id)
        if len(set(pair)) != 2 or len(pair) != 2:
            yield decision.problem("claims", f"{len(set(pair))} claims", "name the two claims that conflict")
        preferred = decision.text("preferred")
        if preferred is not None and preferred not in pair:
            yield decision.problem("preferred", f"{preferred!r} is neither of the two", "prefer one of them, or null")
        yield from _once(decision, frozenset(pair), seen, "decision on this pair")


def check_ignored(file: Entry, known: Known) -> Iterator[Problem]:
    """Runs inside their text, across no passage and no other ignored run."""
    runs: dict[str, list[tuple[int, int, str, Entry]]] = {}
    for ignored in file.entries("ignored"):
        yield from known.source(ignored, "source")
        source_id, run = ignored.text("source"), ignored.run()
        source = None if source_id is None else known.sources.get(source_id)
        if source_id is None or source is None or run is None:
            continue
        head = source.under("source")
        n_words = None if head is None else head.number("n_words")
        if n_words is not None and run.stop > n_words:
            yield ignored.problem("words", f"ends at word {run.stop}, the text has {n_words}", "shorten it")
        runs.setdefault(source_id, []).append((run.start, run.stop, f"ignored range from word {run.start}", ignored))
        for passage in source.entries("passages"):
            other = passage.run()
            if other is not None and run.start < other.stop and other.start < run.stop:
                fault = f"overlaps passage {source_id}.{passage.name} (words {other.start} to {other.stop - 1})"
                yield ignored.problem("first", fault, "what is coded is not ignored: part them")
    for neighbours in runs.values():
        neighbours.sort(key=lambda run: run[:2])
        for (_, stop, name, _), (first, _, _, ignored) in pairwise(neighbours):
            if first < stop:
                yield ignored.problem("first", f"overlaps the {name}", "make them one, or part them")


def check_codes(file: Entry, known: Known) -> Iterator[Problem]:
    """Each for an entity or a sector, once."""
    seen: dict[frozenset[str], Entry] = {}
    for code in file.entries("codes"):
        of = code.text("of")
        if of is not None and known.entities is not None and known.sectors is not None:
            both = {*known.entities, *known.sectors}
            if of not in both:
                add = f"add to {known.shown}/entities.yaml, under entities: {entity_yaml(of)}"
                yield code.problem("of", f"unknown entity or sector {of!r}", f"{use_known(of, both)} {add}")
        key = frozenset(f"{name} {code.text(name)}" for name in ("of", "scheme", "code"))
        yield from _once(code, key, seen, "code of this thing")


def check_renamed(file: Entry, known: Known) -> Iterator[Problem]:
    """An old id once, and none that is still in use; a new one that is there, where that can be known."""
    seen: dict[frozenset[str], Entry] = {}
    for section, old in (("renamed", "was"), ("withdrawn", "id")):
        for entry in file.entries(section):
            kind, was = entry.text("kind"), entry.text(old)
            if section == "renamed" and kind == "entity":
                yield from known.entity(entry, "now")
            if section == "renamed" and kind == "source":
                yield from known.source(entry, "now")
            used = {"entity": known.entities or {}, "source": known.sources}.get(kind or "", {})
            if was is not None and was in used:
                yield entry.problem(old, f"{was!r} is still in use", "take it out there, or leave out this entry")
            yield from _once(entry, frozenset((f"kind {kind}", f"id {was}")), seen, "entry for this id")


def _once(entry: Entry, key: frozenset[str], seen: dict[frozenset[str], Entry], what: str) -> Iterator[Problem]:
    first = seen.setdefault(key, entry)
    if first is not entry:
        yield entry.problem(None, f"a second {what}, after {first.lines.at(*first.path)}", "keep one of the two")
