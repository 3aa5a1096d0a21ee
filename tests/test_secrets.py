"""A secret is found in the outputs of a notebook however it is spelled, and no render sees the secret of another."""

from __future__ import annotations

import base64
import html
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from render_project import PARAMETERS, cell, notebook, write_project

from malirussia.render import render
from malirussia.render.notebook.secret import HIDDEN, Secrets
from malirussia.render.run.options import Options

TOKEN = 'Bamako-clé "é7&x\\'


def hidden(*outputs: Any, token: Any = TOKEN) -> Any:
    """The outputs of a cell after the secrets were hidden in them."""
    made = new_notebook(cells=[new_code_cell("1", outputs=list(outputs))])
    made.metadata.papermill = {"parameters": {"token": token}}
    Secrets(made, {"token"}).hide(made)
    nbformat.validate(made)
    return made.cells[0].outputs


def printed(text: str, name: str = "stdout") -> Any:
    return new_output("stream", name=name, text=text)


SPELLINGS = {
    "plain": TOKEN,
    "python": repr([TOKEN]),
    "ascii": ascii(TOKEN),
    "bytes": repr(TOKEN.encode()),
    "history": 'token = "' + TOKEN.encode("unicode_escape").decode().replace('"', '\\"') + '"',
    "json": json.dumps({"token": TOKEN}),
    "json with letters": json.dumps({"token": TOKEN}, ensure_ascii=False),
    "json in json": json.dumps(json.dumps([TOKEN])),
    "html": html.escape(TOKEN),
    "html of jinja": html.escape(TOKEN).replace("&quot;", "&#34;"),
    "html references": html.escape(TOKEN).encode("ascii", "xmlcharrefreplace").decode(),
    "url": quote(TOKEN, safe=""),
    "form": urlencode({"token": TOKEN}),
    "small hex in a url": re.sub("%..", lambda sign: sign[0].lower(), quote_plus(TOKEN)),
    "basic": base64.b64encode(f"user:{TOKEN}".encode()).decode(),
    "bearer": base64.urlsafe_b64encode(f"me:{TOKEN}:x".encode()).decode(),
    "hex": TOKEN.encode().hex(),
    "colours": f"\x1b[31m{TOKEN[:7]}\x1b[0m\x1b[1m{TOKEN[7:]}\x1b[0m",
}


@pytest.mark.parametrize("spelling", SPELLINGS, ids=str)
def test_a_secret_is_found_however_it_is_spelled(spelling: str) -> None:
    said = SPELLINGS[spelling]
    for place in (printed(f"<{said}>"), new_output("display_data", {"text/html": f"<{said}>"})):
        (output,) = hidden(place)
        text = output.get("text") or output.data["text/html"]
        assert HIDDEN in text
        assert len(text) < len(said) + 2
        assert not {TOKEN, said} & {text}


def test_a_secret_that_is_printed_in_pieces_is_hidden_where_it_begins() -> None:
    pieces = ["key: ", TOKEN[:3], TOKEN[3:5], TOKEN[5:], " end\n"]
    outputs = [printed(pieces[0]), printed("note", "stderr"), *map(printed, pieces[1:])]
    told = hidden(*outputs)
    assert [one.text for one in told] == ["key: ", "note", HIDDEN, "", "", " end\n"]


def test_a_secret_is_hidden_as_a_key_in_lines_and_as_a_number() -> None:
    (keyed,) = hidden(new_output("display_data", {"application/json": {TOKEN: [{f"x{TOKEN}": 1}]}}))
    assert keyed.data["application/json"] == {HIDDEN: [{f"x{HIDDEN}": 1}]}
    (error,) = hidden(new_output("error", ename="ValueError", evalue=TOKEN, traceback=["a", TOKEN[:4], TOKEN[4:]]))
    assert (error.evalue, error.traceback) == (HIDDEN, ["a", HIDDEN, ""])
    (number,) = hidden(new_output("display_data", {"application/json": [123456, 123457, True]}), token=123456)
    assert number.data["application/json"] == [HIDDEN, 123457, True]


@pytest.mark.parametrize("token", ["stream", "stdout", "text/plain", "display_data"])
def test_a_secret_that_the_format_itself_writes_breaks_no_notebook(token: str) -> None:
    told = hidden(printed(f"{token}\n"), new_output("display_data", {"text/plain": token}), token=token)
    assert (told[0].text, told[1].data["text/plain"]) == (f"{HIDDEN}\n", HIDDEN)


@pytest.mark.parametrize("engine", ["malirussia-warm", "papermill"])
def test_a_kernel_gets_the_secrets_of_its_own_render_and_of_no_other(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = "import os\nfrom IPython.display import JSON, Markdown, display\n"
    look += "display(JSON(dict(os.environ)), Markdown('# x'))"
    plan = "renders:\n" + "".join(
        f"  {name}:\n    notebook: {name}.ipynb\n    title: {{fr: a, en: b}}\n    about: {{fr: a, en: b}}\n"
        f"    secrets: {{token: {name.upper()}_TOKEN}}\n"
        for name in ("left", "right")
    )
    secret = cell(PARAMETERS + 'token = ""  # secret: a key\n', "parameters")
    write_project(tmp_path, {name: notebook(secret, cell(look)) for name in ("left", "right")}, plan)
    monkeypatch.chdir(tmp_path)
    for name in ("LEFT", "RIGHT"):
        monkeypatch.setenv(f"{name}_TOKEN", f"{name.lower()}-sesame")
    outcomes = render(options=Options(draw=False, engine=engine, jobs=1))
    for one, other in zip(outcomes, reversed(outcomes), strict=True):
        assert one.ok, one.error
        text = (one.folder / "notebook.ipynb").read_text(encoding="utf-8")
        assert f'"{one.render.upper()}_TOKEN": "{HIDDEN}"' in text
        assert f"{other.render.upper()}_TOKEN" not in text
        assert "sesame" not in text
