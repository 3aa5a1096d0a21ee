"""Changes made to a snapshot by hand, one for everything that can change: what `compare` must find, and `tell` tell."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

Picture = dict[str, Any]
Edit = Callable[[Picture, Picture, str], None]
"""Changes one thing, named by its id, in the earlier or in the later of two equal pictures."""


def _drop(part: str, side: int) -> Edit:
    def edit(before: Picture, after: Picture, name: str) -> None:
        del (before, after)[side][part][name]

    return edit


def _set(part: str, side: int = 1, **cells: Any) -> Edit:
    """Sets cells; a cell that is None is taken away, one that is a function is made of the row."""

    def edit(before: Picture, after: Picture, name: str) -> None:
        row = (before, after)[side][part][name]
        for cell, value in cells.items():
            made = value(row) if callable(value) else value
            row.pop(cell, None) if made is None else row.update({cell: made})

    return edit


def _both(*edits: Edit) -> Edit:
    def edit(before: Picture, after: Picture, name: str) -> None:
        for one in edits:
            one(before, after, name)

    return edit


def _date(side: int = 1, **cells: Any) -> Edit:
    """Sets cells of the first due date of a promise, `id#1`."""

    def edit(before: Picture, after: Picture, name: str) -> None:
        promise, _, n = name.partition("#")
        (before, after)[side]["commitments"][promise]["dates"][n].update(cells)

    return edit


def _another_group(row: Picture) -> str:
    return next(group for group in ("malikonews-2025-10-24", "unidentified-2025-06") if group != row["origin_group"])


def _one_more(cell: str) -> Callable[[Picture], Any]:
    return lambda row: row[cell] + 1


def _other_unit(row: Picture) -> float:
    return 2 * row["high"] if "high" in row else 10 * row["low"]


def _with_stranger(row: Picture) -> list[str]:
    return [*row["claims"], "another-page.c01"]


def _swapped(row: Picture) -> str:
    return next(side["claim"] for side in row["sides"] if side["claim"] != row.get("preferred"))


_VOICE = {"n_claims": _one_more("n_claims"), "n_sources": _one_more("n_sources"), "claims": _with_stranger}
_MORE = {**_VOICE, "n_origin_groups": _one_more("n_origin_groups")}
_SECOND = {"corroborated": "discussed", "corroborated_groups": 2}
_HIGH = {"claimed": "completed", **_SECOND}

_FROM_OPEN = (("open", "due"), ("open", "undated"))

EDITS: dict[tuple[str, str], tuple[str, str, Edit]] = {
    ("source", "new"): ("sources", "", _drop("sources", 0)),
    ("source", "gone"): ("sources", "", _drop("sources", 1)),
    ("source", "described"): ("sources", "", _set("sources", publisher="Another outlet")),
    ("source", "grouped"): ("sources", "", _set("sources", origin_group=_another_group)),
    ("fact", "new"): ("facts", "", _drop("facts", 0)),
    ("fact", "gone"): ("facts", "", _drop("facts", 1)),
    ("fact", "told"): ("facts", "", _both(_set("facts", 0, announced=True), _set("facts", announced=False))),
    ("fact", "announced"): ("facts", "", _both(_set("facts", 0, announced=False), _set("facts", announced=True))),
    ("fact", "denied"): ("facts", "", _both(_set("facts", 0, n_denied=0), _set("facts", n_denied=1))),
    ("fact", "undenied"): ("facts", "", _both(_set("facts", 0, n_denied=1), _set("facts", n_denied=0))),
    ("verdict", "corroborated"): (
        "facts", "", _both(_set("facts", 0, verdict="single"), _set("facts", verdict="corroborated", **_MORE)),
    ),
    ("verdict", "carried"): (
        "facts", "", _both(_set("facts", 0, verdict="single"), _set("facts", verdict="carried", **_MORE)),
    ),
    ("verdict", "single"): (
        "facts", "", _both(_set("facts", 0, verdict="corroborated", **_MORE), _set("facts", verdict="single")),
    ),
    ("verdict", "disputed"): (
        "facts", "", _both(_set("facts", 0, verdict="single"), _set("facts", verdict="disputed")),
    ),
    ("verdict", "superseded"): (
        "facts", "", _both(_set("facts", 0, verdict="single"), _set("facts", verdict="superseded")),
    ),
    ("voices", "more"): ("facts", "", _set("facts", **_MORE)),
    ("voices", "fewer"): ("facts", "", _set("facts", 0, **_MORE)),
    ("value", "range"): (
        "facts",
        "",
        _both(
            _set("facts", 0, low=160_000.0, high=200_000.0, unit="t", per="month"),
            _set("facts", low=160_000.0, high=250_000.0, unit="t", per="month"),
        ),
    ),
    ("rung", "new"): ("rungs", "", _drop("rungs", 0)),
    ("rung", "gone"): ("rungs", "", _drop("rungs", 1)),
    ("rung", "up"): ("rungs", "", _both(_set("rungs", 0, claimed="discussed"), _set("rungs", **_HIGH))),
    ("rung", "down"): ("rungs", "", _both(_set("rungs", 0, **_HIGH), _set("rungs", claimed="discussed"))),
    ("rung", "confirmed"): (
        "rungs", "", _both(_set("rungs", 0, corroborated="none"), _set("rungs", **_SECOND)),
    ),
    ("rung", "unconfirmed"): (
        "rungs", "", _both(_set("rungs", 0, corroborated="discussed"), _set("rungs", corroborated="none")),
    ),
    ("rung", "suspended"): ("rungs", "", _set("rungs", beside="suspended", beside_since="2025-11")),
    ("rung", "cancelled"): ("rungs", "", _set("rungs", beside="cancelled")),
    ("rung", "denied"): ("rungs", "", _set("rungs", beside="denied")),
    ("rung", "undenied"): ("rungs", "", _set("rungs", 0, denied="signed", denied_ids=[])),
    ("rung", "resumed"): ("rungs", "", _set("rungs", 0, beside="suspended")),
    ("rung", "dated"): ("rungs", "", _set("rungs", claimed_since="2024-01")),
    ("conflict", "new"): ("conflicts", "~", _drop("conflicts", 0)),
    ("conflict", "gone"): ("conflicts", "~", _drop("conflicts", 1)),
    ("conflict", "decided"): ("conflicts", "~", _set("conflicts", preferred=_swapped)),
    ("conflict", "undecided"): (
        "conflicts", "~", _both(_set("conflicts", 0, preferred=_swapped), _set("conflicts", preferred=None)),
    ),
    ("conflict", "recast"): (
        "conflicts", "~", _both(_set("conflicts", 0, kind="date"), _set("conflicts", kind="role")),
    ),
    **{
        ("commitment", state): ("commitments", "#1", _both(_date(0, state=earlier), _date(state=state)))
        for earlier, state in (*(("due", late) for late in ("overdue", "met", "silent", "open")), *_FROM_OPEN)
    },
    ("commitment", "redated"): ("commitments", "#1", _both(_date(0, due="2025-11"), _date(due="2026-03"))),
    ("commitment", "new"): ("commitments", "", _drop("commitments", 0)),
    ("commitment", "gone"): ("commitments", "", _drop("commitments", 1)),
    ("reference", "changed"): ("reference", "", _set("reference", high=_other_unit)),
    ("reference", "graded"): ("reference", "", _both(_set("reference", 0, grade="A"), _set("reference", grade="C"))),
    ("reference", "new"): ("reference", "", _drop("reference", 0)),
    ("reference", "gone"): ("reference", "", _drop("reference", 1)),
}  # fmt: skip
"""Kind and what → the part of the picture, what stands in or after the id of its change, and the edit."""


def edited(
    picture: Picture, *changes: tuple[tuple[str, str], str]
) -> tuple[Picture, Picture, list[tuple[str, str, str]]]:
    """Two pictures that differ in some things, and what must be found: (kind, what, id).

    Args:
        picture: A snapshot.
        changes: (kind, what) and the id of the thing in its part of the picture.
    """
    before, after = copy.deepcopy(picture), copy.deepcopy(picture)
    expected = []
    for pair, name in changes:
        part, mark, edit = EDITS[pair]
        found = name
        if mark == "~":
            found = "~".join(sorted(side["claim"] for side in picture[part][name]["sides"]))
        elif mark:
            found = f"{name}{mark}"
        edit(before, after, found if mark == "#1" else name)
        expected.append((*pair, found))
    return before, after, expected
