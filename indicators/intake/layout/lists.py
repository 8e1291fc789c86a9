"""Lists without a header: periods, regions or indicators, each with its figures beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from indicators.intake.grid import Cell, Kind, column_name
from indicators.intake.layout.headers import (
    LISTED,
    is_dated,
    is_ordinal,
    listed_number,
    says_number,
    unit_of,
)
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Rows

Columns = tuple[Column, ...]


def find_list(rows: Rows, is_name: Callable[[str], bool]) -> tuple[int, Columns] | None:
    """The first row of a sheet's list and the columns it has; None where there is none."""
    order = list(rows.items())
    for place in range(len(order) - LISTED + 1):
        some = [cells for _, cells in order[place : place + LISTED]]
        for read in (dated, lambda cells: named(cells, is_name)):
            found = [read(cells) for cells in some]
            if found[0] and all(each == found[0] for each in found):
                return order[place][0], found[0]
    return None


def dated(cells: Mapping[int, Cell]) -> Columns:
    """A period and the number beside it, and nothing else."""
    number = listed_number(cells)
    return () if number is None else (Column(min(cells), Role.PERIOD, ()), Column(number, Role.VALUE, ()))


def named(cells: Mapping[int, Cell], is_name: Callable[[str], bool]) -> Columns:
    """A name, be it numbered or with its unit, and nothing but numbers beside it."""
    left = list(cells.items())
    columns: list[Column] = []
    if len(left) > 2 and is_ordinal(left[0][1].text):
        columns.append(Column(left.pop(0)[0], Role.CONTEXT, ()))
    name, cell = left.pop(0)
    if cell.kind is not Kind.TEXT or not is_name(cell.text):
        return ()
    columns.append(Column(name, Role.OTHER, ()))
    numbers: list[int] = []
    for index, each in left:
        if unit_of(each.text):
            columns.append(Column(index, Role.UNIT, ()))
        elif says_number(each) and not is_dated(each.text):
            numbers.append(index)
        else:
            return ()
    if len(numbers) == 1:
        columns.append(Column(numbers[0], Role.VALUE, ()))
    else:
        columns += (Column(index, Role.OTHER, (column_name(index),)) for index in numbers)
    return tuple(sorted(columns, key=lambda column: column.index)) if numbers else ()
