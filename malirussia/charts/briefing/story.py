"""The news in sentences: one paragraph a dossier, every sentence with the numbers of the articles that carry it.

A figure comes from a fact, in the sentence of a claim that carries it or, where articles give several, as the range of
the fact. A stage is told no higher than the claims carry, and where nothing is signed that is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from malirussia.analysis.dossiers import Dossier
from malirussia.analysis.standing.ladder import ANNOUNCED, CORROBORATED
from malirussia.analysis.vocabulary import vocabulary
from malirussia.charts.paper.escape import markdown
from malirussia.charts.standing.words import state_word
from malirussia.charts.words.beside import Beside
from malirussia.charts.words.citing import captions, predicate_names
from malirussia.charts.words.disputes import dispute_line, pairs_of, with_language
from malirussia.charts.words.notes import Notes
from malirussia.charts.words.rungs import rung_word
from malirussia.language import capital, catalogue, counted, day, on, quantity, with_article
from malirussia.tables.columns import split
from malirussia.units.codes import CURRENCIES, dimension

if TYPE_CHECKING:
    import pandas as pd

    from malirussia.tables import Dataset

# A reader who has two minutes reads some two hundred words a minute, and wants the figure, too.
WORDS = 320
_PARTIES = 2
# How many amounts a paragraph tells, and how many questions and promises; the page of the dossier tells them all.
_AMOUNTS, _OPEN = 2, 1
# How many words the list of the others may take from the paragraphs.
_LISTED = 70
# What an amount tells beside a bare name: sums of money and what is weighed or measured, not what is counted.
_MEASURES = frozenset({"mass", "volume", "power", "energy", "length", "area", *CURRENCIES})
_ADDRESS = re.compile(r"\]\([^)]*\)")


class Story:
    """Tells dossiers in one language.

    Args:
        ds: The tables.
        notes: Numbers the sources of the page.
        lang: `fr` or `en`.
        beside: Dossier → what outside figures say of it.

    Attributes:
        asked: Subject and predicate of every question that was asked so far.
    """

    def __init__(
        self, ds: Dataset, notes: Notes, lang: str, beside: Mapping[str, Sequence[Beside]] | None = None
    ) -> None:
        self._ds, self._notes, self._lang, self._beside = ds, notes, lang, beside or {}
        self.asked: set[tuple[str, str]] = set()
        self._claims = with_language(ds)
        self._names = captions(ds, lang)
        self._kinds = dict(zip(ds.entities["entity_id"], ds.entities["kind"], strict=True))
        self._verbs = predicate_names(ds, lang)
        self._headings = {
            name: None if predicate.heading is None else str(getattr(predicate.heading, lang))
            for name, predicate in vocabulary(ds).predicates.items()
        }

    def paragraphs(self, dossiers: Sequence[Dossier], words: int = WORDS) -> str:
        """Tell dossiers in Markdown, in their order: whole while words are left, then shorter, at last in a list.

        Args:
            dossiers: What is told, the most newsworthy first.
            words: How many words there are. The first dossier is told whole, whatever it takes.
        """
        told: list[str] = []
        left = words
        for place, dossier in enumerate(dossiers):
            listed = min(self._length(partial(self.rest, dossiers[place + 1 :])), _LISTED)
            forms = [partial(self.paragraph, dossier, short=short) for short in (False, True)]
            form = next((form for form in forms if self._length(form) <= left - listed), None)
            if form is None and place > 0:
                return "\n\n".join([*told, self.rest(dossiers[place:], left)])
            told.append((form or forms[0])())
            left -= _length(told[-1])
        return "\n\n".join(told)

    def paragraph(self, dossier: Dossier, *, short: bool = False) -> str:
        """Tell one dossier in Markdown.

        Args:
            dossier: What is told.
            short: One amount alone, without who takes part, where that needs a sentence of its own, and without what
                outside figures say.
        """
        amounts = [fact for fact in dossier.figures if dimension(fact["unit"]) in _MEASURES][:_AMOUNTS]
        amounts = (amounts or list(dossier.figures))[: 1 if short or not amounts else None]
        sentences = [*self.stage(dossier), *self.figures(replace(dossier, figures=tuple(amounts)))]
        sentences += self.parties(dossier, short=short)
        if not short:
            sentences += self.beside(dossier)
        sentences += self.disputed(replace(dossier, disputed=dossier.disputed[:_OPEN]))
        sentences += self.due(dossier)[:_OPEN]
        return " ".join([f"**{markdown(capital(self._names[dossier.entity_id]))}.**", *sentences])

    def rest(self, dossiers: Sequence[Dossier], words: int | None = None) -> str:
        """List dossiers in Markdown, each with an amount: one paragraph a stage, the most advanced first.

        Args:
            dossiers: In their order.
            words: How many words there are; of what finds no room the number is told. None for every dossier.
        """
        _ = catalogue(self._lang)
        items = {dossier.entity_id: self._item(dossier) for dossier in dossiers}
        kept, left = [], words
        for dossier in dossiers:
            left = None if left is None else left - _length(items[dossier.entity_id][0]) - 1
            if left is not None and left < 0:
                break
            kept.append(dossier)
        headings = {
            "completed": _("Also said to be completed"),
            "implemented": _("Also said to be under way"),
            "signed": _("Also said to be signed"),
            "pledged": _("Also promised"),
            "discussed": _("Also under discussion"),
            "none": _("Also spoken of"),
        }
        paragraphs = []
        for rung, heading in headings.items():
            told = [items[dossier.entity_id] for dossier in kept if dossier.stage == rung]
            if told:
                *first, (last, ids) = told
                listed = _("; ").join([*(self.cited(words, ids) for words, ids in first), self.cited(f"{last}.", ids)])
                paragraphs.append(f"**{heading}.** {listed}")
        if len(kept) < len(dossiers):
            more = len(dossiers) - len(kept)
            paragraphs.append(_.n("And {n} more dossier.", "And {n} more dossiers.", more).format(n=more))
        return "\n\n".join(paragraphs)

    def _item(self, dossier: Dossier) -> tuple[str, list[str]]:
        """Return the name of a dossier, with its first measured amount where it has one, and the claims behind both."""
        name, ids = self._names[dossier.entity_id], list(dossier.claim_ids)
        for fact in [fact for fact in dossier.figures if dimension(fact["unit"]) in _MEASURES][:1]:
            amount = quantity(fact["low"], fact["high"], fact["unit"], fact["per"], self._lang)
            name = catalogue(self._lang)("{name} ({amount})").format(name=name, amount=amount)
            ids += split(fact["claim_ids"])
        return name, ids or list(dossier.said[:1])

    def _length(self, tell: Callable[[], str]) -> int:
        """Return how many words something takes, without numbering the sources that it cites."""
        notes, asked = self._notes, self.asked
        self._notes, self.asked = Notes(self._ds, self._lang), set()
        try:
            return _length(tell())
        finally:
            self._notes, self.asked = notes, asked

    def stage(self, dossier: Dossier) -> list[str]:
        """Say how far it is, since when and on whose word; in the words of the newest claim where no article says."""
        _ = catalogue(self._lang)
        if dossier.rung == "none":
            carried = {claim for fact in dossier.figures for claim in split(fact["claim_ids"])}
            newest = [claim for claim in dossier.said if claim not in carried][:1]
            return [self.cited(self._says(claim), [claim]) for claim in newest]
        if dossier.contested:
            return [self.cited(self._contested(dossier), dossier.claim_ids)]
        who = self._who(dossier)
        if dossier.rung in ANNOUNCED:
            words = {
                "discussed": _(
                    "So far this is only under discussion, according to {who}; nothing is said to be signed"
                ),
                "pledged": _("So far this is only promised, according to {who}; nothing is said to be signed"),
            }[dossier.rung].format(who=who)
        else:
            dated = {
                "signed": _("The signing took place {on}, according to {who}"),
                "implemented": _("It has been under way since {day}, according to {who}"),
                "completed": _("It was completed {on}, according to {who}"),
            }
            undated = {
                "signed": _("It is signed, according to {who}"),
                "implemented": _("It is under way, according to {who}"),
                "completed": _("It is completed, according to {who}"),
            }
            # Who tells the stage need not date it: a date has only the outlets that give it.
            all_date = bool(dossier.since) and dossier.dated == dossier.groups
            when = {"day": "", "on": ""}
            if dossier.since:
                when = {"day": with_article(dossier.since, self._lang), "on": on(dossier.since, self._lang)}
            words = (dated if all_date else undated)[dossier.rung].format(who=who, **when)
            if dossier.since and 0 < dossier.dated < dossier.groups:
                words = _.n("{said}; {n} of them gives {day}", "{said}; {n} of them give {day}", dossier.dated).format(
                    said=words, n=counted(dossier.dated, lang=self._lang)[0], day=when["day"]
                )
        if dossier.denied:
            words = _("{said}; this is denied elsewhere").format(said=words)
        return [self.cited(f"{words}.", dossier.claim_ids)]

    def figures(self, dossier: Dossier) -> list[str]:
        """Say every amount of the dossier: in the words of a claim, or as the range of several that differ."""
        _ = catalogue(self._lang)
        sentences = []
        for fact in dossier.figures:
            ids = split(fact["claim_ids"])
            rows = self._claims.loc[ids]
            if len(rows.drop_duplicates(["low", "high", "unit", "per", "polarity"])) == 1:
                words = self._says(self._usual(rows))
            else:
                amount = quantity(fact["low"], fact["high"], fact["unit"], fact["per"], self._lang)
                what = self._headings[fact["predicate"]] or capital(self._verbs[fact["predicate"]])
                words = _("{what}: {how}").format(what=what, how=amount) + "."
            sentences.append(self.cited(words, ids))
        return sentences

    def _usual(self, rows: pd.DataFrame) -> str:
        """Return the claim that tells a fact as most of its claims do: of the commonest status and speaker."""
        told = [(str(status), str(by)) for status, by in zip(rows["status"], rows["asserted_by"], strict=True)]
        statuses, speakers = Counter(status for status, _by in told), Counter(told)
        best = max(range(len(told)), key=lambda place: (statuses[told[place][0]], speakers[told[place]], -place))
        return str(rows["claim_id"].iloc[best])

    def parties(self, dossier: Dossier, *, short: bool = False) -> list[str]:
        """Say who signed, concluded or takes part: one list a predicate with a heading, else the words of a claim.

        Args:
            dossier: What is told.
            short: The lists alone.
        """
        behind = set(dossier.claim_ids)

        def rank(fact: Mapping[str, Any]) -> tuple[bool, int, str]:
            return not behind & set(split(fact["claim_ids"])), -int(fact["n_origin_groups"]), fact["fact_id"]

        lists: dict[str, list[Mapping[str, Any]]] = {}
        others: list[Mapping[str, Any]] = []
        fact: Mapping[str, Any]
        for fact in sorted(dossier.parties, key=rank):
            heading = self._headings[fact["predicate"]]
            (others if heading is None else lists.setdefault(heading, [])).append(fact)
        told = [self._list(heading, facts) for heading, facts in lists.items()]
        for fact in others[: 0 if short else max(0, _PARTIES - len(told))]:
            ids = split(fact["claim_ids"])
            told.append(self.cited(self._says(ids[0]), ids))
        return told

    def _list(self, heading: str, facts: Sequence[Mapping[str, Any]]) -> str:
        names = _join([self._names[fact["object"]] for fact in facts], self._lang)
        words = catalogue(self._lang)("{heading}: {names}").format(heading=heading, names=names)
        return self.cited(f"{words}.", [claim for fact in facts for claim in split(fact["claim_ids"])])

    def beside(self, dossier: Dossier) -> list[str]:
        """Say what outside figures say of it."""
        return [
            f"{markdown(known.sentence)}{self._notes.outside(known.key, known.source)}"
            for known in self._beside.get(dossier.entity_id, ())
        ]

    def disputed(self, dossier: Dossier) -> list[str]:
        """Ask what the articles dispute."""
        _ = catalogue(self._lang)
        self.asked |= {_key(rows) for rows in dossier.disputed}
        return [
            self.cited(_("The articles differ: {question}").format(question=self.question(rows)), sides(rows))
            for rows in dossier.disputed
        ]

    def question(self, rows: pd.DataFrame) -> str:
        """Put an open question in plain text; `rows` are those of `disputes`, of one subject and predicate."""
        subject, predicate = rows.iloc[0]["subject"], rows.iloc[0]["predicate"]
        pairs = pairs_of(rows, self._claims)
        return dispute_line(pairs, self._names[subject], self._verbs[predicate], self._names, self._lang)

    def due(self, dossier: Dossier) -> list[str]:
        """Say what is due and when; what has no date is counted elsewhere."""
        _ = catalogue(self._lang)
        # A rhythm names no date: the next one is counted by us, and that is said.
        by_us, dated = _("By our count the next is due {day}, {state}"), _("{what}: due {day}, {state}")
        sentences = []
        for promise in dossier.due:
            if promise["due"]:
                words = (by_us if promise["rhythm"] else dated).format(
                    what=promise[f"what_{self._lang}"],
                    day=day(promise["due"], self._lang),
                    state=state_word(promise["state"], self._lang),
                )
                sentences.append(self.cited(f"{words}.", [promise["claim_id"], *split(promise["met_by"])]))
        return sentences

    def _contested(self, dossier: Dossier) -> str:
        """Say that articles of one text differ on how far a dossier is: how many say what."""
        _ = catalogue(self._lang)
        n, m = counted(dossier.carried, dossier.claiming, lang=self._lang)
        words = _.n(
            "{n} articles carry one text: {m} of them has it as “{rung}”, the others as “{less}” at most",
            "{n} articles carry one text: {m} of them have it as “{rung}”, the others as “{less}” at most",
            dossier.claiming,
        ).format(n=n, m=m, rung=rung_word(dossier.rung, self._lang), less=rung_word(dossier.others, self._lang))
        return f"{capital(words)}."

    def _who(self, dossier: Dossier) -> str:
        _ = catalogue(self._lang)
        several = dossier.groups >= CORROBORATED
        if several and len(dossier.by) >= CORROBORATED:
            return _.n("{n} independent outlet", "{n} independent outlets", dossier.groups).format(
                n=counted(dossier.groups, lang=self._lang)[0]
            )
        names = _join([self._names[speaker] for speaker in dossier.by], self._lang)
        if several:
            # One man quoted twice is one.
            return _.n(
                "{who} alone, quoted by {n} independent outlet",
                "{who} alone, quoted by {n} independent outlets",
                dossier.groups,
            ).format(who=names, n=counted(dossier.groups, lang=self._lang)[0])
        if {self._kinds[speaker] for speaker in dossier.by} == {"outlet"}:
            articles = self._claims.loc[list(dossier.claim_ids), "source_id"].nunique()
            if articles == 1:
                return _("one article alone")
            return _("{n} articles that carry one text").format(n=counted(articles, lang=self._lang)[0])
        return names if len(dossier.by) > 1 else _("{who} alone").format(who=names)

    def _says(self, claim: str) -> str:
        return str(self._claims.at[claim, f"says_{self._lang}"])

    def cited(self, words: str, claim_ids: Sequence[str]) -> str:
        """Return plain text as Markdown, with the numbers of the articles that carry it."""
        return f"{markdown(words)}{self._notes.claims(claim_ids)}"


def sides(rows: pd.DataFrame) -> list[str]:
    """Return the claims on either side of an open question, given its rows of `disputes`."""
    return sorted({*rows["claim_a"], *rows["claim_b"]})


def _key(rows: pd.DataFrame) -> tuple[str, str]:
    first = rows.iloc[0]
    return str(first["subject"]), str(first["predicate"])


def _join(names: Sequence[str], lang: str) -> str:
    *first, last = names
    return catalogue(lang)(" and ").join([", ".join(first), last] if first else [last])


def _length(text: str) -> int:
    return sum(any(sign.isalpha() for sign in word) for word in _ADDRESS.sub("]", text).split())
