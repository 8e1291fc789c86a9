"""Sheets that were refused although they say what they hold, or read without a word, and their twins."""

from __future__ import annotations

from indicators.intake.findings import Code
from tests.indicators.intake.awkward import (
    BEDS,
    CITY,
    GULOU,
    HEAD,
    HOMES,
    MINHOU,
    Q2,
    TAIJIANG,
    TITLE,
    Case,
    city,
)

HOMES_TITLE = ["福州市2023年二季度各县（市）区养老机构数（家）"]
UNKNOWN = Code.UNKNOWN_INDICATOR

LISTS = [
    Case(
        "indicators and figures without a header",
        [TITLE, ["养老机构（家）", 3], ["养老床位（张）", 5]],
        city(HOMES=3, BEDS=5),
    ),
    Case(
        "indicators, units and figures without a header",
        [TITLE, ["1", "养老机构", "家", 3], ["2", "养老床位", "张", 5]],
        city(HOMES=3, BEDS=5),
    ),
    Case(
        "units behind figures without a header",
        [["鼓楼区2023年二季度"], ["养老机构", 3, "家"], ["养老床位", 5, "张"]],
        [(HOMES, GULOU, Q2, 3), (BEDS, GULOU, Q2, 5)],
    ),
    Case(
        "one of the indicators of such a list is unknown",
        [TITLE, ["养老机构", "3家"], ["养老床位", "5张"], ["某某数", "7个"]],
        city(HOMES=3, BEDS=5),
        [UNKNOWN],
    ),
    Case("regions and figures without a header", [HOMES_TITLE, ["鼓楼区", 3], ["台江区", 5]], [], [UNKNOWN]),
    Case(
        "regions and two figures each without a header",
        [HOMES_TITLE, ["鼓楼区", 3, 5], ["台江区", 5, 6]],
        [],
        [UNKNOWN] * 2,
    ),
    *(
        Case(
            f"{words} over names and numbers",
            [*rows, ["养老机构（家）", 1], ["养老床位（张）", 2]],
            [],
            [Code.NO_TABLE],
            period=Q2,
            region=CITY,
        )
        for words, rows in (("目录", [["目  录"]]), ("代码", [["指标代码表"]]), ("nothing", []))
    ),
    Case("names of nobody knows what", [TITLE, ["华大街道", 3], ["南街街道", 5]], [], [Code.NO_TABLE]),
    Case(
        "regions with a year each",
        [HOMES_TITLE, ["鼓楼区", "2022年", 3], ["台江区", "2022年", 5]],
        [],
        [Code.NO_TABLE],
    ),
]

BOTH = ["养老机构（家）", "养老床位（张）"]
CHANGLE = "350112"
FOUR = {GULOU: (3, 30), TAIJIANG: (5, 50), CHANGLE: (2, 20), MINHOU: (1, 10)}
NAMES = {GULOU: "鼓楼区", TAIJIANG: "台江区", CHANGLE: "长乐区", MINHOU: "闽侯县"}
EVERY = [
    *((HOMES, code, Q2, homes) for code, (homes, _) in FOUR.items()),
    *((BEDS, code, Q2, beds) for code, (_, beds) in FOUR.items()),
]
WHOLE = city(HOMES=11, BEDS=110)
CROSSED = [[NAMES[code], *both] for code, both in FOUR.items()]

PIVOTS = [
    Case(
        "a pivot table of regions",
        [
            ["报告期", "2023年二季度"],
            [],
            ["行标签", *(f"求和项:{each}" for each in BOTH)],
            *CROSSED,
            ["(空白)", "", ""],
            ["总计", 11, 110],
        ],
        [*EVERY, *WHOLE],
    ),
    Case(
        "a pivot table in English",
        [TITLE, ["Row Labels", *(f"Sum of {each}" for each in BOTH)], *CROSSED, ["Grand Total", 11, 110]],
        [*EVERY, *WHOLE],
    ),
    Case(
        "a pivot table of regions by indicators",
        [
            TITLE,
            ["求和项:数值", "列标签"],
            ["行标签", *BOTH, "总计"],
            *([*row, row[1] + row[2]] for row in CROSSED),
            ["总计", 11, 110, 121],
        ],
        [*EVERY, *WHOLE],
        [Code.IGNORED_COLUMN],
    ),
    Case(
        "indicators below each region in a pivot table",
        [
            TITLE,
            ["行标签", "求和项:数值"],
            *(
                row
                for name, homes, beds in CROSSED
                for row in ([name, homes + beds], [BOTH[0], homes], [BOTH[1], beds])
            ),
            ["总计", 121],
        ],
        EVERY,
        [UNKNOWN] * 5,
    ),
    Case(
        "indicators below one region in a pivot table",
        [TITLE, ["行标签", "求和项:数值"], ["鼓楼区", 33], [BOTH[0], 3], [BOTH[1], 30]],
        [(HOMES, GULOU, Q2, 3), (BEDS, GULOU, Q2, 30)],
        [UNKNOWN],
    ),
    Case(
        "regions below each indicator in a pivot table",
        [
            TITLE,
            ["行标签", "求和项:数值"],
            [BOTH[0], 11],
            *([name, homes] for name, homes, _ in CROSSED),
            [BOTH[1], 110],
            *([name, beds] for name, _, beds in CROSSED),
            ["总计", 121],
        ],
        [*EVERY, *WHOLE],
        [UNKNOWN],
    ),
    Case(
        "regions below an indicator that is unknown",
        [TITLE, HEAD, ["养老机构", "家", 3], ["某某数", "个", 9], ["鼓楼区", "个", 4]],
        city(HOMES=3),
        [UNKNOWN] * 2,
    ),
    Case(
        "a pivot table that counts",
        [TITLE, ["行标签", "计数项:养老机构（家）"], ["鼓楼区", 3], ["台江区", 5]],
        [],
        [UNKNOWN],
    ),
    Case(
        "a pivot table of means beside sums",
        [TITLE, ["行标签", f"平均值项:{BOTH[0]}", f"求和项:{BOTH[0]}"], ["鼓楼区", 3, 4]],
        [(HOMES, GULOU, Q2, 4)],
        [Code.IGNORED_COLUMN],
    ),
    Case(
        "a pivot table whose blank has a figure",
        [TITLE, ["行标签", f"求和项:{BOTH[0]}"], ["鼓楼区", 3], ["(空白)", 1]],
        [(HOMES, GULOU, Q2, 3)],
        [Code.UNKNOWN_REGION],
    ),
]

FURNITURE = [
    Case(
        f"{word} and its region in two cells",
        [["民政统计"], [word, "鼓楼区"], ["报告期", "2023年二季度"], [], ["指标", "数量"], [BOTH[0], 3]],
        [(HOMES, GULOU, Q2, 3)],
    )
    for word in ("地区", "填报单位", "行政区划")
]

CASES = [*LISTS, *PIVOTS, *FURNITURE]
