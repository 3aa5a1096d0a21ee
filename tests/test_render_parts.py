from __future__ import annotations

import csv
import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from render_project import cell, notebook

from malirussia.charts.paper.chart import CHART_MIME, PLOTLY_MIME
from malirussia.errors import RenderError
from malirussia.render.notebook import ipynb
from malirussia.render.notebook.harvest import Grid, Prose, claim_ids, harvest
from malirussia.render.notebook.markdown import split_title, to_html
from malirussia.render.notebook.normalise import INJECTED, normalise
from malirussia.render.page.export import to_csv
from malirussia.render.run import swap


def shown(*outputs: dict[str, Any]) -> ipynb.Notebook:
    made = cell("x")
    made["outputs"] = list(outputs)
    return notebook(made)


def display(data: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


def chart(**changes: Any) -> dict[str, Any]:
    record = {"name": "fuel", "lang": "fr", "title": "T", "subtitle": "S", "source": "Q", "note": "N", "alt": "A"}
    record |= {"narrow": {"data": [], "layout": {}}, "columns": ["a"], "rows": [[1]]}
    return display({PLOTLY_MIME: {"data": [], "layout": {}}, CHART_MIME: record | changes})


def test_formulas_become_text_and_numbers_stay_numbers() -> None:
    rows = [["=cmd|' /C calc'!A0", -1.5], ["+1", 2], ["-1+1", None], ["@x", True], ["\tx", 0], ['plain, "quoted"', 1]]
    text = to_csv(Grid("", ["=name", "n"], rows), "en").removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(text)))
    assert read[0] == ["'=name", "n"]
    assert [row[0] for row in read[1:]] == ["'=cmd|' /C calc'!A0", "'+1", "'-1+1", "'@x", "'\tx", 'plain, "quoted"']
    assert [row[1] for row in read[1:]] == ["-1.5", "2", "", "true", "0", "1"]


def test_no_cell_of_a_chart_parts_into_several_or_runs_in_a_spreadsheet() -> None:
    texts = ["un\rretour", "deux\nlignes", "＝1+1", "fin;=1+1", "fin\n＠x", 'a, "b"']
    text = to_csv(Grid("", ["x"], [[one] for one in texts]), "en").removeprefix("\ufeff")
    assert [row[0] for row in csv.reader(io.StringIO(text, newline=""))] == [
        "x",
        "un\rretour",
        "deux\nlignes",
        "'＝1+1",
        "fin;'=1+1",
        "fin\n'＠x",
        'a, "b"',
    ]
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) for cell in row)


def test_a_cell_of_claim_ids_is_told_from_any_other_text() -> None:
    assert claim_ids("outlet-2025.c01;outlet-2025.c12") == ["outlet-2025.c01", "outlet-2025.c12"]
    assert [claim_ids(value) for value in ("outlet.c01, x", "c01", "", None, 3)] == [[], [], [], [], []]


def test_the_reader_sees_charts_tables_and_prose_in_the_order_of_the_cells() -> None:
    table = {"application/vnd.malirussia.table+json": {"caption": "C", "lang": "fr", "columns": ["a"], "rows": [[1]]}}
    found = harvest(
        shown(
            {"output_type": "stream", "name": "stdout", "text": "printed"},
            display({"text/markdown": ["# One\n", "two"]}),
            display({"text/html": "<p>x</p>", "text/plain": "x"}),
            chart(),
            display(table | {"text/html": "<table></table>"}),
            {"output_type": "execute_result", "data": {"text/plain": "3"}, "metadata": {}, "execution_count": 1},
        )
    )
    assert [type(part).__name__ for part in found.parts] == ["Prose", "Html", "Picture", "Grid"]
    assert found.parts[0] == Prose("# One\ntwo")
    assert found.warnings == ["cell 2: a value in plain text is left out of the page"]


def test_a_bare_figure_and_a_python_warning_are_told_to_the_author() -> None:
    stream = {"output_type": "stream", "name": "stderr", "text": "x.py:1: FutureWarning: soon\n  code\n"}
    found = harvest(shown(display({PLOTLY_MIME: {"data": [], "layout": {}}}), stream))
    assert found.warnings == [
        "cell 2: a plotly figure without source, note and alt text is left out of the page",
        "cell 2: x.py:1: FutureWarning: soon",
    ]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"source": " "}, "chart fuel has no source"),
        ({"alt": ""}, "chart fuel has no alt"),
        ({"name": "../fuel"}, "chart name '../fuel'"),
        ({"name": ""}, "chart name ''"),
    ],
)
def test_a_chart_without_its_words_or_a_safe_name_is_refused(changes: dict[str, str], found: str) -> None:
    with pytest.raises(RenderError, match="cell 2") as caught:
        harvest(shown(chart(**changes)))
    assert found in str(caught.value)


def test_two_charts_of_one_name_are_refused() -> None:
    with pytest.raises(RenderError, match="a second chart fuel"):
        harvest(shown(chart(), chart()))


def test_markdown_can_carry_no_code_and_fetch_nothing() -> None:
    html = to_html(
        "# T\n\nA <script>x</script> <img src=x onerror=y> **b** ![alt](http://example.org/x.png)\n\n"
        "[a](javascript:alert(1)) [b](https://example.org)\n\n| h |\n|---|\n| <i>c</i> |\n"
    )
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in html
    assert "<i>" not in html
    assert "<h2>T</h2>" in html
    assert "<strong>b</strong>" in html
    assert '<a href="https://example.org">b</a>' in html
    assert '<div class="scroll" tabindex="0"><table>' in html


def test_prose_leads_to_the_claims_it_names() -> None:
    text = "Said by [one](#outlet-2025.c01) and [another](#outlet-2025.c12), see [below](#evidence)."
    assert list(Prose(text).claims()) == ["outlet-2025.c01", "outlet-2025.c12"]
    html = to_html(text)
    assert '<a href="#claim-outlet-2025.c01">one</a>' in html
    assert '<a href="#evidence">below</a>' in html


def test_a_title_is_taken_from_the_very_beginning_only() -> None:
    assert split_title("# Le titre\n\nTexte") == ("Le titre", "\nTexte")
    assert split_title("Texte\n\n# Plus bas") == (None, "Texte\n\n# Plus bas")
    assert split_title("## Deux") == (None, "## Deux")


def test_a_normalised_notebook_tells_no_time_and_no_place() -> None:
    injected = cell("x = 1", INJECTED) | {"id": "0f9a"}
    injected["metadata"]["papermill"] = {
        "duration": 1.5,
        "start_time": "2025",
        "status": "completed",
        "exception": False,
    }
    stream = {"output_type": "stream", "name": "stdout", "text": "a"}
    injected["outputs"] = [stream, stream | {"text": ["b", "c"]}, stream | {"name": "stderr"}]
    made = notebook(injected)
    made["cells"][1]["id"] = "0f9a"
    made["metadata"]["papermill"] = {"input_path": "somewhere/x.ipynb", "duration": 2.0, "parameters": {"lang": "fr"}}
    clean = normalise(made)
    assert clean["metadata"]["papermill"] == {"parameters": {"lang": "fr"}}
    assert clean["cells"][1]["id"] == INJECTED
    assert clean["cells"][1]["metadata"]["papermill"] == {"status": "completed", "exception": False}
    assert [output["text"] for output in clean["cells"][1]["outputs"]] == ["abc", "a"]
    assert made["cells"][1]["metadata"]["papermill"]["duration"] == 1.5


def test_a_normalised_notebook_names_no_process() -> None:
    made = notebook(cell("x = 1"))
    shown = {"text/plain": ["'/t/ipykernel_6008/2907361224.py'"], "text/html": "ipykernel_6008 /t/ipykernel_7/x"}
    made["cells"][0]["outputs"] = [
        {"output_type": "stream", "name": "stderr", "text": ["/t/ipyker", "nel_6008/39.py:2: UserWarning: x\n"]},
        {"output_type": "stream", "name": "stderr", "text": ["/var/t/ipykernel_6008/40.py:2: UserWarning: y\n"]},
        {"output_type": "execute_result", "data": shown, "metadata": {}, "execution_count": 1},
        {
            "output_type": "error",
            "ename": "E",
            "evalue": "C:\\T\\ipykernel_9\\1.py",
            "traceback": ["/ipykernel_9/1.py"],
        },
    ]
    stream, result, error = normalise(made)["cells"][0]["outputs"]
    assert stream["text"] == "/t/ipykernel/39.py:2: UserWarning: x\n/var/t/ipykernel/40.py:2: UserWarning: y\n"
    assert result["data"] == shown | {"text/plain": ["'/t/ipykernel/2907361224.py'"]}
    assert (error["evalue"], error["traceback"]) == ("C:\\T\\ipykernel\\1.py", ["/ipykernel/1.py"])


def test_a_swapped_folder_replaces_the_old_one_whole(tmp_path: Path) -> None:
    for name, file in (("new", "b.txt"), ("place", "a.txt")):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_text(name)
    swap.swap(tmp_path / "new", tmp_path / "place")
    assert [path.name for path in tmp_path.iterdir()] == ["place"]
    assert [path.name for path in (tmp_path / "place").iterdir()] == ["b.txt"]


def test_a_reader_never_misses_a_folder_that_is_being_replaced(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux exchanges two folders in one step")
    place = tmp_path / "place"
    place.mkdir()
    (place / "page").write_text("0")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        torn = 0
        while os.getppid() != 1 and not (tmp_path / "stop").exists():
            try:
                (place / "page").read_text()
            except OSError:
                torn += 1
        os.write(writer, str(torn).encode())
        os._exit(0)
    os.close(writer)
    for number in range(300):
        new = tmp_path / "new"
        new.mkdir()
        (new / "page").write_text(str(number))
        swap.swap(new, place)
    (tmp_path / "stop").touch()
    os.waitpid(child, 0)
    assert os.read(reader, 10) == b"0"
    os.close(reader)


def test_a_range_stays_on_one_line_of_a_page() -> None:
    assert "146\u2060–\u2060183" in to_html("It takes 146–183 a day, Mali–Russia or not.")


def test_a_number_stays_on_one_line_with_what_it_counts() -> None:
    assert "160\u00a0000\u00a0t" in to_html("as printed, 160 000 t")
    assert "24\u00a0octobre\u00a02025 pour 5\u00a0pages" in to_html("le 24 octobre 2025 pour 5 pages")
    assert "June\u00a02025" in to_html("in June 2025")
    assert "d’A.\u00a0Sanou et M.\u00a0Simyon" in to_html("d’A. Sanou et M. Simyon")
    assert "est-\u2060ce" in to_html("est-ce beaucoup ?")
    assert 'href="#claim-a-1.c02"' in to_html("12 [claims](#a-1.c02) more")
    assert 'href="https://example.org/a-on-12–14"' in to_html("[there-on](https://example.org/a-on-12–14)").replace(
        "%E2%80%93", "–"
    )
    assert "Mali–Russia" in to_html("Mali–Russia")


@pytest.mark.parametrize(
    ("lang", "text"), [("fr", '\ufeffélan;t\na;2,5\n"b;c";1000\n'), ("en", "\ufeffélan,t\na,2.5\nb;c,1000\n")]
)
def test_the_data_of_a_chart_open_in_the_spreadsheet_of_its_reader(lang: str, text: str) -> None:
    assert to_csv(Grid("", ["élan", "t"], [["a", 2.5], ["b;c", 1000]]), lang) == text


def test_statements_unfold_where_a_page_has_many_and_stand_open_where_it_has_few() -> None:
    from malirussia.render.page.annex import OPEN, annex
    from malirussia.tables import load

    ds = load()
    every = list(ds.claims["claim_id"])
    assert {entry.folded for entry in annex(ds, every, "en")} == {True}
    assert {entry.folded for entry in annex(ds, every[:OPEN], "en")} == {False}
    assert [entry.counted for entry in annex(ds, every[:1], "fr")] == ["1 déclaration"]
