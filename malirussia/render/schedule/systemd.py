"""A service and a timer for systemd, locked down to what a render needs.

A render reads its project and the interpreter, writes `figures/` and, if the evidence has changed, the tables, and
talks to nobody but its own kernels and browser. Everything else is taken away.
"""

from __future__ import annotations

import re

from malirussia.errors import RenderError
from malirussia.render.schedule.timetable import Schedule, fill

SERVICE = "malirussia-render.service"
TIMER = "malirussia-render.timer"
SECRETS = "/etc/malirussia-render.env"
_PLAIN = re.compile(r"[A-Za-z0-9_./:@+=,-]+")


def files(schedule: Schedule) -> dict[str, str]:
    """Write the two units.

    Raises:
        RenderError: The project's folder has a name that systemd would read otherwise.
    """
    calls = {step: _call(schedule, step, names) for step, names in _steps(schedule).items()}
    service = fill(
        SERVICE,
        user=schedule.owner,
        project=_line(str(schedule.project)),
        variables="".join(f"\nEnvironment={_word(f'{name}={value}')}" for name, value in schedule.variables.items()),
        secrets=_secrets(schedule.secrets),
        figures=_word(f"-{schedule.figures}"),
        made=" ".join(map(_argument, map(str, (schedule.figures, schedule.logs)))),
        logs=_word(f"-{schedule.logs}"),
        tidy=_word(f"-{schedule.data / 'tidy'}"),
        **calls,
    )
    when = f"{schedule.at:%H:%M}"
    return {SERVICE: service, TIMER: fill(TIMER, when=f"{when} {schedule.zone}", at=when, zone=schedule.zone)}


def _secrets(names: tuple[str, ...]) -> str:
    """Name the file that holds the secrets, which systemd reads before it gives up root's rights."""
    if not names:
        return ""
    return f"\n# For the eyes of root alone, one NAME=value a line: {', '.join(names)}\nEnvironmentFile={SECRETS}"


def _steps(schedule: Schedule) -> dict[str, tuple[str, ...]]:
    return {"build": (), "render": schedule.names, "publish": ()}


def _call(schedule: Schedule, step: str, names: tuple[str, ...]) -> str:
    called = schedule.called
    if _PLAIN.fullmatch(called[0]) is None:
        # The program itself may have no quotes or backslashes in its name, whichever way they are written.
        called = ("/bin/sh", "-c", 'exec "$@"', "sh", *called)
    return " ".join(map(_argument, (*called, step, *names)))


def _argument(text: str) -> str:
    """Write a word of a command line after the first: there $ is special as well."""
    return _word(text.replace("$", "$$"))


def _word(text: str) -> str:
    """Write one word of a list: % begins a specifier, quotes and backslashes are C's."""
    text = text.replace("%", "%%")
    if _PLAIN.fullmatch(text) is not None:
        return text
    return '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'


def _line(text: str) -> str:
    """Write a path that is a whole line: no quotes are taken off, blanks at its end are, a backslash joins lines."""
    if text != text.strip() or text.endswith("\\"):
        raise RenderError("malirussia schedule systemd", f"{text!r} ends in a blank or backslash", "rename the folder")
    return text.replace("%", "%%")
