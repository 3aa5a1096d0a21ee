"""Looks things up in the tables, and makes the tree of each kind of thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from malirussia.tables.cells import number
from malirussia.tables.columns import split
from malirussia.tables.excerpt import Excerpt, excerpts
from malirussia.tables.tree import Trace

SEPARATOR = "~"
"""Between the parts of the id of a relation (`from~relation~to`) or a conflict (`claim~claim`)."""


class Tracer:
    """Makes the trees of one dataset.

    Args:
        tables: The thirteen tables by name.
        corpus: The folder of one's own copies of the articles; None to show no excerpts.
        lang: `fr` or `en`.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], corpus: Path | None, lang: str) -> None:
        self.corpus, self.lang = corpus, lang
        self.sources = _by(tables["sources"], "source_id")
        self.passages = _by(tables["passages"], "passage_id")
        self.claims = _by(tables["claims"], "claim_id")
        self.facts = _by(tables["facts"], "fact_id")
        self.entities = _by(tables["entities"], "entity_id")
        self.commitments = _by(tables["commitments"], "commitment_id")
        self.conflicts = _by(tables["conflicts"], "claim_a", "claim_b")
        self.relations = _by(tables["relations"], "from_id", "relation", "to_id")
        self.names = tables["names"]
        self._copies: dict[str, dict[str, Excerpt]] = {}

    @cached_property
    def looks(self) -> dict[str, tuple[pd.Index, Callable[[str], Trace]]]:
        """The known ids of each kind of thing, and what makes the tree of one."""
        return {
            "fact": (self.facts.index, self.fact),
            "claim": (self.claims.index, self.claim),
            "relation": (self.relations.index, self.relation),
            "conflict": (self.conflicts.index, self.conflict),
            "commitment": (self.commitments.index, self.commitment),
            "entity": (self.entities.index, self.entity),
            "passage": (self.passages.index, self.passage),
            "source": (self.sources.index, self.source_and_claims),
        }

    def nearest(self, any_id: str) -> list[str]:
        """The three known ids that are most like an unknown one."""
        from rapidfuzz import fuzz, process

        known = [name for ids, _ in self.looks.values() for name in ids]
        return [name for name, _, _ in process.extract(any_id, known, scorer=fuzz.ratio, limit=3)]

    def fact(self, fact_id: str) -> Trace:
        """A fact, on its claims."""
        row = _row(self.facts, fact_id)
        parts = [row["verdict"], _counted(row["n_claims"], "claim"), _counted(row["n_origin_groups"], "origin group")]
        parts += [f"{row['n_denied']} denied"] if row["n_denied"] > 0 else []
        parts += [] if row["unit"] is None else [_range(row)]
        return Trace("fact", fact_id, ", ".join(parts), self._claims(_where(self.claims, "fact_id", fact_id)))

    def claim(self, claim_id: str) -> Trace:
        """A claim, on its passage."""
        row = _row(self.claims, claim_id)
        how = [f"{row['modality']} by {row['asserted_by']}"]
        how += ["denied"] if row["polarity"] == "denied" else []
        how += [row[name] for name in ("status", "date") if row[name] is not None]
        how += [] if row["unit"] is None else [_range(row)]
        text = f"{row[f'says_{self.lang}']} ({', '.join(how)}; fact {row['fact_id']})"
        return Trace("claim", claim_id, text, (self.passage(row["passage_id"]),))

    def relation(self, relation_id: str) -> Trace:
        """A relation, on the claims that affirm it."""
        row = _row(self.relations, relation_id)
        arrow = "→" if row["directed"] else "–"
        ends = f"{self._caption(row['from_id'])} {arrow} {self._caption(row['to_id'])}"
        parts = [ends, _counted(row["n_claims"], "claim"), _counted(row["n_origin_groups"], "origin group")]
        return Trace("relation", relation_id, ", ".join(parts), self._claims(split(row["claim_ids"])))

    def conflict(self, conflict_id: str) -> Trace:
        """A conflict, on its two claims."""
        row = _row(self.conflicts, conflict_id)
        parts = [
            row["kind"],
            "nobody preferred a side" if row["preferred"] is None else f"preferred {row['preferred']}",
        ]
        parts += [] if row["reason"] is None else [row["reason"]]
        return Trace("conflict", conflict_id, ", ".join(parts), self._claims([row["claim_a"], row["claim_b"]]))

    def commitment(self, commitment_id: str) -> Trace:
        """A commitment, on the claim that promises it and those that say it was kept."""
        row = _row(self.commitments, commitment_id)
        when = [f"{name} {row[name]}" for name in ("made", "due", "rhythm") if row[name] is not None]
        text = f"{row[f'what_{self.lang}']} ({', '.join([row['by'], *when])})"
        return Trace("commitment", commitment_id, text, self._claims([row["claim_id"], *split(row["met_by"])]))

    def entity(self, entity_id: str) -> Trace:
        """An entity, on the facts about it and then the other claims that it makes."""
        row = _row(self.entities, entity_id)
        printed = self.names.loc[self.names["entity_id"] == entity_id, "name"].drop_duplicates()
        text = f"{self._caption(entity_id)} ({row['kind']})"
        text += ", printed as " + ", ".join(f"“{name}”" for name in printed) if len(printed) > 0 else ""
        about = self.facts.index[(self.facts["subject"] == entity_id) | (self.facts["object"] == entity_id)]
        makes = (self.claims["asserted_by"] == entity_id) & ~self.claims["fact_id"].isin(about)
        below = (*(self.fact(fact_id) for fact_id in about), *self._claims(self.claims.index[makes]))
        return Trace("entity", entity_id, text, below)

    def passage(self, passage_id: str) -> Trace:
        """A passage, on its source."""
        row = _row(self.passages, passage_id)
        text = f"words {row['first']}–{row['first'] + row['words'] - 1}"
        return Trace("passage", passage_id, text, (self.source(row["source_id"]),), self._excerpt(passage_id))

    def source(self, source_id: str) -> Trace:
        """A source, which stands on nothing."""
        row = _row(self.sources, source_id)
        parts = [row[name] for name in ("publisher", "published", "title", "url") if row[name] is not None]
        return Trace("source", source_id, ", ".join(parts) if parts else "no title, publisher or date is printed")

    def source_and_claims(self, source_id: str) -> Trace:
        """A source, with its passages and what is claimed in each."""
        below = []
        for passage_id in _where(self.passages, "source_id", source_id):
            whole = self.passage(passage_id)
            told = self._claims(_where(self.claims, "passage_id", passage_id))
            claims = tuple(Trace(claim.kind, claim.id, claim.text) for claim in told)
            below.append(Trace(whole.kind, whole.id, whole.text, claims, whole.excerpt))
        return Trace("source", source_id, self.source(source_id).text, tuple(below))

    def _claims(self, claim_ids: Iterable[str]) -> tuple[Trace, ...]:
        return tuple(self.claim(claim_id) for claim_id in claim_ids)

    def _caption(self, entity_id: str) -> str:
        return str(_row(self.entities, entity_id)[f"caption_{self.lang}"])

    def _excerpt(self, passage_id: str) -> Excerpt | None:
        """Return a passage in its context, each copy read once; None without a corpus, or where it is not found."""
        if self.corpus is None:
            return None
        source_id = str(_row(self.passages, passage_id)["source_id"])
        if source_id not in self._copies:
            passages = self.passages[self.passages["source_id"] == source_id]
            pointers = {str(key): _row(passages, str(key)) for key in passages.index}
            self._copies[source_id] = excerpts(_row(self.sources, source_id), pointers, self.corpus)
        return self._copies[source_id].get(passage_id)


def _by(table: pd.DataFrame, *parts: str) -> pd.DataFrame:
    """Return a table under the ids that its parts make together."""
    joined = table[parts[0]]
    for part in parts[1:]:
        joined = joined + SEPARATOR + table[part]
    return table.set_index(pd.Index(joined, dtype="str", name="id"))


def _row(table: pd.DataFrame, row_id: str) -> dict[str, Any]:
    """Return a row as plain values, a missing one as None."""
    values: dict[str, Any] = {str(name): value for name, value in table.loc[row_id].items()}
    return {name: None if value is pd.NA or value != value else value for name, value in values.items()}


def _where(table: pd.DataFrame, column: str, value: str) -> list[str]:
    """Return the ids of the rows with a value in a column."""
    return table.index[table[column] == value].to_list()


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _range(row: dict[str, Any]) -> str:
    """Return the range of a row in plain figures, an open end as such."""
    low, high = (None if row[name] is None else number(float(row[name])) for name in ("low", "high"))
    if low is None or high is None:
        span = "open" if low == high else f"at most {high}" if low is None else f"at least {low}"
    else:
        span = low if low == high else f"{low}–{high}"
    return f"{span} {row['unit']}" + ("" if row["per"] == "once" else f" per {row['per']}")
