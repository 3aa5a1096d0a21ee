"""Walks a site on a disk as a reader could: every page, every link, every place on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

OUTWARD = ("http", "https", "data", "mailto")


@dataclass
class Walked(HTMLParser):
    """What one page holds: its ids, its links, its headings, its alternates, and how its tables are told."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    scripts: list[dict[str, str | None]] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        for name in ("href", "src"):
            if given.get(name) is not None:
                self.links.append(str(given[name]))
        if given.get("srcset"):
            self.links += [part.split()[0] for part in str(given["srcset"]).split(",")]
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag == "link" and given.get("rel") == "alternate" and given.get("hreflang"):
            self.alternates[str(given["hreflang"])] = str(given["href"])
        if tag == "script":
            self.scripts.append(given)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def walk(folder: Path) -> dict[Path, Walked]:
    """Return every page of a folder, by its path."""
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        walked = Walked()
        walked.feed(path.read_text(encoding="utf-8"))
        pages[path] = walked
    return pages


def broken(folder: Path, pages: dict[Path, Walked]) -> Iterator[str]:
    """Tell every link that leads nowhere: to no file, out of the folder, or to a place that its page has not."""
    for path, walked in pages.items():
        for link in walked.links:
            parts = urlsplit(link)
            if parts.scheme in OUTWARD:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            here = path.relative_to(folder).as_posix()
            if parts.scheme or link.startswith("/") or not target.is_relative_to(folder.resolve()):
                yield f"{here}: {link} leads out of the site"
            elif not target.is_file():
                yield f"{here}: {link} leads to no file"
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
                yield f"{here}: {link} leads to no place on its page"
