"""A line for a crontab.

cron hands the line to /bin/sh with next to no environment, ends the command at the first bare percent sign, and mails
what the command prints. So everything is named in full and quoted, percent signs are escaped, what a run says goes to
a log of its weekday, and only a run that fails prints anything: one line, the last that was said.
"""

from __future__ import annotations

import shlex

from malirussia.errors import RenderError
from malirussia.render.schedule.timetable import Schedule, fill

NAME = "malirussia.crontab"
LOGS = "figures-log"
LOG = f"{LOGS}/schedule-%u.log"
# Debian's cron takes 998 characters, which it counts after the fields of the time.
_LONGEST = 998


def files(schedule: Schedule) -> dict[str, str]:
    """Write the crontab.

    Raises:
        RenderError: The line would be longer than cron takes.
    """
    command = _command(schedule).replace("%", r"\%")
    if len(command.encode()) > _LONGEST:
        fault = f"the line has {len(command.encode())} bytes, and cron takes {_LONGEST}"
        raise RenderError("malirussia schedule cron", fault, "name the renders by a pattern such as '*-fr'")
    when = f"{schedule.at:%H:%M} {schedule.zone}"
    secrets = "".join(f"# {name}=\n" for name in schedule.secrets)
    if secrets:
        secrets = (
            f"# The renders need secrets, which aren't printed; take the sign away and write the value:\n{secrets}"
        )
    blanks = {
        "log": LOG.replace("%u", "1.log … 7.log").removesuffix(".log"),
        "secrets": secrets,
        "zone": schedule.zone,
        "fields": schedule.cron,
        "command": command,
    }
    text = fill(NAME, when=when, **blanks)
    return {NAME: text}


def _command(schedule: Schedule) -> str:
    variables = [f"{name}={shlex.quote(value)}" for name, value in schedule.variables.items()]
    call = " ".join([*variables, shlex.join(schedule.called)])
    project = shlex.quote(str(schedule.project))
    render = " ".join(["malirussia render", *map(shlex.quote, schedule.names)])
    return (
        f'malirussia() {{ {call} "$@"; }}; '
        f"cd {project} && mkdir -p {LOGS} && log=$(date +{LOG}) || exit 1; "
        # The index is made although a render failed: the others are new. The last line of the renders says which did.
        f"{{ date; malirussia build && {{ {render} || failed=$(tail -n 1 $log); malirussia publish >/dev/null; }} "
        '&& test -z "$failed"; } >$log 2>&1 || '
        '{ printf "malirussia: %s; see %s\\n" "${failed:-$(tail -n 1 $log)}" "$PWD/$log"; exit 1; }'
    )
