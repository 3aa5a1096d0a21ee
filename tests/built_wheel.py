"""The wheel, built and installed with what is there and no network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def build(folder: Path) -> Path:
    """Builds the wheel into a folder."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def install(wheel: Path, target: Path) -> Path:
    """Installs the wheel alone into a folder."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", str(target)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    return target


def bare(site: Path) -> dict[str, str]:
    """The environment of somebody who has the installed wheel and no checkout."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("MALIRUSSIA_")}
    return variables | {"PYTHONPATH": str(site)}
