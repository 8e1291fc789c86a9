"""Which rows of a sheet its numbering makes parts of which: 一、 › （一） › 1. › 其中."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indicators.intake.entries import IndicatorEntry
from indicators.intake.grid import Grid
from indicators.intake.layout import read_tables
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Table
from indicators.intake.matching import Index
from indicators.intake.outline import PLAIN, depth

_FIGURES = (Role.VALUE, Role.PRINTED, Role.OTHER, Role.COMPARISON)


def find_parts(grids: Iterable[Grid], index: Index) -> Iterator[tuple[IndicatorEntry, IndicatorEntry]]:
    """Each part and the whole that it stands directly under, where both are indicators with figures."""
    for grid in grids:
        if not grid.hidden:
            for table in read_tables(grid, index.is_name)[0]:
                yield from parts_of(table, index)


def parts_of(table: Table, index: Index) -> Iterator[tuple[IndicatorEntry, IndicatorEntry]]:
    label, code = table.first(Role.LABEL), table.first(Role.CODE)
    above: list[tuple[int, str, IndicatorEntry | None]] = []
    for row in table.rows:
        text = table.text(row, label)
        if not text:
            continue
        filled = any(table.cell(row, column) for column in table.with_role(*_FIGURES))
        level = depth(text, is_heading=not filled)
        above = [step for step in above if step[0] < level]
        entry = index.indicator(text, table.text(row, code), tuple(words for _, words, _ in above)).entry
        whole = above[-1][2] if above and level != PLAIN else None
        if entry and whole and filled and entry != whole:
            yield entry, whole
        above.append((level, text, entry if filled else None))
