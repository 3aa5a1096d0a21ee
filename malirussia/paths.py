"""Where things are, and how files are written.

A project is the nearest folder at or above the working folder that holds `data/evidence/`. Its data folder holds
`evidence/`, `reference/`, `tidy/` and, on an analyst's own machine, `corpus/`; beside it stand `notebooks/` and
`figures/`. The variable MALIRUSSIA_DATA names another data folder. Where there is neither, what is read is the data of
the package, and nothing is written.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from malirussia.errors import MaliRussiaError, NoProjectError

PACKAGE = Path(__file__).resolve().parent
DATA_VARIABLE = "MALIRUSSIA_DATA"
CORPUS_VARIABLE = "MALIRUSSIA_CORPUS"
EVIDENCE = Path("data", "evidence")
PLAN = Path("notebooks", "renders.yaml")
LARGEST = 64 * 2**20
"""Bytes of one file of evidence, of a copy or of a reference table at most."""


def own_data_dir() -> Path | None:
    """Return the data folder of the project: the named one, else the one of the nearest `data/evidence`; else None.

    Raises:
        MaliRussiaError: If the named folder does not exist.
    """
    named = os.environ.get(DATA_VARIABLE, "")
    if named != "":
        folder = Path(os.path.expanduser(named))  # noqa: PTH111 - leaves the name of a stranger's home as it is
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
    data = own_data_dir()
    if data is not None:
        return data
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
        folder = Path(os.path.expanduser(named))  # noqa: PTH111
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


def belong_together(project: Path) -> None:
    """Make sure that a project is not another checkout of this package, which has code of its own.

    Its notebooks and evidence may be of another version than the code at work here: the page would be neither's.

    Args:
        project: The folder of the project.

    Raises:
        MaliRussiaError: It is one.
    """
    package = project / PACKAGE.name
    if (package / "__init__.py").is_file() and (project / "pyproject.toml").is_file() and package.resolve() != PACKAGE:
        found = f"this command is of {PACKAGE.parent}, and this checkout has code of its own"
        raise MaliRussiaError(str(project), found, "run .venv/bin/malirussia there; make setup makes it")


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
    try:
        leads_out = not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # up to Python 3.12, links that lead in a circle are a RuntimeError
        raise MaliRussiaError(f"path {str(name)!r}", "links that lead in a circle", "remove the link") from None
    if leads_out:
        raise MaliRussiaError(f"path {str(name)!r}", f"a link leads out of {folder.name}/", "remove the link")
    return path


def read_regular(path: Path, most: int = LARGEST) -> bytes:
    """Read a file that people put there: only a regular one, and no larger than text is.

    A pipe would be waited for, a device read without end.

    Args:
        path: The file.
        most: Bytes at most.

    Raises:
        OSError: If it cannot be read.
        MaliRussiaError: If it is a folder, a pipe, a device or a socket, or too large.
    """
    # Without O_NONBLOCK, opening a pipe waits for somebody to write into it.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "a pipe, a device or a socket"
            raise MaliRussiaError(shown(path), f"{what}, not a file", "put a regular file there")
        with open(handle, "rb", closefd=False) as file:
            content = file.read(most + 1)
    finally:
        os.close(handle)
    if len(content) > most:
        raise MaliRussiaError(shown(path), f"more than {most:,} bytes", "give a smaller file")
    return content


def shown(path: Path) -> str:
    """Return a path as a person would type it: relative where it lies under the working folder."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, OSError, RuntimeError):
        return path.as_posix()


def make_folder(folder: Path) -> Path:
    """Make a folder and those above it, each as open to a group as the one it stands in; give it back."""
    for level in reversed([folder, *folder.parents]):
        if not level.is_dir():
            level.mkdir(exist_ok=True)
            share(level)
    return folder


def share(path: Path) -> None:
    """Let those who may write a folder write what stands in it, too: people of one group have umasks of their own.

    What root makes in somebody's folder is given to its owner. Nothing happens where the folder is open to everybody,
    as a temporary folder is, or where this user may not decide.
    """
    above, here = path.parent.stat(), path.lstat()
    if stat.S_ISLNK(here.st_mode) or above.st_mode & stat.S_IWOTH or not hasattr(os, "geteuid"):
        return
    with suppress(PermissionError):
        if os.geteuid() == 0 and here.st_uid != above.st_uid:
            os.chown(path, above.st_uid, above.st_gid)
        if not above.st_mode & stat.S_IWGRP:
            return
        if here.st_gid != above.st_gid:
            os.chown(path, -1, above.st_gid)
        kept = (
            above.st_mode & stat.S_ISGID | stat.S_IRWXG if stat.S_ISDIR(here.st_mode) else stat.S_IRGRP | stat.S_IWGRP
        )
        path.chmod(stat.S_IMODE(here.st_mode) | kept)


def replace_bytes(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the whole old content or the whole new one, never half of it.

    Folders on the way are made. The new file stands beside the old one until it is complete, under a name that nobody
    can guess and that must not be there yet: no link that somebody put there is followed.
    """
    make_folder(path.parent)
    beside = path.parent / f".{path.name}.{os.getpid()}-{token_hex(8)}.part"
    with naming(path):
        try:
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:  # noqa: PTH123
                share(beside)
                file.write(content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Have an error of the system name the file that was written: a disk that is full does not say which it is."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


def replace_text(path: Path, content: str) -> None:
    """Write a text file in UTF-8, its line ends as they are in `content`, as `replace_bytes` does."""
    replace_bytes(path, content.encode("utf-8"))
