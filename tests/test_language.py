from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from malirussia import units
from malirussia.errors import DateError, LanguageError, UnitError
from malirussia.language import (
    LANGS,
    after_colon,
    catalogue,
    counted,
    day,
    messages,
    number,
    of_whom,
    percent,
    quantity,
    span,
    terms,
    unit_name,
    word,
)
from malirussia.tables import schema

CHECKOUT = Path(__file__).resolve().parent.parent
PO_FILES = sorted((CHECKOUT / "malirussia" / "locale" / "fr").glob("*.po"))


def is_catalogue(node: ast.expr) -> bool:
    """Whether an expression is a catalogue: the name `_`, or `catalogue(lang)` itself."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "catalogue"
    return isinstance(node, ast.Name) and node.id == "_"


def sentences(tree: ast.AST) -> Iterator[str]:
    """Every English sentence that some code hands to a catalogue, or marks for it with `N_` or `NN_`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        plural = isinstance(node.func, ast.Attribute) and node.func.attr == "n" and is_catalogue(node.func.value)
        mark = isinstance(node.func, ast.Name) and node.func.id in ("N_", "NN_")
        if (plural or mark or is_catalogue(node.func)) and node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


def code() -> Iterator[ast.AST]:
    for path in sorted((CHECKOUT / "malirussia").rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted((CHECKOUT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield ast.parse("".join(cell["source"]))


def asked_for() -> set[str]:
    return {sentence for tree in code() for sentence in sentences(tree)}


def test_every_sentence_has_its_french() -> None:
    assert sorted(asked_for() - set(catalogue("fr").messages)) == []


def test_no_french_sentence_is_left_over() -> None:
    assert sorted(set(catalogue("fr").messages) - asked_for()) == []


def strings(text: object) -> list[str]:
    """The forms of a message of a catalogue file: one, or a singular and a plural."""
    return [text] if isinstance(text, str) else [str(form) for form in text] if isinstance(text, list | tuple) else []


@pytest.mark.parametrize("path", PO_FILES, ids=[path.name for path in PO_FILES])
def test_a_translation_fills_in_the_same_names(path: Path) -> None:
    def names(text: str) -> set[str]:
        return {field for _, field, _, _ in Formatter().parse(text) if field is not None}

    with path.open("rb") as file:
        entries = [entry for entry in read_po(file, locale="fr") if entry.id]
    wrong = {
        french: english
        for entry in entries
        for english in [strings(entry.id)]
        for french in strings(entry.string)
        if not names(french) <= set().union(*map(names, english))
    }
    assert wrong == {}


@pytest.mark.parametrize("path", PO_FILES, ids=[path.name for path in PO_FILES])
def test_a_catalogue_holds_no_unfinished_entry(path: Path) -> None:
    with path.open("rb") as file:
        entries = read_po(file, locale="fr", abort_invalid=True)
    unfinished = [entry.id for entry in entries if entry.id and (entry.fuzzy or not entry.string)]
    assert unfinished == []
    assert not entries.obsolete


def test_a_sentence_without_its_french_stops_the_build() -> None:
    with pytest.raises(LanguageError, match=r"add it to locale/fr"):
        catalogue("fr")("A sentence that nobody has written.")
    with pytest.raises(KeyError):
        catalogue("fr").n("One such thing", "Many such things", 3)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageError, match="fr en"):
        catalogue("de")


def test_two_files_may_not_translate_one_sentence_differently(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "locale" / "fr"
    folder.mkdir(parents=True)
    (folder / "a.po").write_text('msgid "sky"\nmsgstr "ciel"\n', encoding="utf-8")
    (folder / "b.po").write_text('msgid "sky"\nmsgstr "cieux"\n', encoding="utf-8")
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    messages.catalogue.cache_clear()
    with pytest.raises(LanguageError, match=r"b\.po"):
        messages.catalogue("fr")
    messages.catalogue.cache_clear()


def test_numbers_are_written_as_each_language_does() -> None:
    assert number(160_000, "fr") == "160\u202f000"
    assert number(160_000, "en") == "160,000"
    assert number(1234.5, "fr", digits=2) == "1\u202f234,50"
    assert number(3.14159, "en") == "3.142"
    assert number(-0.0001, "en") == "0"
    assert percent(0.253, "fr") == "25\u00a0%"
    assert percent(0.253, "en", digits=1) == "25.3%"


def test_a_range_is_said_as_a_range() -> None:
    assert span(160_000, 200_000, "fr") == "160\u202f000–200\u202f000"
    assert span(10_000, None, "fr") == "plus de 10\u202f000"
    assert span(10_000, None, "en") == "more than 10,000"
    assert span(None, 5, "fr") == "jusqu’à 5"
    assert span(4, 4, "en") == "4"
    assert span(4, float("nan"), "en") == "more than 4"
    with pytest.raises(LanguageError):
        span(None, None, "fr")


def test_a_quantity_is_said_with_its_unit_and_period() -> None:
    assert quantity(160_000, 200_000, "t", "month", "fr") == "160\u202f000–200\u202f000\u00a0tonnes par mois"
    assert quantity(160_000, 200_000, "t", "month", "en") == "160,000–200,000\u00a0tonnes a month"
    assert quantity(1.5, 1.5, "{truck}", "day", "fr") == "1,5\u00a0camion-citerne par jour"
    assert quantity(1.5, 1.5, "{truck}", "day", "en") == "1.5\u00a0tanker trucks a day"
    assert quantity(50, None, "%", "once", "fr") == "plus de 50\u00a0%"
    assert quantity(50, None, "%", "once", "en") == "more than 50%"
    assert quantity(4, 4, "{factor}", "once", "fr") == "un facteur 4"
    assert quantity(2, 2, "1", "once", "en") == "2"
    assert unit_name("L/t", "once", "fr") == "litres par tonne"
    with pytest.raises(UnitError):
        unit_name("t", "week", "fr")


@pytest.mark.parametrize("lang", LANGS)
def test_every_unit_and_every_term_has_a_name(lang: str) -> None:
    assert {unit for unit in units.UNITS if unit not in terms.UNIT_NAMES} == {"1", "%", "{factor}"}
    for unit in terms.UNIT_NAMES:
        for per in units.PERS:
            assert unit_name(unit, per, lang) != ""
    for name, values in terms.TERMS.items():
        for value in values:
            assert word(name, value, lang) != ""


def test_the_terms_are_those_of_the_tables() -> None:
    assert set(terms.TERMS["status"]) == set(schema.STATUSES)
    assert set(terms.TERMS["modality"]) == set(schema.MODALITIES)
    assert set(terms.TERMS["polarity"]) == set(schema.POLARITIES)
    assert set(terms.TERMS["conflict"]) == set(schema.CONFLICTS)
    assert set(schema.VERDICTS) <= set(terms.TERMS["verdict"])


def test_an_unknown_term_is_refused() -> None:
    with pytest.raises(LanguageError, match="discussed"):
        word("status", "agreed", "fr")
    with pytest.raises(LanguageError, match="modality"):
        word("mood", "fine", "fr")


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("2025", "2025", "2025"),
        ("2025-06", "juin 2025", "June 2025"),
        ("2025-06-23", "23 juin 2025", "23 June 2025"),
        ("2025-07-01", "1er juillet 2025", "1 July 2025"),
        ("2025-06~", "vers juin 2025", "about June 2025"),
        ("2025-06-23~", "vers le 23 juin 2025", "about 23 June 2025"),
        ("2025-06~/2025-08", "juin–août 2025, environ", "June–August 2025, roughly"),
        ("2025-06-23~/..", "dès le 23 juin 2025, environ", "from 23 June 2025, roughly"),
        ("2025-06-22/2025-06-27", "22–27 juin 2025", "22–27 June 2025"),
        ("2025-06-22/2025-07-01", "22 juin – 1er juillet 2025", "22 June – 1 July 2025"),
        ("2025-12-30/2026-01-02", "30 décembre 2025 – 2 janvier 2026", "30 December 2025 – 2 January 2026"),
        ("2025-06/2025-08", "juin–août 2025", "June–August 2025"),
        ("2025-11/2026-02", "novembre 2025 – février 2026", "November 2025 – February 2026"),
        ("2025/2027", "2025–2027", "2025–2027"),
        ("2025-10-24/..", "dès le 24 octobre 2025", "from 24 October 2025"),
        ("2025-08/..", "dès août 2025", "from August 2025"),
        ("../2025-08", "jusqu’en août 2025", "until August 2025"),
        ("../2025-08-02", "jusqu’au 2 août 2025", "until 2 August 2025"),
        (None, "sans date", "undated"),
        ("", "sans date", "undated"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(text: str | None, french: str, english: str) -> None:
    assert day(text, "fr") == french
    assert day(text, "en") == english


def test_a_date_of_another_form_is_not_said() -> None:
    with pytest.raises(DateError):
        day("23/06/2025", "fr")


def test_the_numbers_of_one_sentence_are_all_words_or_all_figures() -> None:
    assert counted(3, 8, lang="fr") == ("trois", "huit")
    assert counted(3, 11, lang="fr") == ("3", "11")
    assert counted(1, 1, lang="fr", feminine=(1,)) == ("un", "une")
    assert counted(1, 0, lang="en") == ("1", "0")
    assert counted(1, 9, lang="en") == ("one", "nine")


def test_de_loses_its_vowel_before_another() -> None:
    names = ["Alexey Koylikov", "Énergie", "œuvre", "M. Simyon", "Hawa", ""]
    assert [of_whom(name, "fr") for name in names] == [
        "d’Alexey Koylikov", "d’Énergie", "d’œuvre", "de M. Simyon", "de Hawa", "de ",
    ]  # fmt: skip
    assert of_whom("Alexey", "en") == "Alexey"


def test_a_range_in_a_french_sentence_is_said_with_a_word() -> None:
    assert span(146, 183, "fr", worded=True) == "146\u00a0à\u00a0183"
    assert span(146, 146, "fr", worded=True) == "146"
    assert quantity(160_000, 200_000, "t", "month", "en", worded=True) == "160,000–200,000\u00a0tonnes a month"


@pytest.mark.parametrize("lang", LANGS)
def test_a_number_below_zero_has_a_minus_and_no_hyphen(lang: str) -> None:
    assert number(-0.07, lang)[0] == "\u2212"
    assert number(-0.0, lang) == number(-0.0001, lang) == "0"
    assert number(-0.001, lang, 1) == number(0, lang, 1)


@pytest.mark.parametrize(
    ("sentence", "lang", "expected"),
    [
        ("Le partenariat s’étend", "fr", "le partenariat s’étend"),
        ("L’accord porte", "fr", "l’accord porte"),
        ("D’après la page", "fr", "d’après la page"),
        ("Assimi Goïta dit", "fr", "Assimi Goïta dit"),
        ("M. Simyon dit", "fr", "M. Simyon dit"),
        ("The partnership extends", "en", "The partnership extends"),
        ("La partnership", "en", "La partnership"),
        ("", "fr", ""),
    ],
)
def test_after_a_colon_a_french_sentence_loses_a_capital_that_is_no_name_s(
    sentence: str, lang: str, expected: str
) -> None:
    assert after_colon(sentence, lang) == expected
