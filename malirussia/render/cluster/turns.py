"""Which job is next, and where: each runs until it has ended once, and none takes the others down.

A job whose worker died runs again, but by itself on its worker, so that it can hurt no other and no other can be
blamed on it. After a few deaths it has failed.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Hashable


class Turns:
    """The jobs of a run, by number."""

    def __init__(self, count: int, deaths: int) -> None:
        """Begin with all jobs waiting, in order.

        Args:
            count: How many there are.
            deaths: How many workers may die of one before it has failed, at least 1.
        """
        self.left = count
        self._most = deaths
        self._waiting = deque(range(count))
        self._running: dict[int, Hashable] = {}
        self._deaths: Counter[int] = Counter()

    def next(self, place: Hashable, slots: int) -> int | None:
        """Give a job to a worker, which has it from now on.

        Args:
            place: The worker.
            slots: How many jobs it may run at a time.

        Returns:
            The job; None if there is none for it now.
        """
        there = [job for job, where in self._running.items() if where == place]
        if len(there) >= slots or any(self._deaths[job] for job in there):
            return None
        for job in self._waiting:
            if not there or not self._deaths[job]:
                self._waiting.remove(job)
                self._running[job] = place
                return job
        return None

    def back(self, job: int) -> None:
        """Let a job wait again that its worker never began, or left for no fault of the job."""
        del self._running[job]
        self._waiting.appendleft(job)

    def died(self, job: int) -> bool:
        """Count a death; give whether the job waits again. If not, it has ended."""
        self._deaths[job] += 1
        if self._deaths[job] >= self._most:
            self.ended(job)
            return False
        self.back(job)
        return True

    def ended(self, job: int) -> None:
        """End a job."""
        del self._running[job]
        self.left -= 1
