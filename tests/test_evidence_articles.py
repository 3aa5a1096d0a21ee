"""The real ledger against the real articles; altered copies are made of them at run time."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from math import comb
from pathlib import Path

import pytest
from first_five import FIRST_FIVE, only

from malirussia.evidence import Ledger, load
from malirussia.evidence.corpus import read
from malirussia.evidence.coverage import cover
from malirussia.evidence.origins import origins
from malirussia.evidence.passages import misprints, passages_of, verify, verify_sources

FURNITURE = " ".join(f"mot{i}" for i in range(300))


@pytest.fixture(scope="module")
def ledger(corpus: Path) -> Ledger:
    """The evidence of the articles whose copies are at hand; nobody has all of them."""
    whole = load()
    return only(whole, [source.id for source in whole.sources.values() if read(corpus, source) is not None])


def altered(ledger: Ledger, corpus: Path, folder: Path, alter) -> Path:
    """A folder with a copy of each article, its text put through `alter`."""
    for source in ledger.sources.values():
        copy = read(corpus, source)
        assert copy is not None, f"{source.file} is not in the corpus"
        (folder / source.file).write_text(alter(copy.text), encoding="utf-8")
    return folder


def states(ledger: Ledger, corpus: Path) -> set[str]:
    return {check.state for check in verify(ledger, corpus)}


def test_every_copy_is_the_one_that_was_coded(ledger: Ledger, corpus: Path) -> None:
    checks = verify_sources(ledger, corpus)
    assert len(checks) >= 5
    assert {check.copy for check in checks} == {"same"}
    assert all(check.n_words == check.found_words for check in checks)


def test_no_two_articles_carry_one_dispatch(ledger: Ledger, corpus: Path) -> None:
    found = origins(ledger, corpus)
    assert found.absent == []
    assert len(found.overlaps) == comb(len(ledger.sources), 2)
    assert [one for one in found.overlaps if one.proposed and not one.decided] == []
    first = [one for one in found.overlaps if {one.left, one.right} <= set(FIRST_FIVE)]
    assert max(one.containment for one in first) < 0.025


def test_the_two_articles_of_one_outlet_are_one_origin_though_they_share_no_words(ledger: Ledger, corpus: Path) -> None:
    decided = [one for one in origins(only(ledger, FIRST_FIVE), corpus).overlaps if one.decided]
    assert [(one.left, one.right) for one in decided] == [("abamako-2025-06-24", "abamako-2025-06-28")]


def test_every_passage_is_verified(ledger: Ledger, corpus: Path) -> None:
    assert states(ledger, corpus) == {"verified"}


def test_every_name_and_figure_is_printed_in_its_passage(ledger: Ledger, corpus: Path) -> None:
    assert misprints(ledger, corpus) == []


def test_every_number_date_and_name_is_coded_or_ignored_with_a_reason(ledger: Ledger, corpus: Path) -> None:
    coverage = cover(ledger, corpus)
    assert coverage.uncovered == []
    assert coverage.complete


@pytest.mark.parametrize(
    "alter",
    [
        lambda text: FURNITURE + "\n" + text,
        lambda text: FURNITURE + "\n" + text.replace("’", "'").replace("‘", "'"),
        lambda text: FURNITURE + "\n" + text.replace(" ", "\u00a0"),
        lambda text: f"<nav>{FURNITURE}</nav>" + "".join(f"<p>{escape(line)}</p>" for line in text.splitlines()),
        lambda text: (
            f"<html><head><style>p {{}}</style></head><body><nav>{FURNITURE}</nav>"
            + "".join(f"<p>{escape(line, quote=True)}</p>\n" for line in text.replace("’", "'").splitlines())
            .replace("tion", "t<b>i</b>on")
            .replace(" ", "&nbsp;")
            .replace("<html>&nbsp;", "<html> ")
            + "</body></html>"
        ),
    ],
    ids=["furniture", "apostrophes", "no-break spaces", "html", "all of them"],
)
def test_every_passage_is_found_again_in_a_copy_that_is(ledger: Ledger, corpus: Path, tmp_path: Path, alter) -> None:
    assert states(ledger, altered(ledger, corpus, tmp_path, alter)) == {"moved"}


def test_one_changed_figure_makes_its_passage_missing_and_no_other(
    ledger: Ledger, corpus: Path, tmp_path: Path
) -> None:
    tried = 0
    for source in ledger.sources.values():
        copy = read(corpus, source)
        assert copy is not None
        for passage_id, passage in passages_of(ledger, source.id).items():
            run = copy.spans[passage.first : passage.first + passage.words]
            figure = next((span for span in run if span.text.isdecimal()), None)
            if figure is None:
                continue
            other = str((int(figure.text[0]) + 1) % 10) + figure.text[1:]
            folder = altered(ledger, corpus, tmp_path, lambda text: text)
            spoilt = copy.text[: figure.start] + other + copy.text[figure.end :]
            (folder / source.file).write_text(spoilt, encoding="utf-8")
            missing = [check.passage_id for check in verify(ledger, folder) if check.state != "verified"]
            assert missing == [passage_id]
            tried += 1
    assert tried >= 5


def test_without_its_passage_a_figure_is_unaccounted_for(ledger: Ledger, corpus: Path) -> None:
    (claim,) = [claim for claim in ledger.claims.values() if claim.predicate == "monthly_tonnage"]
    rest = {key: passage for key, passage in ledger.passages.items() if key != claim.passage}
    uncovered = cover(replace(ledger, passages=rest), corpus).uncovered
    assert [one.printed for one in uncovered if one.kind == "number"] == ["160 000", "200 000"]
