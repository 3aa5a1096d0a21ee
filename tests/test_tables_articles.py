"""What the articles say together, and how every value leads back to them; `five` is the ledger of the first five."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from first_five import first_five
from small_evidence import TEXT, SmallEvidence, write

from malirussia import edtf, evidence, tables
from malirussia.errors import TablesError
from malirussia.tables import Dataset, store

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def ds() -> Dataset:
    """The project's tables, freshly built."""
    made = tables.build(evidence.load(CHECKOUT / "data" / "evidence"), CHECKOUT / "data" / "reference")
    return Dataset(folder=CHECKOUT, **made)


@pytest.fixture(scope="module")
def five() -> Dataset:
    """The tables of the five articles that were coded first."""
    return first_five()


@pytest.fixture
def small(tmp_path: Path) -> SmallEvidence:
    """A small made-up folder of evidence; its claims are in no conflict, so nothing is decided."""
    made = write(tmp_path)
    (made.folder / "decisions.yaml").write_text("decisions: []\n", encoding="utf-8")
    return made


def built(small: SmallEvidence) -> dict[str, pd.DataFrame]:
    return tables.build(evidence.load(small.folder), CHECKOUT / "data" / "reference")


def fact(ds: Dataset, fact_id: str) -> pd.Series:
    return ds.facts.set_index("fact_id").loc[fact_id]


def conflicting(ds: Dataset, subject: str, predicate: str) -> list[str]:
    claims = ds.claims.set_index("claim_id").loc[ds.conflicts["claim_a"]].reset_index()
    about = (claims["subject"] == subject) & (claims["predicate"] == predicate)
    return ds.conflicts["kind"][about].to_list()


def questions(ds: Dataset) -> set[str]:
    claims = ds.claims.set_index("claim_id").loc[ds.conflicts["claim_a"]]
    return {f"{subject}.{predicate}" for subject, predicate in zip(claims["subject"], claims["predicate"], strict=True)}


def test_the_tonnage_is_a_range_a_month_said_once_and_only_discussed(ds: Dataset) -> None:
    tonnage = fact(ds, "petroleum-deliveries.monthly_tonnage")
    assert tonnage[["low", "high", "unit", "per", "verdict"]].to_list() == [160_000, 200_000, "t", "month", "single"]
    events = ds.status_events[ds.status_events["entity_id"] == "petroleum-deliveries"]
    assert set(events["status"]) == {"discussed"}


def test_more_than_ten_thousand_trained_has_no_upper_bound(ds: Dataset) -> None:
    trained = ds.facts[ds.facts["predicate"] == "trained_professionals"].iloc[0]
    assert trained["low"] == 10_000
    assert pd.isna(trained["high"])


def test_three_agreements_are_corroborated_whoever_is_said_to_have_signed(ds: Dataset) -> None:
    signed = ds.facts[ds.facts["predicate"] == "agreements_signed"].iloc[0]
    assert (signed["low"], signed["high"], signed["verdict"]) == (3, 3, "corroborated")


def test_presidents_conclude_what_ministers_sign_and_that_is_no_conflict(ds: Dataset, five: Dataset) -> None:
    told = five.claims.groupby("predicate")["object"].agg(set)
    assert told["concluded_by"] == {"assimi-goita", "vladimir-putin", "alousseni-sanou"}
    assert told["signed_by"] == {
        "alousseni-sanou", "russian-economy-minister", "boubacar-diane", "abdoulaye-diop", "sergey-lavrov",
    }  # fmt: skip
    about = ds.claims.set_index("claim_id")["predicate"]
    assert {"concluded_by", "signed_by", "concluded_with"}.isdisjoint(about.loc[ds.conflicts["claim_a"]])


def test_no_predicate_says_a_nationality(ds: Dataset) -> None:
    words = evidence.load(CHECKOUT / "data" / "evidence").vocabulary.predicates
    assert not [name for name in words if "mali" in name or "russia" in name]


def test_what_is_said_of_rosatom_is_found_from_its_name(ds: Dataset, five: Dataset) -> None:
    facts = {below.id for below in five.trace("rosatom").below}
    assert facts == {
        "agreement-nuclear.concluded_with.rosatom",
        "rosatom-partnership.partner_company.rosatom",
    }
    assert set(five.facts.set_index("fact_id").loc[sorted(facts), "verdict"]) == {"single"}
    ends = five.relations[["from_id", "to_id"]].eq("rosatom").any(axis=1)
    assert set(five.relations.loc[ends, "relation"]) == {"concluded_with", "partner_company"}
    told = ds.facts[ds.facts["subject"].eq("rosatom") | ds.facts["object"].eq("rosatom")]
    assert facts < set(told["fact_id"]) <= {below.id for below in ds.trace("rosatom").below}


def test_the_partnership_with_rosatom_is_in_view_and_nobody_has_it_signed(ds: Dataset) -> None:
    events = ds.status_events[ds.status_events["entity_id"] == "rosatom-partnership"]
    assert events["status"].to_list() == ["discussed"]


def test_what_is_only_possible_has_no_rung(ds: Dataset) -> None:
    possible = ds.claims[ds.claims["predicate"].isin(["raised_as_possible", "could_bring"])]
    assert len(possible) > 0
    assert possible["status"].isna().all()


def test_the_two_pages_of_one_outlet_are_one_source(five: Dataset) -> None:
    groups = five.sources.groupby("publisher")["origin_group"].nunique()
    assert groups.max() == 1
    assert five.sources["origin_group"].nunique() == 4


def test_no_outlet_confirms_itself(ds: Dataset) -> None:
    outlets = ds.sources.set_index("source_id")["publisher"]
    corroborated = ds.facts.loc[ds.facts["verdict"] == "corroborated", "fact_id"]
    told = ds.claims[ds.claims["fact_id"].isin(corroborated)]
    printed_by = told["source_id"].map(outlets).fillna(told["source_id"])
    assert printed_by.groupby(told["fact_id"]).nunique().min() >= 2


def test_whoever_carries_one_announcement_is_one_source(ds: Dataset) -> None:
    group = ds.sources.set_index("source_id")["origin_group"]
    announced = group[["investing-2022-11-02", "almanar-2022-11", "connectionivoirienne-2022-11-03"]]
    assert announced.nunique() == 1
    fuel = fact(ds, "package-2022.tonnage_of_fuel")
    assert fuel[["n_sources", "n_origin_groups", "verdict"]].to_list() == [3, 1, "single"]


def test_a_name_that_a_page_does_not_print_is_a_verdict_with_its_reason(ds: Dataset, five: Dataset) -> None:
    merged = ds.identities[ds.identities["verdict"] == "same"]
    assert merged[["passage_id", "reason", "reason_fr"]].notna().to_numpy().all()
    assert set(merged["left"]).isdisjoint(ds.claims["subject"]) and set(merged["left"]).isdisjoint(ds.claims["object"])
    same = five.identities[five.identities["verdict"] == "same"]
    assert dict(zip(same["left"], same["right"], strict=True)) == {
        "security-and-political-agreement": "agreement-principles",
        "framework-agreement": "agreement-principles",
        "second-agreement": "agreement-commission",
        "gold-refinery-of-mali": "gold-refinery",
    }


def test_everything_pledged_is_a_promise_dated_or_not(ds: Dataset, five: Dataset) -> None:
    # Several articles tell one promise: one of the claims of its fact carries it.
    fact_of = ds.claims.set_index("claim_id")["fact_id"]
    pledged = set(ds.claims.loc[ds.claims["status"] == "pledged", "fact_id"])
    assert pledged <= set(fact_of.loc[ds.commitments["claim_id"]])
    undated = five.commitments["due"].isna() & five.commitments["rhythm"].isna()
    assert undated.sum() == 9


def test_sorma_and_sorem_are_perhaps_not_one(ds: Dataset) -> None:
    assert conflicting(ds, "simyon", "represents") == ["identity"]


def test_the_third_agreement_is_presented_in_several_ways_that_can_all_hold(ds: Dataset) -> None:
    told = ds.claims[(ds.claims["subject"] == "agreement-principles") & (ds.claims["predicate"] == "framed_as")]
    assert told["text"].nunique() >= 3
    assert conflicting(ds, "agreement-principles", "framed_as") == []


def test_the_conflicts_are_the_questions_that_the_method_lists(ds: Dataset, five: Dataset) -> None:
    method = (CHECKOUT / "docs" / "method.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| .* \| `([a-z0-9.-]+[.][a-z_]+)` \|", method, re.MULTILINE))
    assert questions(ds) == listed
    assert questions(five) == {"intergovernmental-commission.mandate", "assimi-goita.rank", "simyon.represents"}
    assert len(five.conflicts) == 3


def test_a_delegation_called_russian_is_led_by_two_malian_ministers_and_that_is_no_conflict(ds: Dataset) -> None:
    led = ds.claims[(ds.claims["predicate"] == "led_by") & (ds.claims["subject"] == "russian-delegation-2025-10")]
    countries = ds.entities.set_index("entity_id")["country"]
    assert set(countries.loc[led["object"]]) == {"MLI"}
    assert set(countries.loc[led["subject"]]) == {"RUS"}
    assert conflicting(ds, "russian-delegation-2025-10", "led_by") == []


def test_a_partnership_that_reaches_a_field_is_not_told_as_already_active_there(ds: Dataset) -> None:
    active = ds.claims[ds.claims["predicate"] == "cooperation_active_in"]
    assert {"agriculture", "mining"}.isdisjoint(active["text"])
    assert "malikonews-2025-10-24" not in set(active["source_id"])
    reached = ds.claims[ds.claims["predicate"] == "cooperation_extends_to"]
    assert set(reached.loc[reached["source_id"] == "malikonews-2025-10-24", "text"]) == {
        "energy",
        "agriculture",
        "mining",
    }
    assert reached["status"].isna().all()


def test_only_agreements_projects_and_deliveries_stand_on_a_rung(ds: Dataset) -> None:
    kinds = ds.entities.set_index("entity_id")["kind"]
    assert set(kinds.loc[ds.status_events["entity_id"]]) == {"agreement", "project", "delivery"}


def test_no_agreement_goes_back_from_signed_to_what_it_provides_for(ds: Dataset) -> None:
    events = ds.status_events[ds.status_events["entity_id"].str.startswith("agreement-")]
    assert set(events["status"]) == {"signed"}


def test_no_rung_is_dated_after_the_page_that_gives_it(ds: Dataset) -> None:
    events = ds.status_events.merge(ds.claims[["claim_id", "source_id"]], on="claim_id")
    events["published"] = events["source_id"].map(ds.sources.set_index("source_id")["published"])
    dated = events.dropna(subset=["date", "published"])
    assert len(dated) > 0
    late = [edtf.earliest(told) > edtf.latest(page) for told, page in dated[["date", "published"]].to_numpy()]
    assert not any(late)


def test_the_one_expansion_that_a_page_prints_is_a_name_of_sorma(ds: Dataset) -> None:
    names = ds.names[ds.names["name"].str.startswith("Société de Recherche")]
    assert names["entity_id"].to_list() == ["sorma"]


def test_two_spellings_and_two_ranks_are_names_of_one_person(ds: Dataset) -> None:
    own = ds.names.groupby("entity_id")["name"].agg(set)
    assert {"Alousséni Sanou", "Alousséini Sanou"} <= own["alousseni-sanou"]
    ranks = {"Assimi Goïta", "Assiimi Goïta", "général", "Général d’armée", "Général de Corps d’Armée"}
    assert ranks <= own["assimi-goita"]


def test_no_conflict_is_typed() -> None:
    assert not (CHECKOUT / "data" / "evidence" / "conflicts.yaml").exists()


def test_every_decision_is_joined_to_a_conflict_with_its_reason(ds: Dataset) -> None:
    ledger = evidence.load(CHECKOUT / "data" / "evidence")
    assert ds.conflicts["reason"].notna().sum() >= len(ledger.decisions)
    assert set(ds.conflicts["reason"].dropna()) == {decision.reason.en for decision in ledger.decisions}


def test_what_was_decided_against_is_superseded_and_still_there(ds: Dataset) -> None:
    decided = ds.conflicts[ds.conflicts["preferred"].notna()]
    against = [
        b if preferred == a else a for a, b, preferred in decided[["claim_a", "claim_b", "preferred"]].to_numpy()
    ]
    claims = ds.claims.set_index("claim_id").loc[against]
    assert set(ds.facts.set_index("fact_id").loc[claims["fact_id"], "verdict"]) <= {"superseded", "disputed"}


def test_the_commission_meets_every_six_months_and_the_board_in_november(ds: Dataset) -> None:
    promised = ds.commitments.set_index("commitment_id")
    assert "R/2025-06-23/P6M" in set(promised["rhythm"].dropna())
    assert "2025-11" in set(promised["due"].dropna())


def test_a_promise_is_made_by_who_says_it_and_to_nobody_whom_no_page_names(ds: Dataset) -> None:
    promised = ds.commitments.merge(ds.claims, on="claim_id")
    kinds = ds.entities.set_index("entity_id")["kind"]
    # What a text provides for, or a plan holds, that text or plan promises; who has agreed to a thing promises it.
    of_texts = kinds.loc[promised["by"]].isin(["agreement", "project", "event"]).to_numpy()
    agreed = (promised["by"] == promised["object"]).to_numpy()
    said = ~of_texts & ~agreed
    assert promised.loc[said, "by"].to_list() == promised.loc[said, "asserted_by"].to_list()
    assert promised.loc[of_texts, "by"].to_list() == promised.loc[of_texts, "subject"].to_list()
    assert set(promised.loc[agreed, "claim_id"]) == {"intellinews-2023-11-23.c09"}
    assert promised["to"].isna().all()


def test_every_claim_stands_in_a_fact_and_every_fact_on_a_claim(ds: Dataset) -> None:
    assert set(ds.claims["fact_id"]) == set(ds.facts["fact_id"])
    assert ds.facts["n_claims"].sum() == len(ds.claims)


def test_a_fact_leads_down_to_claim_passage_and_source(ds: Dataset) -> None:
    tree = ds.trace("petroleum-deliveries.monthly_tonnage")
    (claim,) = tree.below
    (passage,) = claim.below
    (source,) = passage.below
    assert [tree.kind, claim.kind, passage.kind, source.kind] == ["fact", "claim", "passage", "source"]
    assert "160000–200000 t per month" in str(tree)
    assert str(tree).splitlines()[1].startswith("└─ claim malikonews-2025-10-24.")
    assert source.id == "malikonews-2025-10-24"


def test_everything_that_has_an_id_can_be_traced_to_a_source(ds: Dataset) -> None:
    relation, conflict = ds.relations.iloc[0], ds.conflicts.iloc[0]
    ids = {
        "claim": ds.claims["claim_id"].iloc[0],
        "relation": f"{relation['from_id']}~{relation['relation']}~{relation['to_id']}",
        "conflict": f"{conflict['claim_a']}~{conflict['claim_b']}",
        "commitment": ds.commitments["commitment_id"].iloc[0],
        "entity": "rosatom",
        "passage": ds.passages["passage_id"].iloc[0],
        "source": ds.sources["source_id"].iloc[0],
    }
    for kind, any_id in ids.items():
        tree = ds.trace(any_id)
        assert (tree.kind, tree.id) == (kind, any_id)
        assert "source " in str(tree)


def test_a_trace_is_plain_data_for_programs(ds: Dataset) -> None:
    tree = json.loads(json.dumps(ds.trace("gold-refinery").to_dict()))
    assert set(tree) == {"kind", "id", "text", "below"}


def test_a_trace_speaks_french_when_asked(ds: Dataset) -> None:
    assert "Selon Alexey Koylikov" in str(ds.trace("petroleum-deliveries.monthly_tonnage", lang="fr"))
    with pytest.raises(TablesError, match="language 'ru': unknown; use fr or en"):
        ds.trace("rosatom", lang="ru")


def test_an_unknown_id_is_answered_with_the_nearest_known(ds: Dataset) -> None:
    with pytest.raises(TablesError) as error:
        ds.trace("petroleum-delivery.monthly-tonnage")
    assert str(error.value).startswith(
        "trace petroleum-delivery.monthly-tonnage: unknown id; nearest known: petroleum-"
    )
    assert "petroleum-deliveries.monthly_tonnage" in str(error.value)


def test_a_passage_is_shown_in_its_context_where_a_copy_is_at_hand(small: SmallEvidence) -> None:
    shown = Dataset(folder=small.folder, **built(small))
    excerpt = shown.trace("la-revue-2025.p02", corpus=small.corpus).excerpt
    assert excerpt is not None
    assert excerpt.state == "verified"
    assert excerpt.words.startswith("L’accord, dit « Épi d’or »")
    assert excerpt.before.endswith("à la Coopérative Bleue")
    assert f"[{excerpt.words}]" in str(shown.trace("flour.named.golden-ear", corpus=small.corpus))


def test_a_passage_that_moved_is_shown_where_it_is_and_one_that_is_gone_is_not(small: SmallEvidence) -> None:
    shown = Dataset(folder=small.folder, **built(small))
    small.copy.write_text("Menu Accueil Recherche " + TEXT, encoding="utf-8")
    excerpt = shown.trace("la-revue-2025.p02", corpus=small.corpus).excerpt
    assert excerpt is not None
    assert excerpt.state == "moved"
    small.copy.write_text(TEXT.replace("3 mars", "4 mars"), encoding="utf-8")
    assert shown.trace("la-revue-2025.p02", corpus=small.corpus).excerpt is None
    small.copy.unlink()
    assert shown.trace("la-revue-2025.p02", corpus=small.corpus).excerpt is None


def test_no_text_of_a_copy_is_kept(small: SmallEvidence, tmp_path: Path) -> None:
    tables.write(built(small), tmp_path / "tidy")
    for name in store.FILES:
        assert b"Une usine neuve ouvrira" not in (tmp_path / "tidy" / name).read_bytes()


def test_a_decision_that_fits_no_conflict_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(
        TablesError, match=r"decisions.yaml:2: the decision between la-revue-2025.c01 and .* fits no conflict"
    ):
        built(write(tmp_path))


def test_a_dataset_shows_itself_with_its_counts_and_nothing_unescaped(ds: Dataset) -> None:
    sources = ds.sources.assign(title="<script>alert(1)</script>")
    page = Dataset(**{"folder": ds.folder, **ds.tables, "sources": sources})._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert all(f"ds.{name}" in page for name in tables.TABLES)
    assert f"{len(ds.claims)} claims" in repr(ds)


def test_an_unknown_scheme_stops_the_build_with_its_line(small: SmallEvidence) -> None:
    line = small.edit("codes.yaml", "scheme: HS", "scheme: ISIC")
    with pytest.raises(TablesError, match=rf"codes.yaml:{line}: unknown scheme 'ISIC'; nearest known scheme 'ISIC4'"):
        built(small)


def test_what_a_commitment_is_met_by_is_named_in_full(small: SmallEvidence) -> None:
    assert built(small)["commitments"]["met_by"].to_list() == ["la-revue-2025.c01"]
