"""The declaration of the tables, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from malirussia.errors import TablesError
from malirussia.tables import TABLES
from malirussia.tables.codebook import codebook
from malirussia.tables.columns import join, split
from malirussia.tables.package import table_schema

# As the design lists them: people script against these names.
COLUMNS = {
    "sources": "source_id title publisher authors published lang url kind origin_group file text_sha256 n_words copy",
    "passages": "passage_id source_id first words sha256",
    "entities": "entity_id schema kind caption_fr caption_en country qid",
    "names": "entity_id name lang kind source_id passage_id",
    "identities": "left right verdict reason reason_fr passage_id",
    "claims": "claim_id source_id passage_id fact_id subject predicate object text date low high unit per approx"
    " as_printed polarity modality asserted_by status sector says_fr says_en",
    "facts": "fact_id subject predicate object sector n_claims n_sources n_origin_groups n_speakers n_denied low high"
    " unit per verdict",
    "conflicts": "claim_a claim_b kind preferred reason reason_fr",
    "status_events": "entity_id status date claim_id",
    "relations": "from_id to_id relation directed start end sector n_claims n_origin_groups claim_ids",
    "commitments": "commitment_id by to what_fr what_en made due rhythm claim_id met_by",
    "codes": "entity_id sector scheme code label",
    "reference": "id indicator product period low high unit per publisher publisher_fr publisher_en title title_fr"
    " title_en where grade note",
}


def test_the_tables_and_their_columns_are_those_of_the_design() -> None:
    assert {name: " ".join(table.names) for name, table in TABLES.items()} == COLUMNS


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described_in_a_sentence(name: str) -> None:
    for column in TABLES[name].columns:
        assert len(column.description) > 8, column.name
        assert column.description[-1] in ".…", column.name


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_key_and_every_foreign_key_an_end(name: str) -> None:
    table = TABLES[name]
    assert table.key
    assert set(table.key) <= set(table.names)
    for column in table.columns:
        if column.refers is not None:
            other, _, key = column.refers.partition(".")
            assert TABLES[other].key == (key,)


def test_a_key_is_never_empty_but_where_a_code_is_of_a_sector() -> None:
    loose = [f"{name}.{key}" for name, table in TABLES.items() for key in table.key if not table.column(key).required]
    assert loose == ["codes.entity_id", "codes.sector"]


def test_every_foreign_key_of_one_value_is_declared_in_the_package() -> None:
    for table in TABLES.values():
        declared = {key["fields"][0] for key in table_schema(table).get("foreignKeys", [])}
        assert declared == {column.name for column in table.columns if column.refers and column.type != "list"}


def test_the_committed_codebook_is_what_the_declaration_says(checkout: Path) -> None:
    assert (checkout / "docs" / "codebook.md").read_text(encoding="utf-8") == codebook()


@pytest.mark.parametrize("name", TABLES)
def test_the_codebook_tells_every_column_and_every_word_of_its_vocabulary(name: str) -> None:
    chapter = codebook().split(f"\n## {name}\n")[1].split("\n## ")[0]
    for column in TABLES[name].columns:
        (line,) = [line for line in chapter.splitlines() if line.startswith(f"| `{column.name}` |")]
        assert column.description.replace("|", "\\|") in line
        assert all(f"`{word}`" in line for word in column.enum)


def test_columns_of_unequal_length_make_no_table() -> None:
    table = TABLES["codes"]
    cells = {column.name: pd.Series(["a", "b"]) for column in table.columns}
    assert len(table.frame(cells)) == 2
    with pytest.raises(ValueError, match="same length"):
        table.frame({**cells, table.columns[-1].name: pd.Series(["a"])})


def test_a_list_is_one_cell_and_comes_apart_again() -> None:
    assert join(["A. Souleymane", "O. Diop"]) == "A. Souleymane;O. Diop"
    assert split("A. Souleymane;O. Diop") == ["A. Souleymane", "O. Diop"]
    assert join([]) is None
    assert split(None) == split(float("nan")) == []


def test_a_member_that_would_part_the_list_is_refused() -> None:
    with pytest.raises(TablesError, match="holds ';'"):
        join(["one; two"])
