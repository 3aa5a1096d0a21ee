"""What a schedule says: which renders, when, and how they are called on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from string import Template

from malirussia.errors import RenderError
from malirussia.render.plan.renders import Render
from malirussia.render.receipt import history

_FORMS = Path(__file__).with_name("templates")


class OptionError(RenderError):
    """The call gives an option a value that it can't have; `where` is the option."""


@dataclass(frozen=True)
class Schedule:
    """Renders that are made every day.

    Attributes:
        names: Names and patterns as they were called; empty for all of the plan but those on request.
        renders: What the names choose at present.
        at: The time of day.
        zone: The IANA time zone of `at`.
        project: The folder that holds `notebooks/` and `figures/`.
        data: The data folder.
        python: The interpreter that runs the renders.
        owner: The system's user who owns the project.
        variables: Environment variables that the renders need, beyond what a schedule gives.
        kernel: The Jupyter kernel in which Airflow runs the notebooks.
    """

    names: tuple[str, ...]
    renders: tuple[Render, ...]
    at: time
    zone: str
    project: Path
    data: Path
    python: Path
    owner: str
    variables: Mapping[str, str]
    kernel: str

    @property
    def cron(self) -> str:
        """The time as five fields of a crontab."""
        return f"{self.at.minute} {self.at.hour} * * *"

    @property
    def secrets(self) -> tuple[str, ...]:
        """The environment variables that hold the renders' secrets; their values stand in no file of a schedule."""
        return tuple(sorted({variable for render in self.renders for variable in render.secrets.values()}))

    @property
    def figures(self) -> Path:
        """The folder that renders go to."""
        return self.project / "figures"

    @property
    def logs(self) -> Path:
        """The folder for what is kept of runs: history, failures, logs. It is none of the readers' business."""
        return history.logs(self.figures)

    @property
    def called(self) -> tuple[str, ...]:
        """The command line that begins every call; -P keeps the working folder's modules out."""
        return (str(self.python), "-P", "-m", "malirussia")


class _Form(Template):
    """A file with blanks such as §project; § stands in none of the languages that are filled in."""

    delimiter = "§"


def fill(name: str, **blanks: str) -> str:
    """Fill in a form of templates/.

    Raises:
        KeyError: A blank has no value.
    """
    return _Form((_FORMS / name).read_text(encoding="utf-8")).substitute(blanks)
