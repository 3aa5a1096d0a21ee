"""Ready files that leave the renders to a schedule: cron, systemd, GitHub Actions, Airflow.

    for name, text in files("systemd", present(["*-fr"], at="04:20", zone="Africa/Dakar")).items():
        print(name, text)

One module a kind, one form a file in templates/. docs/schedules.md says what to do with them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from malirussia import paths
from malirussia.render.schedule import airflow, cron, github, systemd
from malirussia.render.schedule.here import present
from malirussia.render.schedule.timetable import OptionError, Schedule

__all__ = ["KINDS", "Kind", "OptionError", "Schedule", "described", "files", "present", "printed", "write"]

Kind = Literal["cron", "systemd", "github", "airflow"]

KINDS: Mapping[Kind, Callable[[Schedule], dict[str, str]]] = {
    "cron": cron.files,
    "systemd": systemd.files,
    "github": github.files,
    "airflow": airflow.files,
}


def files(kind: Kind, schedule: Schedule) -> dict[str, str]:
    """Write a schedule's files.

    Returns:
        File name → content, in the order in which they are to be read.

    Raises:
        RenderError: A folder's name or a value can't be said in a file of this kind.
    """
    return KINDS[kind](schedule)


def printed(content: Mapping[str, str]) -> str:
    """Give the files as one text: one alone as it is, several one after another, each of which begins with its name."""
    return "\n".join(content.values())


def write(content: Mapping[str, str], folder: Path) -> list[Path]:
    """Write the files into a folder, each whole or not at all.

    Returns:
        Where they are.
    """
    for name, text in content.items():
        paths.replace_text(folder / name, text)
    return [folder / name for name in content]


def described(kind: Kind, schedule: Schedule, content: Mapping[str, str], written: list[str] | None) -> dict[str, Any]:
    """Describe a schedule for a program.

    Args:
        kind: What it is for.
        schedule: The schedule.
        content: Its files.
        written: Where they were written to; None if they weren't.
    """
    told: dict[str, Any] = {
        "kind": kind,
        "at": f"{schedule.at:%H:%M}",
        "zone": schedule.zone,
        "renders": [render.name for render in schedule.renders],
        "files": dict(content),
    }
    return told if written is None else told | {"written": written}
