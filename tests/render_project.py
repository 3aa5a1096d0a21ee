"""Small projects with real notebooks, for the tests of renders and pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from small_evidence import write

from malirussia import tables
from malirussia.evidence import load

PARAMETERS = 'lang = "fr"  # "fr" | "en": language of the page\nas_of = "2025-10-24"  # EDTF: what was known by then\n'

# What takes a notebook seconds to import.
LARGE = ("malirussia", "pandas", "plotly", "numpy")

# A chart and a table whose words try to leave their place.
CHART = """
import pandas as pd
import plotly.graph_objects as go
from IPython.display import Markdown, display
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.words.tablet import show_table

claims = {claims}
words = {{"fr": "Essence <script>fr</script>", "en": "Fuel <script>en</script>"}}

@drawn
def fuel(sheet, lang):
    figure = go.Figure(go.Bar(x=["A", "B", "C"], y=[160, 200, 60]))
    figure.update_layout(height=320 if sheet.narrow else 420, margin={{"l": 60, "b": 40}})
    table = pd.DataFrame({{
        "Mesure": ["=cmd|' /C calc'!A0", "<script>cell</script>", "-1+1"],
        "kt": [160.5, -200.0, None],
        "claim_ids": [";".join(claims), claims[0], claims[-1]],
    }})
    return Drawing(figure, lang=lang, title=words[lang], subtitle="kt", source="Source: X", note="N", alt="Bars.",
                   table=table)
"""

PROSE = """
display(Markdown({"fr": "# Le titre\\n\\nDu **texte**. <img src=x onerror=alert(1)>",
                  "en": "# The title\\n\\nSome **text**. <img src=x onerror=alert(1)>"}[lang]))
"""

TABLE = """
display(Markdown(f"[source](#{claims[2]})"))
show_table(pd.DataFrame({"Nom": ["<b>un</b>", "=1+1"], "t": [1234567.5, 2.0], "claim_ids": claims[:2]}),
           {"fr": "Une table", "en": "A table"}[lang], lang)
"""

PLAN = """\
defaults:
  each: {lang: [fr, en]}
  parameters:
    as_of: 2025-10-24
renders:
"""

ENTRY = """\
  {name}:
    notebook: {notebook}
    title: {{fr: Titre de {name}, en: Title of {name}}}
    about: {{fr: Une ligne., en: One line.}}
"""


def cell(source: str, *tags: str, kind: str = "code") -> dict[str, Any]:
    """One cell, without an id: the notebook gives it one."""
    made: dict[str, Any] = {"cell_type": kind, "metadata": {"tags": list(tags)} if tags else {}, "source": source}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    """A notebook of some cells, the first of them an analyst's note."""
    note = cell("Reads nothing. Makes a chart.", kind="markdown")
    numbered = [{"id": f"c{number}"} | one for number, one in enumerate((note, *cells))]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": numbered}


def fuel_notebook(claims: list[str]) -> dict[str, Any]:
    """A notebook with prose, a chart, a printed line and a table."""
    return notebook(
        cell(PARAMETERS, "parameters"),
        cell(CHART.format(claims=claims)),
        cell(PROSE),
        cell('print("for the analyst only")\nfuel(lang)'),
        cell(TABLE),
    )


def write_project(folder: Path, notebooks: dict[str, dict[str, Any]], plan: str | None = None) -> Path:
    """Write a project on the data of the checkout: one entry a notebook, unless a plan is given.

    Where no notebook imports anything large, the plan has nothing imported for all, and a run starts sooner.

    Returns:
        The project's folder.
    """
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    if not (folder / "data").exists():
        (folder / "data").symlink_to(Path(__file__).resolve().parent.parent / "data")
    for name, content in notebooks.items():
        (folder / "notebooks" / f"{name}.ipynb").write_text(json.dumps(content), encoding="utf-8")
    entries = [ENTRY.format(name=name, notebook=f"{name}.ipynb") for name in notebooks]
    text = PLAN + "".join(entries) if plan is None else plan
    if not any(name in json.dumps(content) for content in notebooks.values() for name in LARGE):
        text += "preload: []\n"
    (folder / "notebooks" / "renders.yaml").write_text(text, encoding="utf-8")
    return folder


def small_data(folder: Path) -> Path:
    """Give a written project the ledger of one made-up text, with its tables: its site is a few pages.

    Returns:
        The data folder.
    """
    (folder / "data").unlink()
    small = write(folder)
    # Its decision is there for what spoils it; it fits no conflict.
    (small.folder / "decisions.yaml").write_text("decisions: []\n", encoding="utf-8")
    ledger, data = load(small.folder), folder / "data"
    tables.write(tables.build(ledger, data / "reference"), data / "tidy", ledger.topic)
    return data
