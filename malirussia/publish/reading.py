"""The ledger as the pages of one language read it: names, statements, facts and stages, each looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia import edtf
from malirussia.analysis.dossiers import Dossier, dossiers
from malirussia.analysis.evidence.agreement import disputes, fact_table
from malirussia.analysis.known import known_claims, said
from malirussia.analysis.standing.ladder import ladder, transitions
from malirussia.analysis.standing.occurrences import occurrences, standing
from malirussia.analysis.topic import topic
from malirussia.analysis.vocabulary import vocabulary
from malirussia.charts.evidence.corroboration_words import sentences
from malirussia.charts.words.citing import captions, outlet_names, page_names, predicate_names, sector_names
from malirussia.charts.words.disputes import dispute_line, pairs_of, with_language
from malirussia.evidence.kinds import of_role
from malirussia.tables.addresses import conflict_id, where
from malirussia.tables.columns import split

if TYPE_CHECKING:
    from malirussia.evidence.model import Topic
    from malirussia.tables import Dataset

Row = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """A ledger as it stood on a day, in one language.

    Attributes:
        ds: The tables.
        lang: `fr` or `en`.
        as_of: The day, EDTF.
        since: What had appeared by this day is not new.
        passages: Passage → the address that opens the publisher's own page at it, where that is known.
    """

    ds: Dataset
    lang: str
    as_of: str
    since: str
    passages: Mapping[str, str]

    @cached_property
    def topic(self) -> Topic:
        """What the ledger is about."""
        return topic(self.ds)

    @cached_property
    def title(self) -> str:
        """Its title."""
        return str(getattr(self.topic.title, self.lang))

    @cached_property
    def names(self) -> dict[str, str]:
        """Entity → name."""
        return captions(self.ds, self.lang)

    @cached_property
    def verbs(self) -> dict[str, str]:
        """Predicate → the words between subject and object."""
        return predicate_names(self.ds, self.lang)

    @cached_property
    def sectors(self) -> dict[str, str]:
        """Sector → name."""
        return sector_names(self.ds, self.lang)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Kind of entity → name."""
        return {name: str(getattr(kind, self.lang)) for name, kind in vocabulary(self.ds).kinds.items()}

    @cached_property
    def outlets(self) -> dict[str, str]:
        """Source → outlet."""
        return outlet_names(self.ds, self.lang)

    @cached_property
    def cited(self) -> dict[str, str]:
        """Source → outlet and day."""
        return page_names(self.ds, self.lang)

    @cached_property
    def entities(self) -> dict[str, Row]:
        """Entity → its row."""
        return by(self.ds.entities, "entity_id")

    @cached_property
    def sources(self) -> dict[str, Row]:
        """Source that had appeared → its row."""
        known = set(self.known["source_id"])
        every = by(self.ds.sources, "source_id")
        return {name: row for name, row in every.items() if name in known}

    @cached_property
    def known(self) -> pd.DataFrame:
        """The statements that could be read by the day."""
        return known_claims(self.ds, as_of=self.as_of)

    @cached_property
    def claims(self) -> dict[str, Row]:
        """Statement → its row, with the words that it points to."""
        spots = by(self.ds.passages, "passage_id")
        return {
            name: row | {"first": spots[row["passage_id"]]["first"], "words": spots[row["passage_id"]]["words"]}
            for name, row in by(self.known, "claim_id").items()
        }

    @cached_property
    def facts(self) -> dict[str, Row]:
        """Fact → its row, `claim_ids` as a list."""
        return {
            name: row | {"claim_ids": split(row["claim_ids"])}
            for name, row in by(fact_table(self.ds, as_of=self.as_of), "fact_id").items()
        }

    @cached_property
    def sentences(self) -> dict[str, str]:
        """Fact → its sentence, without the full stop."""
        return sentences(self.ds, fact_table(self.ds, as_of=self.as_of), self.lang)

    @cached_property
    def stands(self) -> dict[str, Row]:
        """Agreement, project or delivery → how far it is said to be."""
        return by(ladder(self.ds, as_of=self.as_of), "entity_id")

    @cached_property
    def moves(self) -> dict[str, list[Row]]:
        """Agreement, project or delivery → every dated word on its stage."""
        return grouped(by_rows(transitions(self.ds, as_of=self.as_of)), "entity_id")

    @cached_property
    def dossiers(self) -> dict[str, Dossier]:
        """Dossier → what is told of it, the most newsworthy first."""
        return {one.entity_id: one for one in dossiers(self.ds, as_of=self.as_of, since=self.since)}

    @cached_property
    def conflicts(self) -> dict[str, Row]:
        """Conflict → its row, with `question`."""
        rows = disputes(self.ds, as_of=self.as_of)
        claims = with_language(self.ds)
        found = {}
        for place, row in enumerate(by_rows(rows)):
            pair = pairs_of(rows.iloc[[place]], claims)
            question = dispute_line(
                pair, self.names[row["subject"]], self.verbs[row["predicate"]], self.names, self.lang
            )
            found[conflict_id(row["claim_a"], row["claim_b"])] = row | {"question": question}
        return found

    @cached_property
    def occurrences(self) -> dict[str, list[Row]]:
        """Promise → each time it falls due."""
        return grouped(by_rows(occurrences(self.ds, as_of=self.as_of)), "commitment_id")

    @cached_property
    def promises(self) -> dict[str, Row]:
        """Promise → how it stands, the worst first."""
        return by(standing(occurrences(self.ds, as_of=self.as_of)), "commitment_id")

    @cached_property
    def ties(self) -> list[Row]:
        """Ties between entities that a known statement affirms."""
        rows = []
        for row in by_rows(self.ds.relations):
            ids = [claim for claim in split(row["claim_ids"]) if claim in self.claims]
            if ids:
                groups = {self.claims[claim]["origin_group"] for claim in ids}
                rows.append(row | {"claim_ids": ids, "n_origin_groups": len(groups)})
        return rows

    @cached_property
    def printed(self) -> dict[str, list[Row]]:
        """Entity → the ways in which articles that had appeared print it."""
        rows = [row for row in by_rows(self.ds.names) if row["source_id"] in self.sources]
        return grouped(rows, "entity_id")

    @cached_property
    def verdicts(self) -> dict[str, list[tuple[str, Row]]]:
        """Entity → each other one that was compared with it, and the verdict."""
        found: dict[str, list[tuple[str, Row]]] = {}
        for row in by_rows(self.ds.identities):
            for one, other in ((row["left"], row["right"]), (row["right"], row["left"])):
                found.setdefault(one, []).append((other, row))
        return found

    @cached_property
    def outlet_ids(self) -> set[str]:
        """The entities that are outlets: where one speaks, it is the article itself."""
        kinds = of_role(vocabulary(self.ds), "outlet")
        return {name for name, row in self.entities.items() if row["kind"] in kinds}

    @cached_property
    def standing_for(self) -> dict[str, str]:
        """Entity that is another one → that one: statements are told of it alone."""
        same = self.ds.identities[self.ds.identities["verdict"].eq("same")]
        told = set(self.known["subject"]) | set(self.known["object"].dropna())
        pairs = list(zip(same["left"], same["right"], strict=True))
        return {one: other for left, right in pairs for one, other in ((left, right), (right, left)) if one not in told}

    def entity(self, entity_id: str) -> str:
        """Return the address that a name leads to: its dossier where it has one."""
        entity_id = self.standing_for.get(entity_id, entity_id)
        return where("dossier" if entity_id in self.dossiers else "entity", entity_id, self.lang)

    def fact_of(self, claim_id: str) -> str:
        """Return the address of a statement: its place under its fact."""
        return f"{where('fact', self.claims[claim_id]['fact_id'], self.lang)}#{claim_id}"

    def in_article(self, claim_id: str) -> str:
        """Return the place of a statement among those of its article."""
        return f"{where('source', self.claims[claim_id]['source_id'], self.lang)}#{claim_id}"

    def about(self, entity_ids: Iterable[str]) -> list[str]:
        """Return the statements of some entities, in the order of the ledger."""
        wanted = set(entity_ids)
        return [name for name, row in self.claims.items() if wanted & {row["subject"], row["object"]}]

    def by_news(self, claim_ids: Iterable[str]) -> list[str]:
        """Return statements, the newest article first; within an article in the order in which they stand there."""
        return sorted(
            claim_ids,
            key=lambda name: (
                -self.claims[name]["appeared"].toordinal(),
                self.claims[name]["source_id"],
                self.claims[name]["first"],
                name,
            ),
        )

    def years(self, claim_ids: Iterable[str]) -> tuple[int, ...]:
        """Return the years that statements or their articles speak of."""
        found: set[int] = set()
        for name in claim_ids:
            for text in (self.claims[name]["date"], self.claims[name]["published"]):
                if text is not None:
                    first, last = edtf.earliest(text).year, edtf.latest(text).year
                    found |= {year for year in (first, last) if 1 < year < 9999}
        return tuple(sorted(found))


def by(table: pd.DataFrame, key: str) -> dict[str, Row]:
    """Return the rows of a table by a column, a missing cell as None."""
    return {row[key]: row for row in by_rows(table)}


def by_rows(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a table, a missing cell as None."""
    present = table.astype(object).where(table.notna(), None)
    return [{str(name): cell for name, cell in row.items()} for row in present.to_dict("records")]


def grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """Return rows by a cell, in their order."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def text_of(cell: Any) -> str:
    """Return the text of a cell, empty where there is none."""
    return said(cell) or ""
