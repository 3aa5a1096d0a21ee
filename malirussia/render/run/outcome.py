"""What became of a render."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

# Where the notebooks of failed renders are kept, beside the folder of the renders; see `history.logs`.
FAILED = "failed"

State = Literal["made", "fresh", "failed", "skipped"]


@dataclass(frozen=True)
class Outcome:
    """What became of one render.

    Attributes:
        render: Its name.
        folder: Where the page is, or after a failure the executed notebook.
        state: `made` anew; `fresh`, so that nothing had to be done; `failed`; `skipped` after another had failed.
        error: Why it failed, in one line; None if it didn't.
        why: Why it was to be made.
        warnings: One line each.
        images: `drawn`, or in one line why there are none.
        seconds: Phase to seconds.
        attempts: How often its notebook was executed.
    """

    render: str
    folder: Path
    state: State = "made"
    error: str | None = None
    why: str = ""
    warnings: list[str] = field(default_factory=list)
    images: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    attempts: int = 1

    @property
    def ok(self) -> bool:
        """Whether the page stands as it should."""
        return self.state in ("made", "fresh")
