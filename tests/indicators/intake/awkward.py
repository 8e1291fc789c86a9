"""Awkward sheets, one quirk each: what they hold, the figures that can be proved, and what is to be said.

Many have a twin that looks alike and must not be placed: a figure in the wrong place is the worst outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.intake.findings import Code
from indicators.intake.grid import Cell, Kind
from tests.indicators.intake.corpus import Given, percent

HOMES, BEDS, SITES = "eldercare.institutions", "eldercare.beds", "eldercare.facilities"
PEOPLE, RURAL, MONEY = "assistance.people", "assistance.rural_people", "assistance.spending"
EVENTS, WORKERS, SHARE = "assistance.events", "social.workers", "eldercare.coverage"
STANDARD, VISITS = "assistance.standard", "eldercare.visits"
CITY, GULOU, TAIJIANG, MINHOU = "350100", "350102", "350103", "350121"
Q1, Q2 = "2023-Q1", "2023-Q2"

TITLE = ["福州市2023年二季度民政统计表"]
HEAD = ["指标", "单位", "数量"]
Placed = tuple[str, str, str, Any]  # indicator, region, period, value


@dataclass(frozen=True)
class Case:
    """One sheet and what reading it must give."""

    name: str
    rows: Sequence[Sequence[Given]]
    figures: Sequence[Placed] = ()
    said: Sequence[Code] = ()
    merges: Sequence[tuple[int, int, int, int]] = ()
    period: str = ""
    region: str = ""
    options: dict[str, Any] = field(default_factory=dict)


def city(**values: Any) -> list[Placed]:
    """Figures of the city in the second quarter, by their constant's name."""
    return [(globals()[name], CITY, Q2, value) for name, value in values.items()]


def one(value: Given, unit: str = "家", label: str = "养老机构") -> list[list[Given]]:
    return [TITLE, HEAD, [label, unit, value]]


SHAPES = [
    Case(
        "regions by indicators",
        [TITLE, ["地区", "养老机构（家）", "低保金（万元）"], ["鼓楼区", 3, 4], ["台江", 5, 6]],
        [(HOMES, GULOU, Q2, 3), (MONEY, GULOU, Q2, 4), (HOMES, TAIJIANG, Q2, 5), (MONEY, TAIJIANG, Q2, 6)],
    ),
    Case(
        "regions by indicators, a part between the rows",
        [TITLE, ["地区", "养老机构（家）"], ["鼓楼区", 3], ["其中：民办"], ["台江区", 2]],
        [(HOMES, GULOU, Q2, 3)],
        [Code.AMBIGUOUS_INDICATOR],
    ),
    Case(
        "a corner without a word",
        [TITLE, ["", "养老机构（家）", "养老床位（张）"], ["鼓楼区", 3, 30], ["台江区", 2, 20]],
        [(HOMES, GULOU, Q2, 3), (BEDS, GULOU, Q2, 30), (HOMES, TAIJIANG, Q2, 2), (BEDS, TAIJIANG, Q2, 20)],
    ),
    Case(
        "a corner without a word, rows of nobody knows what",
        [TITLE, ["", "养老机构（家）", "养老床位（张）"], ["华大街道", 3, 30], ["南街街道", 2, 20]],
        [],
        [Code.NO_REGION],
    ),
    Case(
        "a corner of two words",
        [TITLE, ["指标＼地区", "鼓楼区", "台江区"], ["养老机构（家）", 3, 2]],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 2)],
    ),
    Case(
        "rows of regions under 名称",
        [TITLE, ["单位：家"], ["名称", "养老机构", "养老服务设施"], ["鼓楼区", 3, 4]],
        [(HOMES, GULOU, Q2, 3), (SITES, GULOU, Q2, 4)],
    ),
    Case(
        "rows of regions under 单位",
        [TITLE, ["单位", "养老机构（家）", "低保人数（人）"], ["鼓楼区", 3, 4], ["台江区", 5, 6]],
        [(HOMES, GULOU, Q2, 3), (PEOPLE, GULOU, Q2, 4), (HOMES, TAIJIANG, Q2, 5), (PEOPLE, TAIJIANG, Q2, 6)],
    ),
    Case(
        "indicators by regions",
        [TITLE, ["指标", "单位", "鼓楼区", "闽侯"], ["养老机构", "家", 3, 2]],
        [(HOMES, GULOU, Q2, 3), (HOMES, MINHOU, Q2, 2)],
    ),
    Case(
        "indicators by regions, one of them of another city",
        [TITLE, ["指标", "单位", "鼓楼区", "思明区"], ["养老机构", "家", 3, 2]],
        [(HOMES, GULOU, Q2, 3)],
        [Code.UNKNOWN_REGION],
    ),
    Case(
        "regions by periods",
        [["指标：养老机构(家)"], ["地区", "2023年一季度", "2023年二季度"], ["鼓楼区", 3, 4]],
        [(HOMES, GULOU, Q1, 3), (HOMES, GULOU, Q2, 4)],
    ),
    Case(
        "regions by periods, another indicator in one header",
        [["指标：养老机构(家)"], ["地区", "2023年一季度", "2023年二季度民办"], ["鼓楼区", 3, 4]],
        [(HOMES, GULOU, Q1, 3)],
        [Code.UNKNOWN_INDICATOR],
    ),
    Case(
        "regions by periods, an indicator between the rows",
        [
            ["指标：养老机构(家)"],
            ["地区", "2022年", "2021年"],
            ["鼓楼区", 3, 4],
            ["养老床位（张）"],
            ["鼓楼区", 5, 6],
        ],
        [
            (HOMES, GULOU, "2022-Q4", 3),
            (HOMES, GULOU, "2021-Q4", 4),
            (BEDS, GULOU, "2022-Q4", 5),
            (BEDS, GULOU, "2021-Q4", 6),
        ],
    ),
    Case(
        "regions by years without title",
        [["地区", "2022年", "2021年"], ["鼓楼区", 3, 4], ["台江区", 5, 6]],
        [],
        [Code.UNKNOWN_INDICATOR, Code.NO_UNIT],
    ),
    Case(
        "years over rows that say nothing",
        [[2020, 2021, 2022], [Decimal("1.5"), Decimal("2.5"), 3], [4, 5, 6]],
        [],
        [Code.NO_REGION],
    ),
    Case(
        "indicators by periods",
        [["福州市"], ["指标", "单位", "2023年3月", "2023年6月"], ["养老机构", "家", 3, 4]],
        [(HOMES, CITY, Q1, 3), (HOMES, CITY, Q2, 4)],
    ),
    Case(
        "indicators by months whose year is in the title",
        [["福州市2023年养老服务情况"], ["指标", "单位", "1月", "1-3月"], ["养老床位", "张", 3, 4]],
        [(BEDS, CITY, "2023-01", 3), (BEDS, CITY, Q1, 4)],
    ),
    Case(
        "indicators by months of nobody knows which year",
        [["福州市养老服务情况"], ["指标", "单位", "1月", "3月"], ["养老床位", "张", 3, 4]],
        [],
        [Code.WHICH_VALUE_COLUMN],
    ),
    Case(
        "a column of another period than the title",
        [["福州市2023年6月"], ["指标", "单位", "5月"], ["养老床位", "张", 3]],
        [],
        [Code.PERIOD_CONFLICT],
    ),
    Case(
        "bare years under a quarter",
        [["福州市2023年6月"], ["指标", "单位", "2022年", "2023年"], ["养老床位", "张", 3, 4]],
        [],
        [Code.PERIOD_CONFLICT],
    ),
    Case(
        "regions that lost their merges",
        [TITLE, ["地区", *HEAD], ["鼓楼区", "养老床位", "张", 3], ["", "养老机构", "家", 4]],
        [(BEDS, GULOU, Q2, 3)],
        [Code.BLANK_BELOW],
    ),
    Case(
        "periods as dates in the header",
        [["福州市"], ["指标", "单位", date(2023, 3, 31), date(2023, 6, 30)], ["养老机构", "家", 3, 4]],
        [(HOMES, CITY, Q1, 3), (HOMES, CITY, Q2, 4)],
    ),
    Case(
        "periods as numbers in the header",
        [["福州市"], ["指标", "单位", 202303, 202306], ["养老机构", "家", 3, 4]],
        [(HOMES, CITY, Q1, 3), (HOMES, CITY, Q2, 4)],
    ),
    Case(
        "periods by indicators",
        [
            ["福州市"],
            ["时间", "养老机构（家）", "养老床位（张）"],
            ["2023年一季度", 3, 30],
            ["2023年二季度", 4, 40],
        ],
        [(HOMES, CITY, Q1, 3), (BEDS, CITY, Q1, 30), (HOMES, CITY, Q2, 4), (BEDS, CITY, Q2, 40)],
    ),
    Case(
        "periods by indicators, one period twice",
        [
            ["福州市"],
            ["时间", "养老机构（家）", "养老床位（张）"],
            ["2023年一季度", 3, 30],
            ["2023年3月", 4, 40],
        ],
        [],
        [Code.DUPLICATE] * 4,
    ),
    Case(
        "periods by regions",
        [
            ["指标：养老机构(家)"],
            ["时间", "鼓楼区", "台江区"],
            ["2023年一季度", 3, 2],
            ["2023年二季度", 4, 5],
        ],
        [(HOMES, GULOU, Q1, 3), (HOMES, TAIJIANG, Q1, 2), (HOMES, GULOU, Q2, 4), (HOMES, TAIJIANG, Q2, 5)],
    ),
    Case(
        "regions and periods by indicators",
        [["地区", "报告期", "养老机构（家）", "养老床位（张）"], ["鼓楼区", "2023年二季度", 3, 30]],
        [(HOMES, GULOU, Q2, 3), (BEDS, GULOU, Q2, 30)],
    ),
    Case(
        "periods over regions in a merged header",
        [
            ["指标", "单位", "2023年一季度", "", "2023年二季度", ""],
            ["", "", "鼓楼区", "台江区", "鼓楼区", "台江区"],
            ["养老机构", "家", 1, 2, 3, 4],
        ],
        [(HOMES, GULOU, Q1, 1), (HOMES, TAIJIANG, Q1, 2), (HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 4)],
        merges=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)],
    ),
    Case(
        "城市 and 农村 under one 数量",
        [TITLE, ["指标", "单位", "数量", ""], ["", "", "城市", "农村"], ["低保人数", "人", 3, 2]],
        [],
        [Code.WHICH_VALUE_COLUMN],
        merges=[(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3)],
    ),
    Case(
        "only the rural ones",
        [TITLE, ["指标", "单位", "农村", ""], ["", "", "数量", "同比"], ["低保人数", "人", 3, "2%"]],
        [],
        [Code.WHICH_VALUE_COLUMN],
        merges=[(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3)],
    ),
    Case(
        "a header of two rows in a csv file",
        [TITLE, ["地区", "养老机构", "", "备注"], ["", "本期（家）", "同比"], ["鼓楼区", "3", "2%"]],
        [(HOMES, GULOU, Q2, 3)],
        [Code.IGNORED_COLUMN],
    ),
    Case(
        "a header of two rows that spells names, in a csv file",
        [
            TITLE,
            ["地区", "低保人数（人）", "", "养老机构（家）"],
            ["", "全部", "农村", ""],
            ["鼓楼区", "3", "2", "1"],
        ],
        [(RURAL, GULOU, Q2, 2), (HOMES, GULOU, Q2, 1)],
        [Code.UNKNOWN_INDICATOR],
    ),
    Case(
        "a header of three rows",
        [
            TITLE,
            ["地区", "养老服务", "", "", ""],
            ["", "养老机构（家）", "", "养老床位（张）", ""],
            ["", "本期", "上期", "本期", "上期"],
            ["鼓楼区", 3, 2, 30, 20],
        ],
        [],
        [Code.UNKNOWN_INDICATOR] * 2 + [Code.IGNORED_COLUMN] * 2,
        merges=[(1, 0, 3, 0), (1, 1, 1, 4), (2, 1, 2, 2), (2, 3, 2, 4)],
    ),
    Case(
        "long",
        [["地区", "年月", "指标", "单位", "数量"], ["鼓楼区", "201806", "养老床位", "张", 3]],
        [(BEDS, GULOU, "2018-Q2", 3)],
    ),
    Case(
        "by codes of a form",
        [
            ["编制单位：福州市", "", "", "报表期别：201803"],
            ["代码", "名称", "单位", "上期", "本期", "变化原因", "说明"],
            ["A01", "养老机构", "家", 2, 3, "新增一家", "无"],
        ],
        [(HOMES, CITY, "2018-Q1", 3)],
        [Code.IGNORED_COLUMN, Code.UNKNOWN_CODE],
    ),
    Case(
        "by codes that are another's name",
        [TITLE, ["代码", "名称", "单位", "本期"], ["eldercare.beds", "养老机构", "家", 3]],
        [],
        [Code.CODE_NAME_CONFLICT],
    ),
    Case(
        "本期 among its comparisons",
        [
            TITLE,
            ["指标", "单位", "本期", "上期", "上年同期", "同比", "环比"],
            ["养老机构", "家", 3, 2, 1, "200%", "50%"],
        ],
        city(HOMES=3),
        [Code.IGNORED_COLUMN] * 4,
    ),
    Case(
        "comparisons without 本期",
        [TITLE, ["指标", "单位", "上期", "上年同期"], ["养老机构", "家", 3, 2]],
        [],
        [Code.WHICH_VALUE_COLUMN],
    ),
    Case(
        "two groups side by side",
        [
            ["福州市"],
            ["指标", "单位", "2022年", "指标", "单位", "2022年"],
            ["养老机构", "家", 3, "养老床位", "张", 4],
        ],
        [(HOMES, CITY, "2022-Q4", 3), (BEDS, CITY, "2022-Q4", 4)],
    ),
    Case(
        "two groups of regions side by side",
        [["指标：养老机构(家)"], ["地区", "2022年", "地区", "2022年"], ["鼓楼区", 3, "台江区", 4]],
        [(HOMES, GULOU, "2022-Q4", 3), (HOMES, TAIJIANG, "2022-Q4", 4)],
    ),
    Case(
        "several tables, each with its period",
        [
            ["福州市"],
            ["2023年一季度"],
            HEAD,
            ["养老机构", "家", 3],
            [],
            ["2023年二季度"],
            HEAD,
            ["养老机构", "家", 4],
        ],
        [(HOMES, CITY, Q1, 3), (HOMES, CITY, Q2, 4)],
        [],
        region=CITY,
    ),
    Case(
        "figures above a header, in no table",
        [TITLE, ["养老机构", 3], ["养老床位", 4], HEAD, ["低保人数", "人", 5]],
        city(PEOPLE=5),
        [Code.NO_TABLE],
    ),
    Case(
        "a title of one indicator above a table of another",
        [
            ["指标：养老机构(家)"],
            ["其中", "鼓楼区"],
            ["2023年", 3],
            ["指标：养老床位(张)"],
            ["地区", "2022年"],
            ["鼓楼区", 4],
        ],
        [],
        [Code.NO_TABLE, Code.UNKNOWN_INDICATOR],
    ),
]

ROWS = [
    Case(
        "districts as sub-titles",
        [TITLE, HEAD, ["鼓楼区"], ["养老机构", "家", 3], ["二、台江区"], ["养老机构", "家", 2]],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 2)],
    ),
    Case(
        "periods as sub-titles",
        [["福州市"], HEAD, ["2023年一季度"], ["养老机构", "家", 3], ["2023年二季度"], ["养老机构", "家", 2]],
        [(HOMES, CITY, Q1, 3), (HOMES, CITY, Q2, 2)],
    ),
    Case(
        "units as sub-titles",
        [TITLE, HEAD[::2], ["单位：万元"], ["低保金", 3], ["单位：张"], ["养老床位", 2]],
        city(MONEY=3, BEDS=2),
    ),
    Case(
        "a heading with a unit does not lend it to the next",
        [TITLE, HEAD[::2], ["一、资金（万元）"], ["低保金", 3], ["二、床位"], ["养老床位", 2]],
        city(MONEY=3),
        [Code.NO_UNIT],
    ),
    Case(
        "a path that spells a name",
        [TITLE, HEAD, ["一、农村"], ["（一）低保人数", "人", 3]],
        city(RURAL=3),
    ),
    Case(
        "a path that spells no name",
        [TITLE, HEAD, ["一、城市"], ["（一）低保人数", "人", 3]],
        [],
        [Code.AMBIGUOUS_INDICATOR],
    ),
    Case(
        "one label under two parents, one of them blank",
        [TITLE, HEAD, ["一、残疾人"], ["低保人数", "人", 3], ["二、儿童"], ["低保人数", "人", None]],
        [],
        [Code.AMBIGUOUS_INDICATOR],
    ),
    Case(
        "a heading beside its number",
        [TITLE, ["序号", *HEAD], ["一", "农村"], [1, "低保人数", "人", 3], [2, "养老机构", "家", 4]],
        city(RURAL=3),
        [Code.AMBIGUOUS_INDICATOR],
    ),
    Case(
        "a heading with a unit of its own",
        [TITLE, HEAD, ["城市", "人", None], ["低保人数", "人", 3]],
        [],
        [Code.AMBIGUOUS_INDICATOR],
    ),
    Case(
        "a blank figure is no heading",
        [TITLE, HEAD, ["农村低保人数", "人", None], ["低保人数", "人", 3]],
        city(PEOPLE=3),
    ),
    Case(
        "a column of groups that spells a name",
        [TITLE, ["类别", *HEAD], ["农村", "低保人数", "人", 3], ["养老", "养老机构", "家", 4]],
        city(RURAL=3, HOMES=4),
    ),
    Case(
        "a column of groups that means another indicator",
        [TITLE, ["类别", *HEAD], ["城市", "低保人数", "人", 3], ["", "低保金", "万元", 4]],
        [],
        [Code.AMBIGUOUS_INDICATOR] * 2,
    ),
    Case(
        "two columns of labels under one merged header",
        [TITLE, ["项目", "", "单位", "数量"], ["农村", "低保人数", "人", 3], ["养老", "养老机构", "家", 4]],
        city(RURAL=3, HOMES=4),
        merges=[(1, 0, 1, 1)],
    ),
    Case(
        "其中 that spells a name with its whole",
        [TITLE, HEAD, ["低保人数", "人", 5], ["其中：农村", "人", 2], ["城市", "人", 3]],
        city(PEOPLE=5, RURAL=2),
        [Code.UNKNOWN_INDICATOR],
    ),
    Case(
        "合计 under its indicator",
        [TITLE, HEAD, ["一、低保人数"], ["合计", "人", 5], ["其中：农村低保人数", "人", 2]],
        city(PEOPLE=5, RURAL=2),
    ),
    Case(
        "合计 of different indicators",
        [TITLE, HEAD, ["养老机构", "家", 5], ["养老服务设施", "个", 2], ["合计", "个", 7]],
        city(HOMES=5, SITES=2),
        [Code.UNKNOWN_INDICATOR],
    ),
    Case(
        "a total below",
        [TITLE, ["地区", "养老机构（家）"], ["鼓楼区", 3], ["台江区", 2], ["总合计", 5]],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 2), (HOMES, CITY, Q2, 5)],
        [Code.TOTAL_LACKS],
    ),
    Case(
        "a stale total above, the right one below",
        [TITLE, ["地区", "养老机构（家）"], ["总合计", 9], ["鼓楼区", 3], ["台江区", 2], ["全市", 5]],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 2), (HOMES, CITY, Q2, 5)],
        [Code.TOTAL_DISAGREES, Code.TOTAL_LACKS],
    ),
    Case(
        "a total above and below",
        [TITLE, ["地区", "养老机构（家）"], ["合计", 5], ["鼓楼区", 3], ["台江区", 2], ["合计", 5]],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 2), (HOMES, CITY, Q2, 5)],
        [Code.TOTAL_LACKS],
    ),
    Case(
        "a total column that disagrees",
        [TITLE, ["指标", "单位", "鼓楼区", "台江区", "合计"], ["养老机构", "家", 3, 2, 6]],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 2)],
        [Code.TOTAL_DISAGREES],
    ),
    Case(
        "a total that a hidden row belongs to",
        [TITLE, ["地区", "养老机构（家）"], ["鼓楼区", 3], ["台江区", 2], ["闽侯县", 1], ["合计", 6]],
        [(HOMES, GULOU, Q2, 3), (HOMES, MINHOU, Q2, 1)],
        [Code.TOTAL_DISAGREES],
        options={"hidden_rows": [3]},
    ),
    Case(
        "合计 of a district's streets is not the city",
        [["鼓楼区2023年二季度"], ["地区", "养老机构（家）"], ["华大街道", 3], ["南街街道", 2], ["合计", 5]],
        [(HOMES, GULOU, Q2, 5)],
        [Code.UNKNOWN_REGION] * 2,
    ),
    Case(
        "合计 of districts under a district's title",
        [["编制单位：鼓楼区"], TITLE, ["地区", "养老机构（家）"], ["鼓楼区", 3], ["台江区", 2], ["合计", 5]],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 2)],
        [Code.REGION_CONFLICT],
    ),
    Case(
        "money that adds up but for rounding",
        [
            TITLE,
            ["地区", "低保金（万元）"],
            ["鼓楼区", Decimal("1.1")],
            ["台江区", Decimal("2.2")],
            ["合计", Decimal("3.4")],
        ],
        [
            (MONEY, GULOU, Q2, Decimal("1.1")),
            (MONEY, TAIJIANG, Q2, Decimal("2.2")),
            (MONEY, CITY, Q2, Decimal("3.4")),
        ],
        [Code.TOTAL_LACKS],
    ),
    Case(
        "rates never add up",
        [TITLE, ["地区", "设施覆盖率（%）"], ["鼓楼区", 90], ["台江区", 80], ["全市", 85]],
        [(SHARE, GULOU, Q2, 90), (SHARE, TAIJIANG, Q2, 80), (SHARE, CITY, Q2, 85)],
    ),
    Case(
        "stars that mean year-to-date",
        [TITLE, HEAD, ["低保金*", "万元", 3], ["养老机构", "家", 2], ["注：带*为本年累计，其他为期末。"]],
        city(MONEY=3, HOMES=2),
    ),
    Case(
        "stars against the catalogue",
        [TITLE, HEAD, ["低保金", "万元", 3], ["养老机构*", "家", 2], ["带*为本年累计，其他为期末"]],
        [],
        [Code.NATURE_CONFLICT] * 2,
    ),
    Case(
        "stars that only mean 必填",
        [TITLE, HEAD, ["养老机构*", "家", 2], ["注：带*为必填项"]],
        city(HOMES=2),
    ),
    Case(
        "a column of stars",
        [TITLE, [*HEAD, "*"], ["低保金", "万元", 3, "*"], ["养老机构", "家", 2, ""], ["注：*为本年累计"]],
        city(MONEY=3, HOMES=2),
    ),
    Case(
        "notes full of numbers",
        [
            TITLE,
            HEAD,
            ["养老机构", "家", 2],
            ["注：1. 2022年为120家，2021年为98家。"],
            ["数据来源：民政局 2023"],
        ],
        city(HOMES=2),
    ),
    Case(
        "a misspelt label",
        [TITLE, HEAD, ["养老机溝", "家", 2]],
        [],
        [Code.UNKNOWN_INDICATOR],
    ),
    Case("设施 are not 机构", [TITLE, HEAD, ["养老设施", "家", 2]], [], [Code.UNKNOWN_INDICATOR]),
    Case("人次 are not 人", [TITLE, HEAD, ["低保人数", "人次", 2]], [], [Code.UNIT_MISMATCH]),
    Case("a name of two indicators", [TITLE, HEAD, ["募集款", "万元", 2]], [], [Code.AMBIGUOUS_INDICATOR]),
]

FURNITURE = [
    Case(
        "2019年06月",
        [["编制单位：福州市", "2019年06月"], HEAD, ["养老机构", "家", 3]],
        [(HOMES, CITY, "2019-Q2", 3)],
    ),
    Case("1-6月", [["福州市2023年1-6月"], HEAD, ["低保金", "万元", 3]], city(MONEY=3)),
    Case("上半年", [["福州市2023年上半年"], HEAD, ["养老机构", "家", 3]], city(HOMES=3)),
    Case(
        "201806", [["福州市", "报告期：201806"], HEAD, ["养老机构", "家", 3]], [(HOMES, CITY, "2018-Q2", 3)]
    ),
    Case("时间：最近5年", [["福州市", "时间：最近5年"], HEAD, ["养老机构", "家", 3]], [], [Code.NO_PERIOD]),
    Case(
        "a code of 12 digits",
        [["地区编码：350102000000"], ["2023年二季度"], HEAD, ["养老机构", "家", 3]],
        [(HOMES, GULOU, Q2, 3)],
    ),
    Case(
        "a code of 6 digits",
        [["地区编码：350102"], ["2023年二季度"], HEAD, ["养老机构", "家", 3]],
        [(HOMES, GULOU, Q2, 3)],
    ),
    Case(
        "all furniture in one cell",
        [["编制单位：鼓楼区        2023年二季度        表　　号：JBZH0001 表"], HEAD, ["养老机构", "家", 3]],
        [(HOMES, GULOU, Q2, 3)],
    ),
    Case(
        "numbers in the furniture are no figures",
        [
            ["地区编码", 350100000000],
            ["统计表", 2023],
            [2023, "年", 6, "月"],
            ["2023年二季度"],
            HEAD,
            ["养老机构", "家", 3],
        ],
        city(HOMES=3),
    ),
    Case("no region", [["2023年二季度"], HEAD, ["养老机构", "家", 3]], [], [Code.NO_REGION]),
    Case("two periods", [["福州市2023年一季度和二季度"], HEAD, ["养老机构", "家", 3]], [], [Code.NO_PERIOD]),
    Case(
        "a title against the choice",
        [TITLE, HEAD, ["养老机构", "家", 3]],
        [],
        [Code.PERIOD_CONFLICT],
        period=Q1,
        region=CITY,
    ),
    Case(
        "a row of units",
        [TITLE, ["地区", "养老机构", "低保金"], ["单位", "家", "亿元"], ["鼓楼区", 3, Decimal("1.5")]],
        [(HOMES, GULOU, Q2, 3), (MONEY, GULOU, Q2, 15000)],
    ),
    Case(
        "a unit in the title",
        [["福州市2023年二季度低保情况（元）"], HEAD[::2], ["低保金", 30000]],
        city(MONEY=3),
    ),
    Case("two units in one line", [TITLE, ["单位：万元、元"], HEAD[::2], ["低保金", 3]], [], [Code.NO_UNIT]),
    Case(
        "当月 in 万元 beside 累计 in 元",
        [TITLE, ["指标", "当月资金(万元)", "累计资金(元)"], ["低保金", 3, 50000]],
        [],
        [Code.WHICH_VALUE_COLUMN],
    ),
]

CELLS = [
    Case("1,234", one("1,234"), city(HOMES=1234)),
    Case("１，２３４", one("１，２３４"), city(HOMES=1234)),
    Case("12人", one("12人", "", "低保人数"), city(PEOPLE=12)),
    Case("约120", one("约120"), city(HOMES=120)),
    Case("3.2万", one("3.2万", "人", "低保人数"), city(PEOPLE=32000)),
    Case("3.2万 in 万人", one("3.2万", "万人", "低保人数"), [], [Code.DOUBLE_SCALE]),
    Case("35.6%", one(percent("35.6%"), "", "设施覆盖率"), city(SHARE=Decimal("35.6"))),
    Case("356‰", one(356, "‰", "设施覆盖率"), city(SHARE=Decimal("35.6"))),
    Case("—", one("—"), city(HOMES=None), [Code.ABSENT]),
    Case("/", one("/"), city(HOMES=None), [Code.ABSENT]),
    Case("…", one("…"), city(HOMES=None), [Code.ABSENT]),
    Case("(120)", one("(120)"), [], [Code.NEGATIVE]),
    Case("（1,200.5）", one("（1,200.5）", "万元", "低保金"), [], [Code.NEGATIVE]),
    Case("a footnote mark", one("100①"), [], [Code.NOT_A_NUMBER]),
    Case("blank", [*one(None), ["养老床位", "张", 3]], city(BEDS=3)),
    Case("#DIV/0!", one(Cell(None, "#DIV/0!", Kind.ERROR)), [], [Code.CELL_ERROR]),
    Case("a formula without a value", one(Cell(None, "=A1", Kind.UNCOMPUTED)), [], [Code.UNCOMPUTED_FORMULA]),
    Case("a number stored as text", one("167"), city(HOMES=167)),
    Case("a number that became a date", one(date(1900, 6, 15)), [], [Code.NOT_A_NUMBER]),
    Case("万张", one(Decimal("2.13"), "万张", "养老床位"), city(BEDS=21300)),
    Case("元/人·年", one(9600, "元/人·年", "低保标准"), city(STANDARD=800)),
    Case("half a person", one(Decimal("7.5"), "人", "低保人数"), [], [Code.NOT_WHOLE]),
]

CASES = [*SHAPES, *ROWS, *FURNITURE, *CELLS]
