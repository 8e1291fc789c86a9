"""An ods workbook, from its own XML: values as they look, merges, hidden parts.

Source: OpenDocument 1.3 part 3, 9 (tables) and 19 (attributes). What is repeated is written once in the file
and may stand for a million cells, so only repeated cells that hold something are put out, and counted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from ..findings import Code
from ..grid import Cell, Kind, Position, Span
from .archive import DAMAGE, damage, open_archive
from .formats import GENERAL, Format, Shape
from .limits import Limits, RefusalError, broken
from .markup import Attributes, feed, make_parser, read_elements
from .scaling import Scale
from .values import boolean_cell, error_cell, noted, number_cell, plain, read_number, text_cell
from .wire import Output

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{_OASIS}{name}:1.0 " for name in ("table", "office", "text", "style"))
_NUMBER = f"{_OASIS}datastyle:1.0 "
_FACTORS = {"1" + "0" * power: power for power in (3, 4, 6, 8)}
_ERROR_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_SKIPPED = (f"{_TABLE}tracked-changes", f"{_TABLE}shapes", f"{_TABLE}dde-links")
_NOTE = f"{_OFFICE}annotation"
_DRAWING = f"{_OASIS}drawing:1.0 "
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_NUMBERS = ("float", "currency")
_BLANKS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def read_ods(data: bytes, limits: Limits, output: Output) -> None:
    """Put every sheet out; raises RefusalError for what is damaged, dangerous or too large."""
    try:
        archive = open_archive(data, limits)
        if archive.has_folder("Basic") or archive.has_folder("Scripts"):
            raise RefusalError(Code.MACROS)
        if "META-INF/manifest.xml" in archive:
            with archive.open("META-INF/manifest.xml") as stream:
                read_elements(stream, _refuse_password)
        with archive.open("content.xml") as stream:
            feed(_ContentReader(output).parser, stream)
    except DAMAGE as error:
        raise damage(error) from error


def _refuse_password(element: str, _: Attributes) -> None:
    if element == "encryption-data":
        raise RefusalError(Code.PASSWORD_PROTECTED)


class _ContentReader:
    def __init__(self, output: Output) -> None:
        self.parser = make_parser()
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end
        self.parser.CharacterDataHandler = self._on_text
        self._output = output
        self._hidden_styles: set[str] = set()
        self._struck_styles: set[str] = set()
        self._powers: dict[str, int] = {}  # of styles that show a number in thousands
        self._style = ""
        self._skipped = 0  # how deep inside what is not read
        self._merges: list[Span] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._columns = self._row = self._column = 0
        self._repeated = 1
        self._row_cells: list[tuple[int, int, Cell]] = []  # first column, how often, what
        self._cell: Attributes | None = None
        self._pieces: list[str] = []
        self._in_text = 0
        self._in_note = False
        self._is_struck = False
        self._noted: list[str] = []
        self._comments: dict[Position, str] = {}
        self._odd_columns: list[
            tuple[range, str]
        ] = []  # that are struck or scaled where no cell says otherwise
        self._starts: dict[str, Callable[[Attributes], None]] = {
            f"{_STYLE}style": self._start_style,
            f"{_STYLE}table-properties": self._style_of_table,
            f"{_STYLE}text-properties": self._style_of_text,
            f"{_NUMBER}number-style": self._start_style,
            f"{_NUMBER}number": self._style_of_number,
            f"{_TEXT}span": self._start_span,
            _NOTE: self._start_note,
            f"{_TABLE}table": self._start_table,
            f"{_TABLE}table-column": self._start_column,
            f"{_TABLE}table-row": self._start_row,
            f"{_TEXT}s": lambda given: self._texts.append(" " * _count(given, f"{_TEXT}c")),
        } | dict.fromkeys(_CELLS, self._start_cell)

    def _on_start(self, name: str, attributes: Attributes) -> None:
        if self._skipped or name in _SKIPPED or name.startswith(_DRAWING):
            self._skipped += 1
        elif name in self._starts:
            self._starts[name](attributes)
        elif name in _BLANKS:
            self._texts.append(_BLANKS[name])
        elif name == f"{_TEXT}p":
            if self._texts:
                self._texts.append("\n")
            self._in_text += 1

    def _on_end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif name == _NOTE:
            self._in_note = False
            self._comments[self._row, self._column] = noted("".join(self._noted))
        elif name in _CELLS:
            self._end_cell()
        elif name == f"{_TABLE}table-row":
            self._end_row()
        elif name == f"{_TABLE}table":
            self._output.comments(self._comments)
            self._output.end_sheet(self._merges, self._hidden_rows, self._hidden_columns)
        elif name == f"{_TEXT}p":
            self._in_text -= 1

    def _on_text(self, text: str) -> None:
        if self._in_text and not self._skipped:
            self._texts.append(text)

    @property
    def _texts(self) -> list[str]:
        """Of the note on a cell, or of the cell."""
        return self._noted if self._in_note else self._pieces

    def _start_note(self, _: Attributes) -> None:
        self._in_note, self._noted = True, []

    def _start_span(self, attributes: Attributes) -> None:
        if not self._in_note and attributes.get(f"{_TEXT}style-name") in self._struck_styles:
            self._is_struck = True

    def _start_style(self, attributes: Attributes) -> None:
        self._style = attributes.get(f"{_STYLE}name", "")
        if power := self._powers.get(attributes.get(f"{_STYLE}data-style-name", "")):
            self._powers[self._style] = power
        if attributes.get(f"{_STYLE}parent-style-name") in self._struck_styles:
            self._struck_styles.add(self._style)

    def _style_of_table(self, attributes: Attributes) -> None:
        if attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)

    def _style_of_text(self, attributes: Attributes) -> None:
        lines = (attributes.get(f"{_STYLE}text-line-through-{part}", "none") for part in ("style", "type"))
        if any(line != "none" for line in lines):
            self._struck_styles.add(self._style)

    def _style_of_number(self, attributes: Attributes) -> None:
        factor = attributes.get(f"{_NUMBER}display-factor", "1")
        if factor in _FACTORS:
            self._powers[self._style] = _FACTORS[factor]

    def _start_table(self, attributes: Attributes) -> None:
        if self._cell is not None:
            raise broken("nested_table")
        self._merges, self._row_cells, self._comments, self._odd_columns = [], [], {}, []
        self._hidden_rows, self._hidden_columns = set(), set()
        self._columns = self._row = self._column = 0
        hidden = attributes.get(f"{_TABLE}style-name") in self._hidden_styles
        self._output.start_sheet(attributes.get(f"{_TABLE}name", ""), hidden=hidden)

    def _start_column(self, attributes: Attributes) -> None:
        count = _count(attributes, f"{_TABLE}number-columns-repeated")
        if _is_hidden(attributes):
            self._hidden_columns.update(
                range(self._columns, min(self._columns + count, self._output.limits.columns))
            )
        style = attributes.get(f"{_TABLE}default-cell-style-name", "")
        if style in self._struck_styles or style in self._powers:
            self._odd_columns.append((range(self._columns, self._columns + count), style))
        self._columns += count

    def _start_row(self, attributes: Attributes) -> None:
        self._repeated = _count(attributes, f"{_TABLE}number-rows-repeated")
        self._column, self._row_cells = 0, []
        if _is_hidden(attributes):
            last = min(self._row + self._repeated, self._output.limits.rows)
            self._hidden_rows.update(range(self._row, last))

    def _end_row(self) -> None:
        if self._row_cells:
            column, count, _ = self._row_cells[-1]
            self._output.reserve(self._row + self._repeated - 1, column + count - 1)
        for row in range(self._row, self._row + (self._repeated if self._row_cells else 0)):
            for first, count, cell in self._row_cells:
                for column in range(first, first + count):
                    self._output.put(row, column, cell)
        self._row += self._repeated

    def _start_cell(self, attributes: Attributes) -> None:
        self._cell, self._pieces, self._is_struck = attributes, [], False

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell or {}, None
        count = _count(attributes, f"{_TABLE}number-columns-repeated")
        style = attributes.get(f"{_TABLE}style-name", "")
        if not style and self._odd_columns:
            style = next((each for places, each in self._odd_columns if self._column in places), "")
        power = self._powers.get(style, 0) if self._powers else 0
        cell = _make_cell(attributes, "".join(self._pieces), power)
        if cell is not None:
            self._row_cells.append((self._column, count, cell))
            if self._is_struck or style in self._struck_styles:
                self._output.strike(self._row, self._column)
            if power and cell.kind is Kind.NUMBER:
                self._output.look(self._row, self._column, power)
        down = _count(attributes, f"{_TABLE}number-rows-spanned")
        right = _count(attributes, f"{_TABLE}number-columns-spanned")
        if down > 1 or right > 1:
            corner = self._row, self._column
            self._merges.append(Span(*corner, corner[0] + down - 1, corner[1] + right - 1))
        self._column += count


def _make_cell(attributes: Attributes, shown: str, power: int = 0) -> Cell | None:
    kind = attributes.get(f"{_OFFICE}value-type", "")
    if attributes.get(_ERROR_TYPE) == "error":
        return error_cell(shown.strip() or "#ERROR")
    if kind in _NUMBERS:
        shown_as = Format(Shape.SCALED, scales=(Scale(power),)) if power else GENERAL
        return number_cell(attributes.get(f"{_OFFICE}value", ""), shown_as, since_1904=False)
    if kind == "percentage":
        value = Decimal(plain(read_number(attributes.get(f"{_OFFICE}value", "")).scaleb(2)))
        return Cell(value, shown.strip() or f"{plain(value)}%", Kind.PERCENT)
    if kind == "date":
        return _date(attributes.get(f"{_OFFICE}date-value", ""), shown.strip())
    if kind == "boolean":
        return boolean_cell(true=attributes.get(f"{_OFFICE}boolean-value") == "true")
    if not kind and f"{_TABLE}formula" in attributes and not shown.strip():
        return Cell(None, attributes[f"{_TABLE}formula"].partition(":")[2], Kind.UNCOMPUTED)
    return text_cell(attributes.get(f"{_OFFICE}string-value", "") or shown)


def _date(text: str, shown: str) -> Cell:
    try:
        day = datetime.fromisoformat(text).replace(tzinfo=UTC).date()
    except ValueError as error:
        raise broken("date") from error
    return Cell(day, shown or day.isoformat(), Kind.DATE)


def _is_hidden(attributes: Attributes) -> bool:
    return attributes.get(f"{_TABLE}visibility", "visible") != "visible"


def _count(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise broken("number")
    return max(1, int(text))
