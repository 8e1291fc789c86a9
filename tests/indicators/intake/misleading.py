"""Sheets that mean less, more or another time than they seem to: what may be placed; and their twins."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from indicators.intake.findings import Code
from tests.indicators.intake.awkward import (
    BEDS,
    CITY,
    EVENTS,
    GULOU,
    HEAD,
    HOMES,
    MONEY,
    PEOPLE,
    Q1,
    Q2,
    RURAL,
    TAIJIANG,
    TITLE,
    Case,
    Placed,
)

LONG = ["地区", "报告期", "指标", "单位", "数值"]


def titled(title: str, label: str = "养老机构", unit: str = "家", *, figures: Sequence[Placed] = ()) -> Case:
    """One row under a title that narrows it, or under one that does not: then its figure is given."""
    said = [] if figures else [Code.AMBIGUOUS_INDICATOR]
    return Case(title, [[title], HEAD, [label, unit, 12]], figures, said)


PARTS = [
    *(
        Case(
            f"a column of {header} in a long sheet",
            [[*LONG, header], ["鼓楼区", "2023年二季度", "养老机构", "家", 12, part]],
            [],
            [Code.AMBIGUOUS_INDICATOR, Code.IGNORED_COLUMN],
        )
        for header, part in [("性别", "女"), ("城乡", "城市"), ("年龄段", "60岁以上"), ("状态", "停业")]
    ),
    Case(
        "a column of 性质 beside regions",
        [TITLE, ["地区", "机构性质", "养老机构（家）"], ["鼓楼区", "公办", 12], ["台江区", "合计", 13]],
        [(HOMES, TAIJIANG, Q2, 13)],
        [Code.AMBIGUOUS_INDICATOR, Code.IGNORED_COLUMN],
    ),
    Case(
        "a column of 类别 beside regions that only says what kind of region",
        [TITLE, ["地区", "类别", "养老机构（家）"], ["鼓楼区", "城区", 12], ["闽侯县", "县", 13]],
        [(HOMES, GULOU, Q2, 12), (HOMES, "350121", Q2, 13)],
    ),
    Case(
        "a column whose words spell another indicator",
        [TITLE, ["地区", "城乡", "低保人数（人）"], ["鼓楼区", "农村", 12], ["台江区", "合计", 13]],
        [(RURAL, GULOU, Q2, 12), (PEOPLE, TAIJIANG, Q2, 13)],
        [Code.IGNORED_COLUMN],
    ),
    Case(
        "计划数 and 完成数 in a column",
        [
            TITLE,
            ["指标", "类型", *HEAD[1:]],
            ["养老床位", "计划数", "张", 100],
            ["养老床位", "完成数", "张", 60],
        ],
        [(BEDS, CITY, Q2, 60)],
        [Code.AMBIGUOUS_INDICATOR, Code.IGNORED_COLUMN],
    ),
    Case(
        "上年同期 in a column",
        [TITLE, ["指标", "时点", *HEAD[1:]], ["养老床位", "上年同期", "张", 100]],
        [],
        [Code.AMBIGUOUS_INDICATOR, Code.IGNORED_COLUMN],
    ),
    Case(
        "one figure merged over two regions",
        [TITLE, ["地区", "养老机构（家）"], ["鼓楼区", 7], ["台江区", ""], ["闽侯县", 2]],
        [(HOMES, "350121", Q2, 2)],
        [Code.AMBIGUOUS_INDICATOR],
        merges=[(2, 1, 3, 1)],
    ),
    Case(
        "one figure merged over two indicators",
        [TITLE, ["地区", "养老机构（家）", "养老床位（张）"], ["鼓楼区", 7, ""], ["台江区", 3, 2]],
        [(HOMES, TAIJIANG, Q2, 3), (BEDS, TAIJIANG, Q2, 2)],
        [Code.AMBIGUOUS_INDICATOR],
        merges=[(2, 1, 2, 2)],
    ),
    Case(
        "a figure merged as high as its region",
        [TITLE, ["地区", "养老机构（家）", "备注"], ["鼓楼区", 7, "其一"], ["", "", "其二"]],
        [(HOMES, GULOU, Q2, 7)],
        merges=[(2, 0, 3, 0), (2, 1, 3, 1)],
    ),
    Case(
        "columns of an office's own words",
        [
            [*LONG, "填报人", "审核状态", "数据来源"],
            ["鼓楼区", "2023年二季度", "养老机构", "家", 12, "王科", "已审核", "民政局"],
        ],
        [(HOMES, GULOU, Q2, 12)],
        [Code.IGNORED_COLUMN] * 2,
    ),
]

TITLES = [
    *(
        titled(f"福州市2023年二季度{words}养老机构情况")
        for words in ["民营", "社会办", "公建民营", "注销", "在建", "三星级以上", "医养结合", "新登记"]
    ),
    *(
        titled(f"福州市2023年二季度{words}低保情况", "低保人数", "人")
        for words in ["残疾人", "老年人", "边缘", "清退", "女性"]
    ),
    titled("福州市2023年二季度养老机构同比增加数"),
    *(
        titled(title, figures=[(HOMES, CITY, Q2, 12)])
        for title in [
            "福州市2023年二季度各类养老机构情况",
            "2023年二季度福州市民政局养老服务处养老机构统计表",
            "福州市社区居家养老2023年二季度统计",
            "福州市2023年二季度救助管理和养老机构情况",
        ]
    ),
]

PLACES = [
    *(
        Case(title, [[title], HEAD, ["养老机构", "家", 12]], [], [Code.NO_REGION])
        for title in [
            "福州市（不含平潭）2023年二季度养老统计",
            "福州市（不含已划出的平潭）2023年二季度养老统计",
            "全市（除长乐区外）2023年二季度养老统计",
            "闽侯县（含高新区）2023年二季度养老统计",
            "鼓楼区南街街道2023年二季度养老统计",
            "闽侯县荆溪镇2023年二季度养老统计",
            "2023年二季度鼓楼区社会福利院统计表",
            "福州新区2023年二季度养老统计",
            "福州经济技术开发区2023年二季度养老统计",
            "厦门火炬高新区2023年二季度养老统计",
            "南京鼓楼2023年二季度养老统计",
        ]
    ),
    *(
        Case(line, [["2023年二季度", line], HEAD, ["养老机构", "家", 12]], [], [Code.NO_REGION])
        for line in [
            "民政统计（发鼓楼区民政局）",
            "民政统计（抄送：鼓楼区民政局）",
            "民政统计 抄送鼓楼区民政局",
            "发鼓楼区民政局",
            "抄送：鼓楼区民政局",
            "主管单位：福州市民政局",
            "注：鼓楼区数据另报",
        ]
    ),
    *(
        Case(
            f"{title}, {stated}",
            [[f"{title}2023年二季度"], [stated], HEAD, ["养老机构", "家", 12]],
            figures,
            [] if figures else [Code.REGION_CONFLICT],
        )
        for title, stated, figures in [
            ("鼓楼区", "地区编码：350103", []),
            ("鼓楼区", "填报单位：福州市民政局", []),
            ("福州市", "填报单位：鼓楼区民政局", [(HOMES, GULOU, Q2, 12)]),
        ]
    ),
    *(
        Case(
            f"{title}, {region} chosen",
            [[f"{title}2023年二季度养老统计"], HEAD, ["养老机构", "家", 12]],
            figures,
            [] if figures else [Code.NO_REGION],
            region=region,
        )
        for title, region, figures in [
            ("福州市（不含平潭）", CITY, []),
            ("鼓楼区南街街道", GULOU, []),
            ("福州市", CITY, [(HOMES, CITY, Q2, 12)]),
        ]
    ),
    Case(
        "the city's title, sent to a district",
        [["福州市2023年二季度养老统计（发鼓楼区民政局）"], HEAD, ["养老机构", "家", 12]],
        [(HOMES, CITY, Q2, 12)],
    ),
    Case(
        "平潭综合实验区 in a title",
        [["平潭综合实验区2023年二季度养老统计"], HEAD, ["养老机构", "家", 12]],
        [(HOMES, "350128", Q2, 12)],
    ),
    Case(
        "a street that reports",
        [["2023年二季度", "填报单位：鼓楼区南街街道办事处"], HEAD, ["养老机构", "家", 12]],
        [],
        [Code.NO_REGION],
    ),
    Case(
        "the city without a county, of which the bureau reports",
        [["福州市（不含平潭）2023年二季度", "填报单位：福州市民政局"], HEAD, ["养老机构", "家", 12]],
        [],
        [Code.NO_REGION],
    ),
    Case(
        "福州市乡镇街道",
        [["福州市乡镇街道养老服务2023年二季度统计"], HEAD, ["养老机构", "家", 12]],
        [(HOMES, CITY, Q2, 12)],
    ),
    Case(
        "codes of nine digits",
        [TITLE, ["行政区划代码", "养老机构（家）"], ["350102000", 3], ["350103000", 4]],
        [(HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 4)],
    ),
]

PERIODS = [
    Case(
        "二季度 in a line of its own under a year's title",
        [["福州市2023年度民政统计季报表"], ["报告期：二季度"], HEAD, ["养老机构", "家", 12]],
        [(HOMES, CITY, Q2, 12)],
    ),
    Case(
        "第2季度 beside a year's title",
        [["福州市2023年民政统计季报表", "第2季度"], HEAD, ["养老机构", "家", 12]],
        [(HOMES, CITY, Q2, 12)],
    ),
    Case(
        "days from April to June over what adds up since January",
        [["福州市低保", "统计时间：2023年4月1日-2023年6月30日"], HEAD, ["低保金", "万元", 12]],
        [],
        [Code.NATURE_CONFLICT],
    ),
    Case(
        "days since January",
        [["福州市低保", "统计时间：2023年1月1日至6月30日"], HEAD, ["低保金", "万元", 12]],
        [(MONEY, CITY, Q2, 12)],
    ),
    Case(
        "a label of April to June over what adds up since January",
        [["福州市2023年6月"], HEAD, ["4-6月低保金", "万元", 12]],
        [],
        [Code.NATURE_CONFLICT],
    ),
    *(
        Case(line, [["福州市2023年二季度", line], HEAD, ["养老机构", "家", 12]], [(HOMES, CITY, Q2, 12)])
        for line in ["（2022年修订版）", "2022年统计制度", "有效期至：2024年12月"]
    ),
    *(
        Case(
            f"a day of signing, {'，'.join(map(str, line))}",
            [["福州市", "2023年二季度", *line], HEAD, ["养老机构", "家", 12]],
            [(HOMES, CITY, Q2, 12)],
        )
        for line in [
            ["日期：2023年7月31日"],
            ["填表时间：2023年7月31日"],
            ["2023年7月31日填报"],
            ["报出日期", "2023-07-31"],
        ]
    ),
    Case(
        "only a day of signing",
        [["福州市", "填表时间：2023年7月31日"], HEAD, ["养老机构", "家", 12]],
        [],
        [Code.NO_PERIOD],
    ),
    Case(
        "a year in the bracket behind its quarter",
        [["福州市二季度养老统计（2023年）"], HEAD, ["养老机构", "家", 12]],
        [(HOMES, CITY, Q2, 12)],
    ),
    Case("2/4季度", [["福州市2023年2/4季度"], HEAD, ["养老机构", "家", 12]], [], [Code.NO_PERIOD]),
    Case(
        "a month with a point",
        [["福州市养老统计（2023.06）"], HEAD, ["养老机构", "家", 12]],
        [(HOMES, CITY, Q2, 12)],
    ),
    Case(
        "a sheet called 2023.6",
        [["福州市养老统计"], HEAD, ["养老机构", "家", 12]],
        [(HOMES, CITY, Q2, 12)],
        options={"sheet": "2023.6"},
    ),
]

NOTES = [
    Case(
        "a star of another month",
        [TITLE, HEAD, ["养老机构*", "家", 12], ["养老床位", "张", 30], ["注：带*指标为5月末数据"]],
        [(BEDS, CITY, Q2, 30)],
        [Code.PERIOD_CONFLICT],
    ),
    Case(
        "a note on the date of one indicator",
        [
            TITLE,
            HEAD,
            ["养老机构", "家", 12],
            ["养老床位", "张", 30],
            ["注：1. 养老机构数为2022年末数；2. 其他略。"],
        ],
        [(BEDS, CITY, Q2, 30)],
        [Code.PERIOD_CONFLICT],
    ),
    Case(
        "a note on the date of all",
        [TITLE, HEAD, ["养老机构", "家", 12], ["说明：以上数据截至2023年5月31日。"]],
        [],
        [Code.PERIOD_CONFLICT],
    ),
    *(
        Case(
            f"{line} beside a title",
            [[*TITLE, line], HEAD, ["养老机构", "家", 12]],
            figures,
            [] if figures else [Code.PERIOD_CONFLICT],
        )
        for line, figures in [
            ("备注：2022年末为10家", [(HOMES, CITY, Q2, 12)]),
            ("2022年末共有10家，2023年一季度末11家。", [(HOMES, CITY, Q2, 12)]),
            ("注：本表数据为2023年一季度末数", []),
        ]
    ),
    *(
        Case(note, [TITLE, HEAD, ["养老机构", "家", 12], ["养老床位", "张", 30], [note]], figures, said)
        for note, figures, said in [
            ("注：养老机构不含民办", [(BEDS, CITY, Q2, 30)], [Code.AMBIGUOUS_INDICATOR]),
            (
                "1、养老机构数仅指公办；2、养老床位为期末数。",
                [(BEDS, CITY, Q2, 30)],
                [Code.AMBIGUOUS_INDICATOR],
            ),
            ("说明：数据不包括民办机构", [], [Code.AMBIGUOUS_INDICATOR] * 2),
            ("注：本表不含鼓楼区。", [], [Code.AMBIGUOUS_INDICATOR] * 2),
            ("除鼓楼区外，其他为快报数", [], [Code.AMBIGUOUS_INDICATOR] * 2),
            ("注：长者食堂不含流动餐车", [(HOMES, CITY, Q2, 12), (BEDS, CITY, Q2, 30)], []),
            ("注：除特别说明外，均为期末数", [(HOMES, CITY, Q2, 12), (BEDS, CITY, Q2, 30)], []),
            ("养老机构指登记的机构，不含站点。", [(HOMES, CITY, Q2, 12), (BEDS, CITY, Q2, 30)], []),
        ]
    ),
    Case(
        "heads added up over the year",
        [TITLE, ["地区", "低保人数（人）"], ["", "本年累计"], ["鼓楼区", 54]],
        [],
        [Code.NATURE_CONFLICT],
        merges=[(1, 0, 2, 0)],
    ),
    Case(
        "heads of the month beside those added up over the year",
        [
            TITLE,
            ["地区", "低保人数（人）", "", "低保金（万元）", ""],
            ["", "本月", "本年累计", "本月", "本年累计"],
            ["鼓楼区", 9, 54, 2, 12],
        ],
        [(PEOPLE, GULOU, Q2, 9), (MONEY, GULOU, Q2, 12)],
        [Code.IGNORED_COLUMN] * 2,
        merges=[(1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4)],
    ),
    Case(
        "合计 of one district",
        [TITLE, ["地区", "养老机构（家）", "养老床位（张）"], ["鼓楼区", 3, 30], ["合计", 3, 30]],
        [(HOMES, GULOU, Q2, 3), (BEDS, GULOU, Q2, 30)],
        [Code.NO_REGION],
    ),
    Case(
        "a region that the total leaves out",
        [TITLE, ["地区", "养老机构（家）"], ["合计", 12], ["台江区", 3], ["注：不含鼓楼区"]],
        [(HOMES, TAIJIANG, Q2, 3)],
        [Code.AMBIGUOUS_INDICATOR],
    ),
    *(
        Case(
            note,
            [TITLE, HEAD, ["低保金", "万元", 12], ["低保人数", "人", 9], [note]],
            [(PEOPLE, CITY, Q2, 9)],
            said,
        )
        for note, said in [
            ("注：低保金单位为元", [Code.UNIT_CONFLICT]),
            ("注：金额单位：元。", [Code.UNIT_CONFLICT]),
            ("备注：低保金以元计", [Code.UNIT_CONFLICT]),
        ]
    ),
    Case(
        "a note on the same unit",
        [TITLE, HEAD, ["低保金", "万元", 12], ["注：金额单位为万元"]],
        [(MONEY, CITY, Q2, 12)],
    ),
    Case(
        "the unit of the next table",
        [TITLE, HEAD, ["低保金", "万元", 12], ["单位：元"], HEAD[::2], ["慈善支出资金", 9]],
        [(MONEY, CITY, Q2, 12)],
        [Code.UNKNOWN_INDICATOR],
    ),
    Case(
        "a note on the same date",
        [TITLE, HEAD, ["养老机构", "家", 12], ["说明：以上数据截至2023年6月30日。"]],
        [(HOMES, CITY, Q2, 12)],
    ),
    Case(
        "a note that defines",
        [TITLE, HEAD, ["养老机构", "家", 12], ["注：养老机构是2022年前登记的机构，2022年末为10家。"]],
        [(HOMES, CITY, Q2, 12)],
    ),
]

TIMES = [
    Case(
        "a title of 上年同期",
        [["福州市2023年二季度养老情况（上年同期）"], HEAD, ["养老机构", "家", 12]],
        [],
        [Code.NO_PERIOD],
    ),
    *(
        Case(
            f"a sheet called {sheet}",
            [TITLE, HEAD, ["养老机构", "家", 12]],
            figures,
            said,
            options={"sheet": sheet},
        )
        for sheet, figures, said in [
            ("上年同期", [], [Code.NO_PERIOD]),
            ("去年数", [], [Code.NO_PERIOD]),
            ("本期", [(HOMES, CITY, Q2, 12)], []),
        ]
    ),
    *(
        Case(
            f"一季度 and 二季度 beside {whole}",
            [["福州市2023年"], ["指标", "单位", "一季度", "二季度", whole], ["低保金", "万元", 1, 2, 3]],
            [(MONEY, CITY, Q1, 1), (MONEY, CITY, Q2, 3)],
            [Code.IGNORED_COLUMN],
        )
        for whole in ["上半年", "1-6月"]
    ),
    *(
        Case(
            f"一季度 and 二季度 of {row[0]}, 合计 {row[-1]}",
            [["福州市2023年"], ["指标", "单位", "一季度", "二季度", "合计"], row],
            figures,
            said,
        )
        for row, figures, said in [
            (
                ["低保金", "万元", 1, 2, 3],
                [(MONEY, CITY, Q1, 1)],
                [Code.IGNORED_COLUMN, Code.NATURE_CONFLICT],
            ),
            (
                ["养老机构", "家", 1, 2, 3],
                [(HOMES, CITY, Q1, 1), (HOMES, CITY, Q2, 2)],
                [Code.IGNORED_COLUMN],
            ),
            (
                ["临时救助", "人次", 1, 2, 3],
                [(EVENTS, CITY, Q1, 1), (EVENTS, CITY, Q2, 2)],
                [Code.IGNORED_COLUMN],
            ),
        ]
    ),
    Case(
        "months beside what they add up to",
        [["福州市2023年"], ["指标", "单位", "1月", "2月", "3月", "1-3月"], ["低保金", "万元", 1, 2, 3, 6]],
        [(MONEY, CITY, "2023-01", 1), (MONEY, CITY, Q1, 6)],
        [Code.IGNORED_COLUMN] * 2,
    ),
    Case(
        "a column of places in a district",
        [TITLE, ["区县", "地点", "养老床位（张）"], ["鼓楼区", "东街口", 30]],
        [],
        [Code.UNKNOWN_REGION, Code.IGNORED_COLUMN],
    ),
]

UNITS = [
    Case(
        "元 in the header beside 万元 in the row",
        [TITLE, ["地区", "低保金（元）", "单位"], ["鼓楼区", 3, "万元"], ["台江区", 4, "元"]],
        [(MONEY, TAIJIANG, Q2, Decimal("0.0004"))],
        [Code.UNIT_CONFLICT],
    ),
    Case("万元 in the label over 元", [TITLE, HEAD, ["低保金（万元）", "元", 3]], [], [Code.UNIT_CONFLICT]),
    Case(
        "万元 in the header of figures beside 元",
        [TITLE, [*HEAD[:2], "金额（万元）"], ["低保金", "元", 3], ["低保金", "万元", "3元"]],
        [],
        [Code.UNIT_CONFLICT] * 2,
    ),
    Case(
        "the year's standard beside the month's",
        [TITLE, HEAD, ["低保标准（元/人·年）", "元/人·月", 800]],
        [],
        [Code.UNIT_CONFLICT],
    ),
    Case(
        "a line of 万元 over columns of their own",
        [TITLE, ["单位：万元"], ["地区", "低保人数（人）", "低保金（元）"], ["鼓楼区", 3, 40000]],
        [(PEOPLE, GULOU, Q2, 3), (MONEY, GULOU, Q2, 4)],
        [Code.NEARER_UNIT],
    ),
]

CASES = [*UNITS, *NOTES, *TIMES, *PARTS, *TITLES, *PLACES, *PERIODS]
