"""Advance widths of the theme's letters, so that text can be measured without a browser.

Units are 1/2048 em, read from the `hmtx` table of Liberation Sans 2.1 (SIL Open Font License), which was drawn to the
metrics of Arial; Arimo has the same. One entry lists every character of one width. Characters of the
Latin alphabets, of punctuation and of arithmetic are listed; a character that is not listed counts as `UNLISTED`.
"""

from __future__ import annotations

UNITS_PER_EM = 2048
UNLISTED = 2048
# The narrow spaces are not in the font: a browser takes them from its next font. Measured in Chromium with DejaVu Sans.
SPACES = {"\u202f": 410, "\u2009": 410}

REGULAR: dict[int, str] = {
    391: "'",
    455: "ijlįĵĺļłſ\u2018\u2019\u201a",
    532: "|¦",
    569: " !,./:;I[\\]ft\u00a0·ÌÍÎÏìíîïĨĩĪīĬĭĮİıţŧ",
    597: "ľ",
    682: "()-`r¡¨\u00ad²³\u00b4¸¹ŕŗř\u2010\u2011“”„‹›",
    684: "{}ŀ",
    717: "•",
    727: '"',
    748: "º",
    758: "ª",
    768: "ť",
    797: "*",
    819: "°",
    909: "ĳ",
    961: "^",
    1024: "JcksvxyzçýÿćĉċčĴķĸśŝşšŷźżž↑↓",
    1100: "¶",
    1124: "±÷≈≠≤≥",
    1131: "¯",
    1139: "#$0123456789?L_abdeghnopqu¢£¤¥§«»àáâãäåèéêëðñòóôõöùúûüþāăąđēĕėęěĝğġģĥħĹĻĽĿŁńņňŋōŏőũūŭůűų\u2013†€",
    1180: "µ",
    1196: "+<=>~¬\u00d7\u2212",
    1237: "ŉ●■",
    1251: "FTZ¿ßøŢŤŦŹŻŽ",
    1259: "ď",
    1366: "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞĀĂĄĒĔĖĘĚĶŚŜŞŠŶŸ",
    1479: "CDHNRUwÇÐÑÙÚÛÜĆĈĊČĎĐĤĦŃŅŇŔŖŘŨŪŬŮŰŲŵ",
    1481: "Ŋ",
    1505: "Ĳ",
    1509: "©®",
    1593: "GOQÒÓÔÕÖØĜĞĠĢŌŎŐ",
    1706: "Mm",
    1708: "¼½¾",
    1821: "%æ",
    1933: "WœŴ",
    2027: "▲",
    2048: "ÆŒ\u2014…‰←→↔",
    2079: "@",
}

BOLD: dict[int, str] = {
    487: "'",
    569: " ,./I\\ijl\u00a0·ÌÍÎÏìíîïĨĩĪīĬĭĮįİıĵĺļłſ\u2018\u2019\u201a",
    573: "|¦",
    682: "!()-:;[]`ft¡¨\u00ad²³\u00b4¸¹ţŧ\u2010\u2011‹›",
    717: "•",
    748: "º",
    758: "ª",
    789: "ľ",
    797: "*r{}ŕŗř",
    819: "°",
    971: '"',
    981: "ŀť",
    1024: "zźżž“”„↑↓",
    1124: "±÷≈≠≤≥",
    1131: "¯",
    1139: "#$0123456789J_aceksvxy¢£¤¥§«¶»àáâãäåçèéêëýÿāăąćĉċčēĕėęěĳĴķĸśŝşšŷ\u2013†€",
    1180: "µ",
    1196: "+<=>^~¬\u00d7\u2212",
    1237: "●■",
    1251: "?FLTZbdghnopqu¿ßðñòóôõöøùúûüþđĝğġģĥħĹĻĽĿŁńņňŋōŏőŢŤŦũūŭůűųŹŻŽ",
    1366: "EPSVXYÈÉÊËÝÞĒĔĖĘĚŚŜŞŠŶŸ",
    1451: "ŉ",
    1472: "ď",
    1479: "&ABCDHKNRUÀÁÂÃÄÅÇÐÑÙÚÛÜĀĂĄĆĈĊČĎĐĤĦĶŃŅŇŔŖŘŨŪŬŮŰŲ",
    1481: "Ŋ",
    1509: "©®",
    1593: "GOQwÒÓÔÕÖØĜĞĠĢŌŎŐŵ",
    1607: "Ĳ",
    1706: "M",
    1708: "¼½¾",
    1821: "%mæ",
    1933: "WœŴ",
    1997: "@",
    2027: "▲",
    2048: "ÆŒ\u2014…‰←→↔",
}
