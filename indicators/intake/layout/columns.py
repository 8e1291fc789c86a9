"""What each column of a table is, and which columns make a table of their own."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from indicators.intake.grid import Grid, Position, column_name
from indicators.intake.layout.headers import (
    KEYS,
    is_dated,
    is_ordinal,
    is_span,
    is_unit_row,
    leading_span,
    unit_of,
)
from indicators.intake.layout.roles import Role, role_of, strength, without_sum
from indicators.intake.layout.table import Column, Rows
from indicators.intake.layout.words import as_unit, flat, trailing_bracket
from indicators.intake.provisional import says_provisional, without_mark
from indicators.periods import read_periods

_DOTTED = re.compile(r"((?:19|20)\d\d)\.(0?[1-9]|1[0-2])")  # in a header it is no number
FIGURES = (Role.VALUE, Role.PRINTED, Role.COMPARISON, Role.OTHER)


def columns_of(
    grid: Grid,
    rows: Rows,
    headers: tuple[int, ...],
    covers: Mapping[Position, Position],
    year: int | None = None,
) -> tuple[Column, ...]:
    """Every column that has a header, and what it says; hidden ones place figures, but hold none."""
    keys = {column for column, cell in rows[headers[0]].items() if role_of(cell.text) in KEYS}
    of_units = [row for row in headers[1:] if is_unit_row(rows[row], keys)]
    joined = any(at[0] in headers and at[1] > corner[1] for at, corner in covers.items())
    deep = {at for at, corner in covers.items() if at[0] > corner[0] and corner[0] in headers}
    columns = []
    for index in range(grid.width):
        levels: list[str] = []
        for row in headers:
            at = covers.get((row, index), (row, index))
            text = grid.text(*at) if at[0] >= headers[0] else ""
            if not text and not joined and row != headers[-1]:
                text = spread(grid, row, index, headers, deep)
            is_number = row > headers[0] and is_ordinal(text)
            if text and text not in levels and not is_number and row not in of_units:
                levels.append(text)
        if levels:
            unit = next(filter(None, (unit_of(grid.text(row, index)) for row in of_units)), "")
            columns.append(make_column(index, tuple(levels), unit, year))
    hidden = grid.hidden_columns
    return tuple(column for column in columns if column.index not in hidden or column.role not in FIGURES)


def spread(grid: Grid, row: int, index: int, headers: tuple[int, ...], deep: Container[Position]) -> str:
    """The upper word that stands to the left, as it would be merged, where a lower one stands below.

    What is merged downwards, as the cells of `deep` are, heads nothing beside it.
    """
    lower = any(
        grid.text(below, index)
        and not is_ordinal(grid.text(below, index))
        and not unit_of(grid.text(below, index))
        for below in headers
        if below > row
    )
    found = ((column, text) for column in range(index, -1, -1) if (text := grid.text(row, column)))
    at, left = next(found, (index, ""))
    if any((below, at) in deep for below in headers):
        return ""
    return left if lower and role_of(left) is None and not is_centred(grid, row, headers) else ""


def is_centred(grid: Grid, row: int, headers: tuple[int, ...]) -> bool:
    """A word without a role stands amid what it heads: a lower word is further left, under a blank."""
    filled = (
        column for column in range(grid.width) if (text := grid.text(row, column)) and not role_of(text)
    )
    first = next(filled, 0)
    lower = (
        text
        for below in headers
        if below > row
        for column in range(first)
        if not grid.text(row, column) and (text := grid.text(below, column))
    )
    return any(not (is_ordinal(text) or unit_of(text)) for text in lower)


def make_column(index: int, levels: tuple[str, ...], unit: str = "", year: int | None = None) -> Column:
    """The column that these header texts make; `year` completes 二季度 and 1—6月."""
    marked = [without_mark(without_sum(level)) for level in levels]
    levels = tuple(part for level, _is_marked in marked for part in apart(level))
    is_provisional = any(is_marked or says_provisional(level) for level, is_marked in marked)
    roles = [role_of(level) for level in levels]
    dated = dated_words(levels, year)
    periods = tuple(read_periods(dated))
    bracketed = (unit_of(level) or as_unit(trailing_bracket(level)[1]) for level in reversed(levels))
    role = next((role for role in reversed(roles) if role), Role.VALUE if periods else Role.OTHER)
    if Role.COMPARISON in roles:
        role = Role.COMPARISON
    if role is not Role.VALUE:
        periods, dated = (), ""
    return Column(
        index, role, levels, unit or next(filter(None, bracketed), ""), periods, dated, is_provisional
    )


def apart(level: str) -> tuple[str, ...]:
    """一季度 and 养老机构数 of 一季度养老机构数, as if they stood in two rows; 2023.06 is 2023年06月."""
    if dotted := _DOTTED.fullmatch(flat(level)):
        return (f"{dotted[1]}年{dotted[2]}月",)
    before, inside = trailing_bracket(level)
    inside = re.sub("^截[至止]", "", inside)
    if is_span(inside) and not is_dated(before):  # 数量（截至5月底）
        return (before, inside)
    span, rest = leading_span(level)
    return (span, rest) if span and not is_dated(level) else (level,)


def dated_words(levels: tuple[str, ...], year: int | None) -> str:
    """What the levels say of a period: the last that names one, with the year from above it."""
    parts = [without_unit(level) for level in levels if is_dated(level)]
    if not parts or read_periods(parts[-1]):
        return parts[-1] if parts else ""
    words = "".join(parts)
    if read_periods(words):
        return words
    return f"{year}年{words}" if year else ""


def without_unit(level: str) -> str:
    before, inside = trailing_bracket(level)
    return before if as_unit(inside) else level


def is_rival(columns: tuple[Column, ...], place: int, strongest: str) -> bool:
    """A weaker label, or the left one of two under one header: what it says stands above the label."""
    column = columns[place]
    after = columns[place + 1] if place + 1 < len(columns) else column
    twin = after is not column and (after.role, after.levels) == (column.role, column.levels)
    return column.role is Role.LABEL and (flat(column.header) != strongest or twin)


def column_groups(columns: tuple[Column, ...]) -> Iterator[tuple[Column, ...]]:
    """Column groups that stand side by side, each with its own label; of rival labels the strongest stays."""
    labels = [column for column in columns if column.role is Role.LABEL]
    key = Role.LABEL
    if labels:
        strongest = flat(min(labels, key=lambda column: strength(column.levels[-1])).header)
        columns = tuple(
            replace(column, role=Role.CONTEXT) if is_rival(columns, place, strongest) else column
            for place, column in enumerate(columns)
        )
    else:
        roles = {column.role for column in columns}
        key = Role.REGION if Role.REGION in roles else Role.PERIOD
    twins = [place for place, column in enumerate(columns) if column.role is key]
    words = [flat(column.header) for column in columns]
    if not twins or (key is not Role.LABEL and len({words[place] for place in twins}) > 1):
        yield columns
        return
    unlike = (back for back in range(twins[0]) if len({words[place - back - 1] for place in twins}) > 1)
    lead = next(unlike, twins[0])  # columns before each label that belong to its group
    shared = columns[: twins[0] - lead]
    starts = [place - lead for place in twins]
    for start, end in zip(starts, [*starts[1:], len(columns)], strict=True):
        yield shared + columns[start:end]


def unknown_columns(grid: Grid, found: Iterable[int], columns: Iterable[Column]) -> Iterator[Column]:
    """The visible columns without a header among those that are `found` to hold something."""
    known = {column.index for column in columns} | grid.hidden_columns
    for index in sorted(set(found) - known):
        yield Column(index, Role.OTHER, (column_name(index),))
