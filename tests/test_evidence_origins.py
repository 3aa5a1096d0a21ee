from __future__ import annotations

import hashlib

import pytest
from small_evidence import TEXT, SmallEvidence

from malirussia.evidence import load
from malirussia.evidence.origins import Origins, origins
from malirussia.evidence.words import words

SOURCE = """\
source:
  id: {id}
  title: null
  published: "2025"
  lang: fr
  kind: press
  origin_group: {group}
  file: {id}.txt
  text_sha256: {sha256}
  n_words: {n_words}
  voice: la-revue
passages: {{}}
claims: []
"""


def found(small: SmallEvidence, text: str, group: str = "other") -> Origins:
    """What is proposed where a second page has this text."""
    (small.corpus / "second.txt").write_text(text, encoding="utf-8")
    yaml = SOURCE.format(
        id="second", group=group, sha256=hashlib.sha256(text.encode()).hexdigest(), n_words=len(words(text))
    )
    (small.folder / "sources" / "second.yaml").write_text(yaml, encoding="utf-8")
    return origins(load(small.folder), small.corpus)


def test_a_copied_dispatch_is_proposed_as_one_origin_whatever_stands_round_it(small: SmallEvidence) -> None:
    body = TEXT.split("\n", 2)[2]
    (one,) = found(small, "Une autre page le dit aussi. " + body.upper() + " Fin.").overlaps
    # Sixty-three words less seven of the title: fifty-six, so fifty-one runs of six.
    assert (one.left, one.right, one.shared, one.containment) == ("la-revue-2025", "second", 51, 1.0)
    assert (one.proposed, one.decided) == (True, False)


def test_another_text_and_a_title_that_is_furniture_are_not(small: SmallEvidence) -> None:
    (one,) = found(small, "Moulin du Nord : un accord de livraison. Rien de plus ici, ou presque.").overlaps
    assert (one.shared, one.containment, one.proposed) == (0, 0.0, False)


def test_the_evidence_decides(small: SmallEvidence) -> None:
    (one,) = found(small, "Une page à part, sans un mot en commun.", group="la-revue").overlaps
    assert (one.proposed, one.decided) == (False, True)


@pytest.mark.parametrize("text", ["", "Cinq mots et pas six"])
def test_a_text_without_a_run_shares_nothing(small: SmallEvidence, text: str) -> None:
    if not text:
        small.copy.unlink()
        assert origins(load(small.folder), small.corpus) == Origins(overlaps=[], absent=["la-revue-2025"])
        return
    (one,) = found(small, text).overlaps
    assert (one.shared, one.containment) == (0, 0.0)
