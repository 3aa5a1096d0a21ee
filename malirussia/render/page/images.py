"""Draw charts as SVG and PNG in one browser that stays open over all renders.

A browser takes seconds to start and a tenth of a second to draw. It loads plotly.js from the installed plotly package
and reaches no network: its proxy is an address where nobody listens.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Literal, TypeVar

from malirussia.errors import RenderError, os_problem
from malirussia.render.notebook.harvest import Picture
from malirussia.render.page.browser import VARIABLE, find_browser

# Twice the pixels, so that letters stay sharp on the screens of today and in print.
PNG_SCALE = 2
SECONDS = 60
_STEADY = Path(__file__).with_name("templates") / "steady.js"
_NOWHERE = "http://127.0.0.1:9"

Format = Literal["svg", "png"]
T = TypeVar("T")


@dataclass(frozen=True)
class Drawing:
    """One image to draw.

    Attributes:
        file: Its file name.
        figure: Plotly JSON with `layout.width` and `layout.height`.
        format: `svg` or `png`.
    """

    file: str
    figure: dict[str, Any]
    format: Format


def drawings(picture: Picture) -> list[Drawing]:
    """List the images of a chart: `name.svg` and `name.png` at 1280 px, `name-390.svg` and `name-390.png`."""
    formats: tuple[Format, ...] = ("svg", "png")
    return [
        Drawing(f"{picture.name}{mark}.{kind}", figure, kind)
        for mark, figure in (("", picture.wide), ("-390", picture.narrow))
        for kind in formats
    ]


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

    def __enter__(self) -> Browser:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._kaleido is not None:
            self._wait(self._kaleido.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS)
        # One that is left open complains with a traceback when Python ends.
        if not self._loop.is_running():
            self._loop.close()

    def draw(self, wanted: Sequence[Drawing]) -> dict[str, bytes]:
        """Draw images.

        Args:
            wanted: What to draw.

        Returns:
            File name to content; the same figure gives the same bytes on one machine.

        Raises:
            RenderError: The browser doesn't start, or a figure can't be drawn.
        """
        try:
            if self._kaleido is None:
                self._wait(self._open())
            return {drawing.file: self._wait(self._one(drawing)) for drawing in wanted}
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
        page: Any = PageGenerator(mathjax=False, others=[_STEADY.as_uri()])
        path, places = find_browser(), {}
        # A browser out of a snap sees next to no folder; Kaleido knows one.
        if self._scratch is not None and "snap" not in str(path):
            folder = Path(tempfile.mkdtemp(prefix="browser-", dir=self._scratch))
            (folder / "page.html").write_text(page.generate_index(), encoding="utf-8")
            page, places = folder / "page.html", {"tmp_dir": str(folder)}
        browser = Steady(
            n=1,
            timeout=SECONDS,
            page_generator=page,
            path=path,
            **places,
            proxy_server=_NOWHERE,
            enable_extensions=False,
        )
        await browser.open()
        self._kaleido = browser

    async def _one(self, drawing: Drawing) -> bytes:
        options = {"format": drawing.format, "scale": PNG_SCALE if drawing.format == "png" else 1}
        content: bytes = await self._kaleido.calc_fig(drawing.figure, opts=options)
        # Whether the drawing's empty style comes before or after its viewBox depends on the clock.
        return content.replace(b' style=""', b"", 1) if drawing.format == "svg" else content

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(2 * SECONDS)
