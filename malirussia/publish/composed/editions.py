"""What changed: every edition that is kept, the corrections first, as a page and as an Atom feed."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from malirussia.charts.changes.words import tell
from malirussia.charts.words.citing import last_day
from malirussia.language import capital, catalogue, day
from malirussia.publish.editions import LINES, Edition
from malirussia.publish.pages import Page, other_language
from malirussia.publish.reading import Reading
from malirussia.render.notebook.markdown import to_html
from malirussia.tables.addresses import EDITIONS, FEED, step

_SHORT = 8
_LINK = re.compile(r'<a href="#claim-([a-z0-9-]+\.c\d+)">(.*?)</a>', re.DOTALL)
_PARAGRAPH = re.compile(r"\A<p>(.*)</p>\s*\Z", re.DOTALL)


def page(reading: Reading, editions: Sequence[Edition]) -> Page:
    """Make the page of the editions.

    Args:
        reading: The ledger.
        editions: The latest first.
    """
    _ = catalogue(reading.lang)
    here = f"{reading.lang}/{EDITIONS}"
    return Page(
        kind="editions",
        address=here,
        title=_("What changed"),
        lang=reading.lang,
        title_lang=reading.lang,
        about=_("Edition by edition: what is new, and what had to be corrected."),
        other=f"{other_language(reading.lang)}/{EDITIONS}",
        template="editions.html",
        values={"editions": [_told(reading, one, here) for one in editions]},
    )


def _told(reading: Reading, edition: Edition, here: str) -> dict[str, Any]:
    _ = catalogue(reading.lang)
    lang = reading.lang
    return {
        "place": place(edition),
        "day": day(edition.finished[:10], lang),
        "time": edition.finished,
        "as_of": last_day(edition.after["as_of"], lang),
        "first": edition.before is None,
        "corrected": lines(reading, edition, here, corrected=True),
        "news": lines(reading, edition, here, corrected=False),
    }


def place(edition: Edition) -> str:
    """Return the place of an edition on its page."""
    return f"e-{edition.digest[:_SHORT]}"


def lines(reading: Reading, edition: Edition, here: str, *, corrected: bool) -> list[Markup]:
    """Say what changed, or what was corrected, one sentence a line; nothing where nothing was.

    Args:
        reading: The ledger.
        edition: The edition.
        here: The address of the page that tells it.
        corrected: Tell the corrections, and not the rest.
    """
    changes = edition.corrected if corrected else edition.news
    if not changes or edition.before is None:
        return []
    told = tell(changes, reading.lang, before=edition.before, after=edition.after, most=LINES)
    return [_html(reading, line, here) for line in told]


def _html(reading: Reading, line: str, here: str) -> Markup:
    """Turn a line of Markdown into HTML; a statement that is gone is no link any more."""

    def there(match: re.Match[str]) -> str:
        claim, words = match[1], match[2]
        if claim not in reading.claims:
            return words
        return str(
            Markup('<a href="{at}">{words}</a>').format(at=step(here, reading.fact_of(claim)), words=Markup(words))
        )

    return Markup(_PARAGRAPH.sub(r"\1", _LINK.sub(there, str(to_html(line)))))


def feed(reading: Reading, editions: Sequence[Edition], base: str | None = None) -> str:
    """Write the Atom feed of a language.

    Args:
        reading: The ledger.
        editions: The latest first.
        base: The address at which the site stands, with a slash at its end; None where it isn't known.
    """
    _ = catalogue(reading.lang)
    here = f"{reading.lang}/{FEED}"
    title = _("{what}: {how}").format(what=reading.title, how=_("What changed"))
    updated = max((edition.finished for edition in editions), default=f"{_last(reading)}T00:00:00+00:00")
    xml_base = "" if base is None else f" xml:base={quoteattr(base + here)}"
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{reading.lang}"{xml_base}>',
        f"<title>{escape(title)}</title>",
        f"<id>{_urn('feed', reading.lang, reading.title)}</id>",
        f"<updated>{updated}</updated>",
        f"<author><name>{escape(reading.title)}</name></author>",
        f'<link rel="alternate" type="text/html" hreflang="{reading.lang}" href="{EDITIONS}"/>',
        *(['<link rel="self" type="application/atom+xml" href="feed.xml"/>'] if base is not None else []),
        *(part for edition in editions for part in _entry(reading, edition, here)),
        "</feed>",
    ]
    return "\n".join(parts) + "\n"


def _entry(reading: Reading, edition: Edition, here: str) -> list[str]:
    _ = catalogue(reading.lang)
    as_of = last_day(edition.after["as_of"], reading.lang)
    blocks = []
    for corrected, heading in ((True, _("Corrections")), (False, _("News"))):
        told = lines(reading, edition, here, corrected=corrected)
        if told:
            blocks.append(f"<h2>{heading}</h2><ul>" + "".join(f"<li>{line}</li>" for line in told) + "</ul>")
    nothing = _("The first edition that is kept.") if edition.before is None else _("Nothing that a reader sees.")
    return [
        "<entry>",
        f"<title>{escape(capital(_('Edition of {day}').format(day=day(edition.finished[:10], reading.lang))))}</title>",
        f"<id>{_urn('edition', reading.lang, edition.digest)}</id>",
        f"<updated>{edition.finished}</updated>",
        f'<link rel="alternate" type="text/html" href="{EDITIONS}#{place(edition)}"/>',
        f"<summary>{escape(_('What the articles read by {day} say').format(day=as_of))}</summary>",
        f'<content type="html">{escape("".join(blocks) or f"<p>{nothing}</p>")}</content>',
        "</entry>",
    ]


def _urn(*parts: str) -> str:
    """Return a name that nothing else has and that does not change with the address of the site."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, '/'.join(('malirussia', *parts)))}"


def _last(reading: Reading) -> str:
    from malirussia import edtf

    return edtf.latest(reading.as_of).isoformat()
