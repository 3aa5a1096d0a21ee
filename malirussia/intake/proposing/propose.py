"""Proposes claims for an article: at most a few a passage, each with its reasons.

A claim is proposed where the words of a passage resemble a coded claim (then it may join the fact of that claim), or
hold a cue of a predicate beside a name that can be its subject. Modality, polarity, status, sector, date, speaker and
amount are read from the passage itself. Nothing is decided: a person takes, changes or rejects each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from malirussia.evidence.check_source import PRINTED_WORDS
from malirussia.evidence.corpus import Copy
from malirussia.evidence.figures import numbers
from malirussia.evidence.ledger import Ledger
from malirussia.evidence.model import Claim, CueWords, Modality, Polarity, Status, Value
from malirussia.evidence.words import words
from malirussia.intake.draft import Candidate, Reason
from malirussia.intake.finding.clauses import Run, clauses
from malirussia.intake.finding.folded import cues_in, folded
from malirussia.intake.finding.listing import Listing
from malirussia.intake.finding.numbers import Number
from malirussia.intake.finding.quotations import speaker
from malirussia.intake.proposing.resemblance import Resemblance
from malirussia.intake.proposing.sentences import composed
from malirussia.intake.proposing.subjects import BEFORE, EARLIER, IN_SENTENCE, NAMED, Subjects
from malirussia.language import told_dates

WORDS_A_CANDIDATE = 6.0
"""An article of 353 words has 38 claims: about nine words each. Two candidates a claim are one in that many words."""
LEAST, LIVELY = 0.3, 0.55
"""Below the first score nothing is proposed; a passage with nothing above the second is likely furniture, and its words
do not count for how much is proposed."""
_CUED, _OBJECT = 0.15, 0.08
_WIDER = (0.95, 0.9, 0.5)
"""What likeness to the sentence so far, the sentences before and the whole article counts, of that to the clause."""
FEWEST = 6
"""So many are proposed of a short article, too."""
OFTEN = 4
"""Passages of one article for which one subject with one predicate is proposed at most."""
_RANKED = (0.35, 0.1)
"""Of the subjects that fit a predicate whose cue stands in a passage, so many are proposed; what their rank counts."""


class _Passage(NamedTuple):
    """Attributes: run, sentence: words of it and of its sentence; words: folded; near: by whom it is named, and how."""

    run: Run
    sentence: Run
    words: list[str]
    named: list[str]
    near: dict[str, float]
    likely: dict[str, float]


class _Told(NamedTuple):
    """What the words of a passage tell; see `Candidate`."""

    date: str | None
    by: str | None
    modality: Modality
    polarity: Polarity
    status: Status | None
    sector: str | None


def propose(
    copy: Copy, lang: str, ledger: Ledger, listing: Listing, like: Resemblance, published: str | None = None
) -> list[Candidate]:
    """Propose claims.

    Args:
        copy: The copy.
        lang: Its language.
        ledger: The evidence, for its words and claims.
        listing: What was found in the copy.
        like: Compares words with coded claims.
        published: The day of the article.

    Returns:
        Candidates, by passage, in each the likeliest first.
    """
    subjects = Subjects(ledger, lang, like.without, published)
    runs = [(run, place) for place, sentence in enumerate(listing.sentences) for run in clauses(copy, sentence)]
    whole = subjects.likely(copy.words)
    passages = [_passage(copy, run, place, listing, subjects, whole) for run, place in runs]
    rare = _rarity(passages, ledger, lang)
    scored: list[tuple[float, _Passage, str, str, list[Reason]]] = []
    live = 0
    for passage in passages:
        best = _scored(passage, lang, ledger, like, subjects, rare)
        live += passage.run[1] if best and best[0][0] >= LIVELY else 0
        for score, subject, predicate, why in best[: max(2, round(passage.run[1] / 4))]:
            scored.append((score, passage, subject, predicate, why))
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for scored_claim in sorted(scored, key=lambda scored_claim: -scored_claim[0]):
        seen[scored_claim[2:4]] += 1
        if seen[scored_claim[2:4]] <= OFTEN:
            kept.append(scored_claim)
    kept = kept[: max(FEWEST, round(live / WORDS_A_CANDIDATE))]
    told = {passage.run: _told(copy, lang, ledger, listing, passage) for _, passage, _, _, _ in kept}
    made = [
        _candidate(copy, ledger, listing, passage, told[passage.run], score, subject, predicate, why, like.claims)
        for score, passage, subject, predicate, why in kept
    ]
    return sorted(made, key=lambda candidate: (candidate.first or 0, -candidate.score))


def _passage(
    copy: Copy, run: Run, place: int, listing: Listing, subjects: Subjects, whole: Mapping[str, float]
) -> _Passage:
    def named(within: Run) -> list[str]:
        inside = [name for name in listing.names if within[0] <= name.first < within[0] + within[1]]
        return list(dict.fromkeys(entity for name in inside for entity in name.entities))

    sentence = listing.sentences[place]
    start = listing.sentences[max(0, place - 2)][0]
    named_here = named(run)
    near = {
        **dict.fromkeys(named((0, start)), EARLIER),
        **dict.fromkeys(named((start, sentence[0] - start)), BEFORE),
        **dict.fromkeys(named(sentence), IN_SENTENCE),
        **dict.fromkeys(named_here, NAMED),
    }
    words = [folded(word) for word in copy.words[run[0] : run[0] + run[1]]]
    # What a sentence is about, the one after it often is about as well, without saying so.
    until = sum(run)
    clause, here, before = (subjects.likely(copy.words[begin:until]) for begin in (run[0], sentence[0], start))
    likely = {
        key: max(clause[key], _WIDER[0] * here[key], _WIDER[1] * before[key], _WIDER[2] * whole[key]) for key in whole
    }
    return _Passage(run, sentence, words, named_here, near, likely)


def _rarity(passages: list[_Passage], ledger: Ledger, lang: str) -> dict[str, float]:
    """How much a cue of each predicate says: the fewer passages hold one, the more; 0 to 1."""
    held = Counter(predicate for passage in passages for predicate in _cues_of(passage.words, ledger, lang))
    return {predicate: 1 / (1 + 4 * count / max(1, len(passages))) for predicate, count in held.items()}


def _cues_of(run: list[str], ledger: Ledger, lang: str) -> dict[str, list[str]]:
    cues_of = {
        predicate: [form for form, _ in cues_in(run, getattr(cue, lang, []))]
        for predicate, cue in ledger.cues.predicates.items()
    }
    return {predicate: cues for predicate, cues in cues_of.items() if cues}


def _scored(
    passage: _Passage, lang: str, ledger: Ledger, like: Resemblance, subjects: Subjects, rare: Mapping[str, float]
) -> list[tuple[float, str, str, list[Reason]]]:
    """Subjects and predicates, the likeliest first, each with its reasons."""
    cued = _cues_of(passage.words, ledger, lang)
    best: dict[tuple[str, str], tuple[float, list[Reason]]] = {}

    def offer(subject: str, predicate: str, score: float, why: list[Reason]) -> None:
        if score >= LEAST and score > best.get((subject, predicate), (0.0, []))[0]:
            best[subject, predicate] = (score, why)

    for claim_id, likeness in like.like(passage.words).items():
        claim = like.claims[claim_id]
        score = 0.9 * likeness + 0.7 * passage.near.get(claim.subject, 0.0)
        why = [Reason(kind="resembles", of=claim_id)]
        if claim.object is not None and claim.object in passage.named:
            score += _OBJECT
            why.append(Reason(kind="name", of=claim.object))
        if claim.predicate in cued:
            score += _CUED
            why.append(Reason(kind="cue", of=cued[claim.predicate][0]))
        offer(claim.subject, claim.predicate, score, why)
    for predicate, cues in cued.items():
        told = 0.35 * rare[predicate] + 0.05 * (len(cues) - 1) + 0.02 * max(len(cue.split()) for cue in cues)
        fitting = [
            (subjects.score(entity, predicate, passage.near.get(entity, 0.0), passage.likely[entity]), entity)
            for entity in subjects.of_kinds(ledger.cues.predicates[predicate].of)
        ]
        for ranked, (likely, entity) in enumerate(sorted(fitting, reverse=True)[: len(_RANKED)]):
            why = [Reason(kind="cue", of=cues[0])]
            if entity in passage.near:
                why.append(Reason(kind="name", of=entity))
            offer(entity, predicate, told + 0.6 * likely + _RANKED[ranked], why)
    ordered = sorted(best.items(), key=lambda pair: (-pair[1][0], pair[0]))
    return [(score, subject, predicate, why) for (subject, predicate), (score, why) in ordered]


def _model(why: list[Reason], claims: Mapping[str, Claim]) -> Claim | None:
    return next((claims[reason.of] for reason in why if reason.kind == "resembles"), None)


def _told(copy: Copy, lang: str, ledger: Ledger, listing: Listing, passage: _Passage) -> _Told:
    """What the words of a passage tell, whatever is claimed by them."""
    run, cues = passage.words, ledger.cues
    dates = [value for first, _, value in listing.dates if _inside(first, passage.run) and value is not None]
    who = speaker(copy, passage.sentence, listing.names, cues.speech, lang)
    return _Told(
        date=dates[0] if dates else None,
        by=who,
        modality=_cued(run, cues.modality, lang) or ("reported" if who is not None else "stated"),
        polarity=_cued(run, cues.polarity, lang) or "affirmed",
        status=_cued(run, cues.status, lang),
        sector=_cued(run, cues.sectors, lang),
    )


def _candidate(
    copy: Copy, ledger: Ledger, listing: Listing, passage: _Passage, told: _Told, score: float,
    subject: str, predicate: str, why: list[Reason], claims: Mapping[str, Claim],
) -> Candidate:  # fmt: skip
    wants = ledger.vocabulary.predicates[predicate].object
    model = _model(why, claims)
    amount = _amount(listing.numbers, passage.run, model) if wants == "quantity" else None
    entity = _object(model, passage, subject) if wants == "entity" else None
    value = None if amount is None else _value(amount)
    reasons = list(why)
    if model is not None:
        fact = ".".join(part for part in (subject, predicate, model.object or model.text) if part)
        reasons.append(Reason(kind="joins", of=fact))
    if amount is not None:
        reasons.append(Reason(kind="figure", of=_printed(copy, amount.first, amount.words)))
    if told.by is not None:
        reasons.append(Reason(kind="speaker", of=told.by))
    return Candidate(
        first=passage.run[0],
        words=passage.run[1],
        subject=subject,
        predicate=predicate,
        object=entity,
        text=model.text if wants == "text" and model is not None else None,
        value=value,
        date=told.date,
        as_printed=None if amount is None else _kept(_printed(copy, amount.first, amount.words)),
        polarity=told.polarity,
        modality=told.modality,
        by=told.by,
        status=None if model is not None and model.status is None else told.status,
        sector=told.sector or (model.sector if model is not None else None),
        fr=_sentence(ledger, "fr", model, passage, told, subject, predicate, entity, value),
        en=_sentence(ledger, "en", model, passage, told, subject, predicate, entity, value),
        why=reasons,
        score=round(min(score, 1.0), 3),
    )  # fmt: skip


def _sentence(
    ledger: Ledger, lang: str, model: Claim | None, passage: _Passage, told: _Told,
    subject: str, predicate: str, entity: str | None, value: Value | None,
) -> str | None:  # fmt: skip
    """That of the claim it resembles; else one of the ledger's words, where the passage says the thing outright."""
    said = None if model is None else _sayable(model, lang, passage, told.date)
    outright = told.polarity == "affirmed" and told.modality in ("stated", "reported")
    return said or (composed(ledger, lang, subject, predicate, entity, value) if outright else None)


def _kept(printed: str) -> str | None:
    """A figure as printed, if it is short enough to be kept."""
    return printed if len(words(printed, "words/1")) <= PRINTED_WORDS else None


def _sayable(model: Claim, lang: str, passage: _Passage, day: str | None) -> str | None:
    """The sentence of a coded claim, unless it tells a figure, a date or somebody that the passage does not tell."""
    if any(entity is not None and entity not in passage.near for entity in (model.subject, model.object)):
        return None
    sentence = model.fr if lang == "fr" else model.en
    here = {value for number in numbers(" ".join(passage.words), None) for value in number.values}
    figures = [number for number in numbers(sentence, lang) if number.figures]
    dates = [told.value for told in told_dates.find(sentence, lang, None)]
    sure = all(number.values & here for number in figures) and all(
        value is not None and value == day for value in dates
    )
    return sentence if sure else None


def _object(model: Claim | None, passage: _Passage, subject: str) -> str | None:
    """The entity that the passage names; else that of the claim it resembles."""
    if model is not None and model.object is not None and model.object in passage.near:
        return model.object
    others = [entity for entity in passage.named if entity != subject]
    return others[0] if others else None if model is None else model.object


def _amount(counted: list[Number], run: Run, model: Claim | None) -> Number | None:
    """The number of a passage, in the unit that its words tell; else in that of the claim it resembles."""
    inside = [number for number in counted if _inside(number.first, run)]
    told = [number for number in inside if number.unit is not None]
    if told or not inside or model is None or model.value is None:
        return told[0] if told else None
    return inside[0]._replace(unit=model.value.unit, per=model.value.per)


def _value(counted: Number) -> Value:
    def plain(side: object) -> int | float | None:
        if side is None:
            return None
        number = float(str(side))
        return int(number) if number.is_integer() else number

    return Value(
        low=plain(counted.low),
        high=plain(counted.high),
        unit=counted.unit or "1",
        per=counted.per,
        approx=counted.approx,
    )


def _cued(run: list[str], cues: Mapping[Any, CueWords], lang: str) -> Any:
    """The word whose cue stands first in a run."""
    hits = [(at, key) for key, cue in cues.items() for _, at in cues_in(run, getattr(cue, lang, []))]
    return min(hits)[1] if hits else None


def _inside(first: int, run: Run) -> bool:
    return run[0] <= first < run[0] + run[1]


def _printed(copy: Copy, first: int, count: int) -> str:
    return " ".join(copy.text[copy.spans[first].start : copy.spans[first + count - 1].end].split())
