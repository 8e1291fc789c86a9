"""What a sheet holds, as plain values: the only thing that later stages see of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import NamedTuple

_CELL = re.compile(r"([A-Z]{1,4})([1-9]\d{0,6})")
Position = tuple[int, int]  # row and column, both from 0
Value = str | Decimal | date | bool | None


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"  # value is already times 100: 35.6 with text "35.6%"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"  # #DIV/0! and the like; value is None, text is the error
    UNCOMPUTED = "uncomputed"  # a formula without a cached value; value is None, text is the formula


class Cell(NamedTuple):
    """One cell that is not blank: its value, and the text that a person sees in it."""

    value: Value
    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Span:
    """A merged block, both corners included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """One sheet: its cells that are not blank, its merges, what is hidden in it, comments, how cells look."""

    sheet: str
    cells: dict[Position, Cell]
    merges: tuple[Span, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    comments: dict[Position, str] = field(default_factory=dict)  # 批注
    struck: frozenset[Position] = field(default_factory=frozenset)  # with a line through them
    scaled: dict[Position, int] = field(
        default_factory=dict
    )  # 4: shown is a ten thousandth of what is stored
    worded: dict[Position, str] = field(default_factory=dict)  # the unit that a format puts behind a number

    @cached_property
    def height(self) -> int:
        return max(map(itemgetter(0), self.cells), default=-1) + 1

    @cached_property
    def width(self) -> int:
        return max(map(itemgetter(1), self.cells), default=-1) + 1

    @cached_property
    def texts(self) -> frozenset[str]:
        """All that its cells say, each once: most recur."""
        return frozenset(cell.text for cell in self.cells.values())

    def text(self, row: int, column: int) -> str:
        """The cell's text without surrounding space, or an empty string."""
        cell = self.cells.get((row, column))
        return cell.text.strip() if cell else ""


@lru_cache(maxsize=20_000)
def column_name(column: int) -> str:
    """`D` for column 3."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """`D4` for row 3, column 3."""
    return f"{column_name(column)}{row + 1}"


def position(name: str) -> Position | None:
    """Row and column of `D4`; None where the name is no cell's."""
    match = _CELL.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
