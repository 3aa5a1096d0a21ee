"""What travels to a worker and how it is laid out there.

Dask pickles nothing of ours: a parcel is a BytesIO of MessagePack, built of text, numbers and bytes. Whatever Dask
writes in a log about a task, of a BytesIO it writes that it is one, so no parameter stands there.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec

from malirussia import paths, versions
from malirussia.render.notebook.job import Bounds, Job

# What notebooks read in data/. The analyst's copies of the articles stay at home.
TIDY = "tidy"
FOLDERS = ("evidence", "reference", TIDY)
# The fields of a job that name places at home.
_PLACES = ("notebook", "output", "folder", "event_log")


@dataclass(frozen=True)
class Data:
    """The files that notebooks read.

    Attributes:
        files: Path in the data folder → content.
        sha256: The hash of them all.
    """

    files: Mapping[str, bytes]
    sha256: str

    def unpack(self, place: Path) -> None:
        """Write the files below `place`, which appears whole or not at all."""
        if place.is_dir():
            return
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=f".{place.name}-") as beside:
            made = Path(beside, "data")
            made.mkdir()
            for name, content in self.files.items():
                path = paths.inside(made, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            made.rename(place)


def data(folder: Path) -> Data:
    """Read what notebooks read.

    Args:
        folder: The data folder.
    """
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in FOLDERS
        for path in sorted((folder / name).rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }
    # A build may be putting others in their place just now.
    tables = versions.files(folder / TIDY) if (folder / TIDY).is_dir() else {}
    return made_of({**files, **{f"{TIDY}/{name}": content for name, content in tables.items()}})


def made_of(files: Mapping[str, bytes]) -> Data:
    """Give files with their hash, which says so if a byte was lost on the way."""
    total = hashlib.sha256()
    for name, content in sorted(files.items()):
        total.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return Data(files, total.hexdigest())


def packed(content: Mapping[str, Any]) -> io.BytesIO:
    """Make a parcel."""
    return io.BytesIO(msgspec.msgpack.encode(content))


def opened(parcel: io.BytesIO) -> dict[str, Any]:
    """Open a parcel."""
    content: dict[str, Any] = msgspec.msgpack.decode(parcel.getvalue())
    return content


def job(work: Job) -> dict[str, Any]:
    """Give what travels of a job.

    Raises:
        OSError: The notebook can't be read.
    """
    # JSON, as to a process on this machine: a parameter arrives as it would there.
    told = {name: value for name, value in asdict(work).items() if name not in _PLACES}
    return {
        "job": json.dumps(told),
        "name": work.notebook.name,
        "notebook": work.notebook.read_bytes(),
        "logs": getattr(work, "event_log", None) is not None,
    }


def laid_out(content: Mapping[str, Any], place: Path, data_folder: Path) -> Job:
    """Make the working folder of a job, as the project would look from there.

    Args:
        content: What `job` gave.
        place: An empty folder.
        data_folder: Where the data lie on this machine.

    Returns:
        The job, to be run here.
    """
    notebooks = place / "notebooks"
    notebooks.mkdir()
    (place / "data").symlink_to(data_folder, target_is_directory=True)
    notebook = paths.inside(notebooks, content["name"])
    notebook.write_bytes(content["notebook"])
    log = place / "events.jsonl" if content["logs"] else None
    told = json.loads(content["job"])
    bounds = Bounds(**told.pop("bounds"))
    return Job(**told, bounds=bounds, notebook=notebook, output=place / "executed.ipynb", event_log=log)
