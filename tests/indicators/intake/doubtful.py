"""Sheets that say less than they seem to, or two things at once, where one was taken without a word."""

from __future__ import annotations

from indicators.intake.findings import Code
from tests.indicators.intake.awkward import (
    BEDS,
    CITY,
    GULOU,
    HEAD,
    HOMES,
    MONEY,
    Q1,
    Q2,
    TITLE,
    WORKERS,
    Case,
    city,
    one,
)
from tests.indicators.intake.corpus import percent

SCALE = [Code.UNIT_CONFLICT]

PARTS = [
    *(
        Case(
            f"{words} above the header",
            [TITLE, [words], HEAD, ["养老机构", "家", 3]],
            [],
            [Code.AMBIGUOUS_INDICATOR],
        )
        for words in ("同比增长情况", "增减情况", "其中：局属", "局属", "市本级", "局机关", "市直")
    ),
    *(
        Case(
            f"{words} as the first row",
            [TITLE, HEAD, [words], ["养老机构", "家", 3]],
            [],
            [Code.AMBIGUOUS_INDICATOR],
        )
        for words in ("环比增减情况", "其中：局属", "市本级")
    ),
    Case(
        "局属 in the title",
        [["福州市2023年二季度养老机构情况（局属）"], HEAD, ["养老机构", "家", 3]],
        [],
        [Code.AMBIGUOUS_INDICATOR],
    ),
    Case(
        "figures and how they changed",
        [["福州市2023年二季度养老机构及增减情况"], [*HEAD, "增减情况"], ["养老机构", "家", 3, 1]],
        city(HOMES=3),
        [Code.IGNORED_COLUMN],
    ),
    Case(
        "其中 after a figure, blank",
        [TITLE, HEAD, ["养老机构", "家", 3], ["其中：局属"], ["养老床位", "张", 5]],
        city(HOMES=3, BEDS=5),
    ),
]

ROW = ["低保人数", "人", 30000]
UNITS = [
    Case("a line of another scale than the row's unit", [TITLE, ["单位：万人"], HEAD, ROW], [], SCALE),
    Case(
        "a row's unit of another scale than the line's", [TITLE, ["单位：家"], *one(3, "万家")[1:]], [], SCALE
    ),
    Case("a title that ends with another scale", [["福州市2023年二季度（万人）"], HEAD, ROW], [], SCALE),
    Case("a header of units of another scale", [TITLE, ["指标", "单位（万人）", "数量"], ROW], [], SCALE),
    Case("a header of labels of another scale", [TITLE, ["指标（万人）", "单位", "数量"], ROW], [], SCALE),
    Case("one unit of another scale above all", [TITLE, HEAD, ["", "万人", ""], ROW], [], SCALE),
    Case(
        "two columns of units that differ",
        [TITLE, ["指标", "计量单位", "单位", "数量"], ["低保人数", "万人", "人", 30000]],
        [],
        SCALE,
    ),
    Case(
        "a second unit without a header",
        [TITLE, ["指标", "单位", "", "数量"], ["低保人数", "万人", "人", 30000]],
        [],
        SCALE,
    ),
    Case(
        "a line of money over rows with units of their own",
        [TITLE, ["单位：万元"], HEAD, ROW, ["低保金", "万元", 4], ["低保标准", "元/人·月", 800]],
        city(PEOPLE=30000, MONEY=4, STANDARD=800),
    ),
    Case(
        "a line of two scales, one of them the row's",
        [TITLE, ["单位：元、万元"], HEAD, ["低保金", "万元", 4]],
        city(MONEY=4),
    ),
    Case("units that count alike", [TITLE, ["单位：个"], HEAD, ["养老机构", "家", 3]], city(HOMES=3)),
]

YEARS = ["指标", "单位", "1962年", "2022年"]
PERIODS = [
    *(
        Case(
            f"a year under {header}",
            [["福州市"], [header, "持证社工（人）"], ["2022", 3]],
            [],
            [Code.UNKNOWN_PERIOD],
        )
        for header in ("财政年度", "会计年度")
    ),
    Case("财政年度 in a title", [["福州市2022财政年度"], HEAD, ["持证社工", "人", 3]], [], [Code.NO_PERIOD]),
    Case(
        "an issue of a year, whose figures may be of the year before",
        [["福州市民政统计2023年第1期"], HEAD, ["持证社工", "人", 3]],
        [],
        [Code.NO_PERIOD],
    ),
    Case(
        "rows of issues",
        [["福州市2023年"], ["期别", "养老机构（家）"], ["第2期", 3], ["第三期", 4]],
        [],
        [Code.UNKNOWN_PERIOD] * 2,
    ),
    Case(
        "issue and quarter",
        [["福州市2023年二季度民政统计", "第5期"], HEAD, ["养老机构", "家", 3]],
        city(HOMES=3),
    ),
    Case("a title of long ago", [["福州市1900年"], HEAD, ["持证社工", "人", 3]], [], [Code.NO_PERIOD]),
    Case(
        "a column of long ago",
        [["福州市"], YEARS, ["持证社工", "人", 3, 4]],
        [(WORKERS, CITY, "2022", 4)],
        [Code.NO_PERIOD],
    ),
    Case(
        "a row of long ago",
        [["福州市"], ["年份", "持证社工（人）"], ["1962", 3], ["1978", 4]],
        [(WORKERS, CITY, "1978", 4)],
        [Code.NO_PERIOD],
    ),
    Case(
        "a quarter between others whose header is blank",
        [["福州市2023年"], ["指标", "单位", "一季度", "", "三季度"], ["养老机构", "家", 3, 4, 5]],
        [(HOMES, CITY, Q1, 3), (HOMES, CITY, "2023-Q3", 5)],
        [Code.WHICH_VALUE_COLUMN],
    ),
    Case(
        "a month after others whose header is blank",
        [["福州市2023年"], ["指标", "单位", "1月", "2月", ""], ["养老机构", "家", 3, 4, 5]],
        [(HOMES, CITY, "2023-01", 3), (HOMES, CITY, "2023-02", 4)],
        [Code.WHICH_VALUE_COLUMN],
    ),
    Case(
        "a blank header after the last of the year",
        [["福州市2022年"], ["指标", "单位", "三季度", "四季度", ""], ["养老机构", "家", 3, 4, 5]],
        [(HOMES, CITY, "2022-Q3", 3), (HOMES, CITY, "2022-Q4", 4)],
        [Code.IGNORED_COLUMN],
    ),
]

TWO = ["指标", "单位", "数量", "", "指标", "单位", "数量"]
SIDES = [
    Case(
        "a city's table beside a district's",
        [
            ["福州市2023年二季度", "", "", "", "鼓楼区2023年二季度"],
            TWO,
            ["养老机构", "家", 30, "", "养老床位", "张", 3],
        ],
        [(HOMES, CITY, Q2, 30), (BEDS, GULOU, Q2, 3)],
    ),
    Case(
        "a quarter beside the next, a title over the blank column",
        [
            ["福州市2023年一季度", "", "", "福州市2023年二季度"],
            TWO,
            ["养老机构", "家", 3, "", "养老机构", "家", 4],
        ],
        [(HOMES, CITY, Q1, 3), (HOMES, CITY, Q2, 4)],
    ),
    Case(
        "units of two tables side by side",
        [
            TITLE,
            ["单位：元", "", "", "", "单位：万元"],
            ["指标", "序号", "数量", "", "指标", "序号", "数量"],
            ["低保金", 1, 30000, "", "慈善支出", 1, 4],
        ],
        [(MONEY, CITY, Q2, 3), ("charity.given", CITY, Q2, 4)],
    ),
    Case(
        "furniture that two tables side by side share",
        [
            ["编制单位：福州市", "", "", "", "2023年二季度"],
            TWO,
            ["养老机构", "家", 3, "", "养老床位", "张", 4],
        ],
        city(HOMES=3, BEDS=4),
    ),
]

NOTES = [
    *(
        Case(f"a note that counts up to a day: {words}", rows, figures, said)
        for words, rows, figures, said in (
            ("below", [*one(3), ["注：以上数据截至7月10日"]], [], [Code.PERIOD_CONFLICT]),
            ("below, in the last month", [*one(3), ["注：以上数据截至6月25日"]], city(HOMES=3), []),
            ("below, of the deadline", [*one(3), ["注：请于截至7月10日前报送"]], city(HOMES=3), []),
            (
                "below, and another date behind it",
                [*one(3), ["养老床位", "张", 4], ["注：以上数据截至6月25日，养老床位为2022年末数"]],
                city(HOMES=3),
                [Code.PERIOD_CONFLICT],
            ),
            (
                "beside, and another date behind it",
                [TITLE, [*HEAD, "备注"], ["养老机构", "家", 3, "截至6月25日；2022年末数"]],
                [],
                [Code.PERIOD_CONFLICT],
            ),
            ("above", [TITLE, ["统计截止时间：2023年7月10日"], *one(3)[1:]], [], [Code.PERIOD_CONFLICT]),
            (
                "beside",
                [
                    TITLE,
                    [*HEAD, "备注"],
                    ["养老机构", "家", 3, "截至7月10日"],
                    ["养老床位", "张", 4, "截至6月底"],
                ],
                city(BEDS=4),
                [Code.PERIOD_CONFLICT],
            ),
        )
    ),
    Case(
        "a quarter alone, named, beside what is counted since January",
        [TITLE, [*HEAD, "备注"], ["低保金", "万元", 3, "二季度当季"], ["养老机构", "家", 4, "二季度本季"]],
        city(HOMES=4),
        [Code.AMBIGUOUS_INDICATOR],
    ),
    *(
        Case(
            f"{words} beside a district",
            [TITLE, ["地区", "养老机构（家）", "备注"], ["鼓楼区", 12, words], ["台江区", 3, "含鼓楼区1家"]],
            [] if asked else [(HOMES, GULOU, Q2, 12)],
            [Code.AMBIGUOUS_INDICATOR] * (1 + asked),
        )
        for words, asked in (("含台江区", True), ("数据包括台江、马尾", True), ("含鼓楼区各街道", False))
    ),
    Case(
        "a district counted in beside the city",
        [TITLE, ["地区", "养老机构（家）", "备注"], ["福州市", 12, "含鼓楼区"]],
        [(HOMES, CITY, Q2, 12)],
    ),
    *(
        Case(
            f"a title that says {word}",
            [[f"福州市2023年二季度民政统计表（{word}）"], HEAD, ["养老机构", "家", 3]],
            [],
            [Code.AMBIGUOUS_INDICATOR],
        )
        for word in ("旧", "修改前", "初稿", "征求意见稿", "待核实", "未审核")
    ),
    *(
        Case(
            f"a note that says {word}",
            [*one(3), [f"注：{word}"]],
            [],
            [Code.AMBIGUOUS_INDICATOR],
        )
        for word in (
            "台江区未上报",
            "台江区数据待补",
            "台江区因故暂未报送",
            "数据为测算数",
            "养老机构数为预计数",
            "此表数据有误，以新表为准",
            "表中数据未经审核",
        )
    ),
    *(
        Case(
            f"a remark that says {word}",
            [TITLE, [*HEAD, "备注"], ["养老机构", "家", 3, word], ["养老床位", "张", 5, "已核实"]],
            city(BEDS=5),
            [Code.AMBIGUOUS_INDICATOR],
        )
        for word in (
            "停报",
            "待核实",
            "估算",
            "预计数",
            "沿用上季数据",
            "数据有误",
            "应为5家",
            "实际5家",
            "更正为5",
            "城区数",
            "全省数据",
            "鼓楼区",
        )
    ),
    *(
        Case(
            f"a note that says {word}",
            [TITLE, ["单位：万元"], ["指标", "数量"], ["低保金", 3], [f"注：{word}"]],
            [],
            SCALE,
        )
        for word in ("以上金额为元", "金额单位应为元")
    ),
    Case(
        "a remark of what was corrected",
        [TITLE, [*HEAD, "备注"], ["养老机构", "家", 3, "原填5家，已更正"]],
        city(HOMES=3),
    ),
    Case(
        "a remark of one quarter alone",
        [TITLE, [*HEAD, "备注"], ["低保金", "万元", 3, "当季数"], ["养老机构", "家", 4, "当季数"]],
        city(HOMES=4),
        [Code.AMBIGUOUS_INDICATOR],
    ),
    *(
        Case(
            f"a comment on a figure that says {word}",
            one(3),
            [],
            [Code.AMBIGUOUS_INDICATOR],
            options={"comments": {(2, 2): word}},
        )
        for word in ("这是去年的数", "张三：待核实", "应为5")
    ),
    Case(
        "a comment on the title",
        one(3),
        [],
        [Code.PERIOD_CONFLICT],
        options={"comments": {(0, 0): "实为一季度数据"}},
    ),
    Case(
        "a star whose note says that only what is new is counted",
        [TITLE, ["地区", "养老机构*（家）"], ["鼓楼区", 5], ["*为本季新增数"]],
        [],
        [Code.AMBIGUOUS_INDICATOR],
    ),
    Case(
        "a title of the last quarter",
        [["福州市2023年二季度上季度数据"], HEAD, ["养老机构", "家", 3]],
        [],
        [Code.AMBIGUOUS_INDICATOR],
    ),
    Case(
        "a title that compares with the last quarter",
        [["福州市2023年二季度民政统计（与上季度对比）"], HEAD, ["养老机构", "家", 3]],
        city(HOMES=3),
    ),
    Case(
        "a line of a region between the rows",
        [*one(3), ["以下为鼓楼区数据"], ["养老床位", "张", 5]],
        city(HOMES=3),
        [Code.REGION_CONFLICT],
    ),
    *(
        Case(
            f"{line} between the rows",
            [TITLE, ["单位：万元"], ["指标", "数量"], ["低保金", 3], [line], ["慈善支出", 40000]],
            [(MONEY, CITY, Q2, 3), ("charity.given", CITY, Q2, 4)],
        )
        for line in ("以下单位为元", "（元）")
    ),
    Case(
        "per cent in cells under per mille",
        [TITLE, ["地区", "设施覆盖率（‰）"], ["鼓楼区", percent("30%")]],
        [],
        SCALE,
    ),
    Case(
        "a remark of thousands",
        [TITLE, [*HEAD, "备注"], ["低保金", "万元", 3, "千元"]],
        [],
        SCALE,
    ),
    Case(
        "a note of a region that has reported late",
        [*one(3), ["注：台江区未按时报送的养老机构已补报"]],
        city(HOMES=3),
    ),
    Case(
        "a line of another date between the rows",
        [*one(3), ["以下数据截至5月底"], ["养老床位", "张", 5]],
        city(HOMES=3),
        [Code.PERIOD_CONFLICT],
    ),
    Case(
        "a second half of a year over what is counted since January",
        [["福州市2022年下半年"], HEAD, ["低保金", "万元", 3], ["养老机构", "家", 4]],
        [(HOMES, CITY, "2022-Q4", 4)],
        [Code.NATURE_CONFLICT],
    ),
]

SPANS = [
    *(
        Case(
            f"{quarter} beside {span}",
            [["福州市2022年"], ["指标", "单位", quarter, span], ["低保金", "万元", 3, 20]],
            [(MONEY, CITY, period, 20)],
            [Code.IGNORED_COLUMN],
        )
        for quarter, span, period in (
            ("二季度", "1-2季度", "2022-Q2"),
            ("三季度", "前三季度", "2022-Q3"),
            ("三季度", "一至三季度", "2022-Q3"),
        )
    ),
    Case(
        "a title of another quarter below the first",
        [["2023年一季度福州市情况如下"], ["二季度情况见下表"], HEAD, ["养老机构", "家", 3]],
        [],
        [Code.NO_PERIOD],
    ),
    Case(
        "a title of the same quarter below the first",
        [TITLE, ["（二季度末）"], HEAD, ["养老机构", "家", 3]],
        city(HOMES=3),
    ),
    Case(
        "样表", [["福州市2023年二季度（样表）"], HEAD, ["养老机构", "家", 3]], [], [Code.AMBIGUOUS_INDICATOR]
    ),
]

HEADERS = [
    Case(
        f"labels under {header}",
        [TITLE, [header, "数值"], ["养老机构（家）", 3], ["养老床位（张）", 4]],
        city(HOMES=3, BEDS=4),
    )
    for header in ("指标（单位）", "项目（计量单位）", "指标名称(单位)")
]

ONE_ROW = [
    Case(
        "one row of figures below its indicators",
        [TITLE, ["养老机构（家）", "养老床位（张）"], [3, 4]],
        city(HOMES=3, BEDS=4),
    ),
    Case(
        "one row of figures below its indicators and their units",
        [TITLE, ["养老机构", "养老床位"], ["家", "张"], ["3", "4"]],
        city(HOMES=3, BEDS=4),
    ),
    Case(
        "one row of figures and a name that nobody knows",
        [TITLE, ["养老机构（家）", "养老床位（张）", "填报"], [3, 4, "某街道"]],
        [],
        [Code.NO_REGION],
    ),
    Case(
        "one row of figures under no region",
        [["2023年二季度民政统计表"], ["养老机构（家）", "养老床位（张）"], [3, 4]],
        [],
        [Code.NO_REGION],
    ),
]

YEARS = [
    Case(
        "quarters beside each other, their years below each other",
        [["指标：养老机构(家)"], ["福州市"], ["年份", "一季度", "二季度"], ["2022", 3, 4], ["2023年", 5, 6]],
        [
            (HOMES, CITY, "2022-Q1", 3),
            (HOMES, CITY, "2022-Q2", 4),
            (HOMES, CITY, Q1, 5),
            (HOMES, CITY, Q2, 6),
        ],
    ),
    Case(
        "quarters below each other, their years beside each other",
        [
            ["指标：养老机构(家)"],
            ["福州市"],
            ["季度", "2022年", "2023年"],
            ["一季度", 3, 5],
            ["二季度", 4, 6],
        ],
        [
            (HOMES, CITY, "2022-Q1", 3),
            (HOMES, CITY, "2022-Q2", 4),
            (HOMES, CITY, Q1, 5),
            (HOMES, CITY, Q2, 6),
        ],
    ),
    Case(
        "quarters of what is counted since January, their years below each other",
        [["指标：低保金(万元)"], ["福州市"], ["年份", "一季度", "二季度"], ["2022", 3, 7], ["2023", 4, 9]],
        [
            (MONEY, CITY, "2022-Q1", 3),
            (MONEY, CITY, "2022-Q2", 7),
            (MONEY, CITY, Q1, 4),
            (MONEY, CITY, Q2, 9),
        ],
        [Code.SPAN_UNSAID],
    ),
    Case(
        "quarters alone beside their sum, their years below each other",
        [["指标：低保金(万元)"], ["福州市"], ["年份", "一季度", "二季度", "合计"], ["2022", 3, 4, 7]],
        [(MONEY, CITY, "2022-Q1", 3)],
        [Code.IGNORED_COLUMN, Code.NATURE_CONFLICT],
    ),
]

NAMED = [
    *(
        Case(
            f"regions below each other under the title {title}",
            [[title], ["地区", "数量"], ["鼓楼区", 3]],
            [(HOMES, GULOU, Q2, 3)],
        )
        for title in (
            "2023年二季度养老机构（家）",
            "福州市各县（市）区2023年二季度养老机构统计表（家）",
            "福州市2023年二季度养老机构情况表（家）",
        )
    ),
    *(
        Case(
            f"regions below each other under the title {title}, which is no indicator's",
            [[title], ["地区", "数量"], ["鼓楼区", 3]],
            [],
            [Code.UNKNOWN_INDICATOR],
        )
        for title in ("2023年二季度民办养老机构（家）", "2023年二季度养老机构和养老床位（家）")
    ),
]

CASES = [*HEADERS, *ONE_ROW, *YEARS, *NAMED, *SPANS, *PARTS, *UNITS, *PERIODS, *SIDES, *NOTES]
