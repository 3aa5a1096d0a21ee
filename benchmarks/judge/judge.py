"""Holds what intake finds against texts that others annotated: make judge.

    fr-timebank   dates of news articles and what they mean (French TimeBank; Bittar et al., 2011)
    fenec         names, functions, amounts and times (FENEC v1; Millour et al., 2022)

The texts stand outside this repository, in the folder that MALIRUSSIA_JUDGE names, else ../shared/judge beside the
checkout. figures.json, here, holds what was measured last: a drop of more than one point fails. `--write` writes it
anew. Something is found where what was found overlaps it. A name has a capital letter (*foyer familial* is annotated
as one, and is not counted), an amount tells a number (*plusieurs années* tells none). Precision is told for dates; of
the other texts not everything that we list is annotated.
"""

from __future__ import annotations

import json
import os
import re
import sys
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

from malirussia.evidence.corpus import Copy
from malirussia.evidence.figures import numbers
from malirussia.evidence.listing import listed
from malirussia.intake.finding.offices import find as find_offices
from malirussia.language import told_dates

HERE = Path(__file__).resolve().parent
FIGURES = HERE / "figures.json"
PUBLISHED = {"value F1 of dates": 0.736}
"""HeidelTime on the French TimeBank, as published."""
DROP = 0.01
Span = tuple[int, int]
KINDS = {"names": ("pers", "loc.adm", "loc.phys", "loc.oro", "loc.fac", "org", "prod.media"),
         "functions": ("func",), "amounts": ("amount",), "times": ("time",)}  # fmt: skip


def folder() -> Path | None:
    """Where the judges are; None where they are not."""
    named = os.environ.get("MALIRUSSIA_JUDGE")
    places = [Path(named)] if named else [one / "shared" / "judge" for one in HERE.parents]
    return next((one for one in places if one.is_dir()), None)


def dates(place: Path) -> dict[str, float]:
    """Recall, precision and values of the dates in the French TimeBank."""
    wanted = hit = exact = right = found = beside = 0
    for file in sorted((place / "fr-timebank").glob("*.tml")):
        text, day, spans = _timeml(file)
        told = told_dates.find(text, "fr", day)
        everything = [span for span, _, _ in spans]
        found += len(told)
        beside += sum(not any(_across((one.start, one.end), span) for span in everything) for one in told)
        for span, kind, value in spans:
            if kind != "DATE":
                continue
            wanted += 1
            over = [one for one in told if _across((one.start, one.end), span)]
            hit += bool(over)
            exact += any((one.start, one.end) == span for one in over)
            right += bool(over) and _same(over[0].value, value)
    recall, precision, value = hit / wanted, (found - beside) / found, right / wanted
    value_precision = right / hit * precision
    return {
        "dates recall": recall,
        "dates exact recall": exact / wanted,
        "dates precision": precision,
        "dates F1": 2 * recall * precision / (recall + precision),
        "values right of the found": right / hit,
        "value F1 of dates": 2 * value * value_precision / (value + value_precision),
    }


def fenec(place: Path) -> dict[str, float]:
    """Recall of names, functions, amounts and times in FENEC."""
    wanted = dict.fromkeys(KINDS, 0)
    hit = dict.fromkeys(KINDS, 0)
    for file in sorted((place / "fenec").glob("*.ann")):
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        spans = _listed(text)
        offices = find_offices(text, "fr")
        for line in file.read_text(encoding="utf-8").splitlines():
            match = re.match(r"T\d+\t(\S+) (\d+) (\d+)", line)
            kind = next((key for key, starts in KINDS.items() if match and match[1].startswith(starts)), None)
            if match is None or kind is None or not _counts(kind, text[int(match[2]) : int(match[3])]):
                continue
            wanted[kind] += 1
            among = [*spans, *offices] if kind == "functions" else spans
            hit[kind] += any(_across(one, (int(match[2]), int(match[3]))) for one in among)
    return {f"{kind} recall": hit[kind] / wanted[kind] for kind in KINDS}


def _counts(kind: str, printed: str) -> bool:
    if kind == "names":
        return any(letter.isupper() for letter in printed)
    return kind != "amounts" or bool(numbers(printed, "fr"))


def _listed(text: str) -> list[Span]:
    copy = Copy(text, "")
    small = {span.word for span in copy.spans if span.text[0].islower()}
    runs = [(copy.spans[first], copy.spans[first + n - 1]) for first, n, _ in listed(copy, "fr", small, ())]
    return [(head.start, tail.end) for head, tail in runs]


def _timeml(file: Path) -> tuple[str, date, list[tuple[Span, str, str]]]:
    root = ET.parse(file).getroot()
    told = root.find("DCT/TIMEX3")
    body = root.find("TEXT")
    parts: list[str] = []
    spans: list[tuple[Span, str, str]] = []

    def walk(node: ET.Element) -> None:
        start = sum(map(len, parts))
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")
        if node.tag == "TIMEX3":
            spans.append(((start, sum(map(len, parts))), node.get("type", ""), node.get("value", "")))

    walk(body)
    return "".join(parts), date.fromisoformat(told.get("value")[:10]), spans


def _same(value: str | None, wanted: str) -> bool:
    plain = (value or "").replace("~", "")
    if re.fullmatch(r"\d{3}X", wanted):
        return plain == f"{wanted[:3]}0/{wanted[:3]}9"
    return plain in (wanted, wanted[:10])


def _across(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def main() -> int:
    """Print the figures beside those measured last and those published; fail on a drop."""
    place = folder()
    if place is None:
        print("judge: skipped, no annotated texts here; MALIRUSSIA_JUDGE names their folder")
        return 0
    measured = {name: round(value, 3) for name, value in {**dates(place), **fenec(place)}.items()}
    if "--write" in sys.argv:
        FIGURES.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")
    before = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    fallen = []
    for name, value in measured.items():
        last = before.get(name)
        published = f"  published {PUBLISHED[name]:.3f}" if name in PUBLISHED else ""
        print(f"{name:28} {value:.3f}  measured last {'' if last is None else format(last, '.3f')}{published}")
        if last is not None and value < last - DROP:
            fallen.append(name)
    for name in fallen:
        print(f"benchmarks/judge/figures.json: {name} fell by more than a point; mend it, or --write", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
