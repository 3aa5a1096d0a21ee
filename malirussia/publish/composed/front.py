"""The front page of a language: what to know now, the dossiers by news value, the charts, what one can take away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from malirussia.analysis.dossiers import Dossier
from malirussia.analysis.standing.ladder import RUNGS, corroborated, transitions
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

_NAMED = 4
# Whether a thing is, how far and how much it is, is asked before who bears which title.
_GRAVITY = ("polarity", "status", "value", "identity", "date", "role")


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
        name: What it is about, where the sentence does not tell.
    """

    at: str
    amount: str
    unit: str
    sentence: str
    sure: str
    verdict: str
    new: bool = False
    name: str = ""


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
    yield from (_of_dossier(reading, told, one) for one in pending[:2])
    signed = _of_signed(reading)
    if signed is not None:
        yield signed
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
    stage = rung_word(dossier.stage, lang)
    new = dossier.new
    at = where("dossier", dossier.entity_id, lang)
    if fact is None:
        sentence = "".join(told.stage(dossier)[:1])
        return Thing(at, "", "", sentence, capital(stage), _verdict(dossier), new, name)
    sentence = "".join(told.figures(replace(dossier, figures=(fact,))))
    if dossier.contested:
        sentence = f"{''.join(told.stage(dossier)[:1])} {sentence}"
    figure, _sep, unit = amount(fact, lang).partition("\u00a0")
    sure = sureness(reading.facts[fact["fact_id"]], lang)
    return Thing(at, figure, unit, sentence, f"{capital(stage)}, {sure.word}", sure.verdict, new, name)


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


def _of_signed(reading: Reading) -> Thing | None:
    """Say in one sentence what is said to be signed: by several sources, and by how many others' word alone."""
    _ = catalogue(reading.lang)
    lang = reading.lang
    events = transitions(reading.ds, as_of=reading.as_of)
    events = events[events["rung"].eq("signed") & events["denies"].eq("") & events["entity_id"].isin(reading.dossiers)]
    signed = {str(entity): rows for entity, rows in events.groupby("entity_id", sort=True)}
    if not signed:
        return None
    held = [entity for entity in signed if corroborated(signed[entity])]
    told = sorted(held or signed, key=lambda entity: (-signed[entity]["origin_group"].nunique(), entity))
    names = _("; ").join(after_colon(reading.names[entity], lang) for entity in told[:_NAMED])
    if len(told) > _NAMED:
        names = _("{names} and {n} more").format(names=names, n=number(len(told) - _NAMED, lang))
    alone = len(signed) - len(held)
    if not held:
        sentence = _("One source alone says so of each: {names}.").format(names=names)
    else:
        sentence = _("Several independent outlets say so of: {names}.").format(names=names)
        if alone:
            of_more = _.n("Of {n} more one source alone does.", "Of {n} more one source alone does.", alone)
            sentence = f"{sentence} {of_more.format(n=counted(alone, lang=lang)[0])}"
    least = min(signed[entity]["origin_group"].nunique() for entity in told)
    return Thing(
        at=where("dossier", told[0], lang) if len(signed) == 1 else f"{lang}/{FRONT}#dossiers",
        amount=number(len(told), lang),
        unit=_.n("is said to be signed", "are said to be signed", len(told)),
        sentence=sentence,
        sure=_.n("{n} source each at least", "{n} independent sources each at least", least).format(
            n=counted(least, lang=lang)[0]
        ),
        verdict="corroborated" if held else "single",
        new=any(reading.dossiers[entity].new for entity in signed),
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
    """Ask what nobody decided, the gravest first; where all is decided nothing is asked."""
    _ = catalogue(reading.lang)
    gravest = sorted(reading.conflicts.items(), key=lambda item: (_GRAVITY.index(item[1]["kind"]), item[0]))
    for name, row in gravest:
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
