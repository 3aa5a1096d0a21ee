"""Who published the figures from outside the articles, and under which title, as a reader's page prints them.

data/reference/ notes publisher and title in English and without accents, with remarks for the analyst. A name that is
not listed here is printed as it stands there.
"""

from __future__ import annotations

from malirussia.language import catalogue
from malirussia.language.terms import N_

PUBLISHERS: dict[str, str] = {
    "Afribone (ONAP workshop)": N_("Afribone (workshop of ONAP)"),
    'Africa-Press, citing "international data"': N_("Africa-Press, citing “international data”"),
    "BCEAO (remembered)": N_("BCEAO (fixed parity, not yet checked)"),
    "BCEAO data via L-Frii": N_("BCEAO data, quoted by L-Frii"),
    "Direction generale des Douanes du Mali (quoted by Ministry of Industry and Trade)": N_(
        "Mali’s customs directorate (quoted by the Ministry of Industry and Trade)"
    ),
    "Ecofin via news-pravda": N_("Ecofin, by way of news-pravda"),
    "Mali Directorate General of Trade": N_("Mali’s directorate of trade"),
    "Mali Ministry of Industry and Trade": N_("Mali’s Ministry of Industry and Trade"),
    "Mali Ministry of Industry and Trade (meeting data)": N_("Mali’s Ministry of Industry and Trade (meeting data)"),
    "Mali24 (le Temoin)": N_("Mali24 (Le Témoin)"),
    "ONAP (director general quoted by Aujourd'hui-Mali / Malijet)": N_(
        "ONAP (its director, quoted by Aujourd’hui-Mali and Malijet)"
    ),
    "Reuters (LSEG) via Deccan Herald": N_("Reuters (LSEG), by way of Deccan Herald"),
    "UN Statistics Division": N_("UN Statistics Division"),
    "US CIA, The World Factbook (petroleum series: US EIA estimates)": N_("CIA World Factbook (US EIA estimates)"),
    "US EIA": N_("US EIA"),
    "US EIA via FRED (DDFUELNYH)": N_("US EIA, by way of FRED (DDFUELNYH)"),
    "US Federal Reserve H.10/G.5": N_("US Federal Reserve, H.10/G.5"),
    "World Bank WDI (NY.GDP.MKTP.CD)": N_("World Bank, WDI (NY.GDP.MKTP.CD)"),
    "computed from GeoNames coordinates": N_("computed here from GeoNames coordinates"),
    "press": N_("press reports"),
    "unnamed (looks like an energy-consultancy country profile)": N_("unnamed web page"),
    "unsigned reprint (attribution to US EIA remembered, not seen)": N_(
        "unsigned reprint (said to be of the US EIA, not checked)"
    ),
}
TITLES: dict[str, str] = {
    "Approvisionnement du pays en hydrocarbures (12 Feb 2026 meeting)": N_(
        "Approvisionnement du pays en hydrocarbures (meeting of 12 February 2026)"
    ),
    "Approvisionnement en hydrocarbures : Le ministre du Commerce tape du poing sur la table (25 Nov 2025); "
    "same figures Alwihda Info and Malikonews": N_(
        "Approvisionnement en hydrocarbures : Le ministre du Commerce tape du poing sur la table (25 November 2025; "
        "same figures in Alwihda Info and Malikonews)"
    ),
    "CFA franc parity": N_("CFA franc parity"),
    "Cooking oil business in Mali (aggregator page)": N_("Cooking oil business in Mali (aggregator page)"),
    "Interview of Zoumana Mory Coulibaly, director general of ONAP (Aujourd'hui-Mali, 2 April 2016)": N_(
        "Interview with Zoumana Mory Coulibaly, director general of ONAP (Aujourd’hui-Mali, 2 April 2016)"
    ),
    "Mali loses main harbour outlet; Abidjan (27 Sep 2002)": N_(
        "Mali loses main harbour outlet; Abidjan (27 September 2002)"
    ),
    "Niger sends fuel convoy to Mali to ease supply woes (25 Nov 2025)": N_(
        "Niger sends fuel convoy to Mali to ease supply woes (25 November 2025)"
    ),
}
# French titles, with the accents that the reference file leaves out.
ACCENTED: dict[str, str] = {
    "Le blocus djihadiste desorganise l'approvisionnement en carburant au Mali": (
        "Le blocus djihadiste désorganise l’approvisionnement en carburant au Mali"
    ),
    "Penurie de carburant au Mali : la Russie vole a la rescousse": (
        "Pénurie de carburant au Mali : la Russie vole à la rescousse"
    ),
    "Petrole : le Mali et le Burkina Faso sont les principaux clients de la Cote d'Ivoire": (
        "Pétrole : le Mali et le Burkina Faso sont les principaux clients de la Côte d’Ivoire"
    ),
    "Silence, le stock de securite en carburant se consume dans la penurie": (
        "Silence, le stock de sécurité en carburant se consume dans la pénurie"
    ),
    "Stock national de securite : l'ONAP s'attelle a la mise en reserve de 60 000 m3": (
        "Stock national de sécurité : l’ONAP s’attelle à la mise en réserve de 60 000 m3"
    ),
}


def publishers(cell: str, lang: str) -> str:
    """Return the publishers of a cell of the reference table, which parts them with semicolons."""
    _ = catalogue(lang)
    names = [name.strip() for name in cell.split(";") if name.strip()]
    return _("; ").join(dict.fromkeys(_(PUBLISHERS[name]) if name in PUBLISHERS else name for name in names))


def titles(cell: str, lang: str) -> str:
    """Return the titles of a cell of the reference table, which parts them with a semicolon between two blanks."""
    _ = catalogue(lang)
    names = [cell] if cell in TITLES else cell.split(" ; ")
    return _("; ").join(_(TITLES[name]) if name in TITLES else ACCENTED.get(name, name) for name in names)
