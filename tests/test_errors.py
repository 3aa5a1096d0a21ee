from __future__ import annotations

import pickle

import pytest

from malirussia import errors


def test_an_error_is_one_line_that_says_where_what_and_what_next() -> None:
    error = errors.MaliRussiaError("claims.yaml:12", "unknown\n  predicate 'sgins'", "write signs")
    assert str(error) == "claims.yaml:12: unknown predicate 'sgins'; write signs"


def test_an_evidence_error_tells_every_problem_on_its_own_line() -> None:
    error = errors.EvidenceError([errors.Problem("a:1", "x", "y"), errors.Problem("b:2", "x", "y")])
    assert str(error) == "a:1: x; y\nb:2: x; y"
    assert [problem.where for problem in error.problems] == ["a:1", "b:2"]


def test_an_evidence_error_without_a_problem_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="at least one"):
        errors.EvidenceError([])


@pytest.mark.parametrize(
    ("kind", "standard"),
    [
        (errors.ScenarioError, ValueError),
        (errors.UnitError, ValueError),
        (errors.DateError, ValueError),
        (errors.LanguageError, KeyError),
    ],
)
def test_an_error_is_also_the_standard_one_that_callers_expect(
    kind: type[errors.MaliRussiaError], standard: type[Exception]
) -> None:
    error = kind("here", "this", "do that")
    assert isinstance(error, standard)
    assert str(error) == "here: this; do that"


@pytest.mark.parametrize(
    "error",
    [
        errors.TablesError("a", "b", "c"),
        errors.EvidenceError([errors.Problem("a", "b", "c")]),
        errors.NoProjectError("a"),
    ],
)
def test_an_error_comes_back_whole_from_another_process(error: errors.MaliRussiaError) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert str(back) == str(error)


@pytest.mark.parametrize("part", ["where", "found", "todo"])
def test_an_error_is_400_printable_characters_at_most_whatever_was_found(part: str) -> None:
    parts = {"where": "a.yaml:3", "found": "unknown", "todo": "mend it"} | {part: "\x1b[31m\u202e" * 300_000}
    line = str(errors.MaliRussiaError(**parts))
    assert len(line) <= 400
    assert line.isprintable()
    assert all(text in line for name, text in parts.items() if name != part)


def test_what_a_terminal_would_obey_is_shown() -> None:
    assert errors.printable("a\x1b[2Jé\u202e\udce9") == "a\\x1b[2Jé\\u202e\\udce9"
    assert errors.printable("12\u202f000\u00a0t") == "12\u202f000\u00a0t"


def test_a_line_keeps_its_beginning_and_its_end() -> None:
    line = errors.one_line("begin\n" + "x " * 5000 + "end", 20)
    assert (len(line), line[:6], line[-3:]) == (20, "begin ", "end")
