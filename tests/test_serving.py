"""docs/serving.md as it stands: nginx with its block hands out the site; the workflow of pages calls our commands."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import yaml
from typer.testing import CliRunner

from malirussia.cli import app
from malirussia.publish import publish

ROOT = Path(__file__).parents[1]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
BLOCK = re.compile(r"```nginx\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if NGINX is None:
        pytest.skip("no nginx")
    folder = tmp_path_factory.mktemp("served")
    publish(folder / "site", base="https://example.org/mali")
    # As long as a picture that is worth compressing.
    (folder / "site/chart.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>' + " " * 4096, encoding="utf-8")
    (folder / "site/.remembered.json").write_text("{}", encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = BLOCK.search((ROOT / "docs/serving.md").read_text(encoding="utf-8"))
    assert told is not None
    block = told[1].replace("listen 8080", f"listen 127.0.0.1:{port}").replace("/srv/malirussia", f"{folder}/site")
    settings = folder / "nginx.conf"
    settings.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/body; {block} }}\n",
        encoding="utf-8",
    )
    # nginx hands out as a user of its own where it is started by root.
    for path in (folder, *folder.parents[:2]):
        path.chmod(0o755)
    with subprocess.Popen([NGINX, "-c", str(settings)], stderr=subprocess.PIPE) as process:
        while process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.01)
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def _get(address: str, **headers: str) -> tuple[int, Message, bytes]:
    try:
        with urlopen(Request(address, headers={k.replace("_", "-"): v for k, v in headers.items()})) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        return error.code, error.headers, error.read()


@pytest.mark.parametrize(
    ("address", "kind", "kept"),
    [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/fr/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/assets/search-fr.js", "application/javascript; charset=utf-8", "no-cache"),
        ("/assets/site.css", "text/css; charset=utf-8", "no-cache"),
        ("/data/claims.csv", "text/csv; charset=utf-8", "no-cache"),
        ("/en/feed.xml", "application/atom+xml; charset=utf-8", "no-cache"),
        ("/sitemap.xml", "text/xml; charset=utf-8", "no-cache"),
        ("/chart.svg", "image/svg+xml", "max-age=3600"),
    ],
)
def test_nginx_tells_what_a_file_is_and_how_long_it_holds(served: str, address: str, kind: str, kept: str) -> None:
    status, headers, plain = _get(served + address)
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, kind, kept)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert _get(served + address, If_None_Match=headers["ETag"])[0] == 304
    if len(plain) > 1024:
        _, packed, body = _get(served + address, Accept_Encoding="gzip")
        assert packed["Content-Encoding"] == "gzip", address
        assert gzip.decompress(body) == plain
        assert len(body) < len(plain) / 2


def test_nginx_keeps_to_itself_what_no_reader_asks_for(served: str) -> None:
    assert [_get(served + address)[0] for address in ("/.remembered.json", "/nothing.html")] == [404, 404]


def test_the_workflow_of_pages_calls_commands_that_there_are() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["site"]["steps"]
    calls = [step["run"].split()[1:] for step in steps if step.get("run", "").startswith(".venv/bin/malirussia ")]
    assert [call[0] for call in calls] == ["build", "render", "publish"]
    for name, *options in calls:
        told = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"}).output
        assert all(option in told for option in options if option.startswith("--"))
