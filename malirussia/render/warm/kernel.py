"""The kernel of a forked process: ipykernel's own application, kernel and shell, over one socket.

The parent of the forks makes the application once, without ZeroMQ, threads or redirected streams. A forked process
gives it what is its own (`arise`) and then answers the messages of its client (`serve`).
"""

from __future__ import annotations

import asyncio
import atexit
import gc
import io
import os
import resource
import socket
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from importlib import import_module, reload
from pathlib import Path
from typing import Any, NoReturn

import zmq
from ipykernel.compiler import XCachingCompiler
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.utils import _async_in_context
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.display import display
from tornado.ioloop import IOLoop
from traitlets import Any as AnyTrait
from traitlets import Type

from malirussia.render.warm import streams
from malirussia.render.warm.streams import Replies, Sender, shown_as
from malirussia.render.warm.wire import BYE, FAREWELL_SECONDS, Unpacker, unsigned

_CHUNK = 1 << 20
# What ipykernel and IPython import in the first moments of a kernel.
_SOON = ("IPython.core.logger", "IPython.extensions.storemagic", "faulthandler", "tornado.platform.asyncio")


class _MainThread:
    """What the kernel asks of the thread that ipykernel reads the shell channel in: who its parent is."""

    parent_thread = threading.main_thread()


@shown_as(XCachingCompiler)
class Compiler(XCachingCompiler):
    """Names the file of a cell as ipykernel does, but without the process id, which no two runs share."""

    def get_code_name(self, raw_code: str, code: str, number: int) -> str:
        """Give the file name that warnings and profiles show."""
        name: str = super().get_code_name(raw_code, code, number)  # type: ignore[no-untyped-call]
        return name.replace(f"{os.sep}ipykernel_{os.getpid()}{os.sep}", f"{os.sep}ipykernel{os.sep}")


@shown_as(IPythonKernel)
class WarmKernel(IPythonKernel):
    """ipykernel's kernel, with a socket in the place of ZeroMQ's."""

    shell_stream = AnyTrait()
    compiler_class = Type(Compiler)

    @property
    def _supports_kernel_subshells(self) -> bool:
        return False

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Nothing waits in a queue: the client sends a cell when the last one has ended."""


@shown_as(IPKernelApp)
class WarmApp(IPKernelApp):
    """ipykernel's application in two parts: what all runs share, and what each has for itself."""

    kernel_class = Type(WarmKernel)
    shell: Any
    sender: Sender
    connection: socket.socket

    @classmethod
    def prepare(cls, arguments: list[str]) -> WarmApp:
        """Make the application, its kernel and its shell, and start nothing.

        Args:
            arguments: What ipykernel takes on its command line.
        """
        app: Any = cls.instance()
        # The debugger brings a hundred modules; a kernel that has ports takes it up again.
        sys.modules["debugpy"] = None  # type: ignore[assignment]
        try:
            super(IPKernelApp, app).initialize(arguments)  # type: ignore[no-untyped-call]
            app.init_pdb()
            sys.breakpointhook = _no_debugger
            app.session = unsigned()
            app.sender = app.iopub_thread = Sender()
            app.iopub_socket = app.sender.background_socket
            app.configure_tornado_logger()
            app.init_kernel()
            app.init_shell()
            for name in _SOON:
                import_module(name)
        finally:
            del sys.modules["debugpy"]
        made: WarmApp = app
        return made

    def rehearse(self, things: Iterable[Any]) -> None:
        """Show things to nobody, for all that IPython does when it first shows such a thing; leave nothing of them.

        No cell is run: Python makes quicker code of what has run eight times, and in quicker code a recursion without
        end breaks off elsewhere.

        Args:
            things: What cells may end with.
        """
        shell = self.shell
        compile(shell.compile.ast_parse(shell.transform_cell("x = 1\nx")), "", "exec")
        names, hidden = dict(shell.user_ns), dict(shell.user_ns_hidden)
        for thing in things:
            shell.displayhook(thing)
            display(thing)  # type: ignore[no-untyped-call]
        shell.displayhook.flush()
        for kept, now in ((names, shell.user_ns), (hidden, shell.user_ns_hidden)):
            now.clear()
            now.update(kept)

    def init_kernel(self) -> None:
        """Make the kernel and with it the shell."""
        self.kernel = WarmKernel.instance(
            parent=self,
            session=self.session,
            shell_stream=Replies(self.sender),
            shell_channel_thread=_MainThread,
            iopub_thread=self.sender,
            iopub_socket=self.iopub_socket,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )

    def arise(self, connection: socket.socket) -> None:
        """Make the application this process's own: streams, history, working folder, start-up files.

        Args:
            connection: The socket to speak on.
        """
        app: Any = self
        self.connection = connection
        self.session.pid = os.getpid()
        self.sender.open(connection)
        app.outstream_class = f"{streams.__name__}.Stream"
        app.init_io()
        app.displayhook.get_execution_count = lambda: self.kernel.execution_count
        self.kernel._stdout, self.kernel._stderr = sys.stdout, sys.stderr
        app.init_signal()
        shell = self.shell
        shell.starting_dir = str(Path.cwd())
        shell.init_environment()
        shell.history_manager.reset(new_session=False)  # the first folder of this process is the one it is in now
        with shell.history_manager.db as history:
            history.execute("UPDATE sessions SET start = ?", (datetime.now().isoformat(" "),))  # noqa: DTZ005 - as there
        app.init_path()
        app.init_gui_pylab()
        app.init_extensions()
        app.init_code()

    def init_code(self) -> None:
        """Run the start-up files, and hide what they define.

        What IPython does besides, the parent has done: going through the names of all modules would have every kernel
        copy the page that each is on.
        """
        app: Any = self
        app._run_startup_files()
        app._run_exec_lines()
        app._run_exec_files()
        if app.hide_initial_ns:
            self.shell.user_ns_hidden.update(self.shell.user_ns)
        sys.stdout.flush()
        sys.stderr.flush()

    def serve(self) -> NoReturn:
        """Answer messages until the client closes the connection; then end this process."""
        self.shell.exit_now = False
        self.kernel.io_loop = tornado = IOLoop.current()
        loop: asyncio.AbstractEventLoop = tornado.asyncio_loop  # type: ignore[attr-defined]
        unpacker = Unpacker()
        # One context for all cells: a context variable that one sets is there in the next.
        answer = _async_in_context(partial(self.kernel.shell_main, None))
        answers: set[asyncio.Task[Any]] = set()

        def on_readable() -> None:
            try:
                data = self.connection.recv(_CHUNK, socket.MSG_DONTWAIT)
            except BlockingIOError:
                return
            except OSError:
                data = b""
            if not data:
                loop.remove_reader(self.connection)
                tornado.stop()
                return
            for frames in unpacker.feed(data):
                task = loop.create_task(answer([zmq.Frame(frame) for frame in frames]))
                answers.add(task)
                task.add_done_callback(answers.discard)

        loop.add_reader(self.connection, on_readable)
        with suppress(KeyboardInterrupt):
            tornado.start()
        put_in_order(self.shell)
        with suppress(BaseException):
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            self.sender.schedule(lambda: self.sender.say(BYE, [str(peak).encode()]))
            self.sender.finish(FAREWELL_SECONDS)
        os._exit(0)


def _no_debugger(*arguments: Any, **options: Any) -> Any:
    """Do at `breakpoint()` what debugpy does where nobody debugs: nothing, unless PYTHONBREAKPOINT says what."""
    if os.environ.get("PYTHONBREAKPOINT"):
        return sys.__breakpointhook__(*arguments, **options)  # noqa: T100
    return None


def serve_over_zeromq(arguments: list[str]) -> NoReturn:
    """Be a kernel as ipykernel starts one, for clients that speak ZeroMQ; then end this process.

    Args:
        arguments: What ipykernel takes on its command line.
    """
    for made in (WarmApp, WarmKernel, ZMQInteractiveShell):
        made.clear_instance()  # what the parent made for the others
    sys.breakpointhook = sys.__breakpointhook__
    reload(import_module("ipykernel.debugger"))  # in the parent it found no debugpy
    IPKernelApp.launch_instance(arguments)
    put_in_order(IPKernelApp.instance().shell)
    os._exit(0)


def put_in_order(shell: Any) -> None:
    """End a notebook as the interpreter would, without the cost of taking everything apart."""
    with suppress(BaseException):
        threading._shutdown()  # type: ignore[attr-defined]  # waits for threads that aren't daemons
    with suppress(BaseException):
        atexit._run_exitfuncs()
    with suppress(BaseException):
        # What the notebook left open: files are written to the end as their owners go.
        shell.displayhook.flush()
        shell.user_ns.clear()
        shell.user_module.__dict__.clear()
        gc.collect()
    with suppress(BaseException):
        files = set(_and_below(io.IOBase.__base__))
        for thing in gc.get_objects():  # the parent's own were frozen and aren't among them
            if type(thing) in files and not thing.closed and thing.writable():
                with suppress(Exception):
                    thing.flush()


def _and_below(kind: Any) -> Iterator[type]:
    """Give a class and all that come of it."""
    yield kind
    for below in type.__subclasses__(kind):
        yield from _and_below(below)
