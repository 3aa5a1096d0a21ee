"""The site: every page leads on, both languages have the same pages, and nothing of the ledger runs as markup."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from walked_site import Walked, broken, walk

import malirussia as mr
from malirussia.publish import publish
from malirussia.tables import addresses

LANGS = ("fr", "en")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the project's own ledger, without renders."""
    folder = tmp_path_factory.mktemp("site").resolve()
    publish(folder)
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[Path, Walked]:
    """Its pages."""
    return walk(site)


def test_no_link_is_broken(site: Path, pages: dict[Path, Walked]) -> None:
    assert list(broken(site, pages)) == []


def test_everything_of_the_ledger_has_its_page_in_both_languages(site: Path) -> None:
    ds = mr.load()
    for lang in LANGS:
        for kind, ids in (
            ("fact", ds.facts["fact_id"]),
            ("source", ds.sources["source_id"]),
            ("commitment", ds.commitments["commitment_id"]),
            ("conflict", map(addresses.conflict_id, ds.conflicts["claim_a"], ds.conflicts["claim_b"])),
            ("entity", set(ds.claims["subject"]) | set(ds.claims["object"].dropna()) | set(ds.claims["asserted_by"])),
        ):
            missing = [one for one in ids if not (site / addresses.where(kind, one, lang)).is_file()]
            assert missing == []


def test_each_page_names_the_same_page_in_the_other_language(site: Path, pages: dict[Path, Walked]) -> None:
    for path, walked in pages.items():
        here = path.relative_to(site).as_posix()
        if here == "index.html":
            assert set(walked.alternates) == {*LANGS, "x-default"}
            continue
        assert set(walked.alternates) == set(LANGS), here
        for lang, link in walked.alternates.items():
            assert (path.parent / link).resolve() == site / lang / here.partition("/")[2]


def test_no_id_stands_twice_on_a_page(pages: dict[Path, Walked]) -> None:
    twice = [(path.name, one) for path, walked in pages.items() for one, n in Counter(walked.ids).items() if n > 1]
    assert twice == []


def test_headings_come_in_their_order(pages: dict[Path, Walked]) -> None:
    for path, walked in pages.items():
        assert walked.headings.count(1) == 1, path
        assert walked.headings[0] == 1
        assert all(after <= before + 1 for before, after in zip(walked.headings, walked.headings[1:], strict=False)), (
            path
        )


def test_the_same_ledger_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    publish(tmp_path)
    first = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == first


def test_no_two_ids_share_an_address() -> None:
    ids = ["a", "A", "a.b", "a-b", "a_b", "con", "CON", "index", "x" * 300, "x" * 301, "é", "e", "../a", "a/b", "", "."]
    names = [addresses.slug_of(one) for one in ids]
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(len(name) < 200 and set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789._~-") for name in names)


def test_a_link_on_the_same_page_is_only_its_place() -> None:
    assert addresses.step("fr/fact/a.html", "fr/fact/a.html#x.c01") == "#x.c01"
    assert addresses.step("fr/fact/a.html", "fr/source/x.html#x.c01") == "../source/x.html#x.c01"
    assert addresses.step("index.html", "fr/index.html") == "fr/index.html"


def test_a_link_says_at_the_passage_only_where_it_leads_there(pages: dict[Path, Walked]) -> None:
    told = [
        (str(given.get("href")), str(given.get("aria-label")))
        for walked in pages.values()
        for tag, given in walked.tags
        if tag == "a" and given.get("class") == "out" and given.get("aria-label")
    ]
    assert told
    for href, label in told:
        assert bool(re.search("at the passage|au passage", label)) == ("#:~:text=" in href), (href, label)
