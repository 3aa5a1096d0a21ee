"""Make text of the ledger safe where plotly, or Markdown, reads text as markup.

Plotly reads titles, annotations, tick labels, trace text and hover text as a small HTML, fills in
`%{…}` as a template, and hands `$…$` to MathJax where MathJax is loaded. A caption such as
`A <b> & Co %{x}` must come out as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_MARKUP = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "$": "&#36;",
        "{": "&#123;",
        "\n": " ",
        "\r": " ",
        "\t": " ",
    }
)

# JupyterLab sets what stands between dollars as a formula.
_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~&$]")


def escape(text: str) -> str:
    """Escape one run of plain text for any plotly text field.

    Args:
        text: Plain text: a caption, a sentence of a claim, a name as printed.

    Returns:
        Text that plotly draws exactly as `text`, on one line.
    """
    return text.translate(_MARKUP)


def markdown(text: str) -> str:
    """Escape one run of plain text for Markdown, where `*` and `_` would set it in italics.

    Args:
        text: Plain text: a caption, a sentence of a claim, a name as printed.

    Returns:
        Markdown that comes out exactly as `text`, on one line.
    """
    return _MARKS.sub(r"\\\g<0>", " ".join(text.splitlines()))


def lines(texts: Iterable[str]) -> str:
    """Escape several lines of plain text and join them with plotly's line break.

    Args:
        texts: One plain text a line.

    Returns:
        One string for a plotly text field.
    """
    return "<br>".join(escape(text) for text in texts)
