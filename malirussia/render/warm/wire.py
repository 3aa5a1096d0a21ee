"""Messages over a socket: lists of byte strings, each list and each string preceded by its length.

A Jupyter message is such a list. ZeroMQ would frame it just so, but brings threads, ports and a slow farewell.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jupyter_client.session import Session

# The channels, in front of every message of a kernel; the last is its last word.
IOPUB = b"iopub"
SHELL = b"shell"
BYE = b"bye"
# An argument of the parent of the forks: end when the thread that started it does.
WITH_OWNER = "--with-owner"
# How long a kernel may take to put its house in order when all cells have run; jupyter_client grants as much.
FAREWELL_SECONDS = 5

_COUNT = struct.Struct("!I")
_LENGTH = struct.Struct("!Q")

Frames = list[bytes]


def pack(frames: Sequence[bytes]) -> bytes:
    """Give a message as it goes over the socket."""
    lengths = b"".join(_LENGTH.pack(len(frame)) for frame in frames)
    return b"".join([_COUNT.pack(len(frames)), lengths, *frames])


class Unpacker:
    """Cuts what comes out of a socket into messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Frames]:
        """Take in some bytes.

        Args:
            data: What was received, cut anywhere.

        Yields:
            Every message that is now complete.
        """
        self._buffer += data
        while (message := self._next()) is not None:
            yield message

    def _next(self) -> Frames | None:
        if len(self._buffer) < _COUNT.size:
            return None
        (count,) = _COUNT.unpack_from(self._buffer)
        at = _COUNT.size + count * _LENGTH.size
        if len(self._buffer) < at:
            return None
        lengths = [_LENGTH.unpack_from(self._buffer, _COUNT.size + i * _LENGTH.size)[0] for i in range(count)]
        if len(self._buffer) < at + sum(lengths):
            return None
        frames = []
        with memoryview(self._buffer) as view:
            for length in lengths:
                frames.append(bytes(view[at : at + length]))
                at += length
        del self._buffer[:at]
        return frames


def send_request(connection: socket.socket, request: dict[str, Any], descriptors: Sequence[int]) -> None:
    """Send a JSON object together with open file descriptors."""
    body = json.dumps(request).encode()
    socket.send_fds(connection, [_LENGTH.pack(len(body))], descriptors)
    connection.sendall(body)


def receive_request(connection: socket.socket, descriptors: int) -> tuple[dict[str, Any], list[int]] | None:
    """Receive what `send_request` sent; None if the other end has closed the connection, or died.

    Args:
        connection: A blocking stream socket of the local machine.
        descriptors: How many file descriptors come along.
    """
    body = bytearray()
    try:
        head, passed, _, _ = socket.recv_fds(connection, _LENGTH.size, descriptors)
        if not head:
            return None
        (length,) = _LENGTH.unpack(head)
        while len(body) < length:
            more = connection.recv(length - len(body))
            if not more:
                return None
            body += more
    except ConnectionError:  # it died with something unread
        return None
    return json.loads(body), passed


def unsigned() -> Session:
    """Give a session whose messages carry no signature: nobody else has the other end of the socket."""
    from jupyter_client.session import Session  # heavy, and whoever only starts the parent has no need of it

    session = Session()
    session.key = b""  # as an argument it would be warned of
    return session
