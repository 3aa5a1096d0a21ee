"""What an article prints stays in its language, and a page says which language that is; tables stand in groups."""

from __future__ import annotations

import pandas as pd
import pytest

from malirussia.charts.words.tablet import TABLE_MIME, bundle
from malirussia.errors import MaliRussiaError
from malirussia.language import as_printed
from malirussia.render.page.annex import ClaimEntry, SourceEntry
from malirussia.render.page.quotations import foreign, mark


def source(printed: str | None, language: str) -> SourceEntry:
    claim = ClaimEntry(1, "a.c1", "It is so.", "A", "2025", [], printed, "words 1–2")
    return SourceEntry("a", "A title", language, language, "A", "2025", None, [claim])


def test_a_quotation_keeps_the_marks_of_its_language() -> None:
    assert as_printed("accord-cadre", "fr", "en") == "«\u00a0accord-cadre\u00a0»"
    assert as_printed("framework", "en", "fr") == "“framework”"
    assert as_printed("rammeavtale", "no", "en") == "“rammeavtale”"


def test_a_page_says_which_language_a_quotation_is_in() -> None:
    quotations = foreign([source("accord & cadre", "fr"), source("own words", "en"), source(None, "fr")], "en")
    assert quotations == {"«\u00a0accord &amp; cadre\u00a0»": "fr"}
    page = (
        "<head><title>«\u00a0accord &amp; cadre\u00a0»</title></head>"
        '<p title="«\u00a0accord &amp; cadre\u00a0»">It is «\u00a0accord &amp; cadre\u00a0».</p>'
        "<script>«\u00a0accord &amp; cadre\u00a0»</script>"
    )
    marked = mark(page, quotations)
    assert marked.count('<span lang="fr">') == 1
    assert (
        '<p title="«\u00a0accord &amp; cadre\u00a0»">It is <span lang="fr">«\u00a0accord &amp; cadre\u00a0»</span>.</p>'
        in marked
    )
    assert mark(page, {}) == page


def test_rows_of_a_table_stand_under_what_they_share() -> None:
    table = pd.DataFrame({"Question": ["Who?", "Who?", "When?"], "Answer": ["Ana", "Boris", "May"], "n": [1, 2, 3]})
    shown = bundle(table, "Answers", "en", group="Question")
    html = shown["text/html"]
    assert html.count("Who?") == 1
    assert html.count("<tbody>") == 2
    assert '<th scope="rowgroup" colspan="2">When?</th>' in html
    assert shown[TABLE_MIME]["group"] == "Question"
    assert "group" not in bundle(table, "Answers", "en")[TABLE_MIME]
    with pytest.raises(MaliRussiaError, match="no column 'Why' to group by; name one of Question, Answer, n"):
        bundle(table, "Answers", "en", group="Why")
