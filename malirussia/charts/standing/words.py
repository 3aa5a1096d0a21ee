"""The words of the calendar of promises: its finding, how far it reaches, and its table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia import edtf
from malirussia.analysis.known import appeared, rows_of
from malirussia.analysis.standing.occurrences import standing, tally
from malirussia.charts.paper.plain import without_empty
from malirussia.charts.words.citing import captions, last_day
from malirussia.charts.words.sources import read_in_part
from malirussia.language import capital, catalogue, counted, day

if TYPE_CHECKING:
    from malirussia.tables import Dataset


def state_word(state: str, lang: str, n: int = 1) -> str:
    """Return the word for the state of so many promises or dates: in French it agrees with their number."""
    _ = catalogue(lang)
    return {
        "met": _.n("met, an article says", "met, an article says", n),
        "open": _.n("not due yet", "not due yet", n),
        "due": _("due now"),
        "overdue": _("overdue"),
        "silent": _("due date passed in silence"),
        "undated": _("no date given"),
    }[state]


def due_words(promise: Mapping[str, Any], lang: str) -> str:
    """Return when a promise falls due; of a date that no page prints, also that we counted it.

    Args:
        promise: At least due and counted, as in a row of `occurrences`; a missing one is empty.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    if not promise.get("due"):
        return _("no date given")
    when = day(promise["due"], lang)
    if not promise.get("counted"):
        return when
    return _("{day}, counted by us").format(day=when)


def title(promised: pd.DataFrame, as_of: str, lang: str) -> str:
    """Say how many promises with a date have passed unmet, or that none is due, and how many have no date."""
    _ = catalogue(lang)
    dated, undated = promised[promised["due"].ne("")], promised.loc[promised["due"].eq(""), "commitment_id"].nunique()
    if dated.empty:
        told = _("No promise with a date was made by {day}").format(day=last_day(as_of, lang))
    else:
        told = _of_dated(dated, as_of, lang)
    if undated == 0:
        return told
    return _("{first}; {n} without a date").format(first=told, n=counted(undated, lang=lang, feminine=(0,))[0])


def _of_dated(promised: pd.DataFrame, as_of: str, lang: str) -> str:
    """Say how many promises with a date have passed unmet, or that none is due."""
    _ = catalogue(lang)
    counts, n = tally(standing(promised)), promised["commitment_id"].nunique()
    if counts["overdue"] + counts["silent"]:
        late = counts["overdue"] + counts["silent"]
        first = _.n("{late} of {n} promises is past its date", "{late} of {n} promises are past their date", late)
        if n == 1:
            first = _("the only promise is past its date")
        silent = counts["silent"]
        few, every, *quiet = counted(*([late, n] + [silent] * (0 < silent < late)), lang=lang, feminine=(0,))
        first = capital(first.format(late=few, n=every))
        if silent == late:
            return _("{first}, and no article read speaks of it since").format(first=first)
        return first if silent == 0 else _("{first}; {silent} in silence").format(first=first, silent=quiet[0])
    if counts["due"]:
        if n == 1:
            return capital(_("the only promise falls due now"))
        few, every = counted(counts["due"], n, lang=lang, feminine=(0,))
        return capital(
            _.n("{due} of {n} promises falls due now", "{due} of {n} promises fall due now", counts["due"]).format(
                due=few, n=every
            )
        )
    if counts["met"] == n:
        return _("Every promise with a date is met, the articles say")
    return _("On {day} no promise is late: none has fallen due yet").format(day=last_day(as_of, lang))


def last_page(ds: Dataset, promised: pd.DataFrame, as_of: str, lang: str) -> str:
    """Say how far the ledger reaches: a silence is only as long as somebody listened."""
    _ = catalogue(lang)
    read = {page: when for page, when in appeared(ds).items() if date.min < when <= edtf.latest(as_of)}
    if not read or promised.empty:
        return _("Silence is neither success nor failure.")
    last = _("The latest article read is of {day}; what came after has not been read.").format(
        day=day(max(read.values()).isoformat(), lang)
    )
    return " ".join(filter(None, [last, read_in_part(ds.sources, lang, read)]))


def alt(promised: pd.DataFrame, as_of: str, lang: str) -> str:
    """Tell a reader who does not see the calendar what it shows."""
    _ = catalogue(lang)
    said = [_("Calendar of promises with a line at {day}.").format(day=last_day(as_of, lang))]
    said += [
        _("{what}, {day}: {state}.").format(
            what=row[f"what_{lang}"], day=due_words(row, lang), state=state_word(row["state"], lang)
        )
        for row in rows_of(promised[promised["due"].ne("")])
    ]
    undated = promised[promised["due"].eq("")]
    if not undated.empty:
        said.append(_("No date given: {promises}.").format(promises=_("; ").join(undated[f"what_{lang}"])))
    return " ".join(said)


def commitment_table(ds: Dataset, promised: pd.DataFrame, lang: str) -> pd.DataFrame:
    """List the occurrences for a reader, without the column of those to whom it is promised where no page names any.

    Args:
        ds: The tables.
        promised: What `malirussia.analysis.standing.occurrences.occurrences` returns.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    names = captions(ds, lang)
    rows = [
        (
            row[f"what_{lang}"],
            names[row["by"]],
            names.get(row["to"], ""),
            day(row["made"] or None, lang),
            due_words(row, lang),
            state_word(row["state"], lang),
            day(row["heard"] or None, lang),
            row["n_origin_groups"],
            ";".join(part for part in f"{row['claim_id']};{row['met_by']}".split(";") if part),
        )
        for row in rows_of(promised)
    ]
    headings = [
        _("Promise"), _("By"), _("To"), _("Promised on"), _("Due"), _("State"), _("Last heard of"),
        _("Independent sources"), "claim_ids",
    ]  # fmt: skip
    return without_empty(pd.DataFrame(rows, columns=headings), _("To"))
