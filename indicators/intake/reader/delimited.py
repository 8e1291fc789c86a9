"""Delimited text: its encoding, its delimiter and its fields, all of them texts as written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from itertools import pairwise

from ..findings import Code
from .limits import RefusalError, broken
from .sniff import is_wide
from .values import text_cell
from .wire import Output

_DELIMITERS = ("\t", ",", ";", "|", "，")
_TEXT = re.compile(r'="([^"\n]*)"')  # how an export keeps a spreadsheet from reading a number
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}(?:\.\d+)?")
_PERHAPS = re.compile(r"[1-9]\d{0,2}\s*,\s*\d{3}(?!\d)")
_TAB_OF_VALUE = re.compile(r"\t(?=,|\r|\n|$)|(?:^|(?<=[,\r\n]))\t")


def read_delimited(data: bytes, output: Output) -> None:
    """Put the one sheet out; raises RefusalError for an unknown encoding, an open quote or split numbers."""
    text = decode(data).rstrip("\x1a")
    text, delimiter = find_delimiter(text)
    output.start_sheet("")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = [*rows]
        if delimiter in ",，":
            check_split(lines)
        for row, fields in enumerate(lines):
            whole = "".join(fields)
            if whole.isprintable() and "=" not in whole and len(whole) <= output.limits.text:  # most are
                output.put_texts(row, fields)
                continue
            for column, value in enumerate(fields):
                kept = _TEXT.fullmatch(value) if value.startswith("=") else None
                cell = text_cell(kept[1] if kept else value)
                if cell is not None:
                    output.put(row, column, cell)
    except csv.Error as error:
        raise broken("quotes", cell=f"A{rows.line_num}") from error
    output.end_sheet()


def check_split(lines: Sequence[Sequence[str]]) -> None:
    """Raises RefusalError where 1,234 without quotes makes a row longer than the header and all others."""
    pairs = [split_number(fields) for fields in lines]
    if not any(pairs):
        return
    whole = [fields for fields, pair in zip(lines, pairs, strict=True) if not pair]
    for count in (len, filled):
        widest = max(map(count, whole), default=0)
        for row, (fields, pair) in enumerate(zip(lines, pairs, strict=True)):
            if pair and widest and count(fields) > widest:
                raise RefusalError(Code.SPLIT_NUMBER, cell=f"A{row + 1}", given=pair)


def split_number(fields: Sequence[str]) -> str:
    """The first two neighbours that may be one number: 1 and 234."""
    if not _PERHAPS.search(",".join(fields)):
        return ""
    pairs = (f"{one.strip()},{other.strip()}" for one, other in pairwise(fields))
    return next(filter(_THOUSANDS.fullmatch, pairs), "")


def filled(fields: Sequence[str]) -> int:
    """How many fields there are up to the last that is not blank."""
    return max((at + 1 for at, text in enumerate(fields) if text.strip()), default=0)


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

    Where tabs only begin or end values (`地区\\t,2023年\\t,`: numbers stay texts so) they go.
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
