"""Sheets in two languages, and with the marks of a yearbook's footnotes."""

from __future__ import annotations

from tests.indicators.intake.awkward import (
    BEDS,
    CITY,
    GULOU,
    HOMES,
    MINHOU,
    MONEY,
    Q1,
    Q2,
    TAIJIANG,
    TITLE,
    Case,
)

CASES = [
    Case(
        "labels and headers in two languages",
        [
            TITLE,
            ["指 标\nItem", "单 位\nUnit", "2023年二季度"],
            ["养老机构\nHomes", "家\nunit", 3],
            ["低保金 Expenditure", "万元 (10 000 yuan)", 4],
        ],
        [(HOMES, CITY, Q2, 3), (MONEY, CITY, Q2, 4)],
    ),
    Case(
        "regions in two languages",
        [
            TITLE,
            ["地区 Region", "养老机构（家）\nHomes (unit)", "养老床位\nBeds（张）"],
            ["鼓楼区 Gulou", 3, 30],
            ["闽侯县\nMinhou", 5, 50],
        ],
        [(HOMES, GULOU, Q2, 3), (BEDS, GULOU, Q2, 30), (HOMES, MINHOU, Q2, 5), (BEDS, MINHOU, Q2, 50)],
    ),
    Case(
        "a header again in English, above the units",
        [
            TITLE,
            ["地区", "养老机构", "养老床位"],
            ["Region", "Homes (unit)", "Beds (bed)"],
            ["单位", "家", "张"],
            ["鼓楼区", 3, 30],
        ],
        [(HOMES, GULOU, Q2, 3), (BEDS, GULOU, Q2, 30)],
    ),
    Case(
        "regions again in English at the right",
        [TITLE, ["地区", "养老机构（家）", "养老床位（张）", "Region"], ["鼓楼区", 3, 30, "Gulou"]],
        [(HOMES, GULOU, Q2, 3), (BEDS, GULOU, Q2, 30)],
    ),
    Case(
        "rows of regions below their periods, in two languages",
        [
            ["福州市"],
            ["指 标\nItem", "单位", "2023年一季度", "", "2023年二季度", ""],
            ["", "", "鼓楼区", "台江区", "鼓楼区", "台江区"],
            ["养老机构", "家", 1, 2, 3, 4],
        ],
        [(HOMES, GULOU, Q1, 1), (HOMES, TAIJIANG, Q1, 2), (HOMES, GULOU, Q2, 3), (HOMES, TAIJIANG, Q2, 4)],
    ),
    Case(
        "a footnote's mark before the unit",
        [TITLE, ["地区", "养老机构②（家）"], ["鼓楼区", 3]],
        [(HOMES, GULOU, Q2, 3)],
    ),
]
