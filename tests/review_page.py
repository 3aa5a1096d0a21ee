"""The real command `malirussia review` on loopback and a Chromium that presses its keys, for the tests of review."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright import sync_api

from malirussia.render.page.browser import find_browser

QUIET = 'body[data-ready="true"][data-busy="0"]'
"""The page when all that was asked for is seen. A selector: the page's own policy forbids evaluated waits."""


@contextmanager
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find_browser(), args=arguments)
        yield browser
        browser.close()


class Server:
    """A running `malirussia review`."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "malirussia", "review", *arguments, "--no-browser", "--who", "A. Reviewer"]
        self.process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            raise AssertionError(self.process.communicate()[1])

    @property
    def root(self) -> str:
        return self.address.partition("/draft/")[0].rstrip("/")

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def ask(self, path: str, content: Any = None, **headers: str) -> tuple[int, Any]:
        """Ask as a program that knows the address would, by a path after the draft's or a whole address."""
        address = path if path.startswith("http") else self.address + path
        data = None if content is None else json.dumps(content).encode()
        given = {"Content-Type": "application/json", "Origin": self.root.rpartition("/")[0]} if data else {}
        request = urllib.request.Request(address, data, {**given, **headers})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                text, status = answer.read().decode(), answer.status
        except urllib.error.HTTPError as error:
            text, status = error.read().decode(), error.code
        return status, json.loads(text) if text.startswith(("{", "[")) else text


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[Server]:
    server = Server(folder, *arguments)
    try:
        yield server
    finally:
        server.kill()


class Window:
    """A window of the page, by keyboard."""

    def __init__(self, browser: Any, address: str, width: int = 1280, height: int = 800) -> None:
        self.page = browser.new_page(viewport={"width": width, "height": height})
        self.page.set_default_timeout(20_000)
        self.wrong: list[str] = []
        # What a server refuses is told on the page; the browser's own note of it is none of a script.
        self.page.on(
            "console", lambda told: self.wrong.append(told.text) if "Failed to load" not in told.text else None
        )
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.goto(address)
        self.page.wait_for_selector(QUIET)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_selector(QUIET)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def focus(self, line: str) -> None:
        """Go to a line of the form by Tab, as a person without a mouse does."""
        for _ in range(60):
            if self.page.evaluate("document.activeElement.name || ''") == line:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {line}")

    def fill(self, line: str, text: str) -> None:
        self.focus(line)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.type(text)

    @property
    def told(self) -> str:
        return str(self.page.locator("#told").text_content())

    @property
    def current(self) -> str:
        return str(self.page.locator('#list [aria-selected="true"] .key').text_content())

    def words(self, mark: str) -> str:
        """The words that bear a mark, as a person reads them."""
        return "".join(self.page.locator(f".word.{mark}").all_text_contents()).strip()

    def close(self) -> None:
        self.page.close()
