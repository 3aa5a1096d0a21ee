"""What to say about a word that the evidence does not know: the nearest known one, and the YAML that would add it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

import yaml
from rapidfuzz import fuzz, process

TO_WRITE = "…"
"""What stands for the words a person has still to write, in YAML to paste; the ledger refuses it as a value."""

ENTITY_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WORD_ID = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")

# fmt: off
FTM_SCHEMATA = frozenset((
    "Address", "Airplane", "Article", "Asset", "Audio", "BankAccount", "CallForTenders", "Company", "Contract",
    "CourtCase", "CryptoWallet", "Document", "Email", "Event", "Folder", "HyperText", "Image", "LegalEntity",
    "License", "Message", "Note", "Organization", "Package", "Pages", "Person", "PlainText", "Position", "Project",
    "PublicBody", "RealEstate", "Security", "Table", "Territory", "Trip", "UserAccount", "Vehicle", "Vessel",
    "Video", "Workbook",
))
# fmt: on
"""FollowTheMoney's schemata for things (not for the links between them), as of its release 4.11.2."""


def nearest(word: str, known: Collection[str], limit: int = 1) -> list[str]:
    """The known words most like `word`, best first; of equals, the first in the alphabet. A hint, never a match."""
    ordered = sorted(known)
    hits = process.extract(word, ordered, scorer=fuzz.ratio, processor=str.casefold, limit=limit)
    return [hit for hit, _, _ in hits]


def use_known(word: str, known: Collection[str]) -> str:
    """What to do about an unknown word of a list that people extend: take the nearest, or (said after this) add it."""
    hits = nearest(word, known)
    return f"nearest known word {hits[0]!r}; use it, or" if hits else "none is known yet;"


def use_closed(word: str, known: Collection[str]) -> str:
    """What to do about an unknown word of a closed set: take one of it. The nearest three of a long set are named."""
    many = len(known) > 12
    hits = nearest(word, known, 3 if many else 1)
    rest = " (docs/coding.md lists it)" if many else f": {', '.join(sorted(known))}"
    return f"nearest known word {' or '.join(repr(hit) for hit in hits)}; use one of this closed set{rest}"


def slug(text: str, separator: str = "-") -> str:
    """An id made of a text: lower case, no accents, all else a separator."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", separator, plain).strip(separator) or "x"


def sector_yaml(word: str) -> str:
    """The line that adds a sector to vocabulary.yaml."""
    return _line(slug(word), {"fr": TO_WRITE, "en": TO_WRITE})


def kind_yaml(word: str) -> str:
    """The line that adds a kind to vocabulary.yaml."""
    return _line(slug(word), {"fr": TO_WRITE, "en": TO_WRITE, "schema": ["Organization"]})


def predicate_yaml(word: str, carries: str) -> str:
    """The line that adds a predicate to vocabulary.yaml, for a claim that carries entity, quantity, text or none."""
    return _line(slug(word, "_"), {"fr": TO_WRITE, "en": TO_WRITE, "object": carries})


def entity_yaml(word: str) -> str:
    """The line that adds an entity to entities.yaml."""
    fields = {"schema": TO_WRITE, "kind": TO_WRITE, "fr": TO_WRITE, "en": TO_WRITE, "country": None}
    return _line(slug(word), fields)


def passage_yaml(word: str) -> str:
    """The line that adds a passage to a source file."""
    return _line(slug(word), {"first": 0, "words": 1, "sha256": TO_WRITE})


def source_yaml(word: str) -> str:
    """The beginning of a new source file."""
    fields = {
        "id": slug(word),
        "title": TO_WRITE,
        "lang": "fr",
        "kind": "press",
        "origin_group": slug(word),
        "file": TO_WRITE,
        "text_sha256": TO_WRITE,
        "scheme": "words/2",
        "n_words": 1,
    }
    return _line("source", fields)


def _line(key: str, fields: Mapping[str, object]) -> str:
    """A key and its fields as one line of YAML."""
    flow = yaml.safe_dump(dict(fields), default_flow_style=True, sort_keys=False, allow_unicode=True, width=10**6)
    name = yaml.safe_dump({key: 0}, default_flow_style=True, width=10**6).strip().removeprefix("{").partition(": 0")[0]
    return f"{name}: {flow.strip()}"
