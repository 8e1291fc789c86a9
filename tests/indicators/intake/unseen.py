"""Sheets as offices make them that were once read wrong, or asked about without need, and their twins."""

from __future__ import annotations

from indicators.intake.findings import Code
from tests.indicators.intake.awkward import (
    BEDS,
    CITY,
    GULOU,
    HEAD,
    HOMES,
    Q1,
    Q2,
    TAIJIANG,
    TITLE,
    Case,
)

Q4 = "2022-Q4"

PERIODS = [
    Case(
        "the year in one column, the quarter in another",
        [
            ["地区", "年份", "季度", "指标", "数值", "单位"],
            ["鼓楼区", "2022年", "二季度", "养老机构", 3, "家"],
        ],
        [(HOMES, GULOU, "2022-Q2", 3)],
    ),
    Case(
        "year and quarter as numbers",
        [["地区", "年份", "季度", "养老机构（家）"], ["鼓楼区", 2022, 2, 3], ["鼓楼区", 2022, 3, 4]],
        [(HOMES, GULOU, "2022-Q2", 3), (HOMES, GULOU, "2022-Q3", 4)],
    ),
    Case(
        "year and month as numbers",
        [["地区", "年度", "月份", "养老机构（家）"], ["鼓楼区", 2022, 6, 3], ["台江区", 2022, 9, 4]],
        [(HOMES, GULOU, "2022-Q2", 3), (HOMES, TAIJIANG, "2022-Q3", 4)],
    ),
    Case(
        "a year without its quarter",
        [["地区", "年份", "季度", "养老机构（家）"], ["鼓楼区", 2022, "", 3], ["台江区", 2022, 1, 4]],
        [(HOMES, TAIJIANG, "2022-Q1", 4)],
        [Code.NO_PERIOD],
    ),
    Case(
        "two columns of periods that differ",
        [["地区", "年份", "报告期", "养老机构（家）"], ["鼓楼区", "2022年", "2021年二季度", 3]],
        [],
        [Code.UNKNOWN_PERIOD],
    ),
    Case(
        "quarters below their year",
        [["福州市"], ["季度", "养老机构（家）"], ["2022年"], ["四季度", 1], ["2023年"], ["一季度", 3]],
        [(HOMES, CITY, Q4, 1), (HOMES, CITY, Q1, 3)],
    ),
    Case(
        "columns of a quarter without year, another one chosen",
        [
            ["地区", "养老机构（家）", "养老床位（张）"],
            ["", "一季度", "一季度"],
            ["鼓楼区", 1, 3],
            ["台江区", 5, 7],
        ],
        [],
        [Code.PERIOD_CONFLICT],
        merges=[(0, 0, 1, 0)],
        period=Q2,
    ),
    Case(
        "columns of that quarter without year",
        [
            ["地区", "养老机构（家）", "养老床位（张）"],
            ["", "二季度", "二季度"],
            ["鼓楼区", 1, 3],
            ["台江区", 5, 7],
        ],
        [(HOMES, GULOU, Q2, 1), (BEDS, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 5), (BEDS, TAIJIANG, Q2, 7)],
        merges=[(0, 0, 1, 0)],
        period=Q2,
    ),
    Case(
        "columns of a quarter of nobody knows which year",
        [["地区", "养老机构（家）", "养老床位（张）"], ["", "一季度", "一季度"], ["鼓楼区", 1, 3]],
        [],
        [Code.NO_PERIOD],
        merges=[(0, 0, 1, 0)],
    ),
    Case(
        "a quarter before the name in a header",
        [TITLE, ["地区", "一季度养老机构（家）", "二季度末养老机构（家）"], ["鼓楼区", 1, 3]],
        [(HOMES, GULOU, Q1, 1), (HOMES, GULOU, Q2, 3)],
    ),
    Case(
        "一季度完成数",
        [["福州市2023年"], ["指标", "单位", "一季度完成数", "二季度完成数"], ["养老机构", "家", 1, 2]],
        [(HOMES, CITY, Q1, 1), (HOMES, CITY, Q2, 2)],
    ),
    Case(
        "labels with their dates",
        [TITLE, HEAD, ["2022年末养老机构", "家", 3], ["养老机构", "家", 4], ["2023年养老床位", "张", 5]],
        [(HOMES, CITY, Q4, 3), (HOMES, CITY, Q2, 4), (BEDS, CITY, Q2, 5)],
    ),
    Case(
        "截至6月底 before a label",
        [TITLE, HEAD, ["截至3月底养老机构", "家", 3]],
        [(HOMES, CITY, Q1, 3)],
    ),
    Case(
        "a label of another year",
        [TITLE, HEAD, ["2022年养老机构", "家", 3]],
        [],
        [Code.UNKNOWN_PERIOD],
    ),
    Case(
        "a label of another date than is chosen",
        [["福州市"], HEAD, ["2022年末养老机构", "家", 3], ["养老机构", "家", 4]],
        [(HOMES, CITY, Q2, 4)],
        [Code.PERIOD_CONFLICT],
        period=Q2,
    ),
]

PLACES = [
    Case(
        "labels with their regions",
        [
            ["2023年二季度"],
            HEAD,
            ["1.鼓楼区养老机构", "家", 3],
            ["台江养老机构（家）", "", 4],
            ["全市养老机构", "家", 7],
        ],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 4), (HOMES, CITY, Q2, 7)],
    ),
    Case(
        "a label of the city in a district's sheet",
        [["2023年二季度"], HEAD, ["全市养老机构", "家", 3]],
        [],
        [Code.REGION_CONFLICT],
        region=GULOU,
    ),
    Case(
        "columns of indicators with their regions",
        [["2023年"], ["季度", "鼓楼区养老机构（家）", "台江养老机构（家）"], ["一季度", 3, 4]],
        [(HOMES, GULOU, Q1, 3), (HOMES, TAIJIANG, Q1, 4)],
    ),
]

CASES = [*PERIODS, *PLACES]
