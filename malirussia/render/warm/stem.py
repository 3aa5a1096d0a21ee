"""The parent of the forks: a process that imports the stack once, starts nothing, and forks when asked.

`start` serves the process that started this one over a socket, whose descriptor is its argument. A request is a JSON
object with two file descriptors, one for the new process and one, its *life*, on which the stem tells how it
fares. Whoever holds the other end of a life can send signals to the process, and ends it by closing.

    {"fork": "kernel", "environment": {…}, "folder": "…", "arguments": null, "memory": 4294967296}
    {"fork": "kernel", "environment": {…}, "folder": "…", "arguments": ["-f", "…"], "memory": null}
    {"fork": "runner", "environment": {…}, "folder": "…", "arguments": null, "memory": null}

A kernel with arguments is one that speaks ZeroMQ, as ipykernel's own does; they are its command line. Memory is the
most that the process may ask for, in bytes.
A life says `forked PID`, later `ended STATUS` as waitpid gives it, or `refused REASON`; it understands signal numbers.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import ipykernel

from malirussia.render.notebook import orphans
from malirussia.render.warm import child, linux
from malirussia.render.warm.preload import by_package, hidden, load
from malirussia.render.warm.wire import WITH_OWNER, receive_request, send_request

_LAUNCHER = str(Path(ipykernel.__file__).parent.parent / "ipykernel_launcher.py")
_DESCRIPTORS = 2


@dataclass
class _Life:
    """A forked process and the socket that its fate is told on; None once the other end is closed."""

    pid: int
    connection: socket.socket | None

    def tell(self, words: str) -> None:
        """Tell the holder of the other end, if there still is one."""
        if self.connection is not None:
            with suppress(OSError):
                self.connection.send(words.encode())


class Stem:
    """Serves requests to fork."""

    def __init__(self, owner: socket.socket, app: Any, loaded: Mapping[str, Sequence[str]]) -> None:
        self._app = app
        self._loaded = loaded
        # Sought here once: a child that goes through the names of all modules copies the page that each is on.
        self._halved = [name for name in sys.modules if name.split(".")[0] == "jsonschema"]
        self._owner = owner
        self._lives: dict[int, _Life] = {}
        self._forked: Callable[[], NoReturn] | None = None
        self._selector = selectors.DefaultSelector()
        self._selector.register(owner, selectors.EVENT_READ, self._take)
        self._bell, ringing = socket.socketpair()
        self._ringing = ringing
        for end in (self._bell, ringing):
            end.setblocking(False)
        self._selector.register(self._bell, selectors.EVENT_READ, self._reap)
        signal.set_wakeup_fd(ringing.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda *_: self._close())
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner

    def serve(self) -> Callable[[], NoReturn]:
        """Fork until the owner closes the connection.

        Returns:
            In every forked process: what it is to do. It is called where the stem was, so that a notebook has as many
            calls below it as in ipykernel's own process, and a recursion without end as many to go.
        """
        while True:
            for key, _ in self._selector.select():
                key.data(key.fileobj)
                if self._forked is not None:
                    return self._forked

    def _take(self, connection: socket.socket) -> None:
        """Take a request from the owner or from a runner."""
        try:
            received = receive_request(connection, _DESCRIPTORS)
        except OSError:
            received = None
        if received is None:
            if connection is self._owner:
                self._close()
            self._selector.unregister(connection)
            connection.close()
            return
        request, (channel, life) = received
        self._fork(request, socket.socket(fileno=channel), socket.socket(fileno=life))

    def _fork(self, request: dict[str, Any], channel: socket.socket, life: socket.socket) -> None:
        names = linux.threads()
        if len(names) != 1:
            # Locks that another thread holds at the fork would stay locked in the child for ever.
            life.send(f"refused a thread was started before the fork: {', '.join(names)}".encode())
            life.close()
            channel.close()
            return
        mine, theirs = socket.socketpair() if request["fork"] == "runner" else (None, None)
        stem = os.getpid()
        # Until it has put handlers of its own in their place, the child would answer a signal as the stem does.
        before = signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())
        pid = os.fork()
        if pid == 0:
            close = [end for end in (life, mine, self._ringing, *self._watched()) if end is not None]
            self._selector.close()
            self._forked = partial(_begin, self._app, self._halved, self._loaded, request, channel, theirs, stem, close)
            return
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        channel.close()
        if theirs is not None:
            theirs.close()
        if mine is not None:
            self._selector.register(mine, selectors.EVENT_READ, self._take)
        self._lives[pid] = _Life(pid, life)
        self._selector.register(life, selectors.EVENT_READ, self._heed)
        self._lives[pid].tell(f"forked {pid}")

    def _watched(self) -> list[socket.socket]:
        """The sockets that the stem listens to; no child has any business with them."""
        return [key.fileobj for key in self._selector.get_map().values() if isinstance(key.fileobj, socket.socket)]

    def _heed(self, connection: socket.socket) -> None:
        """Pass on a signal; end the process whose life was closed."""
        life = next((life for life in self._lives.values() if life.connection is connection), None)
        if life is None:
            return  # it was reaped since the selector saw the connection readable
        try:
            words = connection.recv(64)
        except OSError:
            words = b""
        if words:
            with suppress(ProcessLookupError):
                os.kill(life.pid, int(words))
            return
        self._hang_up(life)
        _end_group(life.pid)

    def _hang_up(self, life: _Life) -> None:
        if life.connection is not None:
            self._selector.unregister(life.connection)
            life.connection.close()
            life.connection = None

    def _reap(self, bell: socket.socket) -> None:
        """Tell of the processes that ended, and end what they left running."""
        with suppress(BlockingIOError):
            bell.recv(4096)
        for life in list(self._lives.values()):
            # WNOWAIT: while it stays a zombie, nobody else gets its process id or its group.
            if os.waitid(os.P_PID, life.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                continue
            _end_group(life.pid)
            _, status = os.waitpid(life.pid, 0)
            del self._lives[life.pid]
            # What it started in sessions of their own, daemons too, has come to this process.
            orphans.end(self._lives)
            life.tell(f"ended {status}")
            self._hang_up(life)

    def _close(self) -> NoReturn:
        """End every process that was forked, and this one."""
        for life in self._lives.values():
            _end_group(life.pid)
        orphans.end()
        os._exit(0)


def _end_group(pid: int) -> None:
    """Kill a process and all that runs in its group; a fresh fork may not have made its group yet."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _begin(
    app: Any,
    halved: Sequence[str],
    loaded: Mapping[str, Sequence[str]],
    request: dict[str, Any],
    channel: socket.socket,
    requests: socket.socket | None,
    stem: int,
    close: list[socket.socket],
) -> NoReturn:
    """Be the forked process."""
    status = 1
    said = os.dup(2)  # a kernel takes its own standard error for the notebook
    try:
        closing = [end.detach() for end in close]
        child.settle(stem, request["environment"], request["folder"], closing, request["memory"])
        if request["fork"] == "kernel":
            # A notebook that imports jsonschema gets the whole of it, as anywhere else.
            for name in [*halved, *hidden(loaded)]:
                sys.modules.pop(name, None)
            child.choose_renderer()
            from malirussia.render.warm.kernel import serve_over_zeromq

            sys.argv = [_LAUNCHER]
            if request["arguments"] is None:
                app.arise(channel)
                app.serve()
            sys.argv += request["arguments"]
            serve_over_zeromq(request["arguments"])
        else:
            from malirussia.render.warm import runner

            assert requests is not None
            runner.run(channel, requests)
        status = 0
    except BaseException:
        os.write(said, traceback.format_exc().encode())
    finally:
        os._exit(status)


def tell_files(owner: socket.socket) -> None:
    """Tell the owner of which files this process is made."""
    # In a function: a list that is thrown away in a child would have it copy the page of every name.
    files = [module.__file__ for module in list(sys.modules.values()) if getattr(module, "__file__", None)]
    send_request(owner, {"files": files}, [])


def main() -> Callable[[], NoReturn]:
    """Import the stack and serve; give what a forked process is to do."""
    if sys.argv[2:] == [WITH_OWNER]:
        linux.die_with_parent(signal.SIGTERM)
    orphans.adopt()
    owner = socket.socket(fileno=int(sys.argv[1]))
    request, _ = receive_request(owner, 0) or sys.exit(0)

    gc.disable()  # of what is imported nothing goes again
    from malirussia.render.warm.kernel import WarmApp

    # The shell comes first: what is imported after it finds itself in a notebook, as it would in a kernel.
    app = WarmApp.prepare(["--HistoryManager.hist_file=:memory:"])
    before = set(sys.modules)
    if request["preload"] or request["runs"]:
        import malirussia.without_iri  # it spares seconds of the import of nbformat, which plotly asks for
    if things := load(request["preload"]):
        app.rehearse(things)
    if request["runs"]:
        from nbformat import validate

        import malirussia.render.warm.runner  # noqa: F401

        validate({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})  # it compiles its schema once
    loaded = by_package(sys.modules.keys() - before)
    app.shell._sys_modules_keys = set(sys.modules)  # for `%reset aggressive`
    tell_files(owner)
    gc.collect()
    gc.freeze()  # a collection in a child would otherwise touch, and so copy, every page of the parent
    gc.enable()
    return Stem(owner, app, loaded).serve()


def start() -> None:
    """Be the parent of the forks, or what was forked from it.

    With the calls below it that `-m` makes: ipykernel is started so, and a recursion without end breaks off there.
    """
    exec("main()()")
