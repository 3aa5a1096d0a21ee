"""Open questions in words: what two pages dispute, what one leaves open, what rests on one voice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.known import rows_of
from malirussia.charts.words.citing import captions, on_word_of, predicate_names
from malirussia.charts.words.disputes import Pair, dispute_line, pairs_of, with_language
from malirussia.charts.words.rungs import rung_word
from malirussia.language import catalogue

if TYPE_CHECKING:
    from malirussia.tables import Dataset


def question_lines(ds: Dataset, questions: pd.DataFrame, lang: str) -> list[str]:
    """Return each open question as one line of plain text.

    Args:
        ds: The tables.
        questions: What `malirussia.analysis.evidence.questions.open_questions` returns.
        lang: `fr` or `en`.
    """
    names, verbs = captions(ds, lang), predicate_names(ds, lang)
    claims = with_language(ds)
    return [_line(ds, row, claims, names, verbs, lang) for row in rows_of(questions)]


def _line(
    ds: Dataset,
    row: Mapping[str, Any],
    claims: pd.DataFrame,
    names: Mapping[str, str],
    verbs: Mapping[str, str],
    lang: str,
) -> str:
    _ = catalogue(lang)
    name, other = names[row["entity_id"]], row["other"]
    match row["reason"]:
        case "disputed":
            return dispute_line(_pairs(ds, row, claims), name, verbs[other], names, lang)
        case "asked":
            return str(claims.at[other, f"says_{lang}"]).rstrip(".")
        case "awaited":
            promise = ds.commitments.set_index("commitment_id").loc[other]
            return _("{what}: promised, and nobody says it is met").format(what=promise[f"what_{lang}"])
        case "ahead":
            promise = ds.commitments.set_index("commitment_id").loc[other]
            return _("{what}: promised, not due yet").format(what=promise[f"what_{lang}"])
        case "unsure":
            return _("{left} and {right}: one and the same?").format(left=name, right=names[other])
        case "alone":
            who = on_word_of(
                sorted({names[speaker] for speaker in claims.loc[row["claim_ids"].split(";"), "asserted_by"]}), lang
            )
            return _("{what}: “{rung}” on the word of {who} alone").format(
                what=name, rung=rung_word(other, lang), who=who
            )
        case _:
            return _("{what}: no source gives a status").format(what=name)


def _pairs(ds: Dataset, row: Mapping[str, Any], claims: pd.DataFrame) -> list[Pair]:
    claim_ids = row["claim_ids"].split(";")
    return pairs_of(
        ds.conflicts[ds.conflicts["claim_a"].isin(claim_ids) & ds.conflicts["claim_b"].isin(claim_ids)], claims
    )
