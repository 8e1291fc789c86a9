"""A form is known again next quarter, and what has changed in it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.intake.signature import Look, changes, difference, look_of, recognise
from tests.indicators.intake.corpus import INDEX, Given, make_grid

HEAD = ["指标", "单位", "数量"]


def look(*rows: Sequence[Given]) -> Look:
    found = look_of(make_grid(rows), INDEX)
    assert found
    return found


def sheet(period: str, region: str, *labels: str, number: str = "") -> Look:
    furniture = [[f"表号：{number}表"]] if number else []
    return look(
        *furniture, [f"{region}{period}养老服务情况表（张）"], HEAD, *([name, "张", 3] for name in labels)
    )


def test_a_look_leaves_out_region_period_and_unit() -> None:
    assert sheet("2023年二季度", "福州市", "1. 2023年6月末床位", number="MZ01") == Look(
        "MZ01", "养老服务情况表", ("指标", "单位", "数量"), ("床位",), (4,)
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("福州市2023年二季度民政统计季报表", ""),
        ("附件1：统计表（2023年6月）", ""),
        ("2023年上半年各项工作完成情况汇总表", ""),
        ("福州市民政局关于2023年上半年殡葬服务的统计表", "民政局关于殡葬服务的统计表"),
        ("鼓楼区养老服务统计表（2023年6月）", "养老服务统计表"),
    ],
)
def test_a_title_that_any_form_may_have_is_none(title: str, expected: str) -> None:
    assert look([title], HEAD, ["床位", "张", 3]).title == expected


def test_a_look_of_a_header_of_two_levels() -> None:
    seen = look(["地区", "床位", "床位"], ["", "2023年6月", "2023年3月"], ["鼓楼区", 3, 2])

    assert (seen.columns, seen.rows) == (("地区", "床位", "床位"), ("鼓楼区",))


def test_a_sheet_without_a_table_looks_like_nothing() -> None:
    assert look_of(make_grid([["福州市"]]), INDEX) is None


def test_a_form_is_the_same_next_quarter_and_in_the_next_district() -> None:
    this, other = sheet("2023年二季度", "福州市", "床位"), sheet("2023年三季度", "鼓楼区", "床位")

    assert this == other


@pytest.mark.parametrize(
    ("after", "known"),
    [
        (Look("A", "乙表", ("别的",)), "numbered"),
        (Look("C", "甲表", ("指标", "数量")), "titled"),
        (Look("", "甲表", ("指标", "单位", "数量", "备注")), "titled"),
        (Look("", "甲表", ("地区", "人数")), None),
        (Look("", "丙表", ("指标", "数量"), ("床位",)), None),
        (Look("", "", ("地区", "人数"), ("鼓楼区", "台江区")), "bare"),
        (Look("", "", ("地区", "人数"), ("思明区",)), None),
        (Look("", "", ("地区", "户数"), ("鼓楼区",)), None),
    ],
)
def test_a_form_is_known_by_number_then_title_then_headers(after: Look, known: str | None) -> None:
    looks = {
        "numbered": Look("A", "", ("指标", "数量")),
        "titled": Look("", "甲表", ("指标", "数量")),
        "bare": Look("", "", ("地区", "人数"), ("鼓楼区",)),
    }

    assert recognise(after, looks) == known


def test_of_two_that_look_alike_none_is_taken() -> None:
    one = Look("A", "甲表", ("指标", "数量"), ("床位",))

    assert recognise(replace(one, number=""), {1: one, 2: one}) is None
    assert recognise(one, {1: one, 2: one}) is None
    assert recognise(one, {1: one, 2: replace(one, title="乙表")}) == 1


def test_an_added_column_and_a_renamed_row_are_named() -> None:
    before = Look("", "甲表", ("指标", "数量"), ("机构", "床位", "人数"), (3, 4, 5))
    after = Look("", "甲表", ("指标", "数量", "护理型床位"), ("机构", "床位数", "人数"), (3, 14, 15))

    assert changes(before, after) == {
        "new_columns": "“护理型床位”",
        "new_columns_count": "1",
        "renamed_rows": "14 “床位” → “床位数”",
        "renamed_rows_count": "1",
    }


def test_what_has_only_moved_has_not_changed() -> None:
    assert difference(["a", "b", "c"], ["c", "a", "b"]) == ([], [], [])


@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdef")))
def test_every_difference_is_told_once(old: list[str], new: list[str]) -> None:
    added, gone, renamed = difference(old, new)

    assert {new[at] for at in [*added, *(now for _, now in renamed)]} == set(new) - set(old)
    assert {old[at] for at in [*gone, *(was for was, _ in renamed)]} == set(old) - set(new)
    assert (added, gone, renamed) == ([], [], []) or set(old) != set(new)
