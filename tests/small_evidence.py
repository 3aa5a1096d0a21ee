"""A small folder of evidence about a made-up text, to be spoilt one line at a time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from malirussia.errors import EvidenceError
from malirussia.evidence import load
from malirussia.evidence.passages import point
from malirussia.evidence.words import words

TEXT = """Moulin du Nord : un accord de livraison

Le Moulin du Nord livre de 12 000 à 15 000 tonnes de farine par mois à la Coopérative Bleue. L’accord, dit « Épi
d’or », a été signé le lundi 3 mars 2025 à Valmont.

La Coopérative Bleue se réunit tous les six mois. Une usine neuve ouvrira à Valmont en 2026.
Voir aussi : Recettes
"""

FILES = {
    "topic.yaml": """\
title: {fr: Farine, en: Flour}
sides:
- {id: denmark, country: DNK, name: {fr: Danemark, en: Denmark}, adjective: {fr: danois, en: Danish}, color: "#D98A00"}
- {id: chile, country: CHL, name: {fr: Chili, en: Chile}, adjective: {fr: chilien, en: Chilean}, color: "#1B3F8B"}
panels: [agriculture]
dossiers: [flour]
scenario: {name: petroleum, fact: flour.tonnage}
""",
    "vocabulary.yaml": """\
sectors:
  agriculture: {fr: Agriculture, en: Agriculture}
  industry: {fr: Industrie, en: Industry}
kinds:
  company: {fr: Entreprise, en: Company, schema: [Company]}
  delivery: {fr: Livraison, en: Delivery, schema: [Project]}
  place: {fr: Lieu, en: Place, schema: [Address]}
  outlet: {fr: Média, en: Outlet, schema: [Organization]}
predicates:
  supplies: {fr: fournit, en: supplies, object: entity, relation: directed}
  tonnage: {fr: tonnage, en: tonnage, object: quantity, functional: true, conflict: value}
  named: {fr: est nommé, en: is named, object: text}
  opens: {fr: ouvre, en: opens, object: none, once: true}
""",
    "entities.yaml": """\
entities:
  moulin-du-nord: {schema: Company, kind: company, fr: Moulin du Nord, en: Moulin du Nord}
  cooperative-bleue: {schema: Company, kind: company, fr: Coopérative Bleue, en: Coopérative Bleue}
  flour: {schema: Project, kind: delivery, fr: Farine, en: Flour}
  valmont: {schema: Address, kind: place, fr: Valmont, en: Valmont, country: null}
  la-revue: {schema: Organization, kind: outlet, fr: La Revue, en: La Revue}
""",
    "sources/la-revue-2025.yaml": """\
source:
  id: la-revue-2025
  title: Moulin du Nord
  published: "2025"
  lang: fr
  kind: press
  origin_group: la-revue
  file: la-revue.txt
  text_sha256: {text_sha256}
  scheme: words/2
  n_words: {n_words}
  voice: la-revue
passages:
  p01: {p01}
  p02: {p02}
  p03: {p03}
names:
- {{entity: moulin-du-nord, as_printed: Moulin du Nord, lang: fr, kind: name, passage: p01}}
claims:
- id: c01
  passage: p01
  subject: moulin-du-nord
  predicate: supplies
  object: cooperative-bleue
  modality: stated
  status: signed
  sector: agriculture
  fr: Le moulin fournit la coopérative.
  en: The mill supplies the co-operative.
- id: c02
  passage: p01
  subject: flour
  predicate: tonnage
  value: {{low: 12000, high: 15000, unit: t, per: month}}
  date: 2025-03
  as_printed: 12 000 à 15 000 tonnes
  modality: reported
  by: moulin-du-nord
  fr: Le moulin annonce de 12 000 à 15 000 t par mois.
  en: The mill announces 12,000–15,000 t a month.
- id: c03
  passage: p02
  subject: flour
  predicate: named
  text: golden-ear
  modality: stated
  fr: L’accord a un nom.
  en: The agreement has a name.
- id: c04
  passage: p03
  subject: cooperative-bleue
  predicate: opens
  date: "2026"
  modality: planned
  status: pledged
  fr: Une usine est annoncée.
  en: A plant is announced.
  commitment:
    id: new-plant
    by: cooperative-bleue
    to: moulin-du-nord
    fr: Ouvrir une usine
    en: Open a plant
    made: 2025-03-03
    due: "2026"
    rhythm: R/2025-03-03/P6M
    met_by: [c01]
""",
    "identities.yaml": """\
identities:
- left: moulin-du-nord
  right: cooperative-bleue
  verdict: different
  reason: {fr: Elles traitent., en: They deal.}
  passage: la-revue-2025.p01
""",
    "decisions.yaml": """\
decisions:
- claims: [la-revue-2025.c01, la-revue-2025.c02]
  preferred: la-revue-2025.c01
  reason: {fr: C’est signé., en: It is signed.}
""",
    "ignored.yaml": """\
ignored:
- {source: la-revue-2025, first: 0, words: 7, reason: title, furniture: true}
- {source: la-revue-2025, first: 60, words: 3, reason: a teaser}
""",
    "codes.yaml": """\
codes:
- {of: flour, scheme: HS, code: "1101", label: Wheat flour}
- {of: agriculture, scheme: ISIC4, code: 0111, label: Growing of cereals}
""",
}


@dataclass(frozen=True)
class SmallEvidence:
    """Attributes: folder: the evidence; corpus: the folder of its one copy; copy: that copy."""

    folder: Path
    corpus: Path

    @property
    def copy(self) -> Path:
        return self.corpus / "la-revue.txt"

    def edit(self, file: str, old: str, new: str) -> int:
        """Replaces a text that stands once in a file; returns the line of the replacement's last line."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1 + new.rstrip("\n").count("\n")

    def problems(self) -> list[str]:
        """The lines of the error that loading raises; none where it loads."""
        try:
            load(self.folder)
        except EvidenceError as error:
            return str(error).splitlines()
        return []


def write(root: Path) -> SmallEvidence:
    """Writes the evidence and its corpus under a folder."""
    small = SmallEvidence(folder=root / "data" / "evidence", corpus=root / "corpus")
    small.corpus.mkdir(parents=True)
    small.copy.write_text(TEXT, encoding="utf-8")
    pointers = {
        "p01": point(TEXT, "Le Moulin", "Coopérative Bleue"),
        "p02": point(TEXT, "L’accord, dit", "à Valmont"),
        "p03": point(TEXT, "La Coopérative Bleue se", "en 2026"),
    }
    said = {key: f"{{first: {p.first}, words: {p.words}, sha256: {p.sha256}}}" for key, p in pointers.items()}
    said["text_sha256"] = hashlib.sha256(TEXT.encode()).hexdigest()
    said["n_words"] = str(len(words(TEXT)))
    for name, text in FILES.items():
        path = small.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(**said) if name.startswith("sources/") else text, encoding="utf-8")
    return small
