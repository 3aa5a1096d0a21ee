"""Make everything that comes of one executed notebook: data, images, pages and the receipt.

This module brings pandas and plotly; `run` imports it while the first notebooks are already running.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from plotly.offline import get_plotlyjs

from malirussia import paths, versions
from malirussia.errors import RenderError
from malirussia.render.notebook import ipynb
from malirussia.render.notebook.harvest import Harvest, harvest
from malirussia.render.page import annex, export, images, since
from malirussia.render.page.leads import leads
from malirussia.render.page.reader_page import Frame, chart_page, page, titled
from malirussia.render.page.site import PLOTLY_FILE
from malirussia.render.page.taking import named
from malirussia.render.page.titles import with_facts
from malirussia.render.plan import day
from malirussia.render.plan.renders import Render, twin
from malirussia.render.receipt import receipt
from malirussia.render.run.pictures import Pictures, pictures
from malirussia.tables import Dataset
from malirussia.tables import load as load_tables

NOTEBOOK = "notebook.ipynb"


@dataclass(frozen=True)
class Made:
    """What came of a render.

    Attributes:
        warnings: One line each.
        images: `drawn`, or in one line why there are none.
        seconds: Phase to seconds.
    """

    warnings: list[str]
    images: str
    seconds: dict[str, float]


def make(
    render: Render,
    folder: Path,
    *,
    everything: Sequence[Render],
    read: Mapping[str, Any],
    ran: receipt.Ran,
    seconds: Mapping[str, float],
    browser: images.Browser | None,
    no_images: str,
    figures: Path,
) -> Made:
    """Fill the folder of a render.

    Args:
        render: The render.
        folder: Where its executed notebook is, and where the rest goes.
        everything: The whole plan: pages link to their twin in the other language.
        read: What the render read, for the receipt.
        ran: What is known of the run, for the receipt.
        seconds: What its execution took, by phase.
        browser: Draws the images; None if there are to be none.
        no_images: Why there are none.
        figures: The folder of all renders, with what is kept of earlier ones.

    Raises:
        RenderError: The notebook shows its reader nothing, or a chart that can't be published; or a title names a fact
            that isn't there.
    """
    clock = _Clock(seconds)
    harvested = harvest(ipynb.read(folder / NOTEBOOK))
    if not harvested.parts:
        left = f" ({harvested.warnings[0]})" if harvested.warnings else ""
        raise RenderError(
            render.notebook.name, f"shows its reader nothing{left}", "display a chart, a table or Markdown"
        )
    wrote = {NOTEBOOK: (folder / NOTEBOOK).read_bytes()}
    for picture in harvested.pictures:
        wrote |= {name: text.encode() for name, text in export.files(picture, render.lang).items()}
    clock.stop("harvest")
    edition = since.edition(render, _tables(), figures)
    if render.changes:
        titles = {picture.name: picture.title for picture in harvested.pictures}
        data = {name: receipt.sha256(wrote[f"{name}.csv"]) for name in titles}
        changes = [] if edition.before is None else since.lines(edition, render.lang, data, titles)
        harvested = since.after_the_news(harvested, changes, render.lang)
    drawn = Pictures({}, no_images)
    if browser is not None:
        drawn = pictures(harvested.pictures, browser, paths.inside(figures, render.name))
    wrote |= drawn.files
    clock.stop("images")
    render = with_facts(render, _tables())
    wrote |= _pages(render, harvested, everything, set(wrote))
    clock.stop("pages")
    warnings = [*day.warnings(render.day), *harvested.warnings, *_unknown_claims(harvested)]
    note = receipt.receipt(
        render,
        title=titled(render, harvested)[0],
        charts={picture.name: picture.title for picture in harvested.pictures},
        read=read,
        wrote=wrote,
        images=drawn.told,
        pictures=drawn.keys,
        warnings=warnings,
        ran=replace(ran, ledger=edition.digest, since=edition.since),
        seconds=clock.seconds,
    )
    for name, content in wrote.items():
        with paths.naming(folder / name):
            paths.inside(folder, name).write_bytes(content)
    with paths.naming(folder / receipt.NAME):
        (folder / receipt.NAME).write_text(export.to_lines(note), encoding="utf-8", newline="\n")
    return Made(warnings, drawn.told, clock.seconds)


def share_plotly(figures: Path) -> None:
    """Put the plotly.js of the installed plotly beside the pages, where it isn't there yet."""
    wanted = get_plotlyjs().encode()
    shared = figures / PLOTLY_FILE
    if not shared.is_file() or shared.read_bytes() != wanted:
        paths.replace_bytes(shared, wanted)


def _pages(render: Render, harvested: Harvest, everything: Sequence[Render], files: set[str]) -> dict[str, bytes]:
    evidence = annex.annex(_tables(), harvested.claims(), render.lang)
    frame = Frame(
        render=render,
        other=twin(render, everything),
        files=files,
        evidence=evidence,
        figures=annex.cited_figures(_tables(), render.lang),
        leads=leads(_tables(), render.lang),
        ledger=named(_tables(), render.lang),
    )
    pages = {"index.html": page(frame, harvested).encode()}
    return pages | {f"{picture.name}.html": chart_page(frame, picture).encode() for picture in harvested.pictures}


def _unknown_claims(harvested: Harvest) -> list[str]:
    return [f"claim {claim}: not in the tables" for claim in annex.unknown(_tables(), harvested.claims())]


@cache
def _tables_of(folder: Path, stamp: versions.Identity) -> Dataset:  # noqa: ARG001 - a part of the cache's key
    return load_tables(folder)


def _tables() -> Dataset:
    """Load the tables once for all renders of a run; anew where a file has changed since."""
    folder = paths.tidy_dir()
    return _tables_of(folder, versions.identity(folder))


class _Clock:
    """Seconds by phase."""

    def __init__(self, seconds: Mapping[str, float]) -> None:
        self.seconds = dict(seconds)
        self._last = time.perf_counter()

    def stop(self, phase: str) -> None:
        """End a phase; the next begins."""
        now = time.perf_counter()
        self.seconds[phase] = now - self._last
        self._last = now
