"""Words of the closed classes of a language, folded as words/1 folds them."""

from __future__ import annotations

# fmt: off
FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "fr": frozenset((
        # articles and determiners
        "l", "le", "la", "les", "un", "une", "des", "du", "d", "de", "ce", "cet", "cette", "ces", "c", "mon", "ma",
        "mes", "ton", "ta", "tes", "son", "sa", "ses", "notre", "nos", "votre", "vos", "leur", "leurs", "tout",
        "toute", "tous", "toutes", "chaque", "plusieurs", "quelque", "quelques", "aucun", "aucune", "tel", "telle",
        "tels", "telles", "autre", "autres", "certain", "certaine", "certains", "certaines",
        # pronouns
        "je", "j", "tu", "t", "il", "elle", "on", "nous", "vous", "ils", "elles", "se", "s", "y", "en", "qui", "que",
        "qu", "quoi", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles", "ceci", "cela", "celui", "celle",
        "ceux", "celles", "lui", "eux", "moi", "toi", "rien", "personne", "quel", "quelle", "quels", "quelles",
        # prepositions
        "à", "au", "aux", "dans", "par", "pour", "sur", "sous", "avec", "sans", "entre", "vers", "chez", "contre",
        "depuis", "dès", "durant", "pendant", "avant", "après", "devant", "derrière", "selon", "malgré", "parmi",
        "outre", "hors", "jusque", "jusqu", "lors", "grâce", "suite", "concernant", "via", "voici", "voilà",
        # conjunctions
        "et", "ou", "mais", "or", "ni", "car", "donc", "si", "comme", "quand", "lorsque", "lorsqu", "puisque",
        "puisqu", "quoique", "tandis", "alors", "afin", "ainsi", "cependant", "toutefois", "néanmoins", "pourtant",
        # adverbs that link or place a sentence
        "aussi", "enfin", "puis", "ensuite", "désormais", "déjà", "encore", "ici", "là", "même", "ne", "n", "non",
        "pas", "plus", "moins", "très", "hier", "demain", "comment", "pourquoi", "combien",
    )),
}
"""A sentence that begins with one of these does not begin with a name."""

NUMBER_WORDS: dict[str, frozenset[str]] = {
    "fr": frozenset((
        "zéro", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
        "quatorze", "quinze", "seize", "vingt", "vingts", "trente", "quarante", "cinquante", "soixante", "cent",
        "cents", "mille", "million", "millions", "milliard", "milliards", "dizaine", "dizaines", "douzaine",
        "douzaines", "centaine", "centaines", "millier", "milliers",
    )),
}
"""Numbers in letters. One is left out, because French has the same word for the article."""
# fmt: on
