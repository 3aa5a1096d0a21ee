"""Notebooks that are read from and written to a remote store: papermill's own handlers do that, whatever the engine."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import nbformat
import papermill
import pytest
from papermill.iorw import papermill_io
from warm_notebooks import notebook

pytestmark = pytest.mark.filterwarnings("ignore")


class Store(BaseHTTPRequestHandler):
    """Keeps what is PUT, and counts how often."""

    kept: dict[str, bytes]
    puts: list[str]

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.kept[self.path])

    def do_PUT(self) -> None:
        self.kept[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.puts.append(self.path)
        self.send_response(201)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def store() -> Iterator[str]:
    """The address of a store that papermill's HTTP handler reads from and writes to."""
    Store.kept, Store.puts = {}, []
    with ThreadingHTTPServer(("127.0.0.1", 0), Store) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def stored(name: str) -> nbformat.NotebookNode:
    """A notebook that is in the store."""
    return nbformat.reads(Store.kept[name].decode(), 4)


def test_a_notebook_is_read_from_a_store_and_written_to_it_once(store: str) -> None:
    Store.kept["/in.ipynb"] = nbformat.writes(notebook("6 * 7", "'end'")).encode()
    papermill.execute_notebook(
        f"{store}/in.ipynb", f"{store}/out.ipynb", engine_name="malirussia-warm", preload=(), progress_bar=False
    )
    assert stored("/out.ipynb").cells[0].outputs[0].data["text/plain"] == "42"
    assert Store.puts == ["/out.ipynb"]


def test_cells_are_saved_to_a_store_where_that_is_asked_for(store: str) -> None:
    papermill.execute_notebook(
        notebook("1", "2"),
        f"{store}/out.ipynb",
        engine_name="malirussia-warm",
        preload=(),
        progress_bar=False,
        save_cells=True,
    )
    assert len(Store.puts) > 2
    assert [cell.execution_count for cell in stored("/out.ipynb").cells] == [1, 2]


def test_what_came_of_a_notebook_that_was_cut_off_is_in_the_store(store: str) -> None:
    made = notebook("print('said')", "import os; os.kill(os.getpid(), 9)", "3")
    with pytest.raises(Exception, match="ended by SIGKILL"):
        papermill.execute_notebook(
            made, f"{store}/out.ipynb", engine_name="malirussia-warm", preload=(), progress_bar=False
        )
    assert [cell.metadata.papermill.status for cell in stored("/out.ipynb").cells] == ["completed", "failed", "pending"]


def test_a_handler_that_was_registered_gets_the_text_as_it_is(tmp_path: object) -> None:
    class Memory:
        """A store as papermill's documentation has one register it."""

        kept: dict[str, str] = {}  # noqa: RUF012 - one for all

        @classmethod
        def write(cls, buf: str, path: str) -> None:
            cls.kept[path] = buf

        @classmethod
        def pretty_path(cls, path: str) -> str:
            return path

    papermill_io.register("shelf://", Memory)
    try:
        papermill.execute_notebook(
            notebook("6 * 7"), "shelf://out.ipynb", engine_name="malirussia-warm", preload=(), progress_bar=False
        )
    finally:
        papermill_io._handlers = [entry for entry in papermill_io._handlers if entry[0] != "shelf://"]
    assert nbformat.reads(Memory.kept["shelf://out.ipynb"], 4).cells[0].outputs[0].data["text/plain"] == "42"
