"""frictionless validates a package, in process, once its libraries are loaded.

python -m benchmarks.ledger.with_frictionless FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from frictionless import validate

from benchmarks.measure import Figures, lap, peak


def main(folder: Path) -> Figures:
    figures: Figures = {}
    with lap(figures, "validate"):
        report = validate(folder / "package" / "datapackage.json")
    assert report.valid, report.flatten(["type", "message"])[:1]
    return {**figures, "peak": peak()}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
