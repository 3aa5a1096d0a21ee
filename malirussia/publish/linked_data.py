"""What a page is about, for machines that read the web: schema.org as JSON-LD.

A fact is a Claim with the articles in which it appears. It is no ClaimReview: nothing here says that a claim is true.
"""

from __future__ import annotations

from typing import Any

from malirussia.publish.pages import Page
from malirussia.publish.reading import Reading
from malirussia.publish.statements import web_address
from malirussia.tables.columns import split

CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_TYPES = {
    "Person": "Person",
    "Company": "Organization",
    "Organization": "Organization",
    "PublicBody": "GovernmentOrganization",
    "Event": "Event",
    "Address": "Place",
}
"""FollowTheMoney schema → type of schema.org; anything else is a Thing."""
WIKIDATA = "https://www.wikidata.org/entity/"

Node = dict[str, Any]


def linked(reading: Reading, page: Page) -> Node | None:
    """Return what a page is about; None where that is nothing of its own.

    Args:
        reading: The ledger.
        page: A page of it.
    """
    node: Node
    match page.kind:
        case "front":
            node = {"@type": "WebSite", "name": reading.title, "description": page.about} | _dataset(reading)
        case "fact":
            node = _claim(reading, page.values["id"], page)
        case "source":
            node = {"@type": "WebPage", "name": page.title, "citation": article(reading, page.values["id"])}
        case "dossier":
            sources = {reading.claims[one]["source_id"] for one in _said(reading, page.values["id"])}
            node = {
                "@type": "WebPage",
                "name": page.title,
                "about": thing(reading, page.values["id"]),
                "citation": [article(reading, one) for one in sorted(sources)],
            }
        case "entity":
            node = {"@type": "WebPage", "name": page.title, "mainEntity": thing(reading, page.values["id"])}
        case "conflict" | "commitment":
            node = {"@type": "WebPage", "name": page.title, "description": page.about}
        case _:
            return None
    return {"@context": CONTEXT, **node, "inLanguage": page.lang, "license": LICENCE}


def _said(reading: Reading, entity_id: str) -> list[str]:
    return [one for one in reading.dossiers[entity_id].said if one in reading.claims]


def _dataset(reading: Reading) -> Node:
    return {
        "hasPart": {
            "@type": "Dataset",
            "name": reading.title,
            "description": "Sourced statements of published articles: who says what, where, when, and how sure it is.",
            "license": LICENCE,
            "temporalCoverage": f"../{reading.as_of}",
            "isAccessibleForFree": True,
            "distribution": {
                "@type": "DataDownload",
                "encodingFormat": "application/json",
                "contentUrl": "../data/datapackage.json",
            },
        }
    }


def _claim(reading: Reading, fact_id: str, page: Page) -> Node:
    fact = reading.facts[fact_id]
    sources = sorted({reading.claims[one]["source_id"] for one in fact["claim_ids"]})
    speakers = sorted({one for one in (reading.claims[name]["asserted_by"] for name in fact["claim_ids"]) if one})
    return {
        "@type": "Claim",
        "name": page.title,
        "identifier": fact_id,
        "about": [thing(reading, one) for one in (fact["subject"], fact["object"]) if one],
        "author": [thing(reading, one) for one in speakers],
        "appearance": [article(reading, one) for one in sources],
    }


def article(reading: Reading, source: str) -> Node:
    """Return an article, as it is cited."""
    row = reading.sources[source]
    told = {
        "@type": "NewsArticle",
        "headline": row["title"],
        "publisher": None if row["publisher"] is None else {"@type": "Organization", "name": row["publisher"]},
        "author": [{"@type": "Person", "name": one} for one in split(row["authors"] or "")],
        "datePublished": row["published"],
        "inLanguage": row["lang"],
        "url": web_address(row["url"]),
        "identifier": source,
    }
    return {name: value for name, value in told.items() if value}


def thing(reading: Reading, entity_id: str) -> Node:
    """Return an entity."""
    row = reading.entities[entity_id]
    told = {
        "@type": _TYPES.get(row["schema"], "Thing"),
        "name": reading.names[entity_id],
        "identifier": entity_id,
        "sameAs": None if row["qid"] is None else f"{WIKIDATA}{row['qid']}",
    }
    return {name: value for name, value in told.items() if value is not None}
