"""Sheets whose words point away from where their figures seem to belong, and twins of which they do not."""

from __future__ import annotations

from indicators.intake.findings import Code
from tests.indicators.intake.awkward import (
    BEDS,
    CITY,
    GULOU,
    HEAD,
    HOMES,
    MINHOU,
    MONEY,
    Q1,
    Q2,
    TAIJIANG,
    TITLE,
    Case,
)

ROWS = [["地区", "养老机构（家）"], ["鼓楼区", 12], ["合计", 12]]

PLACES = [
    *(
        Case(f"{' '.join(above)} over 鼓楼区", [*([line] for line in above), *ROWS[:2]], [], [Code.NO_REGION])
        for above in [
            ["南京市2023年二季度养老统计"],
            ["江苏省2023年二季度养老统计"],
            ["2023年二季度", "填报单位：徐州市民政局"],
        ]
    ),
    *(
        Case(
            f"{' '.join(above)} over 鼓楼区 of ours",
            [*([line] for line in above), *ROWS[:2]],
            [(HOMES, GULOU, Q2, 12)],
        )
        for above in [
            ["福建省2023年二季度养老统计"],
            ["福建省福州市2023年二季度养老统计"],
            ["全市2023年二季度养老统计"],
            ["2023年二季度市民政局养老统计"],
            ["2023年二季度各县市区养老统计"],
            ["2023年二季度城市养老统计"],
        ]
    ),
    Case(
        "a sheet called after another city",
        [["2023年二季度"], *ROWS[:2]],
        [],
        [Code.NO_REGION],
        options={"sheet": "南京市"},
    ),
    *(
        Case(
            f"a second table under {line}",
            [["鼓楼区2023年二季度"], HEAD, ["养老机构", "家", 12], [line], HEAD, ["养老床位", "张", 9]],
            [(HOMES, GULOU, Q2, 12), *figures],
            said,
        )
        for line, figures, said in [
            ("华大街道", [], [Code.NO_REGION]),
            ("附：南街街道养老统计", [], [Code.NO_REGION]),
            ("附：去年同期数", [], [Code.NO_PERIOD]),
            ("附：养老床位", [(BEDS, GULOU, Q2, 9)], []),
            ("二、乡镇街道养老统计", [(BEDS, GULOU, Q2, 9)], []),
        ]
    ),
    *(
        Case(
            f"合计 under {title}, sheet {sheet}",
            [[title], ROWS[0], ["鼓楼区", 12], ["台江区", 3], ["合计", 15]],
            [(HOMES, GULOU, Q2, 12), (HOMES, TAIJIANG, Q2, 3)],
            [Code.NO_REGION],
            options={"sheet": sheet},
        )
        for title, sheet in [
            ("福州市城区2023年二季度", "Sheet1"),
            ("福州市部分县（市）区2023年二季度", "Sheet1"),
            ("2023年二季度", "城区"),
            ("2023年二季度", "县（市）"),
        ]
    ),
    Case(
        "a street's sheet in its district's name",
        [["鼓楼区2023年二季度"], HEAD, ["养老机构", "家", 2]],
        [],
        [Code.NO_REGION],
        options={"sheet": "南街街道"},
    ),
    Case(
        "a numbered region in a circle, and an office of a city's district",
        [TITLE, ROWS[0], ["①鼓楼区", 12], ["福州市台江区民政局", 3]],
        [(HOMES, GULOU, Q2, 12), (HOMES, TAIJIANG, Q2, 3)],
    ),
]

SCALES = [
    *(
        Case(
            f"{scale} under {header} beside {unit}",
            [TITLE, ["指标", "单位", header, "数量"], ["低保金", unit, scale, 12]],
            figures,
            said,
        )
        for header, unit, scale, figures, said in [
            ("量级", "元", "万", [], [Code.UNIT_CONFLICT, Code.IGNORED_COLUMN]),
            ("倍率", "元", 10000, [], [Code.UNIT_CONFLICT, Code.IGNORED_COLUMN]),
            ("倍率", "万元", 1, [(MONEY, CITY, Q2, 12)], [Code.IGNORED_COLUMN]),
            ("量级", "万元", "万", [(MONEY, CITY, Q2, 12)], [Code.IGNORED_COLUMN]),
        ]
    ),
]

TIMES = [
    Case(
        "years and months under one character each",
        [["年", "月", "地区", "养老机构（家）"], [2023, 6, "鼓楼区", 12], [2023, 3, "鼓楼区", 11]],
        [(HOMES, GULOU, Q2, 12), (HOMES, GULOU, Q1, 11)],
    ),
    *(
        Case(f"a column of {header}", [TITLE, [*HEAD[:2], header], ["养老机构", "家", 12]], figures, said)
        for header, figures, said in [
            ("数量（截至5月底）", [], [Code.PERIOD_CONFLICT]),
            ("数量（截至6月底）", [(HOMES, CITY, Q2, 12)], []),
        ]
    ),
    *(
        Case(title, [[title], HEAD, ["养老机构", "家", 12]], figures, said)
        for title, figures, said in [
            ("福州市2023年6月上旬养老统计", [], [Code.NO_PERIOD]),
            ("福州市2023年二季度养老统计预测", [], [Code.AMBIGUOUS_INDICATOR]),
            ("福州市2023年二季度养老统计（作废）", [], [Code.AMBIGUOUS_INDICATOR]),
            ("福州市2023年第二季度较第一季度养老统计", [], [Code.AMBIGUOUS_INDICATOR]),
            ("福州市历年养老机构（2023年6月末）", [(HOMES, CITY, Q2, 12)], []),
        ]
    ),
    Case(
        "a sheet of an example",
        [TITLE, HEAD, ["养老机构", "家", 12]],
        [],
        [Code.AMBIGUOUS_INDICATOR],
        options={"sheet": "填报示例"},
    ),
]

HEADERS = [
    Case(
        "regions that stand in the midst of their columns",
        [
            ["2023年"],
            ["季度", "", "鼓楼区", "", "", "台江区", ""],
            ["", *["养老机构（家）", "养老床位（张）", "养老服务设施（个）"] * 2],
            ["一季度", 1, 2, 3, 4, 5, 6],
        ],
        [],
        [Code.WHICH_VALUE_COLUMN],
    ),
    Case(
        "regions at the left of their columns",
        [
            ["2023年"],
            ["季度", "鼓楼区", "", "台江区", ""],
            ["", *["养老机构（家）", "养老床位（张）"] * 2],
            ["一季度", 1, 2, 3, 4],
        ],
        [(HOMES, GULOU, Q1, 1), (BEDS, GULOU, Q1, 2), (HOMES, TAIJIANG, Q1, 3), (BEDS, TAIJIANG, Q1, 4)],
    ),
]

NOTED = [TITLE, [*HEAD, "备注"]]
ROW_NOTES = [
    *(
        Case(
            f"{note} beside a figure",
            [*NOTED, ["养老机构", "家", 12, note], ["养老床位", "张", 30]],
            figures,
            said,
        )
        for note, figures, said in [
            ("不含平潭", [(BEDS, CITY, Q2, 30)], [Code.AMBIGUOUS_INDICATOR]),
            ("仅民办", [(BEDS, CITY, Q2, 30)], [Code.AMBIGUOUS_INDICATOR]),
            ("此数为计划数", [(BEDS, CITY, Q2, 30)], [Code.AMBIGUOUS_INDICATOR]),
            ("上年数", [(BEDS, CITY, Q2, 30)], [Code.AMBIGUOUS_INDICATOR]),
            ("含在建2家", [(BEDS, CITY, Q2, 30)], [Code.AMBIGUOUS_INDICATOR]),
            ("2022年末数", [(BEDS, CITY, Q2, 30)], [Code.PERIOD_CONFLICT]),
            ("截至5月底", [(BEDS, CITY, Q2, 30)], [Code.PERIOD_CONFLICT]),
            ("截至2023年6月30日", [(HOMES, CITY, Q2, 12), (BEDS, CITY, Q2, 30)], []),
            ("较2022年末增加2家", [(HOMES, CITY, Q2, 12), (BEDS, CITY, Q2, 30)], []),
            ("含民办", [(HOMES, CITY, Q2, 12), (BEDS, CITY, Q2, 30)], []),
            ("新增一家，注销两家", [(HOMES, CITY, Q2, 12), (BEDS, CITY, Q2, 30)], []),
        ]
    ),
    Case(
        "another unit beside a figure",
        [*NOTED, ["低保金", "元", 12, "单位实为万元"]],
        [],
        [Code.UNIT_CONFLICT],
    ),
    Case(
        "平潭 left out beside a district",
        [TITLE, ["地区", "养老机构（家）", "备注"], ["鼓楼区", 12, "不含平潭"]],
        [(HOMES, GULOU, Q2, 12)],
    ),
    Case(
        "a cause that leaves out something",
        [TITLE, [*HEAD, "变化原因"], ["养老机构", "家", 12, "剔除停业机构"]],
        [(HOMES, CITY, Q2, 12)],
    ),
    Case(
        "a column of 截止时间",
        [
            TITLE,
            [*HEAD, "截止时间"],
            ["养老机构", "家", 12, "2023年5月底"],
            ["养老床位", "张", 30, "2023年6月底"],
        ],
        [(HOMES, CITY, "2023-05", 12), (BEDS, CITY, Q2, 30)],
    ),
]

LINES = [
    *(
        Case(title, [[title], HEAD, ["养老机构", "家", 12]], figures, said)
        for title, figures, said in [
            ("福州市2023年 □一季度 ☑二季度 □三季度", [(HOMES, CITY, Q2, 12)], []),
            ("福州市2023年 □一季度 □二季度 □三季度", [], [Code.NO_PERIOD]),
        ]
    ),
    Case(
        "a second table of plans, its title numbered",
        [
            ["表1 鼓楼区2023年二季度养老情况"],
            HEAD,
            ["养老机构", "家", 12],
            ["表2 2023年度计划"],
            HEAD,
            ["养老床位", "张", 9],
        ],
        [(HOMES, GULOU, Q2, 12)],
        [Code.AMBIGUOUS_INDICATOR],
    ),
    Case(
        "a second table of another district, its title numbered",
        [["鼓楼区2023年二季度"], HEAD, ["养老机构", "家", 12], ["表2 台江区"], HEAD, ["养老床位", "张", 9]],
        [(HOMES, GULOU, Q2, 12), (BEDS, TAIJIANG, Q2, 9)],
    ),
    Case(
        "a row of figures parted by another sign",
        [TITLE, ["地区,养老机构（家）"], ["鼓楼区,12"], ["地区", "养老床位（张）"], ["鼓楼区", 9]],
        [(BEDS, GULOU, Q2, 9)],
        [Code.NO_TABLE],
    ),
]

COLUMNS = [
    *(
        Case(
            f"{words[0]} and {words[1]} under {header}",
            [TITLE, ["地区", "养老机构（家）", header], ["鼓楼区", 12, words[0]], ["台江区", 9, words[1]]],
            [(HOMES, GULOU, Q2, 12)],
            [Code.AMBIGUOUS_INDICATOR, Code.IGNORED_COLUMN],
        )
        for header, words in [
            ("是否有效", ("是", "否")),
            ("审核结果", ("通过", "不通过")),
            ("上报类型", ("实际", "预测")),
            ("口径说明", ("全部", "不含民办")),
            ("规模", ("合计", "大型")),
        ]
    ),
    Case(
        "no after a question that does not count",
        [TITLE, ["地区", "养老机构（家）", "是否试点"], ["鼓楼区", 12, "否"]],
        [(HOMES, GULOU, Q2, 12)],
        [Code.IGNORED_COLUMN],
    ),
    Case(
        "bare years in rows under a quarter",
        [TITLE, ["地区", "所属年度", "养老机构（家）"], ["鼓楼区", 2023, 12], ["台江区", 2022, 9]],
        [],
        [Code.PERIOD_CONFLICT] * 2,
    ),
    Case(
        "years in rows that end with the title's period",
        [TITLE, ["年份", "养老机构（家）"], ["2022年", 10], ["2023年6月", 12]],
        [(HOMES, CITY, "2022-Q4", 10), (HOMES, CITY, Q2, 12)],
    ),
]

SAID = [
    *(
        Case(
            f"{line} above a table",
            [["福州市2023年二季度"], [line], HEAD, ["养老机构", "家", 12]],
            [] if said else [(HOMES, CITY, Q2, 12)],
            [said] if said else [],
        )
        for line, said in [
            ("统计口径：民办养老机构", Code.AMBIGUOUS_INDICATOR),
            ("统计口径：含民办", None),
            ("统计范围：市辖区", Code.NO_REGION),
            ("统计范围：全市", None),
            ("（上年同期数）", Code.NO_PERIOD),
            ("女性", Code.AMBIGUOUS_INDICATOR),
            ("城市", Code.AMBIGUOUS_INDICATOR),
            ("同比增长数", Code.AMBIGUOUS_INDICATOR),
        ]
    ),
    Case(
        "a sheet called 模板",
        [TITLE, HEAD, ["养老机构", "家", 12]],
        [],
        [Code.AMBIGUOUS_INDICATOR],
        options={"sheet": "模板"},
    ),
]

MATRIX = [
    (HOMES, GULOU, Q2, 12),
    (BEDS, GULOU, Q2, 30),
    (HOMES, TAIJIANG, Q2, 9),
    (BEDS, TAIJIANG, Q2, 20),
]
BOTH = [(HOMES, CITY, Q2, 12), (MONEY, CITY, Q2, 3)]
BELOW = [
    *(
        Case(
            note,
            [TITLE, HEAD, ["养老机构", "家", 12], ["低保金", "万元", 3], [note]],
            [BOTH[place] for place in kept],
            said,
        )
        for note, kept, said in [
            ("注：养老机构数为民办数", [1], [Code.AMBIGUOUS_INDICATOR]),
            ("注：养老机构数含在建", [1], [Code.AMBIGUOUS_INDICATOR]),
            ("注：以上为计划数", [], [Code.AMBIGUOUS_INDICATOR] * 2),
            ("注：全市数不含平潭", [], [Code.AMBIGUOUS_INDICATOR] * 2),
            ("注：低保金为当季数", [0], [Code.AMBIGUOUS_INDICATOR]),
            ("注：养老机构数为本季数", [0, 1], []),
            ("注：本表为2022年数据", [], [Code.PERIOD_CONFLICT] * 2),
            ("注：养老机构数采用2022年年报数", [1], [Code.PERIOD_CONFLICT]),
            ("[1] 2022年末数", [], [Code.PERIOD_CONFLICT] * 2),
            ("注：养老机构数包括公办和民办，按登记数统计", [0, 1], []),
            ("注：上年数为10家", [0, 1], []),
            ("注：养老机构数以床计", [1], [Code.UNIT_CONFLICT]),
        ]
    ),
    *(
        Case(
            f"{note} below regions",
            [TITLE, ROWS[0], ["鼓楼区", 12], ["闽侯县", 9], [note]],
            figures,
            said,
        )
        for note, figures, said in [
            ("注：鼓楼区为2022年末数", [(HOMES, MINHOU, Q2, 9)], [Code.PERIOD_CONFLICT]),
            ("注：鼓楼区为上年数", [(HOMES, MINHOU, Q2, 9)], [Code.AMBIGUOUS_INDICATOR]),
            ("注：鼓楼区含台江区", [(HOMES, MINHOU, Q2, 9)], [Code.AMBIGUOUS_INDICATOR]),
            ("注：闽侯县不含高新区", [(HOMES, GULOU, Q2, 12)], [Code.AMBIGUOUS_INDICATOR]),
            ("注：闽侯县含高新区", [(HOMES, GULOU, Q2, 12), (HOMES, MINHOU, Q2, 9)], []),
        ]
    ),
    Case(
        "stars of the year before",
        [TITLE, HEAD, ["养老机构*", "家", 12], ["养老床位", "张", 30], ["注：带*为上年数"]],
        [(BEDS, CITY, Q2, 30)],
        [Code.AMBIGUOUS_INDICATOR],
    ),
    Case(
        "words beside a figure, under no header",
        [
            TITLE,
            HEAD,
            ["养老机构", "家", 12, "不含民办"],
            ["养老床位", "张", 30, "已核"],
            ["低保金", "万元", 3, "截至5月底"],
        ],
        [(BEDS, CITY, Q2, 30)],
        [Code.AMBIGUOUS_INDICATOR, Code.PERIOD_CONFLICT],
    ),
]

COMMENTS = [
    Case(
        f"{text} noted on {where}",
        [TITLE, ["地区", "养老机构（家）", "养老床位（张）"], ["鼓楼区", 12, 30], ["台江区", 9, 20]],
        [figure for place, figure in enumerate(MATRIX) if place in kept],
        [said] * (4 - len(kept)),
        options={"comments": {at: text}},
    )
    for text, where, at, kept, said in [
        ("不含民办", "a figure", (2, 1), [1, 2, 3], Code.AMBIGUOUS_INDICATOR),
        ("此数为2022年末数", "another figure", (2, 1), [1, 2, 3], Code.PERIOD_CONFLICT),
        ("截至5月底", "a region", (2, 0), [2, 3], Code.PERIOD_CONFLICT),
        ("上年数", "a header", (1, 1), [1, 3], Code.AMBIGUOUS_INDICATOR),
        (
            "较上年增加2家，已核对",
            "a figure that it explains",
            (2, 1),
            [0, 1, 2, 3],
            Code.AMBIGUOUS_INDICATOR,
        ),
    ]
]

CASES = [*COMMENTS, *BELOW, *COLUMNS, *SAID, *ROW_NOTES, *LINES, *PLACES, *SCALES, *TIMES, *HEADERS]
