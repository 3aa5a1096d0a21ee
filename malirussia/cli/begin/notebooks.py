"""Copies of the notebooks that came with the package: nobody edits those in the package itself."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from malirussia import paths
from malirussia.cli.begin import stamp
from malirussia.render.notebook import ipynb


def copy(folder: Path, without: Collection[str] = ()) -> list[Path]:
    """Copy the notebooks, without what they showed: that is of the package's ledger.

    Args:
        folder: Where to; what is there stays.
        without: Names of notebooks to leave out.

    Returns:
        The copies.
    """
    made = []
    for source in sorted(paths.notebooks_of_the_package().glob("*.ipynb")):
        place = folder / source.name
        if source.name in without or place.exists():
            continue
        notebook = ipynb.read(source)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"], cell["execution_count"] = [], None
        notebook["metadata"].pop(stamp.KEY, None)
        paths.replace_text(place, ipynb.dumps(notebook))
        made.append(place)
    return made
