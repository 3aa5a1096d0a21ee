"""Papermill's client of a kernel, over the socket of a forked one.

Everything that makes outputs of messages is nbclient's own code. What is replaced is the way the messages come, and
how the kernel's end is noticed: at once, where nbclient looks once a second.
"""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty
from typing import Any

from nbclient.exceptions import DeadKernelError
from nbclient.util import run_sync
from papermill.clientwrap import PapermillNotebookClient

from malirussia.render.warm.forks import Life, how_it_ended
from malirussia.render.warm.wire import BYE, FAREWELL_SECONDS, IOPUB, SHELL, Unpacker, pack, unsigned

# How long a cell that took too long may take to show its traceback.
INTERRUPT_SECONDS = 5
_CHUNK = 1 << 20


class Channel:
    """One of Jupyter's channels."""

    def __init__(self, wire: PipeClient) -> None:
        self._wire = wire
        self._waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """Wait for the next message.

        Raises:
            Empty: None came in time.
        """
        self._wire.listen()
        try:
            return await asyncio.wait_for(self._waiting.get(), timeout)
        except TimeoutError:
            raise Empty from None

    def put(self, message: dict[str, Any]) -> None:
        """Hand over a message that came."""
        self._waiting.put_nowait(message)

    def send(self, message: dict[str, Any]) -> None:
        """Send a message to the kernel."""
        self._wire.send(message)


class PipeClient:
    """The part of jupyter_client's KernelClient that nbclient uses."""

    allow_stdin = False

    def __init__(self, connection: socket.socket, really: Callable[[str], str]) -> None:
        """Speak with a kernel.

        Args:
            connection: Its socket.
            really: Gives the code to run for the code of a cell; they differ where a secret is left out of the cell.
        """
        self.session = unsigned()
        self.shell_channel = Channel(self)
        self.iopub_channel = Channel(self)
        self.said_goodbye = False
        self.peak: int | None = None
        self.gone = asyncio.Event()
        self._connection = connection
        self._really = really
        self._unpacker = Unpacker()
        self._loop: asyncio.AbstractEventLoop | None = None

    def execute(self, code: str, *, store_history: bool = True, stop_on_error: bool = True) -> str:
        """Have a cell run; give the id of the request."""
        content = {
            "code": self._really(code),
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": stop_on_error,
        }
        return self.send(self.session.msg("execute_request", content))

    def kernel_info(self) -> str:
        """Ask for the kernel's description; give the id of the request."""
        return self.send(self.session.msg("kernel_info_request"))

    def send(self, message: dict[str, Any]) -> str:
        """Send a message; give its id."""
        with suppress(OSError):
            self._connection.sendall(pack(self.session.serialize(message)))
        identity: str = message["header"]["msg_id"]
        return identity

    def is_alive(self) -> bool:
        """Whether the kernel may still say something."""
        return not self.gone.is_set()

    def listen(self) -> None:
        """Receive in the event loop that runs now."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop and not self.gone.is_set():
            self._loop = loop
            loop.add_reader(self._connection, self._receive)

    def goodbye(self, seconds: float) -> bool:
        """Tell the kernel that there is nothing more to do, and wait until it has put its house in order."""
        self.stop()
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)
            self._connection.settimeout(seconds)
            while not self.said_goodbye and (data := self._connection.recv(_CHUNK)):
                self._deliver(data)
        return self.said_goodbye

    def stop(self) -> None:
        """Receive no more."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._connection)
        self._loop = None

    def _receive(self) -> None:
        try:
            data = self._connection.recv(_CHUNK, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._deliver(data)
        else:
            self.stop()
            self.gone.set()

    def _deliver(self, data: bytes) -> None:
        for channel, *frames in self._unpacker.feed(data):
            if channel == BYE:
                self.said_goodbye, self.peak = True, int(frames[0]) // 1024
                continue
            _, rest = self.session.feed_identities(frames)
            message = self.session.deserialize(rest)
            {SHELL: self.shell_channel, IOPUB: self.iopub_channel}[channel].put(message)


class WarmNotebookClient(PapermillNotebookClient):  # type: ignore[misc]  # papermill carries no types
    """Runs the cells of a notebook in a forked kernel."""

    def __init__(
        self,
        nb_man: Any,
        connection: socket.socket,
        life: Life,
        *,
        really: Callable[[str], str] = str,
        **options: Any,
    ) -> None:
        super().__init__(nb_man, **options)
        self._connection = connection
        self._life = life
        self.peak: int | None = None
        """The most memory that the kernel held, in MiB; known once it has ended in peace."""
        self._really = really
        self._outputs: asyncio.Task[Any] | None = None

    @contextmanager
    def setup_kernel(self, **_options: Any) -> Iterator[None]:
        """Hold the kernel while cells run; end it afterwards, in peace if it is at rest."""
        self.km = self
        self.kc = client = PipeClient(self._connection, self._really)
        try:
            yield
            client.goodbye(FAREWELL_SECONDS)
            self.peak = client.peak
        except DeadKernelError:
            status = self._life.ended(FAREWELL_SECONDS)
            raise DeadKernelError(f"Kernel died: {how_it_ended(status)}") from None
        finally:
            client.stop()
            self._connection.close()
            self._life.close()
            self.kc = self.km = None  # type: ignore[assignment]

    def interrupt_kernel(self) -> None:
        """Interrupt the cell that runs, as a person does who presses stop."""
        self._life.signal(signal.SIGINT)

    def last_outputs(self) -> None:
        """After a time-out: interrupt the cell and take in the traceback, which tells where it hung."""
        self.interrupt_kernel()
        self._wait_for_outputs()

    async def _async_wait_for_outputs(self) -> None:
        # nbclient leaves this task running after a time-out; in its own way it, too, comes to that traceback.
        if self._outputs is not None:
            _, deaf = await asyncio.wait({self._outputs}, timeout=INTERRUPT_SECONDS)
            for task in deaf:  # else Python says at its end that a task was pending
                task.cancel()
                await asyncio.wait({task})

    _wait_for_outputs = run_sync(_async_wait_for_outputs)

    async def _async_poll_output_msg(self, *arguments: Any) -> None:
        self._outputs = asyncio.current_task()
        await super()._async_poll_output_msg(*arguments)

    async def _async_poll_kernel_alive(self) -> None:
        await self.kc.gone.wait()
        self.task_poll_for_reply.cancel()
