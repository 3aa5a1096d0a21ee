"""The figures as Markdown: medians, ratios, and how the cost grows with the claims."""

from __future__ import annotations

import math

from benchmarks.measure import Figures, medians

Runs = dict[tuple[str, int], list[Figures]]

STEPS = ("read", "derive", "validate", "export", "read csv", "validate csv", "write")


def report(made: dict[int, Figures], found: Runs) -> str:
    """Return all tables. Times are medians in seconds, wall and (processor); memory is the median peak in MiB."""
    sizes = sorted(made)
    middle = {key: medians(runs) for key, runs in found.items()}
    ours = {size: middle["malirussia", size] for size in sizes}
    parts = [
        _table(
            "| rows |",
            sizes,
            [
                (name, [f"{made[size][name]:,}" for size in sizes])
                for name in made[sizes[-1]]
                if all(name in rows for rows in made.values())
            ],
        ),
        _table(
            f"| malirussia, {len(found['malirussia', sizes[0]])} runs |",
            sizes,
            [
                *((step, [_times(ours[size], step) for size in sizes]) for step in STEPS),
                ("read + derive + validate", [f"**{_total(ours[size]):.2f}**" for size in sizes]),
                ("peak memory, MiB", [f"{ours[size]['peak']:,.0f}" for size in sizes]),
            ],
        ),
    ]
    if len(sizes) > 1:
        grown = _growth(ours[sizes[0]], ours[sizes[-1]], sizes[-1] / sizes[0])
        parts.append(
            "\n".join(
                f"- growth of {step} from {sizes[0]:,} to {sizes[-1]:,} claims: the claims to the power of {power:.2f}"
                for step, power in grown.items()
            )
        )
    return "\n\n".join([*parts, *_beside(middle, ours)])


def _beside(middle: dict[tuple[str, int], Figures], ours: dict[int, Figures]) -> list[str]:
    lines = []
    for (name, size), figures in middle.items():
        own = ours[size]
        if name == "frictionless":
            again = own["read csv"] + own["validate csv"]
            lines.append(
                f"- {name}, {size:,} claims: {_times(figures, 'validate')} s, {figures['peak']:,.0f} MiB; "
                f"**{figures['validate'] / own['validate']:.0f} times** malirussia's validate, "
                f"{figures['validate'] / again:.1f} times its reading of the CSV files and validate"
            )
        elif name.startswith("FollowTheMoney"):
            chain = own["read"] + own["derive"] + own["export"]
            lines.append(
                f"- {name} ({figures['statements']:,.0f} statements), {size:,} claims: {_times(figures, 'whole')} s, "
                f"of which reading {_times(figures, 'read')}, {figures['peak']:,.0f} MiB; "
                f"**{figures['whole'] / own['derive']:.1f} times** malirussia's derive, "
                f"{figures['whole'] / chain:.1f} times its read + derive + export"
            )
    return ["\n".join(lines)]


def _total(figures: Figures) -> float:
    return figures["read"] + figures["derive"] + figures["validate"]


def _growth(small: Figures, large: Figures, factor: float) -> dict[str, float]:
    grown = {step: large[step] / small[step] for step in ("read", "derive", "validate")}
    grown["all three"] = _total(large) / _total(small)
    return {step: math.log(times) / math.log(factor) for step, times in grown.items()}


def _times(figures: Figures, step: str) -> str:
    return f"{figures[step]:.2f} ({figures[f'{step} cpu']:.2f})" if step in figures else ""


def _table(head: str, sizes: list[int], rows: list[tuple[str, list[str]]]) -> str:
    columns = "".join(f" {size:,} claims |" for size in sizes)
    lines = [f"| {name} | " + " | ".join(cells) + " |" for name, cells in rows]
    return "\n".join([head + columns, "|---|" + "---:|" * len(sizes), *lines])
