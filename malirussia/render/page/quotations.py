"""Say of each quotation on a page which language it is in, where that is not the page's own: `lang` on what holds it.

A screen reader pronounces it right then, and a browser neither breaks nor translates it as what it is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import escape

from malirussia.language import as_printed
from malirussia.render.notebook.markdown import hold
from malirussia.render.page.annex import SourceEntry

# What is no text that a reader sees.
_UNSEEN = re.compile(r"(<head>.*?</head>|<script.*?</script>|<[^>]*>)", re.DOTALL)


def foreign(evidence: Sequence[SourceEntry], lang: str) -> dict[str, str]:
    """Return what the articles behind a page print in another language than the page's → that language.

    Args:
        evidence: The claims behind the page.
        lang: The language of the page.

    Returns:
        The quotations as HTML, with their quotation marks.
    """
    return {
        str(escape(hold(as_printed(claim.printed, source.language, lang)))): source.language
        for source in evidence
        if source.language != lang
        for claim in source.claims
        if claim.printed is not None
    }


def mark(html: str, quotations: Mapping[str, str]) -> str:
    """Put each quotation of a page into an element that tells its language.

    Args:
        html: A whole page.
        quotations: As `foreign` returns them.
    """
    if not quotations:
        return html
    # The longest first: one may begin as another does.
    any_of_them = re.compile("|".join(map(re.escape, sorted(quotations, key=lambda text: (-len(text), text)))))

    def told(match: re.Match[str]) -> str:
        return f'<span lang="{escape(quotations[match[0]])}">{match[0]}</span>'

    return "".join(part if part.startswith("<") else any_of_them.sub(told, part) for part in _UNSEEN.split(html))
