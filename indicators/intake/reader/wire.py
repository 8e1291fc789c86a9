"""How grids cross from the child to the parent: one JSON array a line, so that neither holds it twice.

No line is long, so that they can be passed on without being understood.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import IO, Any

import orjson

from ..findings import Code, Finding, Severity
from ..grid import Cell, Grid, Kind, Position, Span, Value, cell_name
from .limits import Limits, RefusalError, broken
from .scan import Bounds

VERSION = 7  # goes up with every change of what the child says of one and the same file
_KINDS = {kind.value[0]: kind for kind in Kind}  # t n p d b e u
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}
_TEXT = _LETTERS[Kind.TEXT]
_NO_VALUE = (Kind.ERROR, Kind.UNCOMPUTED)
_LONGEST = 32 * 1024  # characters of texts in one line, before it ends
_NAME = 255  # characters of a sheet's name
_NAMED = 5  # cells
_WORD = 12  # characters of a unit
_COMMENTS = 500  # of one sheet
_SPANS = 1000  # merges, or places, in one line


class Output:
    """What the child says, sheet after sheet; counts cells and refuses what exceeds the limits."""

    def __init__(self, stream: IO[bytes], limits: Limits) -> None:
        self.limits = limits
        self._stream = stream
        self._count = 0
        self._sheet = ""
        self._bounds = Bounds("", limits)
        self._row = -1
        self._cells: list[list[str | int]] = []
        self._length = 0  # of their texts
        self._height = self._width = 0
        self._struck: list[Position] = []
        self._scaled: list[tuple[int, int, int]] = []
        self._worded: list[tuple[int, int, str]] = []
        self._hidden: list[str] = []

    def kind(self, kind: str) -> None:
        self._say("kind", kind)

    def finding(self, finding: Finding) -> None:
        self._say("finding", finding.severity, finding.code, finding.sheet, finding.cell, finding.params)

    def start_sheet(self, name: str, *, hidden: bool = False) -> None:
        if len(name) > _NAME:
            raise broken("part_name")
        self._sheet, self._bounds = name, Bounds(name, self.limits)
        self._height = self._width = 0
        self._struck, self._scaled, self._worded, self._hidden = [], [], [], []
        self._say("sheet", name, hidden)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Raises RefusalError for a cell that lies too far out, holds too much, or is one too many."""
        bounds, (value, text, kind) = self._bounds, cell
        if row >= bounds.height or column >= bounds.width:
            bounds.add(row, column)
        if len(text) > self.limits.text:
            raise broken("text", self._sheet, cell_name(row, column))
        self._count += 1
        if self._count > self.limits.cells:
            raise RefusalError(Code.TOO_MANY_CELLS, self._sheet, limit=str(self.limits.cells))
        if row != self._row or self._length > _LONGEST:
            self._flush()
            self._row = row
        if row >= self._height:
            self._height = row + 1
        if column >= self._width:
            self._width = column + 1
        self._length += len(text) + 8
        packed: list[str | int] = [column, _LETTERS[kind], text]
        if kind is Kind.PERCENT or kind is Kind.DATE:
            packed.append(str(value))
        self._cells.append(packed)

    def put_texts(self, row: int, texts: Iterable[str]) -> None:
        """The texts of a new row, together no longer than one may be; raises as `put` does."""
        filled = [(column, _TEXT, text) for column, text in enumerate(texts) if text and not text.isspace()]
        if not filled:
            return
        self._flush()
        self._count += len(filled)
        if self._count > self.limits.cells:
            raise RefusalError(Code.TOO_MANY_CELLS, self._sheet, limit=str(self.limits.cells))
        last = filled[-1][0]
        self._bounds.add(row, last)
        self._height, self._width = row + 1, max(self._width, last + 1)
        self._say("row", row, filled)

    def strike(self, row: int, column: int) -> None:
        """A line goes through this cell, or through some of its text."""
        self._struck.append((row, column))

    def hide(self, row: int, column: int) -> None:
        """This cell holds a number that its format does not show, so that it is not put out."""
        self._hidden.append(cell_name(row, column))

    def look(self, row: int, column: int, power: int, word: str = "") -> None:
        """This cell does not show the number that it stores, or a unit behind it that it does not store."""
        if power:
            self._scaled.append((row, column, power))
        if word:
            self._worded.append((row, column, word[:_WORD]))

    def comments(self, said: Mapping[Position, str]) -> None:
        """What is noted on cells, as far as it is short and there are not too many."""
        noted = [(*at, text[:_NAME]) for at, text in sorted(said.items())[:_COMMENTS] if text]
        if noted:
            self._say("comments", noted)

    def reserve(self, row: int, column: int) -> None:
        """Raises RefusalError at once where cells up to this one would lie too far out."""
        self._bounds.add(row, column)

    def end_sheet(
        self, merges: list[Span] | None = None, rows: Iterable[int] = (), columns: Iterable[int] = ()
    ) -> None:
        """Ends the sheet with its merges and hidden rows and columns, as far as they meet used cells."""
        self._flush()
        self._row = -1
        spans = [(span.top, span.left, span.bottom, span.right) for span in self._bounds.clip(merges or [])]
        for first in range(0, len(spans), _SPANS):
            self._say("merges", spans[first : first + _SPANS])
        for first in range(0, len(self._struck), _SPANS):
            self._say("struck", self._struck[first : first + _SPANS])
        for first in range(0, len(self._scaled), _SPANS):
            self._say("scaled", self._scaled[first : first + _SPANS])
        for first in range(0, len(self._worded), _SPANS):
            self._say("worded", self._worded[first : first + _SPANS])
        if self._hidden:
            given = "、".join(self._hidden[:_NAMED]) + ("…" if len(self._hidden) > _NAMED else "")
            params = {"given": given, "count": str(len(self._hidden))}
            note = Finding(Severity.NOTE, Code.HIDDEN_VALUES, self._sheet, self._hidden[0], params)
            self.finding(note)
        hidden_rows = sorted(row for row in rows if row < self._bounds.height)
        hidden_columns = sorted(column for column in columns if column < self._bounds.width)
        self._say("end_sheet", self._height, self._width, hidden_rows, hidden_columns)

    def end(self) -> None:
        self._say("end", self._count)

    def _flush(self) -> None:
        if self._cells:
            self._say("row", self._row, self._cells)
            self._cells, self._length = [], 0

    def _say(self, *words: Any) -> None:
        self._stream.write(orjson.dumps(words, option=orjson.OPT_APPEND_NEWLINE))


@dataclass
class Heard:
    """What the parent understood."""

    kind: str = ""
    grids: list[Grid] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_lines(lines: Iterable[bytes]) -> Heard:
    """Grids and findings from the child's lines.

    Raises ValueError for lines that no child of ours says or that stop short, and RefusalError where a cell
    stands twice.
    """
    heard, texts = Heard(), dict[str, Cell]()
    name, hidden, cells, spans = "", False, dict[Position, Cell](), list[Span]()
    noted, struck = dict[Position, str](), set[Position]()
    scaled, worded = dict[Position, int](), dict[Position, str]()
    for line in lines:
        try:
            match orjson.loads(line):
                case ["row", row, packed]:
                    add_row(cells, row, packed, name, texts)
                case ["sheet", name, hidden]:
                    cells, spans, noted, struck, scaled, worded = {}, [], {}, set(), {}, {}
                case ["comments", said]:
                    noted = {(row, column): text for row, column, text in said}
                case ["merges", corners]:
                    spans += read_spans(corners)
                case ["struck", places]:
                    struck |= {(row, column) for row, column in places}
                case ["scaled", powers]:
                    scaled |= {(row, column): power for row, column, power in powers}
                case ["worded", words]:
                    worded |= {(row, column): word for row, column, word in words}
                case ["end_sheet", int(), int(), rows, columns]:
                    merges = tuple(spans)
                    hidden_parts = frozenset(rows), frozenset(columns)
                    look = frozenset(struck)
                    heard.grids.append(
                        Grid(name, cells, merges, hidden, *hidden_parts, noted, look, scaled, worded)
                    )
                case ["finding", severity, code, sheet, cell, params]:
                    heard.findings.append(Finding(Severity(severity), Code(code), sheet, cell, params))
                case ["kind", kind]:
                    heard.kind = kind
                case ["end", int()]:
                    return heard
                case _:
                    raise ValueError("unknown line")
        except (TypeError, LookupError, ArithmeticError, RecursionError) as error:
            raise ValueError("unknown line") from error
    raise ValueError("the lines stop short")


def count_cells(words: IO[bytes]) -> int:
    """How many cells these lines hold, by the last of them; raises ValueError where they stop short."""
    words.seek(-min(64, words.seek(0, os.SEEK_END)), os.SEEK_END)
    match json.loads(words.read().splitlines()[-1] or b"0"):
        case ["end", int(count)]:
            return count
    raise ValueError("the lines stop short")


def read_spans(corners: Iterable[tuple[int, int, int, int]]) -> list[Span]:
    return [Span(*each) for each in corners]


def add_row(
    cells: dict[Position, Cell], row: int, packed: list[list[Any]], sheet: str, texts: dict[str, Cell]
) -> None:
    """Unpack what a line says of a row; raises RefusalError where a cell stands twice.

    Cells of the same text are one, for most recur.
    """
    for column, letter, text, *rest in packed:
        if (at := (row, column)) in cells:
            raise broken("duplicate_cell", sheet, cell_name(*at))
        if letter == _TEXT:
            if (cell := texts.get(text)) is None:
                cell = texts[text] = Cell(text, text, Kind.TEXT)
            cells[at] = cell
        else:
            kind = _KINDS[letter]
            cells[at] = Cell(_unpack(kind, text, rest), text, kind)


def _unpack(kind: Kind, text: str, rest: list[str]) -> Value:
    if kind in _NO_VALUE:
        return None
    if kind is Kind.NUMBER:
        return Decimal(text)
    if kind is Kind.PERCENT:
        return Decimal(rest[0])
    if kind is Kind.DATE:
        return date.fromisoformat(rest[0])
    if kind is Kind.BOOLEAN:
        return text == "TRUE"
    return text
