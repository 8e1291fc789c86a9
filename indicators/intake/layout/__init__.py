"""Grid to tables: titles and furniture above, the header block, the rows of data, the notes below."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import Cell, Grid, cell_name
from indicators.intake.layout.bilingual import in_chinese, without_twins
from indicators.intake.layout.columns import FIGURES, column_groups, columns_of, unknown_columns
from indicators.intake.layout.furniture import is_signed, periods_said, unit_said, year_said
from indicators.intake.layout.headers import (
    KEYS,
    header_block,
    header_rows,
    is_dated,
    says_number,
)
from indicators.intake.layout.lists import find_list
from indicators.intake.layout.roles import Role, role_of
from indicators.intake.layout.table import Column, Line, Rows, Table, is_number, merged, visible_rows
from indicators.intake.layout.words import flat
from indicators.periods import read_periods

__all__ = ["Column", "Line", "Role", "Table", "read_tables"]

_BELOW = re.compile(
    r"(?:注|备注|附注|说明|填报说明|(?:数据|资料)?来源|(?:统计|单位)?负责人|[填制]表人?|审核人?|复核人?|"
    r"(?:报出|填报|制表|报送)(?:日期|时间)|联系(?:电话|人))(?:\d{1,2}|[一二三])?[:、.].*"
)
# Between two pieces of one cell: 编制单位：某市      2019年06月      表号：JBZH0001
_APART = re.compile(r"(?:[\t\n]+|[ \u3000]{2,})(?=[^\s:：]{2,10}[:：])|\s+(?=(?:19|20)\d\d\s*年)")
_FIGURE = re.compile(r"\(?-?\d[\d,]*(?:\.\d+)?\)?[%‰]?")
_BARE = re.compile(r"[-+]?\d[\d,.]*%?")  # a number alone, be it one that a year could be
_WIDE = re.compile(r"(\s{8})\s+")  # cut, for to look for what follows each part of it takes long
TITLE = 40  # characters: what is longer is a sentence, not a title
_PARTED = re.compile(r"[^\d,;|\t:：，。]{2,20}[,;|\t]\s*\d+(?:\.\d+)?%?\s*(?:[,;|\t][^,;|]*)*")
_CONTACT = re.compile(r"(?:联系|固定)?电话|手机|传真|邮编|邮政编码|联系人|(?:[填制]表|填报|审核|经办|负责)人")
_CONTENTS = re.compile("目\\s*[录次]|索引|页[码数]|字典|代码|编码|参数")
_FURNITURE_LABELS = (Role.REGION, Role.REGION_CODE, Role.PERIOD, Role.UNIT)


def never(_: str) -> bool:
    return False


def read_tables(grid: Grid, is_name: Callable[[str], bool] = never) -> tuple[list[Table], list[Finding]]:
    """The tables of a sheet from the top down; a sheet without any is told as NO_TABLE.

    `is_name` knows the names of regions and indicators: they make a header where no word does.
    """
    grid = in_chinese(grid, is_name)
    rows = visible_rows(grid)
    covers = merged(grid)
    spans: Counter[int] = Counter()
    for span in grid.merges:
        spans[span.top] += span.right - span.left
    starts = list(header_rows(rows, spans, is_name))
    tables: list[Table] = []
    loose: list[Finding] = []
    top = 0
    for start in starts:
        if start < top:
            continue
        headers = header_block(rows, start, covers)
        after = next((later for later in starts if later > headers[-1]), grid.height)
        lines = tuple(lines_between(rows, top, start))
        year = year_said(lines)
        columns = without_twins(columns_of(grid, rows, headers, covers, year))
        body = [row for row in rows if headers[-1] < row < after]
        while after < grid.height and body and stands_above(rows[body[-1]], columns):
            body.pop()
        if not body and is_stated(rows[start]):
            continue
        loose.extend(loose_figures(grid, rows, top, start))
        named, known = any(column.role in KEYS for column in columns), {column.index for column in columns}
        first = next((column.index for column in columns if column.role in FIGURES), 0)  # keys are before it
        found = {
            index
            for row in body
            for index, cell in rows[row].items()
            if index not in known
            and (not named or says_number(cell) or (index < first and is_name(cell.text)))
        }
        columns = tuple(
            sorted((*columns, *unknown_columns(grid, found, columns)), key=lambda column: column.index)
        )
        groups = list(column_groups(columns))
        for group in groups:
            data = tuple(row for row in body if holds_data(rows[row], group))
            below = tuple(lines_between(rows, headers[-1] + 1, after, set(body) - set(data)))
            if data:
                own = lines_over(group, groups, lines, is_name)
                year = year_said(own)
                tables.append(Table(grid, own, headers, group, data, below, year))
        top = (body or headers)[-1] + 1
    if not starts and (table := list_table(grid, rows, is_name)):
        return [table], [*loose_figures(grid, rows, 0, table.rows[0])]
    if len(tables) > 1:
        tables = [replace(table, is_alone=False) for table in tables]
    return tables, loose if tables else [Finding(Severity.ERROR, Code.NO_TABLE, grid.sheet)]


def is_stated(cells: Mapping[int, Cell]) -> bool:
    """地区 and 鼓楼区 beside it, over no rows of their own: furniture of the table below."""
    return len(cells) == 2 and role_of(next(iter(cells.values())).text) in _FURNITURE_LABELS


def lines_over(
    group: tuple[Column, ...],
    groups: Sequence[tuple[Column, ...]],
    lines: Sequence[Line],
    is_name: Callable[[str], bool],
) -> tuple[Line, ...]:
    """The lines above one of several groups of columns, without those of others where each has its own."""
    if len({each[0].index for each in groups}) < 2:
        return tuple(lines)
    starts = [0, *(each[-1].index + 1 for each in groups[:-1])]
    at = {line: bisect_right(starts, line.column) for line in lines}
    mine = bisect_right(starts, group[0].index)
    kinds = (lambda text: bool(periods_said(text)), lambda text: bool(unit_said([Line(0, 0, text)])), is_name)
    apart = {
        row
        for row in {line.row for line in lines}
        for is_of in kinds
        if len({at[line] for line in lines if line.row == row and is_of(line.text)}) == len(starts)
    }
    return tuple(line for line in lines if line.row not in apart or at[line] == mine)


def list_table(grid: Grid, rows: Rows, is_name: Callable[[str], bool]) -> Table | None:
    """A sheet's list without a header; None where there is none."""
    found = find_list(rows, is_name)
    if found is None:
        return None
    first, columns = found
    if columns[0].role is not Role.PERIOD and is_contents(grid, rows, first):
        return None
    lines, body = tuple(lines_between(rows, 0, first)), [row for row in rows if row >= first]
    data = tuple(row for row in body if holds_data(rows[row], columns))
    below = tuple(lines_between(rows, first, grid.height, set(body) - set(data)))
    return Table(grid, lines, (first,), columns, data, below, year_said(lines))


def is_contents(grid: Grid, rows: Rows, first: int) -> bool:
    """The numbers beside the names are pages or codes: a table of contents, or a list that nothing dates."""
    texts = [line.text for line in lines_between(rows, 0, first)]
    return any(map(_CONTENTS.search, (grid.sheet, *texts))) or not (texts or periods_said(grid.sheet))


def loose_figures(grid: Grid, rows: Rows, top: int, bottom: int) -> Iterator[Finding]:
    """A warning at the first row above a header that reads like a row of figures: it is in no table."""
    for row, cells in rows.items():
        if top <= row < bottom and (found := loose_figure(cells)):
            column, given = found
            where, params = cell_name(row, column), {"given": given}
            yield Finding(Severity.WARNING, Code.NO_TABLE, grid.sheet, where, params)
            return


def loose_figure(cells: Mapping[int, Cell]) -> tuple[int, str] | None:
    """The column and the label of a figure: beside it, or in one cell where the text parts them otherwise."""
    (first, cell), *others = cells.items()
    if not others:
        return (first, cell.text) if _PARTED.fullmatch(cell.text) else None
    label = flat(cell.text)
    at = next((column for column, other in others if is_figure(other)), None)
    named = not (":" in label or label.isdigit() or role_of(label))
    contact = any(_CONTACT.fullmatch(flat(each.text)) for each in cells.values())
    return (at, label) if at is not None and named and not contact else None


def is_figure(cell: Cell) -> bool:
    return says_number(cell) and not is_dated(cell.text) and bool(_FIGURE.fullmatch(flat(cell.text)))


def lines_between(rows: Rows, top: int, bottom: int, among: set[int] | None = None) -> Iterator[Line]:
    """The texts of rows without a table; a label and its value in the next cell are one line."""
    for row, cells in rows.items():
        if not top <= row < bottom or (among is not None and row not in among):
            continue
        label = ""
        for column, cell in cells.items():
            for text in map(flat, _APART.split(_WIDE.sub(r"\1", cell.text))):
                if text.endswith(":") or role_of(text) in _FURNITURE_LABELS or is_signed(text):
                    label = text.rstrip(":") + ":"
                elif text:
                    yield Line(row, column, label + text)
                    label = ""


def holds_data(cells: Mapping[int, Cell], columns: tuple[Column, ...]) -> bool:
    """It has something under this group of columns and is neither a note nor a signature."""
    inside = [cells[column.index] for column in columns if column.index in cells]
    if not inside:
        return False
    return not is_below(next(iter(cells.values())).text) or any(map(is_number, inside))


@lru_cache(maxsize=65536)
def is_below(text: str) -> bool:
    """It begins a note, or says who signs."""
    return bool(_BELOW.fullmatch(flat(text)))


def stands_above(cells: Mapping[int, Cell], columns: tuple[Column, ...]) -> bool:
    """Just before the next header: it is that table's title or furniture, not a row of this one."""
    by_role = {column.role: flat(cells[column.index].text) for column in columns if column.index in cells}
    label = by_role.get(Role.LABEL, "")
    valued = any(by_role.get(role) for role in (Role.VALUE, Role.PRINTED, Role.OTHER))
    if label and valued and ":" not in label:
        return False
    named = any(by_role.get(role) for role in (Role.CODE, Role.REGION, Role.REGION_CODE, Role.PERIOD))
    if named and any(_BARE.fullmatch(by_role.get(role, "")) for role in (Role.VALUE, Role.OTHER)):
        return False
    texts = [flat(cell.text) for cell in cells.values()]
    if len(texts) == 1 and not valued and len(texts[0]) <= TITLE and not re.search("[,;。]", texts[0]):
        return True
    return all(":" in text or not re.search(r"\d", text) or read_periods(text) for text in texts)
