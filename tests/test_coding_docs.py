"""docs/coding.md says what the model reads, field by field, and errors speak its words."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from small_evidence import SmallEvidence

from malirussia.evidence.coding import RECORDS, coding, example, kind, meaning


def test_the_committed_page_is_what_the_model_says(checkout: Path) -> None:
    told = (checkout / "docs" / "coding.md").read_text(encoding="utf-8")
    assert told == coding(), "python -m malirussia.evidence.coding docs/coding.md"


@pytest.mark.parametrize(("name", "record"), RECORDS)
def test_every_field_has_a_meaning_and_an_example_of_its_type(name: str, record: type[msgspec.Struct]) -> None:
    for field in msgspec.structs.fields(record):
        assert len(meaning(record, field.encode_name)) > 5
        assert kind(field.type)
        msgspec.convert(example(record, field.encode_name), field.type)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("  low: 12000\n", "here it is 'low' under value"),
        ("  unit: t\n", "here it is 'unit' under value"),
        ("  asserted_by: moulin-du-nord\n", "here it is 'by'"),
        ("  says_fr: Oui.\n", "here it is 'fr'"),
        ("  modalite: stated\n", "nearest known field 'modality'"),
    ],
)
def test_the_tables_name_of_a_field_leads_to_its_own(small: SmallEvidence, line: str, told: str) -> None:
    small.edit("sources/la-revue-2025.yaml", "  text: golden-ear\n", f"  text: golden-ear\n{line}")
    problem = next(one for one in small.problems() if "unknown field" in one)
    assert told in problem
