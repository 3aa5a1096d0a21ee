"""Conflicts: two claims that cannot both hold. Found in the claims, never typed; a person may only decide.

What is a conflict
- polarity  one fact is affirmed by one claim and denied by another.
- value     two ranges of one fact do not overlap, in a common unit. Ranges that are dated and belong to times that
            cannot be the same are no conflict, unless the predicate is functional or happens once.
- role      a functional predicate (a subject has one object or text at most) has two. The vocabulary names the kind
            of this conflict: mostly `role` or `value`. Roles change: of kind role and identity, the two sides must be
            said within a month (`_CHANGES_IN`) of each other.
- identity  the same, where a verdict says that the two objects are perhaps not one (`unsure`) or are not (`different`).
- status    one fact stands on two rungs, and the order of publication does not explain it as progress: the lower rung
            is published on the day of the higher or later, for certain, by another source, and does not date itself
            before it. `suspended` and `cancelled` stand above the ladder, so that going on after a cancellation is a
            conflict; what is suspended may be taken up again on a later day. `denied` is against every rung.
- date      what happens once has two dates that cannot be the same.

What is not
- Ranges that overlap, dates of which one is within the other, rungs in the order of the ladder, and rungs that one
  source tells as a course of events.
- Two objects of a functional predicate that one passage names together (a delegation led by two ministers), or that an
  identity verdict calls the same.
- A rung of which the source has no date, or one too vague: it cannot be put in order.
- A rank or an office of one year and another of a later one: a side reaches from the first day of which it is said to
  the last (of a claim without a date, the days on which its source may have appeared).
- Whatever a denied claim says, but for the denial itself.

Claims that say the same stand on one side, and two sides disagree once: the earliest claim of each, by publication and
then by id, stands for it. A pair of claims makes one row, with the first kind of polarity, identity, role, value,
status, date that fits. `decisions.yaml` may name any claim of either side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from malirussia.errors import TablesError
from malirussia.tables import days, envelope
from malirussia.tables.grouping import Codes, alphabetical, codes, distinct_in, pairs, places
from malirussia.tables.schema import CONFLICT_TABLE, LADDER

_PRECEDENCE = ("polarity", "identity", "role", "value", "status", "date")
_BESIDE = {"suspended": len(LADDER), "cancelled": len(LADDER) + 1, "denied": len(LADDER) + 2}
_CHANGES_IN = 31  # days: a role that is given one is taken to be held that long before and after
_ROLES = ("role", "identity")
LEVEL = {**{status: rung for rung, status in enumerate(LADDER)}, **_BESIDE}

Columns = dict[str, npt.NDArray[Any]]
Test = Callable[[Columns, Columns], npt.NDArray[np.bool_]]


@dataclass(frozen=True)
class Decision:
    """What a person decided between two claims.

    Attributes:
        claims: The two, in any order.
        preferred: One of them; None where the question is left open.
        reason: Why, in English.
        where: `file:line` of the decision, for the message where it fits nothing.
        reason_fr: Why, in French; the English one where it is empty.
    """

    claims: tuple[str, str]
    preferred: str | None
    reason: str
    where: str
    reason_fr: str = ""


@dataclass(frozen=True)
class Conflicts:
    """The conflicts found.

    Attributes:
        rows: One row a conflict: claim_a, claim_b, kind, side_a, side_b.
        sides: By kind of search, the side that each claim is on; -1 for a claim that is on none.
    """

    rows: pd.DataFrame
    sides: dict[str, Codes]


def find(claims: pd.DataFrame, sources: pd.DataFrame, identities: pd.DataFrame, predicates: pd.DataFrame) -> Conflicts:
    """Find all conflicts.

    Args:
        claims: The claims table, with fact ids.
        sources: The sources table.
        identities: The identities table.
        predicates: One row a predicate: predicate, functional, conflict, once, as in the vocabulary.
    """
    facing = _prepare(claims, sources, predicates)
    batches, sides = [], {}
    for search in (_polarity, _objects, _values, _status, _dates):
        rows, side = search(facing, identities)
        sides[search.__name__] = side
        batches.append(rows.assign(search=search.__name__))
    rows = pd.concat(batches, ignore_index=True)
    claim_ids = claims["claim_id"].to_numpy(dtype=object)
    rows["claim_a"], rows["claim_b"] = claim_ids[rows["row_a"]], claim_ids[rows["row_b"]]
    swap = (rows["claim_a"] > rows["claim_b"]).to_numpy()
    for name in ("claim", "row", "side"):
        a, b = rows[f"{name}_a"].to_numpy(), rows[f"{name}_b"].to_numpy()
        rows[f"{name}_a"], rows[f"{name}_b"] = np.where(swap, b, a), np.where(swap, a, b)
    rows["precedence"] = rows["kind"].map({kind: place for place, kind in enumerate(_PRECEDENCE)})
    rows = rows.sort_values(["claim_a", "claim_b", "precedence"]).drop_duplicates(["claim_a", "claim_b"])
    return Conflicts(rows.drop(columns="precedence").reset_index(drop=True), sides)


def decide(
    undecided: Conflicts, claims: pd.DataFrame, decisions: Sequence[Decision]
) -> tuple[pd.DataFrame, npt.NDArray[np.bool_]]:
    """Join what people decided to the conflicts found.

    Returns:
        The conflicts table, and for each claim whether a person preferred the other side to it.

    Raises:
        TablesError: If a decision fits no conflict, or two decisions fit the same.
    """
    rows = undecided.rows
    preferred = np.full(len(rows), None, dtype=object)
    reason = np.full(len(rows), None, dtype=object)
    reason_fr = np.full(len(rows), None, dtype=object)
    lost: dict[str, list[int]] = {search: [] for search in undecided.sides}
    conflict_of = {key: row for row, key in enumerate(zip(rows["search"], rows["side_a"], rows["side_b"], strict=True))}
    named = pd.Series([claim for decision in decisions for claim in decision.claims], dtype="str")
    numbers = places(named, claims["claim_id"]).reshape(-1, 2).tolist()
    for decision, pair in zip(decisions, numbers, strict=True):
        fits = _fitting(undecided, conflict_of, *pair) if min(pair) >= 0 else []
        if not fits:
            raise TablesError(
                decision.where,
                f"the decision between {decision.claims[0]} and {decision.claims[1]} fits no conflict",
                "the claims may have changed: mend the ids or remove the decision",
            )
        for row in fits:
            if reason[row] is not None:
                raise TablesError(
                    decision.where,
                    f"the conflict of {rows['claim_a'][row]} and {rows['claim_b'][row]} is decided twice",
                    "keep one of the decisions",
                )
            reason[row], reason_fr[row] = decision.reason, decision.reason_fr or decision.reason
            if decision.preferred is not None:
                search = rows["search"][row]
                winner = undecided.sides[search][pair[decision.claims.index(decision.preferred)]]
                a_wins = winner == rows["side_a"][row]
                preferred[row] = rows["claim_a" if a_wins else "claim_b"][row]
                lost[search].append(rows["side_b" if a_wins else "side_a"][row])
    overtaken = np.zeros(len(claims), dtype=bool)
    for search, losers in lost.items():
        overtaken |= np.isin(undecided.sides[search], losers)
    table = CONFLICT_TABLE.frame({**rows, "preferred": preferred, "reason": reason, "reason_fr": reason_fr})
    return table, overtaken


def _fitting(undecided: Conflicts, conflict_of: dict[tuple[str, int, int], int], a: int, b: int) -> list[int]:
    """Return the rows whose two sides hold the claims number `a` and `b`."""
    keys = [(search, side[a], side[b]) for search, side in undecided.sides.items()]
    tried = [key for search, here, there in keys for key in ((search, here, there), (search, there, here))]
    return sorted({conflict_of[key] for key in tried if key in conflict_of})


def _prepare(claims: pd.DataFrame, sources: pd.DataFrame, predicates: pd.DataFrame) -> pd.DataFrame:
    """Return one row a claim with what the searches compare."""
    word, different = pd.factorize(claims["predicate"])
    known = predicates.set_index("predicate").reindex(different)
    rung, statuses = pd.factorize(claims["status"])
    # What is missing has the place -1, which picks the last member.
    level = np.array([*(LEVEL.get(status, -1) for status in statuses), -1], dtype=np.int64)
    source = places(claims["source_id"], sources["source_id"])
    out_first, out_last = days.bounds(sources["published"])
    facing = pd.DataFrame(
        {
            "fact": codes(claims["fact_id"]),
            "about": codes(claims["subject"], claims["predicate"]),
            "source": codes(claims["source_id"]),
            "passage": codes(claims["passage_id"]),
            "affirmed": (claims["polarity"] == "affirmed").to_numpy(),
            "functional": known["functional"].fillna(False).to_numpy(dtype=bool)[word],
            "once": known["once"].fillna(False).to_numpy(dtype=bool)[word],
            "kind": known["conflict"].fillna("value").to_numpy(dtype=object)[word],
            "carries": (claims["object"].notna() | claims["text"].notna()).to_numpy(),
            "object": claims["object"].to_numpy(dtype=object),
            "level": level[rung],
            "dated": claims["date"].notna().to_numpy(),
            "out_first": np.append(out_first, days.FIRST)[source],
            "out_last": np.append(out_last, days.LAST)[source],
        }
    )
    facing["start"], facing["end"] = days.bounds(claims["date"])
    facing["said_from"] = np.where(facing["dated"], facing["start"], facing["out_first"])
    facing["said_to"] = np.where(facing["dated"], facing["end"], facing["out_last"])
    facing["row"] = np.arange(len(facing))
    rank = np.empty(len(facing), dtype=np.int64)
    rank[np.lexsort((alphabetical(claims["claim_id"]), facing["out_last"]))] = np.arange(len(facing))
    facing["rank"] = rank
    quantities = envelope.common(facing["fact"].to_numpy(), claims)
    facing["measured"] = quantities["unit"].notna().to_numpy()
    facing["low"] = quantities["low"].fillna(-np.inf).to_numpy()
    facing["high"] = quantities["high"].fillna(np.inf).to_numpy()
    return facing


def _polarity(facing: pd.DataFrame, _: pd.DataFrame) -> tuple[pd.DataFrame, Codes]:
    return _search(facing, "fact", ["affirmed"], [], _any, "polarity")


def _objects(facing: pd.DataFrame, identities: pd.DataFrame) -> tuple[pd.DataFrame, Codes]:
    some = facing[facing["functional"] & facing["carries"] & facing["affirmed"]]
    rows, side = _search(some, "about", ["fact"], [], _any, "")
    if rows.empty:
        return rows, _full(side, some, len(facing))
    rows = rows[~_together(some, side, rows)]
    roles = (np.isin(facing["kind"], _ROLES) & ~facing["once"].to_numpy())[rows["row_a"]]
    rows = rows[~(roles & _in_turn(some, side, rows))]
    verdict = _verdicts(
        facing["object"].to_numpy()[rows["row_a"]], facing["object"].to_numpy()[rows["row_b"]], identities
    )
    usual = facing["kind"].to_numpy()[rows["row_a"]]
    kind = np.where(np.isin(verdict, ["unsure", "different"]), "identity", usual)
    rows = rows.assign(kind=kind)[verdict != "same"]
    return rows, _full(side, some, len(facing))


def _in_turn(some: pd.DataFrame, side: Codes, rows: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return whether the two sides of each pair are said more than a month apart, so that one may follow the other."""
    spans = some.groupby(side).agg(first=("said_from", "min"), last=("said_to", "max"))
    a, b = spans.loc[rows["side_a"]], spans.loc[rows["side_b"]]
    later = np.maximum(a["first"].to_numpy(), b["first"].to_numpy())
    earlier = np.minimum(a["last"].to_numpy(), b["last"].to_numpy())
    return np.asarray(later - earlier > _CHANGES_IN, dtype=bool)


def _values(facing: pd.DataFrame, _: pd.DataFrame) -> tuple[pd.DataFrame, Codes]:
    some = facing[facing["measured"] & facing["affirmed"]]

    def disjoint(a: Columns, b: Columns) -> npt.NDArray[np.bool_]:
        apart = (a["high"] < b["low"]) | (b["high"] < a["low"])
        timeless = a["functional"] | a["once"]
        return np.asarray(apart & (timeless | ~_at_other_times(a, b)), dtype=bool)

    rows, side = _search(some, "fact", ["low", "high"], ["start", "end", "functional", "once"], disjoint, "value")
    return rows, _full(side, some, len(facing))


def _status(facing: pd.DataFrame, _: pd.DataFrame) -> tuple[pd.DataFrame, Codes]:
    some = facing[(facing["level"] >= 0) & facing["affirmed"]]
    same = ["source", "out_first", "out_last", "start", "end"]
    rows, side = _search(some, "fact", ["level"], same, _out_of_order, "status")
    return rows, _full(side, some, len(facing))


def _out_of_order(a: Columns, b: Columns) -> npt.NDArray[np.bool_]:
    """Return whether the order of publication fails to explain two rungs as progress."""
    a_lower = a["level"] < b["level"]
    low = {name: np.where(a_lower, a[name], b[name]) for name in a}
    high = {name: np.where(a_lower, b[name], a[name]) for name in a}
    published = np.ones(len(a_lower), dtype=bool)
    for side in (low, high):
        published &= (side["out_first"] > days.FIRST) & (side["out_last"] < days.LAST)
    same_day_or_later = published & (low["out_first"] >= high["out_last"])
    same_day = same_day_or_later & (low["out_last"] <= high["out_first"])
    told_as_progress = low["end"] < high["start"]
    against = np.select(
        [high["level"] == LEVEL["denied"], high["level"] == LEVEL["suspended"]],
        [np.ones(len(a_lower), dtype=bool), same_day],
        same_day_or_later & ~told_as_progress,
    )
    return np.asarray((low["source"] != high["source"]) & against, dtype=bool)


def _dates(facing: pd.DataFrame, _: pd.DataFrame) -> tuple[pd.DataFrame, Codes]:
    some = facing[facing["once"] & facing["dated"] & facing["affirmed"]]
    some = some.assign(event=np.where(some["functional"], some["about"], -1 - some["fact"]))
    rows, side = _search(some, "event", ["start", "end"], [], _at_other_times, "date")
    return rows, _full(side, some, len(facing))


def _any(a: Columns, _: Columns) -> npt.NDArray[np.bool_]:
    """Take every two sides for a conflict."""
    return np.ones(len(next(iter(a.values()))), dtype=bool)


def _at_other_times(a: Columns, b: Columns) -> npt.NDArray[np.bool_]:
    """Return whether two dates cannot be the same; one that is missing may be any."""
    return np.asarray((a["end"] < b["start"]) | (b["end"] < a["start"]), dtype=bool)


def _search(
    some: pd.DataFrame, group: str, differs: list[str], compares: list[str], test: Test, kind: str
) -> tuple[pd.DataFrame, Codes]:
    """Return the pairs of sides that pass a test, each with the earliest claims that show it.

    Args:
        some: The claims searched, a part of `_prepare`.
        group: The column whose value both claims of a pair share.
        differs: The columns that make a side: claims of one group that are alike in them say the same.
        compares: What the test reads besides; claims of one side that are alike in it too are looked at once.
        test: Takes the two claims of each pair, and says of each pair whether it is a conflict.
        kind: The kind of the conflicts found.

    Returns:
        The pairs: side_a, side_b, row_a, row_b, kind; and the side of each row of `some`.
    """
    none = pd.DataFrame({name: np.array([], dtype=np.int64) for name in ("side_a", "side_b", "row_a", "row_b")})
    if some.empty:
        return none.assign(kind=kind), np.array([], dtype=np.int64)
    side = codes(some[group], *(some[name] for name in differs))
    groups = codes(some[group])
    several = distinct_in(groups, side, int(groups.max()) + 1)[groups] > 1
    if not several.any():
        return none.assign(kind=kind), side
    facing = some.loc[several, list(dict.fromkeys([group, "row", "rank", *differs, *compares]))]
    facing = facing.assign(side=side[several]).sort_values("rank").drop_duplicates([group, *differs, *compares])
    tested = {name: facing[name].to_numpy() for name in (*differs, *compares)}
    sides, row, rank = (facing[name].to_numpy() for name in ("side", "row", "rank"))
    batches = [none]
    for i, j in pairs(facing[group].to_numpy()):
        apart = sides[i] != sides[j]
        i, j = i[apart], j[apart]
        hit = test(_at(tested, i), _at(tested, j))
        i, j = i[hit], j[hit]
        i_first = sides[i] < sides[j]
        a, b = np.where(i_first, i, j), np.where(i_first, j, i)
        both = pd.DataFrame(
            {
                "side_a": sides[a], "side_b": sides[b], "row_a": row[a], "row_b": row[b],
                "late": np.maximum(rank[a], rank[b]), "early": np.minimum(rank[a], rank[b]),
            }
        ).sort_values(["late", "early"])  # fmt: skip
        batches.append(both.drop_duplicates(["side_a", "side_b"]))
    rows = pd.concat(batches, ignore_index=True)
    if len(batches) > 2:
        rows = rows.sort_values(["late", "early"]).drop_duplicates(["side_a", "side_b"])
    names = ["side_a", "side_b", "row_a", "row_b"]
    return rows[names].astype(np.int64).reset_index(drop=True).assign(kind=kind), side


def _at(columns: Columns, rows: Codes) -> Columns:
    return {name: cells[rows] for name, cells in columns.items()}


def _together(some: pd.DataFrame, side: Codes, rows: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return whether a passage names both sides of each pair together."""
    if rows.empty:
        return np.zeros(0, dtype=bool)
    width = int(side.max()) + 1
    told = pd.DataFrame({"where": codes(some["passage"], some["about"]), "side": side}).drop_duplicates()
    keys = [np.array([], dtype=np.int64)]
    told_side = told["side"].to_numpy()
    for i, j in pairs(told["where"].to_numpy()):
        left, right = told_side[i], told_side[j]
        keys.append(np.minimum(left, right) * width + np.maximum(left, right))
    return np.isin(rows["side_a"].to_numpy() * width + rows["side_b"].to_numpy(), np.unique(np.concatenate(keys)))


def _verdicts(
    left: npt.NDArray[np.object_], right: npt.NDArray[np.object_], identities: pd.DataFrame
) -> npt.NDArray[np.object_]:
    """Return the identity verdict on each pair of entities; empty text where there is none."""
    known = dict(zip(zip(identities["left"], identities["right"], strict=True), identities["verdict"], strict=True))
    known |= {(b, a): verdict for (a, b), verdict in known.items()}
    if not known:
        return np.full(len(left), "", dtype=object)
    return np.array([known.get(pair, "") for pair in zip(left, right, strict=True)], dtype=object)


def _full(side: Codes, some: pd.DataFrame, length: int) -> Codes:
    """Return the sides by claim number, -1 for a claim that was not searched."""
    full = np.full(length, -1, dtype=np.int64)
    full[some["row"].to_numpy()] = side
    return full
