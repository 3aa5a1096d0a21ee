"""A Jupyter kernel that is forked: `malirussia-warm` for JupyterLab, nbclient and `pytest --nbval`.

    JUPYTER_PATH=malirussia/render/warm/jupyter pytest --nbval --nbval-kernel-name malirussia-warm notebooks

It is ipykernel as it stands, ZeroMQ and all, only that its process was forked. The engine and the pool don't use it:
their kernels have no ports to open and to close. What the parent imports stands in the kernel's specification:

    "metadata": {"kernel_provisioner": {"provisioner_name": "malirussia-warm", "config": {"preload": ["pandas"]}}}
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import List, Unicode

from malirussia.render.warm import shared
from malirussia.render.warm.child import PINNED
from malirussia.render.warm.forks import Life, available

_MODULE = ["-m", "ipykernel_launcher"]
_LOOK = 0.005
"""Seconds from one look at the parent to the next."""


class ForkedProcess:
    """What jupyter_client asks of a process that it started, for one that was forked."""

    stdin = stdout = stderr = None

    def __init__(self, channel: socket.socket, life: Life) -> None:
        """Wait until the process is there.

        Raises:
            RenderError: It can't be forked.
        """
        self._channel = channel
        self._life = life
        self.pid = life.begun()

    def poll(self) -> int | None:
        """Give the status it ended with; None while it runs."""
        return self._life.ended(0)

    def wait(self) -> int | None:
        """Wait for its end."""
        status = self._life.ended()
        self._life.close()
        self._channel.close()
        return status

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        self._life.signal(number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class WarmProvisioner(LocalProvisioner):
    """Starts kernels by forking them; where nothing can be forked, as jupyter_client does."""

    preload = List(Unicode(), help="What the parent of the kernels imports.").tag(config=True)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel.

        Args:
            cmd: Its command; what follows `-m ipykernel_launcher` are its arguments.
            kwargs: `env` and `cwd`, and what a forked process has no use for.

        Returns:
            Where it is to be reached.

        Raises:
            RenderError: The parent of the kernels can't import what it was told to, or can't fork.
        """
        if cmd[1:3] != _MODULE or not available():
            return await super().launch_kernel(cmd, **kwargs)
        environment = {**kwargs.get("env", os.environ), **PINNED, "JPY_PARENT_PID": str(os.getpid())}
        folder = Path(kwargs.get("cwd") or "").absolute()

        preload = tuple(self.preload)
        # A parent that imports takes seconds, and whoever starts a kernel may serve others meanwhile.
        await _until(shared.started(environment, preload).settled)
        channel, life = shared.parent(environment, preload).fork("kernel", environment, folder, cmd[3:])
        await _until(life.settled)
        process: Any = ForkedProcess(channel, life)
        self.process = process
        # A kernel leads its group, from its first moments on.
        self.pid = self.pgid = process.pid
        return self.connection_info


async def _until(settled: Callable[[], bool]) -> None:
    """Let others go on until something is settled.

    By looking, not by a thread or a watcher of the event loop: a process that was forked has its loop from its parent,
    with threads that aren't there and a wake-up that reaches the parent and all its children alike.
    """
    while not settled():
        await asyncio.sleep(_LOOK)
