"""Which renders there are: `notebooks/renders.yaml`, read and checked before anything runs.

    defaults:
      each: {lang: [fr, en]}          # one render for every value; several lists make every combination
      parameters: {as_of: latest}     # the last day any source speaks of having appeared; or an EDTF date
    preload: [pandas, plotly]         # imported once for all notebooks; what our own import if not given
    renders:
      actor-network:
        notebook: 20-actor-network.ipynb
        title: {fr: …, en: …}         # may hold figures of the ledger, see titles.py
        about: {fr: …, en: …}         # one line for the index of all pages
        parameters: {sector: energy}  # added to the defaults, like `each`
        secrets: {token: PRESS_TOKEN} # parameter: the environment variable that holds its value
        tags: [desk]                  # `malirussia render --tag desk`
        on_request: true              # only when it is named, not with the others; false if not given
        changes: true                 # the page tells what has changed since it was last rendered

`each` takes lists, and even steps as `sweep` says.

makes the renders `actor-network-fr` and `actor-network-en`: the key, then the values of `each` in their order.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from itertools import chain, product
from pathlib import Path

import msgspec

from malirussia import paths
from malirussia.errors import MaliRussiaError, NotebookError, RenderError
from malirussia.evidence import records as shape
from malirussia.evidence import yaml_lines
from malirussia.evidence.appeared import Day
from malirussia.evidence.yaml_lines import Lines
from malirussia.render.notebook import parameters
from malirussia.render.notebook.parameters import Parameter, Value
from malirussia.render.notebook.secret import HIDDEN
from malirussia.render.plan import sweep, titles
from malirussia.render.plan.fields import Defaults, Entry, PlanFile

FILE = "notebooks/renders.yaml"
_LONGEST = 200  # a name is that of a folder, for which systems take 255 bytes
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class UnknownRenderError(RenderError):
    """The call names a render that the plan doesn't have."""


class SweepError(RenderError):
    """The call sweeps a parameter or values that can't be."""


@dataclass(frozen=True)
class Render:
    """One notebook with one set of parameters.

    Attributes:
        name: Its name, and the name of its folder.
        entry: The key it comes from.
        notebook: The notebook.
        given: The values to pass, checked; without the secret ones.
        values: All values in effect: the notebook's own defaults under the given ones; secret ones hidden.
        secrets: Parameter → environment variable that holds its value.
        tags: Words to choose it by.
        titles: Language → title; a fact it names is filled in when the title is needed, see `titles`.
        abouts: Language → one line for the index, likewise.
        on_request: Whether it is rendered only when it is named.
        changes: Whether its page tells what has changed since it was last rendered.
        preload: What the plan has the parent of warm kernels import; None if it doesn't say.
        where: The file and line of the entry.
        damage: What is wrong with its notebook, so that it can't be made; None if nothing is.
        facts: The facts that titles and lines name → the file and line that names them.
        day: The day it tells of, once `day.settled` has found it; None before, and where the notebook takes none.
    """

    name: str
    entry: str
    notebook: Path
    given: dict[str, Value]
    values: dict[str, Value]
    titles: dict[str, str]
    abouts: dict[str, str]
    on_request: bool
    where: str
    secrets: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    changes: bool = False
    preload: tuple[str, ...] | None = None
    damage: NotebookError | None = None
    facts: dict[str, str] = field(default_factory=dict)
    day: Day | None = None

    @property
    def lang(self) -> str:
        """The language of the page."""
        return str(self.values["lang"])

    @property
    def title(self) -> str:
        """The title in the page's language."""
        return self.titles[self.lang]

    @property
    def about(self) -> str:
        """The line for the index in the page's language."""
        return self.abouts[self.lang]


def load(project: Path | None = None) -> list[Render]:
    """Read and check the plan.

    Args:
        project: The folder that holds `notebooks/`; found from the working folder if None.

    Returns:
        The renders in the order of the file; those of a damaged notebook tell the damage and can't be made.

    Raises:
        EvidenceError: The file can't be read, or a field is missing, unknown or of the wrong type.
        RenderError: A notebook is missing, a parameter is unknown or ill-typed, or two renders share a name.
    """
    folder = paths.project_dir() if project is None else project
    data, lines = yaml_lines.load(folder / FILE)
    plan = shape.convert(data, PlanFile, lines)
    renders: dict[str, Render] = {}
    for key, entry in plan.renders.items():
        for render in _renders(folder / "notebooks", key, entry, plan.defaults, lines):
            if render.name in renders:
                same = renders[render.name].entry == key
                todo = "give values that differ in letters or digits" if same else "give one of the two another key"
                raise RenderError(render.where, f"a second render {render.name}", todo)
            renders[render.name] = render
    places = {None if render.damage is None else render.damage.where for render in renders.values()}
    if (
        len(places) == 1
        and (damage := next(iter(renders.values())).damage)
        and damage.where.startswith(f"{lines.file}:")
    ):
        raise damage  # what no notebook knows is wrong in the plan
    preload = None if plan.preload is None else tuple(plan.preload)
    return [replace(render, preload=preload) for render in renders.values()]


def select(renders: Iterable[Render], names: Sequence[str] | None, tags: Collection[str] = ()) -> list[Render]:
    """Choose renders by name, by a pattern such as `*-fr`, by tag.

    Args:
        renders: The plan.
        names: Names and patterns, in large letters or small; if None or empty all renders, without those on request if
            no tag is given either.
        tags: Of those, only the renders that bear one of these tags; all if empty.

    Returns:
        The chosen ones, each once, in the order of the plan.

    Raises:
        UnknownRenderError: A name or pattern fits none, or no render bears a tag.
    """
    everything = list(renders)
    # Names of renders are in small letters.
    names = [name.lower() for name in names or ()]
    for tag in tags:
        if not any(tag in render.tags for render in everything):
            near = get_close_matches(tag, {known_tag for render in everything for known_tag in render.tags}, n=1)
            todo = f"did you mean {near[0]}?" if near else "malirussia render --list shows them all"
            raise UnknownRenderError(f"tag {tag}", "no render bears it", todo)
    known = [render for render in everything if not tags or not set(tags).isdisjoint(render.tags)]
    if not names:
        return [render for render in known if tags or not render.on_request]
    for name in names:
        if not any(fnmatchcase(render.name, name) for render in known):
            near = get_close_matches(name, [render.name for render in known], n=1)
            todo = f"did you mean {near[0]}?" if near else "malirussia render --list shows them all"
            raise UnknownRenderError(f"render {name}", "no such render", todo)
    return [render for render in known if any(fnmatchcase(render.name, name) for name in names)]


def swept(renders: Iterable[Render], texts: Sequence[str]) -> list[Render]:
    """Make of each render one for every combination of the values that `--sweep` gives.

    Args:
        renders: The chosen renders.
        texts: Each `name=first:last:step` or `name=value,value`; the renders themselves come back if empty.

    Raises:
        SweepError: A parameter is unknown to a notebook, or a value is of the wrong type or not among those allowed.
    """
    if not texts:
        return list(renders)
    try:
        return _swept(renders, texts)
    except RenderError as error:
        raise SweepError(error.where, error.found, error.todo) from None


def _swept(renders: Iterable[Render], texts: Sequence[str]) -> list[Render]:
    made: list[Render] = []
    for render in renders:
        declared = parameters.declared(render.notebook)
        values = sweep.parse(texts, declared, render.notebook.name)
        _check_count(map(len, values.values()), "--sweep")
        combinations = (dict(zip(values, chosen, strict=True)) for chosen in product(*values.values()))
        made.extend(_with(render, declared, given) for given in combinations)
    twice = next((name for name, count in Counter(render.name for render in made).items() if count > 1), None)
    if twice is not None:
        raise RenderError("--sweep", f"a second render {twice}", "give values that differ in letters or digits")
    return made


def twin(render: Render, renders: Iterable[Render]) -> Render | None:
    """Find the same page in the other language; None if the plan has none."""

    def rest(other: Render) -> dict[str, Value]:
        return {name: value for name, value in other.values.items() if name != "lang"}

    for other in renders:
        if other.notebook == render.notebook and other.lang != render.lang and rest(other) == rest(render):
            return other
    return None


def _renders(notebooks: Path, key: str, entry: Entry, defaults: Defaults, lines: Lines) -> list[Render]:
    where = lines.at("renders", key)
    if not _SLUG.fullmatch(key):
        raise RenderError(where, f"render {key!r}", "use small letters, digits and hyphens: it names a folder")
    at = lines.at("renders", key, "notebook")
    try:
        notebook = paths.inside(notebooks, entry.notebook)
    except MaliRussiaError as error:
        raise RenderError(at, f"{error.where} {error.found}", error.todo) from None
    each = {
        name: sweep.listed(values, lines.at(*path, name))
        for path, listed in ((("defaults", "each"), defaults.each), (("renders", key, "each"), entry.each))
        for name, values in listed.items()
    }
    fixed = {name: value for name, value in {**defaults.parameters, **entry.parameters}.items() if name not in each}
    _check_count(map(len, each.values()), where)
    damage: NotebookError | None = None
    declared: dict[str, Parameter] = {}
    try:
        declared = parameters.declared(notebook, at)
        if "lang" not in declared:
            raise NotebookError(notebook.name, "it declares no lang", 'add lang = "fr" to its parameters')
        for name in {**defaults.each, **defaults.parameters}:
            if name not in declared:
                at = lines.at("defaults", "each" if name in defaults.each else "parameters", name)
                fault = f"{notebook.name} has no parameter {name!r}"
                raise NotebookError(at, fault, parameters.nearest(name, declared))
    except NotebookError as error:
        damage = error

    def place(name: str) -> str:
        for path in (("renders", key, "parameters"), ("renders", key, "each")):
            if name in getattr(entry, path[-1]):
                return lines.at(*path, name)
        return lines.at("defaults", "each" if name in each else "parameters", name)

    if damage is not None:
        spoiled = []
        for values in product(*each.values()):
            name = _name([key, *map(_slug, values)], where)
            lang = (fixed | dict(zip(each, values, strict=True))).get("lang")
            spoiled.append(_spoiled(name, key, entry, notebook, lang, damage, where))
        return spoiled
    for name, variable in entry.secrets.items():
        if not _VARIABLE.fullmatch(variable):
            at = lines.at("renders", key, "secrets", name)
            raise RenderError(at, f"{variable!r} names no environment variable", "name one such as PRESS_TOKEN")
        if name not in declared or not declared[name].secret:
            todo = 'end its line in the cell tagged parameters with "# secret: …", or give it under parameters'
            at = lines.at("renders", key, "secrets", name)
            raise RenderError(at, f"{notebook.name} has no secret {name!r}", todo)
    for name in {**each, **fixed}:
        if name in declared and declared[name].secret:
            todo = f"name an environment variable instead, under secrets: {{{name}: VARIABLE}}"
            raise RenderError(place(name), f"the secret {name} stands in the plan", todo)
    facts = _facts(key, entry, lines)
    renders = []
    for values in product(*each.values()):
        given = parameters.check(declared, fixed | dict(zip(each, values, strict=True)), notebook.name, place)
        renders.append(
            Render(
                name=_name([key, *map(_slug, values)], where),
                entry=key,
                notebook=notebook,
                given=given,
                values=_in_effect(declared, given),
                secrets=entry.secrets,
                tags=tuple(entry.tags),
                changes=entry.changes,
                titles=msgspec.to_builtins(entry.title),
                abouts=msgspec.to_builtins(entry.about),
                on_request=entry.on_request,
                where=where,
                facts=facts,
            )
        )
    return renders


def _spoiled(
    name: str, key: str, entry: Entry, notebook: Path, lang: Value, damage: NotebookError, where: str
) -> Render:
    """Give a render of a damaged notebook: it has its name and its old page, and can't be made."""
    titles = msgspec.to_builtins(entry.title)
    return Render(
        name=name,
        entry=key,
        notebook=notebook,
        given={},
        values={"lang": lang if isinstance(lang, str) and lang in titles else next(iter(titles))},
        tags=tuple(entry.tags),
        titles=titles,
        abouts=msgspec.to_builtins(entry.about),
        on_request=entry.on_request,
        where=where,
        damage=damage,
    )


def _facts(key: str, entry: Entry, lines: Lines) -> dict[str, str]:
    """Give the facts that the texts of an entry name, and where."""
    named: dict[str, str] = {}
    for part in ("title", "about"):
        for lang, text in msgspec.to_builtins(getattr(entry, part)).items():
            at = lines.at("renders", key, part, lang)
            named = dict.fromkeys(titles.named(text, at), at) | named
    return named


def _with(render: Render, declared: dict[str, Parameter], given: dict[str, Value]) -> Render:
    """Make a render with other values of some parameters, which its name and title then tell."""
    checked = parameters.check(declared, render.given | given, render.notebook.name, lambda name: f"--sweep {name}")
    told = ", ".join(f"{name} = {value}" for name, value in given.items())
    return replace(
        render,
        name=_name([render.name, *(f"{_slug(name)}-{_slug(value)}" for name, value in given.items())], "--sweep"),
        given=checked,
        values=render.values | {name: checked[name] for name in given},
        titles={lang: f"{title} · {titles.escaped(told)}" for lang, title in render.titles.items()},
    )


def _in_effect(declared: dict[str, Parameter], given: dict[str, Value]) -> dict[str, Value]:
    return {
        name: HIDDEN if parameter.secret else given.get(name, parameter.default) for name, parameter in declared.items()
    }


def _check_count(counts: Iterable[int], where: str) -> None:
    """Refuse more renders than anybody means."""
    count = math.prod(counts)
    if count > sweep.MOST:
        raise RenderError(where, f"{count:,} renders", f"make {sweep.MOST:,} at most of one entry")


def _name(parts: Iterable[str], where: str) -> str:
    name = "-".join(parts)
    if len(name) > _LONGEST:
        raise RenderError(where, f"render {name[:40]}… has {len(name)} letters", "shorten its key or its values")
    return name


def _slug(value: Value) -> str:
    """Write a value as a part of a folder's name: -0.5 as minus-0-5, 1e+20 as 1e20, 1e-07 as it is."""
    return "-".join(_words(value)) or "none"


def _words(value: Value) -> Iterator[str]:
    if isinstance(value, list | dict):
        for part in chain.from_iterable(value.items()) if isinstance(value, dict) else value:
            yield from _words(part)
        return
    text = str(value).lower()
    if isinstance(value, int | float):
        if text.startswith("-"):
            yield "minus"
        text = text.replace("e+", "e")
    yield from re.findall(r"[a-z0-9]+", text)
