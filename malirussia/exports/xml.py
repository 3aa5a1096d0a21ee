"""GEXF and GraphML, written here: networkx's writer of GEXF drops edge labels, mixes directions and has no viz."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from malirussia.exports.statements import Edge, Value, graph
from malirussia.tables import Dataset

_TYPES = {str: "string", bool: "boolean", int: "integer", float: "double"}
_GRAPHML_TYPES = _TYPES | {int: "int"}
# What XML 1.0 cannot hold in any form.
_NEVER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def gexf(ds: Dataset) -> bytes:
    """Write the claims as GEXF 1.3: an edge a claim, each from the day on which its article had appeared.

    Args:
        ds: The tables.
    """
    nodes, edges = graph(ds, "gexf")
    of_nodes, of_edges = _keys(node.values for node in nodes), _keys(edge.values for edge in edges)
    sizes = _degrees(edges)
    parts = [
        _HEAD,
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n',
        "<meta><creator>malirussia</creator>"
        "<description>What articles claim: an edge is one claim of one source.</description></meta>\n",
        '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n',
        *_gexf_attributes("node", of_nodes),
        *_gexf_attributes("edge", of_edges),
        "<nodes>\n",
    ]
    for node in nodes:
        red, green, blue = (int(node.color[place : place + 2], 16) for place in (1, 3, 5))
        parts += [
            f"<node id={_quoted(node.id)} label={_quoted(node.label)}>",
            *_gexf_values(node.values, of_nodes),
            *_spell(node.since),
            f'<viz:color r="{red}" g="{green}" b="{blue}"/>',
            f'<viz:size value="{4 + sizes.get(node.id, 0) ** 0.5 * 4:.2f}"/>',
            "</node>\n",
        ]
    parts.append("</nodes>\n<edges>\n")
    for edge in edges:
        parts += [
            f"<edge id={_quoted(edge.id)} source={_quoted(edge.source)} target={_quoted(edge.target)} "
            f"label={_quoted(edge.label)}>",
            *_gexf_values(edge.values, of_edges),
            *_spell(edge.since),
            "</edge>\n",
        ]
    parts.append("</edges>\n</graph>\n</gexf>\n")
    return "".join(parts).encode("utf-8")


def graphml(ds: Dataset) -> bytes:
    """Write the claims as GraphML: an edge a claim.

    Args:
        ds: The tables.
    """
    nodes, edges = graph(ds, "graphml")
    of_nodes, of_edges = _keys(node.values for node in nodes), _keys(edge.values for edge in edges)
    # `label`, `since` and the identifiers of what is drawn stand beside the columns.
    beside = {"label": "string", "since": "string"}
    parts = [
        _HEAD,
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
        'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n',
        *_graphml_keys("node", {**beside, "color": "string", **_named(of_nodes)}),
        *_graphml_keys("edge", {**beside, **_named(of_edges)}),
        '<graph id="claims" edgedefault="directed">\n',
    ]
    for node in nodes:
        values = {"label": node.label, "since": node.since, "color": node.color, **node.values}
        parts += [f"<node id={_quoted(node.id)}>", *_graphml_values("node", values), "</node>\n"]
    for edge in edges:
        values = {"label": edge.label, "since": edge.since, **edge.values}
        parts += [
            f"<edge id={_quoted(edge.id)} source={_quoted(edge.source)} target={_quoted(edge.target)}>",
            *_graphml_values("edge", values),
            "</edge>\n",
        ]
    parts.append("</graph>\n</graphml>\n")
    return "".join(parts).encode("utf-8")


def _keys(many: Iterable[Mapping[str, Value]]) -> dict[str, type]:
    """Return attribute → its Python type, in alphabetical order."""
    types: dict[str, type] = {}
    for values in many:
        for name, value in values.items():
            kind = type(value)
            # A count that is empty somewhere is read as a float: one attribute has one type.
            types[name] = float if types.get(name, kind) is not kind and kind in (int, float) else kind
    return dict(sorted(types.items()))


def _named(keys: Mapping[str, type]) -> dict[str, str]:
    return {name: _GRAPHML_TYPES[kind] for name, kind in keys.items()}


def _degrees(edges: Iterable[Edge]) -> dict[str, int]:
    degrees: dict[str, int] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            degrees[end] = degrees.get(end, 0) + 1
    return degrees


def _spell(since: str | None) -> list[str]:
    return [] if since is None else [f'<spells><spell start="{since}"/></spells>']


def _gexf_attributes(kind: str, keys: Mapping[str, type]) -> list[str]:
    lines = [
        f'<attribute id={_quoted(name)} title={_quoted(name)} type="{_TYPES[of]}"/>\n' for name, of in keys.items()
    ]
    return [f'<attributes class="{kind}" mode="static">\n', *lines, "</attributes>\n"]


def _gexf_values(values: Mapping[str, Value], keys: Mapping[str, type]) -> list[str]:
    told = [f"<attvalue for={_quoted(name)} value={_quoted(_text(values[name]))}/>" for name in keys if name in values]
    return ["<attvalues>", *told, "</attvalues>"] if told else []


def _graphml_keys(kind: str, keys: Mapping[str, str]) -> list[str]:
    return [
        f'<key id="{kind}.{name}" for="{kind}" attr.name={_quoted(name)} attr.type="{of}"/>\n'
        for name, of in keys.items()
    ]


def _graphml_values(kind: str, values: Mapping[str, Value | None]) -> list[str]:
    return [
        f'<data key="{kind}.{name}">{escape(_NEVER.sub("", _text(value)))}</data>'
        for name, value in values.items()
        if value is not None
    ]


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, ".15g") if isinstance(value, float) else str(value)


def _quoted(text: str) -> str:
    return '"' + escape(_NEVER.sub("", text), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}) + '"'
