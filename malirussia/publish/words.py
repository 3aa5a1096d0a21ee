"""The words that stand on every page of the site."""

from __future__ import annotations

from malirussia.language import Catalogue


def words(_: Catalogue) -> dict[str, str]:
    """Give the site's own words in the language of a page."""
    return {**_frame(_), **_statements(_), **_front(_), **_things(_)}


def _frame(_: Catalogue) -> dict[str, str]:
    return {
        "skip": _("Skip to the content"),
        "everything": _("A to Z"),
        "search": _("Search"),
        "search_hint": _("A name, a word, a figure"),
        "editions": _("What changed"),
        "main_menu": _("Main menu"),
        "as_of": _("What the articles read by {day} say"),
        "licence": _("Data: CC BY 4.0. Code: MIT."),
        "follow": _("Follow the changes (Atom)"),
        "edition": _("Edition of {day}"),
        "corrections": _("Corrections"),
        "news": _("News"),
        "first_edition": _("The first edition that is kept."),
        "nothing_seen": _("Nothing that a reader sees."),
        "no_edition": _("No edition is kept yet."),
        "gone": _("No longer in the ledger"),
        "gone_lead": _("What stood here has been taken out; no reason is on record."),
        "renamed": _("Renamed"),
        "now_at": _("It is now told here:"),
    }


def _statements(_: Catalogue) -> dict[str, str]:
    return {
        "as_printed": _("as printed:"),
        "speaks_of": _("speaks of {day}"),
        "open_article": _("Open the article at the passage"),
        "open_whole": _("Open the article"),
        "itself": _("the article itself"),
        "legend": _("Dark: several independent sources say so. Pale: one source does."),
        "stages": _("How far it is"),
        "several": _("several independent sources say so"),
        "one": _("one source says so"),
        "no": _("nobody says so"),
        "now": _("also: {stage}"),
        "in_article": _("Article"),
        "who": _("Who says it"),
        "what": _("What is said"),
        "when": _("Day"),
        "stage": _("Stage"),
        "figure": _("Figure"),
        "sureness": _("How sure"),
        "statement": _("Statement"),
        "independent": _("Independent sources"),
        "decided": _("decided"),
        "undecided": _("nobody decided"),
    }


def _front(_: Catalogue) -> dict[str, str]:
    return {
        "know": _("Five things to know now"),
        "dossiers": _("Dossiers"),
        "new": _("new"),
        "charts": _("Charts and analyses"),
        "no_charts": _("No chart has been drawn yet: `malirussia render` draws them."),
        "variants": _("With other assumptions"),
        "tools": _("Data and tools"),
        "tables": _("Data of the charts"),
        "promises": _("What is promised"),
        "differ": _("Where the articles differ"),
        "articles": _("Articles read"),
        "all_of_it": _("Everything, from A to Z"),
        "all_of_it_about": _("Every dossier, name, article, fact, contradiction and promise, in one list."),
        "as_printed_csv": _("Spreadsheet (CSV)"),
    }


def _things(_: Catalogue) -> dict[str, str]:
    return {
        "over_time": _("Stage over time"),
        "figures": _("Figures"),
        "who_says_what": _("Who says what"),
        "due_here": _("What is due"),
        "due": _("Due"),
        "state": _("State"),
        "promise": _("Promise"),
        "network": _("Who and what it is tied to"),
        "from": _("From"),
        "tie": _("Tie"),
        "to": _("To"),
        "notes": _("Sources"),
        "file_card": _("Names, identity and ties: {name}"),
        "dossier_of": _("The story is told in its dossier"),
        "same_as": _("The articles mean {name}: everything said is told there."),
        "identity": _("One and the same?"),
        "names_printed": _("As the articles print it"),
        "name": _("Name"),
        "sort": _("Sort"),
        "read_in": _("Articles"),
        "says": _("What is said by {name}"),
        "said_of": _("What is said of it"),
        "fact": _("Fact"),
        "written": _("Articles of this outlet"),
        "wikidata": _("Wikidata"),
        "published_by": _("{outlet}, {day}"),
        "by": _("By {authors}"),
        "read_source": _("Read the article at its publisher"),
        "no_link": _("No address of the article is known."),
        "only_part": _("Only the beginning of the article was read."),
        "one_source_with": _("Counted as one source together with:"),
        "own_source": _("Counted as a source of its own."),
        "alone": _("What this article alone says"),
        "alone_none": _("Nothing: each of its statements stands in another article, too."),
        "shared": _("What others say as well"),
        "shared_none": _("Nothing: no other article makes one of its statements."),
        "also_in": _("also in"),
        "coded": _("How it was read"),
        "coded_line": _(
            "{claims} statements from {passages} passages, which cover {share} of the {body} words of the article."
        ),
        "about": _("It is about"),
        "contradicted": _("Contradicted"),
        "belongs": _("Promised here"),
        "near": _("What else is said: {name}"),
        "all_said": _("Everything said: {name}"),
        "side": _("Answer {n}"),
        "preferred": _("preferred"),
        "decision": _("What was decided"),
        "left_open": _("Nobody has decided which one holds."),
        "why": _("Why:"),
        "its_fact": _("The fact, with everyone who says it"),
        "promised_by": _("Promised by"),
        "promised_to": _("Promised to"),
        "made": _("Promised on"),
        "falls_due": _("Falls due"),
        "heard": _("Last heard of"),
        "each_time": _("Each time it falls due"),
        "promised_where": _("Where it is promised"),
        "met": _("Who says that it was kept"),
        "met_none": _("No article read says that it was kept."),
        "spoken_since": _("Who else speaks of it"),
    }
