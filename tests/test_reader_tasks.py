"""Five tasks of a reader, from the front page on, in a browser: each is done in three clicks at most."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import malirussia as mr
from malirussia.publish import publish
from malirussia.render import render
from malirussia.render.page.browser import find_browser, unavailable
from malirussia.render.run.options import Options

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(unavailable() is not None, reason=f"no browser: {unavailable()}")

CLICKS = 3
LANGS = pytest.mark.parametrize("lang", ["fr", "en"])


@dataclass
class Reader:
    """Somebody at the front page who counts the clicks."""

    page: Any
    clicks: int = 0

    def click(self, selector: str) -> None:
        self.clicks += 1
        assert self.clicks <= CLICKS
        self.page.locator(selector).first.click()

    def reads(self) -> str:
        told = str(self.page.locator("main").inner_text())
        return told.replace("\u2060", "").replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the project's own ledger, with the one page of charts that a task leads to."""
    folder = tmp_path_factory.mktemp("site").resolve()
    outcomes = render(["petroleum-supply-*"], options=Options(draw=False), figures=folder)
    assert [outcome.error for outcome in outcomes] == [None, None]
    publish(folder)
    return folder


@pytest.fixture
def reader(made: Path, lang: str) -> Iterator[Reader]:
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find_browser(), args=arguments)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        # Nobody leaves this machine: what lies outside is known by its address.
        page.route(re.compile("^https?:"), lambda route: route.fulfill(body="there", content_type="text/html"))
        page.goto((made / lang / "index.html").as_uri())
        yield Reader(page)
        browser.close()


@LANGS
def test_who_said_how_much_petroleum(reader: Reader, lang: str) -> None:
    reader.click('main a[href="dossier/petroleum-deliveries.html"]')
    ds = mr.load()
    said = ds.claims[ds.claims["low"].eq(160_000) & ds.claims["high"].eq(200_000)]
    names = ds.entities.set_index("entity_id")[f"caption_{lang}"]
    told = reader.reads()
    assert re.search(r"160.000–200.000", told)
    assert len(said) > 0
    assert all(names[speaker] in told for speaker in said["asserted_by"])


@LANGS
def test_is_it_a_lot(reader: Reader, lang: str) -> None:
    reader.click(f'main a[href="../petroleum-supply-{lang}/index.html"]')
    lead = reader.page.locator("main li").first.inner_text().replace("\u2060", "").replace("\u00a0", " ")
    assert {"fr": "Serait-ce beaucoup", "en": "Would that be a lot"}[lang] in lead
    assert re.search(r"\d[.,]\d+\D+\d[.,]\d+ (fois|times)", lead)


@LANGS
def test_what_was_signed_and_by_whom(reader: Reader, lang: str) -> None:
    reader.click('main a[href$="#dossiers"]')
    reader.click('#dossiers ~ * a[href="dossier/agreement-commission.html"]')
    signers = {"fr": "Signé par", "en": "Signed by"}[lang]
    line = next(line for line in reader.reads().splitlines() if signers in line)
    names = mr.load().entities.set_index("entity_id")[f"caption_{lang}"]
    assert all(names[one] in line for one in ("assimi-goita", "vladimir-putin"))


@LANGS
def test_which_outlets_carry_one_communique(reader: Reader, lang: str) -> None:
    ds = mr.load()
    groups = ds.sources.groupby("origin_group")["source_id"].apply(list)
    several = max(groups, key=len)
    assert len(several) > 1
    reader.click(f'main a[href="source/{several[0]}.html"]')
    told = reader.page.locator("#coded ~ p a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert sorted(told) == sorted(f"{source}.html" for source in several[1:])


@LANGS
def test_the_page_of_a_publisher_is_opened_at_a_statement(reader: Reader, lang: str) -> None:
    reader.click('main a[href="dossier/gold-refinery.html"]')
    link = reader.page.locator('main a.out[href^="http"]').first
    assert re.search(r"\d+( à |\W*–\W*)\d+", link.get_attribute("aria-label") or link.inner_text())
    reader.click('main a.out[href^="http"]')
    reader.page.wait_for_url(re.compile("^https?://"))
    urls = mr.load().sources["url"].dropna()
    assert any(reader.page.url.startswith(url.partition("#")[0].rstrip("/")) for url in urls)
