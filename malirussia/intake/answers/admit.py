"""Judges proposals by the article alone: what does not stand there word for word is not admitted.

A proposal is admitted as a candidate, for a person to judge, if its quotation stands in the copy once and in one piece,
nothing around it in its sentence denies it, every number, date and name of its sentences is in the passage (or among
the names of its own entities), and the evidence knows every word. All others are told, each with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from malirussia.errors import MaliRussiaError, one_line
from malirussia.evidence.corpus import Copy
from malirussia.evidence.figures import numbers
from malirussia.evidence.ledger import Ledger
from malirussia.evidence.listing import listed
from malirussia.evidence.words import words
from malirussia.intake import edits
from malirussia.intake.answers.answer import Proposal
from malirussia.intake.compile import resolved
from malirussia.intake.draft import Candidate, Draft
from malirussia.intake.finding.clauses import sentences
from malirussia.intake.finding.folded import folded
from malirussia.intake.finding.listing import day_of, find_dates
from malirussia.intake.problems import Checker
from malirussia.intake.reading.text import language
from malirussia.language import LANGS, told_dates

VERBATIM = 9
"""So many words in a row as printed are too many in a sentence of our own."""
LONGEST, SHORTEST = 80, 3
"""Words of a quotation."""
_NOT = frozenset(
    ("ne", "n", "pas", "non", "jamais", "aucun", "aucune", "sans", "dement", "dementi", "nie", "faux",
     "not", "no", "never", "without", "denies", "denied", "false", "nor", "neither",
     "isn", "aren", "wasn", "weren", "don", "doesn", "didn", "won", "hasn", "haven", "cannot")
)  # fmt: skip
_MARKUP = re.compile(r"[<>{}`\\]|https?:|www\.|javascript", re.IGNORECASE)


class Refused(Struct, frozen=True, kw_only=True):
    """A proposal that is not admitted.

    Attributes:
        number: Which of the answer, from 1.
        quote: The beginning of its quotation.
        reason: Why.
    """

    number: int
    quote: str
    reason: str


def admit(
    draft: Draft, proposals: list[Proposal | str], copy: Copy, ledger: Ledger, who: str
) -> tuple[Draft, list[str], list[Refused]]:
    """Admit the proposals of an answer that stand the test.

    Args:
        draft: The draft.
        proposals: As `answer.read` gives them.
        copy: The copy that the draft points into.
        ledger: The evidence.
        who: Who took the answer in.

    Returns:
        The draft with the admitted ones as proposed candidates, their ids, and the refused ones.
    """
    checker = Checker(draft, ledger, copy)
    # What the listing proposed without a sentence is completed by an answer that says the same.
    bare = {
        _key(drafted): key
        for key, drafted in draft.candidates.items()
        if (drafted.state, drafted.maker) == ("proposed", "listing")
    }
    known = {_key(drafted) for drafted in draft.candidates.values()} - bare.keys()
    number_of = len(draft.candidates)
    made: dict[str, Candidate] = {}
    refused: list[Refused] = []
    for number, proposal in enumerate(proposals, start=1):
        if isinstance(proposal, str):
            refused.append(Refused(number=number, quote="", reason=one_line(proposal, 200)))
            continue
        try:
            candidate = _judged(proposal, draft, copy, ledger, checker)
        except MaliRussiaError as error:
            reason = one_line(f"{error.found}; {error.todo}", 300)
            refused.append(Refused(number=number, quote=one_line(proposal.quote, 40), reason=reason))
            continue
        if _key(candidate) in known:
            refused.append(Refused(number=number, quote=one_line(proposal.quote, 40), reason="proposed already"))
            continue
        known.add(_key(candidate))
        if _key(candidate) in bare:
            made[bare[_key(candidate)]] = candidate
            continue
        number_of += 1
        while f"k{number_of:03}" in draft.candidates:
            number_of += 1
        made[f"k{number_of:03}"] = candidate
    if made:
        draft = edits.apply(draft, who, "answer", next(iter(made)), candidates=made)
    return draft, list(made), refused


def _key(candidate: Candidate) -> tuple[object, ...]:
    return candidate.first, candidate.words, candidate.subject, candidate.predicate, candidate.object, candidate.text


def _judged(proposal: Proposal, draft: Draft, copy: Copy, ledger: Ledger, checker: Checker) -> Candidate:
    fields = {key: getattr(proposal, key) for key in proposal.__struct_fields__}
    whole = resolved("answer", Candidate(maker="answer", **fields), copy)
    count = whole.words or 0
    if not SHORTEST <= count <= LONGEST:
        raise _no(f"a quotation of {count} words", f"quote {SHORTEST} to {LONGEST}")
    _not_denied(whole, copy)
    for lang in LANGS:
        _sentence(proposal.fr if lang == "fr" else proposal.en, lang, whole, draft, copy, ledger)
    _amount(proposal, whole, copy)
    _date(proposal, whole, draft, copy)
    for problem in checker.check("answer", whole):
        raise _no(f"{problem.field or 'claim'}: {problem.found}", problem.todo)
    return whole


def _run(candidate: Candidate, copy: Copy) -> tuple[int, int, str]:
    first, count = candidate.first or 0, candidate.words or 0
    return first, count, copy.text[copy.spans[first].start : copy.spans[first + count - 1].end]


def _not_denied(candidate: Candidate, copy: Copy) -> None:
    """A quotation must not begin after the word that denies it, nor deny what the proposal affirms."""
    first, count, _ = _run(candidate, copy)
    start, stop = next((s, s + n) for s, n in sentences(copy) if s <= first < s + n)
    around = [*range(start, first), *range(first + count, stop)]
    outside = [copy.words[i] for i in around if folded(copy.words[i]) in _NOT]
    if candidate.polarity == "affirmed" and outside:
        raise _no(f"its sentence says {outside[0]!r} outside the quotation", "quote the whole statement")
    inside = [word for word in copy.words[first : first + count] if folded(word) in _NOT]
    if candidate.polarity == "affirmed" and inside:
        raise _no(f"the quotation says {inside[0]!r}, the proposal affirms", "polarity: denied, or another quotation")


def _sentence(text: str, lang: str, candidate: Candidate, draft: Draft, copy: Copy, ledger: Ledger) -> None:
    """A sentence of our own that tells nothing the passage does not tell."""
    if _MARKUP.search(text):
        raise _no(f"{lang}: markup or an address", "write a plain sentence")
    if len(words(text)) >= 5 and language(text) != lang:
        raise _no(f"{lang}: another language", f"write it in {'French' if lang == 'fr' else 'English'}")
    first, count, printed = _run(candidate, copy)
    inside = copy.words[first : first + count]
    written = words(text, copy.scheme)
    runs = {tuple(copy.words[i : i + VERBATIM]) for i in range(len(copy.words) - VERBATIM + 1)}
    if any(tuple(written[i : i + VERBATIM]) in runs for i in range(len(written) - VERBATIM + 1)):
        raise _no(f"{lang}: {VERBATIM} words in a row as printed", "say it in words of your own")
    dated: set[int] = set()
    here = _dates(candidate, draft, copy)
    for told in told_dates.find(text, lang, day_of(draft.source.published)):
        dated.update(range(told.start, told.end))
        if told.value is None or not _among(told.value, here):
            raise _no(f"{lang}: the date {text[told.start : told.end]!r} is not in the passage", "leave it out")
    bare = "".join(" " if i in dated else letter for i, letter in enumerate(text))
    values = {value for number in numbers(printed, None) for value in number.values}
    for number in numbers(bare, lang):
        # One is an article, too, in French and in English.
        if not number.values & values and not number.values <= {1}:
            shown = format(min(number.values).normalize(), "f")
            raise _no(f"{lang}: the number {shown} is not in the passage", "leave it out")
    allowed = {folded(word) for word in inside} | _names(candidate, draft, copy, ledger)
    for name in _capitals(bare, lang):
        if folded(name) not in allowed:
            raise _no(f"{lang}: the name {name!r} is not in the passage", "leave it out")


def _capitals(text: str, lang: str) -> Iterator[str]:
    """The words of the names in a sentence, without the one that the sentence begins with where it is none."""
    copy = Copy(text, "")
    small = {word for word in words(text) if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)}
    for first, count, kind in listed(copy, lang, small, ()):
        if kind != "name":
            continue
        for i in range(first, first + count):
            # The first word of a sentence has its capital from there: only a name of several words is held to it.
            if i > 0 and len(copy.words[i]) > 1:
                yield copy.words[i]


def _names(candidate: Candidate, draft: Draft, copy: Copy, ledger: Ledger) -> set[str]:
    """The words of the names of the claim's own entities, and of the sides of the topic."""
    first, count, _ = _run(candidate, copy)
    keys = {candidate.subject, candidate.object, candidate.by, draft.source.voice}
    keys |= {name.entity for name in draft.names.values() if first <= name.first < first + count}
    entities = {**ledger.entities, **draft.entities}
    told = [entities[key].fr + " " + entities[key].en for key in keys if key in entities]
    told += [name.as_printed for name in ledger.names if name.entity in keys]
    told += [f"{side.name.fr} {side.name.en} {side.adjective.fr} {side.adjective.en}" for side in ledger.topic.sides]
    return {folded(word) for text in told for word in words(text)}


def _dates(candidate: Candidate, draft: Draft, copy: Copy) -> set[str]:
    first, count, _ = _run(candidate, copy)
    dated = find_dates(copy, draft.source.lang, draft.source.published)
    return {value for at, n, value in dated if value is not None and first < at + n and at < first + count}


def _among(value: str, here: set[str]) -> bool:
    """Whether a date is one of the passage's, or the month or year of one."""
    plain = value.replace("~", "")
    sides = {side for told in here for side in [told.replace("~", ""), *told.replace("~", "").split("/")]}
    return any(side == plain or side.startswith(f"{plain}-") for side in sides)


def _date(proposal: Proposal, whole: Candidate, draft: Draft, copy: Copy) -> None:
    if proposal.date is None or proposal.date == draft.source.published:
        return
    if not _among(proposal.date, _dates(whole, draft, copy)):
        raise _no(f"the date {proposal.date} is not in the passage", "give the date that the passage tells, or none")


def _amount(proposal: Proposal, whole: Candidate, copy: Copy) -> None:
    _, _, printed = _run(whole, copy)
    values = {value for number in numbers(printed, None) for value in number.values}
    for side in () if proposal.value is None else (proposal.value.low, proposal.value.high):
        if side is not None and not any(float(value) == float(side) for value in values):
            raise _no(f"the number {side} is not in the passage", "give the numbers that the passage tells")
    if proposal.as_printed is not None and " ".join(words(proposal.as_printed)) not in " ".join(words(printed)):
        raise _no(f"{proposal.as_printed!r} is not printed in the passage", "copy it from the quotation")


def _no(found: str, todo: str) -> MaliRussiaError:
    return MaliRussiaError("answer", found, todo)
