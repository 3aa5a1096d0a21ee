"""Links to a passage, opened by Chromium itself: the page must stand at the passage."""

from __future__ import annotations

import html
import os
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
import pytest

from malirussia import evidence
from malirussia.evidence.corpus import Copy, read
from malirussia.evidence.model import Passage, Source
from malirussia.evidence.pointers import link
from malirussia.evidence.words import SCHEME, digest, words
from malirussia.render.page.browser import find_browser

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(find_browser() is None, reason="no Chrome or Chromium found")

FAR = "<div style='height:5000px'></div>"
# What is printed, the first word of the passage, how many words it has.
PRINTED = [
    ("Un accord portant sur l’énergie et la recherche a été paraphé hier soir", "accord", 9),
    ("Un accord portant sur l'énergie et la recherche a été paraphé hier soir", "accord", 9),
    ("Le ministre parle de la fin prochaine d’une crise très longue", "ministre", 10),
    ("Selon lui l’accord sera signé demain matin à Valmont", "accord", 5),
    ("Selon lui l’accord sera", "accord", 1),
    ("Une hausse de 2,5 points sur un an entier", "hausse", 3),
    ("Soit 160.000 tonnes de plus par an ensuite", "160.000", 6),
    ("La société Sorem-Mali livre depuis mars dernier", "mali", 5),
    ("L’O.N.U. demande une trêve dès demain matin", "n", 6),
    ("le fichier plan_final sera publié demain", "final", 3),
    ("à 10:30 précises le train part enfin", "30", 4),
    ("le taux et/ou le prix monte encore", "ou", 4),
    ("les tonnes¹ livrées à Valmont hier soir", "les", 4),
    ("fin.Le prix monte encore.Et puis baisse", "le", 4),
]

Stands = Callable[..., bool]


@pytest.fixture(scope="module")
def stands() -> Iterator[Stands]:
    """Whether a page of these paragraphs, opened at a fragment, stands far down, where the passage is."""
    pages: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(pages.get(self.path, b""))

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find_browser(), args=arguments)

        def opened(text: str, fragment: str, patience: int = 5000) -> bool:
            place = f"/{len(pages)}"
            paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
            pages[place] = f"<!doctype html><meta charset=utf-8><body>{FAR}{paragraphs}{FAR}".encode()
            page = browser.new_page()
            try:
                page.goto(f"http://127.0.0.1:{server.server_port}{place}{fragment}")
                page.wait_for_function("scrollY > 1000", timeout=patience)
            except sync_api.TimeoutError:
                return False
            finally:
                page.close()
            return True

        yield opened
        browser.close()
    server.shutdown()


def fragment_of(text: str, passage: Passage, lang: str = "fr") -> str:
    source = Source(
        id="a", title=None, lang=lang, url="https://example.org/", kind="press", origin_group="a", file="a",
        text_sha256="0" * 64, scheme=SCHEME, n_words=1,
    )  # fmt: skip
    found = link(source, Copy(text=text, sha256=""), passage)
    assert found is not None
    return found.removeprefix("https://example.org/")


def test_the_browser_finds_a_passage_wherever_its_ends_fall(stands: Stands) -> None:
    lost = []
    for text, first, count in PRINTED:
        run = words(text)
        start = run.index(words(first)[0])
        fragment = fragment_of(text, Passage(first=start, words=count, sha256=digest(run[start : start + count])))
        if not stands(text, fragment):
            lost.append(fragment)
    assert lost == []


def test_a_page_that_lacks_the_passage_stays_at_its_top(stands: Stands) -> None:
    assert not stands("autre chose", "#:~:text=l%E2%80%99accord", patience=1000)


def test_the_browser_finds_passages_that_begin_or_end_within_its_words(stands: Stands, corpus: Path) -> None:
    ledger = evidence.load()
    lost = []
    for source in ledger.sources.values():
        named = msgspec.structs.replace(source, url="https://example.org/")
        copy = read(corpus, named)
        if copy is None:
            continue  # of these articles no copy is at hand
        for passage_id, passage in ledger.passages.items():
            if passage_id.startswith(f"{source.id}.") and within_a_word(copy, passage):
                found = link(named, copy, passage)
                if found is None or not stands(copy.text, found.removeprefix("https://example.org/")):
                    lost.append(passage_id)
    assert lost == []


def within_a_word(copy: Copy, passage: Passage) -> bool:
    """Whether an end of the passage touches a mark that parts our words and not those of a browser."""
    first, last = copy.spans[passage.first], copy.spans[passage.first + passage.words - 1]
    around = copy.text[max(0, first.start - 1) : first.start] + copy.text[last.end : last.end + 1]
    return any(mark in "’'_" for mark in around)
