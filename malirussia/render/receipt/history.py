"""The receipts of earlier renders, and the ledgers that they were made of.

    figures/.history/<render>/20261125T042000Z.json     a receipt, as it stood beside the page
    figures/.history/ledgers/<sha256>.json              what the ledger said then, see malirussia.analysis.changes

Two renders in one second share a place: the later one keeps it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from malirussia import paths
from malirussia.render.receipt import receipt
from malirussia.render.receipt.receipt import Receipt

FOLDER = ".history"
LEDGERS = "ledgers"
KEEP = 10


def receipts(figures: Path, render: str) -> list[Receipt]:
    """Give the receipts of a render, the latest first, that beside its page among them."""
    folder = paths.inside(figures / FOLDER, render)
    found = {path.stem: _read(path) for path in folder.glob("*.json")} if folder.is_dir() else {}
    latest = receipt.load(figures / render)
    if latest is not None:
        found[_stamp(latest)] = latest
    return [one for _, one in sorted(found.items(), reverse=True) if one is not None]


def keep(figures: Path, render: str, most: int) -> None:
    """Put the receipt of a render by, and let go of the oldest.

    Args:
        figures: The folder of the renders.
        render: The name of one that stands there.
        most: How many receipts of it to keep.
    """
    latest = receipt.load(figures / render)
    if latest is None:
        return
    folder = paths.inside(figures / FOLDER, render)
    paths.replace_bytes(folder / f"{_stamp(latest)}.json", (figures / render / receipt.NAME).read_bytes())
    for old in sorted(folder.glob("*.json"), reverse=True)[most:]:
        old.unlink(missing_ok=True)


def ledger(figures: Path, digest: str) -> dict[str, Any] | None:
    """Give what a ledger said; None where that is not kept any more."""
    return _read(paths.inside(figures / FOLDER / LEDGERS, f"{digest}.json"))


def keep_ledger(figures: Path, content: dict[str, Any]) -> str:
    """Keep what a ledger says; give the digest it goes by."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = receipt.sha256(text.encode())
    place = figures / FOLDER / LEDGERS / f"{digest}.json"
    if not place.is_file():
        paths.replace_text(place, text)
    return digest


def tidy(figures: Path) -> None:
    """Let go of ledgers that no receipt speaks of any more."""
    spoken_of = {
        digest
        for one in _everything(figures)
        for digest in (one.get("ledger"), (one.get("since") or {}).get("ledger"))
        if digest is not None
    }
    for path in (figures / FOLDER / LEDGERS).glob("*.json"):
        if path.stem not in spoken_of:
            path.unlink(missing_ok=True)


def _everything(figures: Path) -> Iterator[Receipt]:
    for pattern in (f"*/{receipt.NAME}", f"{FOLDER}/*/*.json"):
        for path in figures.glob(pattern):
            found = _read(path) if path.parent.name != LEDGERS else None
            if found is not None:
                yield found


def _read(path: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def _stamp(one: Receipt) -> str:
    return "".join(letter for letter in one["times"]["finished"].partition("+")[0] if letter.isalnum()) + "Z"
