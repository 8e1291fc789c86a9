"""A table on its way out: values as values, and all that must go along with them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Cell = Decimal | int | str | None


class Shape(StrEnum):
    LINE = "line"
    COLUMN = "column"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `decimals` of its numbers, `is_link` where its texts are addresses of this site."""

    name: str
    decimals: int | None = None
    is_link: bool = False
    width: int = 14


@dataclass(frozen=True, slots=True)
class Picture:
    """The chart that a workbook draws of a sheet: its numbers over its names, by number of column.

    The rows `after` the first so many are drawn: the whole would dwarf its parts.
    """

    shape: Shape
    names: int
    numbers: tuple[int, ...]
    unit: str
    after: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with title, facts (unit, source, release, address), notes, and a stamp on invented figures."""

    title: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    stamp: str = ""
    picture: Picture | None = None
