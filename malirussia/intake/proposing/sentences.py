"""A first sentence for a claim, made of the ledger's own words: a person makes it better."""

from __future__ import annotations

from malirussia.evidence.ledger import Ledger
from malirussia.evidence.model import Value

_SPACE = {"fr": "\u00a0", "en": ","}
_COLON = {"fr": "\u00a0: ", "en": ": "}
_TO = {"fr": " à ", "en": " to "}
_LEAST = {"fr": "au moins ", "en": "at least "}
_MOST = {"fr": "au plus ", "en": "at most "}


def composed(
    ledger: Ledger, lang: str, subject: str, predicate: str, entity: str | None, value: Value | None
) -> str | None:
    """Compose a sentence of subject, predicate and object or quantity.

    What a claim carries as a text is a tag in English, of which no sentence can be made.

    Args:
        ledger: For the names of entities and the words of predicates.
        lang: `fr` or `en`.
        subject: An entity.
        predicate: A predicate.
        entity: The object, for a predicate that takes an entity.
        value: A quantity, likewise.

    Returns:
        A sentence, or None where something is missing for one.
    """
    word = ledger.vocabulary.predicates[predicate]
    said = word.fr if lang == "fr" else word.en
    about = _name(ledger, subject, lang)
    if about is None or word.object == "text":
        return None
    if word.object == "none":
        return f"{about} {said}."
    if word.object == "entity":
        other = None if entity is None else _name(ledger, entity, lang)
        return None if other is None else f"{about} {said} {other}."
    return None if value is None else f"{about}, {said}{_COLON[lang]}{_amount(value, lang)}."


def _name(ledger: Ledger, entity: str, lang: str) -> str | None:
    known = ledger.entities.get(entity)
    return None if known is None else known.fr if lang == "fr" else known.en


def _amount(value: Value, lang: str) -> str:
    sides = [None if side is None else _figure(side, lang) for side in (value.low, value.high)]
    if sides[0] == sides[1]:
        return str(sides[0])
    if sides[1] is None:
        return f"{_LEAST[lang]}{sides[0]}"
    if sides[0] is None:
        return f"{_MOST[lang]}{sides[1]}"
    return f"{sides[0]}{_TO[lang]}{sides[1]}"


def _figure(number: int | float, lang: str) -> str:
    text = f"{number:,}".replace(",", _SPACE[lang])
    return text.replace(".", ",") if lang == "fr" else text
