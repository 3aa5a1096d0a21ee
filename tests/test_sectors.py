from __future__ import annotations

from typing import Any

import pytest
from made_ledger import made, said

import malirussia as mr
from malirussia.analysis.sectors.panels import sector_panel
from malirussia.analysis.sectors.sectors import NO_SECTOR, claims_by_rung, sector_rungs, sector_totals
from malirussia.analysis.standing.ladder import NO_RUNG
from malirussia.charts.words.questions import question_lines


def totals(*claims: dict[str, Any], sector: str = "energy", **choice: Any) -> dict[str, Any]:
    found = sector_totals(claims_by_rung(made(*claims), **choice), [sector])
    return {str(name): cell for name, cell in found.iloc[0].items()}


def test_claims_are_counted_by_sector_and_rung_and_an_empty_sector_keeps_its_rows() -> None:
    claims = claims_by_rung(
        made(
            said(source="a", sector="energy", status="signed"),
            said(source="b", sector="energy", status="signed"),
            said(source="b", sector="mining"),
        )
    )
    found = sector_rungs(claims, ["energy", "mining", "culture"])
    counted = found[found["n_claims"] > 0][["sector", "rung", "n_claims", "n_origin_groups"]]
    assert counted.to_numpy().tolist() == [["energy", "signed", 2, 2], ["mining", NO_RUNG, 1, 1]]
    assert (found["sector"] == "culture").sum() == 9
    assert sector_totals(claims, ["culture"]).iloc[0][["n_claims", "claimed"]].tolist() == [0, NO_RUNG]


def test_two_pages_of_one_dispatch_are_one_independent_source() -> None:
    row = totals(said(source="a", group="x", sector="energy"), said(source="b", group="x", sector="energy"))
    assert (row["n_claims"], row["n_sources"], row["n_origin_groups"]) == (2, 2, 1)


def test_what_is_announced_is_not_counted_as_done() -> None:
    row = totals(
        said(source="a", sector="energy", status="discussed"),
        said(source="a", sector="energy", status="completed", modality="planned"),
        said(source="a", sector="energy", status="implemented"),
    )
    assert (row["announced"], row["signed"], row["done"]) == (2, 1, 1)


def test_two_sources_on_two_matters_confirm_neither() -> None:
    one = said(source="a", subject="mill", sector="energy", status="signed")
    assert totals(one, said(source="b", subject="dam", sector="energy", status="signed"))["corroborated"] == NO_RUNG
    assert totals(one, said(source="b", subject="mill", sector="energy", status="pledged"))["corroborated"] == "pledged"


def test_what_a_project_is_to_do_and_what_it_is_to_hold_are_two_matters() -> None:
    ds = made(
        said(source="a", sector="mining", status="pledged", predicate="provides_for", text="ovens"),
        said(source="b", sector="mining", status="pledged", predicate="first_board_meeting"),
    )
    found = sector_totals(claims_by_rung(ds), ["mining"]).iloc[0]
    assert (found["claimed"], found["corroborated"]) == ("pledged", "none")


def test_two_statements_on_one_country_are_two_matters() -> None:
    ds = made(
        said(source="a", subject="land", predicate="covers", text="bread", sector="energy", status="signed"),
        said(source="b", subject="land", predicate="covers", text="cake", sector="energy", status="signed"),
        kinds={"land": "body"},
    )
    assert sector_totals(claims_by_rung(ds), ["energy"])["corroborated"].tolist() == [NO_RUNG]


def test_a_negated_status_is_denied_and_a_claim_without_a_sector_is_kept() -> None:
    found = claims_by_rung(
        made(said(source="a", status="signed", polarity="denied"), said(source="b", polarity="denied"))
    )
    assert found["rung"].tolist() == ["denied", NO_RUNG]
    assert set(found["sector"]) == {NO_SECTOR}


@pytest.fixture
def bakery() -> mr.Dataset:
    sector = {"sector": "energy"}
    amount = {"low": 10, "high": 20, "unit": "t", "per": "month"}
    return made(
        said(source="a", predicate="monthly_tonnage", status="discussed", **amount, **sector),
        said(source="a", predicate="represents", object="anna", status="signed", asserted_by="boris", **sector),
        said(source="b", predicate="represents", object="carl", status="signed", **sector),
        said(source="b", subject="dam", predicate="open_question", text="price", **sector),
        said(source="b", subject="dam", predicate="certified", text="iso", polarity="denied", **sector),
        said(source="b", subject="dam", predicate="partner_company", object="yeast", **sector),
        kinds={"yeast": "company", "mill": "agreement"},
        identities=[("yeast", "leaven", "unsure"), ("anna", "carl", "different")],
        commitments=[{"commitment_id": "bread", "by": "anna", "what_fr": "Pain", "what_en": "Bread", "due": "2025-07",
                      "claim_id": "a.c1"}],
    )  # fmt: skip


def test_a_panel_gathers_agreements_figures_actors_and_questions(bakery: mr.Dataset) -> None:
    panel = sector_panel(bakery, "energy", as_of="2025-09")
    assert panel.agreements[["entity_id", "claimed", "corroborated"]].to_numpy().tolist() == [
        ["dam", NO_RUNG, NO_RUNG],
        ["mill", "signed", "signed"],
    ]
    amount = panel.amounts.iloc[0]
    assert amount[["low", "high", "unit", "per", "rung"]].tolist() == [10.0, 20.0, "t", "month", "discussed"]
    assert panel.actors["entity_id"].tolist() == ["anna", "boris", "carl", "yeast"]
    assert panel.questions[["reason", "entity_id", "other"]].to_numpy().tolist() == [
        ["disputed", "mill", "represents"],
        ["asked", "dam", "b.c2"],
        ["asked", "dam", "b.c3"],
        ["awaited", "anna", "bread"],
        ["unsure", "yeast", "leaven"],
        ["unrung", "dam", ""],
    ]


def test_a_promise_not_due_yet_is_not_said_to_be_awaited(bakery: mr.Dataset) -> None:
    questions = sector_panel(bakery, "energy", as_of="2025-06-30").questions
    ahead = questions[questions["other"] == "bread"]
    assert ahead["reason"].tolist() == ["ahead"]
    assert question_lines(bakery, ahead, "en") == ["Bread: promised, not due yet"]


def test_a_sector_without_a_claim_has_an_empty_panel(bakery: mr.Dataset) -> None:
    panel = sector_panel(bakery, "culture", as_of="2025-09")
    parts = (panel.claims, panel.agreements, panel.amounts, panel.actors, panel.questions)
    assert all(part.empty for part in parts)


def test_the_articles_discuss_petroleum_by_the_month_and_give_no_figure_for_security() -> None:
    ds = mr.load()
    energy, security = (sector_panel(ds, name, as_of="2025-10-24") for name in ("energy", "security"))
    tonnage = energy.amounts.set_index("fact_id").loc["petroleum-deliveries.monthly_tonnage"]
    assert tonnage[["low", "high", "unit", "per", "rung", "n_origin_groups"]].tolist() == [
        160_000.0, 200_000.0, "t", "month", "discussed", 1,
    ]  # fmt: skip
    assert security.amounts.empty
    assert not {"completed"} & set(energy.claims["rung"])
