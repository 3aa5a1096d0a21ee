"""Hostile texts in every field that a page shows, and every page opened in Chromium. `make attack`.

    attack_pages.py [texts] [seed]

A copy of the ledger gets a hostile text at the end of each text that people write: captions, sentences, titles,
outlets, bylines, reasons, words of the vocabulary, publishers of figures. Then tables, all renders and the index are
made, and each page is opened at two widths. What is right: no script of theirs runs, no dialog opens, nothing
but files beside the page is asked for, no cell of a CSV begins as a formula, nothing is written outside the project.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import sync_playwright

from malirussia.render.page.browser import find_browser

CHECKOUT = Path(__file__).resolve().parents[2]
SEED = 20261201
TEXTS = ("fr", "en", "title", "publisher")
# What would show that a text ran; NUMBER is another one each time.
RUN = "globalThis.ran=1"
KINDS = (
    """
<script>RUN</script>
</script><script>RUN</script>
<img src=x onerror=RUN>
<svg onload=RUN>
<svg/onload=RUN//
"><img src=x onerror=RUN>
' onmouseover=RUN x='
<a href="javascript:RUN">a</a>
[a](javascript:RUN)
[a](JaVaScRiPt:RUN)
![a](x" onerror="RUN)
<javascript:RUN>
[a](data:text/html,<script>RUN</script>)
<iframe src=//192.0.2.1/NUMBER></iframe>
<link rel=stylesheet href=//192.0.2.1/NUMBER>
<img src=//192.0.2.1/NUMBER>
![a](http://192.0.2.1/NUMBER.png)
<style>*{background:url(//192.0.2.1/NUMBER)}</style>
<base href=//192.0.2.1/>
<meta http-equiv=refresh content=0>
<details open ontoggle=RUN>
<body onload=RUN>
<input autofocus onfocus=RUN>
<form action=//192.0.2.1>
<math><mtext><img src=x onerror=RUN></mtext></math>
<noscript><p title="</noscript><img src=x onerror=RUN>">
&lt;script&gt;RUN&lt;/script&gt;
&#60;img src=x onerror=RUN&#62;
%3Cscript%3ERUN%3C/script%3E
<a href="//192.0.2.1/NUMBER">plotly</a>
<b>b</b><sub>NUMBER</sub>
%{customdata[0]}
%{x}<extra></extra>
$\\href{javascript:x}{y}$
$$\\frac{1}{NUMBER}$$
\\(x\\)
{{ 7*NUMBER }}
{% raw %}
${7*NUMBER}
#{7*NUMBER}
`x`
**b** _i_ ~~s~~
| a | b |
=1+NUMBER
+cmd|' /C calc'!ANUMBER
-2+3
@SUM(1)
＝1＋NUMBER
;=1+1
; @x
"=1"
'=1
http://192.0.2.1/NUMBER
../../NUMBER
..\\..\\NUMBER
/etc/passwd
file:///etc/passwd
con.txt
%00
%2e%2e%2f
a;b,c"d'e
]]>
-->
<!--
<![CDATA[
\\u003cscript\\u003e
\\x3cimg\\x3e
ﬁ Ａ ﬀ
😀
中文
שלום
مرحبا
LONGWORDLONGWORDLONGWORDLONGWORDLONGWORDLONGWORDLONGWORDLONGWORDLONGWORDLONGWORDLONG
""".strip()
    .replace("RUN", RUN)
    .split("\n")
)


def main(number: int = 500, seed: int = SEED) -> int:
    """Make the pages of a hostile ledger, open them, and print what came of it; 1 where anything did."""
    chance = random.Random(seed)
    kinds = [KINDS[n] if n < len(KINDS) else chance.choice(KINDS) for n in range(number)]
    texts = [kind.replace("NUMBER", str(n)) for n, kind in enumerate(kinds)]
    chance.shuffle(texts)
    with tempfile.TemporaryDirectory(prefix="malirussia-") as folder:
        project = Path(folder) / "project"
        fields = hostile_project(project, texts)
        before = {path for path in Path(folder).rglob("*") if path != project and project not in path.parents}
        environment = {key: value for key, value in os.environ.items() if key != "MALIRUSSIA_DATA"}
        for words in (["build"], ["render", "--no-images"], ["publish"]):
            command = [sys.executable, "-m", "malirussia", "-C", str(project), *words]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.stdout.write(f"malirussia {' '.join(words)}: {done.stderr[-2000:]}\n")
                return 1
        faults = [
            f"outside: {path}" for path in Path(folder).rglob("*") if project not in path.parents and path not in before
        ]
        faults = [fault for fault in faults if str(project) not in fault]
        pages = sorted((project / "figures").rglob("*.html"))
        faults += list(opened(pages))
        sheets = sorted((project / "figures").rglob("*.csv"))
        faults += list(formulas(sheets))
    sys.stdout.write(
        f"{len(texts)} texts in {fields} fields; {len(pages)} pages at two widths, {len(sheets)} CSV files: "
        f"{len(faults)} faults\n" + "".join(f"{fault}\n" for fault in faults[:20])
    )
    return min(len(faults), 1)


def hostile_project(project: Path, texts: list[str]) -> int:
    """Copy the project, put a text into every field, and return how many fields there are."""
    shutil.copytree(CHECKOUT / "data" / "evidence", project / "data" / "evidence")
    shutil.copytree(CHECKOUT / "data" / "reference", project / "data" / "reference")
    shutil.copytree(CHECKOUT / "notebooks", project / "notebooks")
    places = count()

    def changed(value: Any, key: str | None = None) -> Any:
        if isinstance(value, dict):
            return {name: changed(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [changed(item, key) for item in value]
        if isinstance(value, str) and key in (*TEXTS, "authors"):
            text = texts[next(places) % len(texts)]
            # A semicolon parts the bylines of a list, and is refused in one.
            return f"{value} {text.replace(';', ',') if key == 'authors' else text}"
        return value

    for path in [*(project / "data" / "evidence").rglob("*.yaml"), project / "data" / "reference" / "words.yaml"]:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(
            yaml.safe_dump(changed(told), allow_unicode=True, sort_keys=False, width=10**6), encoding="utf-8"
        )
    return next(places)


def opened(pages: list[Path]) -> Iterator[str]:
    """Open each page at two widths, move over its charts, and tell what ran, asked or opened."""
    told: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for path in pages:
            for width in (1280, 390):
                page = browser.new_page(viewport={"width": width, "height": 900})
                page.on("dialog", lambda dialog, path=path: (told.append(f"{path.name}: dialog"), dialog.dismiss()))
                page.on(
                    "request",
                    lambda request, path=path: (
                        None
                        if request.url.startswith(("file:", "data:", "blob:"))
                        else told.append(f"{path}: asks {request.url}")
                    ),
                )
                page.goto(path.as_uri())
                page.wait_for_load_state("load")
                for chart in page.query_selector_all(".js-plotly-plot .nsewdrag")[:8]:
                    box = chart.bounding_box()
                    if box is not None:
                        for part in (0.2, 0.5, 0.8):
                            page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] * part)
                if page.evaluate("globalThis.ran === 1"):
                    told.append(f"{path.parent.name}/{path.name}: ran")
                told.extend(
                    f"{path.parent.name}/{path.name}: link {address}"
                    for address in page.eval_on_selector_all("a[href]", "links => links.map(a => a.protocol)")
                    if address not in ("file:", "http:", "https:")
                )
                page.close()
        browser.close()
    yield from told


def asked(path: Path, address: str) -> list[str]:
    """Tell of a page that it asks for something else than a file beside it."""
    return [] if address.startswith(("file:", "data:", "blob:")) else [f"{path.name}: asks for {address}"]


def formulas(sheets: list[Path]) -> Iterator[str]:
    """Tell the cells that a spreadsheet would run, whether it parts them at commas or at semicolons."""
    for path in sheets:
        with path.open(encoding="utf-8-sig", newline="") as file:
            text = file.read()
        for delimiter in ",;":
            for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
                for cell in row:
                    number = cell.replace(",", ".").lstrip("-").replace(".", "", 1).isdigit()
                    if cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")) and not number:
                        yield f"{path.name}: {cell[:40]!r} at {delimiter!r}"


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
