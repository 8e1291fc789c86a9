import pytest

from indicators.intake.layout import read_tables
from indicators.intake.outline import depth, outline
from tests.indicators.intake.corpus import INDEX, make_grid

HEAD = ["序号", "指标", "单位", "数量"]


def outlined(*rows):
    (table,), _ = read_tables(make_grid([HEAD, *rows]))
    return outline(table, INDEX, lambda row: table.text(row, table.columns[3]) != "")


def test_rows_stand_under_headings_and_parts_under_rows():
    made = outlined(
        ["", "一、救助"],
        ["", "（一）低保"],
        ["", "1.低保人数", "人", 3],
        ["", "其中：农村", "人", 2],
        ["", "2.低保金", "万元", 1],
        ["", "（二）特困"],
        ["", "1.特困人数", "人", 3],
        ["", "二、养老"],
        ["", "养老机构", "家", 3],
    )

    assert made.paths == {
        2: ("一、救助",),
        3: ("一、救助", "（一）低保"),
        4: ("一、救助", "（一）低保", "1.低保人数"),
        5: ("一、救助", "（一）低保"),
        6: ("一、救助",),
        7: ("一、救助", "（二）特困"),
        9: ("二、养老",),
    }


def test_a_heading_in_the_column_of_numbers_counts():
    made = outlined(["一、农村"], ["1", "低保人数", "人", 3])

    assert made.paths == {2: ("一、农村",)}


def test_sub_titles_hold_until_the_next_of_their_kind():
    made = outlined(
        ["", "鼓楼区"],
        ["", "单位：万元"],
        ["", "低保金", "", 1],
        ["", "台江区"],
        ["", "2023年一季度"],
        ["", "低保金", "", 1],
    )

    first, second = made.sections[3], made.sections[6]
    assert (first.region, first.region_cell, first.unit, first.period) == ("鼓楼区", "B2", "万元", "")
    assert (second.region, second.unit, second.period, second.period_cell) == (
        "台江区",
        "万元",
        "2023年一季度",
        "B6",
    )
    assert made.paths == {}


def test_two_periods_in_one_sub_title_are_none():
    assert outlined(["", "一、二季度"], ["", "低保金", "万元", 1]).sections[2].period == ""


def test_a_label_under_two_parents_recurs():
    made = outlined(["", "一、残疾人"], ["", "人数", "人", 1], ["", "二、儿童"], ["", "人数", "人", ""])

    assert made.recurring == {"人数"}


@pytest.mark.parametrize(
    ("label", "level"),
    [("一、", 0), ("（二）", 1), ("3.", 2), ("（4）", 3), ("A.", 4), ("II.", 5), ("养老", 7)],
)
def test_depth_of_a_numbered_row(label, level):
    assert depth(label, is_heading=False) == level
    assert depth("其中：" + label, is_heading=False) == 8
