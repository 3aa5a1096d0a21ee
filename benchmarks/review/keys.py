"""How soon a key of the page of review is answered: 5,000 words, 200 candidates, the real server, Chromium.

    python benchmarks/review/keys.py

An article is made of invented sentences and taken into a copy of this checkout's ledger. Each key is pressed twenty
times; what is told is the time from the key to the picture that shows what was saved, as the page itself measures it
(`performance.measure`), in milliseconds.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import msgspec

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT / "tests"))

from review_page import QUIET, Window, chromium, served  # noqa: E402

WORDS, CANDIDATES, TIMES = 5000, 200, 20
WHO = ("Le ministre de l’Énergie", "La société Alba Carburants", "Le gouverneur de Kéréba", "Une délégation de Sorvia")
DID = ("a promis", "a signé un accord sur", "prévoit de livrer", "a annoncé", "n’a pas confirmé", "discute de")
WHAT = ("{n} 000 tonnes de carburant par mois", "une raffinerie de {n} hectares", "{n} bourses d’études par an",
        "la construction d’une centrale de {n} MW", "{n} % du capital de la société", "{n} camions de blé")  # fmt: skip
WHEN = ("le {d} mars 2026", "lundi", "la semaine dernière", "en 2027", "avant le {d} juin 2026", "il y a trois jours")
SELECT = ("Home", *["Shift+ArrowRight"] * 4)


def article(words: int, seed: int = 5) -> str:
    """An invented article of some words, another for each seed."""
    chance = random.Random(seed)
    told, paragraphs = 0, ["Un marché de papier"]
    while told < words:
        sentences = []
        for _ in range(4):
            end = chance.choice(WHAT).format(n=chance.randrange(2, 99))
            when = chance.choice(WHEN).format(d=chance.randrange(2, 28))
            sentences.append(f"{chance.choice(WHO)} {chance.choice(DID)} {end} {when}.")
        paragraphs.append(" ".join(sentences))
        told += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs) + "\n"


def draft(folder: Path) -> str:
    """Take the article in, in a copy of the ledger, as a draft of so many candidates; give its id."""
    from malirussia.intake import drafts, edits
    from malirussia.intake.take import Told, take

    for name in ("evidence", "reference", "tidy"):
        shutil.copytree(CHECKOUT / "data" / name, folder / "data" / name)
    os.chdir(folder)
    Path("paper.txt").write_text(article(WORDS), encoding="utf-8")
    taken = take("paper.txt", Told(id="paper", published="2026-03-30", lang="fr", title="Un marché de papier")).draft
    candidates = dict(list(taken.candidates.items())[:CANDIDATES])
    n_words = taken.source.n_words
    made = msgspec.structs.replace(taken, candidates=candidates)
    while len(made.candidates) < CANDIDATES:
        at = len(made.candidates) * (n_words // CANDIDATES)
        made, _ = edits.add(made, "intake", at, 9, subject="mali", predicate="asserts", state="proposed")
    drafts.save(msgspec.structs.replace(made, log=[]))
    return taken.source.id


def presses(window: Window) -> None:
    """Press every key, so many times."""
    for _ in range(TIMES):
        window.press("j", "k", "g", "o", "x", "x", "e")
        window.focus("by")
        window.type("ma")
        window.page.wait_for_timeout(150)
        window.press("Escape", "r")
        window.type("no")
        window.press("Enter", "u", "U", "j", "t", *SELECT, "n", "Escape")
        window.press("t", *SELECT, "p", "ArrowDown", "ArrowUp", *SELECT, "i")
        window.type("no")
        window.press("Enter", "h", "t")
        window.press("a", "Escape", "Escape")


def main() -> int:
    """Press the keys and print what they took; fail where one takes more than 100 ms in the median."""
    folder = Path(tempfile.mkdtemp(prefix="review-"))
    try:
        name = draft(folder)
        with served(folder, name, "--lang", "fr") as server, chromium() as browser:
            window = Window(browser, server.address)
            shown = window.page.locator(".word").count(), window.page.locator(".row").count()
            presses(window)
            window.page.wait_for_selector(QUIET)
            taken = window.page.evaluate(
                "performance.getEntriesByType('measure').map(held => [held.name, held.duration])"
            )
    finally:
        os.chdir(CHECKOUT)
        shutil.rmtree(folder)
    by_key: dict[str, list[float]] = {}
    for key, duration in taken:
        by_key.setdefault(key, []).append(duration)
    print(f"{shown[0]} words, {shown[1]} candidates")
    print("| key | times | median, ms | 95 of 100 below, ms |\n|---|---|---|---|")
    slow = []
    for key, durations in sorted(by_key.items()):
        median = statistics.median(durations)
        high = sorted(durations)[int(0.95 * (len(durations) - 1))]
        slow += [key] if median > 100 else []
        print(f"| {key} | {len(durations)} | {median:.0f} | {high:.0f} |")
    print(json.dumps({"slow": slow}))
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
