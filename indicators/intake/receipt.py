"""The receipt of a check: the clerk's own workbook written anew, its cells filled and commented on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from indicators.intake.grid import Cell, Grid, Kind, Position
from indicators.intake.marking import Sign
from indicators.intake.stamp import RECEIPT, SHEET, ReceiptStamp

CELLS = 200_000  # of one workbook that is written
WIDEST, NARROWEST = 60, 6  # characters of a column
FILLS = {
    Sign.ERROR: "#f8cbc6",
    Sign.QUESTION: "#cfe2f3",
    Sign.WARNING: "#ffe29a",
    Sign.NOTE: "#e7e6e6",
    Sign.TAKEN: "#e2f2e6",
}
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FONT: dict[str, Any] = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_WRAP: dict[str, Any] = {"text_wrap": True, "valign": "top"}
_SMALL: dict[str, Any] = {"font_size": 8, "font_color": "#7f7f7f"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding in the list: what it is about, what was found, and what to do."""

    level: str
    region: str
    indicator: str
    message: str
    todo: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said at one cell; of a figure that was taken without a finding nothing."""

    sign: Sign
    text: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says beside the sheets, in the reader's language."""

    title: str  # also the name of the sheet that lists the findings
    facts: tuple[str, ...]
    headings: tuple[str, str, str, str, str, str]  # level, region, indicator, message, cell, what to do
    entries: tuple[Entry, ...]
    upload: int
    sha256: str


Comments = Mapping[str, Mapping[Position, Comment]]


def write_receipt(receipt: Receipt, grids: Sequence[Grid], comments: Comments) -> bytes:
    """The workbook as bytes: the list of findings, then every sheet as it was read, and a hidden stamp."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, _SAFE) as book:
        names = sheet_names([receipt.title, *(grid.sheet for grid in grids)])
        listing, *rest = names
        book.set_properties({"title": receipt.title, "comments": "", "author": ""})
        _List(book, listing).write(
            receipt, {grid.sheet: name for grid, name in zip(grids, rest, strict=True)}
        )
        for grid, name in zip(grids, rest, strict=True):
            _Copy(book, name).write(grid, comments.get(grid.sheet, {}))
        hidden = book.add_worksheet(RECEIPT)
        for row, texts in enumerate(ReceiptStamp(receipt.upload, receipt.sha256, listing).rows):
            for column, text in enumerate(texts):
                hidden.write_string(row, column, text)
        hidden.very_hidden()
    return stream.getvalue()


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names that a workbook can give its sheets, each once: at most 31 characters, no special signs."""
    taken: set[str] = {RECEIPT}
    names = []
    for each in wanted:
        bare = _FORBIDDEN.sub("－", each).strip("'").strip()[:31] or "Sheet"
        name, number = bare, 1
        while name.casefold() in taken or name.casefold() == "history":
            number += 1
            name = f"{bare[: 31 - len(str(number)) - 1]} {number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def same_cells(one: Iterable[Grid], other: Iterable[Grid]) -> bool:
    """Sheet by sheet the same values stand in the same cells, however they are formatted or named."""
    return [*map(_values, one)] == [*map(_values, other)]


def _values(grid: Grid) -> dict[Position, object]:
    return {at: said for at, cell in grid.cells.items() if (said := _value(cell)) != ""}


def _value(cell: Cell) -> object:
    if isinstance(cell.value, Decimal):
        return float(f"{cell.value:.12g}")
    return cell.text.strip() if cell.value is None or isinstance(cell.value, str) else cell.value


class _Writer:
    """One sheet, with one format for each look, however many cells have it."""

    def __init__(self, book: Any, name: str) -> None:
        self.book = book
        self.sheet = book.add_worksheet(name)
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def form(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({**_FONT, **look})
        return self.formats[key]

    def text(self, row: int, column: int, text: str, **look: Any) -> None:
        self.sheet.write_string(row, column, text, self.form(**look))

    def fit(self, widths: Mapping[int, int]) -> None:
        for column, width in widths.items():
            self.sheet.set_column(column, column, max(NARROWEST, min(width + 2, WIDEST)))


class _List(_Writer):
    """The sheet that lists the findings."""

    def write(self, receipt: Receipt, names: Mapping[str, str]) -> None:
        self.text(0, 0, receipt.title, bold=True, font_size=16)
        for row, fact in enumerate(receipt.facts, 1):
            self.text(row, 0, fact)
        top = len(receipt.facts) + 1
        self.text(top, 0, f"SHA-256 {receipt.sha256}", **_SMALL)
        widths = {column: width(text) for column, text in enumerate(receipt.headings)}
        for column, text in enumerate(receipt.headings):
            self.text(top + 1, column, text, bold=True, bg_color="#e7e6e6", border=1)
        for row, entry in enumerate(receipt.entries, top + 2):
            place = " ".join(filter(None, (entry.sheet, entry.cell)))
            texts = (entry.level, entry.region, entry.indicator, entry.message, place, entry.todo)
            for column, text in enumerate(texts):
                widths[column] = max(widths[column], width(text))
                self.text(row, column, text, bold=column == 3, border=1, **_WRAP)
            if entry.sheet in names:
                inside = names[entry.sheet].replace("'", "''")
                look = self.form(border=1, font_color="#1d4f7c", underline=1, **_WRAP)
                self.sheet.write_url(row, 4, f"internal:'{inside}'!{entry.cell or 'A1'}", look, place)
        self.fit(widths)
        self.sheet.freeze_panes(top + 2, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)


class _Copy(_Writer):
    """One sheet as it was read, without its formulas and formats."""

    def write(self, grid: Grid, comments: Mapping[Position, Comment]) -> None:
        self.fit(self.widths(grid))
        for row in grid.hidden_rows:
            self.sheet.set_row(row, None, None, {"hidden": True})
        for column in grid.hidden_columns:
            self.sheet.set_column(column, column, None, None, {"hidden": True})
        corners = {(span.top, span.left): span for span in grid.merges}
        for at in {*grid.cells, *corners, *comments}:
            said = comments.get(at)
            fill = FILLS.get(said.sign) if said else None
            look = {"bg_color": fill, "border": 1, "border_color": "#bfbfbf"} if fill else {}
            span = corners.get(at)
            if span and (span.bottom, span.right) != at:
                self.sheet.merge_range(
                    span.top, span.left, span.bottom, span.right, "", self.form(align="center", **look)
                )
                look["align"] = "center"
            self.put(at, grid.cells.get(at), look)
            if said and said.text:
                scale = 1 + width(said.text) / 60
                self.sheet.write_comment(*at, said.text, {"x_scale": 2, "y_scale": scale})
        if grid.sheet == SHEET:
            self.sheet.very_hidden()
        elif grid.hidden:
            self.sheet.hide()

    def put(self, at: Position, cell: Cell | None, look: dict[str, Any]) -> None:
        if cell is None:
            self.sheet.write_blank(*at, None, self.form(**look))
        elif cell.kind is Kind.BOOLEAN:
            self.sheet.write_boolean(*at, cell.value, self.form(**look))
        elif cell.kind is Kind.DATE:
            moment = datetime.combine(cell.value, time())  # type: ignore[arg-type]
            self.sheet.write_datetime(*at, moment, self.form(num_format="yyyy-mm-dd", **look))
        elif cell.kind is Kind.NUMBER:
            self.sheet.write_number(*at, cell.value, self.form(**look))
        elif cell.kind is Kind.PERCENT:
            places = len(str(cell.value).partition(".")[2])
            shown = "0" + ("." + "0" * places if places else "") + "%"
            self.sheet.write_number(*at, cell.value / 100, self.form(num_format=shown, **look))  # type: ignore[operator]
        else:
            self.sheet.write_string(*at, cell.text, self.form(**look))

    def widths(self, grid: Grid) -> dict[int, int]:
        """The widest text of each column, but for what is merged across several."""
        across = {(span.top, span.left) for span in grid.merges if span.right > span.left}
        widths: dict[int, int] = {}
        for at, cell in grid.cells.items():
            if at not in across:
                widths[at[1]] = max(widths.get(at[1], 0), width(cell.text))
        return widths


def width(text: str) -> int:
    """How many characters wide; Chinese ones count twice."""
    return max(
        (sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in line) for line in text.split("\n")),
        default=0,
    )
