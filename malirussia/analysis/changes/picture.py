"""A picture of the ledger on a day: what can change for a reader, in JSON.

    {"snapshot": 1, "as_of": "2025-10-24", "ledger": "…",
     "sources": {"la-revue-2025-06-24": {"known": true, "publisher": …, "published": …, "mark": …}, …},
     "facts": {"petroleum-deliveries.monthly_tonnage": {"verdict": "single", "low": 160000.0, "claims": […], …}, …},
     "rungs": …, "conflicts": …, "commitments": …, "reference": …,
     "entities": {"visit-2025-06": {"fr": …, "en": …}, …}, "predicates": …}

It carries the names in both languages, so that what has gone can still be named. Cells without a value are left out,
and of a fact `n_denied` where no page negates it, and `announced` (no page tells it as done) where one does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia import edtf
from malirussia.analysis.changes.marks import marks
from malirussia.analysis.changes.pictured_conflicts import conflicts
from malirussia.analysis.evidence.agreement import fact_table
from malirussia.analysis.evidence.speaking import rung_heights, speaking
from malirussia.analysis.known import appeared, known_claims, rows_of, said, signatures
from malirussia.analysis.standing.ladder import ANNOUNCED, ladder
from malirussia.analysis.standing.occurrences import occurrences
from malirussia.analysis.vocabulary import vocabulary
from malirussia.tables.columns import split

if TYPE_CHECKING:
    from malirussia.tables import Dataset

Snapshot = dict[str, Any]
VERSION = 1

# A rhythm of days would fill a receipt: the last due dates are enough.
KEPT = 12

# Its subject and predicate stand in the id of a fact.
_FACT = ("object", "verdict", "n_claims", "n_sources", "n_origin_groups", "low", "high", "unit", "per")
_RUNG = ("claimed", "claimed_since", "claimed_groups", "corroborated", "corroborated_since", "corroborated_groups")
_FIGURE = ("low", "high", "unit", "per", "grade", "period")
_AHEAD = ("planned", "conditional")


def snapshot(ds: Dataset, as_of: str) -> Snapshot:
    """Take the picture of a ledger.

    Args:
        ds: The tables.
        as_of: EDTF date; what could be read by its last day.

    Returns:
        JSON values only, the same from one call to the next, ids in order. `sources` holds those to come as well, with
        `known` false: by them `compare` tells a new page from one whose day has come.

    Raises:
        DateError: `as_of` is no date, or has no end.
    """
    claims = known_claims(ds, as_of=as_of)
    whole, source_marks = marks(ds)
    figures, citations = _reference(ds)
    facts, disputed, promises = _facts(ds, claims, as_of), conflicts(ds, claims, as_of), _commitments(ds, as_of)
    # The words between a subject and its answer are needed where the answer is a figure, or disputed.
    words = {row["predicate"] for row in disputed.values()}
    words |= {fact_id.split(".")[1] for fact_id, fact in facts.items() if "unit" in fact}
    named = {*claims["subject"], *claims["object"].dropna(), *claims["asserted_by"].dropna()}
    named |= {promise[role] for promise in promises.values() for role in ("by", "to") if role in promise}
    return {
        "snapshot": VERSION,
        "as_of": as_of,
        "ledger": whole,
        "sources": _sources(ds, source_marks, as_of),
        "facts": facts,
        "rungs": _rungs(ds, as_of),
        "conflicts": disputed,
        "commitments": promises,
        "reference": figures,
        "citations": citations,
        "entities": _names(ds.entities, named),
        "predicates": {
            name: {"fr": label.fr, "en": label.en}
            for name, label in sorted(vocabulary(ds).predicates.items())
            if name in words
        },
    }


def filled(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return cells as plain JSON values, those without a value left out."""
    return {
        name: cell.item() if hasattr(cell, "item") else cell
        for name, cell in cells.items()
        if not (isinstance(cell, list | str) and len(cell) == 0) and (isinstance(cell, list) or not pd.isna(cell))
    }


def _sources(ds: Dataset, source_marks: Mapping[str, str], as_of: str) -> dict[str, dict[str, Any]]:
    days, names = appeared(ds), signatures(ds.sources)
    told = ds.claims["source_id"].value_counts()
    last = edtf.latest(as_of)
    return {
        row["source_id"]: filled(
            {
                "known": days[row["source_id"]] <= last,
                "publisher": names[row["source_id"]],
                # By its authors, where no outlet is printed.
                **({"unnamed": True} if said(row["publisher"]) is None else {}),
                **{name: row[name] for name in ("title", "published", "origin_group", "lang")},
                "n_claims": int(told.get(row["source_id"], 0)),
                "copy": row["text_sha256"][:16],
                "mark": source_marks[row["source_id"]],
            }
        )
        for row in _by(ds.sources, "source_id")
    }


def _facts(ds: Dataset, claims: pd.DataFrame, as_of: str) -> dict[str, dict[str, Any]]:
    # The same claim speaks for the fact as in the matrix of facts.
    words = {row["fact_id"]: row for row in rows_of(speaking(claims)[["fact_id", "text", "says_fr", "says_en"]])}
    ahead = claims["modality"].isin(_AHEAD) | claims["status"].isin(ANNOUNCED)
    telling = claims[~ahead & claims["polarity"].eq("affirmed")].assign(height=rung_heights)
    telling = telling.sort_values(["height", "claim_id"], ascending=[False, True], kind="stable")
    done = {row["fact_id"]: row for row in rows_of(telling.drop_duplicates("fact_id"))}
    return {
        row["fact_id"]: filled(
            {
                **{name: row[name] for name in _FACT},
                **{name: words[row["fact_id"]][name] for name in ("text", "says_fr", "says_en")},
                **_done(done.get(row["fact_id"]), words[row["fact_id"]]),
                "n_denied": row["n_denied"] or None,
                "announced": (row["fact_id"] not in done and row["n_denied"] < row["n_claims"]) or None,
                "claims": split(row["claim_ids"]),
            }
        )
        for row in _by(fact_table(ds, as_of=as_of), "fact_id")
    }


def _done(told: Mapping[str, Any] | None, speaking_one: Mapping[str, Any]) -> dict[str, str]:
    """Return the sentence that tells a fact as done, where it is not the one that speaks for it."""
    if told is None or all(told[name] == speaking_one[name] for name in ("says_fr", "says_en")):
        return {}
    return {"done_fr": told["says_fr"], "done_en": told["says_en"]}


def _rungs(ds: Dataset, as_of: str) -> dict[str, dict[str, Any]]:
    dates = dict(zip(ds.status_events["claim_id"], ds.status_events["date"], strict=True))
    names = _names(ds.entities, ds.entities["entity_id"])
    standings = {}
    for row in _by(ladder(ds, as_of=as_of), "entity_id"):
        ids = {name: split(row[f"{name}_ids"]) for name in ("claimed", "corroborated", "beside", "denied")}
        beside = [dates[claim] for claim in ids["beside"] if isinstance(dates.get(claim), str)]
        standings[row["entity_id"]] = filled(
            {
                **{f"caption_{lang}": name for lang, name in names[row["entity_id"]].items()},
                **{name: row[name] for name in _RUNG},
                "claimed_by": split(row["claimed_by"]),
                "beside": row["beside"],
                "denied": row["denied"],
                "beside_since": min(beside, key=lambda text: (edtf.latest(text), text), default=None),
                **{f"{name}_ids": claim_ids for name, claim_ids in ids.items()},
                "claims": split(row["claim_ids"]),
            }
        )
    return standings


def _commitments(ds: Dataset, as_of: str) -> dict[str, dict[str, Any]]:
    promises: dict[str, dict[str, Any]] = {}
    for row in rows_of(occurrences(ds, as_of=as_of).sort_values(["commitment_id", "n"])):
        promise = promises.setdefault(
            row["commitment_id"],
            {
                **filled(
                    {name: row[name] for name in ("by", "to", "what_fr", "what_en", "made", "rhythm", "claim_id")}
                ),
                "dates": {},
            },
        )
        cells = {name: row[name] for name in ("due", "state", "heard")} | ({"counted": True} if row["counted"] else {})
        told = {name: split(row[name]) for name in ("met_by", "heard_ids")}
        promise["dates"][str(row["n"])] = filled({**cells, **told})
        if len(promise["dates"]) > KEPT:
            del promise["dates"][str(row["n"] - KEPT)]
    return promises


def figure(picture: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """Return an outside figure of a picture with what it is cited by; None where the picture has none by that name.

    In pictures taken before citations stood apart a figure has its own.
    """
    told: dict[str, Any] | None = picture["reference"].get(name)
    if told is None or "cited" not in told:
        return told
    amounts = {key: value for key, value in told.items() if key != "cited"}
    return {**amounts, **picture["citations"][told["cited"]]}


def _reference(ds: Dataset) -> tuple[dict[str, dict[str, Any]], list[dict[str, str]]]:
    """Take the outside figures that have an id, and the works they are cited from, each once.

    An id is what a page calls a figure by; single quotations of a mean are left out.
    """
    rows = ds.reference[ds.reference["id"].notna() & ~ds.reference["id"].str.contains("/", na=False)]
    figures: dict[str, dict[str, Any]] = {}
    places: dict[tuple[tuple[str, str], ...], int] = {}
    for row in _by(rows, "id"):
        cited: dict[str, str] = {}
        for part in ("publisher", "title"):
            cited |= {
                name: row[name]
                for name in (part, f"{part}_fr", f"{part}_en")
                if isinstance(row[name], str) and (name == part or row[name] != row[part])
            }
        place = places.setdefault(tuple(cited.items()), len(places))
        figures[row["id"]] = filled({column: row[column] for column in _FIGURE}) | {"cited": place}
    return figures, [dict(cited) for cited in places]


def _names(entities: pd.DataFrame, wanted: Iterable[str]) -> dict[str, dict[str, str]]:
    some = entities[entities["entity_id"].isin(list(wanted))]
    return {row["entity_id"]: {"fr": row["caption_fr"], "en": row["caption_en"]} for row in _by(some, "entity_id")}


def _by(table: pd.DataFrame, key: str) -> list[dict[str, Any]]:
    return rows_of(table.sort_values(key))
