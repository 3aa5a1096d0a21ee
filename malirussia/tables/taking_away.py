"""What a dataset offers for other tools: `ds.to_gexf(path)` and its like."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any


class TakingAway:
    """Methods of a dataset that write it in a format of `malirussia.exports`.

    Each takes the path to write, and what is chosen: `as_of`, `sector`, `min_origin_groups`; it returns the files
    written. docs/exports.md says what a format carries.
    """

    def to_ftm(self, path: Path | str, **choice: Any) -> list[Path]:
        """Write FollowTheMoney entities, and statements beside them."""
        return self._write("ftm", path, choice)

    def to_gexf(self, path: Path | str, **choice: Any) -> list[Path]:
        """Write GEXF 1.3, for Gephi."""
        return self._write("gexf", path, choice)

    def to_graphml(self, path: Path | str, **choice: Any) -> list[Path]:
        """Write GraphML, for yEd, igraph and Cytoscape."""
        return self._write("graphml", path, choice)

    def to_sqlite(self, path: Path | str, **choice: Any) -> list[Path]:
        """Write an SQLite database, and metadata for datasette beside it."""
        return self._write("sqlite", path, choice)

    def to_xlsx(self, path: Path | str, **choice: Any) -> list[Path]:
        """Write an Excel workbook."""
        return self._write("xlsx", path, choice)

    def to_jsonld(self, path: Path | str, **choice: Any) -> list[Path]:
        """Write JSON-LD."""
        return self._write("jsonld", path, choice)

    def to_crate(self, path: Path | str, **choice: Any) -> list[Path]:
        """Write an RO-Crate into a new folder."""
        return self._write("crate", path, choice)

    def _write(self, name: str, path: Path | str, choice: dict[str, Any]) -> list[Path]:
        # Exports are a room above the tables: it is asked for by its name when somebody takes something away.
        written: list[Path] = import_module("malirussia.exports").export(self, name, path, **choice)
        return written
