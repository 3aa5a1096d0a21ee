"""Where things are, and how files are written.

A project is the nearest folder at or above the working folder that holds `data/evidence/`. Its data folder holds
`evidence/`, `reference/`, `tidy/` and, on an analyst's own machine, `corpus/`; beside it stand `notebooks/` and
`figures/`. The variable MALIRUSSIA_DATA names another data folder. Where there is neither, what is read is the data of
the package, and nothing is written.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from malirussia.errors import MaliRussiaError, NoProjectError

PACKAGE = Path(__file__).resolve().parent
DATA_VARIABLE = "MALIRUSSIA_DATA"
CORPUS_VARIABLE = "MALIRUSSIA_CORPUS"
EVIDENCE = Path("data", "evidence")
PLAN = Path("notebooks", "renders.yaml")


def own_data_dir() -> Path | None:
    """Return the data folder of the project: the named one, else the one of the nearest `data/evidence`; else None.

    Raises:
        MaliRussiaError: If the named folder does not exist.
    """
    named = os.environ.get(DATA_VARIABLE, "")
    if named != "":
        folder = Path(named).expanduser()
        if not folder.is_dir():
            raise MaliRussiaError(DATA_VARIABLE, f"no folder {named}", "name a folder that holds tidy/, or unset it")
        return folder.resolve()
    project = _upward(EVIDENCE)
    return None if project is None else project / "data"


def data_dir(*, packaged: bool = True) -> Path:
    """Return the data folder: the project's own, else the one that came with the package.

    Args:
        packaged: Whether the package's own data will do; they are for reading.

    Raises:
        MaliRussiaError: If the named folder does not exist.
        NoProjectError: If there is none of the project, and the package's own will not do or is not there.
    """
    own = own_data_dir()
    if own is not None:
        return own
    if packaged:
        for folder in (PACKAGE / "_data", PACKAGE.parent / "data"):
            if folder.is_dir():
                return folder
    raise NoProjectError(Path.cwd())


def evidence_dir() -> Path:
    """Return the folder of the YAML files that people write."""
    return data_dir() / "evidence"


def reference_dir() -> Path:
    """Return the folder of the figures from outside the articles."""
    return data_dir() / "reference"


def tidy_dir() -> Path:
    """Return the folder of the built tables."""
    return data_dir() / "tidy"


def corpus_dir() -> Path | None:
    """Return the folder of the analyst's own copies of the articles, or None where there is none.

    It is the folder named by MALIRUSSIA_CORPUS, else `corpus/` in the data folder if a file is in it.

    Raises:
        MaliRussiaError: If MALIRUSSIA_CORPUS names a folder that does not exist.
    """
    named = os.environ.get(CORPUS_VARIABLE, "")
    if named != "":
        folder = Path(named).expanduser()
        if not folder.is_dir():
            raise MaliRussiaError(
                CORPUS_VARIABLE, f"no folder {named}", "name the folder that holds the articles, or unset it"
            )
        return folder.resolve()
    folder = data_dir() / "corpus"
    if folder.is_dir() and any(path.is_file() and not path.name.startswith(".") for path in folder.iterdir()):
        return folder
    return None


def project_dir() -> Path:
    """Return the folder that holds `notebooks/` and `figures/`: that of the data folder.

    Where MALIRUSSIA_DATA names the data, it is the nearest one at or above the working folder with a plan of renders,
    else the one around the data: notebooks may be run on other data than those beside them.

    Raises:
        MaliRussiaError: If the named folder does not exist.
        NoProjectError: If there is no project.
    """
    data = data_dir(packaged=False)
    if os.environ.get(DATA_VARIABLE, "") == "":
        return data.parent
    return _upward(PLAN) or data.parent


def notebooks_of_the_package() -> Path:
    """Return the folder of the notebooks that came with the package."""
    wheel = PACKAGE / "_data" / "notebooks"
    return wheel if wheel.is_dir() else PACKAGE.parent / "notebooks"


def _upward(part: Path) -> Path | None:
    """Return the nearest folder at or above the working folder that holds something."""
    here = Path.cwd().resolve()
    return next((folder for folder in (here, *here.parents) if (folder / part).exists()), None)


def inside(folder: Path, name: str | Path) -> Path:
    """Return the path of `name` in `folder`, sure not to leave it.

    Args:
        folder: The folder to stay in.
        name: A relative path, as a person or a file gave it.

    Raises:
        MaliRussiaError: If `name` is empty or absolute, climbs with `..`, or passes through a link that leads out.
    """
    part = Path(name)
    if str(name) == "" or "\0" in str(name) or part.is_absolute() or ".." in part.parts:
        raise MaliRussiaError(f"path {str(name)!r}", f"leaves {folder.name}/", "give a relative path with no .. in it")
    path = folder / part
    if not path.resolve().is_relative_to(folder.resolve()):
        raise MaliRussiaError(f"path {str(name)!r}", f"a link leads out of {folder.name}/", "remove the link")
    return path


def replace_bytes(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the whole old content or the whole new one, never half of it.

    Folders on the way are made. The new file stands beside the old one until it is complete.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.parent / f".{path.name}.{os.getpid()}-{threading.get_ident()}.part"
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def replace_text(path: Path, content: str) -> None:
    """Write a text file in UTF-8, its line ends as they are in `content`, as `replace_bytes` does."""
    replace_bytes(path, content.encode("utf-8"))
