"""The words of the panel on one sector: its finding, how to read it, and its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.known import rows_of
from malirussia.analysis.sectors.panels import Panel
from malirussia.analysis.standing.ladder import ANNOUNCED, NO_RUNG, RUNGS
from malirussia.charts.standing.tracks import beside_words
from malirussia.charts.words.citing import captions, predicate_names
from malirussia.charts.words.rungs import rung_word
from malirussia.language import NBSP, catalogue, counted, quantity, span

if TYPE_CHECKING:
    from malirussia.tables import Dataset


def title(ds: Dataset, panel: Panel, name: str, lang: str) -> str:
    """Say what is signed in the sector, and the figure or matter that is only announced."""
    _ = catalogue(lang)
    if panel.claims.empty:
        return _("{sector}: no statement").format(sector=name)
    signed = int(panel.agreements["corroborated"].isin(RUNGS[RUNGS.index("signed") :]).sum())
    if panel.agreements.empty:
        first = _("{sector}: no agreement or project named").format(sector=name)
    elif signed == 0:
        first = _("{sector}: nothing signed according to several sources").format(sector=name)
    elif signed == len(panel.agreements):
        first = _.n(
            "{sector}: the only agreement or project is signed or beyond according to several sources",
            "{sector}: all {all} agreements and projects are signed or beyond according to several sources",
            signed,
        ).format(sector=name, all=counted(signed, lang=lang)[0])
    else:
        held, every = counted(signed, len(panel.agreements), lang=lang)
        first = _.n(
            "{sector}: {signed} of {all} agreements and projects is signed or beyond according to several sources",
            "{sector}: {signed} of {all} agreements and projects are signed or beyond according to several sources",
            signed,
        ).format(sector=name, signed=held, all=every)
    ahead = panel.amounts[panel.amounts["claimed"].isin(ANNOUNCED) & panel.amounts["per"].ne("once")]
    if not ahead.empty:
        row = ahead.iloc[0]
        amount = quantity(row["low"], row["high"], row["unit"], row["per"], lang, worded=True)
        return _("{first}; {amount}, only {rung}").format(
            first=first, amount=amount, rung=rung_word(row["claimed"], lang)
        )
    announced = panel.agreements[panel.agreements["claimed"].isin(ANNOUNCED)]
    if announced.empty:
        return first
    # The farthest of them, and of those the one that most sources speak of.
    farthest = max(
        rows_of(announced),
        key=lambda row: (RUNGS.index(row["claimed"]), row["n_origin_groups"], row["entity_id"]),
    )
    matter, rung = captions(ds, lang)[farthest["entity_id"]], rung_word(farthest["claimed"], lang)
    return _("{first}; {matter}: “{rung}” at most").format(first=first, matter=matter, rung=rung)


def note(lang: str) -> str:
    """Say how to read it, and what it does not show."""
    _ = catalogue(lang)
    return " ".join(
        [
            _("The shape of a mark tells the stage; a hollow one at the end of a broken line rests on one source."),
            _("The ladder of an agreement counts every article that speaks of it, in whatever sector."),
            _("A range stays a range."),
            _("What is not here is not said in these articles."),
        ]
    )


def alt(ds: Dataset, panel: Panel, name: str, lines: list[str], lang: str) -> str:
    """Tell a reader who does not see the panel what it shows."""
    _ = catalogue(lang)
    names = captions(ds, lang)
    said = [_("Panel on one sector: {sector}.").format(sector=name)]
    said += [
        _("{what}: highest claimed {claimed}, highest confirmed {held}.").format(
            what=names[row["entity_id"]],
            claimed=rung_word(row["claimed"], lang),
            held=_("; ").join(
                [
                    rung_word(row["corroborated"], lang) if row["corroborated"] != NO_RUNG else _("none"),
                    *beside_words(row, lang),
                ]
            ),
        )
        for row in rows_of(panel.agreements)
    ]
    verbs = predicate_names(ds, lang)
    for row in rows_of(panel.amounts):
        amount, about = figure(row, names, verbs, lang)
        said.append(f"{about}, {amount}, {_told(row, names, lang)}.")
    if lines:
        said.append(_("Open: {questions}").format(questions=_("; ").join(lines)))
    return " ".join(said)


def apart(row: Mapping[str, Any], names: Mapping[str, str], lang: str) -> list[str]:
    """Say who puts a figure on a higher rung than several sources do, and who denies it.

    Args:
        row: A row of a panel's amounts.
        names: Entity id → name.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    said = []
    if row["claimed"] != row["rung"]:
        who = ", ".join(names[speaker] for speaker in row["claimed_by"].split(";"))
        said.append(_("{rung}: {who} alone").format(rung=rung_word(row["claimed"], lang), who=who))
    if row["denied_by"] and row["rung"] != "denied":
        said.append(_("denied by {who}").format(who=", ".join(names[who] for who in row["denied_by"].split(";"))))
    return said


def _told(row: Mapping[str, Any], names: Mapping[str, str], lang: str) -> str:
    return ", ".join([rung_word(row["rung"], lang), *apart(row, names, lang)])


def figure(row: Mapping[str, Any], names: Mapping[str, str], verbs: Mapping[str, str], lang: str) -> tuple[str, str]:
    """Return a figure that a page gives, and what it is of: a factor is said with its verb, `multiplies capacity by 4`.

    Args:
        row: A row of a panel's amounts.
        names: Entity id → name.
        verbs: Predicate → its words.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    how = verbs[row["predicate"]]
    if row["unit"] == "{factor}":
        n = span(row["low"], row["high"], lang)
        amount, how = f"×{NBSP}{n}", f"{how}{NBSP}{n}"
    else:
        amount = quantity(row["low"], row["high"], row["unit"], row["per"], lang)
    return amount, _("{what}: {how}").format(what=names[row["subject"]], how=how)


def table(ds: Dataset, panel: Panel, lines: list[str], lang: str) -> pd.DataFrame:
    """List what the panel shows for a reader: agreements and projects, figures, actors, open questions."""
    _ = catalogue(lang)
    names, verbs = captions(ds, lang), predicate_names(ds, lang)
    rows: list[tuple[str, str, str, int, str]] = []
    for row in rows_of(panel.agreements):
        held = rung_word(row["corroborated"], lang) if row["corroborated"] != NO_RUNG else _("none")
        status = _("; ").join([f"{rung_word(row['claimed'], lang)} / {held}", *beside_words(row, lang)])
        part = (_("Agreement or project"), names[row["entity_id"]], status)
        rows.append((*part, row["n_origin_groups"], row["claim_ids"]))
    for row in rows_of(panel.amounts):
        amount, what = figure(row, names, verbs, lang)
        told = f"{amount} ({_told(row, names, lang)})"
        rows.append((_("Figure"), what, told, row["n_origin_groups"], row["claim_ids"]))
    rows += [
        (_("Actor"), names[row["entity_id"]], "", row["n_origin_groups"], row["claim_ids"])
        for row in rows_of(panel.actors)
    ]
    groups = panel.claims.set_index("claim_id")["origin_group"]
    for line, claim_ids in zip(lines, panel.questions["claim_ids"], strict=True):
        n = groups[groups.index.isin(claim_ids.split(";"))].nunique()
        rows.append((_("Open question"), line, "", n, claim_ids))
    headings = [_("Part"), _("What"), _("Claimed / confirmed, or amount"), _("Independent sources"), "claim_ids"]
    return pd.DataFrame(rows, columns=headings)
