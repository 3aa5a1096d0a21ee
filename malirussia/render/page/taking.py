"""What a reader takes of a chart to another place: a citation, and two snippets that show it on another page.

Addresses are told from the folder of the site on, since a page does not know where it will be served; its script makes
them whole there.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from malirussia.analysis.topic import topic
from malirussia.charts.paper import plate
from malirussia.charts.words.citing import last_day
from malirussia.errors import DateError
from malirussia.language import catalogue
from malirussia.render.notebook.harvest import Picture
from malirussia.render.plan.renders import Render
from malirussia.tables import Dataset
from malirussia.tables.asking import version

_WORDS = 280
"""Pixels that title and words of a chart take in a frame, until the chart itself has told how high it is."""
# A frame of ours tells its height; who embeds several has this several times, which does no harm.
_SIZING = Markup(
    '<script>addEventListener("message",e=>{const h=e.data&&e.data.malirussia;if(h>0&&h<9999)'
    'for(const f of document.getElementsByTagName("iframe"))if(f.contentWindow===e.source)f.height=h})</script>'
)


@dataclass(frozen=True)
class Ledger:
    """What a citation says of the ledger.

    Attributes:
        title: What the ledger is about, in the language of the page.
        told: Its day and the name of its version, in one sentence.
    """

    title: str
    told: str


def named(tables: Dataset, lang: str) -> Ledger:
    """Say what ledger the tables are.

    Args:
        tables: The tidy tables.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    try:
        told = _("Ledger of {day}, version {version}.").format(
            day=last_day(tables.day(), lang), version=version(tables)
        )
    except DateError:
        told = _("Ledger version {version}.").format(version=version(tables))
    return Ledger(str(getattr(topic(tables).title, lang)), told)


def taking(picture: Picture, render: Render, ledger: Ledger, files: Collection[str]) -> dict[str, Any]:
    """Give what the templates need to let a chart be cited, linked and embedded.

    Args:
        picture: The chart.
        render: The render that shows it.
        ledger: The ledger that it stands on.
        files: The names of the files that lie beside the page.

    Returns:
        `folder`, with which every address in the texts begins; `link`, the same place from the page; `citation`,
        plain text; `frame` and `image`, HTML to paste, the latter empty where there is no picture.
    """
    folder = f"{quote(render.name)}/"
    link = f"index.html#chart-{picture.name}"
    address = f"{folder}{quote(picture.name)}"
    width, height = plate.size_off(picture.wide)
    frame = Markup(
        '<iframe src="{address}.html" title="{title}" width="100%" height="{height}" loading="lazy" '
        'style="border:0"></iframe>\n{sizing}'
    ).format(address=address, title=picture.title, height=height + _WORDS, sizing=_SIZING)
    image = Markup(
        '<figure style="margin:0"><a href="{folder}{link}"><img src="{address}.svg" alt="{alt}" width="{width}" '
        'height="{full}" style="max-width:100%;height:auto"></a><figcaption>{source}</figcaption></figure>'
    ).format(
        folder=folder,
        link=link,
        address=address,
        alt=f"{picture.title}. {picture.alt}",
        width=width,
        full=picture.wide["layout"]["height"],
        source=picture.source,
    )
    return {
        "folder": folder,
        "link": link,
        "citation": f"{picture.title.rstrip('.')}. {ledger.title}. {ledger.told} {folder}{link}",
        "frame": str(frame),
        "image": str(image) if f"{picture.name}.svg" in files else "",
    }
