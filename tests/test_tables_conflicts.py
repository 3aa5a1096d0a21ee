"""What is a conflict, and what is not."""

from __future__ import annotations

import pytest
from made_claims import conflicts, derived, said

from malirussia.errors import TablesError
from malirussia.tables.conflicts import Decision


def tonnes(low: float | None, high: float | None, **fields: object) -> dict[str, object]:
    return said(**{"predicate": "amount", "low": low, "high": high, "unit": "t", **fields})


def test_ranges_that_overlap_do_not_conflict() -> None:
    assert conflicts(tonnes(10, 20), tonnes(20, 30, source="b")) == []


def test_ranges_apart_conflict_on_the_value() -> None:
    assert conflicts(tonnes(10, 20), tonnes(21, 30, source="b")) == [("a.c1", "b.c1", "value")]


def test_ranges_are_compared_in_one_unit() -> None:
    assert conflicts(tonnes(10_000, 10_000), tonnes(10, 10, source="b", unit="kt")) == []
    assert conflicts(tonnes(10, 10), tonnes(10, 10, source="b", unit="kt")) == [("a.c1", "b.c1", "value")]


def test_a_rate_is_compared_over_one_period() -> None:
    assert conflicts(tonnes(10, 10, per="month"), tonnes(120, 120, source="b", per="year")) == []


def test_an_amount_and_a_rate_are_not_compared() -> None:
    assert conflicts(tonnes(10, 10, per="month"), tonnes(500, 500, source="b")) == []


def test_an_open_end_reaches_everything_beyond_it() -> None:
    assert conflicts(tonnes(10_000, None), tonnes(50_000, 50_000, source="b")) == []
    assert conflicts(tonnes(10_000, None), tonnes(9_000, 9_000, source="b")) == [("a.c1", "b.c1", "value")]


def test_amounts_of_different_years_do_not_conflict() -> None:
    assert conflicts(tonnes(66, 66, date="2023"), tonnes(51, 51, source="b", date="2024")) == []
    assert conflicts(tonnes(66, 66, date="2023"), tonnes(51, 51, source="b")) == [("a.c1", "b.c1", "value")]


def test_a_functional_amount_is_one_whatever_the_dates() -> None:
    first = tonnes(66, 66, predicate="best_amount", date="2023")
    second = tonnes(51, 51, predicate="best_amount", date="2024", source="b")
    assert conflicts(first, second) == [("a.c1", "b.c1", "value")]


def test_two_signatories_of_a_functional_predicate_conflict_on_the_role() -> None:
    first, second = said(predicate="signed_by", object="anna"), said(predicate="signed_by", object="boris", source="b")
    assert conflicts(first, second) == [("a.c1", "b.c1", "role")]


def test_two_signatories_named_together_do_not_conflict() -> None:
    anna, boris = said(predicate="signed_by", object="anna"), said(predicate="signed_by", object="boris")
    assert conflicts(anna, boris) == []
    assert conflicts(anna, {**boris, "passage": "p2"}) == [("a.c1", "a.c2", "role")]


def test_texts_of_a_functional_predicate_conflict_with_the_kind_of_the_vocabulary() -> None:
    assert conflicts(
        said(predicate="framed_as", text="security"), said(predicate="framed_as", text="principles", source="b")
    ) == [("a.c1", "b.c1", "value")]


def test_two_objects_of_a_predicate_that_may_have_several_do_not_conflict() -> None:
    assert conflicts(said(predicate="helps", object="anna"), said(predicate="helps", object="boris", source="b")) == []
    assert conflicts(said(predicate="covers", text="wheat"), said(predicate="covers", text="oil", source="b")) == []


@pytest.mark.parametrize(("verdict", "kinds"), [("unsure", ["identity"]), ("different", ["identity"]), ("same", [])])
def test_an_identity_verdict_makes_the_conflict_one_of_identity_or_none(verdict: str, kinds: list[str]) -> None:
    first, second = said(predicate="signed_by", object="sorma"), said(predicate="signed_by", object="sorem", source="b")
    found = conflicts(first, second, identities=[("sorem", "sorma", verdict)])
    assert [kind for _, _, kind in found] == kinds


def test_what_one_affirms_and_another_denies_conflicts_on_polarity() -> None:
    affirmed = said(predicate="helps", object="anna")
    assert conflicts(affirmed, {**affirmed, "source": "b", "polarity": "denied"}) == [("a.c1", "b.c1", "polarity")]


def test_what_is_denied_conflicts_with_nothing_but_its_affirmation() -> None:
    first = said(predicate="signed_by", object="anna", polarity="denied")
    assert conflicts(first, said(predicate="signed_by", object="boris", source="b")) == []


def test_progress_told_in_the_order_of_publication_is_no_conflict() -> None:
    discussed = said(status="discussed", published="2025-06-24")
    signed = said(status="signed", published="2025-10-24", source="b")
    assert conflicts(discussed, signed) == []


def test_a_lower_rung_published_later_or_on_the_same_day_conflicts_on_the_status() -> None:
    signed = said(status="signed", published="2025-06-24")
    for day in ("2025-06-24", "2025-06-25"):
        assert conflicts(signed, said(status="discussed", published=day, source="b")) == [("a.c1", "b.c1", "status")]


def test_rungs_that_cannot_be_put_in_order_do_not_conflict() -> None:
    signed = said(status="signed", published="2025-06-24")
    for day in (None, "2025-06", "2025"):
        assert conflicts(signed, said(status="discussed", published=day, source="b")) == []


def test_a_late_page_that_looks_back_is_no_conflict() -> None:
    signed = said(status="signed", date="2025-06-23", published="2025-06-24")
    looks_back = said(status="discussed", date="2025-05", published="2025-06-28", source="b")
    assert conflicts(signed, looks_back) == []


def test_rungs_told_by_one_source_are_a_course_of_events() -> None:
    assert conflicts(said(status="discussed"), said(status="signed")) == []


def test_what_is_suspended_may_go_on_but_what_is_cancelled_may_not() -> None:
    later = said(status="implemented", published="2025-07-01", source="b")
    assert conflicts(said(status="suspended"), later) == []
    assert conflicts(said(status="cancelled"), later) == [("a.c1", "b.c1", "status")]


def test_an_event_that_happens_once_has_one_date() -> None:
    first = said(predicate="takes_place", date="2025-06-23")
    assert conflicts(first, said(predicate="takes_place", date="2025-06", source="b")) == []
    assert conflicts(first, said(predicate="takes_place", date="2025-06-22/2025-06-27", source="b")) == []
    assert conflicts(first, said(predicate="takes_place", date="2025-06-24", source="b")) == [("a.c1", "b.c1", "date")]


def test_a_date_that_is_about_another_is_no_conflict_with_it() -> None:
    first = said(predicate="takes_place", date="2025-06~")
    assert conflicts(first, said(predicate="takes_place", date="2025-07-01", source="b")) == []
    later = said(predicate="takes_place", date="2025-08-01", source="b")
    assert conflicts(first, later) == [("a.c1", "b.c1", "date")]


def test_two_sides_disagree_once_however_many_repeat_them() -> None:
    claims = [
        said(predicate="signed_by", object="anna", source="b", published="2025-06-25"),
        said(predicate="signed_by", object="anna", source="a", published="2025-06-24"),
        said(predicate="signed_by", object="boris", source="d", published="2025-06-26"),
        said(predicate="signed_by", object="boris", source="c", published="2025-06-27"),
    ]
    assert conflicts(*claims) == [("a.c1", "d.c1", "role")]


def test_three_sides_make_three_conflicts() -> None:
    claims = [said(predicate="framed_as", text=text, source=text) for text in ("one", "two", "three")]
    assert len(conflicts(*claims)) == 3


def test_a_decision_may_name_any_claim_of_either_side() -> None:
    claims = [
        said(predicate="signed_by", object="anna", source="a"),
        said(predicate="signed_by", object="boris", source="b"),
        said(predicate="signed_by", object="boris", source="c"),
    ]
    made = derived(*claims, decided=[Decision(("c.c1", "a.c1"), "c.c1", "Two pages agree.", "decisions.yaml:2")])
    row = made["conflicts"].iloc[0]
    assert (row["claim_a"], row["claim_b"], row["preferred"], row["reason"]) == (
        "a.c1",
        "b.c1",
        "b.c1",
        "Two pages agree.",
    )
    verdict = made["facts"].set_index("fact_id")["verdict"]
    assert verdict["mill.signed_by.anna"] == "superseded"
    assert verdict["mill.signed_by.boris"] == "corroborated"


def test_a_question_left_open_keeps_its_reason_and_the_dispute() -> None:
    claims = [said(predicate="framed_as", text=text, source=text) for text in ("one", "two")]
    made = derived(*claims, decided=[Decision(("one.c1", "two.c1"), None, "Nobody knows.", "decisions.yaml:2")])
    assert made["conflicts"]["preferred"].isna().all()
    assert set(made["facts"]["verdict"]) == {"disputed"}


def test_a_decision_that_fits_no_conflict_stops_the_build() -> None:
    claims = [said(predicate="covers", text=text, source=text) for text in ("one", "two")]
    with pytest.raises(
        TablesError, match=r"decisions.yaml:7: the decision between one.c1 and two.c1 fits no conflict; "
    ):
        derived(*claims, decided=[Decision(("one.c1", "two.c1"), "one.c1", "Why.", "decisions.yaml:7")])


def test_a_conflict_decided_twice_stops_the_build() -> None:
    claims = [
        said(predicate="framed_as", text="one"),
        *(said(predicate="framed_as", text="two", source=s) for s in "bc"),
    ]
    decided = [Decision(("a.c1", other), "a.c1", "Why.", "decisions.yaml:9") for other in ("b.c1", "c.c1")]
    with pytest.raises(TablesError, match="is decided twice"):
        derived(*claims, decided=decided)


def ranked(text: str, source: str, **fields: object) -> dict[str, object]:
    return said(predicate="rank", text=text, source=source, **fields)


def test_a_rank_of_one_year_and_another_of_a_later_one_are_no_conflict() -> None:
    assert conflicts(ranked("colonel", "a", date="2022-11-03"), ranked("general", "b", date="2025-06-23")) == []


def test_two_ranks_within_a_month_conflict() -> None:
    near = ranked("colonel", "a", date="2025-06-23"), ranked("general", "b", date="2025-07-24")
    assert conflicts(*near) == [("a.c1", "b.c1", "role")]
    assert conflicts(near[0], {**near[1], "date": "2025-07-25"}) == []


def test_a_rank_that_comes_back_after_another_conflicts_with_it_however_long_it_took() -> None:
    colonel, general = ranked("colonel", "a", date="2022"), ranked("general", "b", date="2024")
    assert conflicts(colonel, general) == []
    again = ranked("colonel", "c", date="2025-06-23")
    assert conflicts(colonel, general, again) == [("a.c1", "b.c1", "role")]


def test_a_rank_without_a_date_is_that_of_the_days_on_which_its_article_may_have_appeared() -> None:
    general = ranked("general", "b", published="2025-06-23")
    assert conflicts(ranked("colonel", "a", published="2022-11"), general) == []
    assert conflicts(ranked("colonel", "a", published="2025-05"), general) == [("a.c1", "b.c1", "role")]
    assert conflicts(ranked("colonel", "a", published=None), general) == [("a.c1", "b.c1", "role")]


def test_whom_somebody_represents_may_change_and_what_an_agreement_is_may_not() -> None:
    before, after = {"date": "2022", "source": "a"}, {"date": "2025", "source": "b"}
    anna, boris = {"predicate": "represents", "object": "anna"}, {"predicate": "represents", "object": "boris"}
    assert conflicts(said(**anna, **before), said(**boris, **after)) == []
    one, other = {"predicate": "framed_as", "text": "security"}, {"predicate": "framed_as", "text": "trade"}
    assert conflicts(said(**one, **before), said(**other, **after)) == [("a.c1", "b.c1", "value")]
