"""Words before an indicator's name in a title that make it another: 残疾人低保 over 低保人数."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indicators.intake.dates import without_dates
from indicators.intake.entries import IndicatorEntry
from indicators.intake.headings import is_heading
from indicators.intake.layout.words import flat

_COUNT = re.compile(
    r"(?:人数|户数|人次|人员|对象|总数|个数|张数|家数|数量|数|金额|资金支出|资金|支出|标准|金)$"
)
_AND = re.compile(r"(?:[和与及暨或、]|以及)$")
_APART = re.compile(r"[^一-龥]|关于|有关|开展|其中")
_PLAIN = re.compile(
    r"[附续]?表[一二三四五六七八九十]*|附件|第?[一二三四五六七八九十]部分|"
    r"各[类级地项县区市]*|[全我本辖][国省市县区域]*(?:范围内?)?|[省市县区]级|[省市县区]|所有|现有|共有|拥有|注册|登记|依法|"
    r"已|的|城乡|居家社区和?|机构和?|民政[局厅部]|民政(?:系统|领域|部门|服务|对象)?|[一-龥]{2,8}[处科股司室]|"
    r"基本|主要|重点|总体|历年|近年|年度|季度|月度|统计|调查|数据|情况|报表|汇总|进展|工作|项目|目标|完成|落实|任务|建设"
)


def modifier(titles: Iterable[str], entry: IndicatorEntry, places: Iterable[str]) -> str:
    """The words between the last place or date and the indicator's name; empty where they say no more."""
    names = {flat(name) for name in (entry.name, *entry.aliases) if name}
    stems = sorted(
        {stem for name in names for stem in (name, _COUNT.sub("", name)) if len(stem) > 1}, key=len
    )
    for title in titles:
        text = flat(without_dates(title, "|"))
        stem = next((stem for stem in reversed(stems) if stem in text), "")
        before = text.partition(stem)[0] if stem else ""
        if not before:
            continue
        for place in places:
            before = before.replace(flat(place), "|")
        words = _APART.split(before)[-1]
        rest = _PLAIN.sub("", words)
        if rest and not _AND.search(words) and not is_heading(words, entry):
            return words
    return ""
