"""Columns that hold regions or periods although no word above them says so: 县别, 数据时点."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from indicators.intake.dates import undated
from indicators.intake.grid import column_name
from indicators.intake.layout.furniture import without_days
from indicators.intake.layout.headers import is_dated
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Table, is_number
from indicators.intake.layout.words import flat
from indicators.intake.matching import Index, is_total

_SEEN = 60  # rows that tell what a column holds
PLACES = (Role.REGION, Role.REGION_CODE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATES = re.compile(
    r"(?:数据|统计|报告|所属|资料|指标|报送|核算|截[止至])?"
    r"(?:时[段点间]|日期|期[间别次数]?|区间|年[份度月]{0,3}|季度?|月[份度]?)[末底]?|"
    r"(?:数据|统计)?截[止至]"
)
_OFFICES = re.compile(
    "机关|单位|部门|处室|科室|来源|[户原]籍|籍贯|[迁流调]|去向"
)  # beside a region they are of others


def with_unsaid(table: Table, index: Index) -> Table:
    """The table with the roles of the columns whose cells alone say of which region or period a row is."""
    table = with_labels(table, index)
    others = [each for each in table.with_role(Role.OTHER, Role.CONTEXT) if not each.periods]
    roles = {}
    for column in others:
        filled = (cell for row in table.rows if (cell := table.cell(row, column)))
        cells = list(islice(filled, _SEEN))
        counts = any(is_number(cell) and not _YEAR.fullmatch(cell.text) for cell in cells)
        texts = [] if counts else [cell.text for cell in cells]
        if texts and (role := role_by_cells(table, column, texts, index)):
            roles[column.index] = role
    columns = (replace(each, role=roles.get(each.index, each.role)) for each in table.columns)
    return replace(table, columns=tuple(columns)) if roles else table


def with_labels(table: Table, index: Index) -> Table:
    """The table of which a nameless column names indicators, beside one that its header calls regions."""
    wrong = [
        each for each in table.with_role(*PLACES) if not any(index.region(text) for text in seen(table, each))
    ]
    if len(wrong) != len(table.with_role(*PLACES)) or not wrong or table.with_role(Role.LABEL, Role.CODE):
        return table
    named = (
        each
        for each in table.with_role(Role.OTHER)
        if each.header == column_name(each.index)
        and any(index.indicator(text).entry for text in seen(table, each))
    )
    if not (label := next(named, None)):
        return table
    roles = {each.index: Role.CONTEXT for each in wrong} | {label.index: Role.LABEL}
    columns = (replace(each, role=roles.get(each.index, each.role)) for each in table.columns)
    return replace(table, columns=tuple(columns))


def seen(table: Table, column: Column) -> list[str]:
    return list(islice(filter(None, (table.text(row, column) for row in table.rows)), _SEEN))


def role_by_cells(table: Table, column: Column, texts: Sequence[str], index: Index) -> Role | None:
    if holds_places(table, column, texts, index):
        return Role.REGION
    dated = column.role is Role.OTHER and not table.first(Role.PERIOD) and says_dates(column)
    years = column.header != column_name(column.index) and all(map(_YEAR.fullmatch, texts))
    return Role.PERIOD if dated and (years or all(map(is_period, texts))) else None


def holds_places(table: Table, column: Column, texts: Sequence[str], index: Index) -> bool:
    """Regions by half or more; who is responsible, all of them; beside other regions, more than one."""
    beside = bool(table.with_role(*PLACES))
    if beside and _OFFICES.search(flat(column.header)):
        return False
    named = [found for text in texts if not is_total(text) and len(found := index.region(text)) == 1]
    enough = len(named) == len(texts) if column.role is Role.CONTEXT else 2 * len(named) >= len(texts)
    return bool(named) and enough and (len(set(named)) > 1 or not beside)


def says_dates(column: Column) -> bool:
    words = flat(column.header)
    return column.header == column_name(column.index) or bool(_DATES.fullmatch(words))


def is_period(text: str) -> bool:
    """It is a period and no more; a day is one at a month's end."""
    words = without_days(text)
    return is_dated(words) and not undated(words)
