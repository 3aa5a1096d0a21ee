"""What a figure from outside the articles says of a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from malirussia import edtf
from malirussia.analysis.topic import topic
from malirussia.errors import TablesError
from malirussia.language import catalogue, day

if TYPE_CHECKING:
    from malirussia.tables import Dataset


@dataclass(frozen=True)
class Beside:
    """What a figure from outside the articles says of a dossier.

    Attributes:
        key: The id of the figure.
        source: Plain text for the list of sources: publisher and period.
        sentence: Plain text, in the page's language.
    """

    key: str
    source: str
    sentence: str


def beside(ds: Dataset, as_of: str, lang: str) -> dict[str, list[Beside]]:
    """Return dossier → what topic.yaml says of it by figures from outside the articles.

    Args:
        ds: The tables; `reference` is read.
        as_of: EDTF date; what rests on a figure for a later time is left out.
        lang: `fr` or `en`.

    Raises:
        TablesError: A figure is not in the table `reference`.
    """
    rows = {row["id"]: row for row in ds.reference.dropna(subset="id").to_dict("records")}
    by_dossier: dict[str, list[Beside]] = {}
    for told in topic(ds).beside:
        unknown = [name for name in told.figures if name not in rows]
        if unknown:
            raise TablesError("topic.yaml: beside", f"no figure {unknown[0]!r} in reference", "use an id of that table")
        figures = [rows[name] for name in told.figures]
        if any(edtf.latest(row["period"]) > edtf.latest(as_of) for row in figures):
            continue
        sources = dict.fromkeys(f"{row[f'publisher_{lang}']}, {day(row['period'], lang)}" for row in figures)
        entry = Beside("+".join(told.figures), catalogue(lang)("; ").join(sources), str(getattr(told, lang)))
        by_dossier.setdefault(told.dossier, []).append(entry)
    return by_dossier
