"""Quarters and months below each other, with a row that sums them up: what each is, and what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from indicators.intake.findings import Code
from tests.indicators.intake.awkward import (
    BEDS,
    CITY,
    EVENTS,
    GULOU,
    MONEY,
    SHARE,
    TAIJIANG,
    Case,
    Placed,
)
from tests.indicators.intake.corpus import Given

YEAR = ["福州市2022年民政数据"]
QUARTERS = ["一季度", "二季度", "三季度", "四季度"]
SPENT, PLACES, HELPED = "低保金（万元）", "养老床位（张）", "临时救助（人次）"
ALONE, TO_DATE, UNEVEN = [10, 12, 9, 15, 46], [10, 22, 31, 46, 46], [10, 12, 9, 15, 50]
ASKED = [Code.NATURE_CONFLICT] * 3  # of the second quarter on; the first is the same either way
SOME, OTHERS = [1, 2, 3, 4, 10], [5, 6, 7, 8, 26]


def sheet(head: Sequence[str], *columns: Sequence[Given], total: str = "合计") -> list[list[Given]]:
    return [YEAR, list(head), *map(list, zip([*QUARTERS, total], *columns, strict=True))]


def blocks(*values: tuple[str, Sequence[Given]], total: str = "合计") -> list[list[Given]]:
    """Each region with its quarters."""
    named = [*QUARTERS, total]
    return [[place, when, value] for place, row in values for when, value in zip(named, row, strict=False)]


def placed(indicator: str, region: str, values: Iterable[Given], year: int = 2022) -> list[Placed]:
    return [
        (indicator, region, f"{year}-Q{number}", value)
        for number, value in enumerate(values, 1)
        if number < 5
    ]


def both(indicator: str) -> list[Placed]:
    return [*placed(indicator, GULOU, SOME), *placed(indicator, TAIJIANG, OTHERS)]


NATURES = [
    Case(
        "quarters alone of a running total",
        sheet(["季度", SPENT], ALONE),
        placed(MONEY, CITY, [10]),
        [*ASKED, Code.PERIOD_SUM],
    ),
    Case(
        "a running total and its last value again",
        sheet(["季度", SPENT], TO_DATE),
        placed(MONEY, CITY, TO_DATE),
        [Code.SPAN_UNSAID, Code.PERIOD_SUM],
    ),
    Case(
        "a total of a running total that is neither",
        sheet(["季度", SPENT], UNEVEN),
        placed(MONEY, CITY, UNEVEN),
        [Code.SPAN_UNSAID, Code.TOTAL_DISAGREES, Code.PERIOD_SUM],
    ),
    Case(
        "a sum of what stands at an end",
        sheet(["季度", PLACES], ALONE),
        placed(BEDS, CITY, ALONE),
        [Code.SUM_OF_LEVELS],
    ),
    Case(
        "a sum of rates",
        sheet(["季度", "设施覆盖率（%）"], [90, 91, 92, 93, 93]),
        placed(SHARE, CITY, [90, 91, 92, 93]),
        [Code.SUM_OF_LEVELS],
    ),
    Case(
        "a sum of flows",
        sheet(["季度", HELPED], ALONE),
        placed(EVENTS, CITY, ALONE),
        [Code.PERIOD_SUM],
    ),
    Case(
        "a wrong sum of flows",
        sheet(["季度", HELPED], UNEVEN),
        placed(EVENTS, CITY, UNEVEN),
        [Code.TOTAL_DISAGREES, Code.PERIOD_SUM],
    ),
    Case(
        "each column by its own nature",
        sheet(["季度", SPENT, PLACES, HELPED], ALONE, SOME, OTHERS),
        [*placed(MONEY, CITY, [10]), *placed(BEDS, CITY, SOME), *placed(EVENTS, CITY, OTHERS)],
        [*ASKED, Code.PERIOD_SUM, Code.SUM_OF_LEVELS],
    ),
    Case(
        "quarters alone, rounded",
        sheet(["季度", SPENT], [1.12, 1.23, 1.34, 1.45, 5.15]),
        placed(MONEY, CITY, [Decimal("1.12")]),
        [*ASKED, Code.PERIOD_SUM],
    ),
    Case(
        "quarters alone, their sum in another unit",
        sheet(["季度", "低保金"], ["1,000万元", "1,200万元", "900万元", "1,500万元", "0.46亿元"]),
        placed(MONEY, CITY, [1000]),
        [*ASKED, Code.PERIOD_SUM],
    ),
    Case(
        "a year of which one quarter counts",
        sheet(["季度", SPENT], [0, 0, 0, 5, 5]),
        placed(MONEY, CITY, [0, 0, 0, 5]),
        [Code.SPAN_UNSAID, Code.PERIOD_SUM],
    ),
    Case(
        "a year that is not over",
        sheet(["季度", HELPED, SPENT], [1, 2, "", "", 3], [1, 2, "", "", 3], total="全年"),
        [*placed(EVENTS, CITY, [1, 2]), *placed(MONEY, CITY, [1])],
        [Code.NATURE_CONFLICT, Code.PERIOD_SUM],
    ),
    Case(
        "a whole year beside blank quarters",
        sheet(["季度", SPENT, PLACES], ["", "", "", "", 46], SOME, total="全年"),
        [(MONEY, CITY, "2022-Q4", 46), *placed(BEDS, CITY, SOME)],
        [Code.SUM_OF_LEVELS],
    ),
]

WORDS = [
    Case(
        f"quarters and {word}",
        sheet(["季度", SPENT, HELPED, PLACES], ALONE, SOME, SOME, total=word),
        [*placed(MONEY, CITY, [10]), *placed(EVENTS, CITY, SOME), *placed(BEDS, CITY, SOME)],
        [*ASKED, Code.PERIOD_SUM, Code.SUM_OF_LEVELS],
    )
    for word in (
        *("总计", "小计", "累计", "全年", "全年合计", "合  计：", "年度合计", "季度合计", "四季度合计"),
        *("四个季度合计", "1—4季度合计", "一至四季度", "2022年", "2022年合计", "2022年全年"),
    )
]

SHAPES = [
    Case(
        "the sum above its quarters",
        [YEAR, ["季度", SPENT], ["合计", 46], *zip(QUARTERS, ALONE, strict=False)],
        placed(MONEY, CITY, [10]),
        [*ASKED, Code.PERIOD_SUM],
    ),
    Case(
        "half-years among the quarters",
        [
            [*YEAR],
            ["时间", HELPED, SPENT],
            *(["一季度", 1, 1], ["二季度", 2, 2], ["上半年", 3, 3]),
            *(["三季度", 4, 4], ["四季度", 5, 5], ["下半年", 9, 9], ["全年", 12, 12]),
        ],
        [*placed(EVENTS, CITY, [1, 2, 4, 5]), *placed(MONEY, CITY, [1])],
        [*ASKED, Code.PERIOD_SUM],
    ),
    Case(
        "what has added up since January is no sum",
        [YEAR, ["时间", SPENT], ["一季度", 1], ["上半年", 3], ["前三季度", 7], ["全年", 12]],
        placed(MONEY, CITY, [1, 3, 7, 12]),
    ),
    Case(
        "quarters alone, and what has added up since January",
        [
            [*YEAR],
            ["时间", SPENT],
            *(["一季度", 10], ["1—3月累计", 10], ["二季度", 12], ["1—6月累计", 22]),
            *(["三季度", 9], ["1—9月累计", 31], ["四季度", 15], ["全年累计", 46]),
        ],
        placed(MONEY, CITY, [10, 22, 31, 46])[1:],
        [Code.DUPLICATE, Code.DUPLICATE, *ASKED],
    ),
    Case(
        "what has added up is no sum of the quarters",
        sheet(["季度", SPENT], UNEVEN, total="全年累计"),
        placed(MONEY, CITY, UNEVEN[:3]),
        [Code.DUPLICATE, Code.DUPLICATE, Code.SPAN_UNSAID],
    ),
    Case(
        "the sum below the numbers of the rows",
        [
            [*YEAR],
            ["序号", "季度", HELPED],
            *([number, when, number] for number, when in enumerate(QUARTERS, 1)),
            ["合计", "", 10],
        ],
        placed(EVENTS, CITY, SOME),
        [Code.PERIOD_SUM],
    ),
    Case(
        "years with their quarters below",
        [
            ["福州市"],
            ["时间", SPENT],
            *(
                ["2021年", 10],
                ["2021年一季度", 1],
                ["2021年二季度", 2],
                ["2021年三季度", 3],
                ["2021年四季度", 4],
            ),
            *(
                ["2022年", 26],
                ["2022年一季度", 5],
                ["2022年二季度", 6],
                ["2022年三季度", 7],
                ["2022年四季度", 8],
            ),
        ],
        [(MONEY, CITY, "2021-Q1", 1), (MONEY, CITY, "2022-Q1", 5)],
        [*ASKED, *ASKED, Code.PERIOD_SUM],
    ),
    Case(
        "three quarters and the year",
        [YEAR, ["季度", SPENT], ["一季度", 1], ["二季度", 3], ["三季度", 7], ["全年", 12]],
        placed(MONEY, CITY, [1, 3, 7, 12]),
        [Code.SPAN_UNSAID],
    ),
    Case(
        "months of what is counted by the year",
        [
            YEAR,
            ["时间", "当年新增救助点（个）"],
            *([f"{month}月", 1] for month in range(1, 13)),
            ["全年", 12],
        ],
        [("assistance.year_flow", CITY, "2022", 12)],
        [Code.WRONG_FREQUENCY] * 12,
    ),
    Case(
        "months, their quarters and the year",
        [
            [*YEAR],
            ["时间", HELPED],
            *(["1月", 1], ["2月", 2], ["3月", 3], ["一季度", 6], ["4月", 4], ["5月", 5], ["6月", 6]),
            *(["二季度", 15], ["合计", 21]),
        ],
        [(EVENTS, CITY, "2022-Q1", 6), (EVENTS, CITY, "2022-Q2", 15)],
        [*[Code.WRONG_FREQUENCY] * 6, Code.PERIOD_SUM],
    ),
    Case(
        "quarters as numbers",
        [YEAR, ["季度", HELPED, PLACES], [1, 1, 5], [2, 2, 6], [3, 3, 7], [4, 4, 8], ["合计", 10, 26]],
        [*placed(EVENTS, CITY, SOME), *placed(BEDS, CITY, OTHERS)],
        [Code.PERIOD_SUM, Code.SUM_OF_LEVELS],
    ),
    Case(
        "codes of quarters",
        [["福州市"], ["报告期", SPENT], *([f"2022-Q{at}", at] for at in range(1, 5)), ["合计", 10]],
        placed(MONEY, CITY, [1]),
        [*ASKED, Code.PERIOD_SUM],
    ),
    Case(
        "quarters below a corner without a word",
        sheet(["", SPENT, PLACES], ALONE, SOME),
        [*placed(MONEY, CITY, [10]), *placed(BEDS, CITY, SOME)],
        [*ASKED, Code.PERIOD_SUM, Code.SUM_OF_LEVELS],
    ),
    Case(
        "quarters under 项目",
        sheet(["项目", HELPED, PLACES], SOME, SOME),
        [*placed(EVENTS, CITY, SOME), *placed(BEDS, CITY, SOME)],
        [Code.PERIOD_SUM, Code.SUM_OF_LEVELS],
    ),
    Case(
        "each indicator with its quarters",
        [
            [*YEAR],
            ["指标", "单位", "季度", "数值"],
            *(["临时救助", "人次", *row] for row in zip([*QUARTERS, "合计"], SOME, strict=True)),
            *(["养老床位", "张", *row] for row in zip([*QUARTERS, "合计"], SOME, strict=True)),
            *(["低保金", "万元", *row] for row in zip([*QUARTERS, "合计"], SOME, strict=True)),
        ],
        [*placed(EVENTS, CITY, SOME), *placed(BEDS, CITY, SOME), *placed(MONEY, CITY, [1])],
        [*ASKED, Code.PERIOD_SUM, Code.SUM_OF_LEVELS],
    ),
]

REGIONS = [
    Case(
        "regions with their quarters",
        [YEAR, ["地区", "季度", HELPED], *blocks(("鼓楼区", SOME), ("台江区", OTHERS))],
        both(EVENTS),
        [Code.PERIOD_SUM],
    ),
    Case(
        "regions with their quarters, merged, one sum wrong",
        [
            [*YEAR],
            ["地区", "季度", HELPED],
            *blocks(("鼓楼区", SOME)),
            *blocks(("台江区", [5, 6, 7, 8, 27])),
        ],
        both(EVENTS),
        [Code.TOTAL_DISAGREES, Code.PERIOD_SUM],
        merges=[(2, 0, 6, 0), (7, 0, 11, 0)],
    ),
    Case(
        "regions with their quarters alone",
        [YEAR, ["地区", "季度", SPENT], *blocks(("鼓楼区", SOME), ("台江区", OTHERS))],
        [(MONEY, GULOU, "2022-Q1", 1), (MONEY, TAIJIANG, "2022-Q1", 5)],
        [*ASKED, *ASKED, Code.PERIOD_SUM],
    ),
    Case(
        "regions with their quarters, blank below",
        [YEAR, ["地区", "季度", HELPED], ["鼓楼区", "一季度", 1], ["", "二季度", 2], ["", "合计", 3]],
        [(EVENTS, GULOU, "2022-Q1", 1)],
        [Code.BLANK_BELOW],
    ),
    Case(
        "sums that name their region",
        [
            [*YEAR],
            ["地区", "季度", HELPED],
            *blocks(("鼓楼区", SOME[:4])),
            ["鼓楼区合计", "", 10],
            *blocks(("台江区", OTHERS[:4])),
            ["台江区合计", "", 26],
        ],
        both(EVENTS),
        [Code.PERIOD_SUM],
    ),
    Case(
        "a sum of all regions and quarters",
        [
            [*YEAR],
            ["地区", "季度", HELPED],
            *blocks(("鼓楼区", SOME), ("台江区", OTHERS), total="小计"),
            ["合计", "", 36],
        ],
        both(EVENTS),
        [Code.PERIOD_SUM],
    ),
    Case(
        "the quarters of all regions",
        [
            [*YEAR],
            ["地区", "季度", HELPED],
            *blocks(("鼓楼区", SOME), ("台江区", OTHERS), ("合计", [6, 8, 10, 12, 36])),
        ],
        [*both(EVENTS), *placed(EVENTS, CITY, [6, 8, 10, 12])],
        [Code.PERIOD_SUM, Code.TOTAL_LACKS],
    ),
    Case(
        "quarters with their regions",
        [
            [*YEAR],
            ["季度", "地区", PLACES, HELPED],
            *(
                [when, place, value, value]
                for when, own, other in zip([*QUARTERS, "合计"], SOME, OTHERS, strict=True)
                for place, value in (("鼓楼区", own), ("台江区", other), ("合计", own + other))
            ),
        ],
        [
            *(*both(EVENTS), *placed(EVENTS, CITY, [6, 8, 10, 12])),
            *(*both(BEDS), *placed(BEDS, CITY, [6, 8, 10, 12])),
        ],
        [Code.PERIOD_SUM, Code.SUM_OF_LEVELS, Code.TOTAL_LACKS],
    ),
    Case(
        "quarters below their region",
        [
            [*YEAR],
            ["季度", HELPED, PLACES],
            ["鼓楼区"],
            *([when, value, value] for when, value in zip([*QUARTERS, "合计"], SOME, strict=True)),
            ["台江区"],
            *([when, value, value] for when, value in zip([*QUARTERS, "合计"], OTHERS, strict=True)),
        ],
        [*both(EVENTS), *both(BEDS)],
        [Code.PERIOD_SUM, Code.SUM_OF_LEVELS],
    ),
    Case(
        "regions below their quarter",
        [
            [*YEAR],
            ["地区", HELPED],
            *(
                row
                for when, own, other in zip([*QUARTERS, "全年合计"], SOME, OTHERS, strict=True)
                for row in ([when], ["鼓楼区", own], ["台江区", other], ["合计", own + other])
            ),
        ],
        [*both(EVENTS), *placed(EVENTS, CITY, [6, 8, 10, 12])],
        [Code.PERIOD_SUM, Code.TOTAL_LACKS],
    ),
    Case(
        "regions beside each other",
        [
            *([*YEAR], [f"指标：{HELPED}"], ["季度", "鼓楼区", "台江区"]),
            *map(list, zip([*QUARTERS, "合计"], SOME, OTHERS, strict=True)),
        ],
        both(EVENTS),
        [Code.PERIOD_SUM],
    ),
    Case(
        "a sum below region and quarter, merged",
        [
            [*YEAR],
            ["地区", "季度", HELPED],
            *blocks(("鼓楼区", [1, 2]), ("台江区", [5, 6])),
            ["合计", "", 14],
        ],
        [*placed(EVENTS, GULOU, [1, 2]), *placed(EVENTS, TAIJIANG, [5, 6])],
        [Code.PERIOD_SUM],
        merges=[(6, 0, 6, 1)],
    ),
    Case(
        "two years and what they sum up to",
        [
            ["福州市"],
            ["年份", "季度", HELPED],
            *([2021, when, value] for when, value in zip([*QUARTERS, "合计"], OTHERS, strict=True)),
            *([2022, when, value] for when, value in zip([*QUARTERS, "合计"], SOME, strict=True)),
            ["总计", "", 36],
        ],
        [*placed(EVENTS, CITY, SOME), *placed(EVENTS, CITY, OTHERS, 2021)],
        [Code.PERIOD_SUM],
    ),
    Case(
        "regions of one quarter and what they sum up to",
        [
            ["福州市"],
            ["地区", "报告期", HELPED],
            ["鼓楼区", "2022年二季度", 1],
            ["台江区", "2022年二季度", 2],
            ["合计", "2022年二季度", 3],
        ],
        [
            (EVENTS, GULOU, "2022-Q2", 1),
            (EVENTS, TAIJIANG, "2022-Q2", 2),
            (EVENTS, CITY, "2022-Q2", 3),
        ],
        [Code.TOTAL_LACKS],
    ),
    Case(
        "a sum of regions in one quarter that leaves it out",
        [
            ["福州市"],
            ["地区", "报告期", HELPED],
            ["鼓楼区", "2022年二季度", 1],
            ["台江区", "2022年二季度", 2],
            ["合计", "", 3],
        ],
        [(EVENTS, GULOU, "2022-Q2", 1), (EVENTS, TAIJIANG, "2022-Q2", 2)],
        [Code.BLANK_BELOW],
    ),
]

CASES = [*NATURES, *WORDS, *SHAPES, *REGIONS]
