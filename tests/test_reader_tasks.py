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
from malirussia.render.page.browser import find_browser, unavailable

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
        return str(self.page.locator("main").inner_text()).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site").resolve()
    publish(folder)
    return folder


@pytest.fixture
def reader(made: Path, lang: str) -> Iterator[Reader]:
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find_browser(), args=arguments)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        # Nobody leaves this machine: what lies outside is known by its address.
        page.route(re.compile("^https?:"), lambda route: route.fulfill(body="<main>there</main>", content_type="text/html"))
        page.goto((made / lang / "index.html").as_uri())
        yield Reader(page)
        browser.close()


@LANGS
def test_who_said_how_much_petroleum(reader: Reader, lang: str) -> None:
    reader.click('main a[href*="dossier/petroleum-deliveries"]')
    reader.click('main a[href*="fact/petroleum-deliveries"]')
    told = reader.reads()
    assert re.search(r"160.?000.{1,8}200.?000", told)
    claims = mr.load().claims
    fact = claims[claims["claim_id"].isin(claims["claim_id"]) & claims["low"].eq(160000) & claims["high"].eq(200000)]
    entities = mr.load().entities.set_index("entity_id")
    assert any(entities.at[speaker, f"caption_{lang}"] in told for speaker in fact["asserted_by"])
