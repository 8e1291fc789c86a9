"""A small line without axes, as SVG path data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, PAD = 200, 34, 4


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Path data in a box of 200 × 34, and where the last point lies."""

    line: str
    area: str
    x: str
    y: str


def build_sparkline(values: Sequence[Decimal | None], *, inverted: bool = False) -> Sparkline | None:
    """The line through the values, broken where one is missing; None for fewer than two values."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    low, high = min(known), max(known)
    step = Decimal(WIDTH - 2 * PAD) / (len(values) - 1)

    def place(index: int, value: Decimal) -> tuple[str, str]:
        share = (value - low) / (high - low) if high != low else Decimal("0.5")
        share = 1 - share if inverted else share
        return f"{PAD + index * step:.1f}", f"{HEIGHT - PAD - share * (HEIGHT - 2 * PAD):.1f}"

    runs: list[list[tuple[str, str]]] = [[]]
    for index, value in enumerate(values):
        if value is not None:
            runs[-1].append(place(index, value))
        elif runs[-1]:
            runs.append([])
    runs = [run for run in runs if run]
    lines = ["M" + "L".join(f"{x} {y}" for x, y in run) for run in runs]
    areas = [
        f"{line}L{run[-1][0]} {HEIGHT}L{run[0][0]} {HEIGHT}Z" for line, run in zip(lines, runs, strict=True)
    ]
    return Sparkline("".join(lines), "".join(areas), *runs[-1][-1])
