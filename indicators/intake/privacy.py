"""Personal data: a sheet that lists people is refused, and nothing of it is said or kept."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import Cell, Grid, Kind, cell_name
from indicators.intake.layout.words import flat, trailing_bracket
from indicators.quantities import plain

MOBILES = 3  # that many different mobile numbers in a column are no money
_HEADER = re.compile(
    r".{0,6}(?:姓名|(?:居民)?身份证(?:件)?(?:号码?)?|公民身份号码|证件号码?|银行卡(?:号码?)?|银行账[号户]|银行卡?账号|"
    r"手机(?:号码?)?|移动电话)|开户账号|卡号|(?:联系|固定)?电话(?:号码)?|联系方式|(?:家庭|现)?住址|家庭地址|出生(?:日期|年月)"
)
_MOBILE = re.compile(r"1[3-9]\d{9}")
_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def personal_data(grid: Grid) -> Finding | None:
    """PERSONAL_DATA where a column is headed by or filled with what identifies people: of what kind it is."""
    columns: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (row, column), cell in sorted(grid.cells.items()):
        text = written(cell)
        if not text:
            continue
        columns[column].append((row, text))
    for column, cells in columns.items():
        marks = {text: kind for text in {text for _, text in cells} if (kind := _kind(text))}
        if not marks:
            continue
        filled = {row for row, _ in cells}
        for row, text in cells:
            if marks.get(text) == "header" and filled & {row + 1, row + 2}:
                return refusal(grid, row, column, "header")
        identities = [
            (row, match[0]) for row, text in cells if text in marks and (match := _IDENTITY.search(text))
        ]
        if len(identities) > 1 or any(has_check_digit(number) for _, number in identities):
            return refusal(grid, identities[0][0], column, "identity_number")
        mobiles = [(row, text) for row, text in cells if marks.get(text) == "mobile_number"]
        numbers = [text for _, text in cells if text.replace(".", "").isdigit()]
        if len({text for _, text in mobiles}) >= MOBILES and 2 * len(mobiles) >= len(numbers):
            return refusal(grid, mobiles[0][0], column, "mobile_number")
    return None


def _kind(text: str) -> str:
    """What a text by itself may be; empty where it identifies nobody."""
    if _HEADER.fullmatch(trailing_bracket(text)[0]):
        return "header"
    if _MOBILE.fullmatch(text):
        return "mobile_number"
    return "identity_number" if _IDENTITY.search(text) else ""


def refusal(grid: Grid, row: int, column: int, kind: str) -> Finding:
    return Finding(Severity.ERROR, Code.PERSONAL_DATA, grid.sheet, cell_name(row, column), {"kind": kind})


def written(cell: Cell) -> str:
    if cell.kind is Kind.NUMBER and isinstance(cell.value, Decimal):
        return plain(cell.value)
    return flat(cell.text) if cell.kind is Kind.TEXT else ""


def has_check_digit(number: str) -> bool:
    """The last place of a resident identity number is right (GB 11643)."""
    rest = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True)) % 11
    return "10X98765432"[rest] == number[17].upper()
