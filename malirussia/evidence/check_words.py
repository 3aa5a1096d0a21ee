"""Checks vocabulary.yaml and entities.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from malirussia.errors import Problem
from malirussia.evidence.entry import Entry
from malirussia.evidence.known_words import Known
from malirussia.evidence.vocabulary import ENTITY_ID, FTM_SCHEMATA, WORD_ID, kind_yaml, slug, use_closed, use_known


def check_vocabulary(file: Entry) -> Iterator[Problem]:
    """Ids, schemata, and predicates whose fields contradict each other."""
    for section, separator in (("sectors", "-"), ("kinds", "-"), ("predicates", "_")):
        for entry in file.entries(section):
            if WORD_ID.fullmatch(entry.name) is None:
                yield entry.problem(None, "not an id", f"write it as {slug(entry.name, separator)}")
    for kind in file.entries("kinds"):
        for i, schema in kind.texts("schema"):
            if schema not in FTM_SCHEMATA:
                fault = f"unknown FollowTheMoney schema {schema!r}"
                yield kind.problem("schema", fault, use_closed(schema, FTM_SCHEMATA))
            elif i == 0 and len(kind.texts("schema")) != len(set(kind.texts("schema"))):
                yield kind.problem("schema", "a schema twice", "keep one of the two")
    for predicate in file.entries("predicates"):
        yield from _predicate(predicate)


def _predicate(entry: Entry) -> Iterator[Problem]:
    functional = entry.data.get("functional") is True
    conflict = entry.text("conflict")
    if functional and conflict is None:
        yield entry.problem("functional", "functional, but no conflict", "add conflict: value, role or identity")
    if conflict is not None and not functional:
        yield entry.problem("conflict", "conflict, but not functional", "add functional: true, or take it out")
    if functional and entry.text("object") == "none":
        yield entry.problem("functional", "functional, but no object that could differ", "take it out")
    if entry.text("relation") is not None and entry.text("object") != "entity":
        yield entry.problem("relation", "relation, but its object is no entity", "take it out, or write object: entity")


def check_entities(file: Entry, known: Known) -> Iterator[Problem]:
    """Ids, kinds, and schemata that the kind allows."""
    for entity in file.entries("entities"):
        if ENTITY_ID.fullmatch(entity.name) is None:
            yield entity.problem(None, "not an id", f"write it as {slug(entity.name)}")
        kind, schema = entity.text("kind"), entity.text("schema")
        if kind is None or known.kinds is None:
            continue
        if kind not in known.kinds:
            add = f"add to {known.shown}/vocabulary.yaml, under kinds: {kind_yaml(kind)}"
            yield entity.problem("kind", f"unknown kind {kind!r}", f"{use_known(kind, known.kinds)} {add}")
            continue
        allowed = [name for _, name in known.kinds[kind].texts("schema")]
        if schema is not None and schema not in allowed:
            yield entity.problem("schema", f"unknown schema {schema!r} for kind {kind}", use_closed(schema, allowed))


def check_cues(file: Entry, known: Known) -> Iterator[Problem]:
    """The predicates and sectors are those of the vocabulary."""
    for section, words in (("predicates", known.predicates), ("sectors", known.sectors)):
        for cue in file.entries(section):
            if words is not None and cue.name not in words:
                todo = f"{use_known(cue.name, words)} add it to vocabulary.yaml"
                yield cue.problem(None, f"unknown word {cue.name!r}", todo)
