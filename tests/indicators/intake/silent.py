"""Sheets that were refused although they say what they hold, or read without a word, and their twins."""

from __future__ import annotations

from indicators.intake.findings import Code
from tests.indicators.intake.awkward import GULOU, Q2, TITLE, Case, city

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
        [("eldercare.institutions", GULOU, Q2, 3), ("eldercare.beds", GULOU, Q2, 5)],
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
    Case("names of nobody knows what", [TITLE, ["华大街道", 3], ["南街街道", 5]], [], [Code.NO_TABLE]),
    Case(
        "regions with a year each",
        [HOMES_TITLE, ["鼓楼区", "2022年", 3], ["台江区", "2022年", 5]],
        [],
        [Code.NO_TABLE],
    ),
]

CASES = [*LISTS]
