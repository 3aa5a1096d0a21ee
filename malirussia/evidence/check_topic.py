"""Checks topic.yaml: two sides that can be told apart, and nothing named that the evidence does not hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from malirussia.errors import Problem
from malirussia.evidence.entry import Entry
from malirussia.evidence.known_words import Known
from malirussia.evidence.vocabulary import WORD_ID, entity_yaml, predicate_yaml, sector_yaml, slug, use_known

RESERVED = ("between", "other")
"""Where an entity stands that is on neither side: no side is called so."""


def check_topic(file: Entry, known: Known) -> Iterator[Problem]:
    """Two sides, each with an id, a country and a colour of its own; sectors, entities and a fact that there are."""
    sides = file.entries("sides")
    if isinstance(file.data.get("sides"), list) and len(file.data["sides"]) != 2:
        yield file.problem("sides", f"{len(file.data['sides'])} sides", "name exactly two")
    for side in sides:
        name = side.text("id")
        if name is not None and (WORD_ID.fullmatch(name) is None or name in RESERVED):
            todo = f"write it as {slug(name)}" if name not in RESERVED else "call the side otherwise"
            yield side.problem("id", f"{name!r} is no id of a side", todo)
    for key in ("id", "country", "color"):
        words = [side.text(key) for side in sides]
        if len(words) == 2 and words[0] is not None and words[0] == words[1]:
            yield sides[1].problem(key, f"{words[0]!r} on both sides", "give each its own")
    vocabulary, entities = f"{known.shown}/vocabulary.yaml", f"{known.shown}/entities.yaml"
    for i, sector in file.texts("panels"):
        if known.sectors is not None and sector not in known.sectors:
            add = f"add to {vocabulary}, under sectors: {sector_yaml(sector)}"
            yield _unknown(file, ("panels", i), "sector", sector, known.sectors, add)
    for i, entity in file.texts("dossiers"):
        if known.entities is not None and entity not in known.entities:
            add = f"add to {entities}, under entities: {entity_yaml(entity)}"
            yield _unknown(file, ("dossiers", i), "entity", entity, known.entities, add)
    for section in ("panels", "dossiers"):
        words = [word for _, word in file.texts(section)]
        if len(words) != len(set(words)):
            yield file.problem(section, "a word twice", "keep one of the two")
    scenario = file.under("scenario")
    if scenario is not None:
        yield from _fact(scenario, known)


def _fact(scenario: Entry, known: Known) -> Iterator[Problem]:
    """Whether the fact of a scenario is of a known subject, and of a predicate that carries a quantity."""
    fact = scenario.text("fact")
    if fact is None:
        return
    subject, _, predicate = fact.partition(".")
    if known.entities is not None and subject not in known.entities:
        todo = f"{use_known(subject, known.entities)} add to {known.shown}/entities.yaml: {entity_yaml(subject)}"
        yield scenario.problem("fact", f"unknown entity {subject!r} in {fact!r}", todo)
    if known.predicates is None:
        return
    if predicate not in known.predicates:
        line = predicate_yaml(predicate, "quantity")
        todo = f"{use_known(predicate, known.predicates)} add to {known.shown}/vocabulary.yaml: {line}"
        yield scenario.problem("fact", f"unknown predicate {predicate!r} in {fact!r}", todo)
    elif known.predicates[predicate].text("object") != "quantity":
        yield scenario.problem("fact", f"predicate {predicate!r} carries no quantity", "name a fact with a quantity")


def _unknown(file: Entry, at: tuple[str, int], what: str, word: str, known: Collection[str], add: str) -> Problem:
    return Problem(file.lines.at(*at), f"{at[0]}: unknown {what} {word!r}", f"{use_known(word, known)} {add}")
