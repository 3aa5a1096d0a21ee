"""Errors that a person reads: one line that says where, what was found, and what to do next."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MOST = 400
"""Characters of one line at most, whatever was found."""
_PARTS = {"where": 120, "found": 150, "todo": 120}
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")


def printable(text: str) -> str:
    """Return `text` with what a terminal would obey instead of show written out by its number.

    These are the control and format characters, lone surrogates, what Unicode has not assigned, and every space but the
    common ones.
    """
    return text if text.isprintable() else _UNPRINTABLE.sub(lambda match: _escaped(match.group()), text)


def shortened(text: str, most: int) -> str:
    """Return `text`, or so much of its beginning and end as `most` characters hold, with `…` between them."""
    if len(text) <= most:
        return text
    head = (most - 1) * 2 // 3
    return f"{text[:head]}…{text[len(text) - (most - 1 - head) :]}"


def one_line(text: str, most: int = MOST) -> str:
    """Return `text` as one printable line: every run of white space one space, `most` characters at most."""
    # What is cut off is not looked at: a value found may be of any size.
    return shortened(printable(" ".join(shortened(text, 16 * most).split())), most)


def _escaped(character: str) -> str:
    if character.isprintable() or character in "\u00a0\u202f":
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        where: `file:line`, a command, or the value that was given.
        found: What stands there.
        todo: What to do next.
    """

    where: str
    found: str
    todo: str

    def __str__(self) -> str:
        whole = one_line(f"{self.where}: {self.found}; {self.todo}", MOST + 1)
        if len(whole) <= MOST:
            return whole
        where, found, todo = (one_line(getattr(self, name), most) for name, most in _PARTS.items())
        return f"{where}: {found}; {todo}"


def os_problem(error: OSError, where: str) -> Problem:
    """Tell what the system refused, and what to do about it.

    Args:
        error: The refusal.
        where: What was at work, where the error names no file.
    """
    path = Path(str(error.filename or where)).absolute()
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        todo = f"make room on {_disk(path)} and run it again"
    elif error.errno == errno.EROFS:
        todo = "choose a folder that can be written to"
    elif error.errno in (errno.EACCES, errno.EPERM) and (owner := _other_owner(path)) is not None:
        todo = f"it belongs to {owner}; docs/schedules.md says how several people share a folder"
    else:
        todo = "check the file and its permissions"
    return Problem(str(error.filename or where), str(error.strerror or error), todo)


def _disk(path: Path) -> str:
    """Name the disk that a file is on by where it is mounted."""
    there = next((folder for folder in (path, *path.parents) if folder.exists()), None)
    if there is None:
        return "that disk"
    device = there.stat().st_dev
    return f"the disk at {[folder for folder in (there, *there.parents) if folder.stat().st_dev == device][-1]}"


def _other_owner(path: Path) -> str | None:
    """Name who owns a file or, where it isn't there, its folder; None if that is the user who runs this."""
    try:
        number = next(folder for folder in (path, *path.parents) if folder.exists()).stat().st_uid
    except (OSError, StopIteration):
        return None
    if not hasattr(os, "geteuid") or number == os.geteuid():
        return None
    try:
        import pwd

        return pwd.getpwuid(number).pw_name
    except (ImportError, KeyError):
        return f"user {number}"


class MaliRussiaError(Exception):
    """The work found something wrong; the command line prints it as one line and exits with status 1.

    Args:
        where: `file:line`, a command, or the value that was given.
        found: What stands there.
        todo: What to do next.
    """

    def __init__(self, where: str, found: str, todo: str) -> None:
        super().__init__(where, found, todo)
        self.where = where
        self.found = found
        self.todo = todo

    def __str__(self) -> str:
        return str(Problem(self.where, self.found, self.todo))


class EvidenceError(MaliRussiaError):
    """The evidence is wrong in one or more places; every place is told, one line each.

    Args:
        problems: At least one problem, in the order in which they are to be printed.

    Raises:
        ValueError: If `problems` is empty.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        if not self.problems:
            raise ValueError("an EvidenceError needs at least one Problem")
        first = self.problems[0]
        super().__init__(first.where, first.found, first.todo)
        # Pickling rebuilds an exception from its args: they must be what __init__ takes.
        self.args = (self.problems,)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class NoProjectError(MaliRussiaError):
    """There is no ledger of one's own here; the command line exits with status 2.

    Args:
        folder: The working folder.
    """

    def __init__(self, folder: object) -> None:
        todo = "malirussia init FOLDER makes a ledger, malirussia -C FOLDER … works in one"
        super().__init__(str(folder), "no data/evidence here or above", todo)
        # Pickling rebuilds an exception from its args: they must be what __init__ takes.
        self.args = (folder,)


class TablesError(MaliRussiaError):
    """A table cannot be made, read or written."""


class RenderError(MaliRussiaError):
    """A notebook cannot be rendered."""


class NotebookError(RenderError):
    """The file of a notebook is damaged, or its parameters can't be read; other notebooks can still be rendered."""


class ScenarioError(MaliRussiaError, ValueError):
    """A scenario was asked for with values that make no sense."""


class UnitError(MaliRussiaError, ValueError):
    """A unit is unknown, or two units do not go together."""


class DateError(MaliRussiaError, ValueError):
    """A date, interval or rhythm is not of the EDTF and ISO 8601 forms that the ledger uses."""


class LanguageError(MaliRussiaError, KeyError):
    """A language is unknown, or a sentence has no translation in it."""
