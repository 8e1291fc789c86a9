"""What the text above a table says of all its figures: that they are planned, or only a part of the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indicators.intake.dates import without_dates
from indicators.intake.layout import TITLE
from indicators.intake.layout.table import Line, Table
from indicators.intake.layout.words import bare
from indicators.intake.questions import numbered

_PLANNED = re.compile(r"计划|目标|预计|预算|规划")
_DONE = re.compile(r"完成|进展|落实|执行|实施|达成|实绩|实际")
_SCOPE = re.compile(r"(?:统计|数据|填报)?(?:口径|范围|对象)|其中")
_ALONE = re.compile(  # nothing else in a line, or as the name of a sheet
    r"女性?|男性?|城[市镇](?:居民|部分)?|残疾人|老年人|儿童|未成年人|集体|个体|社会办|在建|停业|模板|样表|范例|范本|参考"
)
_TOWNS = re.compile(r"城市(?!居民|人口|低保|最低|特困|困难|社会救助)")  # the cities that a sheet lists
_NARROWS = re.compile(
    r"(?:修改|更正|调整|审核)前|初稿|(?:征求意见|讨论)稿|待核[实对]|未经?[审复]核|\(旧\)|旧[表版稿]|\((?:样[表例]|模板|范[例本])\)|"
    r"(?<=[^与比和较同及、(])(?:[上去]年同期|上季度?|上月)(?:数据?|情况)?(?!.{0,4}(?:比|对照|[增减变]))|"
    r"作废|废止|同比(?:增[长减加]|变[动化])?[数量]|草稿|示例|样例|举例|测算|预测|备份|(?<!比)较(?:[上去前第同]|20)[一-龥\d]{0,4}|"
    r"城市|城镇|农村|新增|新建|净增|公办|民办|人均|户均|平均|占比|比重|增加数|减少数|增减数|增长率|增量|变动数|"
    r"(?<![及和与、暨])(?:[同环]比增?[长减]?|增[长减加])(?:变[动化])?情况|局属|局机关|[省市区县局]?本级|[省市区县]直(?:属|管|(?![一-龥]))"
)


def narrowing(texts: Iterable[str], names: Iterable[str]) -> str:
    """The word in titles and headings by which figures mean less, or other, than `names` say; else empty.

    农村 over 低保人数 is another indicator; over 农村低保人数 it is the same. 目标 is not what was reached,
    but 目标完成情况 is.
    """
    own = " ".join(names)
    for text in texts:
        alone = _ALONE.fullmatch(text.strip("()"))
        words = (
            [alone[0]]
            if alone
            else _NARROWS.findall(text) + ([] if _DONE.search(text) else _PLANNED.findall(text))
        )
        if found := next((word for word in words if word not in own), ""):
            return found
    return ""


def titles(lines: Iterable[Line], sheet: str, places: Iterable[str] = ()) -> tuple[str, ...]:
    """The titles among the lines above a table, and the sheet's name; 编制单位：… is none.

    `places` are names of regions: a word in one, such as 市本级, narrows nothing.
    """
    texts = (*(text for line in lines if (text := titled(line))), sheet)
    for place in (place for place in places if narrowing([place], ())):
        texts = tuple(text.replace(place, "") for text in texts)
    return tuple(text if _ALONE.fullmatch(text.strip("()")) else _TOWNS.sub("", text) for text in texts)


def table_subject(table: Table) -> str:
    """What tells a table from others of its sheet: its nearest title without a period, else its first row."""
    if table.is_alone:
        return ""
    words = (without_dates(line.text) for line in reversed(table.above) if is_title(line))
    return next(filter(bare, words), "") or numbered(table.header_rows[0])


def titled(line: Line) -> str:
    """A title, or what is said to be counted: 民办养老机构 of 统计口径：民办养老机构; else empty."""
    label, _, said = line.text.partition(":")
    if _SCOPE.fullmatch(label):
        return "" if said.startswith("含") else said
    return line.text if is_title(line) else ""


def is_title(line: Line) -> bool:
    return ":" not in line.text and len(line.text) <= TITLE
