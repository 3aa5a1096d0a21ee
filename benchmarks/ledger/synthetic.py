"""A synthetic ledger of any size: the tables that people write, filled at random from a seed.

How it resembles a real one
- Subjects and objects are drawn by Zipf's law: a handful of states and presidents are in a tenth of all claims.
- A fact is told by a few sources, some by hundreds (Pareto); they publish in the weeks after the event.
- A source tells about thirty things. A dispatch is carried by one source or several, that are one origin group.
- Nearly all sources agree. For a few facts there is one alternative object, value or date, a denial or a lower rung,
  so that 1 to 3 % of the facts end in a conflict; people have decided a tenth of the conflicts.
- Of the quantities some are printed in another unit, some as a range; dates are days, months, years or intervals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.ledger.words import MEASURES, PREDICATES
from malirussia.tables import TABLES
from malirussia.tables.conflicts import Decision
from malirussia.tables.schema import LADDER

Ints = npt.NDArray[np.int64]

CLAIMS_AN_ENTITY = 10
CLAIMS_A_SOURCE = 30
FACTS_A_CLAIM = 0.9
CONTESTED = 0.08
"""Share of the facts that have an alternative; told by one source only, most of them never show it."""
FIRST_DAY = np.datetime64("2016-01-01")
N_DAYS = 3600
SECTORS = np.array(["energy", "mining", "security", "trade", "diplomacy"])
TOPICS = np.array(["gold", "oil", "wheat", "training", "nuclear", "transport", "investment", "culture"])
SUBJECTS_OF_TOPIC = np.array([f"item-{number}" for number in range(60)])
KINDS = {
    "person": ("Person", 0.3),
    "body": ("PublicBody", 0.2),
    "company": ("Company", 0.2),
    "agreement": ("Contract", 0.08),
    "project": ("Project", 0.08),
    "delivery": ("Project", 0.04),
    "place": ("Address", 0.04),
    "event": ("Event", 0.04),
    "outlet": ("Organization", 0.02),
}


@dataclass(frozen=True)
class Facts:
    """What could be told: one member a fact, in all arrays alike."""

    subject: Ints
    predicate: Ints
    object: Ints
    text: npt.NDArray[np.object_]
    day: Ints
    value: npt.NDArray[np.float64]
    contested: npt.NDArray[np.bool_]
    popularity: npt.NDArray[np.float64]


def written(n_claims: int, seed: int, n_entities: int | None = None) -> dict[str, pd.DataFrame]:
    """Make the nine tables that people write.

    Args:
        n_claims: How many claims.
        seed: Of the random numbers; the same seed makes the same tables.
        n_entities: How many entities; by default one for ten claims.
    """
    rng = np.random.default_rng(seed)
    n_entities = max(n_claims // CLAIMS_AN_ENTITY, 50) if n_entities is None else n_entities
    n_sources = max(n_claims // CLAIMS_A_SOURCE, 10)
    entities = _entities(rng, n_entities)
    sources, published = _sources(rng, n_sources)
    claims = _claims(rng, n_claims, _facts(rng, n_claims, n_entities), sources, published, entities)
    passages = claims[["passage_id", "source_id"]].drop_duplicates("passage_id").reset_index(drop=True)
    place = passages.groupby("source_id").cumcount()
    tables = {
        "sources": sources,
        "passages": passages.assign(first=place * 40, words=40, sha256=_hashes(rng, len(passages))),
        "entities": entities,
        "names": _names(rng, entities, passages),
        "identities": _identities(rng, entities),
        "claims": claims,
        "commitments": _commitments(rng, claims),
        "codes": _codes(entities),
        "reference": _reference(300),
    }
    return {name: TABLES[name].frame(_with_all_columns(name, cells)) for name, cells in tables.items()}


def decisions(conflicts: pd.DataFrame) -> list[Decision]:
    """Decide a tenth of the conflicts, every second of them in favour of a side."""
    some = conflicts.iloc[::10]
    return [
        Decision((a, b), a if place % 2 else None, "The earlier report was corrected.", f"decisions.yaml:{place + 1}")
        for place, (a, b) in enumerate(zip(some["claim_a"], some["claim_b"], strict=True))
    ]


def zipf(rng: np.random.Generator, size: int, n: int) -> Ints:
    """Draw numbers below `n`, each half as often as the one of half its rank."""
    weights = np.cumsum(1.0 / (np.arange(n) + 2.0))
    return np.searchsorted(weights, rng.random(size) * weights[-1]).astype(np.int64)


def _entities(rng: np.random.Generator, n: int) -> pd.DataFrame:
    kinds = rng.choice(list(KINDS), n, p=[share for _, share in KINDS.values()])
    ids = pd.Series(kinds).str.cat(pd.Series(np.arange(n)).astype(str), sep="-of-mali-and-russia-")
    return pd.DataFrame(
        {
            "entity_id": ids,
            "schema": [KINDS[kind][0] for kind in kinds],
            "kind": kinds,
            "caption_fr": "Nom " + ids,
            "caption_en": "Name " + ids,
            "country": rng.choice(np.array(["MLI", "RUS", "FRA", None], dtype=object), n, p=[0.35, 0.3, 0.05, 0.3]),
        }
    )


def _sources(rng: np.random.Generator, n: int) -> tuple[pd.DataFrame, Ints]:
    day = np.sort(rng.integers(0, N_DAYS, n))
    outlet = zipf(rng, n, 200)
    date = np.datetime_as_string(FIRST_DAY + day, unit="D")
    ids = [f"outlet-{o}-{d}-{place}" for o, d, place in zip(outlet, date, range(n), strict=True)]
    group = np.cumsum(rng.random(n) < 0.6)
    table = pd.DataFrame(
        {
            "source_id": ids,
            "title": [f"Title {place}" for place in range(n)],
            "publisher": [f"Outlet {o}" for o in outlet],
            "published": date,
            "lang": rng.choice(["fr", "en"], n),
            "kind": rng.choice(["press", "agency", "official", "company"], n, p=[0.8, 0.1, 0.05, 0.05]),
            "origin_group": [f"dispatch-{number}" for number in group],
            "text_sha256": _hashes(rng, n),
            "n_words": rng.integers(200, 1500, n),
        }
    )
    return table, day


def _facts(rng: np.random.Generator, n_claims: int, n_entities: int) -> Facts:
    n = int(n_claims * FACTS_A_CLAIM)
    subject = zipf(rng, n, n_entities)
    predicate = rng.choice(len(PREDICATES), n, p=PREDICATES["share"] / PREDICATES["share"].sum())
    takes = PREDICATES["object"].to_numpy()[predicate]
    other = zipf(rng, n, n_entities)
    other = np.where(other == subject, (other + 1) % n_entities, other)
    text = rng.choice(TOPICS, n).astype(object) + "-" + rng.choice(SUBJECTS_OF_TOPIC, n).astype(object)
    drawn = pd.DataFrame(
        {
            "subject": subject,
            "predicate": predicate,
            "object": np.where(takes == "entity", other, -1),
            "text": np.where(takes == "text", text, ""),
        }
    )
    # What a subject can have only one of is drawn once; what it may have many of, once each.
    plain = PREDICATES["functional"].to_numpy()[predicate] | np.isin(takes, ["none", "quantity"])
    drawn = drawn[~(plain & drawn.duplicated(["subject", "predicate"])) & ~drawn.duplicated()]
    rows = len(drawn)
    return Facts(
        subject=drawn["subject"].to_numpy(),
        predicate=drawn["predicate"].to_numpy(),
        object=drawn["object"].to_numpy(),
        text=drawn["text"].to_numpy(dtype=object),
        day=rng.integers(0, N_DAYS, rows),
        value=np.maximum(np.round(rng.lognormal(0, 1, rows), 1), 0.1),
        contested=rng.random(rows) < CONTESTED,
        popularity=np.minimum(1 + rng.pareto(1.5, rows), 300),
    )


def _claims(
    rng: np.random.Generator, n: int, facts: Facts, sources: pd.DataFrame, published: Ints, entities: pd.DataFrame
) -> pd.DataFrame:
    share = np.cumsum(facts.popularity)
    fact = np.searchsorted(share, rng.random(n) * share[-1])
    source = np.searchsorted(published, facts.day[fact] + rng.exponential(20, n)).clip(0, len(sources) - 1)
    order = np.argsort(source, kind="stable")
    fact, source = fact[order], source[order]
    number = pd.Series(source).groupby(source).cumcount().to_numpy()
    other = facts.contested[fact] & (rng.random(n) < 0.3)
    words = PREDICATES.iloc[facts.predicate[fact]].reset_index(drop=True)
    fits = {
        "object": other & words["functional"].to_numpy() & words["object"].isin(["entity", "text"]).to_numpy(),
        "value": other & (words["object"] == "quantity").to_numpy(),
        "date": other & words["once"].to_numpy(),
    }
    rest = other & ~fits["object"] & ~fits["value"] & ~fits["date"]
    ids = entities["entity_id"].to_numpy(dtype=object)
    target, text = facts.object[fact], facts.text[fact]
    target = np.where((target >= 0) & fits["object"], (target + 1) % len(ids), target)
    text = np.where((text != "") & fits["object"], "another-matter", text)
    source_id = sources["source_id"].to_numpy(dtype=object)[source]
    subject, predicate = ids[facts.subject[fact]], words["predicate"].to_numpy(dtype=object)
    told = pd.Series(subject + " " + predicate + " " + np.where(target >= 0, ids[target], text))
    return pd.DataFrame(
        {
            "claim_id": [f"{a}.c{b:02}" for a, b in zip(source_id, number, strict=True)],
            "source_id": source_id,
            "passage_id": [f"{a}.p{b:02}" for a, b in zip(source_id, number // 2, strict=True)],
            "fact_id": "",
            "subject": subject,
            "predicate": predicate,
            "object": np.where(target >= 0, ids[target], None),
            "text": np.where(text != "", text, None),
            "date": _dates(rng, facts.day[fact] + np.where(fits["date"], 40, 0), words["once"].to_numpy()),
            **_quantities(rng, words["predicate"], facts.value[fact] * np.where(fits["value"], 3.0, 1.0)),
            "as_printed": np.where((text != "") & (rng.random(n) < 0.5), text, None),
            "polarity": np.where(rest & (rng.random(n) < 0.3), "denied", "affirmed"),
            "modality": rng.choice(["stated", "reported", "planned", "conditional"], n, p=[0.63, 0.22, 0.11, 0.04]),
            "asserted_by": np.where(rng.random(n) < 0.7, ids[source % 20], ids[zipf(rng, n, len(ids))]),
            "status": _rungs(rng, fact, published[source] - facts.day[fact], rest),
            "sector": SECTORS[facts.subject[fact] % len(SECTORS)],
            "says_fr": "D’après la page, " + told + ", dit en français.",
            "says_en": "According to the page, " + told + ", said in English.",
        }
    )


def _dates(rng: np.random.Generator, day: Ints, always: npt.NDArray[np.bool_]) -> npt.NDArray[np.object_]:
    """Write days as EDTF: of those that are dated 70 % as days, 20 % as months, 5 % as years, 5 % as intervals."""
    text = np.datetime_as_string(FIRST_DAY + day, unit="D").astype(object)
    later = np.datetime_as_string(FIRST_DAY + day + 3, unit="D").astype(object)
    months = np.array([date[:7] for date in text], dtype=object)
    years = np.array([date[:4] for date in text], dtype=object)
    how = rng.random(len(day))
    dates = np.select([how < 0.7, how < 0.9, how < 0.95], [text, months, years], text + "/" + later)
    return np.where(always | (rng.random(len(day)) < 0.5), dates, None)


def _quantities(
    rng: np.random.Generator, predicate: pd.Series, value: npt.NDArray[np.float64]
) -> dict[str, npt.NDArray[np.object_]]:
    n = len(value)
    low = np.full(n, np.nan)
    high, unit, per = low.copy(), np.full(n, None, dtype=object), np.full(n, None, dtype=object)
    for name, (own, other, size, rhythm, magnitude) in MEASURES.items():
        here = (predicate == name).to_numpy()
        exact = np.round(value * magnitude)
        in_other = here & (rng.random(n) < 0.1)
        low[here] = exact[here]
        high[here] = np.where(rng.random(n) < 0.2, np.round(exact * 1.25), exact)[here]
        low[in_other], high[in_other] = low[in_other] / size, high[in_other] / size
        unit[here], per[here] = own, rhythm
        unit[in_other] = other
    approx = np.where(pd.notna(unit), rng.random(n) < 0.2, None)
    return {"low": low, "high": high, "unit": unit, "per": per, "approx": approx}


def _rungs(
    rng: np.random.Generator, fact: Ints, delay: Ints, contested: npt.NDArray[np.bool_]
) -> npt.NDArray[np.object_]:
    """Give two facts of five a rung, that rises with the days since; a contested report stays at the lowest."""
    rung = np.minimum(delay // 25, len(LADDER) - 1).clip(0)
    rung = np.where(contested & (rng.random(len(fact)) < 0.7), 0, rung)
    return np.where(fact % 5 < 2, np.array(LADDER, dtype=object)[rung], None)


def _names(rng: np.random.Generator, entities: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    named = entities["entity_id"].repeat(2).reset_index(drop=True)
    where = passages.iloc[rng.integers(0, len(passages), len(named))].reset_index(drop=True)
    return pd.DataFrame(
        {
            "entity_id": named,
            "name": "Nom imprimé " + pd.Series(np.arange(len(named))).astype(str),
            "lang": "fr",
            "kind": "name",
            "source_id": where["source_id"],
            "passage_id": where["passage_id"],
        }
    )


def _identities(rng: np.random.Generator, entities: pd.DataFrame) -> pd.DataFrame:
    ids, n = entities["entity_id"].to_numpy(dtype=object), max(len(entities) // 50, 4)
    left = np.arange(n) * 2
    verdicts = rng.choice(["same", "different", "unsure"], n)
    return pd.DataFrame({"left": ids[left], "right": ids[left + 1], "verdict": verdicts, "reason": "Same spelling."})


def _commitments(rng: np.random.Generator, claims: pd.DataFrame) -> pd.DataFrame:
    some = claims.iloc[np.sort(rng.choice(len(claims), len(claims) // 100, replace=False))].reset_index(drop=True)
    return pd.DataFrame(
        {
            "commitment_id": "commitment-" + pd.Series(np.arange(len(some))).astype(str),
            "by": some["subject"],
            "to": some["asserted_by"],
            "what_fr": some["says_fr"],
            "what_en": some["says_en"],
            "made": "2025-06",
            "due": "2026-06",
            "claim_id": some["claim_id"],
        }
    )


def _codes(entities: pd.DataFrame) -> pd.DataFrame:
    coded = entities.iloc[::20].reset_index(drop=True)
    return pd.DataFrame({"entity_id": coded["entity_id"], "scheme": "DAC5", "code": "23510", "label": "Nuclear energy"})


def _reference(n: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "indicator": [f"indicator {number}" for number in range(n)],
            "product": "all", "period": "2024", "low": 1.5, "high": 1.5, "unit": "t", "per": "year",
            "publisher": "Publisher", "where": "volume 1", "grade": "A",
        }
    )  # fmt: skip


def _hashes(rng: np.random.Generator, n: int) -> list[str]:
    return [rng.bytes(32).hex() for _ in range(n)]


def _with_all_columns(name: str, cells: pd.DataFrame) -> pd.DataFrame:
    return cells.reindex(columns=TABLES[name].names)
