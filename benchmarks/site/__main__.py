"""How soon a reader on a slow line sees every chart of a page, and what moves meanwhile: a table in Markdown.

    python -m benchmarks.site [FOLDER] [--beside OTHER] [--runs 5]

Chromium opens every page of a folder of renders, served over loopback as Python serves files, without compression. The
line is one of 1.6 Mbit/s with 150 ms there and back, the processor is slowed to a quarter. Medians of the runs.
"""

from __future__ import annotations

import argparse
import functools
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.measure import Figures, medians, table
from malirussia.render.page.browser import find_browser

WIDTHS = (390, 1280)
SECONDS = 120
BYTES_A_SECOND = 1.6e6 / 8
ROUND_TRIP = 150  # ms
SLOWER = 4
# A page of a version that drew with plotly.js at once is measured as well.
WATCH = """
(() => {
  const seen = { shift: 0, task: 0, charts: 0 };
  window.seen = seen;
  const watch = (type, told) => new PerformanceObserver((list) => list.getEntries().forEach(told)).observe({
    type, buffered: true });
  watch("layout-shift", (entry) => { seen.shift += entry.value; });
  watch("longtask", (entry) => { seen.task = Math.max(seen.task, entry.duration); });
  const shown = (figure) => {
    const image = figure.querySelector(".canvas img");
    if (image) return image.complete && image.naturalWidth > 0;
    return figure.querySelector(".plot.done, .plot .main-svg") !== null;
  };
  const look = () => {
    const figures = [...document.querySelectorAll("figure[data-chart]")];
    if (document.readyState === "loading" || !figures.every(shown)) requestAnimationFrame(look);
    else requestAnimationFrame(() => { seen.charts = performance.now(); });
  };
  requestAnimationFrame(look);
})();
"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder to this machine alone."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def once(browser: Browser, address: str, width: int) -> Figures:
    """Open a page as a reader who has never been there."""
    context = browser.new_context(viewport={"width": width, "height": 844 if width < 700 else 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    conditions = {"offline": False, "latency": ROUND_TRIP, "downloadThroughput": BYTES_A_SECOND}
    line.send("Network.emulateNetworkConditions", conditions | {"uploadThroughput": BYTES_A_SECOND})
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load", timeout=SECONDS * 1000)
    for _ in range(SECONDS * 10):
        if page.evaluate("seen.charts") > 0:
            break
        page.wait_for_timeout(100)
    else:
        sys.exit(f"benchmarks.site: {address}: no sight of every chart in {SECONDS} s; open it in a browser")
    page.wait_for_timeout(1000)
    seen: Figures = page.evaluate("seen")
    context.close()
    return {"seconds": seen["charts"] / 1000, "shift": seen["shift"], "task": seen["task"]}


def measure(browser: Browser, folder: Path, runs: int) -> dict[str, Figures]:
    """Measure every page of a folder at both widths."""
    pages = sorted(path.parent.name for path in folder.glob("*/receipt.json"))
    if not pages:
        sys.exit(f"benchmarks.site: {folder}: no page in it; malirussia render")
    with served(folder) as address:
        return {
            f"{name}, {width} px": medians(
                once(browser, f"{address}/{name}/index.html", width) for _ in range(max(runs, 1))
            )
            for name in pages
            for width in WIDTHS
        }


def main() -> None:
    """Measure and print."""
    call = argparse.ArgumentParser(prog="python -m benchmarks.site", description=(__doc__ or "").splitlines()[0])
    call.add_argument("folder", nargs="?", type=Path, default=Path("figures"), help="a folder of renders")
    call.add_argument("--beside", type=Path, help="another folder of renders")
    call.add_argument("--runs", type=int, default=5, help="runs of each page; the median counts")
    asked = call.parse_args()
    folders = [asked.folder] + ([] if asked.beside is None else [asked.beside])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        measured = [measure(browser, folder, asked.runs) for folder in folders]
        browser.close()
    heads = [f"{head}{of}" for of in ("", " (beside)")[: len(folders)] for head in ("charts, s", "shift", "task, ms")]
    rows = [
        [page, *(cell for pages in measured if page in pages for cell in _cells(pages[page]))] for page in measured[0]
    ]
    worst = [
        {key: max(page[key] for page in pages.values()) for key in ("seconds", "shift", "task")} for pages in measured
    ]
    middle = [
        {key: statistics.median(page[key] for page in pages.values()) for key in ("seconds", "shift", "task")}
        for pages in measured
    ]
    rows += [["middle", *(cell for found in middle for cell in _cells(found))]]
    rows += [["worst", *(cell for found in worst for cell in _cells(found))]]
    print(table(["page", *heads], rows))


def _cells(figures: Figures) -> list[str]:
    return [f"{figures['seconds']:.1f}", f"{figures['shift']:.3f}", f"{figures['task']:.0f}"]


if __name__ == "__main__":
    main()
