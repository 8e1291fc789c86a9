"""A figure over time, as a dict that plotly takes."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
import pytest

from reports.charts.points import GoalLine, Trend, TrendPoint
from reports.charts.theme import Words
from reports.charts.trend import build_trend, starts_at_zero, two_lines

WORDS = Words("本年累计", "当期", "目标", "上限", "序时进度", "口径变更")
JUNE = 2023 * 12 + 5


def make_point(step: int, value: int | None, **other: Any) -> TrendPoint:
    """A quarter `step` quarters after June 2023."""
    at = JUNE + 3 * step
    value_ = None if value is None else Decimal(value)
    plain = {
        "tick": f"{at % 12 + 1}月",
        "group": f"{at // 12}年",
        "label": f"第{step}期",
        "text": f"{value}家",
    }
    return TrendPoint(at, value=value_, **(plain | other))


def make_trend(*values: int | None, **other: Any) -> Trend:
    return Trend(tuple(make_point(i, value) for i, value in enumerate(values)), "单位：家", WORDS, **other)


def change(trend: Trend, place: int, **other: Any) -> Trend:
    points = list(trend.points)
    points[place] = replace(points[place], **other)
    return replace(trend, points=tuple(points))


def lines_of(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [t for t in figure["data"] if t.get("mode") == "lines" and t["line"]["color"] == "var(--accent)"]


GOALS = (
    GoalLine(JUNE - 6, JUNE + 6, Decimal(60), "60家", due=((JUNE - 6, Decimal(0)), (JUNE + 6, Decimal(60)))),
)
TRENDS = {
    "level": make_trend(160, 163, 167),
    "gap": make_trend(160, None, 167),
    "one value": make_trend(None, 160),
    "zeros": make_trend(0, 0),
    "below zero": make_trend(-4, 3),
    "bars": make_trend(3, 4, as_bars=True),
    "year to date": change(make_trend(3, 9), 1, in_period=Decimal(6), in_period_text="6家"),
    "rank": make_trend(4, 2, inverted=True),
    "steps": make_trend(800, 860, in_steps=True),
    "points only": make_trend(1, 2, joined=False),
    "goal": make_trend(10, 20, goals=GOALS, later=((JUNE + 6, "12月", "2023年"),)),
    "incomplete": change(make_trend(160, 163, 167), 1, is_complete=False, note="11/12 已报"),
    "explained": change(make_trend(160, 163, 190), 2, reason="政策调整：新建3家"),
    "explained bars": change(make_trend(3, 40, as_bars=True), 1, reason="政策调整：新建3家"),
    "new definition": change(make_trend(160, 163), 1, run=1, definition=1),
}


@pytest.mark.parametrize("name", TRENDS)
def test_trend_is_what_plotly_takes(name: str) -> None:
    figure = build_trend(TRENDS[name])

    go.Figure(figure)
    json.dumps(figure, allow_nan=False)


@pytest.mark.parametrize("name", TRENDS)
def test_trend_uses_nothing_but_bars_lines_and_tokens(name: str) -> None:
    figure = build_trend(TRENDS[name])

    assert {trace["type"] for trace in figure["data"]} <= {"bar", "scatter"}
    assert "#" not in json.dumps(figure)


def test_missing_period_stays_a_gap() -> None:
    figure = build_trend(TRENDS["gap"])

    assert lines_of(figure) == []
    assert figure["data"][-1]["y"] == [160, 167]
    assert len(figure["layout"]["meta"]["ticks"]) == 3


def test_incomplete_sum_is_hollow_and_its_line_dotted() -> None:
    figure = build_trend(TRENDS["incomplete"])

    assert [line["line"]["dash"] for line in lines_of(figure)] == ["dot"]
    assert figure["data"][-1]["marker"]["color"] == ["var(--accent)", "var(--surface)", "var(--accent)"]
    assert "11/12 已报" in figure["data"][-1]["text"][1]


@pytest.mark.parametrize("name", ["explained", "explained bars"])
def test_explained_figure_bears_a_mark_and_its_reason(name: str) -> None:
    figure = build_trend(TRENDS[name])

    marks = [note["x"] for note in figure["layout"]["annotations"] if note["text"] == "※"]
    texts = figure["data"][-1].get("hovertext") or figure["data"][-1]["text"]
    assert marks == [TRENDS[name].points[-1].at]
    assert "※ 政策调整：新建3家" in texts[-1]
    assert not any("※" in text for text in texts[:-1])


def test_new_definition_cuts_the_line_and_says_so() -> None:
    figure = build_trend(TRENDS["new definition"])

    assert lines_of(figure) == []
    assert len(figure["layout"]["shapes"]) == 1
    assert "口径变更" in [note["text"] for note in figure["layout"]["annotations"]]


def test_line_goes_on_within_one_run() -> None:
    figure = build_trend(change(make_trend(1, 2, 3, 4), 3, run=1))

    assert [line["y"] for line in lines_of(figure)] == [[1, 2, 3]]


def test_rank_has_its_first_place_on_top() -> None:
    low, high = build_trend(TRENDS["rank"])["layout"]["yaxis"]["range"]

    assert low > high


def test_bars_begin_at_zero_and_a_line_may_not() -> None:
    assert starts_at_zero(make_trend(160, 167, as_bars=True))
    assert starts_at_zero(make_trend(20, 167))
    assert not starts_at_zero(make_trend(160, 167))


def test_axis_names_no_fraction_of_what_is_counted_whole() -> None:
    for values in ((1, 1), (0, 0), (2, 4)):
        axis = build_trend(make_trend(*values, whole=True))["layout"]["yaxis"]

        assert axis["dtick"] == 1
        assert axis["range"][1] - axis["range"][0] < 6
    assert "dtick" not in build_trend(make_trend(1600, 1670, whole=True))["layout"]["yaxis"]
    assert "dtick" not in build_trend(make_trend(1, 1))["layout"]["yaxis"]


def test_last_value_stands_beside_its_point_with_room() -> None:
    figure = build_trend(change(make_trend(1, 2), 1, text="1,878.19万元"))

    label = next(note for note in figure["layout"]["annotations"] if note["text"] == "1,878.19万元")
    assert label["x"] == JUNE + 3
    assert figure["layout"]["margin"]["r"] >= 12 * 8


def test_last_value_stands_above_its_point_where_there_is_no_room_beside_it() -> None:
    layout = build_trend(change(make_trend(1, 2), 1, text="4,300 person-times"))["layout"]
    narrow = layout["meta"]["narrow"]["layout"]

    label = next(note for note in narrow["annotations"] if note["text"] == "4,300 person-times")
    assert label["xanchor"] == "right"
    assert narrow["margin"]["r"] < layout["margin"]["r"]


def test_target_and_what_is_due_reach_to_the_end_of_the_year() -> None:
    figure = build_trend(TRENDS["goal"])

    target, due = figure["data"][:2]
    assert (target["x"], target["line"]["dash"]) == ([JUNE - 6, JUNE + 6], "dash")
    assert (due["y"], due["line"]["dash"]) == ([0, 60], "dot")
    assert figure["layout"]["xaxis"]["range"][1] > JUNE + 6


def test_year_is_written_once() -> None:
    ticks = two_lines([(0, "9月", "2022年"), (3, "12月", "2022年"), (6, "3月", "2023年")])

    assert [text for _at, text in ticks] == ["9月<br>2022年", "12月<br> ", "3月<br>2023年"]


def test_words_of_the_catalogue_are_not_markup() -> None:
    figure = build_trend(change(make_trend(1, 2), 1, text="<b>", full="<i>", label="<a href='/'>"))

    written = json.dumps(figure["data"], ensure_ascii=False)
    assert "<a" not in written
    assert "<i>" not in written
