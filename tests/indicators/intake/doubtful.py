"""Sheets that say less than they seem to, or two things at once, where one was taken without a word."""

from __future__ import annotations

from indicators.intake.findings import Code
from tests.indicators.intake.awkward import HEAD, TITLE, Case, city, one

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

CASES = [*PARTS, *UNITS]
