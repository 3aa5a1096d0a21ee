"""The supply scenario with sliders, for JupyterLab: the same functions, the same checks, fewer draws.

from malirussia.charts.supply.explore import explore
explore(ds, lang="fr")
"""

from __future__ import annotations

from dataclasses import fields, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from IPython.display import Markdown, display

from malirussia.analysis.supply import Scenario, Supply, supply
from malirussia.analysis.supply.inputs.corridors import CORRIDORS
from malirussia.analysis.supply.inputs.denominators import DENOMINATORS
from malirussia.analysis.supply.inputs.mix import BASKET, PRODUCTS
from malirussia.analysis.supply.inputs.prices import BENCHMARKS
from malirussia.charts.supply import prose, reasons, words
from malirussia.charts.supply.against import supply_share
from malirussia.charts.supply.fan import supply_paths
from malirussia.charts.supply.road import supply_trucks
from malirussia.errors import MaliRussiaError, ScenarioError
from malirussia.language import catalogue

if TYPE_CHECKING:
    from malirussia.tables import Dataset

# So few that a slider answers at once; the intervals move by less than a hundredth.
DRAWS = 20_000


def explore(ds: Dataset, scenario: Scenario | None = None, *, lang: str = "fr") -> Any:
    """Return sliders over the choices of a scenario, with its answers and three charts below them.

    Args:
        ds: The tables.
        scenario: Where the sliders start; the range of the ledger at the library's defaults where None.
        lang: `fr` or `en`.

    Returns:
        An ipywidgets box; JupyterLab shows it.

    Raises:
        MaliRussiaError: If ipywidgets is not installed.
    """
    try:
        widgets: Any = import_module("ipywidgets")
    except ModuleNotFoundError:
        raise MaliRussiaError("explore", "ipywidgets is not installed", "install it: pip install ipywidgets") from None
    start = supply(ds).scenario if scenario is None else scenario
    controls = _controls(widgets, start, lang)

    def show(tonnes: tuple[int, int], **choices: Any) -> None:
        try:
            result = Supply(ds, changed(start, tonnes, choices))
            display(Markdown(prose.opening(result, lang)))  # type: ignore[no-untyped-call]
            for chart in (supply_share, supply_trucks, supply_paths):
                display(chart(result, lang=lang))  # type: ignore[no-untyped-call]
        except ScenarioError as error:
            print(error)

    return widgets.VBox([widgets.VBox(list(controls.values())), widgets.interactive_output(show, controls)])


def changed(start: Scenario, tonnes: tuple[int, int], choices: dict[str, Any]) -> Scenario:
    """Return a scenario with what the sliders say.

    A product has a factor in both conversion sets, the basket in bp's alone; so the set follows the mix.

    Raises:
        ScenarioError: If a choice makes no sense.
    """
    known = {field.name for field in fields(Scenario)}
    given = {name: value for name, value in choices.items() if name in known}
    conversion = "bp" if given.get("mix", start.mix) == BASKET else "both"
    low, high = (float(end) for end in tonnes)
    return replace(start, low=low, high=high, conversion=conversion, draws=min(start.draws, DRAWS), **given)


def _controls(widgets: Any, start: Scenario, lang: str) -> dict[str, Any]:
    """Make one control a choice; its key is the name of the choice, `tonnes` for both ends of the range."""
    _ = catalogue(lang)
    look = {"style": {"description_width": "22em"}, "layout": {"width": "44em"}, "continuous_update": False}
    pick = {key: value for key, value in look.items() if key != "continuous_update"}
    mixes = {_(reasons.PRODUCTS[name]): name for name in (BASKET, *PRODUCTS)}
    roads = {_("none"): "none", **{words.place_name(name): name for name in CORRIDORS}}
    figures = {words.denominator_name(name, lang): name for name in DENOMINATORS}
    prices = {_(reasons.BENCHMARKS[name]): name for name in BENCHMARKS}

    def whole(label: str, value: int, least: int, most: int) -> Any:
        return widgets.IntSlider(value=value, min=least, max=most, description=label, **look)

    def share(label: str, value: float) -> Any:
        return widgets.FloatSlider(
            value=value, min=0, max=1, step=0.05, description=label, readout_format=".0%", **look
        )

    def one_of(label: str, options: dict[str, str], value: Any) -> Any:
        chosen = value if value in options.values() else next(iter(options.values()))
        return widgets.Dropdown(options=options, value=chosen, description=label, **pick)

    top = max(400_000, int(start.high))
    return {
        "tonnes": widgets.IntRangeSlider(
            value=(int(start.low), int(start.high)),
            min=1_000,
            max=top,
            step=1_000,
            description=_("Tonnes a month"),
            **look,
        ),
        "months": whole(_("Months"), start.months, 1, 36),
        "ramp_months": whole(_("Months until the full quantity comes"), start.ramp_months, 0, 12),
        "denominator": one_of(_("The figure that demand is taken from"), figures, start.denominator),
        "mix": one_of(_("The product mix and its conversion"), mixes, start.mix),
        "benchmark": one_of(_("The price benchmark and its date"), prices, start.benchmark),
        "others": share(_("Share of other imports that goes on"), start.others),
        "stock_start": share(_("Stock on the first day"), start.stock_start),
        "blockade": one_of(_("Road that is closed"), roads, start.blockade),
        "blockade_from": whole(_("Closed from month"), start.blockade_from, 1, 36),
        "blockade_months": whole(_("Months closed"), start.blockade_months, 0, 36),
    }
