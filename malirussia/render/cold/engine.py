"""A papermill engine that keeps the notebook it runs, whatever becomes of the kernel.

Stock papermill gives the executed notebook back only where every cell ran or one raised. After a dead kernel or a
time-out it gives nothing, and marks the cells that never ran as completed. This engine runs the cells exactly as
stock papermill does, and differs in three ways: it writes nothing to disk between cells, it reports each cell as it
begins, and it leaves the notebook and the truth about its cells behind after any failure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines

from malirussia.render.notebook.secret import Secrets, declared

NAME = "malirussia"

OnCell = Callable[[int, int], None]


class Record:
    """What is kept of a run; nobody measures its cells and its kernel."""

    peak = None

    def __init__(self, nb: Any, secrets: Collection[str]) -> None:
        self.nb = nb
        self.seconds: list[float | None] = []
        self._names = secrets

    def hide(self) -> Secrets:
        """Hide the secrets in the notebook."""
        secrets = Secrets(self.nb, {*self._names, *declared(self.nb)})
        secrets.hide(self.nb)
        return secrets


class KeepingEngine(NBClientEngine):  # type: ignore[misc]  # papermill carries no types
    """The stock engine, observed."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        on_cell: OnCell | None = None,
        on_record: Callable[[Record], None] | None = None,
        secrets: Collection[str] = (),
        **options: Any,
    ) -> None:
        """Run the cells.

        Args:
            nb_man: Papermill's own record of the run.
            kernel_name: The Jupyter kernel.
            on_cell: Called with the number of each cell, from 1, and the count of cells, before the cell runs.
            on_record: Called with what is kept of the run when it begins.
            secrets: Parameters whose values must not be written, besides those that the notebook calls secret.
            options: What papermill and nbclient take.
        """
        if on_record is not None:
            on_record(Record(nb_man.nb, secrets))
        begin, complete = nb_man.cell_start, nb_man.notebook_complete

        def start(cell: Any, cell_index: int, **more: Any) -> None:
            if on_cell is not None:
                on_cell(cell_index + 1, len(nb_man.nb.cells))
            begin(cell, cell_index, **more)

        def finish(**more: Any) -> None:
            waiting = [cell for cell in nb_man.nb.cells if cell.metadata.papermill["status"] == nb_man.PENDING]
            complete(**more)
            for cell in waiting:
                cell.metadata.papermill["status"] = nb_man.PENDING

        nb_man.cell_start, nb_man.notebook_complete = start, finish
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **options)
        except Exception:
            # The cell that ran when the kernel died or the time was up: papermill has called it completed.
            started = [cell for cell in nb_man.nb.cells if cell.metadata.papermill.get("start_time") is not None]
            with suppress(IndexError):
                started[-1].metadata.papermill.update(status=nb_man.FAILED, exception=True)
            raise


papermill_engines.register(NAME, KeepingEngine)
