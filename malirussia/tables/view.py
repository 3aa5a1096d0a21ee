"""A view: the ledger as known on a day, and what follows from it, each answer worked out at most once.

view = ds.at("2025-10-24", sector="energy")
ladder(view)                                   a question of the analysis, asked of the view
ladder(ds, as_of="2025-10-24")                 the same question, the same answer: worked out once
ladder(ds)                                     of everything that the ledger has

Answers are kept with the dataset and go when it goes; nothing is kept elsewhere. A dataset does not change: changed
tables make another dataset, which begins without answers. Who asks is given a copy, and cannot spoil what is kept.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

import pandas as pd

if TYPE_CHECKING:
    from malirussia.tables.dataset import Dataset

Choices = ParamSpec("Choices")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class View:
    """The ledger as known on a day; any question of the analysis takes it in place of a dataset.

    Attributes:
        ds: The tables.
        as_of: EDTF date; None for all that the ledger has.
        sector: One sector; None for every sector.
        min_origin_groups: How many independent sources must make a fact.
    """

    ds: Dataset
    as_of: str | None = None
    sector: str | None = None
    min_origin_groups: int = 1

    def __repr__(self) -> str:
        return f"View(as_of={self.as_of!r}, sector={self.sector!r}, min_origin_groups={self.min_origin_groups})"


_CHOSEN = tuple(field.name for field in fields(View) if field.name != "ds")


def takes_view(
    question: Callable[Concatenate[Dataset, Choices], Answer],
) -> Callable[Concatenate[Dataset | View, Choices], Answer]:
    """Let a question take a view in place of a dataset: what the view chose holds where the call chooses nothing else.

    Args:
        question: Takes a dataset, then choices, of which some have the names of a view's.
    """
    signature = inspect.signature(question).parameters
    by_view = {name: signature[name].default for name in _CHOSEN if name in signature}
    places = _places(question)

    @wraps(question)
    def asked(ds: Dataset | View, /, *args: Choices.args, **choices: Choices.kwargs) -> Answer:
        if not isinstance(ds, View):
            return question(ds, *args, **choices)
        named = {**dict(zip(places, args, strict=False)), **choices}
        open_ = {name for name, default in by_view.items() if named.get(name, default) in (default, None)}
        chosen = {name: getattr(ds, name) for name in open_ if getattr(ds, name) is not None}
        return question(ds.ds, *args, **{**choices, **chosen})

    return asked


def asked_once(
    question: Callable[Concatenate[Dataset, Choices], Answer],
) -> Callable[Concatenate[Dataset | View, Choices], Answer]:
    """Work out each answer to a question once a dataset, and let it take a view.

    Where a choice is a table or a list, the question is worked out each time.

    Args:
        question: Takes a dataset, then choices that have one meaning whatever is asked before.
    """
    signature = inspect.signature(question).parameters
    defaults = {
        name: parameter.default
        for name, parameter in signature.items()
        if parameter.default is not inspect.Parameter.empty
    }
    places = _places(question)

    @takes_view
    @wraps(question)
    def answered(ds: Dataset, /, *args: Choices.args, **choices: Choices.kwargs) -> Answer:
        named = {**defaults, **dict(zip(places, args, strict=False)), **choices}
        key = (question, args[len(places) :], tuple(sorted(named.items())))
        return kept(ds, key, lambda: question(ds, *args, **choices))

    return answered


def _places(question: Callable[..., Any]) -> list[str]:
    """Return the names of what may be given by its place, after the dataset."""
    signature = inspect.signature(question).parameters
    return [name for name, parameter in signature.items() if parameter.kind is parameter.POSITIONAL_OR_KEYWORD][1:]


def kept(holder: Any, key: Hashable, work_out: Callable[[], Answer]) -> Answer:
    """Return an answer that a dataset, or what is made from one, keeps in its `kept`; worked out where it has none yet.

    Args:
        holder: Who keeps it; one without `kept` keeps nothing.
        key: All that the answer depends on besides the holder. Where it cannot be hashed, nothing is kept.
        work_out: Makes the answer.

    Returns:
        A copy of it, as `copied` makes one.
    """
    answers: dict[Hashable, Answer] | None = getattr(holder, "kept", None)
    if answers is None or not _hashable(key):
        return work_out()
    if key not in answers:
        answers[key] = work_out()
    return copied(answers[key])


class cached_copy(cached_property[Answer]):  # noqa: N801 - it is written like the property that it is
    """A cached property that hands out copies: whatever is done to one leaves the answer as it was."""

    def __get__(self, holder: Any, owner: type | None = None) -> Any:
        """Return a copy of the answer, worked out at the first call."""
        return self if holder is None else copied(super().__get__(holder, owner))

    def __set__(self, holder: Any, value: Any) -> None:
        """Refuse: with it, the answer is looked up here each time."""
        raise AttributeError(f"{self.attrname} is worked out, not set")


def copied(answer: Answer) -> Answer:
    """Return a copy of an answer, down to its tables: whatever is done to it leaves the answer as it was."""
    return cast(Answer, _deep_copy(answer))


def _deep_copy(answer: Any) -> Any:
    if isinstance(answer, pd.DataFrame | pd.Series):
        return answer.copy()
    if isinstance(answer, dict):
        return {key: _deep_copy(value) for key, value in answer.items()}
    if isinstance(answer, list):
        return [_deep_copy(value) for value in answer]
    if type(answer) is tuple:
        return tuple(_deep_copy(value) for value in answer)
    if is_dataclass(answer) and not isinstance(answer, type):
        return replace(answer, **{field.name: _deep_copy(getattr(answer, field.name)) for field in fields(answer)})
    return answer


def _hashable(key: Hashable) -> bool:
    try:
        hash(key)
    except TypeError:
        return False
    return True
