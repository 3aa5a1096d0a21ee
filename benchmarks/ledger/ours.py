"""malirussia reads a package, derives facts, conflicts, status events and relations anew, checks and exports them.

python -m benchmarks.ledger.ours FOLDER [files]

With `files`, it also reads and checks the CSV files, and writes the whole package.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.ledger import synthetic
from benchmarks.ledger.words import PREDICATES
from benchmarks.measure import Figures, lap, peak
from malirussia.tables import TABLES, derive, load, validate, write
from malirussia.tables.cells import read_csv, write_csv

MADE = ("claims", "facts", "conflicts", "status_events", "relations")


def _warm_up() -> None:
    """Load the libraries and compile the schema, which a process does once."""
    made = synthetic.written(1000, 0)
    validate({**made, **derive(made, PREDICATES)})


def main(folder: Path, files: bool) -> Figures:
    figures: Figures = {}
    _warm_up()
    with lap(figures, "read"):
        read = load(folder / "package").tables
    decided = synthetic.decisions(read["conflicts"])
    written = {name: table for name, table in read.items() if name not in MADE[1:]}
    with lap(figures, "derive"):
        made = derive(written, PREDICATES, decided)
    tables = {**written, **made}
    with lap(figures, "validate"):
        validate(tables)
    figures["peak"] = peak()
    for name in MADE:
        assert made[name].equals(read[name]), f"{name} is not what the package holds"
    with lap(figures, "export"):
        for name in ("facts", "relations"):
            write_csv(TABLES[name], made[name], folder / f"{name}.csv")
    if files:
        with lap(figures, "read csv"):
            plain = {name: read_csv(table, folder / "package" / f"{name}.csv") for name, table in TABLES.items()}
        with lap(figures, "validate csv"):
            validate(plain)
        with lap(figures, "write"):
            write(tables, folder / "again")
    return figures


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), "files" in sys.argv[2:])))
