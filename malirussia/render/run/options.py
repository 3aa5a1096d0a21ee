"""How renders are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from malirussia.render.notebook.job import Bounds
from malirussia.render.receipt import history

WARM = "malirussia-warm"
STOCK = "papermill"
ENGINES = (WARM, STOCK)


@dataclass(frozen=True)
class Options:
    """How renders are made.

    Attributes:
        draw: Whether images are drawn, where a browser is found.
        jobs: How many notebooks are executed at a time; as many as there are processors and memory if None.
        engine: `malirussia-warm` or `papermill`.
        preload: What the parent of warm kernels imports once for all, see `malirussia.render.warm.preload`; what the
            plan says if None, or else what our own notebooks import.
        on: The address of a Dask scheduler whose workers execute the notebooks; None for this machine.
        without_tls: Whether `on` may lead to another machine without TLS: whoever is on the way runs code.
        bounds: What one render may take.
        force: Whether what is fresh is made anew all the same.
        changed: Whether to leave alone what was never rendered.
        fail_fast: Whether to stop at the first failure.
        keep: How many receipts of each render to keep.
        wait: How long to wait for another run to end, in seconds.
    """

    draw: bool = True
    jobs: int | None = None
    engine: str = WARM
    preload: Sequence[str] | None = None
    on: str | None = None
    without_tls: bool = False
    bounds: Bounds = field(default_factory=Bounds)
    force: bool = False
    changed: bool = False
    fail_fast: bool = False
    keep: int = history.KEEP
    wait: float = 0
