from __future__ import annotations

import os
import re
import typing
from pathlib import Path

import pytest
import yaml
from small_evidence import SmallEvidence

from malirussia.errors import EvidenceError
from malirussia.evidence import load
from malirussia.evidence.vocabulary import TO_WRITE
from malirussia.units import UNITS

SOURCE = "sources/la-revue-2025.yaml"
NAME = "- {entity: moulin-du-nord, as_printed: Moulin du Nord, lang: fr, kind: name, passage: p01}\n"
SHOWN = "data/evidence"


def test_a_sound_folder_loads(small: SmallEvidence) -> None:
    ledger = load(small.folder)
    assert list(ledger.sources) == ["la-revue-2025"]
    assert list(ledger.passages) == ["la-revue-2025.p01", "la-revue-2025.p02", "la-revue-2025.p03"]
    assert list(ledger.claims) == [f"la-revue-2025.c0{i}" for i in (1, 2, 3, 4)]


def test_ids_carry_their_source(small: SmallEvidence) -> None:
    ledger = load(small.folder)
    claim = ledger.claims["la-revue-2025.c04"]
    assert (claim.id, claim.passage) == ("la-revue-2025.c04", "la-revue-2025.p03")
    assert claim.commitment is not None
    assert claim.commitment.met_by == ["la-revue-2025.c01"]
    assert ledger.names[0].passage == "la-revue-2025.p01"


def test_who_says_nothing_of_the_speaker_speaks_as_the_source(small: SmallEvidence) -> None:
    claims = load(small.folder).claims
    assert claims["la-revue-2025.c01"].by == "la-revue"
    assert claims["la-revue-2025.c02"].by == "moulin-du-nord"


def test_a_range_stays_a_range_and_a_date_stays_text(small: SmallEvidence) -> None:
    claim = load(small.folder).claims["la-revue-2025.c02"]
    assert claim.value is not None
    assert (claim.value.low, claim.value.high, claim.value.per, claim.date) == (12000, 15000, "month", "2025-03")


def test_a_ledger_knows_where_things_stand(small: SmallEvidence) -> None:
    ledger = load(small.folder)
    text = (small.folder / SOURCE).read_text(encoding="utf-8")
    line = text[: text.index("- id: c03")].count("\n") + 1
    assert ledger.where_claim("la-revue-2025.c03") == f"{SHOWN}/{SOURCE}:{line}"
    assert ledger.where("decisions.yaml", "decisions", 0) == f"{SHOWN}/decisions.yaml:2"


def test_files_that_are_not_needed_may_be_left_out(small: SmallEvidence) -> None:
    for name in ("identities.yaml", "decisions.yaml", "ignored.yaml", "codes.yaml", SOURCE):
        (small.folder / name).unlink()
    ledger = load(small.folder)
    assert (ledger.sources, ledger.identities, ledger.codes) == ({}, [], [])


# file, what is replaced, by what, the error without its file and line
UNKNOWN = [
    (
        SOURCE,
        "predicate: supplies",
        "predicate: suplies",
        "claim c01 field predicate: unknown predicate 'suplies'; nearest known word 'supplies'; use it, or add to "
        f"{SHOWN}/vocabulary.yaml, under predicates: suplies: {{fr: …, en: …, object: entity}}",
    ),
    (
        SOURCE,
        "sector: agriculture",
        "sector: agricultur",
        "claim c01 field sector: unknown sector 'agricultur'; nearest known word 'agriculture'; use it, or add to "
        f"{SHOWN}/vocabulary.yaml, under sectors: agricultur: {{fr: …, en: …}}",
    ),
    (
        SOURCE,
        "subject: moulin-du-nord",
        "subject: moulin-du-sud",
        "claim c01 field subject: unknown entity 'moulin-du-sud'; nearest known word 'moulin-du-nord'; use it, or add "
        f"to {SHOWN}/entities.yaml, under entities: "
        "moulin-du-sud: {schema: …, kind: …, fr: …, en: …, country: null}",
    ),
    (
        SOURCE,
        "predicate: supplies\n  object: cooperative-bleue",
        "predicate: supplies\n  object: coopérative bleue",
        "claim c01 field object: unknown entity 'coopérative bleue'; nearest known word 'cooperative-bleue'; use it, "
        f"or add to {SHOWN}/entities.yaml, under entities: "
        "cooperative-bleue: {schema: …, kind: …, fr: …, en: …, country: null}",
    ),
    (
        "ignored.yaml",
        "source: la-revue-2025, first: 60",
        "source: la-revue-2024, first: 60",
        "ignored range 2 field source: unknown source 'la-revue-2024'; nearest known word 'la-revue-2025'; use it, or "
        f"add to {SHOWN}/sources/<source_id>.yaml: source: {{id: la-revue-2024, title: …, lang: fr, kind: press, "
        "origin_group: la-revue-2024, file: …, text_sha256: …, scheme: words/2, n_words: 1}",
    ),
    (
        SOURCE,
        "- id: c01\n  passage: p01",
        "- id: c01\n  passage: p1",
        "claim c01 field passage: unknown passage 'p1'; nearest known word 'p01'; use it, or add to "
        f"{SHOWN}/{SOURCE}, under passages: p1: {{first: 0, words: 1, sha256: …}}",
    ),
    (
        "entities.yaml",
        "kind: delivery",
        "kind: delivry",
        "entity flour field kind: unknown kind 'delivry'; nearest known word 'delivery'; use it, or add to "
        f"{SHOWN}/vocabulary.yaml, under kinds: delivry: {{fr: …, en: …, schema: [Organization]}}",
    ),
    (
        SOURCE,
        "status: signed",
        "status: singed",
        "claim c01 field status: unknown status 'singed'; nearest known word 'signed'; use one of this closed set: "
        "cancelled, completed, denied, discussed, implemented, pledged, signed, suspended",
    ),
    (
        SOURCE,
        "modality: reported",
        "modality: reportd",
        "claim c02 field modality: unknown modality 'reportd'; nearest known word 'reported'; use one of this closed "
        "set: conditional, planned, reported, stated",
    ),
    (
        SOURCE,
        "  by: moulin-du-nord",
        "  by: moulin-du-nord\n  polarity: denid",
        "claim c02 field polarity: unknown polarity 'denid'; nearest known word 'denied'; use one of this closed set: "
        "affirmed, denied",
    ),
    (
        SOURCE,
        "per: month}",
        "per: mont}",
        "claim c02 field value.per: unknown per 'mont'; nearest known word 'month'; use one of this closed set: day, "
        "month, once, year",
    ),
    (
        "entities.yaml",
        "schema: Project",
        "schema: Projects",
        "entity flour field schema: unknown schema 'Projects' for kind delivery; nearest known word 'Project'; use one "
        "of this closed set: Project",
    ),
    (
        "identities.yaml",
        "verdict: different",
        "verdict: diferent",
        "identity 1 field verdict: unknown verdict 'diferent'; nearest known word 'different'; use one of this closed "
        "set: different, same, unsure",
    ),
    (
        "decisions.yaml",
        "claims: [la-revue-2025.c01, la-revue-2025.c02]",
        "claims: [la-revue-2025.c01, la-revue-2025.c20]",
        "decision 1 field claims: unknown claim 'la-revue-2025.c20'; nearest known word 'la-revue-2025.c01'; use it, "
        "or name a claim that stands in a source",
    ),
    (
        SOURCE,
        "met_by: [c01]",
        "met_by: [c11]",
        "claim c04 field commitment.met_by: unknown claim 'c11'; nearest known word 'la-revue-2025.c01'; use it, or "
        "name a claim that stands in a source",
    ),
    (
        "identities.yaml",
        "passage: la-revue-2025.p01",
        "passage: la-revue-2024.p01",
        "identity 1 field passage: unknown passage 'la-revue-2024.p01'; nearest known word 'la-revue-2025.p01'; use "
        "it, or write <source_id>.p01",
    ),
    (
        "codes.yaml",
        "of: flour",
        "of: flower",
        "code 1 field of: unknown entity or sector 'flower'; nearest known word 'flour'; use it, or add to "
        f"{SHOWN}/entities.yaml, under entities: flower: {{schema: …, kind: …, fr: …, en: …, country: null}}",
    ),
    (
        SOURCE,
        "  sector: agriculture",
        "  sectr: agriculture",
        "claim c01 field sectr: unknown field; nearest known field 'sector'; use it, or take the line out",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), UNKNOWN, ids=[said.partition(";")[0] for *_, said in UNKNOWN])
def test_an_unknown_word_is_told_with_its_line_the_nearest_and_what_to_add(
    small: SmallEvidence, file: str, old: str, new: str, said: str
) -> None:
    line = small.edit(file, old, new)
    assert small.problems() == [f"{SHOWN}/{file}:{line}: {said}"]


def test_an_unknown_unit_is_told_with_the_nearest_of_the_closed_set(small: SmallEvidence) -> None:
    line = small.edit(SOURCE, "unit: t,", "unit: kg_,")
    (problem,) = small.problems()
    assert problem.startswith(
        f"{SHOWN}/{SOURCE}:{line}: claim c02 field value.unit: unknown unit 'kg_'; nearest known word 'kg' or "
    )
    assert problem.endswith("; use one of this closed set (docs/coding.md lists it)")
    assert all(unit in UNITS for unit in re.findall(r"'([^']+)'", problem)[1:])


WRONG = [
    (SOURCE, "  modality: stated\n  status: signed\n", "  status: signed\n", "claim c01 field modality: missing"),
    (SOURCE, "fr: L’accord a un nom.", 'fr: ""', "claim c03 field fr: '' is not text of length >= 1"),
    (SOURCE, "fr: L’accord a un nom.", "fr: …", "claim c03 field fr: '…' is still to be written"),
    (SOURCE, "text: golden-ear", "text: Golden ear", "claim c03 field text: 'Golden ear' is not an id"),
    (SOURCE, "low: 12000", "low: 22000", "claim c02 field value.low: 22000 is more than high 15000"),
    (SOURCE, "low: 12000, high: 15000", "low: null, high: null", "claim c02 field value: open at both ends"),
    (
        SOURCE,
        "low: 12000",
        "low: many",
        "claim c02 field value.low: 'many' is not a whole number or a decimal",
    ),
    (
        SOURCE,
        "date: 2025-03\n",
        "date: 2025-13\n",
        "claim c02 field date: date '2025-13': 2025-13 is not in the calendar",
    ),
    (
        SOURCE,
        "date: 2025-03\n",
        "date: mars 2025\n",
        "claim c02 field date: date 'mars 2025': 'mars 2025' is not a date",
    ),
    (SOURCE, 'published: "2025"', "published: 2025", "source field published: 2025 is not text"),
    (SOURCE, "made: 2025-03-03", "made: yesterday", "claim c04 field commitment.made: date 'yesterday'"),
    (SOURCE, "rhythm: R/2025-03-03/P6M", "rhythm: P6M", "claim c04 field commitment.rhythm: 'P6M': not a rhythm"),
    (SOURCE, "as_printed: 12 000 à 15 000 tonnes", "as_printed: a b c d e f g", "claim c02 field as_printed: 7 words"),
    (
        SOURCE,
        "  text: golden-ear\n",
        "",
        "claim c03 field text: missing: predicate named takes a text (text); add text",
    ),
    (
        SOURCE,
        "text: golden-ear",
        "object: valmont",
        "claim c03 field object: predicate named takes a text (text); write text instead",
    ),
    (
        SOURCE,
        "predicate: opens",
        "predicate: opens\n  text: plant",
        "claim c04 field text: predicate opens takes no object; take it out",
    ),
    (
        SOURCE,
        "  sector: agriculture\n",
        "  sector: agriculture\n  text: plant\n",
        "claim c01 field text: predicate supplies takes an entity (object)",
    ),
    (SOURCE, "- id: c03", "- id: C 3", "claim C 3 field id: 'C 3' is not an id; write it as c-3"),
    (
        SOURCE,
        "  id: la-revue-2025",
        "  id: la-revue-2026",
        "source field id: 'la-revue-2026' is not the file's own name",
    ),
    (SOURCE, "file: la-revue.txt", "file: ../la-revue.txt", "source field file: '../la-revue.txt' leaves corpus/"),
    (SOURCE, "file: la-revue.txt", "file: /la-revue.txt", "source field file: '/la-revue.txt' leaves corpus/"),
    (SOURCE, "p01: {first: 7", "p01: {first: -7", "passage p01 field first: -7 is not a whole number >= 0"),
    (SOURCE, "words: 20, sha256: ", "words: 0, sha256: ", "passage p01 field words: 0 is not a whole number >= 1"),
    (SOURCE, "words: 20, sha256: ", "words: 20, sha256: abc", "passage p01 field sha256: "),
    (SOURCE, "words: 20, sha256: ", "words: 21, sha256: ", "passage p02 field first: overlaps passage p01"),
    (SOURCE, "n_words: 63", "n_words: 55", "passage p03 field words: ends at word 60, the text has 55"),
    (SOURCE, "- id: c03\n  passage: p02", "- id: c03\n  passage: p01", "passage p02: no claim or name stands on it"),
    (
        "ignored.yaml",
        "first: 0, words: 7",
        "first: 0, words: 8",
        "ignored range 1 field first: overlaps passage la-rev",
    ),
    ("ignored.yaml", "first: 60, words: 3", "first: 60, words: 4", "ignored range 2 field words: ends at word 64"),
    ("ignored.yaml", "first: 60, words: 3", "first: 6, words: 1", "ignored range 2 field first: overlaps the ignored"),
    ("ignored.yaml", "reason: a teaser", "reason: ''", "ignored range 2 field reason: '' is not text"),
    (
        "identities.yaml",
        "right: cooperative-bleue",
        "right: moulin-du-nord",
        "identity 1 field right: 'moulin-du-nord'",
    ),
    ("decisions.yaml", "preferred: la-revue-2025.c01", "preferred: la-revue-2025.c03", "decision 1 field preferred: "),
    ("decisions.yaml", "claims: [la-revue-2025.c01, la-revue-2025.c02]", "claims: [la-revue-2025.c01]", "decision 1 f"),
    (
        "codes.yaml",
        "of: agriculture, scheme: ISIC4, code: 0111",
        'of: flour, scheme: HS, code: "1101"',
        "code 2: a sec",
    ),
    ("codes.yaml", 'code: "1101"', "code: 1101", "code 1 field code: 1101 is not text"),
    ("topic.yaml", "id: chile", "id: denmark", "side denmark field id: 'denmark' on both sides"),
    (
        "topic.yaml",
        "id: chile",
        "id: between",
        "side between field id: 'between' is no id of a side; call the side otherwise",
    ),
    ("topic.yaml", "country: CHL", "country: DNK", "side chile field country: 'DNK' on both sides; give each its own"),
    ("topic.yaml", "country: CHL", "country: CL", "side chile field country: 'CL' is not text"),
    ("topic.yaml", "#1B3F8B", "blue", "side chile field color: 'blue' is not text"),
    (
        "topic.yaml",
        "\n- {id: chile",
        '\n- {id: peru, country: PER, name: {fr: P, en: P}, adjective: {fr: p, en: p}, color: "#000000"}\n- {id: chile',
        "field sides: 3 sides; name exactly two",
    ),
    (
        "topic.yaml",
        "[agriculture]",
        "[agricultur]",
        "panels: unknown sector 'agricultur'; nearest known word 'agricult",
    ),
    ("topic.yaml", "[flour]", "[flour, flour]", "field dossiers: a word twice; keep one of the two"),
    (
        "topic.yaml",
        "[flour]",
        "[flower]",
        "dossiers: unknown entity 'flower'; nearest known word 'flour'; use it, or add",
    ),
    (
        "topic.yaml",
        "name: petroleum",
        "name: gold",
        "scenario field name: unknown name 'gold'; nearest known word 'petro",
    ),
    (
        "topic.yaml",
        "flour.tonnage",
        "flower.tonnage",
        "scenario field fact: unknown entity 'flower' in 'flower.tonnage'",
    ),
    ("topic.yaml", "flour.tonnage", "flour.named", "scenario field fact: predicate 'named' carries no quantity"),
    (
        "topic.yaml",
        "flour.tonnage",
        "flour.weight",
        "scenario field fact: unknown predicate 'weight' in 'flour.weight'",
    ),
    (
        "vocabulary.yaml",
        "schema: [Company]",
        "schema: [Firm]",
        "kind company field schema: unknown FollowTheMoney schema",
    ),
    ("vocabulary.yaml", ", conflict: value", "", "predicate tonnage field functional: functional, but no conflict"),
    (
        "vocabulary.yaml",
        "object: text}",
        "object: text, relation: directed}",
        "predicate named field relation: relation",
    ),
    ("vocabulary.yaml", "object: text}", "object: words}", "predicate named field object: unknown object 'words'"),
    ("vocabulary.yaml", "  industry:", "  Industry:", "sector Industry: not an id; write it as industry"),
    ("entities.yaml", "  valmont:", "  Valmont:", "entity Valmont: not an id; write it as valmont"),
    ("entities.yaml", "country: null", "country: Mali", "entity valmont field country: 'Mali' is not text"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), WRONG, ids=[said[:60] for *_, said in WRONG])
def test_what_cannot_be_is_told_with_its_file_and_field(
    small: SmallEvidence, file: str, old: str, new: str, said: str
) -> None:
    small.edit(file, old, new)
    problems = small.problems()
    assert any(re.match(rf"{SHOWN}/{file}:\d+: {re.escape(said)}", line) and "; " in line for line in problems), (
        problems
    )


def test_a_number_where_text_is_wanted_is_to_be_put_in_quotes(small: SmallEvidence) -> None:
    line = small.edit("codes.yaml", 'code: "1101"', "code: 1101")
    assert small.problems() == [
        f'{SHOWN}/codes.yaml:{line}: code 1 field code: 1101 is not text; put it in quotes: "1101"'
    ]


def test_a_claim_id_that_stands_twice_is_told_at_both(small: SmallEvidence) -> None:
    line = small.edit(SOURCE, "- id: c02", "- id: c01")
    told = [problem for problem in small.problems() if "id 'c01' stands 2 times" in problem]
    assert len(told) == 2
    assert told[1].startswith(f"{SHOWN}/{SOURCE}:{line}: claim c01 field id: ")


def test_an_entity_that_stands_twice_is_told(small: SmallEvidence) -> None:
    line = small.edit("entities.yaml", "  cooperative-bleue:", "  moulin-du-nord:")
    assert f"{SHOWN}/entities.yaml:{line}: key 'moulin-du-nord' stands twice, first on line 2; keep one of the two" in (
        small.problems()
    )


def test_two_sources_have_two_copies_and_no_commitment_in_common(small: SmallEvidence) -> None:
    text = (small.folder / SOURCE).read_text(encoding="utf-8")
    second = small.folder / "sources" / "la-revue-2026.yaml"
    second.write_text(text.replace("id: la-revue-2025", "id: la-revue-2026"), encoding="utf-8")
    problems = small.problems()
    assert [line.partition(": ")[2].partition(";")[0] for line in problems] == [
        "source field file: 'la-revue.txt' stands 2 times in the evidence",
        "claim c04 field commitment.id: 'new-plant' stands 2 times in the evidence",
    ] * 2


def test_every_problem_is_told_in_the_order_of_files_and_lines(small: SmallEvidence) -> None:
    small.edit(SOURCE, "status: signed", "status: agreed")
    small.edit(SOURCE, "predicate: supplies", "predicate: suplies")
    small.edit(SOURCE, "date: 2025-03\n", "date: 2025-13\n")
    small.edit("entities.yaml", "kind: delivery", "kind: delivry")
    small.edit("codes.yaml", "of: flour", "of: flower")
    small.edit("decisions.yaml", "decisions:", "decisions: [")
    places = [(line.split(":")[0], int(line.split(":")[1])) for line in small.problems()]
    assert len(places) == 6
    assert places == sorted(places)


def test_a_file_that_cannot_be_read_makes_nothing_else_unknown(small: SmallEvidence) -> None:
    small.edit("vocabulary.yaml", "sectors:", "sectors: [")
    small.edit("entities.yaml", "entities:", "entities: [")
    small.edit(SOURCE, "passages:", "passages: [")
    assert [line.partition(": ")[2][:8] for line in small.problems()] == ["not YAML"] * 3


@pytest.mark.parametrize("text", ["", "- 1\n", "claims\n", "source: 3\nclaims: 4\npassages: [1]\nnames: {a: 1}\n"])
def test_a_file_of_the_wrong_shape_is_told_and_never_crashes(small: SmallEvidence, text: str) -> None:
    (small.folder / SOURCE).write_text(text, encoding="utf-8")
    problems = small.problems()
    assert problems != []
    assert all(line.startswith(f"{SHOWN}/") for line in problems)


@pytest.mark.parametrize("name", ["entity.yaml", "codes.yml", "sources/a.yml", "sources/old/a.yaml"])
def test_a_file_that_nothing_reads_is_told(small: SmallEvidence, name: str) -> None:
    path = small.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("", encoding="utf-8")
    (problem,) = small.problems()
    assert problem.startswith(f"{SHOWN}/{name}: nothing reads this file; nearest known name '")


@pytest.mark.parametrize("name", ["topic.yaml", "vocabulary.yaml", "entities.yaml"])
def test_a_file_that_is_needed_and_missing_is_told(small: SmallEvidence, name: str) -> None:
    (small.folder / name).unlink()
    assert small.problems() == [f"{SHOWN}/{name}: no such file; write it, or name another folder"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EvidenceError, match=r"^none: no such folder; name the folder that holds vocabulary\.yaml$"):
        load(Path("none"))


PASTED = {
    "predicate: supplies": ("predicate: delivers", "vocabulary.yaml", "predicates:\n"),
    "sector: agriculture": ("sector: milling", "vocabulary.yaml", "sectors:\n"),
    "subject: moulin-du-nord": ("subject: moulin-du-sud", "entities.yaml", "entities:\n"),
}


@pytest.mark.parametrize("old", PASTED)
def test_the_yaml_that_an_error_prints_mends_the_evidence_once_its_words_are_written(
    small: SmallEvidence, old: str
) -> None:
    new, file, section = PASTED[old]
    small.edit(SOURCE, old, new)
    (problem,) = small.problems()
    line = problem.rpartition(f"under {section.strip()} ")[2]
    assert typing.cast("dict[str, object]", yaml.safe_load(line)).keys() == {new.partition(": ")[2]}
    small.edit(file, section, f"{section}  {line}\n")
    assert all("is still to be written" in told or "unknown" in told for told in small.problems())
    words = line.replace(f"schema: {TO_WRITE}, kind: {TO_WRITE}", "schema: Company, kind: company")
    small.edit(file, line, words.replace(TO_WRITE, "moulin"))
    assert small.problems() == []


SOURCE = "sources/la-revue-2025.yaml"


@pytest.mark.parametrize("blank", ["' '", "'\u00a0'", '"\\t"', "'\u2800'", "'\u200c'"])
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (SOURCE, "  fr: Le moulin fournit la coopérative.", "  fr: {}"),
        (SOURCE, "  title: Moulin du Nord", "  title: {}"),
        ("identities.yaml", "en: They deal.", "en: {}"),
        ("entities.yaml", "fr: Farine", "fr: {}"),
    ],
)
def test_a_blank_text_is_no_text(small: SmallEvidence, blank: str, file: str, old: str, new: str) -> None:
    line = small.edit(file, old, new.format(blank))
    told = next(problem for problem in small.problems() if "a blank text; write it, or take the line out" in problem)
    assert told.startswith(f"{SHOWN}/{file}:{line}: ")


@pytest.mark.parametrize(
    "url", ["not a url", "www.example.org/a", "//example.org/a", "ftp://example.org/a", "javascript:alert(1)", "https://",
            "https://a b", "https:///a", "http://example.org:x/", "data:text/html,x", "https://[", "https://a/<b>"]
)  # fmt: skip
def test_an_address_is_one_that_a_browser_can_follow(small: SmallEvidence, url: str) -> None:
    line = small.edit(SOURCE, "  lang: fr\n  kind: press", f"  lang: fr\n  url: '{url}'\n  kind: press") - 1
    (problem,) = small.problems()
    found = f"{url!r} is no address; write it whole, https:// and all, without spaces"
    assert problem == f"{SHOWN}/{SOURCE}:{line}: source field url: {found}"


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://é.example/ç", "https://example.org:8080"])
def test_a_whole_address_is_taken(small: SmallEvidence, url: str) -> None:
    small.edit(SOURCE, "  lang: fr\n  kind: press", f"  lang: fr\n  url: '{url}'\n  kind: press")
    assert small.problems() == []


def test_a_turned_direction_in_a_sentence_is_refused_with_its_line(small: SmallEvidence) -> None:
    line = small.edit(SOURCE, "fr: Le moulin fournit la coopérative.", "fr: Le moulin fournit la \u202ecoopérative.")
    assert small.problems()[0].startswith(f"{SHOWN}/{SOURCE}:{line}: not YAML: a character that turns the direction")


@pytest.mark.parametrize(
    ("verdicts", "found"),
    [
        (
            ["a same b", "b same c", "c different a"],
            "4: identity 3 field verdict: c and a are one by the verdicts of line",
        ),
        (
            ["a same b", "b same c", "a unsure c"],
            "4: identity 3 field verdict: a and c are one by the verdicts of line",
        ),
        (["a different d", "a same b", "c same b", "d same c"], "2: identity 1 field verdict: a and d are one by"),
    ],
)
def test_verdicts_that_contradict_each_other_are_told(small: SmallEvidence, verdicts: list[str], found: str) -> None:
    names = dict(zip("abcd", ("moulin-du-nord", "cooperative-bleue", "la-revue", "valmont"), strict=True))
    rows = [
        f"- {{left: {names[left]}, right: {names[right]}, verdict: {verdict}, reason: {{fr: x, en: x}}}}"
        for left, verdict, right in (one.split() for one in verdicts)
    ]
    (small.folder / "identities.yaml").write_text("\n".join(["identities:", *rows, ""]), encoding="utf-8")
    for short, name in names.items():
        found = re.sub(rf"\b{short}\b(?= (?:and|are))", name, found)
    (problem,) = small.problems()
    assert problem.startswith(f"{SHOWN}/identities.yaml:{found}")


def test_verdicts_that_go_together_are_taken(small: SmallEvidence) -> None:
    (small.folder / "identities.yaml").write_text(
        "identities:\n- {left: moulin-du-nord, right: cooperative-bleue, verdict: same, reason: {fr: x, en: x}}\n"
        "- {left: cooperative-bleue, right: valmont, verdict: different, reason: {fr: x, en: x}}\n",
        encoding="utf-8",
    )
    assert small.problems() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        (SOURCE, "  lang: fr\n  kind", "  lang: fr\n  authors: ['A; B']\n  kind", "author 'A; B' holds a semicolon"),
        (SOURCE, "  voice: la-revue\n", "", "claim c01 field by: nobody says it"),
        (SOURCE, "origin_group: la-revue", "origin_group: La Revue", "'La Revue' is not an id; write it as la-revue"),
        (SOURCE, "claims:\n", NAME + "claims:\n", "name 2: the same name again, after line"),
        ("codes.yaml", 'code: "1101"', "code: '-1'", "code 1 field code: '-1' is not text matching"),
    ],
)
def test_what_no_table_takes_is_told_with_its_line(
    small: SmallEvidence, file: str, old: str, new: str, found: str
) -> None:
    small.edit(file, old, new)
    assert re.match(rf"{SHOWN}/{file}:\d+: ", small.problems()[0])
    assert found in small.problems()[0]


@pytest.mark.parametrize("name", ["vocabulary.yaml", "codes.yaml", SOURCE])
@pytest.mark.parametrize("kind", ["fifo", "circle"])
def test_what_stands_there_and_is_no_file_is_told(small: SmallEvidence, name: str, kind: str) -> None:
    (small.folder / name).unlink()
    os.mkfifo(small.folder / name) if kind == "fifo" else (small.folder / name).symlink_to(Path(name).name)
    assert any(line.startswith(f"{SHOWN}/{name}: ") or (kind == "circle" and name in line) for line in small.problems())
