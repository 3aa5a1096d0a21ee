"""One contender, in the process that `bench.py` starts for it.

    python contenders.py NAME RENDERS FOLDER NOTEBOOK…

Runs so many renders, the notebooks in turns and the languages too, and prints the seconds of each as JSON. `command` is
not here: `bench.py` runs the papermill command itself.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice, product
from pathlib import Path

LANGS = ("fr", "en")


def renders(count: int, notebooks: list[Path]) -> Iterator[tuple[Path, str]]:
    """The notebooks and languages in turns, so many of them."""
    return islice(cycle((path, lang) for lang, path in product(LANGS, notebooks)), count)


def api(count: int, notebooks: list[Path], folder: Path) -> list[float]:
    """Papermill's API, one render after the other in one process."""
    import papermill

    seconds = []
    for n, (path, lang) in enumerate(renders(count, notebooks)):
        begin = time.perf_counter()
        papermill.execute_notebook(str(path), str(folder / f"{n}.ipynb"), {"lang": lang}, progress_bar=False)
        seconds.append(time.perf_counter() - begin)
    return seconds


def ploomber(count: int, notebooks: list[Path], folder: Path) -> list[float]:
    """ploomber-engine, which runs the cells in its own process."""
    from ploomber_engine import execute_notebook

    seconds = []
    for n, (path, lang) in enumerate(renders(count, notebooks)):
        begin = time.perf_counter()
        execute_notebook(
            str(path), str(folder / f"{n}.ipynb"), parameters={"lang": lang}, progress_bar=False, verbose=False
        )
        seconds.append(time.perf_counter() - begin)
    return seconds


def warm_api(count: int, notebooks: list[Path], folder: Path) -> list[float]:
    """Papermill's API with our engine."""
    import papermill

    from malirussia.render.run.stack import STACK

    options = {"progress_bar": False, "engine_name": "malirussia-warm", "preload": STACK}
    seconds = []
    for n, (path, lang) in enumerate(renders(count, notebooks)):
        begin = time.perf_counter()
        papermill.execute_notebook(str(path), str(folder / f"{n}.ipynb"), {"lang": lang}, **options)
        seconds.append(time.perf_counter() - begin)
    return seconds


def warm(count: int, notebooks: list[Path], folder: Path, processes: int) -> list[float]:
    """Our pool."""
    from malirussia.render.notebook.job import LAST, Job
    from malirussia.render.run.stack import STACK
    from malirussia.render.warm.kernels import Pool

    jobs = [
        Job(str(n), path, {"lang": lang}, folder / f"{n}.ipynb")
        for n, (path, lang) in enumerate(renders(count, notebooks))
    ]
    seconds = []
    begin = time.perf_counter()
    with Pool(preload=STACK) as pool:
        for job, event in pool.run(jobs, processes):
            if event["event"] in LAST:
                if event["event"] == "failed":
                    raise SystemExit(f"{job.name}: {event['error']}")
                seconds.append(time.perf_counter() - begin)
                begin = time.perf_counter()
    return seconds


def floor(count: int, notebooks: list[Path], folder: Path) -> list[float]:
    """The cells alone, in one process that has imported everything and run each notebook once."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    from malirussia.render.run.stack import STACK
    from malirussia.render.warm.preload import load

    shell = InteractiveShell.instance()
    load(STACK)

    def run(path: Path, lang: str) -> float:
        shell.reset(new_session=False)
        cells = [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
        begin = time.perf_counter()
        for cell in cells:
            with capture_output():
                if not shell.run_cell("".join(cell["source"])).success:
                    raise SystemExit(f"{path.name} fails")
            if "parameters" in cell["metadata"].get("tags", []):
                shell.user_ns["lang"] = lang
        return time.perf_counter() - begin

    os.environ["PLOTLY_RENDERER"] = "plotly_mimetype"
    for path in notebooks:
        run(path, LANGS[0])
    spent = time.process_time()
    seconds = [run(path, lang) for path, lang in renders(count, notebooks)]
    (folder / "processor.json").write_text(json.dumps(time.process_time() - spent))
    return seconds


def main() -> None:
    """Run the contender that the command line names."""
    name, count, folder, *paths = sys.argv[1:]
    notebooks = [Path(path).resolve() for path in paths]
    os.chdir(notebooks[0].parent)
    contenders = {
        "api": lambda: api(int(count), notebooks, Path(folder)),
        "ploomber": lambda: ploomber(int(count), notebooks, Path(folder)),
        "warm-api": lambda: warm_api(int(count), notebooks, Path(folder)),
        "warm-1": lambda: warm(int(count), notebooks, Path(folder), 1),
        "warm-2": lambda: warm(int(count), notebooks, Path(folder), 2),
        "floor": lambda: floor(int(count), notebooks, Path(folder)),
    }
    print(json.dumps(contenders[name]()))


if __name__ == "__main__":
    main()
