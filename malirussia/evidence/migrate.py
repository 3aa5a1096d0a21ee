"""Pointers of scheme ``words/1`` made anew in ``words/2``, each verified against the copy at hand before and after.

    python -m malirussia.evidence.migrate articles/            tells what would be written
    python -m malirussia.evidence.migrate articles/ --write    and writes it

A source is migrated whole or not at all: every one of its passages must stand in the copy. A passage keeps its words
and takes the signs that belong to them: a minus or a currency before its first, a per cent or a currency after its
last. Ignored ranges, and the number of words, are counted anew; nothing else in the files changes.
"""

from __future__ import annotations

import argparse
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from malirussia.errors import EvidenceError, MaliRussiaError, Problem
from malirussia.evidence import corpus as copies
from malirussia.evidence import ledger as ledgers
from malirussia.evidence.corpus import Copy
from malirussia.evidence.find import find
from malirussia.evidence.ledger import Ledger
from malirussia.evidence.model import Passage
from malirussia.evidence.passages import passages_of, verify
from malirussia.evidence.words import digest
from malirussia.evidence.yaml_lines import Lines
from malirussia.paths import replace_text

_BEFORE = frozenset("-+±<>≤≥≠≈~=") | frozenset("€$£¥₦₽")
_AFTER = frozenset("%‰‱°^") | frozenset("€$£¥₦₽")


@dataclass(frozen=True)
class Migrated:
    """What the files are to hold.

    Attributes:
        files: By path, the whole new text of each file that changes.
        sources: The sources that are migrated.
        passages: How many passages they have.
    """

    files: dict[Path, str]
    sources: list[str]
    passages: int


def migrate(ledger: Ledger, corpus: Path) -> Migrated:
    """Make the pointers of every source of words/1 anew.

    Args:
        ledger: The ledger.
        corpus: The folder of the copies.

    Raises:
        EvidenceError: If a copy is absent or a passage is not in it; every such place.
        MaliRussiaError: If a copy cannot be read.
    """
    old = [source for source in ledger.sources.values() if source.scheme == "words/1"]
    problems: list[Problem] = []
    texts: dict[Path, str] = {}
    count = 0
    for source in old:
        passages = passages_of(ledger, source.id)
        name = f"sources/{source.id}.yaml"
        copy = copies.read(corpus, source, passages)
        first_of = {} if copy is None else find(copy.words, passages)
        lacking = [key for key in passages if key not in first_of]
        problems += [
            Problem(
                ledger.where(name, "passages", key.partition(".")[2]),
                f"passage {key} is not in the copy {source.file}",
                "compare the copy with the article: malirussia verify",
            )
            for key in (lacking if copy is not None else list(passages))
        ]
        if copy is None or lacking:
            continue
        other = Copy(copy.text, copy.sha256, "words/2")
        new = {key: _again(copy, other, first_of[key], passage) for key, passage in passages.items()}
        edits = _Edits(ledger.folder / name, ledger.lines[name], texts)
        for key, passage in new.items():
            edits.pointer(("passages", key.partition(".")[2]), passage.first, passage.words, passage.sha256)
        edits.scheme(source.n_words, len(other.words))
        for place, skipped in enumerate(ledger.ignored):
            if skipped.source == source.id:
                run = _again(
                    copy, other, skipped.first, Passage(first=skipped.first, words=skipped.words, sha256="0" * 64)
                )
                ignored = _Edits(ledger.folder / "ignored.yaml", ledger.lines["ignored.yaml"], texts)
                ignored.pointer(("ignored", place), run.first, run.words, None)
        count += len(new)
    if problems:
        raise EvidenceError(problems)
    return Migrated(texts, [source.id for source in old], count)


def _again(copy: Copy, other: Copy, first: int, passage: Passage) -> Passage:
    """The pointer in words/2 to a run of words in words/1, with the signs that belong to it."""
    run = copy.spans[first : first + passage.words]
    starts, ends = [span.start for span in other.spans], [span.end for span in other.spans]
    begin, stop = bisect_right(ends, run[0].start), bisect_left(starts, run[-1].end)
    while begin > 0 and other.words[begin - 1] in _BEFORE and _next_to(other, begin - 1):
        begin -= 1
    while stop < len(other.words) and (
        (other.words[stop] in _AFTER and _next_to(other, stop - 1)) or other.words[stop - 1] == "^"
    ):
        stop += 1
    return Passage(first=begin, words=stop - begin, sha256=digest(other.words[begin:stop]))


def _next_to(copy: Copy, place: int) -> bool:
    """Whether nothing but a space stands between a word and the next."""
    return copy.text[copy.spans[place].end : copy.spans[place + 1].start].strip() == ""


class _Edits:
    """Changes of single values in a file, the rest of it left as it is."""

    def __init__(self, path: Path, lines: Lines, texts: dict[Path, str]) -> None:
        self.path, self.lines, self.texts = path, lines, texts
        self.texts.setdefault(path, path.read_bytes().decode("utf-8"))

    def pointer(self, place: tuple[str | int, ...], first: int, words: int, sha256: str | None) -> None:
        for key, value in (("first", first), ("words", words), ("sha256", sha256)):
            if value is not None:
                line = self.lines.line(*place, key)
                self._change(line, rf"(?<![\w-]){key}:[ \t]*['\"]?[0-9a-f]+['\"]?", f"{key}: {value}")

    def scheme(self, before: int, after: int) -> None:
        line = self.lines.line("source", "n_words")
        self._change(
            line,
            rf"(?P<indent>^[ \t]*|(?<=[{{,])[ \t]*)n_words:[ \t]*{before}",
            lambda match: (
                f"{match['indent']}scheme: words/2{',' if match.start() > 0 else chr(10)}"
                f"{match['indent'] or ' ' * (match.start() > 0)}n_words: {after}"
            ),
        )

    def _change(self, line: int, pattern: str, new: str | Callable[[re.Match[str]], str]) -> None:
        parts = self.texts[self.path].splitlines(keepends=True)
        # A line put in before makes the lines after it one more.
        shift = sum(part.strip() == "scheme: words/2" for part in parts[: line + 1])
        at = line - 1 + (shift if self.lines.line("source", "n_words") < line else 0)
        parts[at] = re.sub(pattern, new, parts[at], count=1)
        self.texts[self.path] = "".join(parts)


def write(migrated: Migrated, ledger: Ledger, corpus: Path) -> None:
    """Write the files, read them again, and put the old ones back if a passage does not verify.

    Raises:
        EvidenceError: If the new evidence does not load.
        MaliRussiaError: If a passage does not verify in it.
    """
    before = {path: path.read_bytes().decode("utf-8") for path in migrated.files}
    try:
        for path, text in migrated.files.items():
            replace_text(path, text)
        again = ledgers.load(ledger.folder)
        wrong = [check.passage_id for check in verify(again, corpus) if check.state != "verified"]
        wrong += [key for key in migrated.sources if again.sources[key].scheme != "words/2"]
        if wrong:
            raise MaliRussiaError(wrong[0], "does not verify in words/2", "migrate it by hand; nothing was changed")
    except BaseException:
        for path, text in before.items():
            replace_text(path, text)
        raise


def main(arguments: list[str] | None = None) -> int:
    """Migrate the project's evidence; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m malirussia.evidence.migrate", description=__doc__)
    parser.add_argument("corpus", type=Path, help="the folder of the articles")
    parser.add_argument("--write", action="store_true", help="write the files")
    given = parser.parse_args(arguments)
    try:
        ledger = ledgers.load()
        migrated = migrate(ledger, given.corpus)
        if given.write:
            write(migrated, ledger, given.corpus)
    except MaliRussiaError as error:
        print(error, file=sys.stderr)
        return 1
    done = "written" if given.write else "would be written; --write writes them"
    told = (
        f"{len(migrated.sources)} sources, {migrated.passages} passages in words/2: {len(migrated.files)} files {done}"
    )
    print(told)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
