"""Columns beside the figures that make a row a part of what its label says: 性别, 城乡, 类型."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Table, is_number
from indicators.intake.layout.words import bare, flat
from indicators.intake.matching import is_total
from indicators.intake.outline import group_columns
from indicators.intake.subtotals import is_subtotal

_KIND = re.compile(
    r"性别|城乡|(?<!指标)类[型别]|(?<!指标)分类|[大小]类|(?<!指标)性质|形式|方式|年龄|岁|户籍|人群|对象|身份|范围|星级|等级|级别|状态|状况|时点|"
    r"种类|项别|组别|民族|程度|来源地|数据属性|维度|隶属|所有制|规模|登记机关"
)
_OFFICE = re.compile(
    r"填报|上报|报送|报表|审核|复核|确认|单位类|责任|办理|数据来源|数据类|地区类|区划|备注|说明"
)
_PART = re.compile(
    r".{0,3}(?:其中|[公民]办|[公民]营|男|女|城市|城镇|农村|新增|新建|在建|拟建|计划|目标|任务|预[计算测]|上[年期季月]|去年|同期|"
    r"同比|环比|增[长减加幅]|不[含包]|除外|除去|注销|撤销|停[业用]).{0,4}"
)
_VOID = re.compile(
    r"作废|废止|无效|[不未]通过|退回|已退回|驳回|已驳回|已?删除|停用|撤回|示例|样例|测试|预测|估计"
)
_COUNTS = re.compile(r"是否(?:有效|上报|审核|通过|计入|纳入|统计|采用|启用)")
_NO = ("否", "n", "no", "0", "×", "x", "false")
_LONGEST = 12  # characters: what is longer is prose
_WHOLE = re.compile(
    r"全部|全体|全口径|不分.*|所有|总体|整体|本期数?|期末数?|实际数?|完成数?|正常|无|实绩|累计数?|时点数?|当期数?|约束性|预期性|[年季月]度?"
)
_NUMBER = re.compile(r"[\d.,]+")
_PLACE = re.compile(r".{0,2}(?:城区|市区|辖区|区|县|县级市|市)")


def narrowing_columns(table: Table, figures: Collection[int]) -> list[Column]:
    """The columns of words that may say of which part a row is, beside those that hold `figures`."""
    known = {column.index for column in group_columns(table) if table.first(Role.LABEL)}
    known |= {each.index for each in table.columns if each.index in figures and not is_worded(table, each)}
    return [each for each in table.with_role(Role.OTHER, Role.CONTEXT) if each.index not in known]


def is_worded(table: Table, column: Column) -> bool:
    """A column of kinds that are words with a number in them, such as 60岁以上 under 年龄段."""
    cells = [cell for row in table.rows if (cell := table.cell(row, column))]
    plain = any(is_number(cell) or _NUMBER.fullmatch(flat(cell.text)) for cell in cells)
    return bool(_KIND.search(flat(column.header))) and not plain


def parts_said(table: Table, row: int, columns: Sequence[Column]) -> tuple[str, ...]:
    """What they say of a row that is less than the whole: 女 under 性别, 计划数 under any header."""
    return tuple(text for each in columns if is_part(each.header, text := table.texts(each)[row]))


@lru_cache(maxsize=65536)
def is_part(header: str, text: str) -> bool:
    """合计 is the whole; an office's own words, prose, numbers and kinds of places say nothing of it."""
    words = flat(text)
    if _VOID.fullmatch(words) or (words.casefold() in _NO and _COUNTS.fullmatch(flat(header))):
        return True
    if not words or len(words) > _LONGEST or (_OFFICE.search(flat(header)) and "口径" not in header):
        return False
    if is_total(words) or is_subtotal(words) or _NUMBER.fullmatch(words) or _WHOLE.fullmatch(bare(words)):
        return False
    return bool(_PART.fullmatch(words) or (_KIND.search(flat(header)) and not _PLACE.fullmatch(words)))
