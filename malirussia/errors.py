"""Errors that a person reads: one line that says where, what was found, and what to do next."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass


def one_line(text: str) -> str:
    """Return `text` with every run of white space, line ends included, as one space."""
    return " ".join(text.split())


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
        return one_line(f"{self.where}: {self.found}; {self.todo}")


def os_problem(error: OSError, where: str) -> Problem:
    """Tell what the system refused, and what to do about it.

    Args:
        error: The refusal.
        where: What was at work, where the error names no file.
    """
    todo = {
        errno.ENOSPC: "make room on that disk and run it again",
        errno.EDQUOT: "make room on that disk and run it again",
        errno.EROFS: "choose a folder that can be written to",
    }.get(error.errno or 0, "check the file and its permissions")
    return Problem(str(error.filename or where), str(error.strerror or error), todo)


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


class ScenarioError(MaliRussiaError, ValueError):
    """A scenario was asked for with values that make no sense."""


class UnitError(MaliRussiaError, ValueError):
    """A unit is unknown, or two units do not go together."""


class DateError(MaliRussiaError, ValueError):
    """A date, interval or rhythm is not of the EDTF and ISO 8601 forms that the ledger uses."""


class LanguageError(MaliRussiaError, KeyError):
    """A language is unknown, or a sentence has no translation in it."""
