"""The header block of a table: where it is, how deep it goes, and what each column is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from indicators.intake.grid import Cell, Grid, Kind, Position
from indicators.intake.layout.roles import Role, role_of, strength
from indicators.intake.layout.table import Column, Rows
from indicators.intake.layout.words import as_unit, flat, trailing_bracket
from indicators.periods import read_periods

DEPTH = 4  # three rows of words and the 甲乙丙 row
FIGURES = (Role.VALUE, Role.PRINTED, Role.COMPARISON, Role.OTHER)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINAL = re.compile(r"\(?(?:[甲乙丙丁戊己庚辛壬癸]|\d{1,2}|栏次|行次)\)?")


def is_header(cells: Mapping[int, Cell], width: int) -> bool:
    """It names a label, code or region column and what stands beside it, and holds no number but years.

    `width` counts what merged cells cover.
    """
    if not all(is_wordy(cell) for cell in cells.values()):
        return False
    roles = [role_of(cell.text) for cell in cells.values()]
    if Role.LABEL in roles or Role.CODE in roles:
        dated = (role_of(cell.text) is None and read_periods(cell.text) for cell in cells.values())
        return len(roles) > 2 or len([role for role in roles if role]) > 1 or any(dated)
    return Role.REGION in roles and width > 2 and Role.PERIOD not in roles


def is_wordy(cell: Cell) -> bool:
    """Words, or a year alone."""
    return cell.kind is Kind.TEXT or (cell.kind is Kind.NUMBER and bool(_YEAR.fullmatch(flat(cell.text))))


def header_block(rows: Rows, start: int, covers: Mapping[Position, Position]) -> tuple[int, ...]:
    """The header row and those below that belong to it: merged labels, sub-headers, 甲乙丙."""
    block = [start]
    labels = {
        column for column, cell in rows[start].items() if role_of(cell.text) in (Role.LABEL, Role.REGION)
    }
    for row in range(start + 1, start + DEPTH):
        cells = rows.get(row)
        if not cells:
            break
        ordinals = is_ordinal_row(cells)
        joined = any(covers.get((row, column), (row, column))[0] <= start for column in labels)
        named = not labels & cells.keys() and all(role_of(cell.text) for cell in cells.values())
        if not (ordinals or ((joined or named) and all(map(is_wordy, cells.values())))):
            break
        block.append(row)
        if ordinals:
            break
    return tuple(block)


def is_ordinal_row(cells: Mapping[int, Cell]) -> bool:
    """The row 甲 | 乙 | (丙) | 1 | 2."""
    texts = [flat(cell.text) for cell in cells.values()]
    return all(map(_ORDINAL.fullmatch, texts)) and any("甲" in text or "栏次" in text for text in texts)


def columns_of(
    grid: Grid, headers: tuple[int, ...], covers: Mapping[Position, Position]
) -> tuple[Column, ...]:
    """Every column that has a header, and what it says; hidden ones place figures, but hold none."""
    columns = []
    for index in range(grid.width):
        levels: list[str] = []
        for row in headers:
            at = covers.get((row, index), (row, index))
            text = grid.text(*at) if at[0] >= headers[0] else ""
            is_ordinal = row > headers[0] and _ORDINAL.fullmatch(flat(text))
            if text and text not in levels and not is_ordinal:
                levels.append(text)
        if levels:
            columns.append(make_column(index, tuple(levels)))
    hidden = grid.hidden_columns
    return tuple(column for column in columns if column.index not in hidden or column.role not in FIGURES)


def make_column(index: int, levels: tuple[str, ...]) -> Column:
    """The column that these header texts make."""
    roles = [role_of(level) for level in levels]
    periods = tuple(period for level in levels for period in read_periods(level))
    unit = next(filter(None, (as_unit(trailing_bracket(level)[1]) for level in reversed(levels))), "")
    role = next((role for role in reversed(roles) if role), Role.VALUE if periods else Role.OTHER)
    if Role.COMPARISON in roles:
        role = Role.COMPARISON
    return Column(index, role, levels, unit, periods if role is Role.VALUE else ())


def is_rival(column: Column, strongest: str) -> bool:
    return column.role is Role.LABEL and flat(column.header) != strongest


def column_groups(columns: tuple[Column, ...]) -> Iterator[tuple[Column, ...]]:
    """Column groups that stand side by side, each with its own label; of rival labels the strongest stays."""
    labels = [column for column in columns if column.role is Role.LABEL]
    if not labels:
        yield columns
        return
    strongest = flat(min(labels, key=lambda column: strength(column.levels[-1])).header)
    columns = tuple(
        replace(column, role=Role.CONTEXT) if is_rival(column, strongest) else column for column in columns
    )
    twins = [place for place, column in enumerate(columns) if column.role is Role.LABEL]
    words = [flat(column.header) for column in columns]
    unlike = (back for back in range(twins[0]) if len({words[place - back - 1] for place in twins}) > 1)
    lead = next(unlike, twins[0])  # columns before each label that belong to its group
    shared = columns[: twins[0] - lead]
    starts = [place - lead for place in twins]
    for start, end in zip(starts, [*starts[1:], len(columns)], strict=True):
        yield shared + columns[start:end]
