"""From any id of the tables to the tree of what it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from malirussia.errors import TablesError
from malirussia.tables.tracer import Tracer
from malirussia.tables.tree import Trace


def trace(tables: Mapping[str, pd.DataFrame], any_id: str, *, corpus: Path | None = None, lang: str = "en") -> Trace:
    """Return the tree of an id; of an id that names several things, all of them.

    Args:
        tables: The thirteen tables by name, as `Dataset.tables` gives them.
        any_id: A fact, claim, relation, conflict, commitment, entity, passage or source; large letters or small.
        corpus: The folder of one's own copies of the articles.
        lang: `fr` or `en`.

    Raises:
        TablesError: If nothing has that id, or the language is another.
    """
    if lang not in ("fr", "en"):
        raise TablesError(f"language {lang!r}", "unknown", "use fr or en")
    tracer = Tracer(tables, corpus, lang)
    trees = [look(name) for ids, look in tracer.looks.values() for name in _named(any_id, ids)]
    if not trees:
        raise TablesError(f"trace {any_id}", "unknown id", "nearest known: " + ", ".join(tracer.nearest(any_id)))
    return trees[0] if len(trees) == 1 else Trace("id", any_id, f"{len(trees)} things have this id", tuple(trees))


def _named(any_id: str, ids: Iterable[str]) -> list[str]:
    """The ids meant: the very one, else those that differ from it in large and small letters alone."""
    known = list(ids)
    return [any_id] if any_id in known else [name for name in known if name.casefold() == any_id.casefold()]
