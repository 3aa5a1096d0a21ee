"""Reads where a browser puts the texts of a figure."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

# Two texts may touch by the rounding of a pixel.
TOUCH = 1.0

READ = """
() => [...document.querySelectorAll('#figure svg text')]
  .filter((text) => text.textContent.trim() !== '' && getComputedStyle(text).opacity !== '0')
  .map((text) => {
    const box = text.getBoundingClientRect();
    return {text: text.textContent, left: box.left, top: box.top, right: box.right, bottom: box.bottom};
  })
"""

HAS_FONT = """
() => {
  const context = document.createElement('canvas').getContext('2d');
  const wide = (font) => { context.font = `20px ${font}`; return context.measureText('Willi, Mali').width; };
  return wide('"Liberation Sans", Arial, Arimo, Helvetica, monospace') !== wide('monospace');
}
"""


@dataclass(frozen=True)
class Box:
    """A text and the room it takes, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two lie on each other by more than a touch."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > TOUCH
            and min(self.bottom, other.bottom) - max(self.top, other.top) > TOUCH
        )


def find_browser() -> str | None:
    """The Chrome or Chromium of this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    found = [os.environ.get("BROWSER_PATH"), *(shutil.which(name) for name in names)]
    return next((path for path in found if path), None)


@contextmanager
def open_page() -> Iterator[Page]:
    """One page of one browser with plotly.js in it; skips where there is no browser or no font of the theme."""
    path = find_browser()
    if path is None:
        pytest.skip("no Chrome or Chromium found: install one, or set BROWSER_PATH")
    script = (files("plotly") / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_content("<body style='margin:0'><div id='figure'></div></body>")
        if page.evaluate(HAS_FONT):
            page.add_script_tag(content=script)
            yield page
        else:
            browser.close()
            pytest.skip("no Liberation Sans, Arial or Arimo found: install fonts-liberation")
        browser.close()


def text_boxes(page: Page, figure: dict[str, Any]) -> list[Box]:
    """Draw a figure and read the box of every text in it."""
    page.evaluate(
        "(figure) => Plotly.newPlot('figure', figure.data, figure.layout, {displayModeBar: false})",
        json.loads(json.dumps(figure)),
    )
    return [Box(**box) for box in page.evaluate(READ)]


def overlaps(boxes: list[Box]) -> list[tuple[str, str]]:
    """The pairs of texts that lie on each other."""
    return [(one.text, other.text) for one, other in combinations(boxes, 2) if one.meets(other)]


def cut(boxes: list[Box], width: float, height: float) -> list[str]:
    """The texts that stand out of the canvas."""
    return [
        box.text
        for box in boxes
        if box.left < -TOUCH or box.top < -TOUCH or box.right > width + TOUCH or box.bottom > height + TOUCH
    ]


@dataclass(frozen=True)
class Paint:
    """Something drawn, and the colour it is drawn in."""

    box: Box
    red: int
    green: int
    blue: int

    @property
    def luminance(self) -> float:
        """Relative luminance as WCAG defines it."""
        parts = (part / 255 for part in (self.red, self.green, self.blue))
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# Shapes and marks, in the colour of their inside, or of their line if they have none; pale paint is laid on white.
READ_PAINT = """
() => {
  const parse = (color) => (color.match(/[\\d.]+/g) || []).map(Number);
  const seen = (color, opacity) => {
    const [red, green, blue, own = 1] = parse(color);
    const alpha = own * opacity;
    return [red, green, blue].map((part) => Math.round(255 - alpha * (255 - part)));
  };
  const found = [];
  const paths = document.querySelectorAll('#figure .shapelayer path, #figure .scatterlayer .point');
  for (const path of paths) {
    const style = getComputedStyle(path);
    const inside = style.fill !== 'none' && style.fill !== 'rgba(0, 0, 0, 0)' && Number(style.fillOpacity) > 0;
    const color = inside ? style.fill : style.stroke;
    if (color === 'none') continue;
    const opacity = Number(inside ? style.fillOpacity : style.strokeOpacity) * Number(style.opacity);
    const box = path.getBoundingClientRect();
    const grow = inside ? 0 : parseFloat(style.strokeWidth) / 2;
    const line = inside && path.matches('.point') && parseFloat(style.strokeWidth) > 0 ? style.stroke : color;
    found.push({
      box: {text: '', left: box.left - grow, top: box.top - grow, right: box.right + grow, bottom: box.bottom + grow},
      color: seen(color, opacity), line: seen(line, 1),
    });
  }
  const words = [...document.querySelectorAll('#figure svg text')]
    .filter((text) => text.textContent.trim() !== '')
    .map((text) => {
      const box = text.getBoundingClientRect();
      return {
        box: {text: text.textContent, left: box.left, top: box.top, right: box.right, bottom: box.bottom},
        color: seen(getComputedStyle(text).fill, 1),
      };
    });
  return {found, words};
}
"""
READABLE = 4.5


def drowned(page: Page, figure: dict[str, Any]) -> list[str]:
    """The texts that lie on a shape, line or mark against which they cannot be read (WCAG: contrast under 4.5)."""
    text_boxes(page, figure)
    read = page.evaluate(READ_PAINT)
    words = [Paint(Box(**one["box"]), *one["color"]) for one in read["words"]]
    paint = [Paint(Box(**one["box"]), *one[part]) for one in read["found"] for part in ("color", "line")]
    return [
        word.box.text
        for word in words
        if any(word.box.meets(other.box) and _contrast(word, other) < READABLE for other in paint)
    ]


def _contrast(one: Paint, other: Paint) -> float:
    dark, light = sorted((one.luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)


def beyond(boxes: list[Box], left: float, right: float) -> list[str]:
    """The texts that stand out of the column of text."""
    return [box.text for box in boxes if box.left < left - TOUCH - 1 or box.right > right + TOUCH + 1]
