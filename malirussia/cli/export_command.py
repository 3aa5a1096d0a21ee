"""The command export: the ledger in the formats of other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from malirussia.cli.console import ledger, print_json, shown, wrong_call


def export(
    name: Annotated[
        str,
        typer.Argument(metavar="FORMAT", help="One of: ftm gexf graphml sqlite xlsx jsonld crate.", show_default=False),
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="PATH", help="The file, or the folder of a crate.", show_default=False),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="What was known on that day; all if not given.")
    ] = None,
    sector: Annotated[str | None, typer.Option(help="Facts of one sector; all if not given.")] = None,
    min_origin_groups: Annotated[int, typer.Option(min=1, help="Facts that so many independent sources speak of.")] = 1,
    loss: Annotated[bool, typer.Option("--loss", help="Say what the format cannot carry, and write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """Write the ledger in the format of another tool.

    FollowTheMoney, GEXF and GraphML, SQLite, Excel, JSON-LD and RO-Crate; docs/exports.md says which column reaches
    which format.
    """
    # pandas is imported only now: help is told at once.
    from malirussia import exports

    if name not in exports.FORMATS:
        raise wrong_call(f"no format {name!r}; use one of: {' '.join(exports.FORMATS)}", "FORMAT")
    if loss:
        told = exports.loss(name)
        if as_json:
            print_json({"format": name, "loss": told})
        else:
            typer.echo("\n".join(told))
        return
    if output is None:
        raise wrong_call(f"says where to write: -o ledger{exports.FORMATS[name].suffix}", "-o")
    where = ledger(quiet=as_json)
    from malirussia import tables

    ds = tables.load()
    written = exports.export(ds, name, output, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    if as_json:
        print_json({"ledger": where, "written": [shown(path.resolve()) for path in written]})
    elif name == "crate":
        typer.echo(f"{shown(output.resolve())}: {len(written)} files")
    else:
        typer.echo("\n".join(shown(path.resolve()) for path in written))
