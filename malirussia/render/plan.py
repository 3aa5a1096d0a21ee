"""Which renders there are: `notebooks/renders.yaml`, read and checked before anything runs.

    defaults:
      each: {lang: [fr, en]}          # one render for every value; several lists make every combination
      parameters: {as_of: 2025-10-24}
    renders:
      actor-network:
        notebook: 20-actor-network.ipynb
        title: {fr: …, en: …}
        about: {fr: …, en: …}         # one line for the index of all pages
        parameters: {sector: energy}  # added to the defaults, like `each`
        on_request: true              # only when it is named, not with the others; false if not given

makes the renders `actor-network-fr` and `actor-network-en`: the key, then the values of `each` in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from itertools import product
from pathlib import Path

import msgspec

from malirussia import paths
from malirussia.errors import RenderError
from malirussia.evidence import shape, yaml_lines
from malirussia.evidence.yaml_lines import Lines
from malirussia.render import parameters
from malirussia.render.parameters import Parameter, Value
from malirussia.render.plan_file import Defaults, Entry, PlanFile

FILE = "notebooks/renders.yaml"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class UnknownRenderError(RenderError):
    """The call names a render that the plan doesn't have."""


@dataclass(frozen=True)
class Render:
    """One notebook with one set of parameters.

    Attributes:
        name: Its name, and the name of its folder.
        entry: The key it comes from.
        notebook: The notebook.
        given: The values to pass, checked.
        values: All values in effect: the notebook's own defaults under the given ones.
        titles: Language → title.
        abouts: Language → one line for the index.
        on_request: Whether it is rendered only when it is named.
        where: The file and line of the entry.
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
        The renders in the order of the file.

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
                raise RenderError(render.where, f"a second render {render.name}", "give one of the two another key")
            renders[render.name] = render
    return list(renders.values())


def select(renders: Iterable[Render], names: Sequence[str] | None) -> list[Render]:
    """Choose renders by name or by a pattern such as `*-fr`.

    Args:
        renders: The plan.
        names: Names and patterns; if None or empty all renders but those on request.

    Returns:
        The chosen ones, each once, in the order of the plan.

    Raises:
        UnknownRenderError: A name or pattern fits none.
    """
    known = list(renders)
    if not names:
        return [render for render in known if not render.on_request]
    for name in names:
        if not any(fnmatchcase(render.name, name) for render in known):
            near = get_close_matches(name, [render.name for render in known], n=1)
            todo = f"did you mean {near[0]}?" if near else "malirussia render --list shows them all"
            raise UnknownRenderError(f"render {name}", "no such render", todo)
    return [render for render in known if any(fnmatchcase(render.name, name) for name in names)]


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
    notebook = paths.inside(notebooks, entry.notebook)
    declared = parameters.declared(notebook, lines.at("renders", key, "notebook"))
    if "lang" not in declared:
        raise RenderError(where, f"{notebook.name} declares no lang", 'add lang = "fr" to its parameters')
    each = {**defaults.each, **entry.each}
    fixed = {name: value for name, value in {**defaults.parameters, **entry.parameters}.items() if name not in each}

    def place(name: str) -> str:
        for path in (("renders", key, "parameters"), ("renders", key, "each")):
            if name in getattr(entry, path[-1]):
                return lines.at(*path, name)
        return lines.at("defaults", "each" if name in each else "parameters", name)

    renders = []
    for values in product(*each.values()):
        given = parameters.check(declared, fixed | dict(zip(each, values, strict=True)), notebook.name, place)
        renders.append(
            Render(
                name="-".join([key, *map(_slug, values)]),
                entry=key,
                notebook=notebook,
                given=given,
                values=_in_effect(declared, given),
                titles=msgspec.to_builtins(entry.title),
                abouts=msgspec.to_builtins(entry.about),
                on_request=entry.on_request,
                where=where,
            )
        )
    return renders


def _in_effect(declared: dict[str, Parameter], given: dict[str, Value]) -> dict[str, Value]:
    return {name: given.get(name, parameter.default) for name, parameter in declared.items()}


def _slug(value: Value) -> str:
    """Write a value as a part of a folder's name."""
    return "-".join(re.findall(r"[a-z0-9]+", str(value).lower())) or "none"
