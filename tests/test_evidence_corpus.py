from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from small_evidence import TEXT, SmallEvidence

from malirussia.errors import MaliRussiaError
from malirussia.evidence import load
from malirussia.evidence.corpus import read, state
from malirussia.evidence.html_text import is_html, text_of
from malirussia.evidence.model import Source
from malirussia.evidence.words import words


def source(small: SmallEvidence) -> Source:
    return load(small.folder).sources["la-revue-2025"]


def test_inline_tags_do_not_part_a_word() -> None:
    assert words(text_of("<p>Le m<b>ou</b>lin<sup>2</sup></p>")) == ["le", "moulin2"]


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


def test_a_copy_that_is_not_utf8_is_told(small: SmallEvidence) -> None:
    small.copy.write_bytes("é".encode("latin-1"))
    with pytest.raises(MaliRussiaError, match=r"^corpus/la-revue\.txt: byte 0 is not UTF-8; save the copy as UTF-8$"):
        read(small.corpus.relative_to(Path.cwd()), source(small))


def test_a_copy_never_leaves_the_corpus_folder(small: SmallEvidence) -> None:
    outside = msgspec.structs.replace(source(small), file="../secret.txt")
    with pytest.raises(MaliRussiaError, match="leaves corpus/"):
        read(small.corpus, outside)
