"""Shares that a person types: of products in a mix, of corridors on the road."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from malirussia.errors import ScenarioError

Shares = Mapping[str, float]

# What may be lost when shares are typed with a few decimals.
_TOLERANCE = 1e-6


def read_shares(choice: str, given: str | Shares, known: tuple[str, ...], default: str) -> dict[str, float]:
    """Return the share of each part, those of 0 left out.

    Args:
        choice: The name of the choice, for errors.
        given: One part, a mapping, or text such as `gas-oil:0.6 gasoline:0.4`.
        known: The parts there are.
        default: The word that stands for no choice, for errors.

    Raises:
        ScenarioError: If a part is unknown, a share is no number from 0 to 1, or the shares do not sum to 1.
    """
    where = f"scenario {choice}={given!r}"
    known_words = f"use {default!r}, or shares of {' '.join(known)}"
    shares: dict[str, Any] = dict(_read(where, given, known) if isinstance(given, str) else given)
    if not shares:
        raise ScenarioError(where, "empty", known_words)
    for name, share in shares.items():
        if name not in known:
            raise ScenarioError(where, f"unknown {name!r}", known_words)
        # Written so that NaN is refused too.
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            raise ScenarioError(where, f"{name} has the share {share}", "give each a share from 0 to 1")
    total = math.fsum(shares.values())
    if abs(total - 1) > _TOLERANCE:
        raise ScenarioError(where, f"the shares sum to {total:g}", "make them sum to 1")
    return {name: float(share) for name, share in shares.items() if share > 0}


def _read(where: str, text: str, known: tuple[str, ...]) -> dict[str, float]:
    if text.strip() in known:
        return {text.strip(): 1.0}
    shares: dict[str, float] = {}
    for part in text.replace(",", " ").split():
        name, _, share = part.partition(":")
        try:
            value = float(share)
        except ValueError:
            raise ScenarioError(where, f"cannot read {part!r}", f"write it as {known[0]}:0.6 {known[1]}:0.4") from None
        if name in shares:
            raise ScenarioError(where, f"{name} stands twice", "give each once")
        shares[name] = value
    return shares
