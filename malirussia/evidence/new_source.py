"""A source's file to begin with: what can be read from the copy is filled in, what a person knows is left to fill in.

It loads as it stands, with no passage and no claim: a passage on which nothing stands is refused. So the pointers to
the paragraphs of the copy are comments, of which the sign # is taken away when a claim stands on one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from malirussia.errors import one_line
from malirussia.evidence.corpus import Copy
from malirussia.evidence.words import Word, digest

EDGE = 3
"""How many words of a paragraph are shown at each of its ends."""

_FORM = """\
# {id}: what one page says, claim by claim. A passage is a pointer (first word, number of words, hash), never the words.
source:
  id: {id}
  title: null # as printed
  publisher: null
  authors: []
  published: null # EDTF: "2025-06-24", "2025-06"; null where the page prints no date
  lang: {lang}
  url: null
  kind: press # press, agency, official or company
  origin_group: {id} # that of another source, where both carry one dispatch: malirussia check --origins
  file: {file}
  text_sha256: {sha256}
  scheme: {scheme}
  n_words: {n_words}
  copy: whole # part, if it ends before the article does
  voice: null # the entity of entities.yaml that speaks where the page quotes nobody
# Take the sign away from a passage on which a name or a claim stands; part it with malirussia point.
passages: {{}}
{passages}
names: []
# - {{entity: …, as_printed: …, lang: {lang}, kind: name, passage: p01}}
claims: []
# - id: c01
#   passage: p01
#   subject: … # of entities.yaml
#   predicate: … # of vocabulary.yaml
#   object: … # or text: …, or value: {{low: …, high: …, unit: t, per: month}}, as the predicate wants
#   modality: stated # stated, reported, conditional or planned
#   fr: … # what the page says, in a sentence of our own
#   en: …
"""


def new_source(copy: Copy, source_id: str, file: str, lang: str) -> str:
    """Writes the file of a source that has not been coded.

    Args:
        copy: The copy that will be coded.
        source_id: The source's id.
        file: The copy's name in the corpus folder.
        lang: The language of the page, such as `fr`.

    Returns:
        YAML, with comments.
    """
    pointers = "\n".join(_passages(copy))
    return _FORM.format(
        id=source_id,
        lang=lang,
        file=json.dumps(file, ensure_ascii=False),
        sha256=json.dumps(copy.sha256),
        scheme=copy.scheme,
        n_words=len(copy.spans),
        passages=pointers or "# the copy has no words",
    )


def _passages(copy: Copy) -> Iterator[str]:
    first = 0
    for number, run in enumerate(_paragraphs(copy), start=1):
        pointer = f"{{first: {first}, words: {len(run)}, sha256: {digest([word.word for word in run])}}}"
        yield f"#  p{number:02}: {pointer} # {one_line(_edges(copy.text, run))}"
        first += len(run)


def _paragraphs(copy: Copy) -> Iterator[list[Word]]:
    """The words of the copy, parted where a line ends."""
    run: list[Word] = []
    for word in copy.spans:
        if run and "\n" in copy.text[run[-1].end : word.start]:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _edges(text: str, run: list[Word]) -> str:
    """The first and last words of a paragraph as printed, to know it by."""
    head, tail = run[:EDGE], run[-EDGE:]
    if len(run) <= 2 * EDGE:
        return text[head[0].start : tail[-1].end]
    return f"{text[head[0].start : head[-1].end]} … {text[tail[0].start : tail[-1].end]}"
