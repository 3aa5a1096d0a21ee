"""Three hundred warm renders in one run: nothing of them stays. `make attack`.

    attack_renders.py [renders]

Memory and open descriptors of the run and of the parent of its kernels are read after the first tenth and at the end;
no child is left, none is a zombie, and the temporary folder, which is the run's own, is empty again.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import nbformat
import psutil

from malirussia.render.notebook.job import LAST, Bounds, Job
from malirussia.render.warm.kernels import Pool

MORE_MEMORY, MORE_DESCRIPTORS = 1.15, 4
CELLS = ("import pandas as pd", "frame = pd.DataFrame({'a': range(10_000)})", "frame.describe()", "print(lang)")


def main(renders: int = 300) -> int:
    """Render, and print what stayed; 1 where something did."""
    with tempfile.TemporaryDirectory(prefix="malirussia-") as folder:
        path = Path(folder) / "one.ipynb"
        parameters = nbformat.v4.new_code_cell("lang = 'fr'", metadata={"tags": ["parameters"]}, id="parameters")
        cells = [nbformat.v4.new_code_cell(text, id=f"c{n}") for n, text in enumerate(CELLS)]
        nbformat.write(nbformat.v4.new_notebook(cells=[parameters, *cells]), path)
        jobs = [
            Job(str(n), path, {"lang": "en"}, Path(folder) / f"{n}.out.ipynb", Bounds(60, 120)) for n in range(renders)
        ]
        (own := Path(folder) / "tmp").mkdir()
        os.environ["TMPDIR"] = tempfile.tempdir = str(own)
        done, early, late = 0, {}, {}
        with Pool() as pool:
            for _job, event in pool.run(jobs, 2):
                done += event["event"] in LAST
                if event["event"] in LAST and done == renders // 10:
                    early = sizes()
                elif event["event"] in LAST and done == renders:
                    late = sizes()
        left_files = sorted(entry.name for entry in own.iterdir())
    left = [child.pid for child in psutil.Process().children(recursive=True)]
    faults = [f"left running: {left}"] if left else []
    faults += [f"left in the temporary folder: {left_files}"] if left_files else []
    for who, (memory, descriptors, zombies) in late.items():
        was_memory, was_descriptors, _ = early.get(who, (memory, descriptors, 0))
        if memory > was_memory * MORE_MEMORY or descriptors > was_descriptors + MORE_DESCRIPTORS or zombies:
            faults.append(
                f"{who}: {was_memory} -> {memory} bytes, {was_descriptors} -> {descriptors}, {zombies} zombies"
            )
    sys.stdout.write(f"{done} renders: {len(faults)} faults\n" + "".join(f"{fault}\n" for fault in faults))
    for who, told in late.items():
        sys.stdout.write(
            f"  {who}: memory {early[who][0] >> 20} -> {told[0] >> 20} MiB, descriptors {early[who][1]} -> {told[1]}\n"
        )
    return min(len(faults), 1)


def sizes() -> dict[str, tuple[int, int, int]]:
    """Give of the run and its own child the memory, the open descriptors, and how many zombies hang on it."""
    run = psutil.Process()
    told = {}
    for who, process in [("run", run), *(("parent of kernels", child) for child in run.children()[:1])]:
        zombies = sum(child.status() == psutil.STATUS_ZOMBIE for child in process.children())
        told[who] = (process.memory_info().rss, process.num_fds(), max(0, zombies - 2))
    return told


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
