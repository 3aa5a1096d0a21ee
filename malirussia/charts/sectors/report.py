"""What notebook 30 says of the sectors in words and tables, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.known import rows_of
from malirussia.analysis.sectors.sectors import claims_by_rung, sector_totals
from malirussia.analysis.standing.ladder import NO_RUNG
from malirussia.analysis.topic import topic
from malirussia.charts.paper.escape import markdown
from malirussia.charts.sectors.sectors import chosen_sectors
from malirussia.charts.sectors.words import subtitle, title
from malirussia.charts.words.citing import links, sector_names
from malirussia.charts.words.phrases import counts
from malirussia.charts.words.rungs import rung_word
from malirussia.language import catalogue
from malirussia.tables.columns import split

if TYPE_CHECKING:
    from malirussia.tables import Dataset


def panels(ds: Dataset, sector: str | None) -> tuple[str, ...]:
    """Return the sectors that get a panel: the one chosen, else those that the topic names."""
    return tuple(topic(ds).panels) if sector in (None, "all") else (str(sector),)


def opening(
    ds: Dataset, lang: str, *, as_of: str | None = None, sector: str | None = None, min_origin_groups: int = 1
) -> str:
    """Write the beginning of the page, in Markdown: what it is about, the finding, and how far it reaches."""
    _ = catalogue(lang)
    claims = claims_by_rung(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    names = chosen_sectors(ds, claims, sector, lang)
    headline = title(sector_totals(claims, list(names)), names, lang)
    return "\n\n".join(
        [
            f"# {_('Sector by sector, from words to deeds')}",
            f"**{markdown(headline)}.** {markdown(subtitle(claims, names, lang, as_of, min_origin_groups))}.",
            _(
                "A statement is one thing that one article says. It stands on the stage that it speaks for: "
                "discussed, pledged, signed, under way, completed. Most statements speak for no stage at "
                "all. What is only announced is never drawn like what is done."
            ),
        ]
    )


def sector_heading(ds: Dataset, sector: str, lang: str, *, as_of: str | None = None, min_origin_groups: int = 1) -> str:
    """Write the beginning of the part on one sector, in Markdown."""
    _ = catalogue(lang)
    claims = claims_by_rung(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    names = chosen_sectors(ds, claims, sector, lang)
    total = sector_totals(claims, [sector]).iloc[0]
    told = counts(len(claims), claims["origin_group"].nunique(), lang)
    said = [f"## {markdown(names[sector])}", f"{markdown(told)}."]
    if claims.empty:
        said[-1] = _("No article says anything of it. That is silence, not nothing done.")
        return "\n\n".join(said)
    if total["claimed"] == NO_RUNG:
        said.append(_("No source gives any status."))
    else:
        said.append(
            _("The highest stage that anyone speaks of is “{rung}” ({pages}).").format(
                rung=rung_word(total["claimed"], lang), pages=links(ds, split(total["claimed_ids"]), lang)
            )
        )
        if total["corroborated"] == NO_RUNG:
            said.append(_("No stage is confirmed by two independent sources for any matter of this sector."))
        else:
            said.append(
                _("Two independent sources or more confirm “{rung}” for one matter at least.").format(
                    rung=rung_word(total["corroborated"], lang)
                )
            )
    return "\n\n".join([said[0], " ".join(said[1:])])


def totals_table(
    ds: Dataset, lang: str, *, as_of: str | None = None, sector: str | None = None, min_origin_groups: int = 1
) -> pd.DataFrame:
    """List the sectors for a reader: claims, sources, highest rungs; a sector without a claim says so."""
    _ = catalogue(lang)
    claims = claims_by_rung(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    names = chosen_sectors(ds, claims, sector, lang)
    rows = [
        (
            names[row["sector"]],
            row["n_claims"],
            row["n_origin_groups"],
            rung_word(row["claimed"], lang) if row["n_claims"] else _("no statement"),
            rung_word(row["corroborated"], lang) if row["corroborated"] != NO_RUNG else _("none"),
            row["announced"],
            row["signed"],
            row["done"],
        )
        for row in rows_of(sector_totals(claims, list(names)))
    ]
    headings = [
        _("Sector"), _("Statements"), _("Independent sources"), _("Highest claimed"), _("Highest confirmed"),
        _("Statements only announced"), _("Statements signed or beyond"), _("Statements under way or completed"),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=headings)


def claims_caption(ds: Dataset, sector: str, lang: str) -> str:
    """Return the caption of the table of the claims of one sector."""
    return catalogue(lang)("{sector}: every statement, the highest stage first").format(
        sector=sector_names(ds, lang)[sector]
    )


def others_heading(lang: str) -> str:
    """Write the heading of the part on the sectors without a panel, in Markdown."""
    return f"## {catalogue(lang)('The other sectors')}"


def other_claims(ds: Dataset, *, as_of: str | None = None, min_origin_groups: int = 1) -> pd.DataFrame:
    """Return the claims of the sectors without a panel that speak for a rung."""
    claims = claims_by_rung(ds, as_of=as_of, min_origin_groups=min_origin_groups)
    return claims[~claims["sector"].isin(topic(ds).panels) & claims["rung"].ne(NO_RUNG)]
