"""Delimited text: its encoding, its delimiter and its fields, all of them texts as written."""

from __future__ import annotations

import csv
import io
import re

from ..findings import Code
from .limits import RefusalError, broken
from .sniff import is_wide
from .values import text_cell
from .wire import Output

_DELIMITERS = ("\t", ",", ";", "|", "，")
_TEXT = re.compile(r'="([^"\n]*)"')  # how an export keeps a spreadsheet from reading a number
_TAB_OF_VALUE = re.compile(r"\t(?=,|\r|\n|$)")


def read_delimited(data: bytes, output: Output) -> None:
    """Put the one sheet out; raises RefusalError for an unknown encoding or a quote that is not closed."""
    text = decode(data).rstrip("\x1a")
    text, delimiter = find_delimiter(text)
    output.start_sheet("")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row, fields in enumerate(rows):
            for column, value in enumerate(fields):
                kept = _TEXT.fullmatch(value)
                cell = text_cell(kept[1] if kept else value)
                if cell is not None:
                    output.put(row, column, cell)
    except csv.Error as error:
        raise broken("quotes", cell=f"A{rows.line_num}") from error
    output.end_sheet()


def decode(data: bytes) -> str:
    """The text from UTF-8, UTF-16 or GB18030; else raises RefusalError."""
    try:
        if wide := is_wide(data):
            return data.decode(wide)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) or _is_damaged_utf8(data):
            raise RefusalError(Code.UNKNOWN_ENCODING) from error
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise RefusalError(Code.UNKNOWN_ENCODING) from error


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is sound UTF-8: such a text must not be taken for GB18030."""
    foreign = [letter for letter in data.decode("utf-8", "replace") if letter > "\x7f"]
    return 2 * foreign.count("\ufffd") < len(foreign)


def find_delimiter(text: str) -> tuple[str, str]:
    """The text and its delimiter: tab, comma, semicolon or stroke, the first in half of all lines.

    Where tabs only end values (`地区\\t,2023年\\t,`: they keep a spreadsheet from reading numbers) they go.
    """
    tabs = text.count("\t")
    if tabs and "," in text and len(_TAB_OF_VALUE.findall(text)) == tabs:
        return _TAB_OF_VALUE.sub("", text), ","
    lines = [line for line in text.splitlines() if line.strip()]
    counts = {delimiter: sum(delimiter in line for line in lines) for delimiter in _DELIMITERS}
    for delimiter, count in counts.items():
        if 2 * count >= len(lines):
            return text, delimiter
    return text, max(counts, key=lambda delimiter: counts[delimiter]) if any(counts.values()) else ","
