"""Every notebook, turned back in time: nothing of an article that had not appeared stands in what it shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import malirussia as mr
from malirussia import edtf
from malirussia.analysis.known import appeared

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("[0-9]*.ipynb"))
DAY = "2025-06-25"
# What a notebook is asked for beside the day; a name that it has no parameter of is harmless.
ASKED = {"as_of": DAY, "since": "2025-06-23", "lang": "en", "draws": 2_000}


def later(ds: mr.Dataset) -> set[str]:
    """What only articles later than the day give: their ids, outlets and titles, their sentences, whom they name."""
    unread = {source for source, day in appeared(ds).items() if day > edtf.latest(DAY)}
    own = ds.sources["source_id"].isin(unread)
    after, before = (ds.claims[ds.claims["source_id"].isin(unread) == there] for there in (True, False))
    known = "\n".join([*before["says_en"], *ds.sources.loc[~own, ["publisher", "title"]].stack().dropna()])
    told = {text for text in after["says_en"].str.rstrip(".") if text not in known}
    outlets = set(ds.sources.loc[own, "publisher"]) - set(ds.sources.loc[~own, "publisher"])
    ends = ["subject", "object", "asserted_by"]
    named = set(after[ends].stack()) - set(before[ends].stack())
    captions = {
        name for name in ds.entities.loc[ds.entities["entity_id"].isin(named), "caption_en"] if name not in known
    }
    found = {*unread, *outlets, *ds.sources.loc[own, "title"], *told, *captions}
    return {text for text in found if isinstance(text, str)}


def shown(path: Path) -> Iterator[str]:
    """Run the cells of a notebook with what is asked for in place of its parameters; yield all that they show."""
    shell = InteractiveShell()
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        with capture_output(display=True) as made:
            ran = shell.run_cell("".join(cell["source"]))
        ran.raise_error()
        if "parameters" in cell["metadata"].get("tags", []):
            shell.push(ASKED)
        yield made.stdout
        yield from (text for output in made.outputs for text in texts(output.data))


def texts(value: Any) -> Iterator[str]:
    """All texts of an output, whatever it is made of."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_page_of_an_earlier_day_shows_nothing_of_a_later_article(path: Path) -> None:
    ds = mr.load()
    told = "\n".join(shown(path))
    assert len(told) > 1000
    assert sorted(text for text in later(ds) if text in told) == []
