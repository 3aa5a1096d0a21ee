"""The page of a draft and the list of drafts, as HTML without a line of script in it."""

from __future__ import annotations

import json

from markupsafe import Markup

from malirussia.errors import MaliRussiaError
from malirussia.intake import drafts
from malirussia.language import LANGS, catalogue
from malirussia.review.words import sentences

_PAGE = Markup("""<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{id} · {title}</title>
<link rel="stylesheet" href="/{token}/static/review.css">
<script src="/{token}/static/review.js" defer></script>
</head>
<body data-id="{id}" data-root="/{token}" data-lang="{lang}" data-words="{words}">
<header>
<h1 id="title">{id}</h1>
<p id="count"></p>
<p id="share"><span class="legend covered">{covered}</span> <span class="legend proposed">{proposed}</span>
<span class="legend ignored">{ignored}</span> <span class="legend missing">{open_found}</span>
<span id="parts"></span></p>
</header>
<main>
<section id="article-pane" aria-labelledby="article-head">
<h2 id="article-head">{article}</h2>
<div id="article" tabindex="0" role="group" aria-labelledby="article-head" aria-describedby="select-how"></div>
<p id="select-how" class="unseen">{select}</p>
</section>
<section id="claims-pane" aria-labelledby="claims-head">
<h2 id="claims-head">{candidates}</h2>
<div id="list" tabindex="0" role="listbox" aria-labelledby="claims-head"></div>
<div id="detail" role="region" aria-label="{candidate}" tabindex="0"></div>
</section>
</main>
<footer>
<div id="actions" role="toolbar" aria-label="{actions}"></div>
<p id="told" role="status" aria-live="polite"></p>
</footer>
<div id="veil" hidden></div>
<dialog id="dialog" aria-modal="true" aria-labelledby="dialog-head"></dialog>
</body>
</html>
""")
_INDEX = Markup("""<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/{token}/static/review.css">
</head>
<body class="index">
<main>
<h1>{title}</h1>
{rows}
<p><a href="?lang={other}" hreflang="{other}" lang="{other}">{language}</a></p>
</main>
</body>
</html>
""")


def page(source_id: str, lang: str, token: str) -> str:
    """The page of a draft; its script fills it."""
    words = sentences(lang)
    return _PAGE.format(
        id=source_id,
        lang=lang,
        token=token,
        words=json.dumps(words, ensure_ascii=False),
        ignored=catalogue(lang)("ignored"),
        **{key: words[key] for key in ("title", "covered", "proposed", "open_found", "article", "select", "candidates",
                                       "candidate", "actions")},
    )  # fmt: skip


def index(source_ids: list[str], lang: str, token: str) -> str:
    """The list of the drafts that are there."""
    words = sentences(lang)
    rows = Markup("\n").join(_row(source_id, lang, token, words) for source_id in source_ids)
    other = next(one for one in LANGS if one != lang)
    return _INDEX.format(
        lang=lang,
        token=token,
        title=words["drafts"],
        other=other,
        language=words["language"],
        rows=Markup("<ul>{}</ul>").format(rows) if rows else Markup("<p>{}</p>").format(words["no_drafts"]),
    )


def _row(source_id: str, lang: str, token: str, words: dict[str, str]) -> Markup:
    try:
        draft = drafts.load(source_id)
        left = sum(candidate.state == "proposed" for candidate in draft.candidates.values())
        told = words["draft_words"].format(n=draft.source.n_words, left=left)
    except MaliRussiaError as error:
        told = str(error)
    return Markup('<li><a href="/{}/draft/{}?lang={}">{}</a> {}</li>').format(token, source_id, lang, source_id, told)
