"""A project with a small ledger and a second article about the same made-up flour, for the tests of intake."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import small_evidence

from malirussia import paths
from malirussia.evidence.corpus import read_file
from malirussia.evidence.model import Source
from malirussia.intake import edits
from malirussia.intake.draft import Draft, Taken

ARTICLE = """La farine de Valmont

Le 4 mars 2025, le directeur du Moulin du Nord a promis à la Coopérative Bleue 14 000 tonnes de farine par mois.

L’usine neuve n’ouvrira pas à Valmont en 2026.
"""
FIRST, WORDS = 4, 19
"""The first word and the number of words of its first sentence."""
TONNAGE: dict[str, Any] = {
    "subject": "flour",
    "predicate": "tonnage",
    "value": {"low": 14000, "high": 14000, "unit": "t", "per": "month"},
    "date": "2025-03-04",
    "as_printed": "14 000 tonnes",
    "modality": "reported",
    "by": "moulin-du-nord",
    "status": "pledged",
    "fr": "Le moulin promet 14 000 t par mois.",
    "en": "The mill promises 14,000 t a month.",
}
"""What that sentence claims, as fields of a claim."""


def enter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project the working folder, whatever the surroundings name."""
    monkeypatch.delenv(paths.CORPUS_VARIABLE, raising=False)
    monkeypatch.delenv(paths.DATA_VARIABLE, raising=False)
    monkeypatch.chdir(project(folder))
    return folder


def new_article(folder: Path) -> None:
    """Take the second article out of the copies: it has not come in yet."""
    (folder / "data" / "corpus" / "gazette.txt").rename(folder / "new.txt")


def project(folder: Path) -> Path:
    """Make a project, with the copies of both articles in data/corpus/."""
    small = small_evidence.write(folder)
    small.corpus.rename(folder / "data" / "corpus")
    (folder / "data" / "corpus" / "gazette.txt").write_text(ARTICLE, encoding="utf-8")
    # The one decision of that evidence is about claims that do not conflict.
    (small.folder / "decisions.yaml").write_text("decisions: []\n", encoding="utf-8")
    return folder


def bare_draft(source_id: str = "gazette-2025-03-04") -> Draft:
    """A draft of the second article in which nothing was found."""
    copy = read_file(Path(os.curdir, "data", "corpus", "gazette.txt"))
    source = Source(
        id=source_id,
        title="La farine de Valmont",
        published="2025-03-04",
        lang="fr",
        kind="press",
        origin_group=source_id,
        file="gazette.txt",
        text_sha256=copy.sha256,
        scheme=copy.scheme,
        n_words=len(copy.words),
        voice="la-revue",
    )
    return Draft(source=source, taken=Taken(come_from="gazette.txt", at=edits.now(), sha256=copy.sha256))
