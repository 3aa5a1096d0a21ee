"""The second warm run of each notebook's cells, in processor seconds: one checkout, printed as JSON.

    PYTHONPATH=CHECKOUT python benchmarks/pages/cells.py CHECKOUT

The first run imports and fills what a process fills once; the second is what a warm kernel takes.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

LANGS = ("fr", "en")


def run(shell: InteractiveShell, notebook: dict[str, Any], lang: str) -> None:
    """Run the cells, and make of what they show what a notebook holds."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            if "parameters" in cell["metadata"].get("tags", []):
                source += f"\nlang = {lang!r}\n"
            with capture_output() as shown:
                done = shell.run_cell(source)
            done.raise_error()
            if done.result is not None and not shown.outputs:
                shell.display_formatter.format(done.result)


def measure(checkout: Path) -> dict[str, float]:
    """Return notebook and language → processor seconds of the second run."""
    shell = InteractiveShell.instance()
    taken = {}
    for path in sorted((checkout / "notebooks").glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for lang in LANGS:
            run(shell, notebook, lang)
            shell.reset(new_session=False)  # nothing of the first run is left, and nothing of it is counted
            begun = time.process_time()
            run(shell, notebook, lang)
            taken[f"{path.stem} {lang}"] = time.process_time() - begun
    return taken


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
