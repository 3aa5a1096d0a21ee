"""The pictures of a render: those of last time where nothing that they are drawn of has changed, else drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from malirussia.errors import RenderError
from malirussia.render.notebook.harvest import Picture
from malirussia.render.page.images import Browser, Drawing, drawings
from malirussia.render.receipt import receipt


@dataclass(frozen=True)
class Pictures:
    """The pictures of a render.

    Attributes:
        files: File name to content.
        told: `drawn`, or in one line why there are none.
        keys: Stem to the digest of what it is drawn of; without those of which that can't be told.
    """

    files: dict[str, bytes]
    told: str
    keys: dict[str, str] = field(default_factory=dict)


def pictures(shown: Sequence[Picture], browser: Browser, standing: Path) -> Pictures:
    """Get the pictures of charts; a browser that fails costs a render its pictures, not its page.

    Args:
        shown: The charts.
        browser: Draws what is drawn.
        standing: The folder of this render of last time, if there is one.
    """
    wanted = [drawing for picture in shown for drawing in drawings(picture)]
    keys = {drawing.stem: key for drawing in wanted if (key := browser.key(drawing)) is not None}
    kept = _kept(wanted, keys, standing)
    try:
        drawn = browser.draw([drawing for drawing in wanted if drawing.files[0] not in kept])
    except RenderError as error:
        return Pictures({}, str(error))
    return Pictures(kept | drawn, receipt.DRAWN, keys)


def _kept(wanted: Sequence[Drawing], keys: dict[str, str], standing: Path) -> dict[str, bytes]:
    """Read the pictures of last time that are drawn of the same, and are still as they were written."""
    last = receipt.load(standing)
    if last is None:
        return {}
    then, wrote = last.get("pictures", {}), last["wrote"]
    kept: dict[str, bytes] = {}
    for drawing in wanted:
        if drawing.stem not in keys or then.get(drawing.stem) != keys[drawing.stem]:
            continue
        try:
            files = {name: (standing / name).read_bytes() for name in drawing.files}
        except OSError:
            continue
        if all(receipt.sha256(content) == wrote.get(name, {}).get("sha256") for name, content in files.items()):
            kept |= files
    return kept
