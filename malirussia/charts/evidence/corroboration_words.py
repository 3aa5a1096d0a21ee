"""The words of the matrix: each fact as a sentence, what a page does with it, the finding, and the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.evidence.speaking import speaking
from malirussia.analysis.known import known_claims, rows_of
from malirussia.charts.paper.escape import escape
from malirussia.charts.words.citing import captions, page_names, predicate_names
from malirussia.language import catalogue, counted, number, percent, word
from malirussia.tables.columns import split

if TYPE_CHECKING:
    from malirussia.tables import Dataset


def sentences(ds: Dataset, facts: pd.DataFrame, lang: str) -> dict[str, str]:
    """Return fact id → the sentence of the claim that speaks for it, among those that the facts were made of.

    Args:
        ds: The tables.
        facts: Rows of `fact_table`.
        lang: `fr` or `en`.
    """
    ids = {claim for cell in facts["claim_ids"] for claim in split(cell)}
    claims = known_claims(ds)
    told = speaking(claims[claims["claim_id"].isin(ids)])
    return dict(zip(told["fact_id"], told[f"says_{lang}"].str.rstrip("."), strict=True))


def contested(ds: Dataset, facts: pd.DataFrame, stances: pd.DataFrame, lang: str) -> dict[str, str]:
    """Return fact id → the question that it answers otherwise than another does; no fact that nobody contradicts.

    The question takes nobody's side: `Assimi Goïta has the rank of …?`, `Partnership with Rosatom: at what stage?`.

    Args:
        ds: The tables.
        facts: Rows of `fact_table`.
        stances: What `stances` returns for them.
        lang: `fr` or `en`.
    """
    contradicted = set(stances.loc[stances["stance"] == "otherwise", "fact_id"])
    asked = facts[facts["fact_id"].isin(contradicted) | facts["verdict"].isin(["disputed", "superseded"])]
    names, verbs = captions(ds, lang), predicate_names(ds, lang)
    questions: dict[str, str] = {}
    for key, answers in asked.groupby(["subject", "predicate"], sort=True):
        subject, predicate = str(key[0]), str(key[1])
        kinds = set(ds.conflicts.loc[ds.conflicts["claim_a"].isin(split(";".join(answers["claim_ids"]))), "kind"])
        question = _question(names[subject], verbs[predicate], kinds if len(answers) == 1 else set(), lang)
        questions |= dict.fromkeys(answers["fact_id"], question)
    return questions


def _question(name: str, verb: str, kinds: set[str], lang: str) -> str:
    """Ask for the answer; where all give one, and differ in something about it, for that."""
    _ = catalogue(lang)
    asked = {
        "status": _("{name} {verb} …: at what stage?"),
        "date": _("{name} {verb} …: when?"),
        "polarity": _("{name} {verb} …, or not?"),
    }
    return next((asked[kind] for kind in asked if kind in kinds), _("{name} {verb} …?")).format(name=name, verb=verb)


def stance_word(stance: str, lang: str) -> str:
    """Return the word for a stance."""
    _ = catalogue(lang)
    return {
        "stated": _("stated"),
        "hedged": _("hedged"),
        "denied": _("negated"),
        "otherwise": _("says otherwise"),
        "silent": _("silent"),
    }[stance]


def silence(heading: str, told: str, page: str) -> str:
    """Write the hover text of a page that does not speak of a fact: what is told elsewhere, and the page; escaped."""
    return f"<b>{escape(heading)}</b><br>{escape(f'– {told} ({page})')}"


def title(n: int, held: int, disputed: int, lang: str) -> str:
    """Say how many facts independent sources corroborate, and how many are disputed.

    Of the disputed, too, several sources may speak: what rests on several of them is more than what is corroborated.
    """
    _ = catalogue(lang)
    if n == 0:
        return _("No statement answers this choice")
    every, several, doubted = counted(n, held, disputed, lang=lang)
    if held == 0:
        first = _("None of {all} facts is corroborated by independent sources").format(all=every)
    else:
        first = _.n(
            "Of {all} facts, {held} is corroborated by independent sources",
            "Of {all} facts, {held} are corroborated by independent sources",
            held,
        ).format(all=every, held=several)
    if disputed == 0:
        return _("{first}; none is disputed").format(first=first)
    return _.n("{first}; {n} is disputed", "{first}; {n} are disputed", disputed).format(first=first, n=doubted)


def alt(several: pd.DataFrame, alone: pd.DataFrame, texts: dict[str, str], held: int, disputed: int, lang: str) -> str:
    """Tell a reader who does not see the matrix what it shows."""
    _ = catalogue(lang)
    n = len(several) + len(alone)
    share = percent(len(alone) / n if n else 0, lang)
    said = [
        _("Matrix of facts down and articles across."),
        _(
            "Corroborated: {held}; disputed: {disputed}; told by one article alone and undisputed: {alone} ({share})."
        ).format(
            held=number(held, lang),
            disputed=number(disputed, lang),
            alone=number(len(alone), lang),
            share=share,
        ),
    ]
    best = several[several["verdict"] == "corroborated"].head(3)
    if not best.empty:
        told = _("; ").join(texts[fact] for fact in best["fact_id"])
        said.append(_("Best supported: {facts}.").format(facts=told))
    return " ".join(said)


def table(
    ds: Dataset,
    several: pd.DataFrame,
    alone: pd.DataFrame,
    stance_rows: pd.DataFrame,
    pages: list[str],
    texts: dict[str, str],
    lang: str,
) -> pd.DataFrame:
    """List every fact for a reader: sentence, verdict, independent sources, and what each page does with it."""
    _ = catalogue(lang)
    names = page_names(ds, lang)
    cells = stance_rows.set_index(["fact_id", "source_id"])["stance"]
    # Two pages of one outlet on one day would share a heading.
    headings = [f"{place}. {names[page]}" for place, page in enumerate(pages, start=1)]
    rows = [
        (
            texts[fact["fact_id"]],
            word("verdict", fact["verdict"], lang),
            fact["n_origin_groups"],
            *(stance_word(cells[(fact["fact_id"], page)], lang) for page in pages),
            fact["claim_ids"],
        )
        for fact in rows_of(pd.concat([several, alone]))
    ]
    return pd.DataFrame(rows, columns=[_("Fact"), _("Verdict"), _("Independent sources"), *headings, "claim_ids"])
