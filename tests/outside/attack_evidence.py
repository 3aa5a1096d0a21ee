"""Hostile evidence and reference files: thousands, each told in lines with file and line, or read. `make attack`.

Each round takes the small evidence of the tests (or a copy of data/reference/), changes one to three things in one
file, and reads and builds it. What is right: it is read, or refused with one line a problem, each of at most 400
printable characters that begins with the file and, wherever the file can be read as text, a line; never a traceback,
never a wait.

    attack_evidence.py [evidence rounds] [reference rounds] [seed]
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT / "tests"))

import small_evidence  # noqa: E402

from malirussia import evidence, tables  # noqa: E402
from malirussia.errors import MaliRussiaError  # noqa: E402
from malirussia.tables import reference  # noqa: E402
from malirussia.tables.schema import REFERENCE  # noqa: E402
from malirussia.tables.validate import validate_table  # noqa: E402

SEED = 20261128
SECONDS = 5
NASTY = (
    "160.000", "160,000", "1" * 400, "-5", "1e5", ".inf", "nan", "0x10", "1_000", "", " ", "~", "true", "[]", "{}",
    "[[]]", "x" * 100_000,
    "\x1b[31m", "\u202eabc", "\u200b", "\x00", "\ud800", "\uffff", "…", "&a [*a]", "*b", "!!python/x y",
    "'", '"', "- ", ": ", "? ", "|\n  x", "{a: {b: [", "../../etc/passwd", "/etc/passwd", "not a url", "2025-13-45",
    "R/2025/P1Y", "../2025", "=1+1",
    "＝1+1", "a;b", "a;=b", "\r", "\t", "%", "\u2028", "é", "\ufeff", "<script>", "\u3164",
    "'\\e[2J'", '"\\u202e"', '"\\0"', "9999-99-99", "c01", "p01",
    "la-revue-2025", "moulin-du-nord", "same", "different",
)  # fmt: skip
ODD_FILES = ("fifo", "circle", "zero", "folder", "absent", "empty", "latin-1", "utf-16", "binary", "dangling")
_WHERE = re.compile(r"[^:]*\.(?:yaml|csv|txt)(?::\d+)?")
_WITH_LINE = re.compile(r"[^:]*\.(?:yaml|csv|txt):\d+")
_NO_LINE = re.compile(
    r"cannot be read|lead in a circle|a link leads out|not a file|no such file|nothing reads this file"
    r"|more than .* bytes|no such folder"
)


def mutate(text: str, random_: random.Random) -> str:
    """Change one thing in a text: a value, a key, a line, some characters."""
    lines = text.splitlines(keepends=True)
    place = random_.randrange(len(lines)) if lines else 0
    nasty = random_.choice(NASTY)
    match random_.randrange(9):
        case 0:
            values = list(re.finditer(r"(?<=[:,] )[^,{}\[\]\n:]+", text))
            if values:
                found = random_.choice(values)
                return text[: found.start()] + nasty + text[found.end() :]
            return text + nasty
        case 1:
            return "".join(lines[:place] + lines[place + 1 :])
        case 2:
            return "".join([*lines[:place], lines[place] if lines else "", *lines[place:]])
        case 3:
            other = random_.randrange(len(lines)) if lines else 0
            lines[place:place], moved = [], lines[other : other + 1]
            return "".join([*lines[:place], *moved, *lines[place:]])
        case 4:
            at = random_.randrange(len(text) + 1)
            return text[:at] + nasty + text[at:]
        case 5:
            at = random_.randrange(len(text) + 1)
            return text[:at] + text[at + random_.randrange(1, 20) :]
        case 6:
            words = list(re.finditer(r"\w+", text))
            one, other = (random_.choice(words).group() for _ in range(2)) if words else ("a", "b")
            return text.replace(one, other, 1)
        case 7:
            return text[: random_.randrange(len(text) + 1)]
        case _:
            return re.sub(r"\d+", lambda found: random_.choice([found.group(), found.group() * 3, "-1"]), text, count=3)


def spoil(path: Path, random_: random.Random) -> None:
    """Put something that is no text in UTF-8 in the place of a file."""
    text = path.read_text(encoding="utf-8")
    path.unlink()
    match random_.choice(ODD_FILES):
        case "fifo":
            os.mkfifo(path)
        case "circle":
            path.symlink_to(path.name)
        case "zero":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "empty":
            path.touch()
        case "latin-1":
            path.write_bytes((text + "# é\n").encode("latin-1", "replace"))
        case "utf-16":
            path.write_bytes(text.encode("utf-16"))
        case "binary":
            path.write_bytes(random_.randbytes(300))
        case "dangling":
            path.symlink_to("nowhere")


def told(read: Callable[[], object]) -> tuple[str, list[str]]:
    """Read, and return how it ended (read, refused, traceback, too slow) with the lines of the error."""
    started = time.process_time()
    signal.signal(signal.SIGALRM, _waited)
    signal.alarm(12 * SECONDS)
    try:
        read()
    except MaliRussiaError as error:
        ended, lines = "refused", str(error).split("\n")
    except Exception as error:
        ended, lines = f"traceback {type(error).__name__}", [repr(error)[:200]]
    else:
        ended, lines = "read", []
    finally:
        signal.alarm(0)
    return ("too slow" if time.process_time() - started > SECONDS else ended), lines


def _waited(*_: object) -> None:
    raise TimeoutError("waited for a file")


def faults(lines: list[str], files: bool) -> list[str]:
    """What is wrong with the lines of an error."""
    found = []
    for line in lines:
        if len(line) > 400:
            found.append("longer than 400")
        if not line.isprintable():
            found.append("not printable")
        if files and _WHERE.match(line) is None:
            found.append("without a file")
        elif files and _WITH_LINE.match(line) is None and _NO_LINE.search(line) is None:
            found.append("without a line")
    return found


def evidence_round(folder: Path, random_: random.Random) -> Callable[[], object]:
    """Write evidence with a few changes, and return what reads it."""
    small = small_evidence.write(folder)
    # No decision is left that fits no conflict, so that an unchanged ledger is read to the end.
    (small.folder / "decisions.yaml").write_text("decisions: []\n", encoding="utf-8")
    few = folder / "reference"
    few.mkdir()
    row = {
        "indicator": "a",
        "period": "2025",
        "value": "5",
        "unit": "t",
        "publisher": "p",
        "where_found": "w",
        "grade": "A",
    }
    rows = (",".join(reference.COLUMNS), ",".join(row.get(name, "") for name in reference.COLUMNS), "")
    (few / reference.FACTS_FILE).write_text("\n".join(rows), encoding="utf-8")
    (few / "readings.yaml").write_text(
        "units: {t: {unit: t}}\nflows: []\nperiods: {}\npublishers: {}\ntitles: {}\nrows: []\nseries: []\n",
        encoding="utf-8",
    )
    paths = sorted(small.folder.rglob("*.yaml"))
    path = random_.choice([*paths, small.folder / "sources" / "la-revue-2025.yaml"])
    if random_.random() < 0.05:
        spoil(path, random_)
    else:
        text = path.read_text(encoding="utf-8")
        for _ in range(random_.choice([1, 1, 2, 3])):
            text = mutate(text, random_)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    if random_.random() < 0.05:
        spoil(small.copy, random_)

    def read() -> None:
        from malirussia.evidence import passages
        from malirussia.tables.build import build

        ledger = evidence.load(small.folder)
        made = build(ledger, few)
        tables.validate(made)
        passages.verify(ledger, small.corpus)
        passages.misprints(ledger, small.corpus)

    return read


def reference_round(folder: Path, random_: random.Random) -> Callable[[], object]:
    """Write reference files with a few changes, and return what reads them."""
    copy = folder / "reference"
    shutil.copytree(CHECKOUT / "data" / "reference", copy)
    path = copy / random_.choice([reference.FACTS_FILE, "ulsd_nyh_2025-10.csv", "readings.yaml", "words.yaml"])
    if random_.random() < 0.1:
        spoil(path, random_)
    else:
        text = path.read_text(encoding="utf-8")
        # Of a long file, a change near the beginning is as good as any and sooner told.
        head, tail = (text[:3000], text[3000:]) if random_.random() < 0.7 else (text, "")
        for _ in range(random_.choice([1, 1, 2])):
            head = mutate(head, random_)
        save = random_.choice(["plain"] * 6 + ["bom", "semicolon", "crlf", "latin-1", "utf-16"])
        text = (head + tail).replace(",", ";") if save == "semicolon" else head + tail
        text = "\ufeff" + text if save == "bom" else text.replace("\n", "\r\n") if save == "crlf" else text
        encoding = save if save in ("latin-1", "utf-16") else "utf-8"
        errors = "replace" if encoding == "latin-1" else "surrogatepass"
        path.write_bytes(text.encode(encoding, errors))
    return lambda: validate_table(REFERENCE, reference.table(copy))


def attack(
    name: str, rounds: int, seed: int, make: Callable[[Path, random.Random], Callable[[], object]]
) -> Counter[str]:
    """Run some rounds, print each fault, and return how they ended."""
    ended: Counter[str] = Counter()
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            read = make(Path(folder), random.Random(f"{name} {seed} {number}"))
            how, lines = told(read)
        wrong = faults(lines, files=True) if how == "refused" else [] if how == "read" else [how]
        ended[how if not wrong else "faults"] += 1
        if wrong:
            print(f"{name} {seed} {number}: {', '.join(sorted(set(wrong)))}: {''.join(lines[:1])[:300]!r}", flush=True)
    return ended


def main(arguments: list[str]) -> int:
    """Attack, print the counts, and return 1 where there was a fault."""
    some, others, seed = ([int(one) for one in arguments] + [2000, 1000, SEED][len(arguments) :])[:3]
    failed = 0
    for name, rounds, make in (("evidence", some, evidence_round), ("reference", others, reference_round)):
        started = time.monotonic()
        ended = attack(name, rounds, seed, make)
        told_counts = ", ".join(f"{count} {how}" for how, count in sorted(ended.items()))
        print(f"{rounds} {name}: {told_counts}; {time.monotonic() - started:.0f} s")
        failed += ended["faults"]
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
