"""A dataset: the thirteen tables of one folder, read."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia import edtf
from malirussia.evidence.appeared import LATEST, on
from malirussia.tables import store
from malirussia.tables.appeared import appeared
from malirussia.tables.asking import Asking
from malirussia.tables.schema import TABLES, VERDICTS
from malirussia.tables.taking_away import TakingAway
from malirussia.tables.view import View

if TYPE_CHECKING:
    from malirussia.tables.tree import Trace


class HandedOut:
    """A table of a dataset: whoever takes it has a copy, so that no dataset ever changes."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, ds: Dataset | None, owner: type | None = None) -> pd.DataFrame:
        if ds is None:
            raise AttributeError(f"{self._name} is a table of a dataset")
        table: pd.DataFrame = vars(ds)[self._name]
        return table.copy()

    def __set__(self, ds: Dataset, table: pd.DataFrame) -> None:
        vars(ds)[self._name] = table.copy()


@dataclass(frozen=True, eq=False, repr=False)
class Dataset(Asking, TakingAway):
    """The tidy tables; docs/codebook.md says what each column means.

    A dataset does not change: each table is handed out as a copy. `dataclasses.replace(ds, claims=…)` makes another
    dataset of changed tables.

    Attributes:
        folder: The folder they were read from.
        sources: Published articles.
        passages: Runs of words in them, as pointers.
        entities: Persons, bodies, companies, agreements, projects, deliveries, places, events, outlets.
        names: Ways in which sources print the entities.
        identities: Verdicts on whether two entities are one.
        claims: What the sources say, one atomic statement a row.
        facts: What the claims say together.
        conflicts: Claims that cannot both hold.
        status_events: Rungs of the ladder, on whose word.
        relations: Ties between entities.
        commitments: Promises with a due date or a rhythm.
        codes: Classifications of entities and sectors.
        reference: Figures from outside the articles.
        kept: What was worked out from the tables; see `malirussia.tables.view`.
    """

    folder: Path
    sources: HandedOut = HandedOut()
    passages: HandedOut = HandedOut()
    entities: HandedOut = HandedOut()
    names: HandedOut = HandedOut()
    identities: HandedOut = HandedOut()
    claims: HandedOut = HandedOut()
    facts: HandedOut = HandedOut()
    conflicts: HandedOut = HandedOut()
    status_events: HandedOut = HandedOut()
    relations: HandedOut = HandedOut()
    commitments: HandedOut = HandedOut()
    codes: HandedOut = HandedOut()
    reference: HandedOut = HandedOut()
    kept: dict[Any, Any] = field(init=False, default_factory=dict)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        return {table.name: getattr(self, table.name) for table in fields(self) if table.name in TABLES}

    def at(self, as_of: str | None = None, *, sector: str | None = None, min_origin_groups: int = 1) -> View:
        """Return the ledger as known on a day: what the questions of the analysis take in place of the dataset.

        Args:
            as_of: EDTF date, its last day included, or `latest`; None for all that the ledger has.
            sector: One sector; None or `all` for every sector.
            min_origin_groups: Keep facts that many origin groups make.

        Raises:
            DateError: As `day`.
        """
        return View(self, None if as_of is None else self.day(as_of), sector, min_origin_groups)

    def trace(self, any_id: str, corpus: Path | str | None = None, lang: str = "en") -> Trace:
        """Follow a value down to claims, passages and sources.

        Args:
            any_id: A fact, claim, relation (`from~relation~to`), conflict (`claim~claim`), commitment, entity, passage
                or source.
            corpus: The folder of one's own copies of the articles; with it, each passage is shown in its context.
            lang: Language of the claims, `fr` or `en`.

        Raises:
            TablesError: If nothing has that id.
        """
        from malirussia.tables.trace import trace

        return trace(self.tables, any_id, corpus=None if corpus is None else Path(corpus), lang=lang)

    def day(self, as_of: str | int = LATEST) -> str:
        """Return the day that a choice means, as the analysis takes it.

        Args:
            as_of: `latest`, the last day any source speaks of having appeared; or an EDTF date; or a year.

        Returns:
            An EDTF date.

        Raises:
            DateError: If it is no such date, or `latest` is asked of sources that tell no day.
        """
        return on(as_of, appeared(self)).text

    def before(self, as_of: str | int = LATEST) -> str:
        """Return the last day before the newest article of a day on which another had appeared: what came since is new.

        Args:
            as_of: As for `day`.

        Returns:
            An ISO date; the day of the only article, or the day itself, where there is none before.

        Raises:
            DateError: As `day`.
        """
        last = edtf.latest(self.day(as_of))
        days = sorted({day for day in appeared(self).values() if date.min < day <= last})
        return (days[-2] if len(days) > 1 else days[0] if days else last).isoformat()

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(table)} {name}" for name, table in self.tables.items())
        return f"Dataset({counts})"

    def _repr_html_(self) -> str:
        """Return the tables with their counts, and the sources, for JupyterLab."""
        tables = "".join(
            f"<tr><th style='text-align:left'><code>ds.{name}</code></th><td style='text-align:right'>{len(table)}</td>"
            f"<td style='text-align:left'>{escape(TABLES[name].description)}</td></tr>"
            for name, table in self.tables.items()
        )
        told = self.claims["source_id"].value_counts()
        sources = "".join(
            "<tr>"
            + "".join(f"<td style='text-align:left'>{escape(_shown(source[name]))}</td>" for name in _SOURCE)
            + f"<td style='text-align:right'>{told.get(source['source_id'], 0)}</td></tr>"
            for _, source in self.sources.iterrows()
        )
        verdicts = self.facts["verdict"].value_counts()
        summary = ", ".join(f"{verdicts.get(verdict, 0)} {verdict}" for verdict in VERDICTS)
        return (
            f"<p><b>malirussia</b>: {len(self.facts)} facts ({summary}), {len(self.conflicts)} conflicts</p>"
            f"<table><tbody>{tables}</tbody></table>"
            "<table><thead><tr><th>source</th><th>publisher</th><th>published</th><th>title</th><th>claims</th></tr></thead>"
            f"<tbody>{sources}</tbody></table>"
        )


_SOURCE = ("source_id", "publisher", "published", "title")


def _shown(value: object) -> str:
    return value if isinstance(value, str) else "–"


def load(folder: Path | str | None = None) -> Dataset:
    """Read the tables.

    Args:
        folder: A folder of built tables, or one that holds them in `tidy`; the project's own by default.

    Raises:
        TablesError: If there are no tables, or one cannot be read.
    """
    tables_dir = store.find(folder)
    return Dataset(folder=tables_dir, **store.read(tables_dir))
