"""The news in sentences: one paragraph a dossier, every sentence with the numbers of the articles that carry it.

A figure comes from a fact, in the sentence of a claim that carries it or, where articles give several, as the range of
the fact. A stage is told no higher than the claims carry, and where nothing is signed that is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from malirussia.language import after_colon, capital, catalogue, counted, day, quantity
from malirussia.tables.columns import split

if TYPE_CHECKING:
    import pandas as pd

    from malirussia.tables import Dataset

# A reader who has two minutes reads some two hundred words a minute, and wants the figure, too.
WORDS = 300
_PARTIES = 2


class Story:
    """Tells dossiers in one language.

    Args:
        ds: The tables.
        notes: Numbers the sources of the page.
        lang: `fr` or `en`.
        beside: Dossier → what outside figures say of it.
    """

    def __init__(
        self, ds: Dataset, notes: Notes, lang: str, beside: Mapping[str, Sequence[Beside]] | None = None
    ) -> None:
        self._notes, self._lang, self._beside = notes, lang, beside or {}
        self._claims = with_language(ds)
        self._names = captions(ds, lang)
        self._kinds = dict(zip(ds.entities["entity_id"], ds.entities["kind"], strict=True))
        self._verbs = predicate_names(ds, lang)
        self._headings = {
            name: None if predicate.heading is None else str(getattr(predicate.heading, lang))
            for name, predicate in vocabulary(ds).predicates.items()
        }

    def paragraphs(self, dossiers: Sequence[Dossier], words: int = WORDS) -> str:
        """Tell dossiers in Markdown, in their order: whole while words are left, then their stage and figures alone."""
        told = []
        left = words
        for dossier in dossiers:
            whole = self.paragraph(dossier)
            text = whole if left >= _length(whole) else self.paragraph(dossier, short=True)
            told.append(text)
            left -= _length(text)
        return "\n\n".join(told)

    def paragraph(self, dossier: Dossier, *, short: bool = False) -> str:
        """Tell one dossier in Markdown.

        Args:
            dossier: What is told.
            short: Leave out who takes part, where it needs a sentence of its own, and what outside figures say.
        """
        sentences = [*self.stage(dossier), *self.figures(dossier)]
        sentences += self.parties(dossier, short=short)
        if not short:
            sentences += self.beside(dossier)
        sentences += [*self.disputed(dossier), *self.due(dossier)]
        return " ".join([f"**{markdown(capital(self._names[dossier.entity_id]))}.**", *sentences])

    def stage(self, dossier: Dossier) -> list[str]:
        """Say how far it is, since when and on whose word; in the words of the newest claim where no article says."""
        _ = catalogue(self._lang)
        if dossier.rung == "none":
            carried = {claim for fact in dossier.figures for claim in split(fact["claim_ids"])}
            newest = [claim for claim in dossier.said if claim not in carried][:1]
            return [self.cited(self._says(claim), [claim]) for claim in newest]
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
                "signed": _("The signing is dated {day}, according to {who}"),
                "implemented": _("It is being carried out since {day}, according to {who}"),
                "completed": _("It was completed on {day}, according to {who}"),
            }
            undated = {
                "signed": _("It is signed, according to {who}"),
                "implemented": _("It is being carried out, according to {who}"),
                "completed": _("It is completed, according to {who}"),
            }
            # Who tells the stage need not date it: a date has only the outlets that give it.
            all_date = bool(dossier.since) and dossier.dated == dossier.groups
            when = day(dossier.since or None, self._lang)
            words = (dated if all_date else undated)[dossier.rung].format(day=when, who=who)
            if dossier.since and not all_date:
                words = _("{said} ({day} by {n})").format(
                    said=words, n=counted(dossier.dated, lang=self._lang)[0], day=when
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
                words = self._says(ids[0])
            else:
                amount = quantity(fact["low"], fact["high"], fact["unit"], fact["per"], self._lang)
                words = _("{what}: {how}").format(what=capital(self._verbs[fact["predicate"]]), how=amount) + "."
            sentences.append(self.cited(words, ids))
        return sentences

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
        """Say what is due and when, what has one date in one sentence; what has none is counted elsewhere."""
        _ = catalogue(self._lang)
        # A rhythm names no date: the next one is counted by us, and that is said.
        by_us, dated = _("By our count the next is due {day}, {state}"), _("{what}: due {day}, {state}")
        groups: dict[tuple[str, str, bool], list[Mapping[str, Any]]] = {}
        for promise in dossier.due:
            if promise["due"]:
                groups.setdefault((promise["due"], promise["state"], bool(promise["rhythm"])), []).append(promise)
        sentences = []
        for (due, state, counted_by_us), promises in groups.items():
            first, *others = (str(promise[f"what_{self._lang}"]) for promise in promises)
            words = (by_us if counted_by_us else dated).format(
                what=_("; ").join([first, *(after_colon(other, self._lang) for other in others)]),
                day=day(due, self._lang),
                state=state_word(state, self._lang),
            )
            ids = [claim for promise in promises for claim in (promise["claim_id"], *split(promise["met_by"]))]
            sentences.append(self.cited(f"{words}.", ids))
        return sentences

    def _who(self, dossier: Dossier) -> str:
        _ = catalogue(self._lang)
        if dossier.groups >= CORROBORATED:
            return _.n("{n} independent outlet", "{n} independent outlets", dossier.groups).format(
                n=counted(dossier.groups, lang=self._lang)[0]
            )
        if {self._kinds[speaker] for speaker in dossier.by} == {"outlet"}:
            return _("one article alone")
        return _("{who} alone").format(who=_join([self._names[speaker] for speaker in dossier.by], self._lang))

    def _says(self, claim: str) -> str:
        return str(self._claims.at[claim, f"says_{self._lang}"])

    def cited(self, words: str, claim_ids: Sequence[str]) -> str:
        """Return plain text as Markdown, with the numbers of the articles that carry it."""
        return f"{markdown(words)}{self._notes.claims(claim_ids)}"


def sides(rows: pd.DataFrame) -> list[str]:
    """Return the claims on either side of an open question, given its rows of `disputes`."""
    return sorted({*rows["claim_a"], *rows["claim_b"]})


def _join(names: Sequence[str], lang: str) -> str:
    *first, last = names
    return catalogue(lang)(" and ").join([", ".join(first), last] if first else [last])


def _length(text: str) -> int:
    return sum(any(sign.isalpha() for sign in word) for word in text.split())
