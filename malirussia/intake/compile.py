"""What of a draft goes into the evidence: its taken candidates as claims on passages, with the names these hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from malirussia.errors import MaliRussiaError
from malirussia.evidence.corpus import Copy
from malirussia.evidence.model import Claim, Passage, Source
from malirussia.evidence.pointers import places
from malirussia.evidence.words import digest, words
from malirussia.intake.draft import TAKEN, Candidate, Draft, reading_order

NAME_WORDS = 8
"""Words of a name as printed at most: a longer run is a sentence rather than a name."""
_CLAIM_FIELDS = tuple(field.encode_name for field in msgspec.structs.fields(Claim))
_DEFAULTS: dict[str, Any] = {"polarity": "affirmed"}


def resolved(candidate_id: str, candidate: Candidate, copy: Copy) -> Candidate:
    """A candidate whose quotation, if it has one, is turned into a pointer.

    Raises:
        MaliRussiaError: If the quotation does not stand in the copy word for word, or stands there more than once.
    """
    if candidate.quote is None:
        return candidate
    sought = words(candidate.quote, copy.scheme)
    at = places(copy.words, sought)
    if len(at) != 1:
        where = f"candidate {candidate_id} field quote"
        if not at:
            raise MaliRussiaError(
                where, f"{candidate.quote!r} does not stand in the copy", "copy the words from the article"
            )
        raise MaliRussiaError(where, f"{candidate.quote!r} stands in {len(at)} places", "give more of the words")
    return msgspec.structs.replace(candidate, first=at[0], words=len(sought), quote=None)


def pointer(copy: Copy, first: int, count: int) -> Passage:
    """The pointer to a run of words of a copy.

    Raises:
        MaliRussiaError: If the copy ends before the run does.
    """
    if first + count > len(copy.words):
        beyond = f"words {first} to {first + count - 1}, and the copy has {len(copy.words)}"
        raise MaliRussiaError("passage", beyond, "select the words anew")
    return Passage(first=first, words=count, sha256=digest(copy.words[first : first + count]))


def taken(draft: Draft, copy: Copy) -> dict[str, Candidate]:
    """The candidates that become claims, in reading order, each with a pointer."""
    candidates = {
        key: resolved(key, candidate, copy) for key, candidate in draft.candidates.items() if candidate.state in TAKEN
    }
    return dict(reading_order(msgspec.structs.replace(draft, candidates=candidates)))


def claim_data(candidate: Candidate, claim_id: str, passage: str) -> dict[str, Any]:
    """A candidate as a claim of the evidence, its fields in the order of the house, what is not said left out."""
    held: dict[str, Any] = {"id": claim_id, "passage": passage, **msgspec.to_builtins(candidate)}
    fields = {key: held[key] for key in _CLAIM_FIELDS if held.get(key) is not None}
    # In the files what every claim has comes before what few have.
    if "value" in fields and not fields["value"]["approx"]:
        fields["value"] = {key: part for key, part in fields["value"].items() if key != "approx"}
    tail = {key: fields.pop(key) for key in ("sector", "fr", "en", "note", "commitment") if key in fields}
    ordered = fields | tail
    return {key: part for key, part in ordered.items() if _DEFAULTS.get(key) != part}


def source_data(source: Source) -> dict[str, Any]:
    """The block of a source, without the lists and marks that say nothing."""
    held: dict[str, Any] = msgspec.to_builtins(source)
    return {
        key: value
        for key, value in held.items()
        if not (key in ("coded", "reviewed") and value == [])
        and not (key == "note" and value is None)
        and not (key == "copy" and value == "whole")
    }


def compiled(draft: Draft, copy: Copy, source: Source) -> dict[str, Any]:
    """The file of a source that a draft makes, as data.

    Passages are numbered in reading order (`p01`), claims in the order of their passages (`c01`). Names stand on the
    first passage that holds their words.

    Args:
        draft: The draft.
        copy: The copy that it points into.
        source: The block of the source to write.

    Raises:
        MaliRussiaError: If a taken candidate points to no words of the copy.
    """
    chosen = taken(draft, copy)
    runs: dict[tuple[int, int], str] = {}
    for key, candidate in chosen.items():
        if candidate.first is None or candidate.words is None:
            raise MaliRussiaError(f"candidate {key}", "no passage", "select its words")
        runs.setdefault((candidate.first, candidate.words), f"p{len(runs) + 1:02}")
    claims = [
        claim_data(candidate, f"c{number:02}", runs[candidate.first or 0, candidate.words or 0])
        for number, candidate in enumerate(chosen.values(), start=1)
    ]
    passages = {name: msgspec.to_builtins(pointer(copy, *run)) for run, name in runs.items()}
    return {
        "source": source_data(source),
        "passages": passages,
        "names": _names(draft, copy, runs, source.lang),
        "claims": claims,
    }


def _names(draft: Draft, copy: Copy, runs: Mapping[tuple[int, int], str], lang: str) -> list[dict[str, Any]]:
    captions: dict[tuple[str, str], dict[str, Any]] = {}
    for name in sorted(draft.names.values(), key=lambda name_at: (name_at.first, name_at.words)):
        holder = next((key for (first, n), key in runs.items() if first <= name.first
                       and name.first + name.words <= first + n), None)  # fmt: skip
        if holder is None or name.dropped or name.words > NAME_WORDS:
            continue
        as_printed = printed(copy, name.first, name.words)
        fields = {"entity": name.entity, "as_printed": as_printed, "lang": lang, "kind": name.kind, "passage": holder}
        captions.setdefault((name.entity, as_printed), fields)
    return list(captions.values())


def printed(copy: Copy, first: int, count: int) -> str:
    """A run of words as the article prints it, on one line."""
    run = copy.spans[first : first + count]
    return re.sub(r"\s+", " ", copy.text[run[0].start : run[-1].end]) if run else ""
