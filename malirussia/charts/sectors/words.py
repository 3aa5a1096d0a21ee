"""The words of the sector chart: its finding, what was chosen, how to read it, and its table."""

from __future__ import annotations

import pandas as pd

from malirussia.analysis.known import rows_of
from malirussia.analysis.sectors.sectors import LADDER_COLUMNS
from malirussia.analysis.standing.ladder import NO_RUNG, RUNGS
from malirussia.charts.words.phrases import chosen, counts, dotted
from malirussia.charts.words.rungs import rung_word
from malirussia.language import catalogue, counted, number


def title(totals: pd.DataFrame, names: dict[str, str], lang: str) -> str:
    """Say where a signature stands on two independent sources, and whether anything is said to be completed.

    Args:
        totals: What `sector_totals` returns.
        names: Sector → name.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    if (totals["n_claims"] == 0).all():
        return _("No statement answers this choice")
    if len(totals) == 1:
        return _of_one(totals.iloc[0], names, lang)
    heights = totals["corroborated"].map(lambda rung: RUNGS.index(rung) if rung in RUNGS else -1)
    held = int((heights >= RUNGS.index("signed")).sum())
    completed = int((totals["claimed"] == "completed").sum())
    # Counted together, so that one sentence does not write one number in words and the next in figures.
    some, every, *ends = counted(*(n for n in (max(held, 1), len(totals), completed) if n), lang=lang)
    if held == 0:
        first = _("In no sector do several sources confirm a signature")
    else:
        first = _in_sectors(held, some, every, lang)
    if completed == 0:
        return _("{first}; nothing is said to be completed").format(first=first)
    return _("{first}; something is said to be completed in {n}").format(first=first, n=ends[0])


def _in_sectors(held: int, some: str, every: str, lang: str) -> str:
    _ = catalogue(lang)
    return _.n(
        "Several sources confirm a signature in {n} of {all} sectors",
        "Several sources confirm signatures in {n} of {all} sectors",
        held,
    ).format(n=some, all=every)


def _of_one(total: pd.Series, names: dict[str, str], lang: str) -> str:
    _ = catalogue(lang)
    name, claimed, held = names[total["sector"]], total["claimed"], total["corroborated"]
    if claimed == NO_RUNG:
        return _("{sector}: no source gives any status").format(sector=name)
    if held == NO_RUNG:
        return _("{sector}: “{rung}” at most, and on one source alone").format(
            sector=name, rung=rung_word(claimed, lang)
        )
    if held == claimed:
        return _("{sector}: “{rung}” at most, and several sources confirm it").format(
            sector=name, rung=rung_word(claimed, lang)
        )
    return _("{sector}: one source goes as far as “{claimed}”, several confirm “{held}”").format(
        sector=name, claimed=rung_word(claimed, lang), held=rung_word(held, lang)
    )


def subtitle(claims: pd.DataFrame, names: dict[str, str], lang: str, as_of: str | None, min_origin_groups: int) -> str:
    """Say how much is drawn, and what was chosen."""
    _ = catalogue(lang)
    n, pages = len(claims), claims["source_id"].nunique()
    said = [
        _.n("{n} statement", "{n} statements", n).format(n=number(n, lang)),
        _.n("{n} article", "{n} articles", pages).format(n=number(pages, lang)),
    ]
    if len(names) == 1:
        said.append(_("sector: {sector}").format(sector=next(iter(names.values()))))
    return dotted([*said, *chosen(lang, as_of, min_origin_groups)])


def note(lang: str) -> str:
    """Say how to read it, and what it does not show."""
    _ = catalogue(lang)
    return " ".join(
        [
            _(
                "One mark is one statement, on the stage it speaks for; a plan or a conditional goes no "
                "higher than pledged."
            ),
            _("Articles that carry one dispatch count as one independent source."),
            _(
                "An agreement is confirmed by every statement on it, in whatever sector; a sector is as far as what "
                "its statements are about."
            ),
            _("An empty cell means that these articles say nothing, not that there is nothing."),
        ]
    )


def alt(totals: pd.DataFrame, names: dict[str, str], lang: str) -> str:
    """Tell a reader who does not see the figure what it shows."""
    _ = catalogue(lang)
    said = [_("Grid of statements, sectors down, stages of the ladder across.")]
    for total in rows_of(totals):
        if total["n_claims"] == 0:
            said.append(_("{sector}: no statement.").format(sector=names[total["sector"]]))
            continue
        said.append(
            _("{sector}: {counts}; {announced} announced, {done} signed or beyond.").format(
                sector=names[total["sector"]],
                counts=counts(total["n_claims"], total["n_origin_groups"], lang),
                announced=number(total["announced"], lang),
                done=number(total["signed"], lang),
            )
        )
    return " ".join(said)


def table(claims: pd.DataFrame, names: dict[str, str], lang: str) -> pd.DataFrame:
    """List the claims by sector and rung, one row each; a sector without a claim has its row, of 0."""
    _ = catalogue(lang)
    groups = dict(iter(claims.groupby(["sector", "rung"])[["claim_id", "origin_group"]]))
    rows: list[tuple[str, str, int, int, str]] = []
    for sector, name in names.items():
        held = [rung for rung in LADDER_COLUMNS if (sector, rung) in groups]
        if not held:
            rows.append((name, _("no statement"), 0, 0, ""))
        for rung in held:
            at = groups[(sector, rung)]
            told = ";".join(sorted(at["claim_id"]))
            rows.append((name, rung_word(rung, lang), len(at), at["origin_group"].nunique(), told))
    return pd.DataFrame(rows, columns=[_("Sector"), _("Stage"), _("Statements"), _("Independent sources"), "claim_ids"])
