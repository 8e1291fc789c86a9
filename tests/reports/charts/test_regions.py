"""A figure by region, as a dict that plotly takes."""

from __future__ import annotations

import json
from decimal import Decimal

import plotly.graph_objects as go

from reports.charts.regions import RegionBar, build_regions, height_of

LONG = "福州高新技术产业开发区"
BARS = [
    RegionBar("鼓楼区", Decimal(18), "18家"),
    RegionBar("罗源县", None, "未报送"),
    RegionBar("闽侯县", Decimal(14), "14家", is_complete=False, note="11/12 已报"),
    RegionBar(LONG, Decimal(0), "0家", counted=False, note="不计入合计"),
]


def test_regions_are_what_plotly_takes() -> None:
    figure = build_regions(BARS, unit="单位：家")

    go.Figure(figure)
    json.dumps(figure, allow_nan=False)


def test_missing_region_is_told_and_has_no_bar() -> None:
    figure = build_regions(BARS, unit="单位：家")

    assert figure["data"][0]["y"] == ["鼓楼区", "闽侯县", LONG]
    assert [note["text"] for note in figure["layout"]["annotations"] if note["y"] == "罗源县"] == ["未报送"]
    assert figure["layout"]["yaxis"]["categoryarray"] == [bar.name for bar in BARS]


def test_confirmed_zero_is_a_bar_of_no_length_with_its_value() -> None:
    bars = build_regions(BARS, unit="单位：家")["data"][0]

    assert bars["x"][-1] == 0
    assert bars["text"][-1] == "0家 · 不计入合计"


def test_incomplete_and_uncounted_look_different() -> None:
    bars = build_regions(BARS, unit="单位：家")["data"][0]

    assert len(set(bars["marker"]["color"])) == 3
    assert bars["marker"]["line"]["width"] == [0, 1.5, 0]


def test_words_have_room_beside_the_longest_bar_and_the_name() -> None:
    layout = build_regions(BARS, unit="单位：家")["layout"]

    assert layout["margin"]["r"] >= 12 * len("14家11/12 已报")
    assert layout["yaxis"]["automargin"] is True
    assert layout["height"] == height_of(4)


def test_negative_values_and_no_values_are_drawn() -> None:
    below = build_regions([RegionBar("鼓楼区", Decimal(-3), "-3万元")], unit="")
    none = build_regions([RegionBar("鼓楼区", None, "未报送")], unit="")

    assert below["layout"]["xaxis"]["range"] == [-3, 1]
    assert none["data"][0]["x"] == []


def test_notes_go_under_the_figures_where_they_would_leave_the_bars_no_room() -> None:
    layout = build_regions(BARS, unit="单位：家")["layout"]
    narrow = layout["meta"]["narrow"]

    assert narrow["data"][0]["text"][-1] == "0家<br>不计入合计"
    assert narrow["layout"]["margin"]["r"] < layout["margin"]["r"]
