"""Which rows of a sheet are headers, and how deep a header block goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from indicators.intake.grid import Cell, Kind, Position
from indicators.intake.layout.roles import Role, is_pivoted, role_of
from indicators.intake.layout.table import Rows, is_number
from indicators.intake.layout.words import as_unit, flat
from indicators.periods import read_periods

LISTED = 2  # rows of periods make a list
DEPTH = 5  # three rows of words, a row of units and the 甲乙丙 row
KEYS = (Role.LABEL, Role.CODE, Role.REGION, Role.REGION_CODE, Role.PERIOD)  # what may say what a row is
_YEAR = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])?")
_ORDINAL = re.compile(r"\(?(?:[甲乙丙丁戊己庚辛壬癸]|\d{1,2}|栏次|行次)\)?")
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_SPAN = re.compile(
    rf"(?:第?{_NUMBER}(?:[-—–~～至到]{_NUMBER})?(?:月份?|季度?)|[上下]半年|前{_NUMBER}个?季度|全年)[末底]?(?:累计)?"
)
_ISSUE = re.compile(
    r"\s*第?(?:\d{1,2}|[一二三四五六七八九十]{1,2})期\s*"
)  # of which month or quarter, is asked
_PART = re.compile(r"\s*(?:\d{1,2}|[一二三四])\s*")  # of a year that stands in a column of its own
_REGION_CODE = re.compile(r"\d{6}(?:\d{3}){0,2}")
_LEADING = re.compile(rf"(?:截[至止])?({_SPAN.pattern})(?!龄)(.+)")
_BEGINS = re.compile(r"[-+(约近]?\d")
_LONGEST = 12  # characters of a header that is only a period


def is_header(cells: Mapping[int, Cell], width: int, below: Sequence[Mapping[int, Cell]]) -> bool:
    """It names a label, code, region or period column and what stands beside it; no number but years.

    `width` counts what merged cells cover, `below` are the next rows.
    """
    known = [role for cell in cells.values() if (role := role_of(cell.text))]
    if not known or not all(map(is_wordy, cells.values())):
        return False
    roles = {column: role_of(cell.text) for column, cell in cells.items()}
    if Role.LABEL in known or Role.CODE in known:
        dated = (role_of(cell.text) is None and is_dated(cell.text) for cell in cells.values())
        pivoted = (is_pivoted(cell.text) for cell in cells.values())
        return len(roles) > 2 or len(known) > 1 or any(dated) or any(pivoted)
    if Role.REGION in known and Role.PERIOD not in known and (width > 2 or Role.VALUE in known):
        return True
    is_key = any(role in known for role in (Role.REGION, Role.REGION_CODE, Role.PERIOD))
    return is_key and any(stands_over(roles, row) for row in below)


def is_header_of_names(cells: Mapping[int, Cell], is_name: Callable[[str], bool]) -> bool:
    """A word for periods and, beside it, nothing but names of regions or indicators, be it over blanks."""
    if role_of(next(iter(cells.values())).text) is not Role.PERIOD:
        return False
    roles = [role_of(cell.text) for cell in cells.values()]
    others = [cell for cell, role in zip(cells.values(), roles, strict=True) if role is None]
    named = all(cell.kind is Kind.TEXT and is_name(cell.text) for cell in others)
    return len(others) > 1 and len(others) == len(cells) - 1 and named


def stands_over(roles: Mapping[int, Role | None], below: Mapping[int, Cell]) -> bool:
    """Under a header of regions or periods a row has such a one, and a number beside it."""
    keys = {column: role for column, role in roles.items() if role in KEYS}
    dates = [
        below[column].text if column in below else "" for column, role in keys.items() if role is Role.PERIOD
    ]
    if dates and not (
        any(is_dated(text) or _ISSUE.fullmatch(text) for text in dates)
        and all(is_dated(text) or _PART.fullmatch(text) or _ISSUE.fullmatch(text) for text in dates)
    ):
        return False
    codes = (column for column, role in keys.items() if role is Role.REGION_CODE)
    if not all(column in below and _REGION_CODE.fullmatch(flat(below[column].text)) for column in codes):
        return False
    return any(says_number(cell) for column, cell in below.items() if column in roles and column not in keys)


def is_unnamed_header(
    cells: Mapping[int, Cell], below: Sequence[Mapping[int, Cell]], is_name: Callable[[str], bool]
) -> bool:
    """Periods, or names of regions and indicators, side by side over numbers, without a word for the rows."""
    named = [
        column
        for column, cell in cells.items()
        if is_wordy(cell) and (is_only_dated(cell.text) or is_name(cell.text))
    ]
    if len(named) == 1 and len(cells) <= 2 and is_wordy(next(iter(cells.values()))):
        return sum(names_number(row, named[0], is_name) for row in below) >= LISTED
    if len(named) < 2 or 2 * len(named) < len(cells) or not all(map(is_wordy, cells.values())):
        return False
    return any(column in row and says_number(row[column]) for row in below for column in named)


def names_number(row: Mapping[int, Cell], column: int, is_name: Callable[[str], bool]) -> bool:
    """A name, and beside it a number under that column: 街道 may head the names, or nothing."""
    first, cell = next(iter(row.items()))
    return first < column in row and is_name(cell.text) and says_number(row[column])


def is_wordy(cell: Cell) -> bool:
    """Words, a date, or a year or month alone."""
    if cell.kind in (Kind.TEXT, Kind.DATE):
        return True
    return cell.kind is Kind.NUMBER and bool(_YEAR.fullmatch(flat(cell.text)))


def is_dated(text: str) -> bool:
    """It names a period, be it without its year."""
    return bool(read_periods(text)) or is_span(text)


def is_span(text: str) -> bool:
    """A period that leaves its year to the text around it: 1—6月, 二季度."""
    return bool(_SPAN.fullmatch(flat(text)))


def leading_span(text: str) -> tuple[str, str]:
    """A period without its year that a text begins with, and the rest: 一季度, 养老机构数; else nothing."""
    found = _LEADING.fullmatch(flat(text))
    return (found[1], found[2]) if found else ("", text)


def is_only_dated(text: str) -> bool:
    return len(flat(text)) <= _LONGEST and is_dated(text)


def says_number(cell: Cell) -> bool:
    """A number, or a text that begins with one, as in a csv file."""
    return is_number(cell) or bool(_BEGINS.match(flat(cell.text)))


def header_block(rows: Rows, start: int, covers: Mapping[Position, Position]) -> tuple[int, ...]:
    """The header row and those below that belong to it: merged labels, sub-headers, units, 甲乙丙."""
    block = [start]
    keys = {column for column, cell in rows[start].items() if role_of(cell.text) in KEYS}
    merges = any((start, column) in covers for column in range(max(rows[start]) + 1))
    for row in range(start + 1, start + DEPTH):
        cells = rows.get(row)
        if not cells:
            if not is_unit_row(rows.get(row + 1, {}), keys):
                break
            continue
        if is_ordinal_row(cells):
            after = rows.get(row + 1)
            block += [row, row + 1] if after and is_unit_row(after, keys) else [row]
            break
        if not (is_unit_row(cells, keys) or is_sub_header(cells, row, start, keys, covers, merges=merges)):
            break
        block.append(row)
    return tuple(block)


def is_sub_header(
    cells: Mapping[int, Cell],
    row: int,
    start: int,
    keys: set[int],
    covers: Mapping[Position, Position],
    *,
    merges: bool,
) -> bool:
    """Words under a header whose label is merged with it, or blank where the header merges nothing."""
    if not all(map(is_wordy, cells.values())):
        return False
    if any(covers.get((row, column), (row, column))[0] <= start for column in keys):
        return True
    texts = [cell.text for cell in cells.values()]
    if not keys:  # a blank corner over rows: 本期 and 上期 under merged names
        return merges and min(cells) > 0 and all(role_of(text) or is_only_dated(text) for text in texts)
    if keys & cells.keys() or min(cells) < min(keys):
        return False
    if all(map(role_of, texts)):
        return True
    return not merges and all(is_only_dated(text) or not re.search(r"\d", text) for text in texts)


def is_ordinal_row(cells: Mapping[int, Cell]) -> bool:
    """The row 甲 | 乙 | (丙) | 1 | 2."""
    texts = [flat(cell.text) for cell in cells.values()]
    return all(map(_ORDINAL.fullmatch, texts)) and any("甲" in text or "栏次" in text for text in texts)


def is_ordinal(text: str) -> bool:
    return bool(_ORDINAL.fullmatch(flat(text)))


def is_unit_row(cells: Mapping[int, Cell], keys: set[int]) -> bool:
    """A row of units under the header: blank or 单位 in the key columns, 家 | 张 | 万元 in the others."""
    others = [cell.text for column, cell in cells.items() if column not in keys]
    named = (cell.text for column, cell in cells.items() if column in keys)
    return (
        bool(others)
        and all(unit_of(text) for text in others)
        and all(role_of(text) is Role.UNIT for text in named)
    )


def unit_of(text: str) -> str:
    """The unit that a whole cell is, also in brackets."""
    return as_unit(re.sub(r"^\((.*)\)$", r"\1", flat(text)))


def header_rows(rows: Rows, spans: Mapping[int, int], is_name: Callable[[str], bool]) -> Iterator[int]:
    """The rows that may be headers by their words; where there is none, the first without such a word."""
    order = list(rows.values())
    found = False
    for place, (row, cells) in enumerate(rows.items()):
        width, below = len(cells) + spans.get(row, 0), order[place + 1 : place + DEPTH]
        if is_header(cells, width, below) or is_header_of_names(cells, is_name):
            found = True
            yield row
    if not found:
        unnamed = (
            row
            for place, (row, cells) in enumerate(rows.items())
            if is_unnamed_header(cells, order[place + 1 : place + DEPTH], is_name)
            or is_header_of_dates(cells, order[place + 1 : place + DEPTH])
        )
        yield from list(unnamed)[:1]


def is_header_of_dates(cells: Mapping[int, Cell], below: Sequence[Mapping[int, Cell]]) -> bool:
    """数量 alone over numbers that periods stand before."""
    if len(cells) != 1 or len(below) < LISTED:
        return False
    ((column, cell),) = cells.items()
    return role_of(cell.text) is Role.VALUE and all(listed_number(row) == column for row in below[:LISTED])


def listed_number(cells: Mapping[int, Cell]) -> int | None:
    """The column of the number in a row that has nothing else but a period before it."""
    if len(cells) != 2:
        return None
    (_, first), (column, other) = cells.items()
    return (
        column if first.kind is not Kind.NUMBER and is_only_dated(first.text) and says_number(other) else None
    )
