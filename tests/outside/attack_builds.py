"""Builds that meet, and readers that come in between: no folder holds a mix, no reader sees one. `make attack`.

Two writers, each with a temporary folder of its own as in two containers, put two versions of the tables into one
folder at the same instant, a hundred times; then one goes on putting them there in turns while the tables are loaded
three thousand times. At last the command itself, ten times twice.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from malirussia import tables, versions
from malirussia.tables import TABLES, store
from malirussia.tables.cells import to_csv

CHECKOUT = Path(__file__).resolve().parents[2]
SEED = 20261128
# Reads how often and in which order it is to write; it imports no more than it must, to be there at once.
WRITER = """
import sys
from pathlib import Path
from malirussia import versions
folder, *sources = map(Path, sys.argv[1:])
versions_of = [{path.name: path.read_bytes() for path in source.iterdir()} for source in sources]
print("ready", flush=True)
for line in sys.stdin:
    for number in map(int, line.split()):
        versions.replace(folder, versions_of[number], 60, "build", ValueError)
    print("done", flush=True)
"""


def two_versions(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Give the project's tables, and the same without the last row of each; both stand in the folder as well."""
    data = CHECKOUT / "data"
    ds = tables.load(data / "tidy")
    one = {name: (data / "tidy" / name).read_bytes() for name in store.FILES}
    other = {store.package.FILE: one[store.package.FILE] + b"\n"}
    for name, table in TABLES.items():
        fewer = ds.tables[name].iloc[:-1]
        other |= {f"{name}.csv": to_csv(table, fewer), f"{name}.parquet": store._to_parquet(table, fewer)}
    for name, content in (("one", one), ("other", other)):
        (folder / name).mkdir()
        for file, written in content.items():
            (folder / name / file).write_bytes(written)
    return one, other


@contextmanager
def writer(folder: Path, name: str) -> Iterator[subprocess.Popen[str]]:
    """Start a process that writes the two versions into `folder/tidy`."""
    (folder / f"tmp-{name}").mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", WRITER, *(str(folder / part) for part in ("tidy", "one", "other"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(folder / f"tmp-{name}"), "PYTHONPATH": str(CHECKOUT)},
        text=True,
    )
    try:
        heard(process)
        yield process
    finally:
        process.kill()
        process.communicate()


def heard(process: subprocess.Popen[str]) -> str:
    """Wait for a word of a writer."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: subprocess.Popen[str], *numbers: int) -> None:
    """Have a writer write some versions."""
    assert process.stdin is not None
    process.stdin.write(" ".join(map(str, numbers)) + "\n")
    process.stdin.flush()


def whole(folder: Path) -> dict[str, bytes]:
    """Read the files as anybody would who knows nothing of versions."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def double_builds(folder: Path, rounds: int) -> int:
    """Have two versions written at once; give how often the folder held neither, or a writer failed."""
    choice = random.Random(SEED)
    one, other = two_versions(folder)
    wrong = 0
    with writer(folder, "a") as left, writer(folder, "b") as right:
        for _ in range(rounds):
            first = choice.randrange(2)
            tell(left, first, 1 - first, first)
            tell(right, 1 - first, first, 1 - first)
            words = heard(left), heard(right)
            wrong += words != ("done", "done") or whole(folder / "tidy") not in (one, other)
        left_over = {path.name for path in (folder / "tidy").iterdir() if path.name.startswith(".")} - {".lock"}
    return wrong + len(left_over)


def torn_loads(folder: Path, loads: int) -> tuple[int, int]:
    """Load while another process goes on writing; give how many loads mixed versions, and how many it wrote."""
    lengths = {name: len(frame) for name, frame in tables.load(folder / "one").tables.items()}
    torn = swaps = done = 0
    with writer(folder, "c") as process:
        while done < loads:
            tell(process, 0, 1)
            for _ in range(min(5, loads - done)):
                fewer = {lengths[name] - len(frame) for name, frame in tables.load(folder / "tidy").tables.items()}
                torn += fewer not in ({0}, {1})
                done += 1
            torn += heard(process) != "done"
            swaps += 2
    return torn, swaps


def double_commands(folder: Path, rounds: int) -> int:
    """Run `malirussia build` of two ledgers into one folder at once; give how often that folder was a mix."""
    wrong = 0
    built: list[dict[str, bytes]] = []
    for name in ("left", "right"):
        data = folder / name
        shutil.copytree(CHECKOUT / "data", data, ignore=shutil.ignore_patterns("corpus", "tidy"))
        (data / "tidy").mkdir()
        if name == "right":
            codes = data / "evidence" / "codes.yaml"
            codes.write_text(codes.read_text(encoding="utf-8").replace("label: ", "label: X ", 1), encoding="utf-8")
        assert command(data, folder / "tmp-a").wait() == 0
        built.append(whole(data / "tidy"))
        shutil.rmtree(data / "tidy")
        (data / "tidy").symlink_to(folder / "tidy", target_is_directory=True)
    assert built[0] != built[1]
    for _ in range(rounds):
        both = [command(folder / "left", folder / "tmp-a"), command(folder / "right", folder / "tmp-b")]
        wrong += [process.wait() for process in both] != [0, 0] or whole(folder / "tidy") not in built
    return wrong


def command(data: Path, temporary: Path) -> subprocess.Popen[bytes]:
    """Start the command."""
    environment = {**os.environ, "MALIRUSSIA_DATA": str(data), "TMPDIR": str(temporary), "PYTHONPATH": str(CHECKOUT)}
    words = [sys.executable, "-P", "-m", "malirussia", "build"]
    return subprocess.Popen(words, cwd=data, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def attack(folder: Path, *, rounds: int, loads: int, commands: int) -> Mapping[str, int]:
    """Do it all; give the counts, of which all but the swaps are to be 0."""
    mixed = double_builds(folder, rounds)
    torn, swaps = torn_loads(folder, loads)
    return {
        "mixed": mixed,
        "torn": torn,
        "swaps": swaps,
        "commands": double_commands(folder, commands) if commands else 0,
    }


def main() -> None:
    """Do it at length, and say so."""
    with tempfile.TemporaryDirectory(prefix="malirussia-attack-") as folder:
        rounds, loads, commands = 100, 3000, 10
        found = attack(Path(folder), rounds=rounds, loads=loads, commands=commands)
        assert versions.identity(Path(folder) / "tidy")
    print(
        f"{rounds} double builds under two TMPDIRs, {found['mixed']} mixed; {loads} loads over {found['swaps']} swaps, "
        f"{found['torn']} torn; {commands} double commands, {found['commands']} mixed"
    )
    sys.exit(any(found[name] for name in ("mixed", "torn", "commands")))


if __name__ == "__main__":
    main()
