"""Draw charts as SVG and PNG in one browser that stays open over all renders.

A browser takes seconds to start and a tenth of a second to draw. It loads plotly.js from the installed plotly package
and reaches no network: its proxy is an address where nobody listens. Each figure is drawn once, as SVG; the PNG is that
SVG, in pixels, and the picture that stands on the page is that SVG without the words that the page sets itself. Where
there are two processors, two pages draw.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import tempfile
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, TypeVar

from malirussia.errors import RenderError, os_problem
from malirussia.render.notebook.harvest import Picture
from malirussia.render.page import drawn_of
from malirussia.render.page.browser import VARIABLE, find_browser

SECONDS = 60
MOST_PAGES = 2
STEADY = Path(__file__).with_name("templates") / "steady.js"
_NOWHERE = "http://127.0.0.1:9"

T = TypeVar("T")


@dataclass(frozen=True)
class Drawing:
    """One figure to draw.

    Attributes:
        stem: Of its files: `<stem>.svg`; `<stem>.png` with twice the pixels, so that letters stay sharp on the screens
            of today and in print; and `<stem>-bare.svg`, for the page.
        figure: Plotly JSON with `layout.width` and `layout.height`.
    """

    stem: str
    figure: dict[str, Any]

    @property
    def files(self) -> tuple[str, str, str]:
        """The names of its files."""
        return f"{self.stem}.svg", f"{self.stem}.png", bare(self.stem)


def bare(stem: str) -> str:
    """Name the file of a drawing without its words."""
    return f"{stem}-bare.svg"


def drawings(picture: Picture) -> list[Drawing]:
    """List what is drawn of a chart: `name` at 1280 px and `name-390` at 390 px."""
    return [Drawing(picture.name, picture.wide), Drawing(f"{picture.name}-390", picture.narrow)]


class Browser:
    """A browser that draws figures, opened on first use and closed at the end of the `with` block.

    Its profile and the page that it draws in stand in a folder that the next run clears if this one is killed. It lives
    on the event loop of a thread of its own, so that it works under JupyterLab's loop as well.
    """

    def __init__(self, scratch: Path | None = None) -> None:
        """Prepare it; nothing is started.

        Args:
            scratch: An absolute folder for what is thrown away; the system's own if None.
        """
        self._scratch = scratch
        self._kaleido: Any = None
        self._folder: Path | None = None

    def __enter__(self) -> Browser:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._kaleido is not None:
            self._wait(self._kaleido.close(), 2 * SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS)
        # One that is left open complains with a traceback when Python ends.
        if not self._loop.is_running():
            self._loop.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def key(self, drawing: Drawing) -> str | None:
        """Give a digest of everything that a figure is drawn of; None where that can't be told.

        Two pictures of one key are the same bytes. No browser is opened for it.
        """
        return None if self._around is None else drawn_of.key(drawing.figure, self._around)

    @cached_property
    def _around(self) -> str | None:
        return drawn_of.surroundings((Path(__file__), STEADY))

    def draw(self, wanted: Sequence[Drawing]) -> dict[str, bytes]:
        """Draw figures.

        Args:
            wanted: What to draw.

        Returns:
            File name to content, three files a figure; the same figure gives the same bytes on one machine.

        Raises:
            RenderError: The browser doesn't start, or a figure can't be drawn.
        """
        if not wanted:
            return {}
        try:
            if self._kaleido is None:
                self._wait(self._open(), 2 * SECONDS)
            return self._wait(self._all(wanted), SECONDS * (len(wanted) + 1))
        except OSError as error:
            problem = os_problem(error, "images")
            raise RenderError("images", f"{problem.where}: {problem.found}", problem.todo) from error
        except Exception as error:
            # Choreographer raises errors of several sentences; the first says what happened.
            said = [line for part in error.args for line in str(part).strip().splitlines()] or [type(error).__name__]
            todo = f"render with --no-images, or set {VARIABLE} to another browser"
            raise RenderError("images", f"the browser failed: {said[0].rstrip('.')}", todo) from error

    async def _open(self) -> None:
        from kaleido import Kaleido, PageGenerator

        class Steady(Kaleido):  # type: ignore[misc]  # kaleido carries no types
            async def _return_kaleido_tab(self, tab: Any) -> None:
                """Keep the page: Kaleido loads it anew after every image, which takes longer than to draw one.

                Nothing of one image is left for the next: steady.js begins anew, and Plotly.toImage draws apart.
                """
                await self.tabs_ready.put(tab)

        # MathJax would come from the network; no chart uses it.
        page: Any = PageGenerator(mathjax=False, others=[STEADY.as_uri()])
        path, places = find_browser(), {}
        # A browser out of a snap sees next to no folder; Kaleido knows one.
        if self._scratch is not None and "snap" not in str(path):
            self._folder = folder = Path(tempfile.mkdtemp(prefix="browser-", dir=self._scratch))
            (folder / "page.html").write_text(page.generate_index(), encoding="utf-8")
            page, places = folder / "page.html", {"tmp_dir": str(folder)}
        browser = Steady(
            n=min(MOST_PAGES, os.cpu_count() or 1),
            timeout=SECONDS,
            page_generator=page,
            path=path,
            **places,
            proxy_server=_NOWHERE,
            enable_extensions=False,
        )
        await browser.open()
        self._kaleido = browser

    async def _all(self, wanted: Sequence[Drawing]) -> dict[str, bytes]:
        drawn = await asyncio.gather(*(self._one(drawing) for drawing in wanted))
        return {name: content for files in drawn for name, content in files.items()}

    async def _one(self, drawing: Drawing) -> dict[str, bytes]:
        # steady.js gives all files in place of the SVG.
        made = json.loads(await self._kaleido.calc_fig(drawing.figure, opts={"format": "svg", "scale": 1}))
        contents = made["svg"].encode(), base64.b64decode(made["png"]), made["bare"].encode()
        return dict(zip(drawing.files, contents, strict=True))

    def _wait(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)
