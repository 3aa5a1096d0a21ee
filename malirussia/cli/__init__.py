"""The command line, thin: parse, call, print."""

from __future__ import annotations

from malirussia.cli.commands import app, main

__all__ = ["app", "main"]
