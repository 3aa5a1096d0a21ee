"""The names in a sentence about a change, taken from the two snapshots: what has gone is still named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from malirussia.analysis.changes.marks import source_of
from malirussia.charts.paper.escape import markdown
from malirussia.charts.words.disputes import Pair, dispute_line
from malirussia.charts.words.grades import grade_word
from malirussia.charts.words.sources import cited
from malirussia.language import LANGS, after_colon, catalogue, day, quantity
from malirussia.tables.schema import WEAK

Row = Mapping[str, Any]

# At the beginning of an item, these would open another list.
_OPENS_A_LIST = re.compile(r"\A(\d+)(?=[.)](?:\s|\Z))|\A(?=[-+](?:\s|\Z))")
_INNER = {
    "fr": str.maketrans({"«": "“", "»": "”"}),
    "en": str.maketrans({"“": "‘", "”": "’", "«": "‘", "»": "’"}),
}
_ANSWER = ("object", "text", "unit", "low", "high", "per", "as_printed", "status", "date", "polarity")


def plain(text: str) -> str:
    r"""Escape one run of plain text for Markdown, at the beginning of an item too: `1. Banque` is `1\. Banque`."""
    return _OPENS_A_LIST.sub(r"\1\\", markdown(text))


def quoted(text: str, lang: str) -> str:
    """Put plain text into quotation marks, its own made inner ones, and escape it."""
    return catalogue(lang)("“{printed}”").format(printed=plain(text.translate(_INNER[lang])))


class Names:
    """Names what two snapshots hold, in Markdown.

    Args:
        before: The earlier snapshot.
        after: The later one; where both name a thing, its name counts.
        lang: `fr` or `en`.
    """

    def __init__(self, before: Row, after: Row, lang: str) -> None:
        self.lang = lang
        self._both = (after, before)
        self._told = {claim for fact in after["facts"].values() for claim in fact["claims"]}

    def entity(self, entity: str) -> str:
        """Return the name of an entity."""
        return plain(self._name("entities", entity))

    def predicate(self, predicate: str) -> str:
        """Return the words that stand between a subject and its answer."""
        return plain(self._name("predicates", predicate))

    def fact(self, fact: Row) -> str:
        """Return a fact as a sentence without its full stop, for after a colon."""
        return after_colon(self._sentence(fact), self.lang)

    def page(self, source: Row) -> str:
        """Return outlet and date of a page."""
        return plain(self._page(source))

    def page_of(self, claim_id: str) -> str:
        """Return outlet and date of the page that makes a claim."""
        return self.page(self._source(source_of(claim_id)))

    def title(self, source: Row) -> str:
        """Return the title of a page in quotation marks; empty where it has none."""
        if "title" not in source:
            return ""
        written_in = source.get("lang")
        return quoted(str(source["title"]), written_in if written_in in LANGS else self.lang)

    def grouped_with(self, source_id: str, group: str | None) -> list[str]:
        """Return the other pages that carry the dispatch of a source now."""
        return [
            self.page(row)
            for name, row in sorted(self._both[0]["sources"].items())
            if name != source_id and row["known"] and row.get("origin_group") == group
        ]

    def links(self, claim_ids: Iterable[str]) -> str:
        """Write where it is said: a page once, with a link to the first of its claims that the ledger still holds."""
        pages: dict[str, list[str]] = {}
        for claim in sorted(claim_ids):
            pages.setdefault(source_of(claim), []).append(claim)
        order = sorted(pages, key=lambda source: (self._source(source).get("published", "9999"), source))
        return ", ".join(self._link(source, pages[source]) for source in order)

    def first_claim(self, source_id: str) -> tuple[str, ...]:
        """Return the first claim of a page that the ledger holds now; none of a page without any."""
        claims = sorted(claim for claim in self._told if source_of(claim) == source_id)
        return tuple(claims[:1])

    def amount(self, row: Row | None) -> str:
        """Return a range with its unit; words where there is none."""
        _ = catalogue(self.lang)
        if row is None or "unit" not in row:
            return _("no figure")
        if "low" not in row and "high" not in row:
            return _("no common range")
        return quantity(row.get("low"), row.get("high"), row["unit"], row["per"], self.lang)

    def figure(self, row: Row) -> str:
        """Return the name of a reference figure, a weak source said with it."""
        period = row.get("period", "undated")
        when = [] if period == "undated" else [day(period, self.lang)]
        cited = (row.get(f"{part}_{self.lang}", row.get(part)) for part in ("publisher", "title"))
        said = ", ".join([part for part in cited if part] + when)
        if row.get("grade") in WEAK:
            said = f"{said} [{grade_word(row['grade'], self.lang)}]"
        return plain(said)

    def question(self, conflicts: list[Row]) -> str:
        """Put conflicts of one subject and predicate as one question."""
        pairs: list[Pair] = [(row["kind"], *(self._claim(side) for side in row["sides"])) for row in conflicts]
        objects = [side["object"] for row in conflicts for side in row["sides"] if "object" in side]
        names = {name: self._name("entities", name) for name in objects}
        subject, predicate = (conflicts[0][name] for name in ("subject", "predicate"))
        about = (self._name("entities", subject), self._name("predicates", predicate))
        return plain(dispute_line(pairs, *about, names, self.lang))

    def _claim(self, side: Row) -> Row:
        """Return a side of a conflict as a row of the claims."""
        told: Row = next(
            (picture["facts"][side["fact"]] for picture in self._both if side["fact"] in picture["facts"]), {}
        )
        sentence = f"says_{self.lang}"
        article = self._source(source_of(side["claim"]))
        worded = {"claim_id": side["claim"], "fact_id": side["fact"], sentence: told.get(sentence, "")}
        worded |= {"lang": article.get("lang")}
        return dict.fromkeys(_ANSWER) | dict(side) | worded

    def _name(self, kind: str, name: str) -> str:
        return next((str(picture[kind][name][self.lang]) for picture in self._both if name in picture[kind]), name)

    def _sentence(self, fact: Row) -> str:
        return plain(str(fact[f"says_{self.lang}"]).rstrip("."))

    def _source(self, source: str) -> Row:
        return next((picture["sources"][source] for picture in self._both if source in picture["sources"]), {})

    def _page(self, source: Row) -> str:
        outlet = cited(source.get("publisher"), unnamed=source.get("unnamed", False), lang=self.lang)
        return f"{outlet}, {day(source.get('published'), self.lang)}"

    def _link(self, source: str, claims: list[str]) -> str:
        name = markdown(self._page(self._source(source)))
        told = next((claim for claim in claims if claim in self._told), None)
        return name if told is None else f"[{name}](#{told})"
