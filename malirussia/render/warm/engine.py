"""The papermill engine `malirussia-warm`: every notebook in a fresh process, forked from one that is ready.

    papermill --engine malirussia-warm in.ipynb out.ipynb
    papermill.execute_notebook("in.ipynb", "out.ipynb", engine_name="malirussia-warm")

What comes out is what papermill's own engine makes, output by output; docs/engine.md says where they differ. Where no
process can be forked, or the kernel isn't the Python that runs papermill, papermill's own engine does the work.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellExecutionError, CellTimeoutError
from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args

from malirussia.errors import RenderError
from malirussia.render.notebook.normalise import INJECTED
from malirussia.render.notebook.secret import Secrets, declared
from malirussia.render.warm import shared
from malirussia.render.warm.client import WarmNotebookClient
from malirussia.render.warm.forks import Forks
from malirussia.render.warm.save import EventLog, write_whole

NAME = "malirussia-warm"
_TIMES = ("start_time", "end_time", "duration")

OnCell = Callable[[int, int], None]


class Record(NotebookExecutionManager):  # type: ignore[misc]  # papermill carries no types
    """Papermill's record of a run; tells the truth about cells, and writes no times and no half-done notebook."""

    def __init__(
        self,
        nb: Any,
        *,
        secrets: Secrets,
        log: EventLog,
        on_cell: OnCell | None,
        save_cells: bool,
        keep_times: bool,
        source: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(nb, **options)
        self._ids = _ids_in(source)
        self.seconds: list[float | None] = [None] * len(nb.cells)
        self.peak: int | None = None
        self.secrets = secrets
        self._log = log
        self._on_cell = on_cell
        self.keep_times = keep_times
        self._save_cells = save_cells

    def save(self, **_options: Any) -> None:
        """Save the notebook after a cell, if that was asked for."""
        if self._save_cells:
            self._tidy()
            super().save()

    def autosave_cell(self, **_options: Any) -> None:
        """Save the notebook while a cell runs, if cells are saved at all."""
        if self._save_cells:
            super().autosave_cell()

    def notebook_start(self, **options: Any) -> None:
        """Begin the run."""
        super().notebook_start(**options)
        self._log.write(event="start", cells=len(self.nb.cells))

    def cell_start(self, cell: Any, cell_index: int, **options: Any) -> None:
        """Begin a cell."""
        if self._on_cell is not None:
            self._on_cell(cell_index + 1, len(self.nb.cells))
        self._log.write(event="cell", number=cell_index + 1, status=self.RUNNING)
        self._begun = time.perf_counter()
        super().cell_start(cell, cell_index, **options)

    def cell_complete(self, cell: Any, cell_index: int, **options: Any) -> None:
        """End a cell, whatever became of it."""
        self.seconds[cell_index] = seconds = time.perf_counter() - self._begun
        super().cell_complete(cell, cell_index, **options)
        status = cell.metadata.papermill["status"]
        self._log.write(event="cell", number=cell_index + 1, status=status, seconds=round(seconds, 3))

    def notebook_complete(self, **_options: Any) -> None:
        """End the run. Cells that never ran stay pending, where papermill calls them completed."""
        self.end_time = self.now()
        about = self.nb.metadata.papermill
        about["end_time"] = self.end_time.isoformat()
        about["duration"] = (self.end_time - self.start_time).total_seconds()
        self.complete_pbar()
        self.cleanup_pbar()
        self._log.write(event="end", failed=bool(about["exception"]), seconds=round(about["duration"], 3))
        self._tidy()

    def hide(self) -> Secrets:
        """Give the secrets; they are hidden when the run ends."""
        return self.secrets

    def keep(self) -> None:
        """Write the notebook of a run that ended before its time; after the others papermill writes it."""
        super().save()

    def _tidy(self) -> None:
        self.secrets.hide(self.nb)
        if not self.keep_times:
            for key in _TIMES:
                self.nb.metadata.papermill.pop(key, None)
                for cell in self.nb.cells:
                    cell.metadata.papermill.pop(key, None)
        taken = {cell.get("id") for cell in self.nb.cells}
        for cell in self.nb.cells:
            # Papermill gives the cell that it injects a random id.
            if INJECTED in cell.metadata.get("tags", []) and "id" in cell and INJECTED not in taken:
                cell.id = INJECTED
        if self._ids is not None:
            for number, cell in enumerate(self.nb.cells, start=1):
                # nbformat gives a cell that has none in the file, or one that is there twice, a random id.
                if "id" in cell and cell.id not in self._ids and cell.id != INJECTED:
                    cell.id = f"cell-{number}"


def _ids_in(source: Any) -> set[str] | None:
    """Give the cell ids that stand in a notebook's file; None where it is no file at hand."""
    try:
        notebook = json.loads(Path(source).read_text(encoding="utf-8-sig"))
        return {cell["id"] for cell in notebook["cells"] if isinstance(cell.get("id"), str)}
    except (OSError, TypeError, ValueError, KeyError, AttributeError):
        return None


class TruthfulClient(WarmNotebookClient):
    """Papermill's client, which also marks the cell that a time-out or the kernel's end has cut off."""

    def papermill_execute_cells(self) -> None:
        """Run the cells up to the first error."""
        for index, cell in enumerate(self.nb.cells):
            try:
                self.nb_man.cell_start(cell, index)
                self.execute_cell(cell, index)
            except CellExecutionError as error:
                self.nb_man.cell_exception(self.nb.cells[index], cell_index=index, exception=error)
                break
            except BaseException as error:
                if isinstance(error, CellTimeoutError):
                    self.last_outputs()
                self.nb_man.cell_exception(self.nb.cells[index], cell_index=index, exception=error)
                raise
            finally:
                self.nb_man.cell_complete(self.nb.cells[index], cell_index=index)


class WarmEngine(Engine):  # type: ignore[misc]  # papermill carries no types
    """Runs notebooks in forked kernels."""

    @classmethod
    def execute_notebook(
        cls,
        nb: Any,
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: bool | dict[str, Any] = True,
        log_output: bool = False,
        autosave_cell_every: int = 30,
        *,
        preload: Sequence[str] = (),
        secrets: Collection[str] = (),
        event_log: Path | str | None = None,
        save_cells: bool = False,
        keep_times: bool = False,
        on_cell: OnCell | None = None,
        on_record: Callable[[Record], None] | None = None,
        forks: Forks | None = None,
        environment: dict[str, str] | None = None,
        memory: int | None = None,
        **options: Any,
    ) -> Any:
        """Run a notebook.

        Args:
            nb: The parameterised notebook.
            kernel_name: Its Jupyter kernel.
            output_path: Where papermill will write it; written here only if the run ends before its time.
            progress_bar: As papermill takes it.
            log_output: As papermill takes it.
            autosave_cell_every: Seconds; as papermill takes it, where `save_cells` is set.
            preload: What the parent of the kernels imports, see `malirussia.render.warm.preload`.
            secrets: Parameters whose values must not be written, besides those that the notebook calls secret.
            event_log: A file that events are appended to.
            save_cells: Whether the notebook is written after each cell, as papermill does.
            keep_times: Whether the notebook tells when and how long cells ran.
            on_cell: Called before each cell with its number from 1 and the count of cells.
            on_record: Called with the record of the run when it begins: its notebook is there whatever becomes of it.
            forks: Where kernels come from; a parent shared by all runs of this process if None.
            environment: The kernel's environment; this process's own, with one thread for BLAS, if None.
            memory: The most memory the kernel may ask for, in bytes; None for no bound.
            options: What papermill and nbclient take.

        Returns:
            The executed notebook.

        Raises:
            CellTimeoutError: A cell took longer than `execution_timeout`.
            DeadKernelError: The kernel's process ended.
        """
        variables = shared.environment() if environment is None else environment
        if forks is None:
            forks = shared.forks(kernel_name, variables, preload)
        if forks is None:
            return NBClientEngine.execute_notebook(
                nb, kernel_name, output_path, progress_bar, log_output, autosave_cell_every, **options
            )
        write_whole()
        hidden = Secrets(nb, {*secrets, *declared(nb)})
        log = EventLog(event_log)
        record = Record(
            nb,
            secrets=hidden,
            log=log,
            on_cell=on_cell,
            save_cells=save_cells,
            keep_times=keep_times,
            source=options.get("input_path"),
            output_path=output_path,
            progress_bar=progress_bar,
            log_output=log_output,
            autosave_cell_every=autosave_cell_every,
        )
        if on_record is not None:
            on_record(record)
        record.notebook_start()
        try:
            cls.execute_managed_notebook(
                record,
                kernel_name,
                forks=forks,
                environment=variables,
                memory=memory,
                secrets=hidden,
                log_output=log_output,
                **options,
            )
        except BaseException:
            record.nb.metadata.papermill["exception"] = True
            record.notebook_complete()
            record.keep()
            raise
        else:
            record.notebook_complete()
        finally:
            log.close()
        return record.nb

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Record,
        kernel_name: str,
        *,
        forks: Forks,
        environment: dict[str, str],
        memory: int | None,
        secrets: Secrets,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        **options: Any,
    ) -> Any:
        """Run the cells; the options are those of papermill's own engine."""
        options = remove_args(["input_path"], **options)
        safe = remove_args(["timeout", "startup_timeout"], **options)
        folder = Path(options.get("resources", {}).get("metadata", {}).get("path") or "").absolute()
        connection, life = forks.fork("kernel", environment, folder, memory=memory)
        try:
            life.begun()
        except RenderError:
            connection.close()
            life.close()
            raise
        final = merge_kwargs(
            safe,
            timeout=execution_timeout if execution_timeout else options.get("timeout"),
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log=logger,
            log_output=log_output,
            stdout_file=stdout_file,
            stderr_file=stderr_file,
        )
        final.setdefault("record_timing", nb_man.keep_times)
        client = TruthfulClient(nb_man, connection, life, really=secrets.really, **final)
        executed = client.execute()
        nb_man.peak = client.peak
        return executed
