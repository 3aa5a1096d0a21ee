"""What the site has had: when each page was first published and last changed, and which are there no more.

The record stands beside the folder of the site (figures-log/history/site.json), as receipts of earlier renders do. The
days in it are those of editions and not of a clock: made twice of one ledger and the same receipts, a site is the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import msgspec

from malirussia import paths
from malirussia.render.receipt import history

FILE = "site.json"


@dataclass(frozen=True)
class Kept:
    """What is kept of a page.

    Attributes:
        kind: Of the page.
        id: Of what it is about; empty where it is about nothing of its own.
        lang: Its language.
        title: Its title.
        content: A digest of what it says.
        published: The day of the edition in which it first stood.
        changed: The day of the edition in which it last said something else.
        gone: The day of the edition in which it was there no more; empty while it is.
    """

    kind: str
    id: str
    lang: str
    title: str
    content: str
    published: str
    changed: str
    gone: str = ""


Record = dict[str, Kept]
"""Address → what is kept of its page."""


def path_of(figures: Path) -> Path:
    """Return where the record of a site stands."""
    return history.logs(figures) / history.FOLDER / FILE


def read(figures: Path) -> Record:
    """Read the record; empty where there is none, or a damaged one."""
    try:
        return msgspec.json.decode(path_of(figures).read_bytes(), type=dict[str, Kept])
    except (OSError, msgspec.MsgspecError):
        return {}


def write(figures: Path, record: Record) -> None:
    """Write the record, if it is another than that which stands."""
    told = {address: asdict(kept) for address, kept in sorted(record.items())}
    content = json.dumps(told, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"
    path = path_of(figures)
    if not path.is_file() or path.read_bytes() != content.encode():
        paths.replace_text(path, content)


def updated(before: Record, now: Mapping[str, Kept], day: str) -> Record:
    """Return the record after an edition.

    Args:
        before: The record before it.
        now: The pages that are there, each as if it were new.
        day: The day of the edition.
    """
    record = {}
    for address, kept in now.items():
        was = before.get(address)
        if was is None:
            record[address] = kept
        elif was.content != kept.content or was.gone:
            record[address] = replace(kept, published=was.published)
        else:
            record[address] = replace(kept, published=was.published, changed=was.changed)
    for address, kept in before.items():
        if address not in now:
            record[address] = kept if kept.gone else replace(kept, gone=day)
    return record


def digest(text: str) -> str:
    """Return a digest of what a page says."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
