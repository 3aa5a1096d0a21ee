"""Have the tools that people open exports with read them: FollowTheMoney, datasette, pyld, LibreOffice and others.

    python tests/outside/export_judges.py [--with PYTHON]

`make exports`: the tools come from the package index into an environment of their own, so this needs a network; with
`--with` those of another environment are used. LibreOffice and xmllint are asked where they are installed. Status 1
tells that one refused.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

TOOLS = ("followthemoney>=4", "datasette>=0.65", "pyld>=3", "roc-validator>=0.13")
FTM = """
import json, sys
from followthemoney.proxy import EntityProxy
from followthemoney.statement.serialize import read_csv_statements
entities, statements = sys.argv[1:]
wanted = {}
for line in open(entities, encoding="utf-8"):
    told = json.loads(line)
    entity = EntityProxy.from_dict(told)
    entity.schema.validate(told)
    for prop, values in told["properties"].items():
        assert sorted(entity.get(prop)) == sorted(values), (told["id"], prop)
        wanted[told["id"], prop] = set(values)
back = {}
with open(statements, "rb") as file:
    for statement in read_csv_statements(file):
        if statement.prop != "id":
            back.setdefault((statement.entity_id, statement.prop), set()).add(statement.value)
assert back == wanted, "the statements are not the entities"
print(len(wanted), "properties")
"""
DATASETTE = """
import asyncio, json, sys
from datasette.app import Datasette
base, metadata = sys.argv[1:]
told = json.load(open(metadata, encoding="utf-8"))
async def ask():
    app = Datasette([base], metadata=told)
    await app.invoke_startup()
    (name, about), = told["databases"].items()
    for query in about["queries"]:
        answer = await app.client.get(f"/{name}/{query}.json?_shape=array&words=accord")
        assert answer.status_code == 200, (query, answer.text)
        print(query, len(answer.json()))
asyncio.run(ask())
"""
PYLD = """
import json, sys
from pyld import jsonld
told = json.load(open(sys.argv[1], encoding="utf-8"))
quads = jsonld.to_rdf(told)["@default"]
subjects = {quad["subject"]["value"] for quad in quads if quad["subject"]["type"] == "IRI"}
assert len(told["@graph"]) == len(subjects), (len(told["@graph"]), len(subjects))
kinds = {quad["object"]["value"] for quad in quads if quad["predicate"]["value"].endswith("#type")}
for kind in ("https://schema.org/Claim", "http://www.w3.org/ns/oa#Annotation", "http://www.w3.org/ns/prov#Entity"):
    assert kind in kinds, kind
print(len(quads), "quads")
"""


def main() -> int:
    """Export the ledger at hand, have each judge read it, and print what they say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--with", dest="python", type=Path, help="the Python of an environment with the tools")
    python: Path | None = parser.parse_args().python
    with tempfile.TemporaryDirectory(prefix="malirussia-") as folder:
        place = Path(folder)
        if python is None:
            venv.create(place / "tools", with_pip=True)
            python = place / "tools" / "bin" / "python"
            subprocess.run([python, "-m", "pip", "install", "--quiet", *TOOLS], check=True)
        refused = 0
        for name, judge in judges(place, python):
            try:
                said = judge()
            except subprocess.CalledProcessError as error:
                refused += 1
                said = "REFUSED: " + " ".join((error.stderr or error.stdout).split())[-300:]
            sys.stdout.write(f"{name}: {' '.join(said.split())}\n")
    return min(refused, 1)


def judges(place: Path, python: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Give each judge with its name; what it judges is written before."""
    for name, file in [("ftm", "l.ftm.json"), ("sqlite", "l.db"), ("jsonld", "l.jsonld"), ("crate", "crate"),
                       ("xlsx", "l.xlsx"), ("gexf", "l.gexf"), ("graphml", "l.graphml")]:  # fmt: skip
        run(sys.executable, "-m", "malirussia", "export", name, "-o", place / file)
    yield "FollowTheMoney", lambda: run(python, "-c", FTM, place / "l.ftm.json", place / "l.statements.csv")
    yield "datasette", lambda: run(python, "-c", DATASETTE, place / "l.db", place / "l.metadata.json")
    yield "pyld", lambda: run(python, "-c", PYLD, place / "l.jsonld")
    validator = python.with_name("rocrate-validator")
    yield "rocrate-validator", lambda: crate_judged(validator, place / "crate")
    if office := shutil.which("soffice"):
        yield "LibreOffice", lambda: read_by_office(office, place)
    if lint := shutil.which("xmllint"):
        yield "xmllint", lambda: run(lint, "--noout", place / "l.gexf", place / "l.graphml") or "well-formed"


def crate_judged(validator: Path, crate: Path) -> str:
    """Return what rocrate-validator finds missing that a crate must have."""
    report = crate.with_name("crate.json")
    words = ("validate", "--no-paging", "-l", "REQUIRED", "-f", "json", "-o", report, crate)
    run_of_it = subprocess.run([validator, "-y", *words], check=False, capture_output=True, text=True)
    if not report.exists():
        return "not judged, it could not fetch the context of RO-Crate: " + run_of_it.stdout[-200:]
    told = json.loads(report.read_bytes())
    if not told["passed"]:
        raise subprocess.CalledProcessError(1, "rocrate-validator", json.dumps(told["issues"]))
    return "passed"


def read_by_office(office: str, place: Path) -> str:
    """Return how many lines LibreOffice reads in the first sheet."""
    run(office, "--headless", "--convert-to", "csv", "--outdir", place / "office", place / "l.xlsx")
    return f"{len((place / 'office' / 'l.csv').read_text(encoding='utf-8').splitlines())} lines"


def run(*words: str | Path) -> str:
    """Run a command and return what it prints."""
    return subprocess.run([*map(str, words)], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    raise SystemExit(main())
