"""What the evidence knows, and what to say of a word, entity, source, passage or claim that it does not know."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from malirussia.errors import Problem
from malirussia.evidence.entry import Entry
from malirussia.evidence.vocabulary import (
    entity_yaml,
    passage_yaml,
    predicate_yaml,
    sector_yaml,
    source_yaml,
    use_known,
)


@dataclass(frozen=True)
class Known:
    """What may be named. None stands for what a file says that cannot be read: nothing is called unknown against it.

    Attributes:
        shown: The folder of the evidence, as it is to be shown.
        sectors: By id, as is all that follows.
        kinds: Kinds of entity.
        predicates: Predicates.
        entities: Entities.
        sources: The whole file of each source; None for one that cannot be read.
    """

    shown: str
    sectors: Mapping[str, Entry] | None
    kinds: Mapping[str, Entry] | None
    predicates: Mapping[str, Entry] | None
    entities: Mapping[str, Entry] | None
    sources: Mapping[str, Entry | None]

    def sector(self, entry: Entry, key: str) -> Iterator[Problem]:
        """Whether a field names a sector."""
        word = entry.text(key)
        if word is not None and self.sectors is not None and word not in self.sectors:
            yield self._unknown(entry, key, "sector", self.sectors, "vocabulary.yaml, under sectors", sector_yaml(word))

    def predicate(self, entry: Entry, key: str) -> Iterator[Problem]:
        """Whether a field of a claim names a predicate."""
        word = entry.text(key)
        if word is not None and self.predicates is not None and word not in self.predicates:
            line = predicate_yaml(word, carried(entry))
            yield self._unknown(entry, key, "predicate", self.predicates, "vocabulary.yaml, under predicates", line)

    def entity(self, entry: Entry, key: str) -> Iterator[Problem]:
        """Whether a field names an entity."""
        word = entry.text(key)
        if word is not None and self.entities is not None and word not in self.entities:
            line = entity_yaml(word)
            yield self._unknown(entry, key, "entity", self.entities, "entities.yaml, under entities", line)

    def source(self, entry: Entry, key: str) -> Iterator[Problem]:
        """Whether a field names a source."""
        word = entry.text(key)
        if word is not None and word not in self.sources:
            line = source_yaml(word)
            yield self._unknown(entry, key, "source", self.sources, "sources/<source_id>.yaml", line)

    def passage(self, entry: Entry, key: str, within: str | None = None) -> Iterator[Problem]:
        """Whether a field names a passage: of one source (`p01`), or of any (`<source_id>.p01`)."""
        word = entry.text(key)
        if word is None:
            return
        source_id, short = (within, word) if within is not None else _split(word)
        if source_id not in self.sources:
            known = [f"{name}.{part}" for name in self.sources for part in self.passages(name)]
            yield entry.problem(key, f"unknown passage {word!r}", _nearest(word, known, "write <source_id>.p01"))
        elif self.sources[source_id] is not None and short not in self.passages(source_id):
            place = f"sources/{source_id}.yaml, under passages"
            known = [part if within is not None else f"{source_id}.{part}" for part in self.passages(source_id)]
            yield self._unknown(entry, key, "passage", known, place, passage_yaml(short))

    def claim(self, entry: Entry, key: str, word: str, within: str | None = None) -> Iterator[Problem]:
        """Whether a word is a claim: of one source (`c01`), or of any (`<source_id>.c01`)."""
        source_id, short = (within, word) if within is not None and "." not in word else _split(word)
        if source_id in self.sources and self.sources[source_id] is None:
            return
        if source_id not in self.sources or short not in self.claims(source_id):
            known = [f"{name}.{part}" for name in self.sources for part in self.claims(name)]
            yield entry.problem(
                key,
                f"unknown claim {word!r}",
                _nearest(f"{source_id}.{short}", known, "name a claim that stands in a source"),
            )

    def passages(self, source_id: str) -> list[str]:
        """The short ids of a source's passages."""
        file = self.sources[source_id]
        return [] if file is None else [passage.name for passage in file.entries("passages")]

    def claims(self, source_id: str) -> list[str]:
        """The short ids of a source's claims."""
        file = self.sources[source_id]
        ids = [] if file is None else [claim.text("id") for claim in file.entries("claims")]
        return [short for short in ids if short is not None]

    def _unknown(self, entry: Entry, key: str, what: str, known: Collection[str], place: str, line: str) -> Problem:
        word = entry.text(key) or ""
        todo = f"{use_known(word, known)} add to {self.shown}/{place}: {line}"
        return entry.problem(key, f"unknown {what} {word!r}", todo)


def carried(claim: Entry) -> str:
    """What a claim carries beside its subject: entity, quantity, text or none."""
    for key, kind in (("object", "entity"), ("value", "quantity"), ("text", "text")):
        if claim.data.get(key) is not None:
            return kind
    return "none"


def _split(global_id: str) -> tuple[str, str]:
    source_id, _, short = global_id.partition(".")
    return source_id, short


def _nearest(word: str, known: Collection[str], otherwise: str) -> str:
    return f"{use_known(word, known)} {otherwise}"
