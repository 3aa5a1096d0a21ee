"""Pages of what is there no more: each says so, and why where a person has written it down; a renamed one points on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from malirussia.errors import MaliRussiaError
from malirussia.evidence.model import RenamedFile
from malirussia.evidence.renamed import FILE, read_renamed
from malirussia.language import LANGS, catalogue, day
from malirussia.paths import evidence_dir
from malirussia.publish.pages import Page
from malirussia.publish.record import Record
from malirussia.tables import Dataset
from malirussia.tables.addresses import where


@dataclass(frozen=True)
class _Gone:
    """A page that is there no more.

    Attributes:
        kind: Of the page.
        title: What stood there, or its id.
        to: Where it is told now; empty where nowhere.
        on: When it went; empty where that isn't known.
        reason: Why, in the language of the page; empty where nobody has said.
    """

    kind: str
    title: str
    to: str = ""
    on: str = ""
    reason: str = ""


def changes_of_ids(ds: Dataset) -> RenamedFile:
    """Return what was renamed and taken out: of the evidence beside the tables, else of the project's own."""
    beside = Path(ds.folder).parent / "evidence"
    return read_renamed(beside if beside.is_dir() else evidence_dir())


def pages(there: Mapping[str, Page], record: Record, moved: RenamedFile) -> Iterator[Page]:
    """Give the pages of what is gone, of both languages, in the order of their addresses.

    Args:
        there: The pages of the site, by address.
        record: What the site has had.
        moved: What was renamed and taken out.

    Raises:
        MaliRussiaError: Something that was renamed or taken out is still there, or its new id leads nowhere.
    """
    gone = {
        address: _Gone(kept.kind, kept.title, _renamed(address, kept.id, there, moved), kept.gone)
        for address, kept in record.items()
        if kept.gone and address not in there
    }
    for lang in LANGS:
        for renamed in moved.renamed:
            for kind in _kinds(renamed.kind):
                old, new = where(kind, renamed.was, lang), where(kind, renamed.now, lang)
                known = old in gone or new in there
                if kind == renamed.kind:
                    _check(there, renamed.kind, renamed.was, old, None if new in there else renamed.now)
                if known:
                    title = gone[old].title if old in gone else there[new].title
                    gone[old] = _Gone(kind, title, new if new in there else "", gone[old].on if old in gone else "")
        for taken in moved.withdrawn:
            address = where(taken.kind, taken.id, lang)
            _check(there, taken.kind, taken.id, address, None)
            title = gone[address].title if address in gone else taken.id
            gone[address] = _Gone(taken.kind, title, "", taken.on, str(getattr(taken, lang)))
    for address, one in sorted(gone.items()):
        yield _page(address, one, there)


def _kinds(kind: str) -> tuple[str, ...]:
    """Return the kinds of page that bear an id: what is told as a dossier has a page as an entity, too."""
    return ("entity", "dossier") if kind == "entity" else (kind,)


def _check(there: Mapping[str, Page], kind: str, old: str, address: str, lost: str | None) -> None:
    if address in there:
        raise MaliRussiaError(FILE, f"{kind} {old!r} is still in the ledger", "leave out this entry")
    if lost is not None:
        raise MaliRussiaError(FILE, f"{kind} {lost!r} has no page", "name an id of the ledger")


def _renamed(address: str, old: str, there: Mapping[str, Page], moved: RenamedFile) -> str:
    """Return where a page went because an entity in its id was renamed; empty where none was."""
    lang, kind, _file = address.split("/")
    names = {one.was: one.now for one in moved.renamed if one.kind == "entity"}
    new = ".".join(names.get(part, part) for part in old.split("."))
    to = where(kind, new, lang)
    return to if new != old and to in there else ""


def _page(address: str, gone: _Gone, there: Mapping[str, Page]) -> Page:
    lang = address.partition("/")[0]
    _ = catalogue(lang)
    return Page(
        kind="gone",
        address=address,
        title=gone.title,
        lang=lang,
        title_lang=lang,
        about=_("No longer in the ledger"),
        template="gone.html",
        values={
            "to_title": there[gone.to].title if gone.to else "",
            "to_at": gone.to,
            "on": day(gone.on, lang) if gone.on else "",
            "reason": gone.reason,
        },
    )
