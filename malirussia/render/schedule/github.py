"""A workflow for GitHub Actions: renders every day, keeps the pages from run to run, uploads them.

It holds nothing of the machine that printed it, so it can be committed; .github/workflows/render.yml is what it prints
for the whole plan.
"""

from __future__ import annotations

import json
import re
import shlex

from malirussia.errors import RenderError
from malirussia.render.schedule.timetable import Schedule, fill

NAME = "render.yml"
_EXPRESSION = "${{"
# A YAML scalar that needs no quotes.
_PLAIN = re.compile(r"[A-Za-z0-9./_-]+( [A-Za-z0-9./_-]+)*")


def files(schedule: Schedule) -> dict[str, str]:
    """Write the workflow.

    Raises:
        RenderError: A pattern holds what GitHub would take for an expression.
    """
    command = shlex.join([".venv/bin/malirussia", "render", *schedule.names])
    if _EXPRESSION in command:
        raise RenderError("malirussia schedule github", f"{_EXPRESSION} in a name", "name the renders without it")
    render = command if _PLAIN.fullmatch(command) is not None else json.dumps(command)
    zone = "" if schedule.zone == "UTC" else f"\n      timezone: {json.dumps(schedule.zone)}"
    secrets = "".join(f"\n          {name}: ${{{{ secrets.{name} }}}}" for name in schedule.secrets)
    secrets = f"\n        env:{secrets}" if secrets else ""
    return {NAME: fill(NAME, fields=json.dumps(schedule.cron), zone=zone, render=render, secrets=secrets)}
