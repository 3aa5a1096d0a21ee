"""Where the site keeps the page of a thing: an address that lasts, made of the id alone.

    where("fact", "gold-refinery.capacity", "fr")        fr/fact/gold-refinery.capacity.html
    step(here, there)                                    ../source/a-day-2025-10-24.html

Addresses are relative to the folder of the site, so that it works in any folder of any server, and from a disk.
"""

from __future__ import annotations

import hashlib
import posixpath
import re

KINDS = ("dossier", "entity", "source", "fact", "conflict", "commitment")
"""What has a page of its own."""
FRONT, EVERYTHING, EDITIONS, FEED = "index.html", "all.html", "editions.html", "feed.xml"
"""The pages that a language has once."""

# Ids of the ledger pass as they are. `--` stands in none of them: an id that had to be changed meets no other.
_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9_.~]|-(?!-))*(?<![.-])")
_LONGEST = 120
_CHANGED = "--"
# Names that a system or a server keeps for itself.
_TAKEN = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|index)(?:\.|$)")


def slug_of(any_id: str) -> str:
    """Return the name of the file of a thing, without its ending: its id, or another name where no file may have it.

    Args:
        any_id: An id of the ledger; of any other text a name comes out, too, that is safe on every system.

    Returns:
        Another name for another id.
    """
    if len(any_id) <= _LONGEST and _PLAIN.fullmatch(any_id) and not _TAKEN.match(any_id):
        return any_id
    digest = hashlib.sha256(any_id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    kept = re.sub(r"[^a-z0-9]+", "-", any_id.lower())[: _LONGEST - len(digest) - len(_CHANGED)].strip("-")
    return f"{kept or 'x'}{_CHANGED}{digest}"


def conflict_id(claim_a: str, claim_b: str) -> str:
    """Return the id of a conflict."""
    return f"{claim_a}~{claim_b}"


def where(kind: str, any_id: str, lang: str) -> str:
    """Return the address of the page of a thing, from the folder of the site.

    Args:
        kind: One of `KINDS`.
        any_id: Its id; of a conflict that of `conflict_id`.
        lang: `fr` or `en`.

    Raises:
        ValueError: There are no pages of that kind.
    """
    if kind not in KINDS:
        raise ValueError(f"no pages of kind {kind!r}")
    return f"{lang}/{kind}/{slug_of(any_id)}.html"


def step(here: str, there: str) -> str:
    """Return the link from one page to another.

    Args:
        here: The address of the page that holds the link, from the folder of the site.
        there: That of the other; it may name a place on the page (`#…`).
    """
    path, mark, place = there.partition("#")
    if path == here and mark:
        return f"#{place}"
    return posixpath.relpath(path, posixpath.dirname(here) or ".") + mark + place
