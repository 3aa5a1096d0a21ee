"""Run the tests of papermill, nbclient, nbval and jupyter_kernel_test on our engine and kernel, and beside it on stock.

    python tests/outside/parity_runs.py [SUITE]...

`make parity`: the source archives of the locked versions come from the package index, so this needs a network, and half
an hour for papermill's. Papermill's tests run with our engine in the place of its default, the others with a kernel
named python3 that is ours. What a machine lacks (cloud stores, other languages) fails on either side; what counts are
the tests that end otherwise, which are listed, and status 1 tells that there are some. docs/engine.md says why.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

# Suite → where its tests are in the archive.
SUITES = {"jupyter_kernel_test": "", "nbval": "tests", "nbclient": "tests", "papermill": "papermill/tests"}
EXTRA = ("jupyter_kernel_test", "pytest-asyncio", "xmltodict", "testpath", "flaky")
SECONDS = 1800
ENGINE = """
from papermill.engines import papermill_engines
from malirussia.render.warm.engine import WarmEngine
papermill_engines.register(None, WarmEngine)
"""
KERNEL = {
    "argv": ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    "display_name": "Python 3 (ipykernel)",
    "language": "python",
    "metadata": {"debugger": True, "kernel_provisioner": {"provisioner_name": "malirussia-warm"}},
    "kernel_protocol_version": "5.5",
}
KERNEL_TESTS = """
import jupyter_kernel_test as jkt
class KernelTests(jkt.KernelTests):
    kernel_name = "python3"
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('test', file=sys.stderr)"
    completion_samples = [{"text": "zi", "matches": {"zip"}}]
    complete_code_samples = ["1", "print('hello, world')", "def f(x):\\n  return x*2\\n\\n\\n"]
    incomplete_code_samples = ["print('''hello", "def f(x):\\n  x*2"]
    invalid_code_samples = ["import = 7q"]
    code_page_something = "zip?"
    code_generate_error = "raise"
    code_execute_result = [{"code": "1+2+3", "result": "6"}]
    code_display_data = [{"code": "from IPython.display import HTML, display; display(HTML('x'))", "mime": "text/html"}]
    code_history_pattern = "1?2*"
    supported_history_operations = ("tail", "search")
    code_inspect_sample = "zip"
    code_clear_output = "from IPython.display import clear_output; clear_output()"
"""


def run(*words: str | Path, cwd: Path, **variables: str) -> str:
    """Run a command; give what it said, whatever its status."""
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    return done.stdout


def source(suite: str, folder: Path) -> Path:
    """Fetch and unpack the source archive of the version that is installed; for jupyter_kernel_test our own file."""
    place = folder / suite
    place.mkdir()
    if suite == "jupyter_kernel_test":
        (place / "test_kernel.py").write_text(KERNEL_TESTS, encoding="utf-8")
        return place
    asked = f"{suite}=={version(suite)}"
    said = run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", asked, cwd=place)
    archives = list(place.glob("*.tar.gz"))
    if not archives:
        sys.exit(f"{asked}: no source archive; {said[-400:]}")
    with tarfile.open(archives[0]) as archive:
        archive.extractall(place, filter="data")
    [unpacked] = [path for path in place.iterdir() if path.is_dir()]
    return unpacked / SUITES[suite]


def results(suite: str, tests: Path, folder: Path, *, ours: bool) -> dict[str, str]:
    """Run a suite; give how each test ended."""
    report = folder / f"{suite}-{'ours' if ours else 'stock'}.xml"
    words: list[str | Path] = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}"]
    path = [str(folder / "extra")]
    variables = {}
    if suite == "jupyter_kernel_test":
        words += ["-p", "no:nbval"]
    if ours and suite == "papermill":
        # Its tests are part of the package, and the engine must be registered in that copy of it.
        path = [str(tests.parent.parent), *path, str(folder / "engine")]
        words += ["-p", "ours"]
    elif ours:
        variables["JUPYTER_PATH"] = str(folder / "jupyter")
    variables["PYTHONPATH"] = os.pathsep.join(path)
    # Their settings ask for plugins that aren't here.
    said = run(
        *words,
        "-c",
        folder / "pytest.ini",
        "--rootdir",
        tests,
        "--continue-on-collection-errors",
        tests,
        cwd=tests,
        **variables,
    )
    if not report.is_file():
        sys.exit(f"{suite}: {said[-800:]}")
    found = {}
    for case in ElementTree.parse(report).iter("testcase"):
        kinds = {part.tag for part in case}
        name = re.sub(r"0x[0-9a-f]+", "0x", f"{case.get('classname')}.{case.get('name')}")
        found[name] = next((kind for kind in ("error", "failure", "skipped") if kind in kinds), "passed")
    return found


def main() -> None:
    """Run the suites; end with status 1 if a test ends otherwise on ours."""
    asked = sys.argv[1:] or list(SUITES)
    differences = 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "engine").mkdir()
        (folder / "engine" / "ours.py").write_text(ENGINE, encoding="utf-8")
        (folder / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\n", encoding="utf-8")
        spec = folder / "jupyter" / "kernels" / "python3" / "kernel.json"
        spec.parent.mkdir(parents=True)
        spec.write_text(json.dumps(KERNEL), encoding="utf-8")
        extra = folder / "extra"
        run(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", extra, *EXTRA, cwd=folder)
        print(f"{'suite':22}{'stock':>12}{'ours':>12}  of")
        for suite in asked:
            tests = source(suite, folder)
            stock, ours = (results(suite, tests, folder, ours=which) for which in (False, True))
            passed = [sum(how == "passed" for how in found.values()) for found in (stock, ours)]
            print(f"{suite:22}{passed[0]:>12}{passed[1]:>12}  {len(stock)}", flush=True)
            for name in sorted(stock.keys() | ours.keys()):
                if stock.get(name) != ours.get(name):
                    differences += 1
                    print(f"  {name}: {stock.get(name, 'absent')}, ours {ours.get(name, 'absent')}", flush=True)
    sys.exit(bool(differences))


if __name__ == "__main__":
    main()
