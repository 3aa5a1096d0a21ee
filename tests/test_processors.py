"""The same bytes whatever the processor: sums and powers of floats differ in their last digits from one to the next."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest
from numpy._core import _multiarray_umath as cpu

CHECKOUT = Path(__file__).resolve().parent.parent
# Those whose numbers are drawn, ranked, laid out or measured rather than read.
NOTEBOOKS = ("20-actor-network", "40-petroleum-supply")
LEFT = """
from numpy._core import _multiarray_umath as cpu
print([name for name in cpu.__cpu_dispatch__ if cpu.__cpu_features__[name]])
"""


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="old processors are imitated on x86-64 only")
def test_notebooks_say_the_same_on_a_processor_of_2009() -> None:
    env = os.environ | {"NPY_DISABLE_CPU_FEATURES": " ".join(cpu.__cpu_dispatch__), "OPENBLAS_CORETYPE": "Nehalem"}
    left = subprocess.run([sys.executable, "-W", "ignore", "-c", LEFT], env=env, capture_output=True, text=True)
    assert left.stdout == "[]\n", left.stderr
    paths = [str(CHECKOUT / "notebooks" / f"{name}.ipynb") for name in NOTEBOOKS]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", *paths]
    done = subprocess.run(command, env=env, cwd=CHECKOUT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
