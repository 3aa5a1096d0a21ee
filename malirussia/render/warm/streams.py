"""What a forked kernel says: ipykernel's own streams and hooks, with a socket where ZeroMQ was.

One thread does all the sending, as in ipykernel, so that a keyboard interrupt never cuts a message in two and an
output never overtakes another.
"""

from __future__ import annotations

import codecs
import fcntl
import heapq
import os
import select
import socket
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import count
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from ipykernel.iostream import BackgroundSocket, IOPubThread, OutStream
from zmq.eventloop.zmqstream import ZMQStream

from malirussia.render.warm.wire import IOPUB, SHELL, pack

_CHUNK = 1 << 16
_Kind = TypeVar("_Kind", bound=type)


def shown_as(original: type) -> Callable[[_Kind], _Kind]:
    """Have a class shown under the name of the one that it stands for: outputs tell objects by their class."""

    def named(stand_in: _Kind) -> _Kind:
        stand_in.__name__, stand_in.__qualname__, stand_in.__module__ = (
            original.__name__,
            original.__qualname__,
            original.__module__,
        )
        return stand_in

    return named


class _Send(partial[None]):
    """A message to be sent, as against all else that the thread has to do."""


@shown_as(IOPubThread)
class Sender(IOPubThread):
    """The thread that sends, in the part of ipykernel's IOPubThread."""

    def __init__(self) -> None:
        # Not super().__init__(): it opens ZeroMQ sockets and an event loop.
        self.thread: threading.Thread | None = None  # type: ignore[assignment]
        self.io_loop = self  # type: ignore[assignment]  # OutStream asks it for call_later
        self.background_socket = BackgroundSocket(self)  # type: ignore[no-untyped-call]
        self.socket: socket.socket | None = None
        self._pid = 0
        self._queue: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self._put_off: deque[Callable[[], object]] = deque()
        self._timers: list[tuple[float, int, Callable[[], object]]] = []
        self.timer_rang = False  # whether what is being done is being done because its time has come
        self._numbers = count()
        self._counting = threading.Lock()
        self._asked = self._done = 0
        self._lock_file: Any = None

    def open(self, connection: socket.socket) -> None:
        """Begin to send on a socket."""
        self.socket = connection
        self._pid = os.getpid()
        self._lock_file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process
        self.thread = threading.Thread(target=self._run, name="IOPub", daemon=True)
        self.thread.start()

    def schedule(self, f: Callable[[], object]) -> None:
        """Have the thread call a function; call it here where this is the thread, or where it doesn't run.

        It doesn't run in a process that the notebook forked. A flush asks the thread to send and waits for that; were
        its message put in the queue again, the flush would end before the message is sent.
        """
        runs = self.thread is not None and self.thread.is_alive() and os.getpid() == self._pid
        if runs and threading.current_thread() is not self.thread:
            with self._counting:
                self._asked += 1
            self._queue.put(f)
        else:
            f()

    @property
    def idle(self) -> bool:
        """Whether all that was scheduled is done."""
        return self._asked == self._done

    def send_multipart(self, *frames: Any, **options: Any) -> None:
        """Have the thread send a message of Jupyter's."""
        self.schedule(_Send(self._really_send, *frames, **options))

    def catch_up(self) -> None:
        """Send the messages that wait by now, ahead of all else; only the thread itself asks for that."""
        for _ in range(self._queue.qsize()):
            task = self._queue.get_nowait()
            if isinstance(task, _Send):
                self._finish(task)
            else:
                self._put_off.append(task)

    def call_later(self, delay: float, callback: Callable[[], object]) -> None:
        """Call a function in so many seconds; only the thread itself asks for that."""
        heapq.heappush(self._timers, (time.monotonic() + delay, next(self._numbers), callback))

    def say(self, channel: bytes, frames: Sequence[Any]) -> None:
        """Send a message."""
        message = pack([channel, *map(bytes, frames)])
        if self.socket is None:
            return
        # Processes that the notebook forks share the socket; the lock is one of processes, not of threads.
        fcntl.lockf(self._lock_file, fcntl.LOCK_EX)
        try:
            self.socket.sendall(message)
        except OSError:
            self.socket = None  # nobody listens any more; the process is about to be ended
        finally:
            fcntl.lockf(self._lock_file, fcntl.LOCK_UN)

    def finish(self, seconds: float) -> None:
        """Wait until everything is sent that was to be sent by now."""
        done = threading.Event()
        self.schedule(done.set)
        done.wait(seconds)

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self.socket is None

    def _really_send(self, msg: Sequence[Any], *_args: object, **_options: object) -> None:
        self.say(IOPUB, msg)

    def _run(self) -> None:
        while True:
            due = self._timers[0][0] - time.monotonic() if self._timers else None
            if self._put_off:
                self._finish(self._put_off.popleft())
            elif due is not None and due <= 0:
                with self._counting:
                    self._asked += 1
                self.timer_rang = True
                self._finish(heapq.heappop(self._timers)[2])
                self.timer_rang = False
            else:
                with suppress(Empty):
                    self._finish(self._queue.get(timeout=due))

    def _finish(self, task: Callable[[], object]) -> None:
        self._do(task)
        self._done += 1

    def _do(self, task: Callable[[], object]) -> None:
        try:
            task()
        except Exception as error:
            print(f"{type(error).__name__}: {error}", file=sys.__stderr__)


@shown_as(ZMQStream)
class Replies:
    """The kernel's shell channel, sent by the same thread so that a reply comes after the outputs."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def send_multipart(self, frames: Sequence[Any], *_args: object, **_options: object) -> None:
        """Send a reply."""
        frames = [bytes(frame) for frame in frames]
        self._sender.schedule(lambda: self._sender.say(SHELL, frames))


@shown_as(OutStream)
class Stream(OutStream):
    """ipykernel's stdout and stderr, which also takes in what was written to the descriptor before a text or a flush.

    ipykernel reads the descriptor in a thread, and whether `os.write(1, …)` comes before or after the next text or
    output depends on the clock. It also decodes every thousand bytes by themselves, which breaks letters in the middle.
    """

    def _setup_stream_redirects(self, name: str) -> None:
        reading, writing = os.pipe()
        self._original_stdstream_fd = getattr(sys, f"__{name}__").fileno()
        self._original_stdstream_copy = os.dup(self._original_stdstream_fd)
        os.dup2(writing, self._original_stdstream_fd)
        os.close(writing)
        os.set_blocking(reading, False)
        self._fid = reading
        self._pipe = reading
        self._exc = None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._reading = threading.RLock()  # a signal's handler may print while its thread reads
        self.watch_fd_thread = threading.Thread(target=self._watch_pipe_fd, daemon=True)
        self.watch_fd_thread.start()

    def _watch_pipe_fd(self) -> None:
        while self._should_watch:
            select.select([self._pipe], [], [])
            if not self.drain():
                return

    def drain(self) -> bool:
        """Take in what stands in the pipe; False where nobody can write to it any more."""
        if not self._should_watch or os.getpid() != self._master_pid:
            return True
        with self._reading:
            while True:
                try:
                    data = os.read(self._pipe, _CHUNK)
                except BlockingIOError:
                    return True
                if not data:
                    return False
                if text := self._decoder.decode(data):
                    super().write(text)

    def write(self, string: str) -> int | None:  # type: ignore[override]  # as ipykernel has it
        """Write a text, behind what was written to the descriptor before it."""
        # Another thread may belong to an earlier cell, which what is in the pipe would then go to.
        if threading.current_thread() is threading.main_thread():
            self.drain()
        return super().write(string)

    def _flush_buffers(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Take what was written; in ipykernel a text sent because its time has come may overtake what was shown before.

        Whoever shows something flushes the text before it. The text behind it waits for the clock, which may strike
        while that message is still in the queue.
        """
        buffers = self._rotate_buffers()  # type: ignore[no-untyped-call]
        if self.pub_thread.timer_rang:
            self.pub_thread.catch_up()
        for parent, buffer in buffers.items():
            yield dict(parent), buffer.getvalue()

    def flush(self) -> None:
        """Send what was written, to Python's stream and to the descriptor."""
        self.drain()
        # Most often there is nothing: every cell and everything shown flush both streams. Asking the thread takes time.
        if self._buffers or not self.pub_thread.idle:
            super().flush()  # type: ignore[no-untyped-call]
