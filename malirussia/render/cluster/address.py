"""The address of a scheduler, as a person writes it after `--on`.

Whoever reaches a scheduler, or stands between it and this process, runs code in both: Dask unpickles what it is sent.
So an address is either this machine's own or speaks TLS with certificates that both sides know, unless somebody says
that the network may be trusted.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from malirussia.errors import RenderError

SCHEMES = ("tcp", "tls")


def checked(address: str, *, without_tls: bool = False) -> str:
    """Give the address back if it is one.

    Args:
        address: `tcp://host:port` or `tls://host:port`; an IPv6 host stands in brackets.
        without_tls: Whether `tcp://` may lead to another machine.

    Raises:
        RenderError: It is anything else, or leads to another machine without TLS.
    """
    try:
        parts = urlsplit(address)
        right = parts.scheme in SCHEMES and bool(parts.hostname) and bool(parts.port)
    except ValueError:  # a port that is no number, a bracket left open
        right = False
    if right and address == f"{parts.scheme}://{parts.netloc}" and "@" not in address and not _blank(address):
        if parts.scheme == "tcp" and not without_tls and not _this_machine(str(parts.hostname)):
            fault = "another machine without TLS: whoever is on the way can run code here and there"
            raise RenderError(f"--on {address}", fault, "use tls://, docs/cluster.md says how, or say --without-tls")
        return address
    raise RenderError(f"--on {address}", "no address of a scheduler", "write it as tcp://host:8786 or tls://host:8786")


def _this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _blank(text: str) -> bool:
    return any(letter.isspace() or not letter.isprintable() for letter in text)
