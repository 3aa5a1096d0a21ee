from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from small_evidence import TEXT, SmallEvidence

from malirussia.errors import MaliRussiaError
from malirussia.evidence import load
from malirussia.evidence.corpus import read, state
from malirussia.evidence.coverage import cover
from malirussia.evidence.find import find
from malirussia.evidence.html_text import is_html, text_of
from malirussia.evidence.model import Source
from malirussia.evidence.passages import point, verify
from malirussia.evidence.readable import readable
from malirussia.evidence.words import words


def source(small: SmallEvidence) -> Source:
    return load(small.folder).sources["la-revue-2025"]


def test_inline_tags_do_not_part_a_word() -> None:
    assert words(text_of("<p>Le m<b>ou</b>l<nobr>i</nobr><x-y>n</x-y></p>")) == ["le", "moulin"]


def test_raised_figures_stay_raised() -> None:
    raised = text_of("10<sup>6</sup> t, s<sup>-1</sup>, 2<sup>e</sup> <sup>a</sup>")
    assert raised == "10⁶ t, s⁻¹, 2e a"
    assert words(raised, "words/1")[0] == "106"


@pytest.mark.parametrize("html", ["un<br>deux", "<p>un</p><p>deux</p>", "<td>un</td><td>deux</td>", "un<hr/>deux"])
def test_blocks_and_line_breaks_part_words(html: str) -> None:
    assert words(text_of(html)) == ["un", "deux"]


def test_scripts_styles_and_comments_are_not_printed() -> None:
    html = "<style>p {color: red}</style><p>un</p><script>var a = '<p>trois</p>';</script><!-- quatre --><p>deux</p>"
    assert words(text_of(html)) == ["un", "deux"]


def test_character_references_are_decoded() -> None:
    assert words(text_of("<p>12&nbsp;000&#8239;t d&rsquo;&eacute;pi</p>")) == ["12", "000", "t", "d", "épi"]


@pytest.mark.parametrize("text", ["a < b and b > a", "write to <moulin@example.org>", TEXT])
def test_a_text_with_stray_brackets_is_no_html(text: str) -> None:
    assert not is_html(text)


@pytest.mark.parametrize("text", ["<!DOCTYPE html>", "un <br/> deux", "<P class='x'>un", "un</div>"])
def test_a_text_with_tags_is_html(text: str) -> None:
    assert is_html(text)


def test_the_copy_that_was_coded_is_the_same(small: SmallEvidence) -> None:
    assert state(read(small.corpus, source(small)), source(small)) == "same"


def test_a_copy_with_other_bytes_is_changed_and_none_is_absent(small: SmallEvidence) -> None:
    small.copy.write_text(TEXT + "\n", encoding="utf-8")
    assert state(read(small.corpus, source(small)), source(small)) == "changed"
    small.copy.unlink()
    assert state(read(small.corpus, source(small)), source(small)) == "absent"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_a_copy_in_utf16_is_told_with_a_byte_order_mark_and_without(small: SmallEvidence, encoding: str) -> None:
    small.copy.write_bytes("Le moulin".encode(encoding))
    with pytest.raises(MaliRussiaError, match=r":1: UTF-16, not UTF-8; save the copy as UTF-8$"):
        read(small.corpus, source(small))


def test_a_copy_that_is_not_utf8_is_told(small: SmallEvidence) -> None:
    small.copy.write_bytes("é".encode("latin-1"))
    with pytest.raises(
        MaliRussiaError,
        match=r"^corpus/la-revue\.txt:1: byte 0 is not UTF-8 \(Latin-1 or Windows-1252\?\); save the copy as UTF-8$",
    ):
        read(small.corpus.relative_to(Path.cwd()), source(small))


def test_a_copy_never_leaves_the_corpus_folder(small: SmallEvidence) -> None:
    outside = msgspec.structs.replace(source(small), file="../secret.txt")
    with pytest.raises(MaliRussiaError, match="leaves corpus/"):
        read(small.corpus, outside)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Coopérative", "Coo\u00adpé\u00adra\u00adtive"),
        ("Coopérative", "Coo\u200bpérative"),
        ("Coopérative", "Coo\u200d\u200c\u2060\ufeffpérative"),
        ("farine", "\u202bfa\u2068ri\u2069ne\u202c"),
        ("farine", "fari\ufe0fne"),
        ("farine", "fa\u034frine"),
        ("farine", "fa\x00rine\x1f"),
        ("farine", "fa\U000e0041rine\u3164"),
        ("à la", "a\u034f\u0300 la"),
        ("Coopérative Bleue. L", "Coopé-\nrative Bleue. L"),
        ("Coopérative Bleue. L", "Coopé‐ \r\n  rative Bleue. L"),
        ("Coopérative Bleue. L", "Coopé\u00ad\nrative Bleue. L"),
        ("Coopérative Bleue. L", "Coopé\x02\r\nrative Bleue. L"),
        ("Coopérative Bleue. L", "Coopé\ufffe\nrative Bleue. L"),
        ("farine", "fa-\nri-\nne"),
        ("12 000", "12\u200e000"),
    ],
)
def test_a_copy_is_read_as_a_person_reads_it(small: SmallEvidence, old: str, new: str) -> None:
    assert old in TEXT
    small.copy.write_text("\ufeff" + TEXT.replace(old, new), encoding="utf-8")
    assert {check.state for check in verify(load(small.folder), small.corpus)} == {"verified"}
    (article,) = cover(load(small.folder), small.corpus).articles
    assert article.told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("un porte-\nparole, le porte-parole", "un porte-\nparole, le porte-parole"),
        ("la Russie-\nAfrique", "la Russie-\nAfrique"),
        ("covid-\n19", "covid-\n19"),
        ("ouvrira-\nt-il", "ouvrira-\nt-il"),
        ("celui-\nci", "celui-\nci"),
        ("le vice-\nprésident", "le vice-\nprésident"),
        ("contre-\nrendu, contrerendu", "contrerendu, contrerendu"),
        ("un mou-\n\nlin", "un mou-\n\nlin"),
    ],
)
def test_what_follows_tells_whether_a_line_end_breaks_a_word(text: str, expected: str) -> None:
    assert readable(text) == expected


def test_a_break_in_doubt_is_read_so_that_the_passages_stand(small: SmallEvidence) -> None:
    text = TEXT.replace("Une usine neuve", "Un porte-manteau grand-père neuf").replace("tonnes", "ton-\nnes")
    small.copy.write_text(text.replace("porte-", "porte-\n").replace("grand-", "grand-\n"), encoding="utf-8")
    sought = {"p03": point(text.replace("ton-\n", "ton"), "La Coopérative Bleue se", "en 2026")}
    copy = read(small.corpus, source(small), sought)
    assert copy is not None
    assert find(copy.words, sought).keys() == {"p03"}
    assert "tonnes" in copy.words


@pytest.mark.parametrize("kind", ["fifo", "folder", "circle", "device"])
def test_a_copy_is_a_regular_file(small: SmallEvidence, kind: str) -> None:
    small.copy.unlink()
    match kind:
        case "fifo":
            os.mkfifo(small.copy)
        case "folder":
            small.copy.mkdir()
        case "circle":
            small.copy.symlink_to(small.copy.name)
        case "device":
            small.copy.symlink_to("/dev/zero")
    with pytest.raises(MaliRussiaError) as raised:
        read(small.corpus, source(small))
    assert "la-revue.txt" in str(raised.value)
