"""What the 备注 beside a figure says of it alone: that it is of another date or unit, or only a part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from indicators.intake.dates import undated
from indicators.intake.exclusions import Note
from indicators.intake.layout.furniture import periods_said, without_days
from indicators.intake.layout.headers import is_dated
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Table
from indicators.intake.layout.words import as_unit, flat
from indicators.intake.matching import Index
from indicators.intake.remarks import Remark, cut_off

_CLAUSE = re.compile(r"[,;。、]")
_OPENING = re.compile(
    r"^(?:[一-龥]{2,4}:)?(?:(?!.*单位)[一-龥]{0,10}?(?:均?[为系是]|采用|取自?)|截[至止]|注:)*"
)
_PARTLY = re.compile(
    r"[仅只][含指包限报统计括算]*.{1,8}|(?:[公民][办营]|城市|城镇|农村|男性?|女性?|计划|目标|预算|任务|新增)(?:数|部分|的)?|"
    r".{0,6}(?:[不未][含包计][括含入]?|剔除|扣除|除去|暂缺|缺)(?P<rest>.{1,10})|含.{0,3}(?:在建|拟建|筹建|停业|注销|撤销).{0,5}|"
    r"(?:[上去前]年|上期|同期|上季度?|上月)(?:同期|末)?的?(?:数据?)?|"
    r"实际?(?:[为是]|(?=\d)).{1,10}|(?:[主五六]?城区|市区|全[省国])的?(?:数据?|部分)?|"
    r"沿用.{1,8}|(?:数据?|数字)?(?:为|系)?(?:估[算计测]|预[计测估]|测算|推算)(?:数据?|值)?|停报|作废|"
    r"(?:数据?|数字)?(?:待核[实对查]?|待定|存疑|有误|错误|不准确?|不实)"
)
_COUNTED = re.compile(r"(?:数据|统计数|[快年季月]报数?|数)$")
_CORRECTED = re.compile(r"(?:^|[,;。、:])(?:数据?)?(?:应(?:该|当)?[为是]|[更改]正?为)[^,;。、]{1,10}")
_MORE = re.compile(r"(?:数据?|数字)?[均都已]?(?:包?含|包括|(?:合并)?计入)(.+)")
_SPAN_ALONE = re.compile(
    r"(?:\d{1,2}月份?|第?[一二三四1-4]季度?)?[的为系是]?[当本单][月季]度?(?:数据?|发生数?|值)?"
)
_UNIT = re.compile(r"(?:金额|计量)?单位(?:实际?)?(?:[为是系]|应为|:)(.+)|以(.+?)(?:为单位|计)")


def note_columns(table: Table) -> list[Column]:
    """What stands beside the figures: 备注, and words under no header at all.

    A cause of a change says nothing of what the figure is.
    """
    column, grid, rows = table.first(Role.NOTE), table.grid, frozenset(table.rows)
    headed = {index for row, index in grid.cells if row in table.header_rows}
    headed |= {each.index for each in table.columns} | grid.hidden_columns
    found = {index for row, index in grid.cells if row in rows} - headed
    nameless = [Column(index, Role.NOTE, ()) for index in sorted(found)]
    return [*([column] if column and "因" not in column.header else []), *nameless]


def row_notes(text: str, index: Index) -> Iterator[Note]:
    """不含平潭, 仅民办, 上年数, 万元 and 单位实为万元; a note that counts or explains says none of these."""
    if _CORRECTED.search(flat(text)):
        yield Note("", text)
    for clause in clauses(text):
        if unit := _UNIT.fullmatch(clause):
            yield Note("", text, unit=as_unit(unit[1] or unit[2]))
        elif unit_alone := as_unit(clause):
            yield Note("", text, unit=unit_alone)
        elif _SPAN_ALONE.fullmatch(clause):
            yield Note("", text, is_alone=True)
        elif (more := _MORE.fullmatch(clause)) and (added := index.regions_in(more[1])):
            yield Note("", text, added=frozenset(entry.code for entry in added))
        elif places := index.region(_COUNTED.sub("", clause)):
            yield Note("", text, places=frozenset(entry.code for entry in places))
        elif partly := _PARTLY.fullmatch(clause):
            places = index.regions_in(partly["rest"] or "")
            yield Note("", text, places=frozenset(entry.code for entry in places))


@lru_cache(maxsize=4096)
def row_remarks(text: str, year: int | None) -> tuple[Remark, ...]:
    """2022年末数 and 截至5月底, never 较2022年末增加2家."""
    day = cut_off(text, year)
    dates = (_COUNTED.sub("", clause) for clause in clauses(text))
    said = (
        each
        for date in dates
        if is_dated(date) and not undated(date)
        for each in periods_said(date, "", year)
    )
    return tuple(Remark("", each, text) for each in (*([day] if day else ()), *said))


def clauses(text: str) -> Iterator[str]:
    return (_OPENING.sub("", clause) for clause in _CLAUSE.split(without_days(flat(text))) if clause)
