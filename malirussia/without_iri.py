"""Import jsonschema without its check of the format `iri`, for the whole of a process.

    python -m pytest -p malirussia.without_iri --nbval notebooks

JupyterLab installs `jsonschema[format-nongpl]`, and every process that imports nbformat then parses the grammar of
RFC 3987, for two to five seconds. nbformat's schema has no `iri` in it. jsonschema asks for the parser inside
`suppress(ImportError)`, so whoever imports jsonschema first may decline it; None in `sys.modules` is Python's own way
to say so. pytest loads what `-p` names before the plugins that are installed, nbval among them.
"""

from __future__ import annotations

import sys
from importlib import import_module

_PARSER = "rfc3987_syntax"

if _PARSER not in sys.modules and "jsonschema" not in sys.modules:
    sys.modules[_PARSER] = None  # type: ignore[assignment]
    try:
        import_module("jsonschema")
    finally:
        del sys.modules[_PARSER]
