"""What the text above a table, a header or a sheet's name says of unit, form, region and period."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from indicators.intake.grid import cell_name
from indicators.intake.layout.table import Line
from indicators.intake.layout.words import as_unit, flat, trailing_bracket
from indicators.periods import Frequency, Period, read_periods

_UNIT = re.compile(r"(?<![编填报制送上])单位:([^;|()。]{1,16})")
_BETWEEN = re.compile("[、,和]")
_LAST = re.compile(r"/(?=[百千万亿]*元$)")  # 人次/万元 are two
_OF_MONEY = "金额单位:"
_FORM = re.compile(r"表号:([\w\-]+?)表?$")
_REGION = re.compile(r"(?:(?:编制|填报|报送|上报)单位|(?:地区|区域|(?:行政)?区划)(?:名称)?):(.+)")
_REGION_CODE = re.compile(r"(?:(?:地区|区域|(?:行政)?区划)(?:代码|编码)):(.+)")
_SIGNING = "报出|填[报表写]|[制编]表|编制|(?:报送|上报)(?:截止)?|打印|导出|更新|印发|发布|审核|签发"
_SIGNED = rf"(?:{_SIGNING})(?:日期|时间)"
_DATED = re.compile(
    rf"(?:{_SIGNED}|(?<![计止期据])日期:|有效期[至限]?).*|"
    r"\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?(?:填[报写]|制表|印[发制]?|编制|上报|报送|发布|打印)"
)
_DOCUMENT = re.compile(
    r"[〔\[【]\d{4}[〕\]】]|[(]\d{4}[)]\d*号|\d{4}年?(?:修订|修正|版|统计(?:调查)?制度)|"
    r"\d{4}年?(?:度)?第[\d一二三四五六七八九十]+期"  # an issue, which may be of the year before
)
_DAYS = re.compile(  # 2023年4月1日-2023年6月30日: whole months, of one year
    r"(\d{4})[年./-](\d{1,2})[月./-]0?1日?[-—–~～至到]{1,2}(?:(\d{4})[年./-])?(\d{1,2})[月./-](\d{1,2})日?(?!\d)"
)
_POINTED = re.compile(r"(?:^|(?<=[(（]))((?:19|20)\d\d)\.(0?[1-9]|1[0-2])(?=$|[)）])")
_DAY = re.compile(
    r"(\d{4})(?:年(\d{1,2})月(\d{1,2})日|-(\d{1,2})-(\d{1,2})(?![\d月])|[./](\d{1,2})[./](\d{1,2})(?![\d月]))"
)
_UNTICKED = re.compile(r"[□☐][^□☐☑■☒√✓✔()]*|[☑■☒√✓✔]|\([√✓✔]?\)")
_FROM_JANUARY = re.compile(
    r"(?<!\d)0?1月?[-—–~～至到]\d{1,2}月|累计|年初至|"
    r"(?<![\d十])[1一]季?度?[-—–~～至到]第?[2-4二三四]季|前[2-4两二三四]个?季"
)
_WHOLE_YEAR = re.compile(r"年度|年报|全年|年末|年底")
_FINER = re.compile(r"[季月]报|季度|半年")  # 2023年度民政统计季报表 is of some quarter


@dataclass(frozen=True, slots=True)
class Said:
    """A period that a text says; `span` is what a flow under it covers, None where that is no period."""

    text: str
    period: Period
    span: Period | None
    loose: bool = False  # only a year, as in 「2023年民政统计季报」: any period of it may be meant
    cell: str = ""


def unit_said(lines: Iterable[Line]) -> str:
    """The one unit of 「单位：万元」; empty where there is none, or more than one."""
    units = units_said(line for line in lines if _OF_MONEY not in line.text)
    return next(iter(units)) if len(units) == 1 else ""


def units_said(lines: Iterable[Line]) -> frozenset[str]:
    """Every unit of 「单位：人次、万元」, 「金额单位：元」, （人次、万元）; each figure takes what fits."""
    found = []
    for line in lines:
        words = _UNIT.findall(line.text)
        found += [_BETWEEN.split(_LAST.sub("、", each)) for each in words]
        ends = _BETWEEN.split(trailing_bracket(line.text)[1])
        if len(ends) > 1 and all(map(as_unit, ends)):
            found.append(ends)
    return frozenset(unit for units in found for unit in map(as_unit, units) if unit)


def unit_titled(lines: Iterable[Line]) -> str:
    """The one unit that titles end with in brackets, where no line says it: 低保资金情况（万元）."""
    lines = tuple(lines)
    if any(_UNIT.search(line.text) for line in lines):
        return ""
    alone = (line.text[1:-1] if line.text.startswith("(") else "" for line in lines)
    units = {as_unit(trailing_bracket(line.text)[1]) for line in lines} | {*map(as_unit, alone)}
    units -= {""}
    return units.pop() if len(units) == 1 else ""


def at(line: Line) -> str:
    """The cell in which a line stands."""
    return cell_name(line.row, line.column)


def is_signed(text: str) -> bool:
    """It is 报出日期 or the like: the day beside it is no period."""
    return bool(re.fullmatch(rf"{_SIGNED}|日期", text))


def year_said(lines: Iterable[Line]) -> int | None:
    """The one year that the text above a table names."""
    years = {said.period.year for line in lines for said in periods_said(line.text)}
    return years.pop() if len(years) == 1 else None


def form_said(lines: Iterable[Line]) -> str:
    """The number of 「表号：JBZH0001 表」, or an empty string."""
    return next((match[1] for line in lines if (match := _FORM.search(line.text))), "")


def regions_said(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """What 地区编码 and 编制单位 state, as lines of the stated text alone."""
    codes, names = [], []
    for line in lines:
        if match := _REGION_CODE.search(line.text):
            codes.append(Line(line.row, line.column, match[1]))
        elif match := _REGION.search(line.text):
            names.append(Line(line.row, line.column, match[1]))
    return codes, names


def periods_said(text: str, cell: str = "", year: int | None = None) -> list[Said]:
    """Every period in a text; days and document numbers are none, 「截至2023年6月30日」 is June.

    One that names no year is of `year`, or none.
    """
    return [replace(said, cell=cell) for said in _periods_said(text, year)]


@lru_cache(maxsize=4096)
def _periods_said(text: str, year: int | None) -> tuple[Said, ...]:
    plain = without_days(_DOCUMENT.sub("", _DATED.sub("", _UNTICKED.sub("", flat(text)))))
    accumulated = bool(_FROM_JANUARY.search(plain))
    said = []
    for period in read_periods(plain, year=year):
        whole = _WHOLE_YEAR.search(plain) and not _FINER.search(plain)
        loose = period.frequency is Frequency.YEAR and not whole
        span = since_january(period) if accumulated else period
        said.append(Said(text, period, span, loose))
    return tuple(said)


def without_days(text: str) -> str:
    """The months that spans of days and days at a month's end stand for; other days are none."""
    plain = _POINTED.sub(r"\1年\2月", _DAYS.sub(_months, flat(text)))
    return _DAY.sub(_month_end, plain)


def since_january(period: Period) -> Period | None:
    """The period from January to the end of this one: 1—6月 is a first half; None for 1—5月."""
    for frequency in (Frequency.YEAR, Frequency.HALF, Frequency.QUARTER, Frequency.MONTH):
        if frequency.months == period.months:
            return Period(period.year, frequency, 1)
    return None


def settled(said: list[Said]) -> list[Said]:
    """One where all agree on the last day (a bare year agrees with every period of it), else the rivals."""
    by_end: dict[date, Said] = {}
    for each in sorted([each for each in said if not each.loose] or said, key=_length):
        by_end[each.period.end] = each
    years = {end.year for end in by_end}
    return [*by_end.values(), *(each for each in said if each.loose and each.period.year not in years)]


def _length(said: Said) -> int:
    return said.span.frequency.months if said.span else 0


def _month_end(match: re.Match[str]) -> str:
    year, month, day = (int(part) for part in match.groups() if part)
    if not 1 <= month <= 12 or calendar.monthrange(year, month)[1] != day:
        return ""
    return f"{year}年{month}月"


def _months(match: re.Match[str]) -> str:
    year, first, other, last, day = match.groups()
    whole = 1 <= int(last) <= 12 and calendar.monthrange(int(year), int(last))[1] == int(day)
    return f"{year}年{first}月-{last}月" if whole and other in (None, year) else match[0]
