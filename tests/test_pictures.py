"""Pictures: one drawing gives all files, and what has not changed is not drawn again."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from render_project import PARAMETERS, cell, notebook, write_project

from malirussia.render import load_plan
from malirussia.render.notebook.harvest import Grid, Picture
from malirussia.render.page import browser, drawn_of, images
from malirussia.render.plan.renders import Render
from malirussia.render.receipt import receipt
from malirussia.render.run.pictures import Pictures, pictures

BROWSER = pytest.mark.skipif(browser.unavailable() is not None, reason=browser.unavailable() or "")
FONTCONFIG = pytest.mark.skipif(
    shutil.which("fc-list") is None or shutil.which("fc-conflist") is None, reason="no fontconfig"
)
FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{}</dir></fontconfig>'


def picture(high: int = 2) -> Picture:
    def figure(width: int) -> dict[str, Any]:
        traces = [{"type": "bar", "x": ["Bamako", "Gao"], "y": [1, high]}]
        return {"data": traces, "layout": {"width": width, "height": 200}}

    return Picture("bars", "Bars", "s", "s", "n", "a", figure(1280), figure(390), Grid("Bars", [], []))


@pytest.fixture
def render(tmp_path: Path) -> Render:
    write_project(tmp_path, {"bars": notebook(cell(PARAMETERS, "parameters"))})
    return load_plan(tmp_path)[0]


def put_by(folder: Path, render: Render, drawn: Pictures) -> None:
    note = receipt.receipt(
        render, title="t", charts={}, read={"library": ""}, wrote=drawn.files, images=drawn.told, pictures=drawn.keys,
        warnings=[], ran=receipt.Ran("papermill"), seconds={},
    )  # fmt: skip
    folder.mkdir()
    (folder / receipt.NAME).write_text(json.dumps(note), encoding="utf-8")
    for name, content in drawn.files.items():
        (folder / name).write_bytes(content)


@BROWSER
@FONTCONFIG
def test_a_picture_is_drawn_again_when_its_figure_or_its_file_is_another_and_not_otherwise(
    tmp_path: Path, render: Render, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch, standing = tmp_path / "scratch", tmp_path / "standing"
    scratch.mkdir()
    with images.Browser(scratch) as drawing:
        first = pictures([picture()], drawing, standing)
    assert first.told == "drawn"
    assert list(first.files) == [
        *("bars.svg", "bars.png", "bars-bare.svg"),
        *("bars-390.svg", "bars-390.png", "bars-390-bare.svg"),
    ]
    assert not any(scratch.iterdir()), "a profile is left behind"
    put_by(standing, render, first)

    async def fail(_: object) -> None:
        raise RuntimeError("It is asked to draw.")

    monkeypatch.setattr(images.Browser, "_open", fail)
    with images.Browser(scratch) as closed:

        def asked(high: int = 2) -> bool:
            again = pictures([picture(high)], closed, standing)
            assert again == first or again.told.startswith("images: the browser failed: It is asked to draw;")
            return again != first

        assert not asked()
        assert asked(high=3)
        for name, content in first.files.items():
            for changed in (content[:-1] + b"!", b""):
                (standing / name).write_bytes(changed)
                assert asked(), name
            (standing / name).unlink()
            assert asked(), name
            (standing / name).write_bytes(content)
        assert not asked()
        (standing / receipt.NAME).unlink()
        assert asked()


@FONTCONFIG
def test_the_key_of_a_picture_changes_with_all_that_it_is_drawn_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, fonts, settings, code = (tmp_path / name for name in ("chromium", "fonts", "fonts.conf", "code.js"))
    fonts.mkdir()
    said = subprocess.run(["fc-list", "--format", "%{file}\n"], capture_output=True, text=True, check=True).stdout
    font = next((Path(line) for line in said.splitlines() if Path(line).suffix in (".ttf", ".otf")), None)
    if font is None:
        pytest.skip("no font")
    program.write_text("#!/bin/sh\necho Chromium 150.0.1.2\n", encoding="utf-8")
    program.chmod(0o755)
    shutil.copy(font, fonts / "one.ttf")
    settings.write_text(FONTS.format(fonts), encoding="utf-8")
    code.write_text("draw()", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))
    monkeypatch.setenv(browser.VARIABLE, str(program))

    def key() -> str:
        around = drawn_of.surroundings([code])
        assert around is not None
        return drawn_of.key({"data": [], "layout": {}}, around)

    keys = [key()]
    assert key() == keys[0]
    program.write_text("#!/bin/sh\necho Chromium 150.0.1.3\n", encoding="utf-8")
    keys.append(key())
    shutil.copy(font, fonts / "two.ttf")
    keys.append(key())
    (fonts / "one.ttf").write_bytes(font.read_bytes() + b"\0")
    keys.append(key())
    settings.write_text(FONTS.format(fonts).replace("</font", "<!-- --></font"), encoding="utf-8")
    keys.append(key())
    code.write_text("draw(2)", encoding="utf-8")
    keys.append(key())
    monkeypatch.setattr("plotly.offline.get_plotlyjs", lambda: "another")
    keys.append(key())
    around = drawn_of.surroundings([code])
    assert around is not None
    keys.append(drawn_of.key({"data": [], "layout": {"height": 1}}, around))
    assert len(set(keys)) == len(keys)


def test_where_fonts_or_browser_cannot_be_told_every_picture_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = tmp_path / "silent"
    silent.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    silent.chmod(0o755)
    monkeypatch.setenv(browser.VARIABLE, str(silent))
    assert images.Browser().key(images.Drawing("bars", {})) is None
    monkeypatch.undo()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert images.Browser().key(images.Drawing("bars", {})) is None
