"""The owner's side of the stem: start it, ask it for processes, hold their lives."""

from __future__ import annotations

import errno
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from malirussia.errors import RenderError, os_problem
from malirussia.render.warm import linux
from malirussia.render.warm.child import PINNED
from malirussia.render.warm.wire import WITH_OWNER, receive_request, send_request

# The minor version whose private parts `kernel` and `streams` subclass; pyproject.toml asks for no other.
IPYKERNEL = "7.4"
_START = "the parent of the warm kernels"
# Not `-m`: that would have the modules of the working folder go before those of the standard library. The folder is
# taken off the path before anything is imported; a kernel puts its own in.
_COMMAND = "import sys; sys.flags.safe_path or sys.path.pop(0); from malirussia.render.warm.stem import start; start()"


# How long it may take to end after it has closed its connection.
_LAST_SECONDS = 5


def command_of() -> list[str]:
    """Give the command of a parent, without the descriptor of its connection."""
    return [sys.executable, "-c", _COMMAND]


def available() -> bool:
    """Say whether warm kernels can be had: a system that forks, and the ipykernel whose insides are known here."""
    return linux.can_fork() and version("ipykernel").split(".")[:2] == IPYKERNEL.split(".")


class Life:
    """A forked process, as its holder sees it: how it fares, and the power to signal and to end it."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._status: int | None = None

    def begun(self) -> int:
        """Wait until the process is forked; give its process id.

        Raises:
            RenderError: It can't be forked.
        """
        verb, _, rest = self._heard()
        if verb != "forked":
            raise RenderError(_START, rest or "it ended by itself", "render with the stock engine: --engine papermill")
        return int(rest)

    def settled(self) -> bool:
        """Whether `begun` need not wait."""
        return _readable(self._connection)

    def ended(self, seconds: float | None = None) -> int | None:
        """Wait until the process has ended.

        Returns:
            Its status as subprocess gives it, negative for a signal; None if it runs on after so many seconds.
        """
        if self._status is None:
            self._connection.settimeout(seconds)
            try:
                verb, _, rest = self._heard()
            except (TimeoutError, BlockingIOError):
                return None
            self._status = os.waitstatus_to_exitcode(int(rest)) if verb == "ended" else -signal.SIGKILL
        return self._status

    def signal(self, number: int) -> None:
        """Send a signal to the process; nothing if it has ended."""
        with suppress(OSError):
            self._connection.send(str(number).encode())

    def close(self) -> None:
        """End the process at once, and all it started, if it still runs."""
        self._connection.close()

    def fileno(self) -> int:
        """Readable when there is something to hear."""
        return self._connection.fileno()

    def _heard(self) -> tuple[str, str, str]:
        try:
            words = self._connection.recv(4096).decode()
        except ConnectionError:
            words = ""
        return words.partition(" ")


class Forks:
    """A connection to a stem."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def fork(
        self,
        kind: str,
        environment: Mapping[str, str],
        folder: Path,
        arguments: Sequence[str] | None = None,
        memory: int | None = None,
    ) -> tuple[socket.socket, Life]:
        """Ask for a process.

        Args:
            kind: `kernel` or `runner`.
            environment: Its environment, whole.
            folder: Its working folder.
            arguments: The command line of a kernel that is to speak ZeroMQ; None for one that speaks on its socket.
            memory: The most it may ask for, in bytes; None for no bound.

        Returns:
            The socket that it speaks on, Jupyter's messages in the case of a kernel, and its life.
        """
        channel, its_channel = socket.socketpair()
        life, its_life = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        request: dict[str, object] = {"fork": kind, "environment": dict(environment), "folder": str(folder)}
        request |= {"arguments": None if arguments is None else list(arguments), "memory": memory}
        with self._lock, its_channel, its_life, suppress(ConnectionError):
            send_request(self._connection, request, [its_channel.fileno(), its_life.fileno()])
        return channel, Life(life)


class Parent(Forks):
    """A stem that this process has started and that ends with it."""

    def __init__(self, environment: Mapping[str, str], preload: Sequence[str] = (), *, runs: bool = False) -> None:
        """Start it; it imports while this process goes on.

        Args:
            environment: Its environment: what interpreter and libraries read when they begin holds for all kernels.
            preload: What it imports, see `malirussia.render.warm.preload`.
            runs: Whether it is to run whole jobs, and so imports papermill.
        """
        mine, its = socket.socketpair()
        super().__init__(mine)
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process
        command = [*command_of(), str(its.fileno())]
        # The signal comes when the thread that started the stem ends, so only the main thread may ask for it.
        if threading.current_thread() is threading.main_thread():
            command.append(WITH_OWNER)
        with its:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                pass_fds=[its.fileno()],
                env={**environment, **PINNED, **_ONE_THREAD},
                start_new_session=True,
            )
        with suppress(ConnectionError):
            send_request(mine, {"preload": list(preload), "runs": runs}, [])
        self._files: dict[str, int] | None = None
        self._waiting = threading.Lock()

    def ready(self) -> None:
        """Wait until everything is imported.

        Raises:
            RenderError: An import failed.
        """
        with self._waiting:
            if self._files is not None:
                return
            received = receive_request(self._connection, 0)
            if received is None:
                words = self.last_words()
                todo = "correct that, or render with --engine papermill"
                if os.strerror(errno.ENOSPC) in words:
                    # Python names the file at the end, in quotes.
                    file = words.rpartition(": ")[2].strip("'")
                    todo = os_problem(OSError(errno.ENOSPC, "", file), "").todo
                raise RenderError(_START, words, todo)
            files = received[0]["files"]
            ours = [name for name in files if "site-packages" not in name and not name.startswith(_STDLIB)]
            self._files = {name: _stamp(name) for name in ours}

    def settled(self) -> bool:
        """Whether `ready` need not wait."""
        return self._files is not None or _readable(self._connection)

    def stale(self) -> bool:
        """Whether source files that it has imported have changed since; those of installed packages don't."""
        return any(_stamp(name) != stamp for name, stamp in (self._files or {}).items())

    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def last_words(self) -> str:
        """The last line that it wrote on its standard error before it ended; the signal that ended it, if one did."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_LAST_SECONDS)
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        status = self._process.poll()
        return lines[-1] if lines and (status or 0) >= 0 else how_it_ended(status)

    def close(self) -> None:
        """End it, and every process that was forked from it."""
        self._connection.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._said.close()


# Arrow's allocator would start a thread when pyarrow is imported.
_ONE_THREAD = {"JE_ARROW_MALLOC_CONF": "background_thread:false"}
_STDLIB = str(Path(os.__file__).parent)


def _readable(connection: socket.socket) -> bool:
    """Whether something can be heard, or the other end is gone; of a closed connection, that it is closed."""
    poll = select.poll()
    try:
        poll.register(connection, select.POLLIN)
    except ValueError:
        return True
    return bool(poll.poll(0))


def _stamp(name: str) -> int:
    try:
        return Path(name).stat().st_mtime_ns
    except OSError:
        return 0


def how_it_ended(status: int | None) -> str:
    """Say how a process ended.

    Args:
        status: As subprocess gives it; None if it still runs.
    """
    if status is None:
        return "it no longer answers"
    if status >= 0:
        return f"its process ended with status {status}"
    try:
        return f"its process was ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"its process was ended by signal {-status}"
