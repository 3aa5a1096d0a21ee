"""Changes of facts: told or gone, their verdict, their voices, their range."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from malirussia.analysis.changes.causes import Causes
from malirussia.analysis.changes.change import Change, behind
from malirussia.analysis.changes.pairing import pairs
from malirussia.errors import UnitError
from malirussia.units import Quantity, check_per

Fact = Mapping[str, Any]


def facts(before: dict[str, Any], after: dict[str, Any], causes: Causes) -> Iterator[Change]:
    """Yield the changes of facts."""
    against = _against(before), _against(after)
    for name, was, now in pairs(before["facts"], after["facts"], _marks):
        then, there = ([] if fact is None else fact["claims"] for fact in (was, now))
        if was is None or now is None:
            what = "new" if was is None else "gone"
            yield Change("fact", name, what, was, now, behind(then, there), causes.of(then, there))
            continue
        # A verdict also follows from the claims that stand against a fact.
        cause = causes.of(
            *({*claims, *_facing(claims, facing)} for claims, facing in zip((then, there), against, strict=True))
        )
        for kind, what in _aspects(was, now):
            yield Change(kind, name, what, was, now, behind(then, there), cause)


def same_amount(was: Fact, now: Fact) -> bool:
    """Return whether two ranges are one, whatever unit they are written in."""
    if all(was.get(name) == now.get(name) for name in ("low", "high", "unit", "per")):
        return True
    try:
        left, right = _quantity(was), _quantity(now)
        if left is None or right is None:
            return False
        right = right.to_per(left.per).convert(left.unit)
    except UnitError:
        return False
    return _near(left.low, right.low) and _near(left.high, right.high)


def _quantity(fact: Fact) -> Quantity | None:
    return Quantity(fact.get("low"), fact.get("high"), fact["unit"], check_per(fact["per"])) if "unit" in fact else None


def _near(a: float | None, b: float | None) -> bool:
    return a == b if a is None or b is None else math.isclose(a, b, rel_tol=1e-12)


def _aspects(was: Fact, now: Fact) -> Iterator[tuple[str, str]]:
    if was["verdict"] != now["verdict"]:
        yield "verdict", now["verdict"]
    elif was["n_origin_groups"] != now["n_origin_groups"]:
        yield "voices", "more" if was["n_origin_groups"] < now["n_origin_groups"] else "fewer"
    denied, announced = ([fact.get(name, 0) > 0 for fact in (was, now)] for name in ("n_denied", "announced"))
    if denied[0] != denied[1]:
        yield "fact", "denied" if denied[1] else "undenied"
    elif announced[0] != announced[1]:
        yield "fact", "announced" if announced[1] else "told"
    if not same_amount(was, now):
        yield "value", "range"


def _marks(fact_id: str, fact: Fact) -> Iterator[Hashable]:
    # A second sort of quantity, or an entity under another id, renames a fact: its claims say the same.
    for claim in fact["claims"]:
        yield claim, fact["says_fr"], fact["says_en"]
        if "unit" in fact:
            yield claim, *fact_id.split(".")[:2]


def _against(picture: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return claim → the claims that stand against it."""
    facing: dict[str, set[str]] = {}
    for conflict in picture["conflicts"].values():
        a, b = (side["claim"] for side in conflict["sides"])
        facing.setdefault(a, set()).add(b)
        facing.setdefault(b, set()).add(a)
    return facing


def _facing(claims: list[str], against: Mapping[str, set[str]]) -> set[str]:
    return set().union(*(against.get(claim, set()) for claim in claims))
