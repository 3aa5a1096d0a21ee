"""The ledger in the formats of other tools, with what each of them cannot carry.

    export(ds, "gexf", Path("ledger.gexf"), as_of="2025-10-24")

The same tables give the same bytes. A denial is never a tie, a conflict keeps both sides, a range stays two numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from malirussia import paths
from malirussia.errors import MaliRussiaError, NoProjectError
from malirussia.exports.carried import FORMATS, Format

if TYPE_CHECKING:
    from malirussia.tables import Dataset

__all__ = ["FORMATS", "Format", "contents", "export", "loss"]


def export(
    ds: Dataset,
    name: str,
    path: Path | str,
    *,
    as_of: str | None = None,
    sector: str | None = None,
    min_origin_groups: int = 1,
) -> list[Path]:
    """Write a choice of the ledger in a format; a file is whole or is not there.

    Args:
        ds: The tables.
        name: One of `FORMATS`.
        path: The file to write, or the folder of a crate.
        as_of: EDTF date: what was known on that day. None for all.
        sector: Facts of one sector; None or `all` for every sector.
        min_origin_groups: Facts that many origin groups speak of.

    Returns:
        The files written: FollowTheMoney's statements and datasette's metadata stand beside the first.

    Raises:
        MaliRussiaError: The format or sector is unknown, a library is not installed, or a crate's folder holds other
            files.
        DateError: `as_of` is no date, or about one.
    """
    from malirussia.exports.selection import select

    path = Path(path)
    chosen = select(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    files = contents(chosen, name, path)
    before = _listed_in_crate(path) if name == "crate" else []
    for target, content in files.items():
        paths.replace_bytes(target, content)
    for target in set(before) - set(files):
        target.unlink(missing_ok=True)  # it was of an earlier export, and no longer listed
    return list(files)


def _listed_in_crate(folder: Path) -> list[Path]:
    """Return the files that an earlier export put into a folder."""
    if not folder.exists() or not any(folder.iterdir()):
        return []
    from malirussia.exports import crate

    names = crate.listed(folder)
    if names is None:
        raise MaliRussiaError(
            f"malirussia export crate -o {folder}", "the folder holds other files", "name a new folder"
        )
    return [paths.inside(folder, name) for name in names]


def contents(ds: Dataset, name: str, path: Path) -> dict[Path, bytes]:
    """Give the files of an export by path.

    Args:
        ds: The tables, already chosen.
        name: One of `FORMATS`.
        path: The file to write, or the folder of a crate.

    Raises:
        MaliRussiaError: As `export`.
    """
    writer = _WRITERS.get(name)
    if writer is None:
        raise MaliRussiaError(f"malirussia export {name}", "no such format", f"use one of: {' '.join(FORMATS)}")
    return writer(ds, path)


def loss(name: str) -> list[str]:
    """Say, a line each, what a format does not carry or carries in another shape.

    Args:
        name: One of `FORMATS`.
    """
    kind = FORMATS[name]
    lost = [f"left out: {table}: {', '.join(columns)}" for table, columns in kind.lost().items()]
    return [*(f"changed: {line}" for line in kind.changed), *lost] or ["nothing is lost"]


def _ftm(ds: Dataset, path: Path) -> dict[Path, bytes]:
    from malirussia.exports import ftm

    stem = path.name.removesuffix(".json").removesuffix(".ftm")
    return {path: ftm.entities(ds), path.with_name(f"{stem}.statements.csv"): ftm.statements(ds)}


def _gexf(ds: Dataset, path: Path) -> dict[Path, bytes]:
    from malirussia.exports import xml

    return {path: xml.gexf(ds)}


def _graphml(ds: Dataset, path: Path) -> dict[Path, bytes]:
    from malirussia.exports import xml

    return {path: xml.graphml(ds)}


def _sqlite(ds: Dataset, path: Path) -> dict[Path, bytes]:
    from malirussia.exports import sqlite

    return {path: sqlite.database(ds), path.with_suffix(".metadata.json"): sqlite.metadata(ds, path.stem)}


def _xlsx(ds: Dataset, path: Path) -> dict[Path, bytes]:
    from malirussia.exports import workbook

    return {path: workbook.workbook(ds)}


def _jsonld(ds: Dataset, path: Path) -> dict[Path, bytes]:
    from malirussia.exports import jsonld

    return {path: jsonld.document(ds)}


def _crate(ds: Dataset, path: Path) -> dict[Path, bytes]:
    from malirussia.exports import crate

    try:
        # A project's own pages go along; packaged tables go alone.
        project: Path | None = paths.project_dir()
    except NoProjectError:
        project = None
    return {path / name: content for name, content in crate.crate(ds, project).items()}


_WRITERS: dict[str, Callable[[Dataset, Path], dict[Path, bytes]]] = {
    "ftm": _ftm,
    "gexf": _gexf,
    "graphml": _graphml,
    "sqlite": _sqlite,
    "xlsx": _xlsx,
    "jsonld": _jsonld,
    "crate": _crate,
}
