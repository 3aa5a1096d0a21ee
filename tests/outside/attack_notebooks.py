"""Attack notebooks and plans with damage: `python tests/outside/attack_notebooks.py --seed 1 --runs 500 --plans 2000`.

Every damaged file must end in one line that names it, and leave a sound notebook of the same plan to be rendered; what
is accepted is executed, and must end in one event. Nothing may be silent, take five seconds or end in a traceback.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from malirussia.errors import MaliRussiaError
from malirussia.render import load_plan
from malirussia.render.notebook.job import LAST, Bounds, Job
from malirussia.render.warm.kernels import Pool

LONGEST = 400  # letters of an error
SECONDS = 5.0
PARAMETERS = 'lang = "fr"  # "fr" | "en": language\nas_of = "2025-10-24"\nlow: float = 1.5\nnames = ["a"]  # whose\n'
PLAN = """\
defaults: {each: {lang: [fr, en]}, parameters: {as_of: 2025-10-24}}
renders:
  sound: {notebook: sound.ipynb, title: {fr: Un, en: One}, about: {fr: Une, en: A}}
  hit:
    notebook: hit.ipynb
    title: {fr: Deux, en: Two}
    about: {fr: Deux, en: Two}
    tags: [desk]
"""
ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    2.5,
    10**400,
    "",
    "x",
    "\ud800",
    "\0",
    [],
    [None],
    {},
    {"": []},
    [[]] * 3,
    {"tags": 1},
]
LITERALS = [
    "{[]: 1}", "{1, 2}", "b'x'", "(1, 2)", "1j", "...", "1e999", "-1e999", "0x" + "f" * 5000, "9" * 5000, "'\\ud800'",
    "[" * 60 + "]" * 60, "[" * 400 + "]" * 400, "(" * 300 + "1" + ")" * 300, "-" * 3000 + "1", "1" + "+1" * 3000,
    "{'a': {2}}", "{1: 2}", "f'{x}'", "x", "lambda: 0", "None", "'", '"""', "\0", "\ud800", "\\", "'\\N{no}'", "'\\d'",
    "not 1", "yield", "await x",
]  # fmt: skip
LINES = [
    "import os", "lang", "lang: 1 = 2", "x: int | str = 1", "x: 'Optional[int' = 1", "x += 1", "a, b = 1, 2", "!ls",
    "%matplotlib inline", "x = 1;", "  x = 1", "if True:\n  x = 1", "# only words", "x = 1  # [1] | {2}: odd",
    "x = 1  # [ | (: odd", "é = 'ñ'", "def f(): pass", "lang = 'xx'", "as_of = 'soon'", "as_of = 2025",
    "x = 1  # secret: key", "x: list = {}", "\x0cx = 1", "x = 1\r",
]  # fmt: skip
WORDS = [
    "sound", "hit.ipynb", "lang", "2025-10-24", "[fr, en]", "low", "2.5", "{fr: Un, en: One}", "desk", "each",
]  # fmt: skip
ODD_YAML = [
    "null", "~", "[]", "{}", "''", "-1", "1e999", ".nan", "0x1F", "2025-13-45", "&a x", "*a", "!!python/none", "- - -",
    "{from: 1, to: 9, step: 0}", "{from: 1, to: 1000000000, step: 1}", "'\\u0000'", "\t", "é" * 300, "../x.ipynb",
    "/etc/hostname", "..", "[[" * 30 + "]]" * 30, ": :", "#", "{[]: 1}", "yes",
]  # fmt: skip


def sound() -> dict[str, Any]:
    """A notebook that can be rendered."""
    cells = [("markdown", "A note.", []), ("code", PARAMETERS, ["parameters"]), ("code", "lang, low", [])]
    made = [
        {"cell_type": kind, "id": f"c{number}", "metadata": {"tags": tags}, "source": source}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for number, (kind, source, tags) in enumerate(cells)
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"language_info": {"name": "python"}}, "cells": made}


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Go through all places in a value: what holds it, and under which key."""
    for key, part in list(
        node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    ):
        yield node, key
        yield from places(part)


def damaged(chance: random.Random) -> bytes:
    """A notebook with one to three faults."""
    notebook = copy.deepcopy(sound())
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice(list(places(notebook)))
        match chance.randrange(5):
            case 0:
                holder[key] = chance.choice(ODD)
            case 1:
                del holder[key]
                if holder is notebook:
                    break
            case 2 | 3 if isinstance(notebook.get("cells"), list) and len(notebook["cells"]) > 1:
                cell = notebook["cells"][1]
                if isinstance(cell, dict) and isinstance(cell.get("source"), str):
                    line = f"x = {chance.choice(LITERALS)}" if chance.random() < 0.5 else chance.choice(LINES)
                    cell["source"] = chance.choice([cell["source"] + line, line + "\n" + cell["source"], line])
            case _:
                holder[key] = copy.deepcopy(holder[chance.choice(list(holder) if isinstance(holder, dict) else [key])])
    text = json.dumps(notebook, indent=chance.choice([None, 1]))
    return mangled(text, chance) if chance.random() < 0.4 else text.encode()


def mangled(text: str, chance: random.Random) -> bytes:
    """A text as a careless tool leaves it."""
    content = text.encode("utf-8", "surrogatepass")
    at = chance.randrange(len(content) + 1)
    return chance.choice(
        [
            lambda: text.encode("utf-16", "surrogatepass"),
            lambda: text.encode("utf-8-sig", "surrogatepass"),
            lambda: text.replace("note", "né").encode("latin-1", "replace"),
            lambda: content[:at],
            lambda: content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :],
            lambda: content[:at] + b"\0" + content[at:],
            lambda: b"[" * 100_000,
            lambda: text.replace('"metadata": {', '"metadata": {"x": ' + "[" * 900 + "]" * 900 + ", ", 1).encode(),
            lambda: text.replace("4,", "9" * 5000 + ",", 1).encode(),
            lambda: b"",
        ]
    )()


def plan(chance: random.Random) -> bytes:
    """A plan with a few faults."""
    text = PLAN
    for _ in range(chance.randint(1, 3)):
        match chance.randrange(4):
            case 0:
                text = text.replace(chance.choice(WORDS), chance.choice(ODD_YAML), chance.choice([1, -1]))
            case 1:
                lines = text.splitlines(keepends=True)
                lines.insert(chance.randrange(len(lines)), chance.choice(lines + [f"  {one}\n" for one in ODD_YAML]))
                text = "".join(lines)
            case 2:
                at = chance.randrange(len(text))
                text = (
                    text[:at]
                    + chance.choice(["", chance.choice(ODD_YAML), ":", "\n", " ", "}", "\x07"])
                    + text[at + 1 :]
                )
            case _:
                text = text.replace(chance.choice(WORDS), chance.choice(WORDS))
    return mangled(text, chance) if chance.random() < 0.2 else text.encode("utf-8", "replace")


def told(error: object) -> str | None:
    """Say what is wrong with an error that was told; None if nothing is."""
    for line in str(error).splitlines() or [""]:
        if not line.strip() or len(line) > LONGEST or not line.isprintable():
            return f"told as {line[:80]!r}"
        if not any(name in line for name in (".ipynb", "renders.yaml", "path ")):
            return f"without a file: {line[:80]}"
    return None


def fault(check: Callable[[], str | None]) -> str | None:
    """Give what a check found, or that it ended otherwise than it may."""
    begin = time.perf_counter()
    try:
        found = check()
    except MaliRussiaError as error:
        found = told(error)
    except Exception as error:
        found = f"{type(error).__name__}: {error}"[:200]
    late = time.perf_counter() - begin
    return found or (f"{late:.0f} s" if late > SECONDS else None)


def with_notebook(folder: Path, content: bytes) -> tuple[str | None, bool]:
    """Read a plan with a damaged notebook in it; say what is wrong, and whether the notebook was accepted."""
    (folder / "notebooks" / "hit.ipynb").write_bytes(content)
    accepted = False

    def check() -> str | None:
        nonlocal accepted
        try:
            renders = load_plan(folder)
        except MaliRussiaError as error:
            return f"all renders are stopped: {error}"
        accepted = renders[-1].damage is None
        if [one.name for one in renders] != ["sound-fr", "sound-en", "hit-fr", "hit-en"]:
            return "other renders than those of the plan"
        if any(one.damage for one in renders[:2]):
            return "the sound notebook is spoilt as well"
        return None if accepted else told(renders[-1].damage)

    return fault(check), accepted


def project(folder: Path) -> Path:
    """Write a project with two sound notebooks."""
    (folder / "notebooks").mkdir()
    for name in ("sound", "hit"):
        (folder / "notebooks" / f"{name}.ipynb").write_text(json.dumps(sound()), encoding="utf-8")
    (folder / "notebooks" / "renders.yaml").write_text(PLAN, encoding="utf-8")
    return folder


def attack(folder: Path, seed: int, runs: int, plans: int, *, execute: bool) -> tuple[list[str], Counter[str]]:
    """Attack; give every fault that was found, and counts."""
    faults: list[str] = []
    counts: Counter[str] = Counter()
    accepted: list[Job] = []
    notebooks = project(folder) / "notebooks"
    for number in range(runs):
        content = damaged(random.Random(f"{seed} notebook {number}"))
        found, fits = with_notebook(folder, content)
        counts["notebooks accepted" if fits else "notebooks refused"] += 1
        faults += [] if found is None else [f"notebook {number}: {found}"]
        if fits:
            path = folder / f"{number}.ipynb"
            path.write_bytes(content)
            accepted.append(Job(str(number), path, {"lang": "en"}, path.with_suffix(".out"), Bounds(5, 10)))
    (notebooks / "hit.ipynb").write_text(json.dumps(sound()), encoding="utf-8")
    for number in range(plans):
        (notebooks / "renders.yaml").write_bytes(plan(random.Random(f"{seed} plan {number}")))
        found = fault(lambda: None if load_plan(folder) is not None else "nothing")
        faults += [] if found is None else [f"plan {number}: {found}"]
        counts["plans"] += 1
    if execute:
        with Pool() as pool:
            for job, event in pool.run(accepted, 2):
                if event["event"] in LAST:
                    counts[f"executed: {event['event']}"] += 1
                    if event.get("died") or not event.get("error", "x").isprintable():
                        faults.append(f"notebook {job.name}: {event}")
    return faults, counts


def main() -> None:
    """Attack, and end with status 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("seed", 1), ("runs", 500), ("plans", 2000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        faults, counts = attack(Path(folder), asked.seed, asked.runs, asked.plans, execute=True)
    print(*faults, sep="\n")
    print(dict(counts), f"faults: {len(faults)}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
