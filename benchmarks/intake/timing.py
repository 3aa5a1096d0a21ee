"""How long an article takes to become a draft, and how much memory: one cold, one warm, fifty in one process.

    python benchmarks/intake/timing.py

The articles are invented, 400 words each, and taken into a copy of this checkout's ledger by the code that `malirussia
intake` calls; `cold` is the whole command in a process of its own, imports and ledger included.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(CHECKOUT / "benchmarks" / "review")]

from keys import article  # noqa: E402

ARTICLES, WORDS = 50, 400
LIMITS = {"cold": 8.0, "warm": 2.0, "fifty": 30.0}
"""Seconds that issue 13 allows."""


def main() -> int:
    """Take the articles in and print what it took; fail where a limit is passed."""
    folder = Path(tempfile.mkdtemp(prefix="intake-"))
    try:
        for name in ("evidence", "reference", "tidy"):
            shutil.copytree(CHECKOUT / "data" / name, folder / "data" / name)
        os.chdir(folder)
        for number in range(ARTICLES + 2):
            text = article(WORDS, number)
            Path(f"a{number:02}.txt").write_text(text, encoding="utf-8")
        began = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "malirussia",
            "intake",
            "a00.txt",
            "--id",
            "paper-00",
            "--published",
            "2026-03-30",
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        told = {"cold": time.perf_counter() - began}

        from malirussia.intake.take import Told, take

        def draft(number: int) -> float:
            start = time.perf_counter()
            take(f"a{number:02}.txt", Told(id=f"paper-{number:02}", published="2026-03-30"))
            return time.perf_counter() - start

        draft(1)
        taken = [draft(number) for number in range(2, ARTICLES + 2)]
        told |= {"warm": taken[0], "fifty": sum(taken)}
    finally:
        os.chdir(CHECKOUT)
        shutil.rmtree(folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("| drafts | seconds | at most |\n|---|---|---|")
    for name, seconds in told.items():
        print(f"| {name} | {seconds:.1f} | {LIMITS[name]:.0f} |")
    print(f"memory at most, MiB: {peak:.0f}")
    slow = [name for name, seconds in told.items() if seconds > LIMITS[name]]
    print(json.dumps({"slow": slow}))
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
