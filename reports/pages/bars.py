"""Bars in the cells of a column, all on one scale from zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """In percent of the column's width; `zero` is where its line stands, blank where nothing is below it."""

    start: str
    width: str
    zero: str = ""


def make_bars(values: Mapping[int, Decimal]) -> dict[int, Bar]:
    """A bar for each that is not zero; what is below zero reaches to the left of the line."""
    lowest, greatest = min([Decimal(0), *values.values()]), max([Decimal(0), *values.values()])
    span = greatest - lowest

    def share(value: Decimal) -> str:
        return f"{value * 100 / span:.2f}"

    return {
        pk: Bar(share(min(value, Decimal(0)) - lowest), share(abs(value)), share(-lowest) if lowest else "")
        for pk, value in values.items()
        if value
    }
