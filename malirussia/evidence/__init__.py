"""Reads and checks what people write: data/evidence/, and the articles that it points into.

`load` makes a `Ledger`, or raises an EvidenceError with every problem found. `passages.verify` tells whether every
passage stands in the copies of the articles, `coverage.cover` what of the articles no passage covers, and
`origins.origins` which articles may carry one dispatch.
"""

from __future__ import annotations

from malirussia.evidence.ledger import Ledger, load

__all__ = ["Ledger", "load"]
