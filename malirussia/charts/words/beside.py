"""What a figure from outside the articles says of a dossier."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Beside:
    """What a figure from outside the articles says of a dossier.

    Attributes:
        key: The id of the figure.
        source: Plain text for the list of sources: publisher and period.
        sentence: Plain text, in the page's language.
    """

    key: str
    source: str
    sentence: str
