"""Sheets that say less than they seem to, or two things at once, where one was taken without a word."""

from __future__ import annotations

from indicators.intake.findings import Code
from tests.indicators.intake.awkward import HEAD, TITLE, Case, city

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

CASES = [*PARTS]
