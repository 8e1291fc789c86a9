"""The tables of a docx document, with the paragraphs between them, as one sheet.

Source: ECMA-376 part 1, 17.4 (tables). A paragraph is a row of one cell; a table's rows follow it. What is
struck out (w:del), hidden (w:vanish) or in a text box is not read; a table within a cell is that cell's text.
"""

from __future__ import annotations

from ..grid import Span
from .archive import DAMAGE, damage, open_archive
from .limits import Limits, broken
from .markup import Attributes, feed, make_parser
from .values import text_cell
from .wire import Output
from .workbook import main_part

_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_SKIPPED = ("del", "moveFrom", "txbxContent", "sectPr", "pPr")
_ROW_PARTS = ("tr", "gridBefore", "hidden", "tc", "gridSpan", "vMerge")
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(data: bytes, limits: Limits, output: Output) -> None:
    """Put the document out; raises RefusalError for what is damaged, dangerous or too large."""
    try:
        archive = open_archive(data, limits)
        with archive.open(main_part(archive, "word/document.xml")) as stream:
            reader = _BodyReader(output)
            output.start_sheet("")
            feed(reader.parser, stream)
            output.end_sheet(reader.merges, reader.hidden_rows)
    except DAMAGE as error:
        raise damage(error) from error


class _BodyReader:
    def __init__(self, output: Output) -> None:
        self.merges: list[Span] = []
        self.hidden_rows: set[int] = set()
        self.parser = make_parser()
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end
        self.parser.CharacterDataHandler = self._on_text
        self._output = output
        self._row = self._column = self._span = 0
        self._tables = self._skipped = 0  # how deep inside tables, and inside what is not read
        self._in_text = self._hidden = self._line = self._is_struck = False
        self._pieces: list[str] = []
        self._down = ""  # restart or continue
        self._open: dict[int, tuple[int, int]] = {}  # column → first row and width of a merge downwards

    def _on_start(self, name: str, attributes: Attributes) -> None:
        local = _local(name)
        if self._skipped or name == _FALLBACK or local in _SKIPPED:
            self._skipped += 1
        elif local == "tbl":
            self._tables += 1
        elif local in _ROW_PARTS and self._tables != 1:
            return
        elif local == "tr":
            self._column = 0
        elif local == "gridBefore":
            self._column += _count(attributes)
        elif local == "hidden":
            self.hidden_rows.add(self._row)
        elif local == "tc":
            self._pieces, self._span, self._down, self._is_struck = [], 1, "", False
        elif local == "gridSpan":
            self._span = _count(attributes)
        elif local == "vMerge":
            self._down = _value(attributes) or "continue"
        elif local == "p":
            if self._tables and self._pieces:
                self._pieces.append("\n")
        elif local == "r":
            self._hidden = self._line = False
        elif local in ("strike", "dstrike"):
            self._line = _value(attributes) not in ("0", "false", "off")
        elif local == "vanish":
            self._hidden = _value(attributes) not in ("0", "false", "off")
        elif local == "t":
            self._in_text = not self._hidden
            self._is_struck |= self._in_text and self._line
        elif local in _MARKS:
            self._pieces.append(_MARKS[local])

    def _on_end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        local = _local(name)
        if local == "t":
            self._in_text = False
        elif local in _ROW_PARTS and self._tables != 1:
            return
        elif local == "p" and not self._tables:
            self._put("".join(self._pieces))
            self._pieces = []
            self._row += 1
        elif local == "tc":
            self._end_cell()
        elif local == "tr":
            self._row += 1
        elif local == "tbl":
            self._tables -= 1
            if not self._tables:
                self._pieces = []
                for column in list(self._open):
                    self._close(column)

    def _on_text(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)

    def _end_cell(self) -> None:
        column, self._column = self._column, self._column + self._span
        if self._down == "continue":
            return
        self._close(column)
        if self._down == "restart":
            self._open[column] = self._row, self._span
        elif self._span > 1:
            self.merges.append(Span(self._row, column, self._row, column + self._span - 1))
        self._put("".join(self._pieces), column)

    def _close(self, column: int) -> None:
        """A merge downwards ends where its column goes on, or with its table."""
        if column in self._open:
            top, span = self._open.pop(column)
            if self._row - 1 > top or span > 1:
                self.merges.append(Span(top, column, max(top, self._row - 1), column + span - 1))

    def _put(self, text: str, column: int = 0) -> None:
        cell = text_cell(text)
        if cell is not None:
            self._output.put(self._row, column, cell)
            if self._is_struck and self._tables:
                self._output.strike(self._row, column)


def _local(name: str) -> str:
    return next((name.removeprefix(space) for space in _SPACES if name.startswith(space)), "")


def _value(attributes: Attributes) -> str:
    return next((attributes[f"{space}val"] for space in _SPACES if f"{space}val" in attributes), "")


def _count(attributes: Attributes) -> int:
    text = _value(attributes)
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise broken("number")
    return max(1, int(text))
