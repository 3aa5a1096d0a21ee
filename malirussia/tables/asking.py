"""What an analyst types first: what is said that holds a word, of somebody, by somebody, in order of time.

ds.search("Rosatom")                     statements that hold the word, the best match first
ds.about("gold-refinery")                what is said of it
ds.said_by("Goïta")                      what is said on somebody's word
ds.timeline("gold-refinery")             what is said of it, by the day that it speaks of
ds.fact("petroleum-deliveries.monthly_tonnage").cite(lang="fr")

A name finds who bears it, in the spelling of the ledger or of an article: `Poutine`, `Putin`, `vladimir-putin`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from malirussia import edtf
from malirussia.errors import TablesError
from malirussia.language import LANGS, catalogue, day, quantity
from malirussia.language.folding import NEAR, NONE, WORD, match, match_words, words
from malirussia.tables.view import kept

if TYPE_CHECKING:
    from malirussia.tables.dataset import Dataset

COLUMNS = ("claim_id", "says", "by", "modality", "polarity", "status", "date", "published", "source_id", "fact_id")
"""Columns of an answer: `says` in the language asked, `by` who says it, `date` and `published` in EDTF."""


class Statements(pd.DataFrame):
    """Statements of the ledger, one a row; in JupyterLab each id leads to its article, where that has an address.

    An ordinary DataFrame otherwise. `attrs["links"]` holds claim id → address.
    """

    @property
    def _constructor(self) -> Any:
        return Statements

    def _repr_html_(self) -> str:
        shown = pd.DataFrame(self).astype(object).where(self.notna(), "–").map(lambda cell: escape(str(cell)))
        links: Mapping[str, str] = self.attrs.get("links", {})
        if "claim_id" in list(shown):
            shown["claim_id"] = [_linked(cell, links.get(str(cell))) for cell in self["claim_id"]]
        return str(shown.to_html(escape=False, max_rows=pd.get_option("display.max_rows"), index=False, border=0))


def _linked(claim_id: object, address: str | None) -> str:
    shown = f"<code>{escape(str(claim_id))}</code>"
    if address is None or not address.startswith(("http://", "https://")):
        return shown
    return f'<a href="{escape(address)}" rel="noreferrer">{shown}</a>'


@dataclass(frozen=True)
class Fact:
    """A fact of the ledger, and how it is cited.

    Attributes:
        ds: The tables.
        fact_id: Its id.
    """

    ds: Dataset
    fact_id: str

    @property
    def row(self) -> dict[str, Any]:
        """Its row of the table of facts; what is empty is None."""
        facts = self.ds.facts
        told = facts[facts["fact_id"].eq(self.fact_id)].iloc[0]
        return {str(name): None if pd.isna(value) else value for name, value in told.items()}

    @property
    def statements(self) -> Statements:
        """Every statement that makes it, in English; `ds.about` and its like give another language."""
        return _statements(self.ds, self.ds.claims["fact_id"].eq(self.fact_id), "en")

    def cite(self, lang: str = "en") -> str:
        """Return a citation in one paragraph: what is said, by whom, in which articles, and of which ledger.

        Args:
            lang: `fr` or `en`.

        Raises:
            TablesError: The language is another.
        """
        _check_language(lang)
        _ = catalogue(lang)
        told = _statements(self.ds, self.ds.claims["fact_id"].eq(self.fact_id), lang)
        sources = self.ds.sources.set_index("source_id")
        row = self.row
        parts = [str(told["says"].iloc[0])]
        if row["unit"] is not None:
            amount = quantity(row["low"], row["high"], row["unit"], row["per"], lang)
            parts.append(_("In all: {amount}.").format(amount=amount))
        parts.append(_("Said by {names}.").format(names=", ".join(dict.fromkeys(told["by"]))))
        for source in dict.fromkeys(told["source_id"]):
            of_it = sources.loc[source]
            outlet = of_it["publisher"] if isinstance(of_it["publisher"], str) else _("outlet unknown")
            entry = _("{outlet}, {day}").format(outlet=outlet, day=day(of_it["published"], lang))
            if isinstance(of_it["url"], str):
                entry = f"{entry}, {of_it['url']}"
            parts.append(f"{entry} ({', '.join(told.loc[told['source_id'].eq(source), 'claim_id'])}).")
        parts.append(
            _("Ledger of {day}, version {version}.").format(day=day(self.ds.day(), lang), version=version(self.ds))
        )
        return " ".join(parts)

    def _repr_markdown_(self) -> str:
        return self.cite()


class Asking:
    """Methods of a dataset that find statements."""

    def search(self, text: str, lang: str = "en") -> Statements:
        """Find the statements that hold every word of a text, whatever its accents, capitals and signs.

        A statement is looked through with its words as printed and the names of those it speaks of or is said by, in
        both languages and in the spellings of the articles. The beginning of a word is enough; one of five letters or
        more may hold one typing error.

        Args:
            text: What is looked for.
            lang: Language of the statements shown, `fr` or `en`.

        Returns:
            `COLUMNS`, and `match`: 3 where each word stands so, 2 where one is a beginning, 1 where one is near; the
            best match first, then the newest article.

        Raises:
            TablesError: There is no word to look for, or the language is another.
        """
        _check_language(lang)
        query = words(text)
        if not query:
            raise TablesError(f"search {text!r}", "no word to look for", "give a word, a name or a number")
        ds = cast("Dataset", self)
        found = {claim: match_words(query, there) for claim, there in _texts(ds).items()}
        met = ds.claims["claim_id"].map(found)
        told = _statements(ds, met.gt(NONE), lang)
        told["match"] = told["claim_id"].map(found)
        order = told.assign(day=[_day(published) for published in told["published"]])
        order = order.sort_values(["match", "day", "claim_id"], ascending=[False, False, True], kind="stable")
        return _like(told.loc[order.index].reset_index(drop=True), told)

    def about(self, entity: str, lang: str = "en") -> Statements:
        """Return what is said of an entity: statements that have it as their subject or object.

        Args:
            entity: Its id, or a name of it.
            lang: `fr` or `en`.

        Raises:
            TablesError: Nobody has that id or name, or several have; or the language is another.
        """
        _check_language(lang)
        ds = cast("Dataset", self)
        name = entity_named(ds, entity)
        return _statements(ds, ds.claims["subject"].eq(name) | ds.claims["object"].eq(name), lang)

    def said_by(self, entity: str, lang: str = "en") -> Statements:
        """Return what is said on an entity's word: an outlet's own, or that of whom it quotes.

        Arguments and errors are those of `about`.
        """
        _check_language(lang)
        ds = cast("Dataset", self)
        return _statements(ds, ds.claims["asserted_by"].eq(entity_named(ds, entity)), lang)

    def timeline(self, entity: str, lang: str = "en") -> Statements:
        """Return what is said of an entity in order of time.

        Arguments and errors are those of `about`.

        Returns:
            `day`, the EDTF date that a statement speaks of, or else that of its article (`of`: event or article), then
            `COLUMNS`; what bears no date at all stands last.
        """
        told = self.about(entity, lang)
        days = [
            date if isinstance(date, str) else when for date, when in zip(told["date"], told["published"], strict=True)
        ]
        of = ["event" if isinstance(date, str) else "article" for date in told["date"]]
        timed = told.assign(day=days, of=of, at=[_day(when, last=True) for when in days])
        timed = timed.sort_values(["at", "claim_id"], kind="stable").reset_index(drop=True)
        return _like(timed[["day", "of", *COLUMNS]], told)

    def fact(self, fact_id: str) -> Fact:
        """Return a fact, to be cited or followed.

        Args:
            fact_id: Its id; large letters or small.

        Raises:
            TablesError: No fact has that id.
        """
        ds = cast("Dataset", self)
        known = list(ds.facts["fact_id"])
        meant = _meant(fact_id, known)
        if meant is None:
            raise TablesError(f"fact {fact_id}", "unknown id", "nearest known: " + ", ".join(_nearest(fact_id, known)))
        return Fact(ds, meant)


def entity_named(ds: Dataset, name: str) -> str:
    """Return the id of an entity by its id or a name of it.

    Raises:
        TablesError: Nobody has that id or name, or several have.
    """
    entities = ds.entities
    known = list(entities["entity_id"])
    meant = _meant(name, known)
    if meant is not None:
        return meant
    called = _names(ds)
    for least in (WORD, NEAR):
        # Whoever bears the very name comes before those of whose name it is a part.
        scores = {one: max((match(name, other) for other in others), default=NONE) for one, others in called.items()}
        whole = [one for one, others in called.items() if any(words(other) == words(name) for other in others)]
        found = whole if least == WORD and whole else [one for one, score in scores.items() if score >= least]
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(sorted(found)[:5])
            raise TablesError(f"entity {name!r}", f"{len(found)} bear that name", f"use one of: {listed}")
    raise TablesError(f"entity {name!r}", "unknown", "nearest known: " + ", ".join(_nearest(name, known)))


def version(ds: Dataset) -> str:
    """Return the name of the ledger that tables hold: eight characters that change with any cell of it."""

    def work_out() -> str:
        import hashlib

        from malirussia.tables.cells import to_csv
        from malirussia.tables.schema import TABLES

        digests = (hashlib.sha256(to_csv(TABLES[name], table)).hexdigest() for name, table in ds.tables.items())
        return hashlib.sha256("".join(digests).encode()).hexdigest()[:8]

    return kept(ds, ("version",), work_out)


def _statements(ds: Dataset, chosen: pd.Series, lang: str) -> Statements:
    captions = dict(zip(ds.entities["entity_id"], ds.entities[f"caption_{lang}"], strict=True))
    sources = ds.sources.set_index("source_id")
    claims = ds.claims[chosen.to_numpy(dtype=bool)]
    told = claims.assign(
        says=claims[f"says_{lang}"],
        by=claims["asserted_by"].map(captions),
        published=claims["source_id"].map(sources["published"]),
    )
    answer = Statements(told[list(COLUMNS)].reset_index(drop=True))
    addresses = claims["source_id"].map(sources["url"])
    pairs = zip(claims["claim_id"], addresses, strict=True)
    answer.attrs["links"] = {claim: address for claim, address in pairs if isinstance(address, str)}
    return answer


def _like(told: pd.DataFrame, before: Statements) -> Statements:
    answer = Statements(told)
    answer.attrs.update(before.attrs)
    return answer


def _texts(ds: Dataset) -> dict[str, frozenset[str]]:
    """Return claim → the words by which it is found."""

    def work_out() -> dict[str, frozenset[str]]:
        called = {one: frozenset(word for name in names for word in words(name)) for one, names in _names(ds).items()}
        texts = {}
        columns = ["claim_id", "says_fr", "says_en", "as_printed", "text", "subject", "object", "asserted_by"]
        for claim, *cells in ds.claims[columns].itertuples(index=False):
            *told, subject, other, by = cells
            said = {word for text in told if isinstance(text, str) for word in words(text)}
            texts[claim] = frozenset(said.union(*(called.get(str(one), frozenset()) for one in (subject, other, by))))
        return texts

    return kept(ds, ("search",), work_out)


def _names(ds: Dataset) -> dict[str, list[str]]:
    """Return entity → its names: those of the ledger, then those that articles print."""
    entities = ds.entities[["entity_id", "caption_fr", "caption_en"]]
    called = {str(one): [str(name) for name in names] for one, *names in entities.itertuples(index=False)}
    for one, name in ds.names[["entity_id", "name"]].itertuples(index=False):
        called.setdefault(str(one), []).append(str(name))
    return called


def _meant(any_id: str, known: Iterable[str]) -> str | None:
    ids = list(known)
    if any_id in ids:
        return any_id
    alike = [one for one in ids if one.casefold() == any_id.casefold()]
    return alike[0] if len(alike) == 1 else None


def _nearest(any_id: str, known: Iterable[str]) -> list[str]:
    from rapidfuzz import fuzz, process

    return [name for name, _, _ in process.extract(any_id, list(known), scorer=fuzz.ratio, limit=3)]


def _day(text: object, *, last: bool = False) -> int:
    """Return a date to sort by; what has none stands at the end, or where the oldest do."""
    if not isinstance(text, str):
        return 10**7 if last else 0
    return edtf.earliest(text).toordinal()


def _check_language(lang: str) -> None:
    if lang not in LANGS:
        raise TablesError(f"language {lang!r}", "unknown", "use fr or en")
