from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from first_five import first_five
from made_ledger import made, said

import malirussia as mr
from malirussia.analysis.evidence.agreement import disputes, fact_table, stances
from malirussia.analysis.evidence.coded import coverage
from malirussia.analysis.standing.occurrences import occurrences
from malirussia.charts.evidence.report import conflict_table, conflict_words, group_heading
from malirussia.tables.conflicts import Decision

SAME = {"predicate": "mandate", "text": "bread"}
OTHER = {"predicate": "mandate", "text": "cake"}


def verdicts(ds: mr.Dataset, **choice: object) -> dict[str, str]:
    found = fact_table(ds, **choice)  # type: ignore[arg-type]
    return dict(zip(found["fact_id"], found["verdict"], strict=True))


def test_a_fact_is_judged_on_what_could_be_read_by_then() -> None:
    ds = made(
        said(source="a", published="2025-06-24", **SAME),
        said(source="b", published="2025-07-24", **SAME),
        said(source="c", published="2025-08-24", **OTHER),
    )
    assert verdicts(ds, as_of="2025-06") == {"mill.mandate.bread": "single"}
    assert verdicts(ds, as_of="2025-07") == {"mill.mandate.bread": "corroborated"}
    assert verdicts(ds) == {"mill.mandate.bread": "disputed", "mill.mandate.cake": "disputed"}
    assert verdicts(ds, as_of="2025-08") == verdicts(ds)


def test_a_decision_counts_once_both_sides_are_known() -> None:
    sides = (
        said(source="a", published="2025-06-24", **SAME),
        said(source="b", published="2025-07-24", **OTHER),
        said(source="c", published="2025-08-24", predicate="at_stage"),
    )
    ds = made(*sides, decided=(Decision(("a.c1", "b.c1"), "b.c1", "It names the cake.", "decisions.yaml:1"),))
    assert verdicts(ds, as_of="2025-06") == {"mill.mandate.bread": "single"}
    assert verdicts(ds, as_of="2025-07") == {"mill.mandate.bread": "superseded", "mill.mandate.cake": "single"}


def test_a_decision_between_figures_of_one_fact_counts_on_earlier_days_too() -> None:
    figure = {"predicate": "monthly_tonnage", "unit": "t", "per": "month"}
    ds = made(
        said(source="a", published="2025-06-24", low=1.0, high=2.0, **figure),
        said(source="b", published="2025-06-25", low=5.0, high=6.0, **figure),
        said(source="c", published="2025-06-26", low=1.0, high=2.0, **figure),
        said(source="d", published="2025-08-24", predicate="at_stage"),
        decided=(Decision(("a.c1", "b.c1"), "b.c1", "It is printed in full.", "decisions.yaml:1"),),
    )
    columns = ["low", "high", "verdict"]
    for day in ("2025-06-25", "2025-06-26", "2025-08-24"):
        found = fact_table(ds, as_of=day).set_index("fact_id").loc["mill.monthly_tonnage", columns]
        assert found.tolist() == [5.0, 6.0, "single"], day
    assert fact_table(ds, as_of="2025-06-24")[columns].to_numpy().tolist() == [[1.0, 2.0, "single"]]


def test_one_man_quoted_by_two_outlets_is_carried_and_not_confirmed() -> None:
    quoted = [said(source=source, asserted_by="anna", **SAME) for source in "ab"]
    assert verdicts(made(*quoted)) == {"mill.mandate.bread": "carried"}
    assert verdicts(made(*quoted, said(source="b", **SAME))) == {"mill.mandate.bread": "corroborated"}
    one_group = [said(source=source, group="g", **SAME) for source in "ab"]
    assert verdicts(made(*one_group)) == {"mill.mandate.bread": "single"}


@pytest.mark.parametrize(("lang", "told"), [("en", "1 speaker, 2 sources"), ("fr", "1 personne, 2 sources")])
def test_the_matrix_says_that_one_man_in_two_pages_is_one(lang: str, told: str) -> None:
    chart = mr.charts.corroboration_matrix(made(*(said(source=s, asserted_by="anna", **SAME) for s in "ab")), lang=lang)
    assert told in " ".join(str(note.text) for note in chart.layout.annotations)
    assert "2 " not in chart.title


def test_what_was_coded_of_a_page_is_not_told_before_it_appeared() -> None:
    ds = made(said(source="a", published="2025-06-24"), said(source="b", published="2025-10-24"))
    assert coverage(ds, as_of="2025-07")["source_id"].tolist() == ["a"]
    assert coverage(ds)["source_id"].tolist() == ["a", "b"]


def test_facts_carry_their_claims_and_can_be_chosen() -> None:
    ds = made(
        said(source="a", sector="trade", **SAME), said(source="b", sector="trade", **SAME), said(source="a", **OTHER)
    )
    found = fact_table(ds, sector="trade", min_origin_groups=2)
    assert found["claim_ids"].tolist() == ["a.c1;b.c1"]
    assert fact_table(ds, min_origin_groups=3).empty


def test_what_was_asked_for_in_a_word_that_is_not_there_is_refused_and_not_answered_with_silence() -> None:
    ds = mr.load()
    asks: list[Callable[[str], object]] = [
        lambda sector: fact_table(ds, sector=sector),
        lambda sector: disputes(ds, sector=sector),
        lambda sector: occurrences(ds, as_of="2025-10-24", sector=sector),
        lambda sector: conflict_table(ds, "en", sector=sector),
        lambda sector: mr.charts.sector_panel(ds, sector),
    ]
    for ask in asks:
        with pytest.raises(mr.MaliRussiaError, match="sector 'enrgy': unknown; use one of: all energy"):
            ask("enrgy")
    with pytest.raises(mr.MaliRussiaError, match="sector 'all': no single sector"):
        mr.charts.sector_panel(ds, "all")
    with pytest.raises(mr.MaliRussiaError, match="min_origin_groups 0: below 1"):
        fact_table(ds, min_origin_groups=0)


def test_silence_points_to_the_fact_and_the_page() -> None:
    ds = made(said(source="a", **SAME), said(source="b", **SAME), said(source="c", predicate="at_stage"))
    marks = [trace for trace in mr.charts.corroboration_matrix(ds, lang="en").data if trace.customdata][-1]
    held = {tuple(ids): hover for ids, hover in zip(marks.customdata, marks.hovertext, strict=True)}
    assert held["mill.mandate.bread",].startswith("<b>silent</b><br>– ")
    assert "24 June 2025)" in held["mill.mandate.bread",]


def test_silence_is_a_stance_of_its_own() -> None:
    ds = made(
        said(source="a", **SAME),
        said(source="b", modality="conditional", **SAME),
        said(source="c", polarity="denied", **SAME),
        said(source="d", predicate="at_stage"),
    )
    facts = fact_table(ds)
    found = stances(ds, facts[facts["fact_id"] == "mill.mandate.bread"]).set_index("source_id")
    assert found["stance"].to_dict() == {"a": "stated", "b": "hedged", "c": "denied", "d": "silent"}
    assert found["claim_ids"].to_dict() == {"a": "a.c1", "b": "b.c1", "c": "c.c1", "d": ""}


def test_a_page_that_contradicts_a_fact_is_neither_silent_nor_counted_for_it() -> None:
    status = {"predicate": "at_stage", "modality": "stated"}
    ds = made(
        said(source="a", **SAME),
        said(source="b", **SAME),
        said(source="c", **OTHER),
        said(source="d", **status),
        words={"mandate": {"functional": True}},
    )
    found = stances(ds, fact_table(ds)).set_index(["fact_id", "source_id"])
    assert found["stance"].loc[("mill.mandate.bread", "c")] == "otherwise"
    assert found["claim_ids"].loc[("mill.mandate.bread", "c")] == "c.c1"
    assert found.loc[("mill.mandate.cake", "a"), "stance"] == "otherwise"
    assert found.loc[("mill.mandate.bread", "d"), "stance"] == "silent"
    chart = mr.charts.corroboration_matrix(ds, lang="en")
    table = chart.table.set_index("Verdict")
    assert chart.title.endswith("in dispute: mill")
    assert table.index.tolist().count("disputed") == 2
    told = " ".join(str(note.text) for note in chart.layout.annotations)
    assert "2 independent sources" in told
    assert "1 independent source" in told
    assert "says otherwise" in told


def test_of_two_values_of_one_fact_only_those_who_give_the_one_of_the_row_say_it() -> None:
    figure = {"predicate": "monthly_tonnage", "unit": "t", "per": "month"}
    ds = made(
        said(source="a", low=1.0, high=2.0, **figure),
        said(source="b", low=1.0, high=2.0, **figure),
        said(source="c", low=5.0, high=6.0, **figure),
    )
    found = stances(ds, fact_table(ds)).set_index("source_id")
    assert found["stance"].to_dict() == {"a": "stated", "b": "stated", "c": "otherwise"}


def test_disputes_pair_both_sides_with_their_pages() -> None:
    ds = made(said(source="a", sector="trade", **SAME), said(source="b", **OTHER))
    found = disputes(ds)
    assert found[["claim_a", "claim_b", "kind", "preferred"]].to_numpy().tolist() == [["a.c1", "b.c1", "value", ""]]
    assert found[["source_id_a", "source_id_b"]].to_numpy().tolist() == [["a", "b"]]
    assert not found["one_voice"].any()
    assert len(disputes(ds, sector="trade")) == 1
    assert disputes(ds, sector="energy").empty


def test_a_conflict_is_chosen_by_the_sources_of_the_fact_on_either_side() -> None:
    other = {"predicate": "represents"}
    ds = made(
        *(said(source=source, **SAME) for source in "abc"),
        said(source="d", **OTHER),
        said(source="a", subject="road", object="anna", **other),
        said(source="b", subject="road", object="boris", **other),
    )
    kept = disputes(ds, min_origin_groups=3)
    assert len(disputes(ds)) == 2
    assert kept[["claim_a", "claim_b"]].to_numpy().tolist() == [["a.c1", "d.c1"]]
    assert disputes(ds, min_origin_groups=4).empty


@pytest.mark.parametrize(("lang", "told"), [("en", "2 pairs are left out"), ("fr", "2 paires ne sont pas montrées")])
def test_the_page_says_which_conflicts_a_choice_leaves_out(lang: str, told: str) -> None:
    same = {"predicate": "at_stage", "subject": "road"}
    wide = made(
        *(said(source=source, **SAME) for source in "abc"),
        said(source="d", **OTHER),
        *(said(source=source, subject=what, **SAME) for what, source in (("road", "a"), ("port", "b"))),
        *(said(source=source, subject=what, **OTHER) for what, source in (("road", "b"), ("port", "c"))),
    )
    assert told in conflict_words(wide, lang, min_origin_groups=3)
    assert conflict_table(wide, lang, min_origin_groups=3)["claim_ids"].tolist() == ["a.c1", "d.c1"]
    assert told not in conflict_words(wide, lang)
    few = made(said(source="a", **SAME), said(source="b", **OTHER), *(said(source=source, **same) for source in "cde"))
    assert conflict_table(few, lang, min_origin_groups=3).empty
    assert len(conflict_table(few, lang)) == 2


def test_statements_that_contradict_each_other_stand_under_their_question_and_a_decision_is_told_once() -> None:
    rank = {"predicate": "rank", "text": "mayor", "as_printed": "maire"}
    ds = made(
        said(source="a", **rank),
        said(source="b", **rank | {"text": "judge", "as_printed": "juge"}),
        *(said(source=source, **claim) for source, claim in (("a", SAME), ("b", OTHER))),
        decided=(Decision(("a.c2", "b.c2"), "b.c2", "It names the cake.", "decisions.yaml:1"),),
        words={"rank": {"functional": True, "conflict": "role"}},
    )
    table = conflict_table(ds, "en")
    questions = table[group_heading("en")]
    assert questions.tolist() == sorted(questions, key=questions.tolist().index)
    assert questions.nunique() == 2
    by_claim = table.set_index("claim_ids")
    assert by_claim.loc["a.c1", "As printed"] == "«\u00a0maire\u00a0»"
    assert by_claim.loc[["a.c2", "b.c2"], "Decision"].tolist() == ["not preferred", "preferred"]
    assert by_claim["Reason"].tolist().count("It names the cake.") == 1
    assert "**On two questions the articles cannot all be right; one is undecided.**" in conflict_words(ds, "en")


def test_a_page_that_contradicts_itself_is_told_apart() -> None:
    ds = made(said(source="a", passage="p1", **SAME), said(source="a", passage="p2", **OTHER))
    assert disputes(ds)["one_voice"].tolist() == [True]


def test_a_dispute_with_a_side_that_is_not_yet_known_is_none() -> None:
    ds = made(said(source="a", published="2025-06-24", **SAME), said(source="b", published="2025-10-24", **OTHER))
    assert disputes(ds, as_of="2025-09").empty


def test_words_under_two_passages_count_once() -> None:
    passages = [
        {"passage_id": f"a.p{n}", "source_id": "a", "first": first, "words": words, "sha256": "a" * 64}
        for n, (first, words) in enumerate([(0, 30), (20, 20), (90, 10)])
    ]
    row = coverage(made(said(source="a"), passages=passages)).iloc[0]
    assert row[["n_words", "body", "covered", "rest", "n_passages"]].tolist() == [100, 100, 50, 50, 3]


def test_the_articles_hold_the_disputes_that_an_editor_sees() -> None:
    found = disputes(first_five(), as_of="2025-10-24")
    asked = set(zip(found["subject"], found["predicate"], strict=True))
    assert asked == {
        ("assimi-goita", "rank"),
        ("intergovernmental-commission", "mandate"),
        ("simyon", "represents"),
    }
    assert set(found["kind"]) == {"role", "value", "identity"}


@pytest.mark.parametrize("as_of", ["2025-06-23", "2025-06-24", "2025-06-30", "2025-10-24"])
def test_facts_of_a_day_agree_with_the_tables_once_all_is_known(as_of: str) -> None:
    ds = first_five()
    found = fact_table(ds, as_of=as_of)
    assert found["n_claims"].sum() == found["claim_ids"].str.split(";").map(len).sum()
    if as_of == "2025-10-24":
        columns = list(ds.facts.columns)
        pd.testing.assert_frame_equal(found[columns], ds.facts)


def test_no_word_of_a_body_is_left_without_passage_or_reason() -> None:
    found = coverage(mr.load())
    assert (found["covered"] + found["ignored"] + found["rest"] == found["body"]).all()
    five = coverage(first_five())
    assert (five["covered"] / five["body"]).min() > 0.7
