"""Run the units that `malirussia schedule systemd` prints, under a systemd that was booted for it: `make schedules`.

`systemd-analyze verify` reads units; only a run shows whether a render, its kernels and its browser can live with what
the service takes away. A copy of this machine's files in memory is booted as a container, the timer fires, the service
renders, the container ends. Needs root, the Debian package systemd-container, and 2 GB of memory. Nothing is written
outside the copy.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from malirussia.render.page.browser import unavailable

CHECKOUT = Path(__file__).resolve().parents[2]
PROJECT = Path('/srv/été 100% $HOME "q" l\'an')
OWNER = "daemon"  # no rights, and on every Debian
NAMES = ("commitments-en", "petroleum-low-fr")
UNITS = Path("/etc/systemd/system")
SAID = Path("/var/said.txt")

# The service as it is printed, and around it: what it says goes to a file, what it may write is tried, the end of the
# service is the end of the container.
SERVICE = f"""[Unit]
SuccessAction=exit
FailureAction=exit
[Service]
StandardOutput=append:{SAID}
StandardError=append:{SAID}
ExecStopPost=/bin/sh -c 'echo result=$$SERVICE_RESULT; for place in .. notebooks data "$$HOME" /tmp \
figures figures-log data/tidy; do touch "$$place/tried" 2>/dev/null && echo "wrote $$place"; done; true'
"""
TIMER = """[Timer]
OnActiveSec=1s
RandomizedDelaySec=0
"""


def call(*words: str | Path) -> str:
    """Run a command; what it said is shown only if it fails."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, timeout=900)
    if done.returncode != 0:
        sys.exit(f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}\nstatus {done.returncode}: {words[:3]} …")
    return done.stdout


@contextmanager
def copy_of_this_machine() -> Iterator[Path]:
    """Give a folder that shows this machine's files and keeps changes in memory."""
    with tempfile.TemporaryDirectory(prefix="malirussia-systemd-") as folder:
        memory = Path(folder)
        call("mount", "-t", "tmpfs", "-o", "size=2G", "tmpfs", memory)
        try:
            for name in ("changes", "work", "root"):
                (memory / name).mkdir()
            options = f"lowerdir=/,upperdir={memory / 'changes'},workdir={memory / 'work'}"
            call("mount", "-t", "overlay", "-o", options, "overlay", memory / "root")
            try:
                yield memory / "root"
            finally:
                call("umount", memory / "root")
        finally:
            call("umount", memory)


def within(root: Path, place: Path) -> Path:
    """Give where a place of the container is for this program."""
    return root / place.relative_to("/")


def open_to_all(root: Path, place: Path) -> None:
    """Let everybody into a folder of the container."""
    for folder in (place, *place.parents):
        inside = within(root, folder)
        inside.chmod(inside.stat().st_mode | 0o005)


def make_project(root: Path) -> Path:
    """Copy what a render reads into the container."""
    project = within(root, PROJECT)
    for name in ("notebooks", "data"):
        shutil.copytree(CHECKOUT / name, project / name, ignore=shutil.ignore_patterns("corpus"))
    # Stale tables: the service has to build them, with no more than their folder to write in.
    codes = project / "data" / "evidence" / "codes.yaml"
    codes.write_text(codes.read_text(encoding="utf-8").replace("label: ", "label: New ", 1), encoding="utf-8")
    call("chown", "-R", OWNER, project)
    for place in (CHECKOUT, Path(sys.prefix), Path(sys.base_prefix)):
        open_to_all(root, place)
    return project


def container(root: Path, *words: str | Path) -> str:
    """Run something in the container."""
    common = ("--quiet", "--register=no", "--keep-unit", "--private-network", "--console=pipe", "--machine=malirussia")
    return call("systemd-nspawn", *common, f"--directory={root}", *words)


def main() -> None:
    """Boot, render, look."""
    if os.geteuid() != 0 or shutil.which("systemd-nspawn") is None:
        sys.exit("systemd_runs: not root, or no systemd-nspawn; become root, and apt-get install systemd-container")
    if CHECKOUT.is_relative_to("/tmp") or CHECKOUT.is_relative_to("/var/tmp"):
        sys.exit(f"systemd_runs: {CHECKOUT}: a locked-down service has another /tmp; run it from a copy elsewhere")
    with copy_of_this_machine() as root:
        project = make_project(root)
        call_in = (f"--chdir={PROJECT}", f"--setenv=MALIRUSSIA_DATA={PROJECT / 'data'}", sys.executable, "-P", "-m")
        container(root, *call_in, "malirussia", "schedule", "systemd", *NAMES, "--to", UNITS)
        for unit, more in (("service", SERVICE), ("timer", TIMER)):
            folder = within(root, UNITS / f"malirussia-render.{unit}.d")
            folder.mkdir()
            (folder / "trial.conf").write_text(more, encoding="utf-8")
        container(root, "--boot", "systemd.unit=malirussia-render.timer")
        said = within(root, SAID).read_text(encoding="utf-8")
        print(said, end="")
        assert "result=success" in said
        wrote = {line.removeprefix("wrote ") for line in said.splitlines() if line.startswith("wrote ")}
        assert wrote == {"/run/malirussia-render", "/tmp", "figures", "figures-log", "data/tidy"}, wrote
        assert "label: New " in (project / "data" / "evidence" / "codes.yaml").read_text(encoding="utf-8")
        assert ",New " in (project / "data" / "tidy" / "codes.csv").read_text(encoding="utf-8")
        for name in NAMES:
            receipt = json.loads((project / "figures" / name / "receipt.json").read_text(encoding="utf-8"))
            assert (receipt["images"] == "drawn") == (unavailable() is None), receipt["images"]
        assert (project / "figures" / "index.html").is_file()
        assert (project / "figures").owner() == OWNER
    print("systemd ran the timer and the service as it should")


if __name__ == "__main__":
    main()
