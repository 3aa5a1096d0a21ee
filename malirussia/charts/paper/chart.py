"""A chart: a plotly figure that cannot be made without its words, its data and its narrow twin.

A chart function is written once and drawn twice, for a wide page and for a telephone:

    @drawn
    def network(sheet: Sheet, graph: nx.MultiDiGraph, *, lang: str = "fr") -> Drawing:
        ...                      # lay out for sheet.width; words and table are the same on every sheet
        return Drawing(figure, lang=lang, title=…, subtitle=…, source=…, note=…, alt=…, table=…)

    network(graph, lang="en")    # a Chart

The drawing's figure is bare: `layout.height` and `layout.margin` leave room for axes and labels only. The chart sets
its title, subtitle, source and note round it (see plate.py). Words are plain text; they are escaped here. Text that the
figure itself holds (labels, hover) is escaped by its author with `malirussia.charts.paper.escape`; hover text is
broken to what its sheet has room for (see bubble.py).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from functools import wraps
from typing import Any, Concatenate, Literal, ParamSpec, cast

import pandas as pd
import plotly.graph_objects as go

from malirussia.charts.paper import bubble, plate
from malirussia.charts.paper.plain import ordered, plain, records
from malirussia.charts.paper.theme import NARROW, TEMPLATE, WIDE, Sheet
from malirussia.errors import MaliRussiaError
from malirussia.language.messages import catalogue

Parameters = ParamSpec("Parameters")
Width = Literal[1280, 390]

PLOTLY_MIME = "application/vnd.plotly.v1+json"
CHART_MIME = "application/vnd.malirussia.chart+json"

WORDS = ("title", "subtitle", "source", "note", "alt")
# Decimal mark, then thousands mark, as plotly's number formats write them.
_SEPARATORS = {"fr": ",\u202f", "en": ".,"}


@dataclass(frozen=True)
class Drawing:
    """What a chart function draws on one sheet.

    Attributes:
        figure: Bare figure; `layout.height` in pixels is required, `layout.margin` defaults to the theme's.
        lang: Language of every word in it, `fr` or `en`.
        title: The finding, in one sentence without a full stop. Plain text, like the four that follow.
        subtitle: What is drawn: measure, unit, date.
        source: The whole source line, as it is printed.
        note: How to read it, and what it does not show.
        alt: What a reader who does not see the figure should know.
        table: The plotted data, one row a mark, readable headings; `claim_ids` in the last column where there are any.
        name: Slug of the chart; that of its function where None. A page that holds one chart twice needs two.
    """

    figure: go.Figure | dict[str, Any]
    _: KW_ONLY
    lang: str
    title: str
    subtitle: str
    source: str
    note: str
    alt: str
    table: pd.DataFrame
    name: str | None = None


class Chart(go.Figure):
    """A plotly figure with its words, the data it plots, and its layout for a telephone.

    The figure itself is the complete wide one, 1280 px, title and source included.

    Attributes:
        name: Slug, as in file names.
        lang: `fr` or `en`.
        title: Plain text; so are `subtitle`, `source`, `note` and `alt`.
        table: The plotted data.
    """

    name: str = ""
    lang: str = ""
    title: str = ""
    subtitle: str = ""
    source: str = ""
    note: str = ""
    alt: str = ""
    table: pd.DataFrame = pd.DataFrame()

    def __init__(
        self,
        figure: go.Figure | dict[str, Any],
        *,
        narrow: go.Figure | dict[str, Any],
        name: str,
        lang: str,
        table: pd.DataFrame,
        title: str = "",
        subtitle: str = "",
        source: str = "",
        note: str = "",
        alt: str = "",
    ) -> None:
        """Set both figures on their plates.

        Args:
            figure: Bare figure laid out for 1280 px, with `layout.height`.
            narrow: The same laid out for 390 px.
            name: Slug.
            lang: Language of the words.
            table: The plotted data.
            title: Required, like the four that follow: a chart without its words is refused.
            subtitle: What is drawn.
            source: The source line.
            note: How to read it.
            alt: Text for a reader who does not see the figure.

        Raises:
            MaliRussiaError: A word is missing, or a figure has no height.
        """
        words = {"title": title, "subtitle": subtitle, "source": source, "note": note, "alt": alt}
        for key, text in words.items():
            if not text.strip():
                raise MaliRussiaError(f"chart {name}", f"no {key} in {lang!r}", f"give it {key}=…, a sentence")
        wide_plate, narrow_plate = (
            plate.on(
                _bare(drawn_figure, sheet, name, lang), sheet, title=title, subtitle=subtitle, source=source, note=note
            )
            for drawn_figure, sheet in ((figure, WIDE), (narrow, NARROW))
        )
        attributes = {"_wide": wide_plate, "_narrow": narrow_plate, "name": name, "lang": lang, "table": table, **words}
        self.__dict__.update(attributes)

    def __getattr__(self, name: str) -> Any:
        """Make a plotly figure of the plate when something of one is asked for: plotly checks every value of it."""
        plate_of = self.__dict__.pop("_wide", None)
        if plate_of is None:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        super().__init__(plate_of)
        return getattr(self, name)

    @property
    def narrow(self) -> go.Figure:
        """The complete figure laid out for 390 px."""
        return go.Figure(self._narrow)

    def for_image(self, width: Width = 1280) -> dict[str, Any]:
        """Give the complete figure, words included, as plotly JSON, to be drawn as an image.

        Args:
            width: 1280 or 390 pixels; the height is in `layout.height`.
        """
        if width == NARROW.width:
            return plain(self._narrow)
        # As long as nobody asked for a plotly figure nobody can have changed it.
        untouched = self.__dict__.get("_wide")
        return plain(self) if untouched is None else ordered(plain(untouched))

    def for_page(self, width: Width = 1280) -> dict[str, Any]:
        """Give the bare figure as plotly JSON, for a page that sets title, subtitle, source and note itself.

        Args:
            width: 1280 or 390 pixels.
        """
        return plate.off(self.for_image(width))

    def bundle(self) -> dict[str, Any]:
        """Give the one display bundle: the wide figure, our own chart record, and plain text."""
        columns, rows = records(self.table)
        return {
            PLOTLY_MIME: self.for_image(1280),
            CHART_MIME: {
                "name": self.name,
                "lang": self.lang,
                "title": self.title,
                "subtitle": self.subtitle,
                "source": self.source,
                "note": self.note,
                "alt": self.alt,
                "narrow": self.for_image(390),
                "columns": columns,
                "rows": rows,
            },
            "text/plain": f"{self.title}\n{self.alt}",
        }

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.bundle(), raw=True)  # type: ignore[no-untyped-call]

    def _repr_mimebundle_(self, *_: Any, **__: Any) -> dict[str, Any]:
        return self.bundle()

    def _repr_html_(self) -> None:
        """Say nothing: plotly's own HTML would carry the library and a random id."""

    def __reduce__(self) -> tuple[Any, ...]:
        words = {key: getattr(self, key) for key in (*WORDS, "name", "lang", "table")}
        return _rebuild, (self.for_page(1280), self.for_page(390), words)


def drawn(draw: Callable[Concatenate[Sheet, Parameters], Drawing]) -> Callable[Parameters, Chart]:
    """Turn a function that draws on one sheet into a chart function.

    Args:
        draw: Takes a `Sheet` first, then its own arguments. Words and table must not depend on the sheet.

    Returns:
        The function without the sheet; it returns a `Chart` named after `draw`, unless the drawing has a name. A `lang`
        that is neither fr nor en is a LanguageError.
    """

    @wraps(draw)
    def chart(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Chart:
        if "lang" in kwargs:
            catalogue(cast("str", kwargs["lang"]))
        wide, narrow = draw(WIDE, *args, **kwargs), draw(NARROW, *args, **kwargs)
        return Chart(
            wide.figure,
            narrow=narrow.figure,
            name=draw.__name__.replace("_", "-") if wide.name is None else wide.name,
            lang=wide.lang,
            table=wide.table,
            title=wide.title,
            subtitle=wide.subtitle,
            source=wide.source,
            note=wide.note,
            alt=wide.alt,
        )

    _, *parameters = inspect.signature(draw).parameters.values()
    chart.__signature__ = inspect.Signature(parameters, return_annotation=Chart)  # type: ignore[attr-defined]
    return chart


def _bare(figure: go.Figure | dict[str, Any], sheet: Sheet, name: str, lang: str) -> dict[str, Any]:
    bare = ordered(plain(figure)) if isinstance(figure, dict) else plain(figure)
    layout = bare["layout"]
    if "height" not in layout:
        raise MaliRussiaError(f"chart {name}", f"no height at {sheet.width} px", "set layout.height of the bare figure")
    bubble.fit(bare, sheet)
    layout["template"] = TEMPLATE
    layout["width"] = sheet.width
    layout["autosize"] = False
    layout["separators"] = _SEPARATORS[lang]
    layout["font"] = {"size": sheet.text, **layout.get("font", {})}
    layout["margin"] = {**TEMPLATE["layout"]["margin"], "l": sheet.pad, "r": sheet.pad, **layout.get("margin", {})}
    return bare


def _rebuild(figure: dict[str, Any], narrow: dict[str, Any], words: dict[str, Any]) -> Chart:
    return Chart(figure, narrow=narrow, **words)
