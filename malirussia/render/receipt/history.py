"""The receipts of earlier renders, and the ledgers that they were made of.

    figures-log/history/<render>/20261125T042000Z.json     a receipt, as it stood beside the page
    figures-log/history/ledgers/<sha256>.json              what the ledger said then, see malirussia.analysis.changes

They stand beside the folder of the renders and not in it: that one is served to readers.
Two renders in one second share a place: the later one keeps it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from malirussia import paths
from malirussia.errors import RenderError
from malirussia.render.receipt import receipt
from malirussia.render.receipt.receipt import Receipt

FOLDER = "history"
LEDGERS = "ledgers"
KEEP = 10


def logs(figures: Path) -> Path:
    """Give the folder for what is kept of runs and is none of the readers' business: history, failures, logs."""
    place = figures.absolute()
    return place.with_name(f"{place.name}-log")


def receipts(figures: Path, render: str) -> list[Receipt]:
    """Give the receipts of a render, the latest first, that beside its page among them; damaged ones are left out."""
    by_stamp = {path.stem: _receipt(path) for path in _kept(figures, render)}
    latest = receipt.load(figures / render)
    if latest is not None:
        by_stamp[_stamp(latest)] = latest
    return [note for _, note in sorted(by_stamp.items(), reverse=True) if note is not None]


def damaged(figures: Path, render: str) -> list[RenderError]:
    """Tell which receipts of a render can't be read, that beside its page among them, and why."""
    errors = []
    for path in (figures / render / receipt.NAME, *_kept(figures, render)):
        try:
            receipt.read(path)
        except RenderError as error:
            errors.append(error)
        except FileNotFoundError:
            continue
    return errors


def _kept(figures: Path, render: str) -> list[Path]:
    return sorted(paths.inside(logs(figures) / FOLDER, render).glob("*.json"))


def _receipt(path: Path) -> Receipt | None:
    try:
        return receipt.read(path)
    except (OSError, RenderError):
        return None


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
    folder = paths.inside(logs(figures) / FOLDER, render)
    paths.replace_bytes(folder / f"{_stamp(latest)}.json", (figures / render / receipt.NAME).read_bytes())
    for old in sorted(folder.glob("*.json"), reverse=True)[most:]:
        old.unlink(missing_ok=True)


def ledger(figures: Path, digest: str) -> dict[str, Any] | None:
    """Give what a ledger said; None where that is not kept any more, or damaged."""
    try:
        content = paths.inside(logs(figures) / FOLDER / LEDGERS, f"{digest}.json").read_bytes()
    except OSError:
        return None
    # What has the right hash is as it was written.
    told: dict[str, Any] | None = json.loads(content) if receipt.sha256(content) == digest else None
    return told


def keep_ledger(figures: Path, content: dict[str, Any]) -> str:
    """Keep what a ledger says; give the digest it goes by."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = receipt.sha256(text.encode())
    place = logs(figures) / FOLDER / LEDGERS / f"{digest}.json"
    if ledger(figures, digest) is None:
        paths.replace_text(place, text)
    return digest


def tidy(figures: Path) -> None:
    """Let go of ledgers that no receipt speaks of any more."""
    spoken_of = {
        digest
        for note in _everything(figures)
        for digest in (note.get("ledger"), (note.get("since") or {}).get("ledger"))
        if digest is not None
    }
    for path in (logs(figures) / FOLDER / LEDGERS).glob("*.json"):
        if path.stem not in spoken_of:
            path.unlink(missing_ok=True)


def _everything(figures: Path) -> Iterator[Receipt]:
    for path in (*figures.glob(f"*/{receipt.NAME}"), *(logs(figures) / FOLDER).glob("*/*.json")):
        note = _receipt(path) if path.parent.name != LEDGERS else None
        if note is not None:
            yield note


def _stamp(note: Receipt) -> str:
    return "".join(letter for letter in note["times"]["finished"].partition("+")[0] if letter.isalnum()) + "Z"
