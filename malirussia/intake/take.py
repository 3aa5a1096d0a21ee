"""Takes an article in: the copy into data/corpus/, the draft into data/drafts/. Neither is ever committed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, structs

from malirussia import edtf, paths
from malirussia.errors import DateError, MaliRussiaError
from malirussia.evidence import corpus as copies
from malirussia.evidence import ledger as evidence
from malirussia.evidence.corpus import Copy
from malirussia.evidence.ledger import Ledger
from malirussia.evidence.model import Source
from malirussia.evidence.passages import find, passages_of
from malirussia.evidence.readable import readable
from malirussia.evidence.vocabulary import slug
from malirussia.intake import drafts, edits
from malirussia.intake.draft import Draft, DraftName, Taken
from malirussia.intake.finding.folded import folded
from malirussia.intake.finding.listing import Listing, find_dates, list_all
from malirussia.intake.finding.names import Names
from malirussia.intake.known_runs import origins
from malirussia.intake.proposing.propose import propose
from malirussia.intake.proposing.resemblance import Resemblance
from malirussia.intake.reading.article import Article
from malirussia.intake.reading.read import is_address, read
from malirussia.language import LANGS

HEAD_WORDS = 80
"""Words in which an article prints its own day."""
_read: dict[str, Any] = {}
_counted: dict[Path, tuple[tuple[int | str, ...], list[str]]] = {}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class TakenIn(Struct, frozen=True, kw_only=True):
    """What came of an article.

    Attributes:
        draft: Its draft.
        same_as: The source or draft that has this very text or address already: nothing was taken in.
        moved: Of another version of a coded source: its passages that stand elsewhere now.
        missing: Those that do not stand in it any longer.
        doubts: What a person should look at.
    """

    draft: Draft | None
    same_as: str | None = None
    moved: list[str] = []
    missing: list[str] = []
    doubts: list[str] = []


class Told(Struct, frozen=True, kw_only=True):
    """What a person says of an article, which goes before what the page says; None where he says nothing."""

    id: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    lang: str | None = None
    voice: str | None = None


def take(named: str, told: Told | None = None, *, redirects: bool = False, private: bool = False) -> TakenIn:
    """Take an article in.

    Args:
        named: A file or an address.
        told: What a person says of it.
        redirects: Whether an address may lead on to another.
        private: Whether an address of the own machine or network will do.

    Raises:
        MaliRussiaError: If it cannot be read, or a draft of that id is of another article.
    """
    told = told or Told()
    _check(told)
    ledger = _ledger(paths.data_dir(packaged=False) / "evidence")
    article = read(named, url=told.url, redirects=redirects, private=private)
    content = article.text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    copy = Copy(readable(article.text), sha256)
    if not copy.words:
        raise MaliRussiaError(named, "no words in it", "name the file of an article")
    same, replaces = _known(ledger, copy, article)
    if same is not None:
        return TakenIn(draft=None, same_as=same)
    source = _source(named, told, article, copy, ledger, replaces)
    corpus = paths.data_dir(packaged=False) / "corpus"
    place = paths.inside(corpus, source.file)
    if drafts.path_of(source.id).exists() or f"{source.id}.yaml" in _files(ledger):
        todo = "give this one another id with --id"
        raise MaliRussiaError(f"draft {source.id}", "is there already, of another article", todo)
    draft = filled(
        Draft(
            source=source,
            taken=Taken(come_from=named, kind=article.kind, at=edits.now(), sha256=article.sha256, replaces=replaces),
        ),
        copy,
        ledger,
    )
    paths.replace_bytes(place, content)
    moved, missing = _against(ledger, replaces, copy)
    return TakenIn(draft=drafts.save(draft), moved=moved, missing=missing, doubts=_doubts(article, source))


def filled(draft: Draft, copy: Copy, ledger: Ledger) -> Draft:
    """A draft with all that was found in its copy, and the claims proposed of it."""
    source = draft.source
    names = Names(ledger, without=source.id, more=draft.entities)
    listing = list_all(copy, source.lang, ledger, names, source.published)
    like = Resemblance(ledger, source.lang, source.id, _texts(ledger))
    candidates = propose(copy, source.lang, ledger, listing, like, source.published)
    shares = origins(ledger, copy, without=source.id)
    proposed = next((origin.origin_group for origin in shares if origin.proposed), source.origin_group)
    return structs.replace(
        draft,
        source=structs.replace(source, origin_group=proposed),
        origins=shares,
        found=listing.found,
        candidates={f"k{number:03}": candidate for number, candidate in enumerate(candidates, start=1)},
        names=_names(listing, copy),
    )


def _names(listing: Listing, copy: Copy) -> dict[str, DraftName]:
    """How the article prints entities, each spelling once."""
    seen: dict[tuple[str, str], DraftName] = {}
    for named in listing.names:
        if len(named.entities) == 1:
            spelled = " ".join(copy.words[named.first : named.first + named.words])
            made = DraftName(entity=named.entities[0], kind=named.kind, first=named.first, words=named.words)
            seen.setdefault((named.entities[0], spelled), made)
    return {f"n{number:03}": name for number, name in enumerate(seen.values(), start=1)}


def _check(told: Told) -> None:
    if told.lang is not None and told.lang not in LANGS:
        raise MaliRussiaError(f"--lang {told.lang}", "no language of the ledger", f"give {' or '.join(LANGS)}")
    if told.published is not None:
        try:
            edtf.parse(told.published)
        except DateError as error:
            raise MaliRussiaError(f"--published {told.published}", error.found, error.todo) from None
    if told.id is not None and told.id != slug(told.id):
        raise MaliRussiaError(f"--id {told.id}", "is not an id", f"write it as {slug(told.id)}")


def _source(named: str, told: Told, article: Article, copy: Copy, ledger: Ledger, replaces: str | None) -> Source:
    lang = told.lang or article.lang or "fr"
    published = told.published or article.published or _printed_day(copy, lang)
    publisher = told.publisher or article.publisher
    source_id = told.id or _id(named, publisher, published, ledger)
    return Source(
        id=source_id,
        title=told.title or article.title,
        publisher=publisher,
        authors=article.authors,
        published=published,
        lang=lang,
        url=told.url or article.url,
        kind="press",
        origin_group=_group(source_id, publisher, ledger, replaces),
        file=f"{source_id}.txt",
        text_sha256=copy.sha256,
        scheme=copy.scheme,
        n_words=len(copy.words),
        voice=told.voice or _voice(publisher, ledger),
    )


def _printed_day(copy: Copy, lang: str) -> str | None:
    """The first full day in the head of an article that prints its own."""
    head = find_dates(Copy(copy.text[: copy.spans[min(HEAD_WORDS, len(copy.spans)) - 1].end], copy.sha256), lang, None)
    return next((value for _, _, value in head if value is not None and _DAY.fullmatch(value)), None)


def _id(named: str, publisher: str | None, published: str | None, ledger: Ledger) -> str:
    stem = (urlsplit(named).hostname or "page").removeprefix("www.") if is_address(named) else Path(named).stem
    base = slug(publisher) if publisher is not None else slug(stem)
    made = f"{base}-{published}" if published is not None and published not in base else base
    made = slug(made)
    taken = {*ledger.sources, *drafts.ids()}
    return (
        made
        if made not in taken
        else next(numbered for n in range(2, 1000) if (numbered := f"{made}-{n}") not in taken)
    )


def _group(source_id: str, publisher: str | None, ledger: Ledger, replaces: str | None) -> str:
    """One outlet is one source; else the article's own."""
    if replaces is not None and replaces in ledger.sources:
        return ledger.sources[replaces].origin_group
    same = [source for source in ledger.sources.values() if publisher is not None and source.publisher == publisher]
    return same[0].origin_group if same else source_id


def _voice(publisher: str | None, ledger: Ledger) -> str | None:
    """The outlet among the entities, where one is called so."""
    if publisher is None:
        return None
    outlets = {key: outlet for key, outlet in ledger.entities.items() if outlet.kind == "outlet"}
    wanted = folded(slug(publisher, ""))
    speaking = [
        key for key, outlet in outlets.items() if slug(outlet.fr, "") in wanted or wanted in slug(outlet.fr, "")
    ]
    return speaking[0] if speaking else None


def _known(ledger: Ledger, copy: Copy, article: Article) -> tuple[str | None, str | None]:
    """Who has this very text already, and who has its address with another text."""
    others: dict[str, Source] = {**ledger.sources}
    for draft_id in drafts.ids():
        others[draft_id] = drafts.load(draft_id).source
    folder = paths.corpus_dir()
    replaces = None
    for key, source in others.items():
        known = None if folder is None else _words(folder, source)
        if source.text_sha256 == copy.sha256 or known == copy.words:
            return key, None
        if article.url is not None and source.url is not None and _plain(source.url) == _plain(article.url):
            replaces = key
    return None, replaces


def _words(folder: Path, source: Source) -> list[str] | None:
    """The words of a copy, read again only where its file changed; None where the folder has none."""
    path = paths.inside(folder, source.file)
    if not path.exists():
        return None
    stamp = (*_stamp(path), source.scheme)
    if path not in _counted or _counted[path][0] != stamp:
        copy = copies.read(folder, source)
        _counted[path] = (stamp, [] if copy is None else copy.words)
    return _counted[path][1]


def _against(ledger: Ledger, replaces: str | None, copy: Copy) -> tuple[list[str], list[str]]:
    """Which passages of an earlier version moved, and which are missing."""
    if replaces is None or replaces not in ledger.sources:
        return [], []
    old = passages_of(ledger, replaces)
    run = Copy(copy.text, copy.sha256, ledger.sources[replaces].scheme).words
    at = find(run, old)
    moved = [key for key, passage in old.items() if key in at and at[key] != passage.first]
    return moved, [key for key in old if key not in at]


def _plain(url: str) -> str:
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def _files(ledger: Ledger) -> set[str]:
    return {f"{key}.yaml" for key in ledger.sources}


def _ledger(folder: Path) -> Ledger:
    """The ledger, read again only where a file of it changed: many articles come in by one call."""
    files = tuple((str(path), *_stamp(path)) for path in sorted(folder.rglob("*.yaml")))
    if _read.get("files") != (folder, files):
        _read.clear()
        _read.update(ledger=evidence.load(folder), files=(folder, files), texts={})
    ledger: Ledger = _read["ledger"]
    return ledger


def _stamp(path: Path) -> tuple[int, int, int]:
    there = path.stat()
    return there.st_ino, there.st_mtime_ns, there.st_size


def _texts(ledger: Ledger) -> Mapping[str, list[str]]:
    """The words of the coded passages whose copies are at hand; of a copy that did not change, as read last time."""
    folder = paths.corpus_dir()
    texts: dict[str, list[str]] = {}
    kept: dict[Path, tuple[tuple[int, int, int], dict[str, list[str]]]] = (
        _read["texts"] if _read.get("ledger") is ledger else {}
    )
    for source in ledger.sources.values() if folder is not None else ():
        path = paths.inside(folder, source.file)  # type: ignore[arg-type]
        if not path.exists():
            continue
        stamp = _stamp(path)
        if path not in kept or kept[path][0] != stamp:
            kept[path] = (stamp, _passage_words(ledger, source, folder))  # type: ignore[arg-type]
        texts.update(kept[path][1])
    return texts


def _passage_words(ledger: Ledger, source: Source, folder: Path) -> dict[str, list[str]]:
    passages = passages_of(ledger, source.id)
    copy = copies.read(folder, source, passages)
    places = {} if copy is None else find(copy.words, passages)
    return {} if copy is None else {key: copy.words[at : at + passages[key].words] for key, at in places.items()}


def _doubts(article: Article, source: Source) -> list[str]:
    doubts = list(article.doubts)
    if source.published is None:
        doubts.append("no day of publication: give it with --published, so that relative dates can be told")
    if source.voice is None:
        doubts.append("no outlet among the entities speaks for it: give one with --voice, or add it in the draft")
    return doubts
