"""The two sides of a new ledger: countries by their ISO 3166 codes, with the names that CLDR gives them."""

from __future__ import annotations

from dataclasses import dataclass

from malirussia.errors import MaliRussiaError
from malirussia.evidence.vocabulary import slug


@dataclass(frozen=True)
class Country:
    """One side.

    Attributes:
        code: ISO 3166-1 alpha-3.
        fr: Its name in French.
        en: Its name in English.
    """

    code: str
    fr: str
    en: str

    @property
    def entity(self) -> str:
        """The id of the state among the entities."""
        return slug(self.en)

    @property
    def side(self) -> str:
        """The id of its side."""
        return slug(self.en, "_")


# Alpha-3 codes that ISO 3166 has withdrawn; CLDR still tells which present country they lead to.
_FORMER = {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"}
# Codes that ISO 3166 leaves to its users: a ledger may begin before its sides are settled.
UNSETTLED = (Country("XAA", "Premier pays", "First country"), Country("XBB", "Second pays", "Second country"))


def sides(text: str | None) -> tuple[Country, Country]:
    """Read two countries such as `ML:RU` or `MLI:RUS`.

    Args:
        text: Two codes with a colon between them; two countries without a name if None.

    Raises:
        MaliRussiaError: A code is none, or both are of one country.
    """
    if text is None:
        return UNSETTLED
    codes = text.upper().split(":")
    if len(codes) != 2:
        raise MaliRussiaError(f"--sides {text}", "not two countries", "give two ISO 3166 codes, such as SN:NO")
    left, right = (_country(code.strip(), text) for code in codes)
    if left == right:
        raise MaliRussiaError(f"--sides {text}", "one country twice", "give two ISO 3166 codes, such as SN:NO")
    return left, right


def _country(code: str, text: str) -> Country:
    from babel import Locale
    from babel.core import get_global

    # CLDR tells which two letters an alpha-3 code stands for.
    aliases = get_global("territory_aliases").items()
    two = {long: short[0] for long, short in aliases if len(long) == 3 and long.isalpha() and long not in _FORMER}
    three = {short: long for long, short in two.items()}
    short = two.get(code, code)
    fr, en = (Locale(lang).territories.get(short) for lang in ("fr", "en"))
    if short not in three or fr is None or en is None:
        raise MaliRussiaError(f"--sides {text}", f"{code!r} is no country", "give two ISO 3166 codes, such as SN:NO")
    return Country(three[short], fr, en)
