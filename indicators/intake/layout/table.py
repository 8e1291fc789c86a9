"""What layout finds in a sheet: tables, with the text around them, their columns and their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from indicators.intake.grid import Cell, Grid, Kind, Position
from indicators.intake.layout.roles import Role
from indicators.intake.provisional import PROVISIONAL
from indicators.periods import Period

NUMBERS = (Kind.NUMBER, Kind.PERCENT)
Rows = Mapping[int, Mapping[int, Cell]]  # row → column → cell, neither blank nor in a hidden row


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of text above a table: its title, its unit, who reports and when."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column and what its header says of it."""

    index: int
    role: Role
    levels: tuple[str, ...]  # the header texts, from the top down
    unit: str = ""  # from brackets, 数量（万元）, or a row of units
    periods: tuple[Period, ...] = ()  # 2023年6月
    dated: str = ""  # the words that say them, with their year
    is_provisional: bool = False  # 初步数, 快报数

    @property
    def header(self) -> str:
        return " ".join(self.levels) + (f"（{PROVISIONAL}）" if self.is_provisional else "")


@dataclass(frozen=True)
class Table:
    """One table of a sheet: the text above it, its columns, the rows that hold its data, the notes below."""

    grid: Grid
    above: tuple[Line, ...]
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    below: tuple[Line, ...] = ()
    year: int | None = None  # the one year that the text above names
    is_alone: bool = True  # the only one of its sheet

    @cached_property
    def covers(self) -> dict[Position, Position]:
        return merged(self.grid)

    @cached_property
    def by_role(self) -> dict[Role, tuple[Column, ...]]:
        found: dict[Role, tuple[Column, ...]] = {}
        for column in self.columns:
            found[column.role] = (*found.get(column.role, ()), column)
        return found

    def with_role(self, *roles: Role) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.role in roles)

    @cached_property
    def is_blank(self) -> bool:
        """Nothing stands in any column that could hold a figure or say why there is none."""
        columns = self.with_role(Role.VALUE, Role.PRINTED, Role.OTHER, Role.COMPARISON, Role.ABSENCE)
        return not any(self.cell(row, column) for row in self.rows for column in columns)

    @cached_property
    def firsts(self) -> dict[Role, Column]:
        return {role: columns[0] for role, columns in self.by_role.items()}

    def first(self, role: Role) -> Column | None:
        return self.firsts.get(role)

    def text(self, row: int, column: Column | None) -> str:
        """What a person reads there, also in a merged block; empty without a column."""
        if column is None:
            return ""
        at = row, column.index
        cell = self.grid.cells.get(self.covers.get(at, at) if self.covers else at)
        return cell.text.strip() if cell else ""

    def texts(self, column: Column | None) -> Mapping[int, str]:
        """What a person reads in a column of this table, by row; nothing without a column."""
        if column is None:
            return {}
        if (known := self.read.get(column.index)) is None:
            cells, covers, at = self.grid.cells, self.covers, column.index
            places = ((row, at) for row in self.rows)
            found = map(cells.get, (covers.get(place, place) for place in places) if covers else places)
            texts = [cell.text.strip() if cell else "" for cell in found]
            known = self.read[at] = dict(zip(self.rows, texts, strict=True))
        return known

    @cached_property
    def said_by_role(self) -> Mapping[Role, Mapping[int, str]]:
        """What the first column of each role says, by row; nothing without one."""
        return {role: self.texts(self.first(role)) for role in Role}

    def fills(self, role: Role) -> bool:
        """Some row fills the first column of a role, so that a blank in it is a question."""
        return role in self.filled

    @cached_property
    def filled(self) -> frozenset[Role]:
        return frozenset(role for role, texts in self.said_by_role.items() if any(texts.values()))

    @cached_property
    def read(self) -> dict[int, dict[int, str]]:
        return {}

    def cell(self, row: int, column: Column) -> Cell | None:
        """The cell itself, None where blank: a merged number belongs to its first cell alone."""
        found = self.grid.cells.get((row, column.index))
        return found if found and is_filled(found) else None


def is_filled(cell: Cell) -> bool:
    return cell.value is not None or bool(cell.text.strip())


def is_number(cell: Cell) -> bool:
    return cell.kind in NUMBERS


def merged(grid: Grid) -> dict[Position, Position]:
    """Each cell covered by a merge, and the corner that holds its text."""
    if not grid.merges:
        return {}
    height, width = grid.height, grid.width
    return {
        (row, column): (span.top, span.left)
        for span in grid.merges
        for row in range(span.top, min(span.bottom + 1, height))
        for column in range(span.left, min(span.right + 1, width))
    }


def visible_rows(grid: Grid) -> Rows:
    """What is neither blank nor in a hidden row, from the top down and from left to right."""
    rows: dict[int, dict[int, Cell]] = defaultdict(dict)
    for (row, column), cell in sorted(grid.cells.items()):  # no place twice, so that no cell is compared
        if (cell.value is not None or cell.text.strip()) and row not in grid.hidden_rows:
            rows[row][column] = cell
    return dict(rows)
