"""How French and English put a date: their words, and patterns made of them."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBERS = {
    "fr": "un|une:1 deux:2 trois:3 quatre:4 cinq:5 six:6 sept:7 huit:8 neuf:9 dix:10 onze:11 douze:12 quinze:15 "
          "vingt:20 trente:30 quarante:40 cinquante:50 soixante:60 cent:100",
    "en": "a|an|one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 fifteen:15 "
          "twenty:20 thirty:30 forty:40 fifty:50",
}  # fmt: skip
_MONTHS = {
    "fr": "janvier|janv. février|fevrier|févr. mars avril|avr. mai juin juillet|juil. août|aout septembre|sept. "
          "octobre|oct. novembre|nov. décembre|decembre|déc.",
    "en": "january|jan. february|feb. march|mar. april|apr. may june|jun. july|jul. august|aug. september|sept.|sep. "
          "october|oct. november|nov. december|dec.",
}  # fmt: skip
_DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "en": "monday|mon. tuesday|tue.|tues. wednesday|wed. thursday|thu.|thurs. friday|fri. saturday|sat. sunday|sun.",
}
_SEASONS = {"fr": "printemps|été|automne|hiver", "en": "spring|summer|autumn|fall|winter"}


class Words(NamedTuple):
    """The words of one language.

    Attributes:
        numbers: A number in letters, and its value.
        months: A month's name or short form, and its number.
        days: A weekday's name or short form, and its number from 0 for Monday.
        patterns: Each with its name, the one that may be longest first.
    """

    numbers: dict[str, int]
    months: dict[str, int]
    days: dict[str, int]
    patterns: dict[str, re.Pattern[str]]


def _counted(text: str, first: int) -> dict[str, int]:
    return {form: number for number, forms in enumerate(text.split(), first) for form in forms.split("|")}


def _numbered(text: str) -> dict[str, int]:
    pairs = (one.split(":") for one in text.split())
    return {form: int(value) for forms, value in pairs for form in forms.split("|")}


def _any(forms: dict[str, int]) -> str:
    longest = sorted(forms, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(form) + ("" if form.endswith(".") else r"(?!\w)") for form in longest) + ")"


_YEAR = r"(?:1[5-9]|20)\d\d"
_UNITS = {
    "fr": r"(?P<unit>minutes?|heures?|jours?|journées?|semaines?|quinzaines?|mois|trimestres?|semestres?|ans?|années?"
          r"|décennies?|siècles?)",
    "en": r"(?P<unit>minutes?|hours?|days?|weeks?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies))",
}  # fmt: skip
_NOT_A_YEAR = {
    "fr": r"tonnes?|t|personnes?|cadres?|francs?|F|euros?|dollars?|hommes|femmes|habitants|kilomètres?|km|mètres?|m"
          r"|emplois|soldats|litres?|camions|étudiants|élèves|points?|fois|milliards?|millions?|hectares|ha|%|€"
          r"|\$|kg",
    "en": r"tonnes?|tons?|people|persons?|soldiers|troops|kilomet(?:er|re)s?|km|metres?|litres?|liters?|trucks"
          r"|students|dollars?|euros?|million|billion|hectares|%|points?|jobs|men|women|times",
}  # fmt: skip


def _french() -> dict[str, str]:
    month, day, number = _any(MONTHS["fr"]), _any(DAYS["fr"]), _any(NUMBERS["fr"])
    count = rf"(?P<count>\d+|{number}|quelques|plusieurs|une? (?:dizaine|quinzaine|vingtaine) (?:de |d'))"
    last = r"(?P<last>derniers?|dernières?|passée?s?|écoulée?s?|précédente?s?)"
    following = r"(?P<next>prochaine?s?|suivante?s?|à venir|qui vient)"
    part = r"(?:[ ](?:matin|midi|après-midi|soir|dans la (?:nuit|soirée|matinée)|en (?:soirée|matinée)|à l'aube))?"
    year = rf"(?P<year>{_YEAR})"
    return {
        "iso": rf"(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        "slashed": r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4}|\d\d)(?!\d)",
        "days": rf"(?:(?:les|du|entre le|des) )?(?:{day} )?(?P<from>1er|\d{{1,2}})(?: (?P<from_month>{month}))?"
                rf" ?(?:au|et(?: le)?|à|-|–)(?: {day})? ?(?P<day>1er|\d{{1,2}}) (?P<month>{month})(?: {year})?",
        "day": rf"(?:(?:le|ce|du|au|les) )?(?:{day},? )?(?:(?:le) )?(?P<day>1 ?er|premier|\d{{1,2}})(?: et"
               rf" \d{{1,2}})?"
               rf"[ -](?P<month>{month})(?:,? {year})?(?: (?:{last}|{following}))?{part}",
        "month": rf"(?:(?P<edge>début|mi|fin|courant|milieu)(?: du mois)?[ -](?:d['e] ?)?)?"
                 rf"(?:(?:le |au |du )?mois (?:de |d'))?(?P<month>{month})(?: (?:{year}|{last}|{following}))?",
        "month_of": r"(?:(?P<edge>début|mi|fin|courant)[ -])?(?:le |au |du |ce |de ce )mois"
                    rf"(?: (?:{last}|{following}|courant|-?ci))?(?!\w)",
        "ago": rf"(?:il y a|voici|voilà)(?: (?:environ|près de|plus de|moins d['e]|déjà|à peine|tout"
               rf" juste))* ?{count} ?"
               rf"{_UNITS['fr']}(?!\w)",
        "ahead": rf"(?:dans|d'ici(?: à)?)(?: (?:environ|près de|moins de|à peine|les?))* {count}"
                 rf" {_UNITS['fr']}(?!\w)",
        "since_units": rf"(?P<since>depuis|ces|les|durant les|au cours des|pendant les) {count} (?P<of>derniers?"
                       rf"|dernières?"
                       rf"|prochains?|prochaines?) {_UNITS['fr']}(?!\w)",
        "away": rf"{count} {_UNITS['fr']} (?P<way>plus tôt|plus tard|auparavant|avant|après)(?!\w)",
        "period": rf"(?:(?P<edge>début|fin|milieu)(?: de)? )?(?:l'|la |le |au cours de la |en )?(?P<what>semaine"
                  rf"|week-end|an|année"
                  rf"|trimestre|semestre|saison|décennie|siècle)(?: (?:{last}|{following}))(?!\w)",
        "this": r"(?:(?P<edge>début|fin|milieu) (?:de )?)?(?:ce|cet|cette) (?P<what>jour|matin|midi|après-midi"
                r"|soir|soirée|nuit|matinée"
                r"|journée|semaine|week-end|mois|année|trimestre|saison|été|hiver|automne|printemps|même jour"
                r"|mois-ci)(?:-ci)?(?!\w)",
        "of_day": rf"(?:(?:le|ce|dès|au) )?(?P<weekday>{day})(?: (?:{last}|{following}|en huit))?{part}",
        "adverb": r"(?P<adverb>avant-hier|hier|aujourd'hui|après-demain|demain|la veille|le lendemain|lendemain"
                  r"|le surlendemain"
                  r"|le même jour|l'avant-veille|veille)" + part + r"(?!\w)",
        "decade": r"(?:(?P<edge>début|fin|milieu)(?: des?)? )?(?:(?:les|des|aux) )?années (?P<decade>(?:1[89]"
                  r"|20)?\d0|vingt|trente"
                  r"|quarante|cinquante|soixante|soixante-dix|quatre-vingts?|quatre-vingt-dix)(?!\w)",
        "century": r"(?:(?P<edge>début|fin|milieu)(?: du)? )?(?:le |du |au )?(?P<century>[XVI]+) ?e siècle",
        "clock": r"(?:(?:à|de|vers|dès|entre|jusqu'à|avant|après) )?(?<!\d)(?P<hour>[01]?\d"
                 r"|2[0-4]) ?h(?:eures?)?(?: ?[0-5]\d)?(?!\w)",
        "end_of": r"(?P<edge>début|fin|milieu) (?:de )?l'(?P<what>année|an|été|hiver|automne)(?!\w)",
        "now": r"(?P<now>désormais|maintenant|actuellement|à présent|pour l'instant|pour le moment|en ce moment|à"
               r" l'heure"
        r" actuelle|ces jours-ci)(?!\w)",
        "short_year": r"(?:en|de|depuis|dès|fin|début) (?P<year>[5-9]\d)(?![\w%€$°.,/-]| ?(?:%|ans|jours|heures"
                      r"|mois|km|tonnes"
        r"|personnes|francs|F|euros|points|minutes))",
        "season": rf"(?:l'|à l'|en |au |le |un |du )(?P<season>{_SEASONS['fr']})(?: (?:{year}|{last}"
                  rf"|{following}))?(?!\w)",
        "year": rf"(?<![\d.,/-])(?<!\d )(?:(?P<edge>début|fin|mi|courant)[ -])?(?:l'an(?:née)? )?{year}(?![\d°]"
                rf"|[.,]\d|[ ]?(?:{_NOT_A_YEAR['fr']})(?!\w)"
                rf"| \d{{3}}(?!\d))",
    }  # fmt: skip


def _english() -> dict[str, str]:
    month, day, number = _any(MONTHS["en"]), _any(DAYS["en"]), _any(NUMBERS["en"])
    count = rf"(?P<count>\d+|{number}|several|some|a few)"
    last, following = r"(?P<last>last|past|previous)", r"(?P<next>next|coming|following)"
    part = r"(?:[ ](?:morning|afternoon|evening|night))?"
    year = rf"(?P<year>{_YEAR})"
    edge = r"(?:(?P<edge>early|late|mid|the (?:beginning|start|middle|end) of)[ -])?"
    return {
        "iso": rf"(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        "slashed": r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d)",
        "days": rf"(?:from )?(?P<from>\d{{1,2}})(?:st|nd|rd|th)?(?: (?P<from_month>{month}))?"
                rf" ?(?:to|and|-|–) ?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{month})(?:,? {year})?",
        "month_days": rf"(?P<month>{month}) (?P<from>\d{{1,2}})(?:st|nd|rd|th)? ?(?:to|and|-"
                      rf"|–) ?(?P<day>\d{{1,2}})(?!\d)(?:,? {year})?",
        "day": rf"(?:on )?(?:{day},? )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?"
               rf" (?P<month>{month})(?:,? {year})?",
        "month_day": rf"(?:on )?(?:{day},? )?(?P<month>{month}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?"
                     rf" {year})?",
        "month": rf"{edge}(?:(?:{last}|{following}|this) )?(?P<month>{month})(?:,? (?:of )?{year})?",
        "month_of": rf"{edge}(?:(?:{last}|{following}|this|the) )month(?!\w)",
        "ago": rf"(?:(?:about|some|nearly|over|more than) )?{count} {_UNITS['en']} ago(?!\w)",
        "ahead": rf"(?:in|within) {count} {_UNITS['en']}(?!\w)",
        "since_units": rf"(?P<since>over|in|during|for|within)? ?(?:the )?(?P<of>last|past|next|coming) {count}"
                       rf" {_UNITS['en']}(?!\w)",
        "away": rf"{count} {_UNITS['en']} (?P<way>earlier|later|before|after)(?!\w)",
        "period": rf"{edge}(?:the )?(?:{last}|{following}) (?P<what>week|weekend|year|quarter|decade|century"
                  rf"|night|summer|winter"
                  r"|spring|autumn|fall)(?!\w)",
        "this": rf"(?:(?:earlier|later) )?{edge}this (?P<what>morning|afternoon|evening|week|weekend|month|year"
                rf"|quarter|summer|winter"
                r"|spring|autumn|fall)(?!\w)",
        "of_day": rf"(?:on )?(?:(?:{last}|{following}|this) )?(?P<weekday>{day}){part}",
        "adverb": r"(?P<adverb>the day before yesterday|yesterday|today|tonight|the day after tomorrow|tomorrow"
                  r"|the same day"
                  r"|the previous day|the day before|the next day|the following day)" + part + r"(?!\w)",
        "decade": rf"{edge}the (?P<decade>(?:1[89]|20)\d0)s",
        "century": rf"{edge}(?:the )?(?P<century>\d\d)(?:st|th) century",
        "clock": r"(?:at |around |by )?(?<!\d)(?P<hour>1?\d|2[0-4])(?:[:.][0-5]\d)? ?(?:[ap]\.?m\.?|o'clock"
                 r"|GMT)(?!\w)",
        "now": r"(?P<now>now|currently|at present|at the moment|nowadays)(?!\w)",
        "season": rf"(?:in |the )(?P<season>{_SEASONS['en']})(?: (?:of )?{year})(?!\w)",
        "year": rf"(?<![\d.,/$€-])(?<!\d )(?:(?:early|late|mid)[ -])?{year}(?![\d°]|[.,]\d"
                rf"|[ ]?(?:{_NOT_A_YEAR['en']})(?!\w)|-)",
    }  # fmt: skip


NUMBERS = {lang: _numbered(text) for lang, text in _NUMBERS.items()}
MONTHS = {lang: _counted(text, 1) for lang, text in _MONTHS.items()}
DAYS = {lang: _counted(text, 0) for lang, text in _DAYS.items()}


def _compiled(patterns: dict[str, str]) -> dict[str, re.Pattern[str]]:
    # A month's or day's short form before a point could be any word: it is taken in lower case and capitalised alike.
    return {name: re.compile(rf"(?<!\w){text}", re.IGNORECASE) for name, text in patterns.items()}


WORDS = {
    "fr": Words(NUMBERS["fr"], MONTHS["fr"], DAYS["fr"], _compiled(_french())),
    "en": Words(NUMBERS["en"], MONTHS["en"], DAYS["en"], _compiled(_english())),
}
