"""A DAG for Airflow: each notebook a task of its own, run by the stock operator, then the pages.

What comes from the plan and from this machine stands in the file as literals and nowhere else, and reaches Airflow's
operators as values that are no templates: Airflow fills in {{ … }} in what it is given, papermill {…} in paths.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable

from malirussia import paths
from malirussia.errors import RenderError
from malirussia.render.notebook.parameters import Value, declared
from malirussia.render.plan.renders import Render
from malirussia.render.schedule.timetable import Schedule, fill

NAME = "malirussia_render.py"
FORM = "malirussia_render.txt"


def files(schedule: Schedule) -> dict[str, str]:
    """Write the DAG.

    Raises:
        RenderError: A value can't be written as a literal.
    """
    kept = [render for render in schedule.renders if not _has_secrets(render)]
    hidden = [render for render in schedule.renders if _has_secrets(render)]
    text = fill(
        FORM,
        when=f"{schedule.at:%H:%M} {schedule.zone}",
        cron=literal(schedule.cron, "--at"),
        zone=literal(schedule.zone, "--zone"),
        kernel=literal(schedule.kernel, "--kernel"),
        project=literal(str(schedule.project), "project"),
        command=literal(list(schedule.called), "python"),
        environment=literal({**schedule.variables, paths.DATA_VARIABLE: str(schedule.data)}, "environment"),
        names=literal(list(schedule.names), "NAME"),
        renders="\n".join(_rows(kept)),
        hidden="".join(f"\n# Not {render.name}: stock papermill would write its secrets." for render in hidden)
        + "".join(f"\n# `pages` needs {name} in the environment of Airflow's workers." for name in schedule.secrets),
    )
    return {NAME: text}


def literal(value: Value, where: str) -> str:
    """Write a value as a Python literal, strings in double quotes.

    Args:
        value: Text, a number, a truth value, None, or a list or dict of them.
        where: Where the value stands, for errors.

    Raises:
        RenderError: It is no such value, or a number such as infinity that has no literal.
    """
    text = _literal(value)
    try:
        read = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        read = None
    if read != value or type(read) is not type(value):
        raise RenderError(where, f"{value!r} has no literal", "give text, numbers, true, false, null, lists or maps")
    return text


def _literal(value: Value) -> str:
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False)
        case list():
            return f"[{', '.join(map(_literal, value))}]"
        case dict():
            return f"{{{', '.join(f'{_literal(key)}: {_literal(member)}' for key, member in value.items())}}}"
    return repr(value)


def _rows(renders: Iterable[Render]) -> Iterable[str]:
    for render in renders:
        given = literal(render.given, render.where)
        yield f"    {literal(render.name, render.where)}: ({literal(render.notebook.name, render.where)}, {given}),"


def _has_secrets(render: Render) -> bool:
    return any(parameter.secret for parameter in declared(render.notebook).values())
