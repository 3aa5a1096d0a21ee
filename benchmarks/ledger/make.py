"""Makes what the contenders read: the data package of a synthetic ledger, and its claims as statements.

python -m benchmarks.ledger.make CLAIMS SEED FOLDER [least whole]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.ledger import statements, synthetic
from benchmarks.ledger.words import PREDICATES
from malirussia.tables import TABLES, derive, write

MAPPINGS = {"least": statements.LEAST, "whole": statements.WHOLE}


def main(n_claims: int, seed: int, folder: Path, mappings: list[str]) -> dict[str, int]:
    made = synthetic.written(n_claims, seed)
    decided = synthetic.decisions(derive(made, PREDICATES)["conflicts"])
    tables = {**made, **derive(made, PREDICATES, decided)}
    write(tables, folder / "package")
    rows = {name: statements.write(tables["claims"], MAPPINGS[name], folder / f"{name}.plain.csv") for name in mappings}
    fact = tables["claims"].set_index("claim_id")["fact_id"]
    in_conflict = fact.loc[[*tables["conflicts"]["claim_a"], *tables["conflicts"]["claim_b"]]].nunique()
    return {
        **{name: len(tables[name]) for name in TABLES},
        "decisions": len(decided),
        "facts in a conflict": in_conflict,
        "sources of facts": int(tables["facts"]["n_sources"].sum()),
        **{f"statements, {name}": count for name, count in rows.items()},
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])))
