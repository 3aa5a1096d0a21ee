"""The fields of `notebooks/renders.yaml`; plan.py says what they mean."""

from __future__ import annotations

from typing import Any

import msgspec


class Words(msgspec.Struct, forbid_unknown_fields=True):
    """A text for the reader in both languages."""

    fr: str
    en: str


class Defaults(msgspec.Struct, forbid_unknown_fields=True):
    """What every entry begins with."""

    each: dict[str, Any] = {}
    parameters: dict[str, Any] = {}


class Entry(msgspec.Struct, forbid_unknown_fields=True):
    """One entry of the plan.

    Attributes:
        secrets: Parameter → environment variable that holds its value.
        tags: Words to choose it by.
        on_request: Rendered when it is named (`malirussia render 'petroleum-low-*'`), not with the others.
        changes: Whether its page begins with what has changed since it was last rendered.
    """

    notebook: str
    title: Words
    about: Words
    each: dict[str, Any] = {}
    parameters: dict[str, Any] = {}
    secrets: dict[str, str] = {}
    tags: list[str] = []
    on_request: bool = False
    changes: bool = False


class PlanFile(msgspec.Struct, forbid_unknown_fields=True):
    """The whole file.

    Attributes:
        preload: What the parent of warm kernels imports once for all; None for what our own notebooks import.
    """

    renders: dict[str, Entry]
    defaults: Defaults = msgspec.field(default_factory=Defaults)
    preload: list[str] | None = None
