"""Facts in the titles and lines of the plan: a figure is read from the ledger, never typed.

{petroleum-deliveries.monthly_tonnage}        160,000–200,000 tonnes a month, in the page's language
{petroleum-deliveries.monthly_tonnage:low}    its lower end alone; :high its upper end
{{ and }}                                     a brace
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from string import Formatter
from typing import TYPE_CHECKING

from malirussia.errors import RenderError
from malirussia.language import quantity
from malirussia.render.plan import tidy
from malirussia.render.plan.tidy import Fact

if TYPE_CHECKING:
    from malirussia.render.plan.renders import Render

ENDS = ("low", "high")
_HOW = "write {fact.id}, {fact.id:low} or {fact.id:high}, and a brace of your own twice"


def named(text: str, where: str) -> list[str]:
    """Return the facts that a text names.

    Args:
        text: A title or line of the plan.
        where: Its file and line.

    Raises:
        RenderError: Its braces are of no form above.
    """
    return [fact for _, fact, _ in _parts(text, where) if fact is not None]


def escaped(text: str) -> str:
    """Return a text of which no brace names a fact."""
    return text.replace("{", "{{").replace("}", "}}")


def check(renders: Iterable[Render]) -> None:
    """Look up every fact that some renders name, if they name any.

    Raises:
        RenderError: The ledger has no such fact, or none with that end; the file and line say where it is named.
    """
    naming = [render for render in renders if render.facts]
    known = tidy.facts() if naming else {}
    for render in naming:
        filled(render, known)


def filled(render: Render, facts: Mapping[str, Fact | None]) -> Render:
    """Return a render with the facts in its titles and lines.

    Args:
        render: A render of the plan.
        facts: Fact id → fact; None for one without a quantity.

    Raises:
        RenderError: As for `check`.
    """
    return replace(
        render,
        titles={lang: _filled(text, lang, render, facts) for lang, text in render.titles.items()},
        abouts={lang: _filled(text, lang, render, facts) for lang, text in render.abouts.items()},
        facts={},
    )


def _filled(text: str, lang: str, render: Render, facts: Mapping[str, Fact | None]) -> str:
    said = []
    for literal, fact, end in _parts(text, render.where):
        said.append(literal)
        if fact is not None:
            said.append(_said(fact, end, lang, render.facts.get(fact, render.where), facts))
    return "".join(said)


def _said(name: str, end: str, lang: str, where: str, facts: Mapping[str, Fact | None]) -> str:
    if name not in facts:
        near = get_close_matches(name, facts, n=1)
        todo = f"did you mean {near[0]}?" if near else "malirussia trace shows what there is"
        raise RenderError(where, f"the ledger has no fact {name}", todo)
    fact = facts[name]
    if fact is None:
        raise RenderError(where, f"the fact {name} has no quantity", "name one that has, or write the words")
    low, high = fact.low, fact.high
    if end:
        low = high = getattr(fact, end)
        if low is None:
            raise RenderError(where, f"the fact {name} has no {end} end", f"write {{{name}}}")
    return quantity(low, high, fact.unit, fact.per, lang, worded=True)


def _parts(text: str, where: str) -> list[tuple[str, str | None, str]]:
    """Part a text into words, each with the fact and end that follow them."""
    try:
        parts = [(literal, fact, end or "", bang) for literal, fact, end, bang in Formatter().parse(text)]
    except ValueError as error:
        raise RenderError(where, f"{text!r}: {error}", _HOW) from None
    for _, fact, end, bang in parts:
        if fact is not None and (fact == "" or bang is not None or end not in ("", *ENDS)):
            raise RenderError(where, f"{text!r} names no fact", _HOW)
    return [(literal, fact, end) for literal, fact, end, _ in parts]
