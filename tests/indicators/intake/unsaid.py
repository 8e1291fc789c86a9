"""Sheets whose columns of regions and dates stand under other names."""

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

BOTH = [(HOMES, GULOU, Q2, 3), (BEDS, TAIJIANG, Q2, 5)]
ZONE = "FZ-GX"

CASES = [
    *(
        Case(
            f"regions under {header}",
            [
                TITLE,
                ["指标", "单位", header, "数量"],
                ["养老机构", "家", "鼓楼区", 3],
                ["养老床位", "张", "台江区", 5],
            ],
            BOTH,
        )
        for header in ["县别", "单位名称", "县区名称", "所属", "地区 District"]
    ),
    Case(
        "offices of districts under 责任单位",
        [
            TITLE,
            [*HEAD, "责任单位"],
            ["养老机构", "家", 3, "鼓楼区民政局"],
            ["养老床位", "张", 5, "台江区民政局"],
        ],
        BOTH,
    ),
    Case(
        "offices of the city under 责任单位",
        [
            TITLE,
            [*HEAD, "责任单位"],
            ["养老机构", "家", 3, "养老服务处"],
            ["养老床位", "张", 5, "鼓楼区民政局"],
        ],
        [(HOMES, CITY, Q2, 3), (BEDS, CITY, Q2, 5)],
    ),
    Case(
        "an office of a district in the remarks",
        [TITLE, [*HEAD, "备注"], ["养老机构", "家", 3, "鼓楼区民政局"]],
        [],
        [Code.AMBIGUOUS_INDICATOR],
    ),
    Case(
        "a region beside the one that holds it",
        [TITLE, ["地区", "片区", "养老机构（家）"], ["闽侯县", "高新区", 3], ["福州市", "鼓楼区", 4]],
        [(HOMES, ZONE, Q2, 3), (HOMES, GULOU, Q2, 4)],
    ),
    Case(
        "a region beside another",
        [TITLE, ["地区", "网格", "养老机构（家）"], ["闽侯县", "鼓楼区", 3], ["台江区", "闽侯县", 4]],
        [],
        [Code.REGION_CONFLICT] * 2,
    ),
    Case(
        "regions by regions",
        [TITLE, ["地区", "福州市", "台江区"], ["闽侯县", 3, 4]],
        [],
        [Code.UNKNOWN_INDICATOR, Code.NO_UNIT],
    ),
    *(
        Case(
            f"periods under {header}",
            [
                TITLE,
                ["地区", header, "养老机构（家）"],
                ["鼓楼区", "2023年一季度", 3],
                ["台江区", "2023-06-30", 5],
            ],
            [(HOMES, GULOU, Q1, 3), (HOMES, TAIJIANG, Q2, 5)],
        )
        for header in ["时段", "所属日期", "数据时点"]
    ),
    Case(
        "days under 录入时间",
        [TITLE, ["指标", "单位", "录入时间", "数量"], ["养老机构", "家", "2023-03-31", 3]],
        [(HOMES, CITY, Q2, 3)],
        [Code.IGNORED_COLUMN],
    ),
    Case(
        "another office beside the region",
        [
            TITLE,
            ["地区", "审批单位", "养老机构（家）"],
            ["福州市", "鼓楼区民政局", 3],
            ["台江区", "福州市民政局", 4],
        ],
        [(HOMES, CITY, Q2, 3), (HOMES, TAIJIANG, Q2, 4)],
        [Code.IGNORED_COLUMN],
    ),
    Case(
        "years of something else",
        [TITLE, ["指标", "单位", "服务期", "数量"], ["养老机构", "家", "2022年", 3]],
        [(HOMES, CITY, Q2, 3)],
        [Code.IGNORED_COLUMN],
    ),
    Case(
        "a day before the title's period ends",
        [TITLE, ["指标", "单位", "统计截止", "数量"], ["养老机构", "家", "2023年5月31日", 3]],
        [(HOMES, CITY, "2023-05", 3)],
    ),
    Case(
        "years under 统计年",
        [["福州市"], ["地区", "统计年", "养老机构（家）"], ["鼓楼区", 2021, 3], ["台江区", 2022, 5]],
        [(HOMES, GULOU, "2021-Q4", 3), (HOMES, TAIJIANG, "2022-Q4", 5)],
    ),
    Case(
        "regions under 名称, with their codes",
        [TITLE, ["名称", "代码", "养老机构（家）"], ["鼓楼区", "350102", 3], ["台江区", "350103", 5]],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 5)],
    ),
    Case(
        "regions under 名称, with their periods",
        [
            ["民政"],
            ["名称", "时间", "养老机构（家）"],
            ["鼓楼区", "2023年一季度", 3],
            ["台江区", "2023年二季度", 5],
        ],
        [(HOMES, GULOU, Q1, 3), (HOMES, TAIJIANG, Q2, 5)],
    ),
    Case(
        "periods and regions under one corner",
        [
            ["福州市"],
            ["指标", "", "养老机构", "养老床位"],
            ["单位", "", "家", "张"],
            ["2023年一季度", "鼓楼区", 3, 30],
            ["2023年二季度", "台江区", 5, 50],
        ],
        [
            *((HOMES, GULOU, Q1, 3), (BEDS, GULOU, Q1, 30)),
            *((HOMES, TAIJIANG, Q2, 5), (BEDS, TAIJIANG, Q2, 50)),
        ],
    ),
    Case(
        "indicators below no word, beside their kinds below 地区",
        [
            TITLE,
            ["地区", "", "鼓楼区", "台江区"],
            ["养老", "养老机构（家）", 3, 4],
            ["", "养老床位（张）", 5, 6],
        ],
        [
            *((HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 4)),
            *((BEDS, GULOU, Q2, 5), (BEDS, TAIJIANG, Q2, 6)),
        ],
        [],
    ),
    Case(
        "groups of columns whose first word alone is there, the corner merged",
        [
            ["福州市"],
            ["地区", "养老机构（家）", "", "养老床位（张）", ""],
            ["", "一季度", "二季度", "一季度", "二季度"],
            ["鼓楼区", 1, 2, 3, 4],
        ],
        [],
        [Code.NO_PERIOD],
        merges=[(1, 0, 2, 0)],
    ),
    Case(
        "the same of a year",
        [
            ["福州市2023年"],
            ["地区", "养老机构（家）", "", "养老床位（张）", ""],
            ["", "一季度", "二季度", "一季度", "二季度"],
            ["鼓楼区", 1, 2, 3, 4],
        ],
        [(HOMES, GULOU, Q1, 1), (HOMES, GULOU, Q2, 2), (BEDS, GULOU, Q1, 3), (BEDS, GULOU, Q2, 4)],
        merges=[(1, 0, 2, 0)],
    ),
]
