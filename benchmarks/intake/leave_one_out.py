"""Takes each coded article in as if it were new, with the ledger of all others, and compares with how it was coded.

    python benchmarks/intake/leave_one_out.py          with MALIRUSSIA_CORPUS naming the folder of the articles

A coded passage is *proposed* where a candidate's passage shares half of the shorter of the two with it and is at most
three times as long. A claim is *right* where such a candidate has its subject and its predicate.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from malirussia.evidence import Ledger, load
from malirussia.evidence import corpus as copies
from malirussia.evidence.model import Passage
from malirussia.evidence.passages import find, passages_of
from malirussia.intake.draft import Candidate
from malirussia.intake.finding.listing import list_all
from malirussia.intake.finding.names import Names
from malirussia.intake.proposing.propose import propose
from malirussia.intake.proposing.resemblance import Resemblance
from malirussia.paths import corpus_dir


@dataclass(frozen=True)
class Score:
    """What became of one article."""

    source: str
    passages: int
    proposed: int
    claims: int
    right: int
    candidates: int


def candidates_of(ledger: Ledger, source_id: str, texts: dict[str, list[str]]) -> list[Candidate]:
    """What is proposed of an article by a ledger without it."""
    source = ledger.sources[source_id]
    copy = copies.read(corpus_dir(), source, passages_of(ledger, source_id))
    others = {key: run for key, run in texts.items() if not key.startswith(f"{source_id}.")}
    names = Names(ledger, without=source_id)
    listing = list_all(copy, source.lang, ledger, names, source.published)
    like = Resemblance(ledger, source.lang, source_id, others)
    return propose(copy, source.lang, ledger, listing, like, source.published)


def score(ledger: Ledger, source_id: str, found: list[Candidate]) -> Score:
    """Compare candidates with the claims of an article."""
    own = passages_of(ledger, source_id)
    claims = [claim for claim in ledger.claims.values() if claim.passage in own]
    right = [
        claim
        for claim in claims
        if any(
            (one.subject, one.predicate) == (claim.subject, claim.predicate) and holds(one, own[claim.passage])
            for one in found
        )
    ]
    return Score(
        source_id, len(own), sum(any(holds(one, passage) for one in found) for passage in own.values()),
        len(claims), len(right), len(found),
    )  # fmt: skip


def holds(one: Candidate, passage: Passage) -> bool:
    """Whether a candidate stands on a coded passage."""
    first, stop = one.first or 0, (one.first or 0) + (one.words or 0)
    shared = min(stop, passage.first + passage.words) - max(first, passage.first)
    return shared * 2 >= min(passage.words, stop - first) and stop - first <= 3 * passage.words


def texts_of(ledger: Ledger) -> dict[str, list[str]]:
    """The words of every coded passage."""
    found: dict[str, list[str]] = {}
    for source in ledger.sources.values():
        own = passages_of(ledger, source.id)
        copy = copies.read(corpus_dir(), source, own)
        places = {} if copy is None else find(copy.words, own)
        found.update({key: copy.words[at : at + own[key].words] for key, at in places.items()})
    return found


def main() -> int:
    """Print a row an article and one for all."""
    if corpus_dir() is None:
        print("no articles here: set MALIRUSSIA_CORPUS", file=sys.stderr)
        return 1
    ledger = load()
    at_hand = [key for key, source in ledger.sources.items() if copies.read(corpus_dir(), source) is not None]
    for told, texts in (("with the others' copies at hand", texts_of(ledger)), ("without copies", {})):
        scores = [score(ledger, key, candidates_of(ledger, key, texts)) for key in at_hand]
        total = Score("all", *(sum(getattr(one, name) for one in scores) for name in list(Score.__annotations__)[1:]))
        print(told)
        for one in [*scores, total]:
            print(
                f"  {one.source:28} passages {one.proposed}/{one.passages} = {one.proposed / one.passages:.0%}  "
                f"claims {one.right}/{one.claims} = {one.right / one.claims:.0%}  "
                f"candidates a claim {one.candidates / one.claims:.2f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
