"""What all pages share: templates, style, script, and what a page may load."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from malirussia.render.notebook.markdown import hold

TEMPLATES = Path(__file__).with_name("templates")
PLOTLY_FILE = "plotly.min.js"


@cache
def environment() -> Environment:
    """Give the templates: everything that is put into them is escaped, and an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["hold"] = hold
    return made


@cache
def asset(name: str) -> str:
    """Read one of our own style sheets or scripts."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def plotly_megabytes() -> float:
    """Tell how much a reader loads who asks for a chart that plotly.js draws."""
    from plotly.offline import get_plotlyjs

    return len(get_plotlyjs().encode()) / 1e6


def script() -> str:
    """Give the one script that stands in a page: it draws charts, lets them be taken away, and searches the site."""
    return asset("draw.js") + asset("take.js") + asset("search.js")


def policy(script: str = "") -> str:
    """Say what the page may load: files beside it, our own script, and nothing from a network.

    Args:
        script: The inline script of the page, known to the browser by its hash.
    """
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self' file: 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src 'self' file: data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
