"""The entry point `papermill --engine malirussia-warm`; papermill imports it at every start, so it imports nothing.

The engine itself is `malirussia.render.warm.engine`.
"""

from __future__ import annotations

from typing import Any


class WarmEngine:
    """A papermill engine whose kernels are forked from a process that has imported everything already."""

    @staticmethod
    def execute_notebook(nb: Any, kernel_name: str, **options: Any) -> Any:
        """Run a notebook; see `malirussia.render.warm.engine.WarmEngine`."""
        from malirussia.render.warm.engine import WarmEngine as Engine

        return Engine.execute_notebook(nb, kernel_name, **options)

    @staticmethod
    def nb_kernel_name(nb: Any, name: str | None = None) -> str:
        """Give the name of a notebook's kernel."""
        from papermill.utils import nb_kernel_name

        kernel: str = nb_kernel_name(nb, name)
        return kernel

    @staticmethod
    def nb_language(nb: Any, language: str | None = None) -> str:
        """Give the language of a notebook."""
        from papermill.utils import nb_language

        spoken: str = nb_language(nb, language)
        return spoken
