"""What is said where only the beginning of an article was read: its silence is not counted for the whole."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

import malirussia as mr
from malirussia.charts.words.sources import read_in_part


def test_where_all_copies_are_whole_nothing_is_said() -> None:
    assert read_in_part(mr.load().sources.assign(copy="whole"), "en") == ""


@pytest.mark.parametrize(("lang", "words"), [("en", "Of 2 articles only"), ("fr", "De 2 articles, seul")])
def test_articles_read_in_part_are_counted(lang: str, words: str) -> None:
    sources = pd.DataFrame({"source_id": ["a", "b", "c"], "copy": ["part", "whole", "part"]})
    assert read_in_part(sources, lang).startswith(words)
    assert read_in_part(sources, lang, ["b"]) == ""


@pytest.mark.parametrize("name", ["corroboration_matrix", "source_coverage", "commitment_timeline"])
def test_a_chart_that_counts_silence_says_it(name: str) -> None:
    known = mr.load()
    ds = dataclasses.replace(known, sources=known.sources.assign(copy="whole"))
    parts = dataclasses.replace(ds, sources=ds.sources.assign(copy="part"))
    assert "beginning was read" not in getattr(mr.charts, name)(ds, lang="en", as_of="2025-10-24").note
    assert "beginning was read" in getattr(mr.charts, name)(parts, lang="en", as_of="2025-10-24").note
