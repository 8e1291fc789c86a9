"""The grammar of headers: which role the words above a column give it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from indicators.intake.layout.words import bare, flat, trailing_bracket
from indicators.numerals import narrow


class Role(StrEnum):
    LABEL = "label"  # 指标名称
    CODE = "code"
    UNIT = "unit"
    VALUE = "value"
    PRINTED = "printed"  # 原文
    CITATION = "citation"  # 出处
    NOTE = "note"  # 备注
    QUALIFIER = "qualifier"  # 修饰
    ABSENCE = "absence"  # 缺报原因
    REGION = "region"
    REGION_CODE = "region_code"
    PERIOD = "period"
    COMPARISON = "comparison"  # 上期, 同比 and the like: not the figure of this period
    STAR = "star"  # marks the rows that are 本年累计
    CONTEXT = "context"  # 序号, 责任处室: tells nothing that is kept
    OTHER = "other"  # a header outside the grammar: perhaps a region or an indicator


# The first word of a role is its strongest: where two headers claim 指标, 指标名称 wins over 项目.
WORDS: dict[Role, str] = {
    Role.LABEL: (
        "指标名称 指标名 统计指标 统计指标名称 指标 指标项 数据指标 指标内容 数据项 数据项名称 "
        "统计项目 项目名称 项目 名称 统计内容 内容 任务名称 任务指标 工作任务 重点任务 事项名称 事项 "
        "指标地区 指标年份 指标时间 项目地区 行标签 rowlabels indicator indicatorname name item"
    ),
    Role.CODE: "指标代码 指标编码 指标编号 代码 编码 内部编码 数据项代码 code indicatorcode",
    Role.UNIT: "计量单位 单位 数据单位 指标单位 数量单位 unit",
    Role.VALUE: (
        "数量 数值 数据 值 指标值 统计值 本期 本期数 本期值 本期数据 本期数量 本期完成 本期累计 "
        "当期 当期数 当期值 本季 本季数 本季度 本季度数 当季 当月 当月数 本月 本月数 本年 本年数 "
        "本期止累计 年初至本期 年初至本期末 年初至本期末累计 年初至本期末累计数 年初至本月累计 "
        "年初至报告期末累计 1本月累计 累计完成数 累计实际 本期末 本期末数 本季末 本季末数 本月末 本月末数 "
        "累计 累计数 累计值 累计完成 本年累计 本年累计数 年初至今 年初至今累计 期末 期末数 期末值 "
        "报告期数 报告期值 报告期末 实际 实际数 实际值 实际完成 实际完成数 完成 完成数 完成数量 "
        "历年累计 历年累计数 历史累计 历史累计数 "
        "完成情况 完成值 金额 数额 统计数 统计数据 填报数 填报值 上报数 实绩 value figure amount"
    ),
    Role.PRINTED: "原文 原文表述 报告原文 文中表述 原文数据 原始表述 原文数值 printed",
    Role.CITATION: (
        "出处 来源 数据来源 资料来源 章节 所在章节 原文出处 报告章节 文件出处 依据 citation section source"
    ),
    Role.NOTE: "备注 说明 附注 注 填报说明 变化原因 备注说明 数据说明 情况说明 note notes remark remarks",
    Role.QUALIFIER: (
        "修饰 限定 修饰词 限定词 修饰限定 限定修饰 修饰语 限定语 约数 精度 精确程度 数据精度 qualifier"
    ),
    Role.ABSENCE: "缺报原因 缺数原因 未报原因 absence",
    Role.REGION: (
        "地区 地区名称 区域 区域名称 县市区 区县 县区 区县市 县区市 各县市区 市县 市县区 行政区 "
        "行政区划 行政区划名称 区划 区划名称 辖区 属地 填报单位 编制单位 报送单位 上报单位 "
        "填报地区 报送地区 统计地区 所属地区 所在地区 所属区县 地区指标 地区年份 地区时间 "
        "region area district"
    ),
    Role.REGION_CODE: "地区代码 地区编码 区域代码 区划代码 区划编码 行政区划代码 行政区划编码 regioncode",
    Role.PERIOD: (
        "报告期 期间 时期 统计期 统计期间 统计时间 统计年月 所属期 所属时期 数据期 数据时间 期别 "
        "年月 时间 年份 年度 季度 月份 年 季 月 截止时间 截至时间 截止日期 截至日期 数据截止时间 "
        "数据截止日期 统计截止时间 所属年度 所属年份 数据年度 数据年份 统计年度 统计年份 报告年度 报告年份 "
        "会计年度 财政年度 所属季度 统计季度 所属月份 统计月份 数据月份 period year"
    ),
    Role.STAR: "星号 标星 累计标记 累计标志 是否累计 本年累计标记 star starytd ytd",
    Role.CONTEXT: (
        "序号 行号 行次 栏次 编号 类别 分类 大类 小类 指标类别 指标分类 专题 板块 机关 四型机关 "
        "处室 责任处室 责任单位 责任部门 牵头处室 部门 科室 报表 口径 填报口径 统计口径 指标口径 指标解释 "
        "指标含义 指标定义 性质 指标性质 频率 频度 填报周期 填报日期 更新时间 一级指标 level no"
    ),
}

_ROLES = {word: role for role, words in WORDS.items() for word in words.split()}
_STRENGTH = {word: place for words in WORDS.values() for place, word in enumerate(words.split())}
_STARS = ("*", "★", "☆", "带*")
_SUMMED = re.compile("求和项:|Sum of ?", re.IGNORECASE)  # of a pivot table; what it counts is another thing
_PIVOTED = re.compile(
    r"(?:求和|(?:数值)?计数|平均值|最[大小]值|乘积|(?:总体)?(?:标准偏差|方差))项:|"
    r"(?:Sum|Count|Average|Max|Min) of ?\S",
    re.IGNORECASE,
)
_COMPARISON = re.compile(
    r"同比|环比|同期|上期|上年|去年|上季|上月|前期|前年|基期|期初|年初数|增长|增减|增幅|降幅|增速|比重|占比|比例|"
    r"计划|目标|任务|完成率|完成进度|进度|排名|名次|位次|最高|最低|平均|last_|lastquarter|lastmonth|lastyear|pct|growth"
)
_ACCUMULATED = re.compile(r"累计|年初至今|(?<!\d)0?1月?[-—–~～至到]\d{1,2}月")
_OWN_SPAN = re.compile(
    r"(?<![-—–~～至到])[本当单](?:月|季度?)(?!末)|当期数?$|下半年|(?<!\d)0?(?:[2-9]|1[0-2])月?[-—–~～至到]\d{1,2}月"
)
_OWN_MONTHS = re.compile(r"(?<![-—–~～至到])[本当单]([月季])(?!末)")


@lru_cache(maxsize=65536)
def role_of(header: str) -> Role | None:
    """The role that a header gives its column, or None where the grammar does not know it."""
    text = flat(without_sum(header))
    if text in _STARS:
        return Role.STAR
    before, inside = trailing_bracket(text)
    whole = before if _ROLES.get(bare(inside)) is Role.UNIT else text  # 指标（单位） is the 指标
    known = _ROLES.get(bare(whole)) or _ROLES.get(bare(before))
    if known:
        return known
    return Role.COMPARISON if len(text) <= 30 and _COMPARISON.search(text.casefold()) else None


def without_sum(header: str) -> str:
    """低保人数 of 求和项:低保人数, as a pivot table heads its columns."""
    text = narrow(header).strip()
    found = _SUMMED.match(text)
    return text[found.end() :] if found and found.end() < len(text) else header


def is_pivoted(header: str) -> bool:
    """计数项:低保人数 and the like."""
    return bool(_PIVOTED.match(narrow(header)))


def strength(header: str) -> int:
    """How strongly a header claims its role; 0 is the strongest."""
    text = flat(header)
    return _STRENGTH.get(bare(text), _STRENGTH.get(bare(trailing_bracket(text)[0]), 99))


def says_accumulated(header: str) -> bool:
    """The header says that its column adds up since January or longer."""
    return bool(_ACCUMULATED.search(flat(header)))


def says_own_span(header: str) -> bool:
    """The header says that its column holds one month or quarter alone."""
    return bool(_OWN_SPAN.search(flat(header)))


def own_months(header: str) -> int | None:
    """How many months the header says that its column holds alone: 1 for 本月, 3 for 本季."""
    named = _OWN_MONTHS.search(flat(header))
    return {"月": 1, "季": 3}[named[1]] if named else None
