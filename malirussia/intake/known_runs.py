"""Recognises an article whose text is no longer at hand: data/evidence/runs/<source_id>.txt, hashes of runs of words.

One line a run of six words, eight bytes of its SHA-256 in hex, in the order of the alphabet: an article that carries
the same dispatch is recognised, and nothing of the text can be read from it or put in its order again.
"""

from __future__ import annotations

from pathlib import Path

from malirussia import paths
from malirussia.evidence.corpus import Copy
from malirussia.evidence.ledger import Ledger
from malirussia.evidence.origins import PROPOSED, body_of, hashed_runs, share
from malirussia.evidence.words import words
from malirussia.intake.draft import Share

TOLD = 0.05
"""The share from which on an overlap is told."""


def place(source_id: str) -> Path:
    """The file of a source's hashes."""
    return paths.data_dir(packaged=False) / "evidence" / "runs" / f"{source_id}.txt"


def keep(ledger: Ledger, source_id: str, corpus: Path) -> bool:
    """Write the hashes of a coded source, if its copy is at hand; say whether the file changed."""
    body = body_of(ledger, source_id, corpus)
    if body is None:
        return False
    text = "".join(f"{digest}\n" for digest in sorted(hashed_runs(body)))
    path = place(source_id)
    if path.exists() and path.read_text(encoding="ascii") == text:
        return False
    paths.replace_text(path, text)
    return True


def origins(ledger: Ledger, copy: Copy, without: str | None = None) -> list[Share]:
    """What a new article has in common with coded sources, most first.

    Args:
        ledger: The evidence.
        copy: The new article.
        without: A source that is not compared: the article's own earlier coding.
    """
    runs = hashed_runs([word for span in copy.spans for word in words(span.text, "words/1")])
    corpus = paths.corpus_dir()
    shares = []
    for source in ledger.sources.values():
        if source.id == without:
            continue
        known = _known(ledger, source.id, corpus)
        part = 0.0 if known is None else share(runs, known)
        if part >= TOLD:
            shares.append(
                Share(
                    source=source.id,
                    origin_group=source.origin_group,
                    share=round(part, 3),
                    proposed=part >= PROPOSED,
                )
            )
    return sorted(shares, key=lambda origin: (-origin.share, origin.source))


def _known(ledger: Ledger, source_id: str, corpus: Path | None) -> frozenset[str] | None:
    """The hashes of a source: as kept, else of the copy at hand."""
    path = place(source_id)
    if path.exists():
        return frozenset(path.read_text(encoding="ascii").split())
    body = None if corpus is None else body_of(ledger, source_id, corpus)
    return None if body is None else hashed_runs(body)
