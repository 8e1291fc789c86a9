"""Personal data: a sheet that lists people is refused, and nothing of it is said or kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import Cell, Grid, Kind, cell_name
from indicators.intake.layout.roles import role_of
from indicators.intake.layout.words import as_unit, flat, trailing_bracket
from indicators.quantities import plain

MOBILES = 3  # that many different mobile numbers in a column are no money, as many e-mail addresses people
SHORTEST = 11  # digits that may identify somebody
_NAME = re.compile(r".{0,6}姓名")
_HEADER = re.compile(
    r".{0,6}(?:(?:居民)?身份证(?:件)?(?:号码?)?|公民身份号码|社会保障号码?|证件号码?|(?:银行|社保|低保)卡(?:号码?)?|"
    r"手机(?:号码?)?|移动电话|(?:低保|残疾人?|救助|优抚|军官|护照)证?号码?)|.{0,6}账号|(?:银行|开户|收款|存款|社保|一卡通)账户|卡号|"
    r"(?:联系|固定)?电话(?:号码)?|联系方式|微信号?|(?:电子)?邮[箱件](?:地址)?|[Ee]-?[Mm]ail|.{0,4}住址|(?:家庭|户籍|现?居住|常住)地址|户籍所在地|"
    r"出生(?:日期|年月日?)"
)
_PERSON = re.compile("户主|申请人|监护人|代领人|领取人|受助人|被救助人")
_NAMED = re.compile(r"[一-龥]{2,3}|[一-龥]{1,2}[*某×]{1,2}[一-龥]?")  # how people are called
_COUNT = re.compile(r"\d[\d,]{0,8}(?:\.\d+)?")
_CARD = re.compile(r".*卡")
_MARKS = re.compile(r"^[*★\d.、]+|[*★:\d]+$")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d(?:\d{4}|-\d{4}-|\*{4})\d{4}(?![\d.])")
_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_OLDER = re.compile(  # of 15 digits, or with some of them hidden
    r"[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}|\d{3,10}[*×]{4,}[\dXx]{1,4}"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def personal_data(grid: Grid) -> Finding | None:
    """PERSONAL_DATA where a column is headed by or filled with what identifies people: of what kind it is."""
    if is_clear(grid):
        return None
    columns: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (row, column), cell in sorted(grid.cells.items()):
        if text := written(cell):
            columns[column].append((row, text))
    for column, cells in columns.items():
        marks = {text: kind for text in {text for _, text in cells} if (kind := _kind(text))}
        if not marks:
            continue
        filled = dict(cells)
        for row, text in cells:
            below = [filled[next_row] for next_row in (row + 1, row + 2) if next_row in filled]
            if marks.get(text) == "header" and below and heads(grid, row, text, below):
                return refusal(grid, row, column, "header")
        identities = [
            (row, match[0])
            for row, text in cells
            if text in marks and (match := _IDENTITY.search(text) or _OLDER.fullmatch(text))
        ]
        if len(identities) > 1 or any(
            len(number) == 18 and has_check_digit(number) for _, number in identities
        ):
            return refusal(grid, identities[0][0], column, "identity_number")
        mobiles = [(row, text) for row, text in cells if marks.get(text) == "mobile_number"]
        numbers = [text for _, text in cells if text.replace(".", "").isdigit()]
        if len({text for _, text in mobiles}) >= MOBILES and 2 * len(mobiles) >= len(numbers):
            return refusal(grid, mobiles[0][0], column, "mobile_number")
        mails = [(row, text) for row, text in cells if marks.get(text) == "e_mail"]
        if len({text for _, text in mails}) >= MOBILES:
            return refusal(grid, mails[0][0], column, "e_mail")
    return None


def is_clear(grid: Grid) -> bool:
    """No cell by itself may identify anybody, as in most sheets."""
    numbers = {
        cell.value
        for cell in grid.cells.values()
        if cell.kind is Kind.NUMBER and isinstance(cell.value, Decimal)
    }
    return not (any(map(_kind, map(flat, grid.texts))) or any(map(_kind, map(plain, numbers))))


def _kind(text: str) -> str:
    """What a text by itself may be; empty where it identifies nobody."""
    if len(text) < SHORTEST and text.isdigit():
        return ""
    word = header_word(text)
    if any(pattern.fullmatch(word) for pattern in (_NAME, _HEADER, _PERSON)):
        return "header"
    if _IDENTITY.search(text) or _OLDER.fullmatch(text):
        return "identity_number"
    if _MAIL.fullmatch(text):
        return "e_mail"
    return "mobile_number" if _MOBILE.search(text) else ""


def header_word(text: str) -> str:
    return _MARKS.sub("", trailing_bracket(_MARKS.sub("", text))[0])


def heads(grid: Grid, row: int, text: str, below: Sequence[str]) -> bool:
    """Whether it heads what stands below it: else it is a row of figures, or a contact above a table."""
    word = header_word(text)
    if role_of(below[0]) and not _HEADER.fullmatch(header_word(below[0])):
        return False
    if _NAME.fullmatch(word):
        return True
    beside = (written(cell) for (at, _), cell in grid.cells.items() if at == row)
    if as_unit(trailing_bracket(text)[1]) or any(_COUNT.fullmatch(each) for each in beside):
        return False
    if _PERSON.fullmatch(word):
        return any(map(_NAMED.fullmatch, below))
    return not (_CARD.fullmatch(word) and all(map(_COUNT.fullmatch, below)))


def refusal(grid: Grid, row: int, column: int, kind: str) -> Finding:
    return Finding(Severity.ERROR, Code.PERSONAL_DATA, grid.sheet, cell_name(row, column), {"kind": kind})


def written(cell: Cell) -> str:
    if cell.kind is Kind.TEXT:
        return flat(cell.text)
    return plain(cell.value) if cell.kind is Kind.NUMBER and isinstance(cell.value, Decimal) else ""


def has_check_digit(number: str) -> bool:
    """The last place of a resident identity number is right (GB 11643)."""
    rest = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True)) % 11
    return "10X98765432"[rest] == number[17].upper()
