"""Offices in an article: *le ministre des Mines*, *the head of the delegation*, with what belongs to them."""

from __future__ import annotations

import re

_HEADS = {
    "fr": r"(?:vice-|sous-|co)?(?:président(?:e)?|ministre|premier ministre|chef(?:fe)?|directeur|directrice"
          r"|général|colonel"
          r"|commandant|capitaine|secrétaire(?: général(?:e)?)?|porte-parole|ambassadeur|ambassadrice"
          r"|représentant(?:e)?"
          r"|administrateur|administratrice|gouverneur(?:e)?|maire|préfet(?:e)?|député(?:e)?|sénateur|sénatrice"
          r"|conseill(?:er|ère)|conservateur|conservatrice|juge|procureur(?:e)?|magistrat(?:e)?|roi|reine|prince"
          r"|princesse"
          r"|responsable|coordinateur|coordinatrice|professeur(?:e)?|docteur|évêque|pape|délégué(?:e)?"
          r"|commissaire|expert(?:e)?"
          r"|homologue|pdg|entraîneur|entraîneuse|chancelier|chancelière|empereur|trésorier|trésorière|avocat(?:e)?"
          r"|élu(?:e)?|inspecteur|inspectrice|officier|policier|gendarme|astronaute|cosmonaute|médecin)s?",
    "en": r"(?:vice[- ])?(?:president|prime minister|minister|head|director|general|colonel|commander"
          r"|secretary(?:-general)?"
          r"|spokes(?:man|woman|person)|ambassador|representative|governor|mayor|prefect|senator|adviser|advisor"
          r"|judge"
          r"|prosecutor|king|queen|prince|chairman|chairwoman|chief executive|ceo|coordinator|professor|commissioner"
          r"|counterpart|chancellor|treasurer|lawyer|officer)s?",
}  # fmt: skip
_OF = {
    "fr": r"(?:(?: général(?:e)?| adjoint(?:e)?| délégué(?:e)?)?(?: (?:de|du|des|d['’]|à|au|aux)(?: la | l['’]|"
          r" )?\s?[^\W\d_][\w-]*"
          r"(?: (?:et|de|du|des) (?:la |l['’])?[^\W\d_][\w-]*){0,2})?)",
    "en": r"(?:(?: of| for)(?: the)? [^\W\d_][\w-]*(?: and [^\W\d_][\w-]*)?)?",
}  # fmt: skip
_PATTERNS = {lang: re.compile(rf"(?<![\w-]){head}(?!\w){_OF[lang]}", re.IGNORECASE) for lang, head in _HEADS.items()}


def find(text: str, lang: str) -> list[tuple[int, int]]:
    """Find the offices of a text, as (start, end) of their characters."""
    pattern = _PATTERNS.get(lang)
    return [] if pattern is None else [match.span() for match in pattern.finditer(text)]
