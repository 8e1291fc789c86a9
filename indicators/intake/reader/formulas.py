"""Formulas of an xls workbook that its writer never computed, of which xlrd tells what is stored alone."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from typing import Any

from ..grid import Position

_FORMULA = (0x0006, 0x0206, 0x0406)
_ZERO, _BLANK_TEXT, _SHARED = bytes(8), 3, b"\x01"
_ON_LOAD = 2  # the flag of a formula that is computed when the file is opened
_NUMERIC = re.compile(  # how tokens end that make a number: operators, a lone sum, SUM to MAX, ROUND, PRODUCT
    rb".*(?:[\x03-\x07\x12-\x14]|\x19\x10..|[\x22\x42\x62].[\x04-\x07\xb7]\x00|[\x21\x41\x61]\x1b\x00)\x15*",
    re.DOTALL,
)
_MAY_BE_BLANK = re.compile(  # text functions, and those that hand on what they find
    r'"|(?:LOOKUP|INDEX|OFFSET|INDIRECT|CHOOSE|TEXT|TRIM|LEFT|RIGHT|MID|SUBSTITUTE|REPLACE|CLEAN|REPT|T)\('
)


@dataclass
class Formulas:
    """Those of one sheet: the ones without a result, those that may have none, and whether any has one."""

    uncomputed: dict[Position, str] = field(default_factory=dict)
    doubtful: dict[Position, str] = field(default_factory=dict)
    is_computed: bool = False

    def without_result(self) -> dict[Position, str]:
        """Doubtful ones are taken for blank where their writer computes others."""
        return self.uncomputed if self.is_computed else self.uncomputed | self.doubtful

    def hear(self, book: Any, data: bytes) -> None:
        """Take note of one record: its place, its result, its flags and its tokens."""
        row, column = struct.unpack("<HH", data[:4])
        stored, (flags, length) = data[6:14], struct.unpack("<H4xH", data[14:22])
        tokens = data[22 : 22 + length]
        is_blank = stored[0] == _BLANK_TEXT and stored[6:] == b"\xff\xff"
        if stored == _ZERO and flags & _ON_LOAD:
            self.uncomputed[row, column] = _words(book, tokens, row, column)
        elif not is_blank:
            self.is_computed = True
        elif _NUMERIC.fullmatch(tokens):
            self.uncomputed[row, column] = _words(book, tokens, row, column)
        elif tokens[:1] != _SHARED:
            words = _words(book, tokens, row, column)
            if not _MAY_BE_BLANK.search(words):
                self.doubtful[row, column] = words


def listen(book: Any) -> list[Formulas]:
    """Its last item is what is heard of the formulas of the sheet that xlrd reads."""
    heard = [Formulas()]
    read = book.get_record_parts

    def get_record_parts() -> Any:
        code, length, data = read()
        if code in _FORMULA and length >= 22:
            heard[-1].hear(book, data)
        return code, length, data

    book.get_record_parts = get_record_parts
    return heard


def _words(book: Any, tokens: bytes, row: int, column: int) -> str:
    from xlrd.formula import FMLA_TYPE_CELL, decompile_formula  # type: ignore[import-untyped]

    try:
        words = decompile_formula(book, tokens, len(tokens), FMLA_TYPE_CELL, browx=row, bcolx=column)
    except Exception:  # of damaged tokens any kind
        words = None
    return f"={words or ''}"
