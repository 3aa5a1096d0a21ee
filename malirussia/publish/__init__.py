"""The site: the pages that were rendered, and the index that leads to them.

publish(figures)     figures/index.html, from the receipts of figures/<render>/
"""

from __future__ import annotations

from malirussia.publish.index import publish

__all__ = ["publish"]
