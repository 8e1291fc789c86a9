"""Regions among indicators in one column, as a pivot table nests them: each with a figure of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from indicators.intake.grid import cell_name
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Table
from indicators.intake.layout.words import bare
from indicators.intake.matching import Index, is_total, without_numbering


@dataclass
class Nested:
    """By row the region that it is of, with its cell, and the indicator that a region's own row is of."""

    regions: dict[int, tuple[str, str]] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)


def nested(table: Table, index: Index, is_filled: Callable[[int], bool]) -> Nested:
    """Indicators below each region where a region comes first, else regions below each indicator."""
    found, key = Nested(), table.first(Role.LABEL)
    if key is None or table.with_role(Role.REGION, Role.REGION_CODE):
        return found
    texts = {row: text for row, text in table.texts(key).items() if text}
    places = {row: words for row, text in texts.items() if (words := place(text, index)) and is_filled(row)}
    if not places:
        return found
    is_outer = next(row for row in texts if is_filled(row)) in places
    above: tuple[str, str] | None = None
    label = ""
    for row, text in texts.items():
        here = (places[row], cell_name(row, key.index)) if row in places else None
        if is_outer:
            above = here if here or is_total(text) or place(text, index) else above
            if above:
                found.regions[row] = above
        elif here and label:
            found.regions[row], found.labels[row] = here, label
        elif not here:
            label = text if index.indicator(text).entry else ""
    return found


def place(text: str, index: Index) -> str:
    """The region that a label is, without its number; empty where it is none."""
    words = without_numbering(text)
    known = index.by_region.get(bare(words), ())
    return words if len(known) == 1 and not is_total(words) else ""
