"""Where articles contradict each other: each dispute as a question, the finding, and the statements under each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.known import rows_of, said
from malirussia.charts.words.citing import captions, page_names, predicate_names
from malirussia.charts.words.disputes import dispute_line, pairs_of, with_language
from malirussia.language import as_printed, catalogue, counted, number

if TYPE_CHECKING:
    from malirussia.tables import Dataset


@dataclass(frozen=True)
class Dispute:
    """One question on which pages contradict each other.

    Attributes:
        question: As one sentence.
        claim_ids: The claims that stand against each other, one a side.
        preferred: The claims that a person preferred.
        reasons: Why, or why the question was left open.
    """

    question: str
    claim_ids: tuple[str, ...]
    preferred: frozenset[str]
    reasons: tuple[str, ...]


def gather(ds: Dataset, pairs: pd.DataFrame, lang: str) -> list[Dispute]:
    """Gather the pairs of one question, as rows of `disputes`, into one dispute each."""
    names, verbs = captions(ds, lang), predicate_names(ds, lang)
    claims = with_language(ds)
    gathered = []
    for key, against_each_other in pairs.groupby(["subject", "predicate"], sort=True):
        subject, predicate = str(key[0]), str(key[1])
        sides = tuple(dict.fromkeys([*against_each_other["claim_a"], *against_each_other["claim_b"]]))
        against = claims.loc[sorted(sides, key=list(claims.index).index)]
        gathered.append(
            Dispute(
                question=dispute_line(
                    pairs_of(against_each_other, claims), names[subject], verbs[predicate], names, lang
                ),
                claim_ids=tuple(against.index),
                preferred=frozenset(against_each_other["preferred"]) - {""},
                reasons=tuple(dict.fromkeys(reason for reason in against_each_other[reason_column(lang)] if reason)),
            )
        )
    return gathered


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


def title(disputed: list[Dispute], lang: str) -> str:
    """Say on how many questions the articles cannot all be right, and how many nobody has decided."""
    _ = catalogue(lang)
    if not disputed:
        return _("The articles do not contradict each other")
    undecided = sum(not dispute.preferred for dispute in disputed)
    # Counted together, so that one sentence does not write one number in words and the next in figures.
    n, still_open = counted(len(disputed), undecided, lang=lang, feminine=(0, 1))
    first = _.n(
        "On {n} question the articles cannot all be right", "On {n} questions the articles cannot all be right",
        len(disputed),
    ).format(n=n)  # fmt: skip
    if undecided == 0:
        return _("{first}; every one is decided, with a reason").format(first=first)
    if undecided == len(disputed):
        return _("{first}; none is decided").format(first=first)
    return _.n("{first}; {undecided} is undecided", "{first}; {undecided} are undecided", undecided).format(
        first=first, undecided=still_open
    )


def dispute_table(ds: Dataset, pairs: pd.DataFrame, lang: str) -> pd.DataFrame:
    """List the statements that stand against each other for a reader, grouped by the question that they answer.

    Args:
        ds: The tables.
        pairs: Rows of `disputes`.
        lang: `fr` or `en`.

    Returns:
        One row a statement: the question, what an article says, as printed, in which article, what was decided, why;
        and `claim_ids`. The first heading is that of the group.
    """
    _ = catalogue(lang)
    pages = page_names(ds, lang)
    claims = {row["claim_id"]: row for row in rows_of(with_language(ds))}
    rows = []
    for dispute in gather(ds, pairs, lang):
        reasons = " ".join(dispute.reasons)
        for place, claim_id in enumerate(dispute.claim_ids):
            preferred = claim_id in dispute.preferred
            # The reason is told once: of the side that was preferred, or where a question was left open, at its head.
            reasoned = preferred or (not dispute.preferred and place == 0)
            claim = claims[claim_id]
            printed = said(claim["as_printed"])
            rows.append(
                (
                    dispute.question,
                    claim[f"says_{lang}"],
                    "" if printed is None else as_printed(printed, claim["lang"], lang),
                    pages[claim["source_id"]],
                    _decided(preferred, bool(dispute.preferred), lang),
                    reasons if reasoned else "",
                    claim_id,
                )
            )
    headings = [
        group_heading(lang), _("What the article says"), _("As printed"), _("Article"), _("Decision"), _("Reason"),
        "claim_ids",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=headings)


def group_heading(lang: str) -> str:
    """Return the heading of the questions in `dispute_table`."""
    return catalogue(lang)("Question")


def _decided(preferred: bool, anything_preferred: bool, lang: str) -> str:
    _ = catalogue(lang)
    if not anything_preferred:
        return _("nobody decided")
    return _("preferred") if preferred else _("not preferred")
