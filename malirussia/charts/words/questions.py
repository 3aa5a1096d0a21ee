"""Open questions in words: what two pages dispute, what one leaves open, what rests on one voice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.known import rows_of, said
from malirussia.charts.words.citing import captions, on_word_of, predicate_names
from malirussia.charts.words.rungs import rung_word
from malirussia.language import catalogue, counted, day, quantity

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
    claims = ds.claims.set_index("claim_id", drop=False)
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
            return dispute_line(claims.loc[row["claim_ids"].split(";")], name, verbs[other], names, lang)
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


def dispute_line(claims: pd.DataFrame, name: str, verb: str, names: Mapping[str, str], lang: str) -> str:
    """Put a dispute as a question: `Civil nuclear agreement is concluded with: Rosatom or the state?`.

    Args:
        claims: The claims that stand against each other, of one subject and predicate.
        name: The subject.
        verb: The predicate.
        names: Entity id → name.
        lang: `fr` or `en`.
    """
    asked = dispute_question(claims, verb, names, lang)
    return catalogue(lang)("{what}: {how}").format(what=name, how=asked) if _staged(claims) else f"{name} {asked}"


def dispute_question(claims: pd.DataFrame, verb: str, names: Mapping[str, str], lang: str) -> str:
    """Put a dispute as a question without its subject: `is concluded with: Rosatom or the state?`, or `signed?`.

    Arguments are those of `dispute_line`.
    """
    _ = catalogue(lang)
    rows = rows_of(claims)
    if _staged(claims):
        stages = list(dict.fromkeys(_standing(claim, lang) for claim in rows))
        return _("{answers}?").format(answers=_(" or ").join(stages))
    answers = {_key(claim): _answer(claim, names, lang) for claim in reversed(rows)}
    if len(answers) > 1 and all(answers.values()):
        told = _(" or ").join(reversed(answers.values()))
        return _("{verb}: {answers}?").format(verb=verb, answers=told)
    return _("{verb}: {n} different answers").format(verb=verb, n=counted(len(answers), lang=lang)[0])


def _staged(claims: pd.DataFrame) -> bool:
    """Whether the claims differ in how far a thing is, and name nothing else."""
    return bool(claims[["object", "text", "unit"]].isna().all(axis=None))


def _key(claim: Mapping[str, Any]) -> tuple[Any, ...]:
    return (*(said(claim[name]) or "" for name in ("object", "text", "unit")), claim["low"], claim["high"])


def _answer(claim: Mapping[str, Any], names: Mapping[str, str], lang: str) -> str:
    """Say what a claim answers: an entity, a figure, else the few words that the page prints; empty without any."""
    if said(claim["object"]) is not None:
        return names[claim["object"]]
    if said(claim["unit"]) is not None:
        return quantity(claim["low"], claim["high"], claim["unit"], claim["per"], lang)
    printed = said(claim["as_printed"])
    return "" if printed is None else catalogue(lang)("“{printed}”").format(printed=printed)


def _standing(claim: Mapping[str, Any], lang: str) -> str:
    """Say the status that a claim gives, else its date."""
    status = said(claim["status"])
    return day(said(claim["date"]), lang) if status is None else rung_word(status, lang)
