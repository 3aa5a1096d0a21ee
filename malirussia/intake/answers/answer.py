"""What an answer may hold: JSON of this form and no other."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from malirussia.errors import MaliRussiaError
from malirussia.evidence.model import Modality, Polarity, Status, Value

BYTES = 2**20
CLAIMS = 300
"""Bytes and claims of one answer at most: a long article makes sixty claims."""
Short = Annotated[str, Meta(min_length=1, max_length=300)]
Quote = Annotated[str, Meta(min_length=1, max_length=1000)]


class Proposal(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One claim that is proposed; every field is that of the evidence.

    Attributes:
        quote: The words of the article on which the claim stands, as printed, in one piece.
    """

    quote: Quote
    subject: Short
    predicate: Short
    object: Short | None = None
    text: Short | None = None
    value: Value | None = None
    date: Short | None = None
    as_printed: Short | None = None
    polarity: Polarity = "affirmed"
    modality: Modality
    by: Short | None = None
    status: Status | None = None
    sector: Short | None = None
    fr: Short
    en: Short


class Answer(Struct, frozen=True, kw_only=True):
    """The whole answer."""

    claims: list[Proposal]


def read(content: bytes, where: str) -> list[Proposal | str]:
    """Read an answer.

    Args:
        content: JSON, also in a fenced block with words around it.
        where: Its file, for errors.

    Returns:
        Each proposal, or why it is none.

    Raises:
        MaliRussiaError: If it is too large, no JSON, or has no list of claims.
    """
    if len(content) > BYTES:
        raise MaliRussiaError(where, f"{len(content):,} bytes", f"an answer has at most {BYTES:,}")
    start, stop = content.find(b"{"), content.rfind(b"}")
    try:
        data: Any = msgspec.json.decode(content[start : stop + 1] if 0 <= start < stop else content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MaliRussiaError(where, f"not JSON ({error})", "save the answer's JSON, and nothing else") from None
    claims = data.get("claims") if isinstance(data, dict) else None
    if not isinstance(claims, list):
        raise MaliRussiaError(where, "no list of claims", "ask again with malirussia intake ID --prompt")
    if len(claims) > CLAIMS:
        raise MaliRussiaError(where, f"{len(claims)} claims", f"an answer has at most {CLAIMS}")
    return [_proposal(claim) for claim in claims]


def _proposal(data: Any) -> Proposal | str:
    try:
        return msgspec.convert(data, Proposal)
    except msgspec.ValidationError as error:
        return f"not of the form: {error}"
