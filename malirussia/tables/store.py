"""The tables on disk: CSV, Parquet and datapackage.json in one folder, replaced all at once or not at all."""

from __future__ import annotations

import filecmp
import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from filelock import FileLock

from malirussia import paths
from malirussia.errors import TablesError
from malirussia.tables import package
from malirussia.tables.cells import read_csv, write_csv
from malirussia.tables.schema import TABLES
from malirussia.tables.shape import ColumnType, Table
from malirussia.tables.validate import validate

FILES = (*(f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet")), package.FILE)
"""Every file of a built folder."""


def write(tables: Mapping[str, pd.DataFrame], folder: Path | None = None) -> None:
    """Check the tables and write them, with their descriptor.

    They are written beside the folder and put in its place when they are complete: whatever fails, the folder holds
    all of the old tables or all of the new. Other files in the folder are kept.

    Args:
        tables: All thirteen tables, as `build` makes them.
        folder: Where to; data/tidy/ by default.

    Raises:
        NoProjectError: If no folder is given, and there is no project.
        TablesError: If a table is not what the schema declares; nothing is written then.
    """
    whole = {name: tables[name] for name in TABLES if name in tables}
    validate(whole)
    # Never into the data that came with the package.
    folder = (paths.data_dir(packaged=False) / "tidy" if folder is None else folder).resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        _recover(folder)
        beside = folder.parent / f".{folder.name}.part"
        shutil.rmtree(beside, ignore_errors=True)
        try:
            beside.mkdir()
            _write(whole, beside)
            _keep_others(folder, beside)
            _put_in_place(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def stale(tables: Mapping[str, pd.DataFrame], folder: Path | None = None) -> list[str]:
    """Return the files of a folder that are not, byte for byte, what the tables would be written as.

    Args:
        tables: All thirteen tables, freshly built.
        folder: The folder to compare; data/tidy/ by default.

    Raises:
        TablesError: If a table is not what the schema declares.
    """
    whole = {name: tables[name] for name in TABLES if name in tables}
    validate(whole)
    folder = paths.tidy_dir() if folder is None else folder
    with tempfile.TemporaryDirectory() as fresh:
        _write(whole, Path(fresh))
        return [
            name
            for name in FILES
            if not (folder / name).is_file() or not filecmp.cmp(Path(fresh) / name, folder / name, shallow=False)
        ]


def find(folder: Path | str | None = None) -> Path:
    """Return the folder that holds built tables: the one given, the `tidy` in it, or data/tidy/.

    Raises:
        TablesError: If there is none.
    """
    given = paths.tidy_dir() if folder is None else Path(folder)
    for candidate in (given, given / "tidy"):
        if _old(candidate.resolve()).is_dir():
            with _alone(candidate.resolve()):
                _recover(candidate.resolve())
        if (candidate / package.FILE).is_file():
            return candidate.resolve()
    where = "data/tidy" if folder is None else str(folder)
    raise TablesError(where, f"no tables: {package.FILE} is not there", "malirussia build")


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """Read the tables of a folder: the Parquet files, or the CSV of a table that has none.

    Raises:
        TablesError: If a table is absent or cannot be read.
    """
    return {name: _read(table, folder) for name, table in TABLES.items()}


def _read(table: Table, folder: Path) -> pd.DataFrame:
    parquet, plain = folder / f"{table.name}.parquet", folder / f"{table.name}.csv"
    if not parquet.is_file():
        return read_csv(table, plain)
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # One thread reads faster here than several, which would have to be started first.
        with pq.ParquetFile(parquet, pre_buffer=False) as file:
            return table.frame(file.read(use_threads=False).to_pandas(use_threads=False), sort=False)
    except (OSError, KeyError, ValueError, pa.ArrowException) as error:
        raise TablesError(parquet.name, f"is not the table {table.name} ({error})", "malirussia build") from error


def _write(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    for name, table in TABLES.items():
        write_csv(table, tables[name], folder / f"{name}.csv")
        _write_parquet(table, tables[name], folder / f"{name}.parquet")
    package.write(dict(tables), folder)


def _write_parquet(table: Table, frame: pd.DataFrame, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types: dict[ColumnType, pa.DataType] = {
        "string": pa.string(),
        "list": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
    }
    schema = pa.schema([(column.name, types[column.type]) for column in table.columns])
    made = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    # What pandas adds names its own version, which would make other bytes of the same tables.
    pq.write_table(made.replace_schema_metadata(None), path, compression="zstd")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep two builds of one folder apart. The lock stands in the machine's own temporary folder."""
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    with FileLock(Path(tempfile.gettempdir()) / f"malirussia-{name}.lock"):
        yield


def _old(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.old"


def _recover(folder: Path) -> None:
    """Put back the old tables where a build was killed between taking them away and putting the new ones there."""
    if not folder.exists() and _old(folder).is_dir():
        _old(folder).rename(folder)


def _keep_others(folder: Path, beside: Path) -> None:
    """Copy what is in the folder and is no table of ours."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name in FILES:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, beside / path.name, symlinks=True)
        else:
            shutil.copy2(path, beside / path.name, follow_symlinks=False)


def _put_in_place(beside: Path, folder: Path) -> None:
    old = _old(folder)
    shutil.rmtree(old, ignore_errors=True)
    there = folder.exists()
    if there:
        folder.rename(old)
    try:
        beside.rename(folder)
    except BaseException:
        if there:
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
