"""A dispute as a question: one or the other, signed or discussed, on this day or on that, so or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.known import rows_of, said
from malirussia.charts.words.rungs import rung_word
from malirussia.language import as_printed, catalogue, counted, day, quantity

if TYPE_CHECKING:
    from malirussia.tables import Dataset

Row = Mapping[str, Any]
Pair = tuple[str, Row, Row]
"""A conflict: its kind and the two claims."""

# What the answer is comes before how far it is and when; whether it is so at all comes last.
_ORDER = ("answer", "value", "status", "date", "polarity")


def pairs_of(conflicts: pd.DataFrame, claims: pd.DataFrame) -> list[Pair]:
    """Return the kind and the two claims of each conflict.

    Args:
        conflicts: At least claim_a, claim_b and kind.
        claims: What `with_language` returns.
    """
    held = {row["claim_id"]: row for row in rows_of(claims.loc[[*conflicts["claim_a"], *conflicts["claim_b"]]])}
    return [(str(row["kind"]), held[row["claim_a"]], held[row["claim_b"]]) for row in rows_of(conflicts)]


def with_language(ds: Dataset) -> pd.DataFrame:
    """Return the claims table by claim id, with the language of each one's article as `lang`."""
    languages = dict(zip(ds.sources["source_id"], ds.sources["lang"], strict=True))
    claims = ds.claims.set_index("claim_id", drop=False)
    return claims.assign(lang=claims["source_id"].map(languages))


def dispute_line(pairs: Iterable[Pair], name: str, verb: str, names: Mapping[str, str], lang: str) -> str:
    """Put a dispute as a question: `Civil nuclear agreement is concluded with: Rosatom or nobody?`.

    Args:
        pairs: The conflicts, all of one subject and predicate.
        name: The subject.
        verb: The predicate.
        names: Entity id → name.
        lang: `fr` or `en`.
    """
    asked = dispute_question(pairs, verb, names, lang)
    # What begins with a status does not read on from the subject.
    return (
        f"{name} {asked}" if asked.startswith(verb) else catalogue(lang)("{what}: {how}").format(what=name, how=asked)
    )


def dispute_question(pairs: Iterable[Pair], verb: str, names: Mapping[str, str], lang: str) -> str:
    """Put a dispute as a question without its subject: `is concluded with: Rosatom or nobody?`, `signed or discussed?`.

    Pages that disagree in several ways are asked for each: `is signed by: Ana or Boris; Ana, or not?`. Arguments are
    those of `dispute_line`.
    """
    _ = catalogue(lang)
    matters: dict[tuple[int, str], dict[str, Row]] = {}
    for kind, a, b in pairs:
        matter = _matter(kind, a, b)
        fact = "" if matter == "answer" else a["fact_id"]
        matters.setdefault((_ORDER.index(matter), fact), {}).update({a["claim_id"]: a, b["claim_id"]: b})
    asked = [
        _asked(_ORDER[place], [rows[claim] for claim in sorted(rows)], verb, names, lang)
        for (place, _fact), rows in sorted(matters.items())
    ]
    return _("{answers}?").format(answers=_("; ").join(asked))


def _matter(kind: str, a: Row, b: Row) -> str:
    """Return what two claims disagree on; two of a functional predicate may differ in what they name, as any kind."""
    alike = all(said(a[name]) == said(b[name]) for name in ("object", "text"))
    if kind == "polarity" or (kind in _ORDER and alike) or (kind == "date" and said(a["date"]) and said(b["date"])):
        return kind
    return "answer"


def _asked(matter: str, rows: list[Row], verb: str, names: Mapping[str, str], lang: str) -> str:
    _ = catalogue(lang)
    if matter == "polarity":
        return _denial(rows, verb, names, lang)
    say = {"answer": _carried, "value": _figure, "status": _status, "date": _date}[matter]
    answers = list(dict.fromkeys(say(row, names, lang) for row in rows))
    # The fact itself, where all speak of one and disagree on something about it.
    about = _carried(rows[0], names, lang) if matter != "answer" and len({row["fact_id"] for row in rows}) == 1 else ""
    lead = f"{verb} {about}" if about else verb
    if len(answers) < 2 or not all(answers):
        n = len({tuple(said(row[name]) for name in ("object", "text")) for row in rows})
        return _("{verb}: {n} different answers").format(verb=lead, n=counted(n, lang=lang)[0])
    *first, last = answers
    told = _(" or ").join([", ".join(first), last])
    figures = {_figure(row, names, lang) for row in rows}
    if matter == "status" and not about and len(figures) == 1 and "" not in figures:
        # How far is asked of the amount, which is not in dispute.
        return _("{figure}, {answers}").format(figure=figures.pop(), answers=told)
    bare = matter == "status" and not about and said(rows[0]["unit"]) is None
    return told if bare else _("{verb}: {answers}").format(verb=lead, answers=told)


def _denial(rows: list[Row], verb: str, names: Mapping[str, str], lang: str) -> str:
    """Ask for one fact whether it is so; a figure, status or date denied that is not the one affirmed is said."""
    _ = catalogue(lang)
    affirmed, denied = ([row for row in rows if row["polarity"] == side] for side in ("affirmed", "denied"))
    told = refused = ""
    for say in (_named, _figure, _status, _date):
        told, refused = (
            _(" or ").join(dict.fromkeys(filter(None, (say(row, names, lang) for row in side))))
            for side in (affirmed, denied)
        )
        if told or refused:
            break
    if not told and not refused:
        return _("{answer}, or not").format(answer=verb)
    if told and refused and told != refused and _named(rows[0], names, lang) == "":
        answer = _("{answer}, or not {denied}").format(answer=told, denied=refused)
    else:
        answer = _("{answer}, or not").format(answer=told or refused)
    return _("{verb}: {answers}").format(verb=verb, answers=answer)


def _named(row: Row, names: Mapping[str, str], lang: str) -> str:
    """Name what a claim carries: a text that is not printed in few words by the sentence of the ledger."""
    carried = _carried(row, names, lang)
    if carried or said(row["text"]) is None:
        return carried
    return catalogue(lang)("“{printed}”").format(printed=str(row[f"says_{lang}"]).rstrip("."))


def _carried(row: Row, names: Mapping[str, str], lang: str) -> str:
    """Name the entity, else the few words that the page prints; empty without either."""
    if said(row["object"]) is not None:
        return names[row["object"]]
    printed = said(row["as_printed"]) if said(row["text"]) is not None else None
    # A quotation stays in the language of its article, and in the marks of that language.
    return "" if printed is None else as_printed(printed, said(row.get("lang")) or lang, lang)


def _figure(row: Row, _: Mapping[str, str], lang: str) -> str:
    return "" if said(row["unit"]) is None else quantity(row["low"], row["high"], row["unit"], row["per"], lang)


def _status(row: Row, _: Mapping[str, str], lang: str) -> str:
    status = said(row["status"])
    return "" if status is None else rung_word(status, lang)


def _date(row: Row, _: Mapping[str, str], lang: str) -> str:
    date = said(row["date"])
    return "" if date is None else day(date, lang)
