"""Values to go through, in the plan and on the command line.

each:
low: [120000, 160000]                            # a list
high: {from: 120000, to: 220000, step: 20000}    # even steps, the last included

malirussia render petroleum-supply-fr --sweep low=120000:220000:20000 --sweep denominator=eia-2023,onap-2015
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from malirussia.errors import RenderError
from malirussia.numerals import listed_or_grouped
from malirussia.render.notebook.parameters import Parameter, from_text, nearest

# More is a slip of the pen, and would fill a disk.
MOST = 10_000
_FORM = "write a list, or {from: 120000, to: 220000, step: 20000}"
_OPTION = "--sweep"


def listed(value: Any, where: str) -> list[Any]:
    """Give the values that an entry of `each` stands for.

    Args:
        value: A list, or a mapping of `from`, `to` and `step`, as YAML gives them.
        where: The place where it stands, for errors.

    Raises:
        RenderError: It is neither, or empty, or steps the wrong way, or stands for more than 10,000 values.
    """
    if isinstance(value, list) and value:
        return value
    if isinstance(value, Mapping) and set(value) == {"from", "to", "step"} and all(map(_is_number, value.values())):
        return list(_steps(value["from"], value["to"], value["step"], where))
    raise RenderError(where, "no values to go through", _FORM)


def parse(texts: Sequence[str], declared: Mapping[str, Parameter], notebook: str) -> dict[str, list[Any]]:
    """Read what `--sweep` says.

    Args:
        texts: Each `name=first:last:step` or `name=value,value`.
        declared: The parameters of the notebook.
        notebook: Its file name, for errors.

    Returns:
        Parameter to values, of the type that the notebook declares.

    Raises:
        RenderError: A text has another form, a parameter is unknown or given twice, or a value is of another type.
    """
    values_of: dict[str, list[Any]] = {}
    for text in texts:
        name, sign, values = text.partition("=")
        if sign == "" or values == "":
            raise RenderError(f"{_OPTION} {text}", "no values", "write low=120000:220000:20000 or low=120000,160000")
        if name not in declared:
            raise RenderError(f"{_OPTION} {text}", f"{notebook} has no parameter {name!r}", nearest(name, declared))
        if name in values_of:
            raise RenderError(f"{_OPTION} {text}", f"{name} is given twice", "join the two lists with a comma")
        values_of[name] = _values(values, declared[name], f"{_OPTION} {text}")
    return values_of


def _values(text: str, parameter: Parameter, where: str) -> list[Any]:
    parts = text.split(":")
    if parameter.type in ("int", "float") and len(parts) == 3:
        first, last, step = (from_text(parameter, part, where) for part in parts)
        return list(_steps(first, last, step, where))
    doubt = listed_or_grouped(text) if parameter.type in ("int", "float") else None
    if doubt is not None:
        whole, (first, second) = doubt.replace(",", ""), doubt.split(",")
        todo = f"write {whole} for one number, or '{first}, {second}' with a blank for two"
        raise RenderError(where, f"{doubt} can be read as {whole} too", todo)
    return [from_text(parameter, part, where) for part in text.split(",")]


def _steps(first: Any, last: Any, step: Any, where: str) -> Iterator[Any]:
    try:
        start, stop, stride = (Decimal(str(number)) for number in (first, last, step))
        count = (stop - start) / stride
    except (InvalidOperation, ZeroDivisionError):
        raise RenderError(where, f"a step of {step}", "step from the first towards the last value") from None
    if not count.is_finite() or count < 0:
        fault = f"a step of {step} from {first} to {last}"
        raise RenderError(where, fault, "step from the first towards the last value")
    if count >= MOST:
        raise RenderError(where, f"{int(count) + 1:,} values", f"go through {MOST:,} at most")
    whole = all(isinstance(number, int) for number in (first, last, step))
    for n in range(int(count) + 1):
        value = start + n * stride
        yield int(value) if whole else float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
