"""Fetches one page: http and https only, bounded in size and time, and nothing of the own network unless asked for."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from typing import Any
from urllib.parse import urljoin, urlsplit

from malirussia.errors import MaliRussiaError

BYTES = 8 * 2**20
SECONDS = 30.0
REDIRECTS = 5
_AGENT = "malirussia-intake (one page, read by a person)"


def fetch(url: str, *, redirects: bool = False, private: bool = False, seconds: float = SECONDS) -> tuple[bytes, str]:
    """Fetch a page.

    Args:
        url: Its address.
        redirects: Whether to follow up to five redirects; each address is checked like the first.
        private: Whether an address of the own machine or network will do.
        seconds: How long it may take in all.

    Returns:
        Its bytes, and the address it came from.

    Raises:
        MaliRussiaError: If the address is none of the web's, is refused, or the page is too large, slow or not there.
    """
    until = time.monotonic() + seconds
    for _ in range(REDIRECTS + 1):
        status, reason, location, body = _one(url, private, until)
        if status in (301, 302, 303, 307, 308) and location is not None:
            there = urljoin(url, location)
            if not redirects:
                raise MaliRussiaError(url, f"leads on to {there}", "give that address, or allow it: --redirects")
            url = there
            continue
        if status != 200:
            raise MaliRussiaError(url, f"answers {status} {reason}", "open it in a browser and save the page")
        return body, url
    raise MaliRussiaError(url, f"more than {REDIRECTS} redirects", "open it in a browser and save the page")


def _one(url: str, private: bool, until: float) -> tuple[int, str, str | None, bytes]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise MaliRussiaError(url, "no address of the web", "give one that begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise MaliRussiaError(parts.hostname, "an address with a password", "save the page in a browser")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = _address(parts.hostname, port, private)
        left = max(0.1, until - time.monotonic())
        connection = _connection(parts.scheme, parts.hostname, port, address, left)
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            headers = {"User-Agent": _AGENT, "Accept": "text/html,application/pdf,text/plain", "Connection": "close"}
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            body = _bounded(answer, url, until) if answer.status == 200 else b""
            return answer.status, answer.reason, answer.getheader("Location"), body
        finally:
            connection.close()
    except ssl.SSLError as error:
        raise MaliRussiaError(url, f"no safe connection ({error.reason})", "save the page in a browser") from None
    except TimeoutError:
        raise MaliRussiaError(url, "took too long", "try again, or save the page in a browser") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise MaliRussiaError(url, f"cannot be read ({error})", "check the address and the network") from None


def _address(host: str, port: int, private: bool) -> str:
    """One address of a host, made sure before anything is sent: it is the one that is connected to."""
    for _, _, _, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        address = str(place[0])
        known = ipaddress.ip_address(address.partition("%")[0])
        mapped = getattr(known, "ipv4_mapped", None) or known
        if private or (mapped.is_global and not mapped.is_multicast):
            return address
    raise MaliRussiaError(host, "an address of this machine or network", "if it is meant, allow it: --private")


def _connection(scheme: str, host: str, port: int, address: str, seconds: float) -> http.client.HTTPConnection:
    def connect(*_: Any, **__: Any) -> socket.socket:
        return socket.create_connection((address, port), timeout=seconds)

    made: http.client.HTTPConnection
    if scheme == "https":
        made = http.client.HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
    else:
        made = http.client.HTTPConnection(host, port, timeout=seconds)
    # What was looked up and checked is what is spoken to, whatever the name means a moment later.
    made._create_connection = connect  # type: ignore[attr-defined]
    return made


def _bounded(answer: http.client.HTTPResponse, url: str, until: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(65536):
        size += len(part)
        if size > BYTES:
            raise MaliRussiaError(url, f"more than {BYTES:,} bytes", "save the page in a browser")
        if time.monotonic() > until:
            raise TimeoutError
        parts.append(part)
    return b"".join(parts)
