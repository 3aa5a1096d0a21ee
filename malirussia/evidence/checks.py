"""Checks all files of the evidence against each other: every problem, in the order of the files and their lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from malirussia.errors import Problem
from malirussia.evidence.check_source import check_source
from malirussia.evidence.check_topic import check_topic
from malirussia.evidence.check_verdicts import (
    check_codes,
    check_decisions,
    check_identities,
    check_ignored,
    check_renamed,
)
from malirussia.evidence.check_words import check_cues, check_entities, check_vocabulary
from malirussia.evidence.entry import Entry, whole
from malirussia.evidence.known_words import Known
from malirussia.evidence.yaml_lines import Lines

SOURCES = "sources/"

_VERDICTS = {
    "identities.yaml": check_identities,
    "decisions.yaml": check_decisions,
    "ignored.yaml": check_ignored,
    "codes.yaml": check_codes,
    "renamed.yaml": check_renamed,
}


def check(read: Mapping[str, tuple[Any, Lines] | None], shown: str) -> list[Problem]:
    """Checks what one file says against the others.

    Args:
        read: The data and lines of each file that is there, by its name; None for one that is no YAML.
        shown: The folder, as it is to be shown.
    """
    files = {name: None if parsed is None else whole(*parsed) for name, parsed in read.items()}
    known = _known(files, shown)
    problems: list[Problem] = []
    for name, file in files.items():
        if file is None:
            continue
        if name == "topic.yaml":
            problems.extend(check_topic(file, known))
        elif name == "vocabulary.yaml":
            problems.extend(check_vocabulary(file))
        elif name == "entities.yaml":
            problems.extend(check_entities(file, known))
        elif name == "cues.yaml":
            problems.extend(check_cues(file, known))
        elif name in _VERDICTS:
            problems.extend(_VERDICTS[name](file, known))
        else:
            problems.extend(check_source(file, known, _source_id(name)))
    problems.extend(_shared(known))
    return problems


def _known(files: Mapping[str, Entry | None], shown: str) -> Known:
    words, entities = files.get("vocabulary.yaml"), files.get("entities.yaml")
    return Known(
        shown=shown,
        sectors=_by_name(words, "sectors"),
        kinds=_by_name(words, "kinds"),
        predicates=_by_name(words, "predicates"),
        entities=_by_name(entities, "entities"),
        sources={_source_id(name): file for name, file in files.items() if name.startswith(SOURCES)},
    )


def _by_name(file: Entry | None, section: str) -> dict[str, Entry] | None:
    return None if file is None else {entry.name: entry for entry in file.entries(section)}


def _source_id(name: str) -> str:
    return name.removeprefix(SOURCES).removesuffix(".yaml")


def _shared(known: Known) -> Iterator[Problem]:
    """What must be one of its kind over all the sources: the copy, the commitment ids."""
    heads = [head for file in known.sources.values() if file is not None and (head := file.under("source")) is not None]
    promises = [
        promise
        for file in known.sources.values()
        if file is not None
        for claim in file.entries("claims")
        if (promise := claim.under("commitment")) is not None
    ]
    for entries, key in ((heads, "file"), (promises, "id")):
        counts = Counter(entry.text(key) for entry in entries)
        for entry in entries:
            word = entry.text(key)
            if word is not None and counts[word] > 1:
                yield entry.problem(key, f"{word!r} stands {counts[word]} times in the evidence", "each has its own")
