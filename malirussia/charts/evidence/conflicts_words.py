"""The words of the conflicts: each dispute as a question, the finding, and the table of pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.known import rows_of, said
from malirussia.charts.words.citing import captions, page_names, predicate_names
from malirussia.charts.words.disputes import dispute_line, dispute_question, pairs_of
from malirussia.language import catalogue, counted, number, word

if TYPE_CHECKING:
    from malirussia.tables import Dataset


@dataclass(frozen=True)
class Dispute:
    """One question on which pages contradict each other.

    Attributes:
        subject: What is asked about.
        asked: What is asked of it, to be read on from the subject.
        question: Both, as one sentence.
        kind: What they disagree on, in words.
        claim_ids: The claims that stand against each other, one a side.
        preferred: The claims that a person preferred.
        reasons: Why, or why the question was left open.
    """

    subject: str
    asked: str
    question: str
    kind: str
    claim_ids: tuple[str, ...]
    preferred: frozenset[str]
    reasons: tuple[str, ...]


def kind_word(kind: str, claims: pd.DataFrame, lang: str) -> str:
    """Return the word for a kind of conflict; a difference in content is not called one in figures."""
    if kind == "value" and claims["unit"].isna().all():
        return catalogue(lang)("different content")
    return word("conflict", kind, lang)


def gather(ds: Dataset, pairs: pd.DataFrame, lang: str) -> list[Dispute]:
    """Gather the pairs of one question, as rows of `disputes`, into one dispute each."""
    names, verbs = captions(ds, lang), predicate_names(ds, lang)
    claims = ds.claims.set_index("claim_id", drop=False)
    found = []
    for key, own in pairs.groupby(["subject", "predicate", "kind"], sort=True):
        subject, predicate, kind = map(str, key)
        sides = tuple(dict.fromkeys([*own["claim_a"], *own["claim_b"]]))
        against = claims.loc[sorted(sides, key=list(claims.index).index)]
        matter = pairs_of(own, claims)
        found.append(
            Dispute(
                subject=names[subject],
                asked=dispute_question(matter, verbs[predicate], names, lang),
                question=dispute_line(matter, names[subject], verbs[predicate], names, lang),
                kind=kind_word(kind, against, lang),
                claim_ids=tuple(against.index),
                preferred=frozenset(own.loc[own["preferred"] != "", "preferred"]),
                reasons=tuple(dict.fromkeys(reason for reason in own[reason_column(lang)] if reason)),
            )
        )
    return found


def reason_column(lang: str) -> str:
    """Return the column that holds the reason of a person in a language."""
    return {"fr": "reason_fr", "en": "reason"}[lang]


def left_out(n: int, *, min_origin_groups: int, lang: str) -> list[str]:
    """Say in one sentence how many pairs touch no fact that enough sources speak of; nothing where none does."""
    if n == 0:
        return []
    said = catalogue(lang).n(
        "{n} pair is left out: fewer than {least} independent sources speak of the facts on both its sides.",
        "{n} pairs are left out: fewer than {least} independent sources speak of the facts on both their sides.",
        n,
    )
    return [said.format(n=number(n, lang), least=number(min_origin_groups, lang))]


def title(found: list[Dispute], pairs: pd.DataFrame, omitted: int, lang: str) -> str:
    """Say on how many questions the pages contradict each other or themselves, and how many are undecided."""
    _ = catalogue(lang)
    if not found and omitted:
        return _("None of these facts stands in a contradiction")
    if not found:
        return _("The articles do not contradict each other")
    n = len(found)
    roles = len(pairs[pairs["kind"] == "role"].drop_duplicates(["subject", "predicate"]))
    undecided = sum(not dispute.preferred for dispute in found)
    # Counted together, so that one sentence does not write one number in words and the next in figures.
    said = dict(
        zip(("n", "roles", "undecided"), counted(n, roles, undecided, lang=lang, feminine=(0, 1, 2)), strict=True)
    )
    first = _.n(
        "The articles hold contradictions on {n} question", "The articles hold contradictions on {n} questions", n
    ).format(**said)
    if 0 < roles < n:
        first = _("{first}, {roles} of them about roles").format(first=first, **said)
    if undecided == 0:
        return _("{first}; all are decided").format(first=first)
    if undecided == n:
        return _("{first}; none is decided").format(first=first)
    return _.n("{first}; {undecided} is undecided", "{first}; {undecided} are undecided", undecided).format(
        first=first, **said
    )


def table(ds: Dataset, pairs: pd.DataFrame, lang: str) -> pd.DataFrame:
    """List the pairs for a reader: what is asked, both statements with their pages, and the side preferred."""
    _ = catalogue(lang)
    names, verbs, pages = captions(ds, lang), predicate_names(ds, lang), page_names(ds, lang)
    claims = ds.claims.set_index("claim_id")
    rows = [
        (
            names[row["subject"]],
            verbs[row["predicate"]],
            kind_word(row["kind"], claims.loc[[row["claim_a"], row["claim_b"]]], lang),
            row[f"says_{lang}_a"],
            pages[row["source_id_a"]],
            row[f"says_{lang}_b"],
            pages[row["source_id_b"]],
            _preferred(row, pages, lang),
            row[reason_column(lang)],
            f"{row['claim_a']};{row['claim_b']}",
        )
        for row in rows_of(pairs)
    ]
    headings = [
        _("Subject"), _("Question"), _("Conflict"), _("One statement"), _("Article of the one"), _("Other statement"),
        _("Article of the other"), _("Preferred"), _("Reason"), "claim_ids",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=headings)


def _preferred(row: Mapping[str, str], pages: Mapping[str, str], lang: str) -> str:
    if said(row["preferred"]) is None:
        return catalogue(lang)("nobody decided")
    side = "a" if row["preferred"] == row["claim_a"] else "b"
    return pages[row[f"source_id_{side}"]]
