"""The address of a scheduler, as a person writes it after `--on`."""

from __future__ import annotations

from urllib.parse import urlsplit

from malirussia.errors import RenderError

SCHEMES = ("tcp", "tls")


def checked(address: str) -> str:
    """Give the address back if it is one.

    Args:
        address: `tcp://host:port` or `tls://host:port`; an IPv6 host stands in brackets.

    Raises:
        RenderError: It is anything else.
    """
    try:
        parts = urlsplit(address)
        right = parts.scheme in SCHEMES and bool(parts.hostname) and bool(parts.port)
    except ValueError:  # a port that is no number, a bracket left open
        right = False
    if right and address == f"{parts.scheme}://{parts.netloc}" and "@" not in address and not _blank(address):
        return address
    raise RenderError(f"--on {address}", "no address of a scheduler", "write it as tcp://host:8786 or tls://host:8786")


def _blank(text: str) -> bool:
    return any(letter.isspace() or not letter.isprintable() for letter in text)
