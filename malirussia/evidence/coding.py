"""docs/coding.md: every field of the evidence in words, made from the model that reads it.

python -m malirussia.evidence.coding docs/coding.md
"""

from __future__ import annotations

import re
import sys
import types
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from malirussia.evidence import model
from malirussia.paths import replace_text
from malirussia.units import UNITS

RECORDS: tuple[tuple[str, type[msgspec.Struct]], ...] = (
    ("source, in sources/<id>.yaml", model.Source),
    ("coded and reviewed, of a source", model.Reading),
    ("passages, by id, in sources/<id>.yaml", model.Passage),
    ("names, a list, in sources/<id>.yaml", model.Name),
    ("claims, a list, in sources/<id>.yaml", model.Claim),
    ("value, of a claim", model.Value),
    ("commitment, of a claim", model.Commitment),
    ("entities, by id, in entities.yaml", model.Entity),
    ("identities, a list, in identities.yaml", model.Identity),
    ("decisions, a list, in decisions.yaml", model.Decision),
    ("ignored, a list, in ignored.yaml", model.Ignored),
    ("renamed, a list, in renamed.yaml", model.Renamed),
    ("withdrawn, a list, in renamed.yaml", model.Withdrawn),
    ("predicates, by id, in vocabulary.yaml", model.Predicate),
    ("kinds, by id, in vocabulary.yaml", model.Kind),
    ("predicates, sectors, status …, by id, in cues.yaml", model.CueWords),
)

# What the docstrings of the model leave to the name of the field.
MEANINGS = {
    "Source.id": "The source: outlet and day; the file is called by it.",
    "Source.publisher": "The outlet, as printed; null where it is not.",
    "Source.authors": "As printed.",
    "Source.published": "EDTF; null where the page prints no date.",
    "Source.lang": "The language of the article.",
    "Source.url": "Its address, whole.",
    "Source.kind": "What kind of publisher it has.",
    "Name.entity": "Whom it names, of entities.yaml.",
    "Name.as_printed": "The name as the article prints it.",
    "Name.lang": "The language it is printed in.",
    "Name.kind": "A name, another one, a misprint, or an office.",
    "Name.passage": "The passage that prints it.",
    "Claim.id": "`c01` and on, once in a file.",
    "Claim.passage": "The passage it stands on.",
    "Claim.subject": "What it is said of, of entities.yaml.",
    "Claim.predicate": "What is said of it, of vocabulary.yaml.",
    "Claim.polarity": "Whether the article affirms or denies it.",
    "Claim.modality": "Said as a fact, attributed, could or should, or will.",
    "Claim.status": "How far the thing is, only where the passage says it.",
    "Claim.sector": "Under which heading a reader looks for it.",
    "Claim.commitment": "What is promised by it.",
    "Claim.fr": "The statement in French, in our own words.",
    "Claim.en": "The same in English.",
    "Value.per": "Once, or in each day, month or year.",
    "Commitment.id": "Once in the whole ledger.",
    "Commitment.made": "When it was promised.",
    "Commitment.fr": "What is promised, in French.",
    "Commitment.en": "The same in English.",
    "Entity.fr": "Its name in French.",
    "Entity.en": "Its name in English.",
    "Identity.left": "An entity.",
    "Identity.right": "Another.",
    "Identity.verdict": "Whether they are one.",
    "Identity.reason": "Why, in both languages.",
    "Identity.passage": "The passage that shows it, with its source.",
    "Decision.claims": "Two claims that conflict, each with its source.",
    "Decision.preferred": "Which of them; null for neither.",
    "Decision.reason": "Why, in both languages: one that a source carries.",
    "Ignored.source": "The source.",
    "Ignored.first": "Index, from 0, of the first word.",
    "Ignored.words": "How many words.",
    "Ignored.reason": "Why they are left uncoded.",
    "Renamed.kind": "What it is the id of.",
    "Withdrawn.kind": "What it is the id of.",
    "Withdrawn.fr": "Why, in French, for the readers of its page.",
    "Withdrawn.en": "The same in English.",
    "Predicate.fr": "What it says, in French, after the subject.",
    "Predicate.en": "The same in English.",
    "Kind.fr": "Its word in French.",
    "Kind.en": "Its word in English.",
}

EXAMPLES: dict[str, Any] = {
    "id": "le-soir-2026-01-12",
    "title": "La farine de Valmont",
    "publisher": "La Gazette",
    "authors": ["A. Meunier"],
    "published": "2026-01-12",
    "lang": "fr",
    "url": "https://gazette.example/farine",
    "kind": "press",
    "origin_group": "la-gazette",
    "file": "le-soir-2026-01-12.txt",
    "text_sha256": "0" * 64,
    "scheme": "words/2",
    "n_words": 412,
    "copy": "whole",
    "voice": "la-gazette",
    "note": "The title is that of the printed edition.",
    "coded": [{"by": "A. Coder", "day": "2026-01-12"}],
    "reviewed": [{"by": "A. Second", "day": "2026-01-13"}],
    "by": "moulin-du-nord",
    "day": "2026-01-12",
    "first": 34,
    "words": 13,
    "sha256": "0" * 64,
    "entity": "moulin-du-nord",
    "as_printed": "14 000 tonnes",
    "passage": "p01",
    "subject": "flour",
    "predicate": "tonnage",
    "object": "cooperative-bleue",
    "text": "general-framework",
    "value": {"low": 12000, "high": 15000, "unit": "t", "per": "month"},
    "date": "2026-01-12",
    "polarity": "denied",
    "modality": "reported",
    "status": "pledged",
    "sector": "agriculture",
    "fr": "Le moulin promet 14 000 t par mois.",
    "en": "The mill promises 14,000 t a month.",
    "low": 12000,
    "high": 15000,
    "unit": "t",
    "per": "month",
    "approx": True,
    "to": "cooperative-bleue",
    "made": "2026-01-12",
    "due": "2026-06",
    "rhythm": "R/2026-01-12/P6M",
    "met_by": ["c07"],
    "schema": "Company",
    "country": "MLI",
    "qid": "Q912",
    "left": "moulin-du-nord",
    "right": "moulins-du-nord-sa",
    "verdict": "unsure",
    "reason": "a courtesy; nothing that could be checked",
    "preferred": None,
    "was": "mill-of-the-north",
    "now": "moulin-du-nord",
    "on": "2026-02-01",
    "source": "la-gazette",
    "furniture": True,
    "functional": True,
    "conflict": "value",
    "once": True,
    "relation": "directed",
    "of_part": True,
    "heading": {"fr": "Signé par", "en": "Signed by"},
    "part": True,
    "role": "institution",
    "of": ["agreement"],
    "commitment": {"id": "flour", "by": "moulin-du-nord", "fr": "Farine", "en": "Flour", "made": "2026-01-12"},
    "Identity.reason": {"fr": "Un article les nomme toutes deux.", "en": "One article names both."},
    "Decision.reason": {"fr": "Le titre imprimé.", "en": "The title as printed."},
    "Claim.id": "c01",
    "Commitment.id": "flour-deliveries",
    "Name.kind": "name",
    "Entity.kind": "company",
    "Identity.passage": "la-gazette.p01",
    "Decision.claims": ["la-gazette.c01", "le-soir.c02"],
    "Renamed.kind": "entity",
    "Withdrawn.kind": "fact",
    "Withdrawn.id": "moulin-du-nord.tonnage",
    "Withdrawn.fr": "L’article a été corrigé par son média.",
    "Withdrawn.en": "The outlet has corrected the article.",
    "Kind.schema": ["Company"],
    "Entity.fr": "Moulin du Nord",
    "Entity.en": "Moulin du Nord",
    "Predicate.object": "quantity",
    "CueWords.fr": ["signé*"],
    "CueWords.en": ["signed"],
    "Commitment.by": "moulin-du-nord",
    "Reading.by": "A. Coder",
    "Kind.fr": "entreprise",
    "Kind.en": "company",
    "Predicate.fr": "fournit",
    "Predicate.en": "supplies",
    "Commitment.fr": "Livrer de la farine",
    "Commitment.en": "Deliver flour",
}

_HEAD = """# What a coder must know

Made from the model by `python -m malirussia.evidence.coding docs/coding.md`; do not edit it by hand. What is coded and
what not stands in [method.md](method.md), the way from an article to here in [intake.md](intake.md).

- A field that is not *needed* may be left out. Where nothing stands, null is meant: never zero, never *no*.
- Dates are EDTF: `2025`, `2025-06`, `2025-06-23`, `2025-06-22/2025-06-27`, `2025-10-24/..`, `2025-06~`.
- Ids are small letters, figures and hyphens; predicates have `_` instead.
- The tables call some fields otherwise: """

_CLASS = re.compile(r"^ {8}(\w+): (.*(?:\n {12}.*)*)", re.MULTILINE)


def coding() -> str:
    """Return docs/coding.md."""
    from malirussia.evidence.records import CODEBOOK_NAMES

    named = ",\n  ".join(f"`{theirs}` is `{ours}`" for theirs, ours in CODEBOOK_NAMES.items())
    units = ", ".join(f"`{unit}`" for unit in sorted(UNITS))
    tail = f"## Units\n\n{units}; two of different kinds also with a slash between, such as `USD/t`.\n"
    return "\n".join([_HEAD + named + ".\n", *(_record(name, record) for name, record in RECORDS), tail])


def meaning(record: type[msgspec.Struct], field: str) -> str:
    """What a field means, by the docstring of its record or of one that it extends, else by `MEANINGS`."""
    own = MEANINGS.get(f"{record.__name__}.{field}")
    if own is not None:
        return own
    for one in record.__mro__:
        told = dict(_CLASS.findall(one.__doc__ or "")) if issubclass(one, msgspec.Struct) else {}
        if field in told:
            return re.sub(r"\s+", " ", told[field])
    raise KeyError(f"{record.__name__}.{field} has no meaning; write it into the docstring")


def example(record: type[msgspec.Struct], field: str) -> Any:
    """An example of a field's value."""
    own = f"{record.__name__}.{field}"
    return EXAMPLES[own] if own in EXAMPLES else EXAMPLES[field]


def _record(name: str, record: type[msgspec.Struct]) -> str:
    rows = [
        f"| `{field.encode_name}` | {kind(field.type)} | {'yes' if field.required else ''} "
        f"| {meaning(record, field.encode_name)} | `{_written(example(record, field.encode_name))}` |".replace(
            "||", "|"
        )
        for field in msgspec.structs.fields(record)
    ]
    head = f"## {name}\n\n| field | type | needed | means | such as |\n|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def kind(told: Any) -> str:
    """A type in words."""
    if get_origin(told) in (Union, types.UnionType):
        parts = [part for part in get_args(told) if part is not type(None)]
        numbers = set(parts) == {int, float}
        words = "number" if numbers else " or ".join(kind(part) for part in parts)
        return words + (" or null" if len(parts) < len(get_args(told)) else "")
    if get_origin(told) is Annotated:
        return kind(get_args(told)[0])
    if get_origin(told) is Literal:
        return ", ".join(f"`{one}`" for one in get_args(told))
    if get_origin(told) is list:
        return f"list of {kind(get_args(told)[0])}"
    names = {str: "text", int: "whole number", float: "number", bool: "true or false", model.Label: "text in fr and en"}
    return names.get(told, f"mapping ({told.__name__.lower()})" if isinstance(told, type) else str(told))


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_written(part) for part in value) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"{text[:4]}…" if re.fullmatch("0{64}", text) else text


if __name__ == "__main__":
    replace_text(Path(sys.argv[1]), coding())
