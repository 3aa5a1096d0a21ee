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
    "en": frozenset((
        # articles and determiners
        "the", "a", "an", "this", "that", "these", "those", "my", "your", "his", "her", "its", "our", "their", "all",
        "each", "every", "both", "several", "some", "any", "no", "many", "much", "few", "such", "other",
        "another", "most",
        # pronouns
        "i", "you", "he", "she", "it", "we", "they", "me", "him", "us", "them", "who", "whom", "whose", "which", "what",
        "one", "there", "nobody", "nothing", "everyone", "everything", "s", "t",
        # prepositions
        "of", "to", "in", "on", "at", "by", "for", "with", "from", "into", "over", "under", "between", "among", "about",
        "against", "during", "since", "until", "before", "after", "through", "within", "without", "towards", "toward",
        "across", "around", "despite", "amid", "like", "via", "per", "as", "upon", "beyond", "behind", "according",
        # conjunctions
        "and", "or", "but", "nor", "if", "because", "although", "though", "while", "whereas", "when", "where", "than",
        "whether", "so", "unless",
        # auxiliaries, and adverbs that link or place a sentence
        "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "could", "should", "may",
        "might",
        "can", "must", "do", "does", "did", "not", "also", "then", "now", "here", "however", "meanwhile", "moreover",
        "still", "yet", "already", "only", "even", "just", "later", "earlier", "once", "how", "why",
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
    "en": frozenset((
        "zero", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
        "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds", "thousand", "thousands", "million", "millions",
        "billion", "billions", "dozen", "dozens",
    )),
}
"""Numbers in letters. One is left out: in French it is the article, too, and in English a pronoun."""
# fmt: on
