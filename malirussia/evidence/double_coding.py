"""How far two codings of one article agree: claims that both found, and Krippendorff's alpha of what they say of them.

A second coding is a source's file like any other, kept outside the evidence: data/recoded/<source_id>.yaml. Two
claims are the same statement where they have one subject and one predicate and their passages share words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import permutations
from pathlib import Path

import msgspec

from malirussia.errors import MaliRussiaError
from malirussia.evidence import yaml_lines
from malirussia.evidence.ledger import Ledger, source_of
from malirussia.evidence.model import Claim, Passage, SourceFile
from malirussia.evidence.records import convert

FIELDS = ("status", "modality", "by", "polarity", "sector")
"""What two coders of one statement are compared by; `by` is the speaker."""
NOTHING = "–"
"""That a coder left a field empty is an answer, too."""


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Two codings of one source.

    Attributes:
        source_id: The source.
        first: Claims of the coding in the evidence.
        second: Claims of the other.
        both: Statements that both found.
        found_by_both: Their share of all the statements that either found.
        answers: Of each field, the two answers for each statement of both.
    """

    source_id: str
    first: int
    second: int
    both: int
    answers: dict[str, list[tuple[str, str]]]

    @property
    def found_by_both(self) -> float | None:
        """The share of all statements that both found; None where neither found one."""
        either = self.first + self.second - self.both
        return None if either == 0 else self.both / either


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """All sources that were coded twice.

    Attributes:
        sources: Each of them.
        alpha: Krippendorff's alpha (nominal) of each field over all of them; None where no two answers differ or there
            are none: then alpha is not defined.
    """

    sources: list[Compared]
    alpha: dict[str, float | None]


def agreement(ledger: Ledger, folder: Path) -> Agreement:
    """Compare the codings of a folder with those in the evidence.

    Args:
        ledger: The evidence.
        folder: Holds <source_id>.yaml, each the second coding of a source.

    Raises:
        MaliRussiaError: If there is none, or one is of a source that the evidence has not.
        EvidenceError: If a file is no source's file.
    """
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    if not files:
        raise MaliRussiaError(
            yaml_lines.shown(folder), "no second coding", "put <source_id>.yaml of another coder there"
        )
    compared = []
    for file in files:
        data, lines = yaml_lines.load(file)
        second = convert(data, SourceFile, lines)
        if second.source.id not in ledger.sources:
            found = f"{second.source.id!r} is no source of the evidence"
            raise MaliRussiaError(lines.at("source", "id"), found, "give it the id of the source that was coded again")
        compared.append(_compared(ledger, second))
    return Agreement(
        sources=compared,
        alpha={name: alpha([pair for one in compared for pair in one.answers[name]]) for name in FIELDS},
    )


def alpha(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Krippendorff's alpha of two coders, for answers that have no order.

    Args:
        pairs: The two answers for each unit; at least one.

    Returns:
        1 where they agree throughout, 0 where they agree as chance would have it, less where worse; None where all
        answers are one, so that chance alone would agree.
    """
    counts = Counter(answer for pair in pairs for answer in pair)
    total = counts.total()
    expected = sum(counts[left] * counts[right] for left, right in permutations(counts, 2))
    if expected == 0:
        return None
    observed = sum(2 for left, right in pairs if left != right)
    return 1 - (total - 1) * observed / expected


def _compared(ledger: Ledger, second: SourceFile) -> Compared:
    source_id = second.source.id
    ours = [
        (claim, ledger.passages[claim.passage]) for key, claim in ledger.claims.items() if source_of(key) == source_id
    ]
    voice = second.source.voice
    theirs = [
        (claim if claim.by is not None else msgspec.structs.replace(claim, by=voice), second.passages[claim.passage])
        for claim in second.claims
    ]
    pairs = list(_same(ours, theirs))
    answers = {
        name: [(getattr(left, name) or NOTHING, getattr(right, name) or NOTHING) for left, right in pairs]
        for name in FIELDS
    }
    return Compared(source_id=source_id, first=len(ours), second=len(theirs), both=len(pairs), answers=answers)


def _same(
    ours: Sequence[tuple[Claim, Passage]], theirs: Sequence[tuple[Claim, Passage]]
) -> Iterable[tuple[Claim, Claim]]:
    """Pairs of claims that are one statement, each claim in one pair at most."""
    left_over = list(theirs)
    for claim, passage in ours:
        fits = [
            one
            for one in left_over
            if (one[0].subject, one[0].predicate) == (claim.subject, claim.predicate) and _touch(passage, one[1])
        ]
        # Of several the one with the same object.
        fits.sort(key=lambda one: (one[0].object, one[0].text) != (claim.object, claim.text))
        if fits:
            left_over.remove(fits[0])
            yield claim, fits[0][0]


def _touch(left: Passage, right: Passage) -> bool:
    return left.first < right.first + right.words and right.first < left.first + left.words
