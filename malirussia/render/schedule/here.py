"""Read what a schedule needs to know of the call, the plan and this machine."""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import available_timezones

from malirussia import paths
from malirussia.errors import RenderError
from malirussia.render.page.browser import VARIABLE, find_browser
from malirussia.render.plan import renders as plan
from malirussia.render.schedule.timetable import OptionError, Schedule

AT = "04:20"
UTC = "UTC"
KERNEL = "python3"
# Where a schedule looks for programs at least.
_BARE_PATH = "/usr/bin:/bin"
_VARIABLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_KERNEL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# Line ends, other control characters, and bytes that are no UTF-8: no file of a schedule can say them.
_UNSAYABLE = ("Cc", "Cs", "Zl", "Zp")


def present(
    names: Sequence[str] | None = None, *, at: str = AT, zone: str = UTC, kernel: str | None = None
) -> Schedule:
    """Describe a schedule of the plan's present renders on this machine.

    Args:
        names: Names of renders or patterns such as `*-fr`; all but those on request if None or empty.
        at: The time of day, `HH:MM`.
        zone: Its IANA time zone.
        kernel: The Jupyter kernel in which Airflow runs the notebooks; `python3` if None.

    Raises:
        EvidenceError: The plan can't be read.
        RenderError: The plan is wrong, or a folder's name holds a line end.
        UnknownRenderError: A name fits no render.
        OptionError: The time, zone or kernel is none.
    """
    project = paths.project_dir()
    paths.belong_together(project)
    schedule = Schedule(
        names=tuple(names or ()),
        renders=tuple(plan.select(plan.load(project), names)),
        at=clock(at),
        zone=_zone(zone),
        project=project,
        data=paths.data_dir(),
        # Not resolved: the link in an environment's bin/ is what makes it that environment.
        python=Path(sys.executable),
        owner=_owner(project),
        variables=_variables(),
        kernel=KERNEL if kernel is None else _kernel(kernel),
    )
    for text in map(str, (project, schedule.data, schedule.python, *schedule.variables.values())):
        if not _sayable(text):
            raise RenderError("malirussia schedule", f"{text!a} holds a control character", "rename the folder")
    for name in schedule.names:
        if not _sayable(name):
            raise OptionError("NAME", f"{name!a} holds a control character", "give each pattern as a word of its own")
    for name in schedule.secrets:
        if _VARIABLE_NAME.fullmatch(name) is None:
            raise RenderError("renders.yaml", f"{name!a} names no variable", "use letters, digits and underscores")
    return schedule


def _sayable(text: str) -> bool:
    return not any(unicodedata.category(letter) in _UNSAYABLE for letter in text)


def clock(text: str) -> time:
    """Read a time of day such as `04:20`.

    Raises:
        OptionError: It is none.
    """
    match = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise OptionError("--at", f"{text!r} is no time of day", "give hours and minutes, such as 04:20")
    return time(int(match[1]), int(match[2]))


def _zone(name: str) -> str:
    if name == UTC:  # also where the system has no time zones
        return name
    known = available_timezones()
    if name not in known:
        near = get_close_matches(name, known, n=1)
        todo = f"did you mean {near[0]}?" if near else "give one such as Africa/Dakar"
        raise OptionError("--zone", f"{name!r} is no time zone", todo)
    return name


def _kernel(name: str) -> str:
    if _KERNEL_NAME.fullmatch(name) is None:
        raise OptionError("--kernel", f"{name!r} names no kernel", "jupyter kernelspec list shows them")
    return name


def _owner(folder: Path) -> str:
    """Give the user who owns a folder, by number where no name is known."""
    number = folder.stat().st_uid
    try:
        import pwd

        return pwd.getpwuid(number).pw_name
    except (ImportError, KeyError):
        return str(number)


def _variables() -> Mapping[str, str]:
    """Give what this call was told by its environment, for a schedule starts with a bare one."""
    variables: dict[str, str] = {}
    if os.environ.get(paths.DATA_VARIABLE, "") != "":
        variables[paths.DATA_VARIABLE] = str(paths.data_dir())
    browser = find_browser()
    if browser is not None and shutil.which(Path(browser).name, path=_BARE_PATH) != browser:
        variables[VARIABLE] = browser
    return variables
