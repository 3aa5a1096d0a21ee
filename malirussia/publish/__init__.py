"""The site: pages composed of the ledger, a front page a language, and the pages that notebooks made.

publish(figures)     figures/index.html, figures/{fr,en}/…, from the tables and the receipts of figures/<render>/
"""

from __future__ import annotations

from malirussia.publish.site import publish

__all__ = ["publish"]
