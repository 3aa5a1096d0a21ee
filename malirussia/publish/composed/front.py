"""The front page of a language: what to know now, the dossiers by news value, the charts, what one can take away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from malirussia.analysis.dossiers import Dossier
from malirussia.analysis.standing.ladder import RUNGS
from malirussia.analysis.standing.occurrences import occurrences, standing
from malirussia.charts.standing.words import title as promises_title
from malirussia.charts.words.citing import last_day
from malirussia.charts.words.rungs import rung_word
from malirussia.language import after_colon, capital, catalogue, counted, day, number
from malirussia.publish.pages import Page, other_language
from malirussia.publish.reading import Reading, Row
from malirussia.publish.renders import Card
from malirussia.publish.statements import amount, rungs, sureness
from malirussia.publish.story import Plain
from malirussia.tables.addresses import FRONT, where
from malirussia.tables.columns import split

KNOW = 5
"""How many things a front page says first."""


@dataclass(frozen=True)
class Thing:
    """One thing to know now.

    Attributes:
        at: Where it is told at length.
        amount: Its figure, or empty; `unit` is what it counts.
        unit: See there.
        sentence: One sentence.
        sure: How sure it is, in few words.
        verdict: The same for the eye, as in the table of facts; `counted` where it is our count.
        new: Whether it appeared since the last edition.
    """

    at: str
    amount: str
    unit: str
    sentence: str
    sure: str
    verdict: str
    new: bool = False


def page(reading: Reading, cards: Sequence[Card]) -> Page:
    """Make the front page.

    Args:
        reading: The ledger.
        cards: The renders, of both languages.
    """
    _ = catalogue(reading.lang)
    lang = reading.lang
    here = f"{lang}/{FRONT}"
    articles, told = len(reading.sources), Plain(reading)
    return Page(
        kind="front",
        address=here,
        title=_("{title}: what is said, by whom, and what has come of it").format(title=reading.title),
        lang=lang,
        title_lang=lang,
        about=_(
            "Every value leads back to a passage of a published text. Announced is not done; a range stays a range."
        ),
        other=f"{other_language(lang)}/{FRONT}",
        template="front.html",
        values={
            "what": reading.title,
            "how": _.n(
                "What the one article read says, as of {day}", "What the {n} articles read say, as of {day}", articles
            ).format(n=number(articles, lang), day=last_day(reading.as_of, lang)),
            "things": list(_things(reading))[:KNOW],
            "dossiers": [_dossier(reading, told, one) for one in reading.dossiers.values()],
            "cards": [card for card in cards if card.lang == lang and not card.variant],
            "variants": [card for card in cards if card.lang == lang and card.variant],
            "questions": [
                {"at": where("conflict", name, lang), "question": row["question"], "decided": bool(row["preferred"])}
                for name, row in reading.conflicts.items()
            ],
            "late": _late(reading),
            "articles": [
                {
                    "at": where("source", name, lang),
                    "outlet": reading.cited[name],
                    "title": reading.sources[name]["title"],
                    "lang": reading.sources[name]["lang"],
                }
                for name in dict.fromkeys(reading.claims[one]["source_id"] for one in reading.by_news(reading.claims))
            ],
        },
    )


def _things(reading: Reading) -> Iterator[Thing]:
    """Give the things to know, the gravest first: what is new, what is signed, what is due, what is disputed."""
    told = Plain(reading)
    pending = [one for one in reading.dossiers.values() if not one.signed and (one.figures or one.due)]
    signed = [one for one in reading.dossiers.values() if one.signed]
    yield from (_of_dossier(reading, told, one) for one in pending[:2])
    if signed:
        yield _of_signed(reading, signed)
    promises = _of_promises(reading)
    if promises is not None:
        yield promises
    yield from _of_conflicts(reading)
    yield from (_of_dossier(reading, told, one) for one in pending[2:])
    yield from (
        _of_dossier(reading, told, one) for one in reading.dossiers.values() if not one.signed and one not in pending
    )


def _of_dossier(reading: Reading, told: Plain, dossier: Dossier) -> Thing:
    fact = _headline(reading, dossier)
    name = reading.names[dossier.entity_id]
    lang = reading.lang
    stage = rung_word(dossier.rung, lang)
    new = dossier.new
    at = where("dossier", dossier.entity_id, lang)
    if fact is None:
        how = after_colon("".join(told.stage(dossier)[:1]), lang)
        sentence = catalogue(lang)("{what}: {how}").format(what=name, how=how)
        return Thing(at, "", "", sentence, capital(stage), _verdict(dossier), new)
    claim = reading.claims[split(fact["claim_ids"])[0]]
    figure, _sep, unit = amount(fact, lang).partition("\u00a0")
    sure = sureness(reading.facts[fact["fact_id"]], lang)
    return Thing(at, figure, unit, claim[f"says_{lang}"], f"{capital(stage)}, {sure.word}", sure.verdict, new)


def _verdict(dossier: Dossier) -> str:
    return "disputed" if dossier.disputed else "corroborated" if dossier.groups > 1 else "single"


def _headline(reading: Reading, dossier: Dossier) -> Row | None:
    """Return the fact whose figure a dossier is known by: that which gives its stage, else one that is promised."""
    promised = {row["claim_id"] for row in reading.promises.values()}
    for wanted in (set(dossier.claim_ids), promised):
        for fact in dossier.figures:
            ids = set(split(fact["claim_ids"]))
            if ids & wanted and len({reading.claims[one]["low"] for one in ids}) == 1:
                return dict(fact)
    return None


def _of_signed(reading: Reading, signed: Sequence[Dossier]) -> Thing:
    """Say in one sentence what is signed: several agreements of one stage are one piece of news."""
    _ = catalogue(reading.lang)
    lang = reading.lang
    names = [reading.names[one.entity_id] for one in signed]
    held = min(one.groups for one in signed)
    n, sources = counted(len(signed), held, lang=lang)
    sentence = _.n(
        "{n} agreement or project is signed, the articles say: {names}.",
        "{n} agreements and projects are signed, the articles say: {names}.",
        len(signed),
    ).format(n=capital(n), names=_("; ").join(after_colon(name, lang) for name in names))
    sure = _.n("{n} source each at least", "{n} independent sources each at least", held).format(n=sources)
    single = len(signed) == 1
    return Thing(
        where("dossier", signed[0].entity_id, lang) if single else f"{lang}/{FRONT}#dossiers",
        number(len(signed), lang),
        _.n("is signed", "are signed", len(signed)),
        sentence,
        sure,
        "corroborated" if held > 1 else "single",
        any(one.new for one in signed),
    )


def _of_promises(reading: Reading) -> Thing | None:
    _ = catalogue(reading.lang)
    found = occurrences(reading.ds, as_of=reading.as_of)
    rows = standing(found)
    if rows.empty:
        return None
    late = int(rows["state"].isin(["overdue", "silent"]).sum())
    return Thing(
        f"{reading.lang}/{FRONT}#promises",
        number(late, reading.lang) if late else "",
        _.n("promise past its date", "promises past their date", late) if late else "",
        promises_title(found, reading.as_of, reading.lang) + ".",
        _("our count"),
        "counted",
    )


def _of_conflicts(reading: Reading) -> Iterator[Thing]:
    """Ask what nobody decided; where all is decided nothing is asked."""
    _ = catalogue(reading.lang)
    for name, row in reading.conflicts.items():
        if not row["preferred"]:
            yield Thing(
                where("conflict", name, reading.lang),
                "",
                "",
                _("The articles differ: {question}").format(question=row["question"]),
                _("nobody decided"),
                "disputed",
            )


def _dossier(reading: Reading, told: Plain, dossier: Dossier) -> dict[str, Any]:
    lang = reading.lang
    stands = reading.stands.get(dossier.entity_id)
    claims = [reading.claims[one] for one in dossier.said if one in reading.claims]
    _ = catalogue(lang)
    return {
        "at": where("dossier", dossier.entity_id, lang),
        "name": reading.names[dossier.entity_id],
        "kind_word": reading.kinds[dossier.kind],
        "new": dossier.new,
        "stage": capital(rung_word(dossier.rung, lang)),
        "rungs": rungs(stands, lang, RUNGS),
        "sentence": "".join(told.stage(dossier)[:1]),
        "figure": "".join(told.figures(dossier)[:1]) if dossier.rung != "none" else "",
        "counts": joined_counts(len(claims), len({row["source_id"] for row in claims}), lang),
        "disputed": bool(dossier.disputed),
        "last": day(max((row["published"] for row in claims if row["published"]), default=None), lang),
    }


def joined_counts(n_claims: int, n_articles: int, lang: str) -> str:
    """Say how many statements there are, and in how many articles."""
    _ = catalogue(lang)
    told = _.n("{n} statement", "{n} statements", n_claims).format(n=number(n_claims, lang))
    articles = _.n("{n} article", "{n} articles", n_articles).format(n=number(n_articles, lang))
    return _("{statements} in {articles}").format(statements=told, articles=articles)


def _late(reading: Reading) -> list[dict[str, Any]]:
    from malirussia.charts.standing.words import due_words, state_word

    return [
        {
            "at": where("commitment", name, reading.lang),
            "what": row[f"what_{reading.lang}"],
            "due": due_words(row, reading.lang),
            "state": state_word(row["state"], reading.lang),
            "state_name": row["state"],
        }
        for name, row in reading.promises.items()
    ]
