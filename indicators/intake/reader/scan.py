"""Cell references, and the block of cells that a sheet really uses: its declared dimension is never asked."""

from __future__ import annotations

import re
from functools import lru_cache

from ..findings import Code
from ..grid import Position, Span, cell_name
from .limits import Limits, RefusalError, broken

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_WIDE = 256  # wider than any form


def read_reference(text: str) -> Position:
    """`D4` as row 3, column 3; raises RefusalError for anything else."""
    found = _REFERENCE.fullmatch(text)
    if found is None:
        raise broken("reference")
    row = int(found[2]) - 1
    if row < 0:
        raise broken("reference")
    return row, read_column(found[1])


@lru_cache(maxsize=20_000)
def read_column(letters: str) -> int:
    """`A` is 0, `AA` is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def read_span(text: str) -> Span:
    """`A1:C2`; raises RefusalError for anything else."""
    first, _, last = text.partition(":")
    top, left = read_reference(first)
    bottom, right = read_reference(last or first)
    return Span(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


class Bounds:
    """The used block of one sheet, which grows cell by cell and refuses what lies too far out."""

    def __init__(self, sheet: str, limits: Limits) -> None:
        self.height = 0
        self.width = 0
        self._sheet = sheet
        self._limits = limits
        self._lowest: Position = (0, 0)
        self._widest: Position = (0, 0)

    def add(self, row: int, column: int) -> None:
        """Raises RefusalError when the block outgrows the limits, naming the cell that stands far out."""
        if row < self.height and column < self.width:
            return
        limits = self._limits
        if row >= limits.rows or column >= limits.columns:
            raise self._far(row, column)
        if row >= self.height:
            self.height, self._lowest = row + 1, (row, column)
        if column >= self.width:
            self.width, self._widest = column + 1, (row, column)
        if self.height * self.width > limits.area:
            raise self._far(*(self._widest if self.width > _WIDE else self._lowest))

    def clip(self, spans: list[Span]) -> tuple[Span, ...]:
        """The spans within the block; raises RefusalError where they overlap so much that they exceed it."""
        kept = []
        for span in spans:
            bottom, right = min(span.bottom, self.height - 1), min(span.right, self.width - 1)
            if bottom >= span.top and right >= span.left and (bottom, right) != (span.top, span.left):
                kept.append(Span(span.top, span.left, bottom, right))
        area = sum((span.bottom - span.top + 1) * (span.right - span.left + 1) for span in kept)
        if area > self.height * self.width:
            raise broken("merges", self._sheet)
        return tuple(kept)

    def _far(self, row: int, column: int) -> RefusalError:
        limits = self._limits
        return RefusalError(
            Code.FAR_CELL,
            self._sheet,
            cell_name(row, column),
            rows=str(limits.rows),
            columns=str(limits.columns),
            cells=str(limits.area),
        )
