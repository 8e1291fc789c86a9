"""One worksheet of an xlsx workbook, as a stream of its XML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

from ..grid import Cell, Kind, Span, column_name
from .formats import GENERAL, Format
from .limits import broken
from .markup import Attributes, feed, is_on, main_names, make_parser
from .scan import read_reference, read_span
from .values import boolean_cell, error_cell, is_figure, number_cell, read_look, text_cell, unescape
from .wire import Output

_CONTAINERS = ("row", "c", "rPh", "mergeCell", "col", "strike")
_TEXTS = ("v", "f", "t")


@dataclass(frozen=True)
class Book:
    """What the cells of all sheets refer to."""

    strings: list[str]
    formats: list[Format]
    since_1904: bool
    struck: frozenset[int] = frozenset()  # styles with a line through their text
    struck_strings: frozenset[int] = frozenset()
    unseen: frozenset[int] = frozenset()  # styles whose text has the colour of what is behind it
    recalculate: bool = (
        False  # the file asks to be computed when opened: a zero that a formula shows may be unset
    )


def read_sheet(stream: IO[bytes], book: Book, output: Output) -> None:
    """Put the sheet's cells, merges and hidden parts out; raises RefusalError or ExpatError."""
    reader = _SheetReader(book, output)
    feed(reader.parser, stream)
    output.end_sheet(reader.merges, reader.hidden_rows, reader.hidden_columns)


class _SheetReader:
    def __init__(self, book: Book, output: Output) -> None:
        self.merges: list[Span] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._book = book
        self._output = output
        self._row, self._column = -1, -1
        self._row_given = False
        self._digits = "0"  # of the row, as cells that stand in it say them
        self._letters: dict[str, int] = {}  # columns
        self._texts: dict[str, Cell | None] = {}  # shared strings, by their index
        self._attributes: Attributes | None = None  # of the cell being read
        self._stored: dict[str, str] = {}  # its v, f and t
        self._heard: list[str] = []  # the text since the last of these began
        self._is_struck = False
        self._odd = {str(style) for style in book.struck} | {
            str(style) for style, each in enumerate(book.formats) if each.scales
        }
        self._unseen = {str(style) for style in book.unseen}
        self._phonetic = False
        self._start = {name: local for local in (*_CONTAINERS, *_TEXTS) for name in main_names(local)}
        self._end = {name: local for local in ("c", "rPh", *_TEXTS) for name in main_names(local)}
        self._has_looks = bool(self._odd or book.struck_strings)
        self.parser = make_parser()
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end
        self.parser.CharacterDataHandler = self._heard.append

    def _on_start(self, name: str, attributes: Attributes) -> None:
        local = self._start.get(name)
        if local is None:
            return
        if local == "c":
            self._start_cell(attributes)
        elif local in _TEXTS:
            self._heard.clear()
        elif local == "row":
            self._start_row(attributes)
        elif local == "rPh":
            self._phonetic = True
        elif local == "strike":
            self._is_struck = is_on(attributes)
        elif local == "mergeCell":
            self.merges.append(read_span(attributes.get("ref", "")))
        elif _is_true(attributes.get("hidden")) or _is_nothing(attributes.get("width")):
            first, last = _number(attributes.get("min")), _number(attributes.get("max"))
            self.hidden_columns.update(range(max(first - 1, 0), min(last, self._output.limits.columns)))

    def _start_row(self, attributes: Attributes) -> None:
        self._row_given = "r" in attributes
        self._row = _number(attributes["r"]) - 1 if self._row_given else self._row + 1
        self._column, self._digits = -1, str(self._row + 1)
        if self._row < 0:
            raise broken("reference")
        if _is_true(attributes.get("hidden")) or _is_nothing(attributes.get("ht")):
            self.hidden_rows.add(self._row)

    def _start_cell(self, attributes: Attributes) -> None:
        if "r" in attributes:
            reference = attributes["r"]
            letters, digits = reference[: -len(self._digits)], reference[-len(self._digits) :]
            column = self._letters.get(letters) if digits == self._digits else None
            if column is not None:  # as most do, it stands in the row that is being read
                self._column = column
            else:
                self._read_place(reference)
        else:
            self._column += 1
        self._attributes = attributes
        self._stored = {}
        self._is_struck = False

    def _read_place(self, reference: str) -> None:
        row, self._column = read_reference(reference)
        if row != self._row and self._row_given:
            raise broken("reference")
        self._row, self._digits = row, str(row + 1)
        self._letters[column_name(self._column)] = self._column

    def _on_end(self, name: str) -> None:
        local = self._end.get(name)
        if local is None:
            return
        if local == "c":
            attributes, self._attributes = self._attributes, None
            if self._stored and attributes is not None:
                cell = self._make_cell(attributes)
                if cell is not None and self._unseen and self._is_unseen(attributes, cell):
                    self._output.hide(self._row, self._column)
                elif cell is not None:
                    self._output.put(self._row, self._column, cell)
                    if self._has_looks or self._is_struck:
                        self._put_look(attributes)
                elif attributes.get("t", "n") == "n" and self._format(attributes).hides:
                    self._output.hide(self._row, self._column)
        elif local == "rPh":
            self._phonetic = False
        elif self._attributes is not None and not self._phonetic:
            self._stored[local] = self._stored.get(local, "") + "".join(self._heard)

    def _is_unseen(self, attributes: Attributes, cell: Cell) -> bool:
        return attributes.get("s", "0") in self._unseen and is_figure(cell)

    def _put_look(self, attributes: Attributes) -> None:
        """Say that the cell is struck through, or shows more or other than it stores."""
        style, kind = attributes.get("s", "0"), attributes.get("t", "n")
        strings, value = self._book.struck_strings, self._stored.get("v", "").strip()
        if self._is_struck or (strings and kind == "s" and _number(value) in strings):
            self._output.strike(self._row, self._column)
        if style not in self._odd:
            return
        if _number(style) in self._book.struck:
            self._output.strike(self._row, self._column)
        if kind == "n":
            self._output.look(self._row, self._column, *read_look(value, self._format(attributes)))

    def _make_cell(self, attributes: Attributes) -> Cell | None:
        stored, kind = self._stored, attributes.get("t", "n")
        if kind == "inlineStr":
            return text_cell(unescape(stored.get("t", "")))
        value = stored.get("v", "")
        if kind == "str":
            if "f" in stored and "v" not in stored:
                return self._uncomputed()
            return text_cell(unescape(value))
        value = value.strip()
        if "f" in stored and (not value or (value == "0" and self._book.recalculate)):
            return self._uncomputed()
        if not value:
            return None
        if kind == "s":
            if value not in self._texts:
                self._texts[value] = text_cell(self._shared(value))
            return self._texts[value]
        if kind == "b":
            return boolean_cell(true=_is_true(value))
        if kind == "e":
            return error_cell(value)
        if kind == "d":
            return _iso_date(value)
        return number_cell(value, self._format(attributes), since_1904=self._book.since_1904)

    def _uncomputed(self) -> Cell:
        return Cell(None, "=" + self._stored["f"], Kind.UNCOMPUTED)

    def _shared(self, index: str) -> str:
        number = _number(index)
        if number >= len(self._book.strings):
            raise broken("shared_strings")
        return self._book.strings[number]

    def _format(self, attributes: Attributes) -> Format:
        style = _number(attributes.get("s", "0"))
        return self._book.formats[style] if style < len(self._book.formats) else GENERAL


def _number(text: str | None) -> int:
    if text is None or not (text.isascii() and text.isdigit() and len(text) < 10):
        raise broken("number")
    return int(text)


def _is_true(text: str | None) -> bool:
    return text in ("1", "true", "on")


def _is_nothing(size: str | None) -> bool:
    """A width or height of zero hides as well."""
    return size is not None and size.strip("0.") == "" and "0" in size


def _iso_date(text: str) -> Cell:
    try:
        day = datetime.fromisoformat(text).replace(tzinfo=UTC).date()
    except ValueError as error:
        raise broken("date") from error
    return Cell(day, day.isoformat(), Kind.DATE)
