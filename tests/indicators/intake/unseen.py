"""Sheets as offices make them that were once read wrong, or asked about without need, and their twins."""

from __future__ import annotations

from decimal import Decimal

from indicators.intake.findings import Code
from tests.indicators.intake.awkward import (
    BEDS,
    CITY,
    GULOU,
    HEAD,
    HOMES,
    MONEY,
    PEOPLE,
    Q1,
    Q2,
    SHARE,
    STANDARD,
    TAIJIANG,
    TITLE,
    Case,
    one,
)
from tests.indicators.intake.corpus import percent

Q4 = "2022-Q4"

PERIODS = [
    *(
        Case(
            f"{second} below {first}",
            [
                [first],
                ["地区", "养老机构（家）"],
                ["鼓楼区", 3],
                [],
                [second],
                ["地区", "养老机构（家）"],
                ["台江区", 4],
            ],
            [(HOMES, GULOU, Q1, 3), (HOMES, TAIJIANG, Q2, 4)],
        )
        for first, second in [
            ("福州市2023年一季度民政统计", "二季度"),
            ("福州市2023年一季度民政统计", "福州市二季度民政统计"),
            ("福州市2023年1-3月民政统计", "（二）1-6月"),
            ("福州市2023年3月末民政统计", "6月末"),
        ]
    ),
    Case(
        "a quarter below one of no year",
        [
            ["福州市一季度"],
            ["地区", "养老机构（家）"],
            ["鼓楼区", 3],
            ["二季度"],
            ["地区", "养老机构（家）"],
            ["台江区", 4],
        ],
        [],
        [Code.NO_PERIOD] * 2,
    ),
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
        [Code.TOTAL_LACKS],
    ),
    Case(
        "a label of the city in a district's sheet",
        [["2023年二季度"], HEAD, ["全市养老机构", "家", 3]],
        [],
        [Code.REGION_CONFLICT],
        region=GULOU,
    ),
    Case(
        "streets beside their counties",
        [
            ["2023年二季度"],
            ["县区", "乡镇街道", "养老机构（家）"],
            ["鼓楼区", "南街街道", 3],
            ["台江区", "合计", 4],
        ],
        [(HOMES, TAIJIANG, Q2, 4)],
        [Code.UNKNOWN_REGION, Code.IGNORED_COLUMN],
    ),
    Case(
        "columns of indicators with their regions",
        [["2023年"], ["季度", "鼓楼区养老机构（家）", "台江养老机构（家）"], ["一季度", 3, 4]],
        [(HOMES, GULOU, Q1, 3), (HOMES, TAIJIANG, Q1, 4)],
    ),
]

UNITS = [
    *(
        Case(
            f"units of all figures in {line}",
            [
                [f"{TITLE[0]}{line}" if line.startswith("（") else line, *TITLE],
                ["地区", "低保人数", "低保金"],
                ["鼓楼区", 3, 4],
            ],
            [(PEOPLE, GULOU, Q2, 3), (MONEY, GULOU, Q2, 4)],
        )
        for line in ["单位：人/万元", "（人、万元）"]
    ),
    *(
        Case(f"a standard in {unit}", one(600, unit, "低保标准"), [], [Code.UNIT_MISMATCH])
        for unit in ["元/月", "元/年", "元", "元/天"]
    ),
    Case(
        "standards in a unit that is short, asked once",
        [TITLE, ["地区", "低保标准（元/月）"], ["鼓楼区", 900], ["台江区", 800]],
        [],
        [Code.UNIT_MISMATCH],
    ),
    *(Case(f"{unit} for a unit", one(3, unit), [], [Code.NO_UNIT]) for unit in ["—", "/", "无"]),
    *(
        Case(f"money in {unit}", one(30000, unit, "低保金"), [(MONEY, CITY, Q2, 3)])
        for unit in ["人民币元", "元（人民币）"]
    ),
    Case("people by 口", one(3, "口", "低保人数"), [(PEOPLE, CITY, Q2, 3)]),
    Case("a thousand of 万元", one("3千", "万元", "低保金"), [], [Code.DOUBLE_SCALE]),
    Case(
        "two units in one line, of which one fits each",
        [TITLE, ["单位：家、万元"], HEAD[::2], ["低保金", 3], ["养老机构", 4], ["低保人数", 5]],
        [(MONEY, CITY, Q2, 3), (HOMES, CITY, Q2, 4)],
        [Code.NO_UNIT],
    ),
    Case(
        "金额单位",
        [TITLE, ["金额单位：元"], HEAD[::2], ["低保金", 30000], ["养老机构", 4]],
        [(MONEY, CITY, Q2, 3)],
        [Code.NO_UNIT],
    ),
    Case(
        "a bare 万 over labels with units",
        [TITLE, ["指标", "数量（万）"], ["低保金（元）", 30], ["低保金（万元）", 30], ["养老机构", 4]],
        [(MONEY, CITY, Q2, 30)],
        [Code.NO_UNIT] * 2,
    ),
    Case(
        "a unit alone in brackets above the table",
        [TITLE, ["（万元）"], ["地区", "低保金"], ["鼓楼区", 12]],
        [(MONEY, GULOU, Q2, 12)],
    ),
    Case("a unit with its word", [TITLE, HEAD, ["养老机构", "单位：家", 4]], [(HOMES, CITY, Q2, 4)]),
    Case("元/人年", [TITLE, HEAD, ["低保标准", "元/人年", 9600]], [(STANDARD, CITY, Q2, 800)]),
    *(
        Case(f"a unit in other brackets, {label}", [TITLE, HEAD[::2], [label, 4]], [(HOMES, CITY, Q2, 4)])
        for label in ["养老机构【家】", "养老机构[家]"]
    ),
    Case("个（家）", [TITLE, HEAD, ["养老机构", "个（家）", 4]], [(HOMES, CITY, Q2, 4)]),
    Case(
        "a dated label with its unit",
        [TITLE, HEAD[::2], ["2022年末养老机构（家）", 4]],
        [(HOMES, CITY, Q4, 4)],
    ),
]

SHEETS = [
    Case(
        "a sheet called after another quarter than its title",
        [["福州市2023年1-6月"], HEAD, ["养老机构", "家", 4]],
        [],
        [Code.PERIOD_CONFLICT],
        options={"sheet": "一季度"},
    ),
    Case(
        "a sheet called after a quarter of the title's year",
        [["福州市2023年养老情况"], HEAD, ["养老机构", "家", 4]],
        [(HOMES, CITY, Q1, 4)],
        options={"sheet": "1季度"},
    ),
    Case(
        "a sheet called after another quarter than is chosen",
        [["福州市养老情况"], HEAD, ["养老机构", "家", 4]],
        [],
        [Code.PERIOD_CONFLICT],
        period=Q2,
        options={"sheet": "1季度"},
    ),
    Case(
        "a title of another quarter than is chosen",
        [["福州市一季度养老情况"], HEAD, ["养老机构", "家", 4]],
        [],
        [Code.PERIOD_CONFLICT],
        period=Q2,
    ),
]

COLUMNS = [
    Case(
        "a plain heading over names of the catalogue",
        [TITLE, ["地区", "主要指标", ""], ["", "养老机构（家）", "养老床位（张）"], ["鼓楼区", 1, 2]],
        [(HOMES, GULOU, Q2, 1), (BEDS, GULOU, Q2, 2)],
        merges=[(1, 0, 2, 0), (1, 1, 1, 2)],
    ),
    Case(
        "本期 and 上期 under merged regions, over a blank corner",
        [
            TITLE,
            ["", "鼓楼区", "", "台江区", ""],
            ["", "本期", "上期", "本期", "上期"],
            ["养老机构（家）", 3, 2, 4, 3],
        ],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 4)],
        [Code.IGNORED_COLUMN] * 2,
        merges=[(1, 1, 1, 2), (1, 3, 1, 4)],
    ),
    Case(
        "units below the numbers of the columns",
        [TITLE, ["地区", "养老机构", "养老床位"], ["甲", "1", "2"], ["", "家", "张"], ["鼓楼区", 3, 4]],
        [(HOMES, GULOU, Q2, 3), (BEDS, GULOU, Q2, 4)],
    ),
    Case(
        "another heading over names of the catalogue",
        [TITLE, ["地区", "医养结合", ""], ["", "养老机构（家）", "养老床位（张）"], ["鼓楼区", 1, 2]],
        [],
        [Code.UNKNOWN_INDICATOR] * 2,
        merges=[(1, 0, 2, 0), (1, 1, 1, 2)],
    ),
    Case(
        "合计 and 小计 beside their parts",
        [
            TITLE,
            ["地区", "养老机构（家）", "", "养老床位（张）", ""],
            ["", "合计", "公办", "小计", "公办"],
            ["鼓楼区", 3, 1, 9, 2],
        ],
        [(HOMES, GULOU, Q2, 3), (BEDS, GULOU, Q2, 9)],
        [Code.UNKNOWN_INDICATOR] * 2,
        merges=[(1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4)],
    ),
    Case(
        "two columns of one header",
        [TITLE, ["地区", "养老机构（家）", "养老机构（家）"], ["鼓楼区", 1, 2], ["台江区", 3, 4]],
        [],
        [Code.WHICH_VALUE_COLUMN],
    ),
    Case(
        "two columns under one title",
        [["指标：养老机构"], TITLE, ["地区", "人次", "金额（万元）"], ["鼓楼区", 1, 2], ["台江区", 3, 4]],
        [],
        [Code.UNKNOWN_INDICATOR] * 2,
    ),
    Case(
        "years with a unit",
        [["指标：养老机构"], ["地区", "2021年（家）", "2022年（家）"], ["鼓楼区", 1, 2]],
        [(HOMES, GULOU, "2021-Q4", 1), (HOMES, GULOU, Q4, 2)],
    ),
]

CORNERS = [
    *(
        Case(
            f"one indicator of regions below “{corner}”",
            [TITLE, [corner, "养老机构（家）"], ["鼓楼区", 3], ["台江区", 4]],
            [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 4)],
        )
        for corner in ["", "街道"]
    ),
    Case(
        "indicators as tasks",
        [TITLE, ["序号", "任务名称", "年度目标", "完成情况", "完成率"], [1, "养老机构", "9家", "4家", "44%"]],
        [(HOMES, CITY, Q2, 4)],
        [Code.IGNORED_COLUMN] * 2,
    ),
    Case(
        "地区 over indicators",
        [TITLE, ["地区", "鼓楼区", "台江区"], ["养老机构（家）", 3, 2], ["养老床位（张）", 30, 20]],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 2), (BEDS, GULOU, Q2, 30), (BEDS, TAIJIANG, Q2, 20)],
    ),
    Case(
        "年份 over indicators",
        [["福州市"], ["年份", 2021, 2022], ["养老机构（家）", 3, 2]],
        [(HOMES, CITY, "2021-Q4", 3), (HOMES, CITY, Q4, 2)],
    ),
    Case(
        "codes of regions alone, one of another time",
        [TITLE, ["行政区划代码", "养老机构（家）"], ["350102", 3], ["350182", 4]],
        [(HOMES, GULOU, Q2, 3), (HOMES, "350112", Q2, 4)],
    ),
    Case(
        "months with a point",
        [["指标：养老机构（家）"], ["地区", "2022.12", "2023.03"], ["鼓楼区", 1, 2]],
        [(HOMES, GULOU, Q4, 1), (HOMES, GULOU, Q1, 2)],
    ),
    Case(
        "本期末 beside 上期末",
        [TITLE, ["指标", "单位", "本期末", "上期末"], ["养老机构", "家", 4, 3]],
        [(HOMES, CITY, Q2, 4)],
        [Code.IGNORED_COLUMN],
    ),
    Case(
        "期初 beside 期末 for each region",
        [TITLE, ["地区", "养老机构（家）", ""], ["", "期初", "期末"], ["鼓楼区", 1, 2]],
        [(HOMES, GULOU, Q2, 2)],
        [Code.IGNORED_COLUMN],
        merges=[(1, 0, 2, 0), (1, 1, 1, 2)],
    ),
    Case(
        "a second table of the title's region",
        [TITLE, HEAD, ["养老机构", "家", 3], [], ["二、救助"], ["单位：元"], HEAD[::2], ["低保金", 30000]],
        [(HOMES, CITY, Q2, 3), (MONEY, CITY, Q2, 3)],
    ),
    *(
        Case(f"numbered as {label}", [TITLE, HEAD, [label, "家", 4]], [(HOMES, CITY, Q2, 4)])
        for label in [
            "1.1 养老机构",
            "1.1.1养老机构",
            "1-1 养老机构",
            "01 养老机构",
            "a.养老机构",
            "第一、养老机构",
        ]
    ),
    *(
        Case(
            f"a column of {header}",
            [TITLE, [*HEAD[:2], header], ["低保金", "万元", 4]],
            [(MONEY, CITY, Q2, 4)],
        )
        for header in ["本期止累计", "年初至本期末累计数", "1-本月累计"]
    ),
    Case(
        "a contact above the table",
        [TITLE, ["填表人", "张某", "联系电话", 87654321], HEAD, ["养老机构", "家", 4]],
        [(HOMES, CITY, Q2, 4)],
    ),
    Case(
        "sums of towns and of counties, each above its own",
        [
            TITLE,
            ["地区", "养老机构（家）"],
            ["市辖区小计", 7],
            ["鼓楼区", 3],
            ["台江区", 4],
            ["县（市）小计", 5],
            ["闽侯县", 5],
            ["合计", 12],
        ],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 4), (HOMES, "350121", Q2, 5), (HOMES, CITY, Q2, 12)],
        [Code.SUBTOTAL, Code.TOTAL_LACKS],
    ),
    Case(
        "a region with its former name",
        [TITLE, ["地区", "养老机构（家）"], ["长乐区（原长乐市）", 3]],
        [(HOMES, "350112", Q2, 3)],
    ),
    Case(
        "full names of regions, and their sum",
        [TITLE, ["地区", "养老机构（家）"], ["福建省福州市鼓楼区", 3], ["福州市台江区", 4], ["全市合计", 7]],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 4), (HOMES, CITY, Q2, 7)],
        [Code.TOTAL_LACKS],
    ),
    Case(
        "numbered regions",
        [TITLE, ["地区", "养老机构（家）"], ["1.鼓楼区", 3], ["（2）台江区", 4], ["三、合计", 7]],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 4), (HOMES, CITY, Q2, 7)],
        [Code.TOTAL_LACKS],
    ),
    Case(
        "全市合计 that is no sum",
        [TITLE, ["地区", "养老机构（家）"], ["鼓楼区", 3], ["台江区", 4], ["全市合计", 8]],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 4)],
        [Code.TOTAL_DISAGREES],
    ),
    Case(
        "a district of that name in another city",
        [["南京市鼓楼区2023年二季度"], HEAD, ["养老机构", "家", 3]],
        [],
        [Code.NO_REGION],
    ),
    Case(
        "footnote marks behind labels",
        [TITLE, HEAD, ["养老机构①", "家", 3], ["养老床位[1]", "张", 4], ["低保人数（注2）", "人", 5]],
        [(HOMES, CITY, Q2, 3), (BEDS, CITY, Q2, 4), (PEOPLE, CITY, Q2, 5)],
    ),
    Case(
        "a percentage below one", one(percent("0.4%"), "", "设施覆盖率"), [(SHARE, CITY, Q2, Decimal("0.4"))]
    ),
]

CASES = [*CORNERS, *COLUMNS, *PERIODS, *PLACES, *UNITS, *SHEETS]
