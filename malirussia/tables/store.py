"""The tables on disk: CSV, Parquet and datapackage.json in one folder, replaced all at once or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from malirussia import paths, versions
from malirussia.errors import TablesError
from malirussia.evidence.model import Topic
from malirussia.evidence.topic import read_topic
from malirussia.tables import package
from malirussia.tables.cells import read_csv, to_csv
from malirussia.tables.columns import ColumnType, Table
from malirussia.tables.schema import TABLES
from malirussia.tables.validate import validate

WAIT_SECONDS = 60.0
FILES = (*(f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet")), package.FILE)
"""Every file of a built folder."""


def write(
    tables: Mapping[str, pd.DataFrame],
    folder: Path | None = None,
    topic: Topic | None = None,
    *,
    wait: float = WAIT_SECONDS,
) -> list[str]:
    """Check the tables and write those that differ, with their descriptor.

    Whatever fails, and whenever this process is killed, `load` finds all of the old tables or all of the new. Other
    files in the folder are kept.

    Args:
        tables: All thirteen tables, as `build` makes them.
        folder: Where to; data/tidy/ by default.
        topic: What the tables are about; by default what the project's topic.yaml says.
        wait: How long to wait for another build of that folder, in seconds.

    Returns:
        The files that were written; none where nothing has changed.

    Raises:
        EvidenceError: If no topic is given, and topic.yaml cannot be read.
        NoProjectError: If no folder is given, and there is no project.
        TablesError: If a table is not what the schema declares, and nothing is written then; or if another build works
            in the folder all that time.
    """
    # Never into the data that came with the package.
    folder = (paths.data_dir(packaged=False) / "tidy" if folder is None else folder).resolve()
    return versions.replace(folder, content(tables, topic), wait, "malirussia build", TablesError)


def stale(tables: Mapping[str, pd.DataFrame], folder: Path | None = None, topic: Topic | None = None) -> list[str]:
    """Return the files of a folder that are not, byte for byte, what the tables would be written as.

    Args:
        tables: All thirteen tables, freshly built.
        folder: The folder to compare; data/tidy/ by default.
        topic: What the tables are about; by default what the project's topic.yaml says.

    Raises:
        EvidenceError: If no topic is given, and topic.yaml cannot be read.
        TablesError: If a table is not what the schema declares.
    """
    folder = paths.tidy_dir() if folder is None else folder
    versions.settle(folder)
    wanted = content(tables, topic)
    return versions.steadily(folder, lambda: versions.differing(folder, wanted))


def content(tables: Mapping[str, pd.DataFrame], topic: Topic | None = None) -> dict[str, bytes]:
    """Check the tables and give every file that they are written as.

    Args:
        tables: All thirteen tables.
        topic: What they are about; by default what the project's topic.yaml says.

    Raises:
        EvidenceError: If no topic is given, and topic.yaml cannot be read.
        TablesError: If a table is not what the schema declares.
    """
    whole = {name: tables[name] for name in TABLES if name in tables}
    validate(whole)
    topic = read_topic() if topic is None else topic
    made: dict[str, bytes] = {}
    for name, table in TABLES.items():
        made[f"{name}.csv"] = to_csv(table, whole[name])
        made[f"{name}.parquet"] = _to_parquet(table, whole[name])
    return {**made, package.FILE: package.to_json(whole, topic, made)}


def find(folder: Path | str | None = None) -> Path:
    """Return the folder that holds built tables: the one given, the `tidy` in it, or data/tidy/.

    Raises:
        TablesError: If there is none.
    """
    given = paths.tidy_dir() if folder is None else Path(folder)
    for candidate in (given, given / "tidy"):
        versions.settle(candidate.resolve())
        if versions.has(candidate, package.FILE):
            return candidate.resolve()
    where = "data/tidy" if folder is None else str(folder)
    raise TablesError(where, f"no tables: {package.FILE} is not there", "malirussia build")


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """Read the tables of a folder, all of one build: the Parquet files, or the CSV of a table that has none.

    Raises:
        TablesError: If a table is absent or cannot be read.
    """
    return versions.steadily(folder, lambda: {name: _read(table, folder) for name, table in TABLES.items()})


def _read(table: Table, folder: Path) -> pd.DataFrame:
    parquet = versions.place(folder, f"{table.name}.parquet")
    if not parquet.is_file():
        return read_csv(table, versions.place(folder, f"{table.name}.csv"))
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # One thread reads faster here than several, which would have to be started first.
        with pq.ParquetFile(parquet, pre_buffer=False) as file:
            return table.frame(file.read(use_threads=False).to_pandas(use_threads=False), sort=False)
    except (OSError, KeyError, ValueError, pa.ArrowException) as error:
        raise TablesError(parquet.name, f"is not the table {table.name} ({error})", "malirussia build") from error


def _to_parquet(table: Table, frame: pd.DataFrame) -> bytes:
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
    sink = pa.BufferOutputStream()
    pq.write_table(made.replace_schema_metadata(None), sink, compression="zstd")
    written: bytes = sink.getvalue().to_pybytes()
    return written
