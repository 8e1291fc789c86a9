"""The same figures in any shape are the same figures, and damage to a shape never moves one."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.intake.figure import FileReading
from indicators.intake.findings import Severity
from indicators.intake.grid import Grid
from tests.indicators.intake.corpus import Given, codes, make_grid, read

Key = tuple[str, str, str]  # indicator, region, period
Facts = dict[Key, int]
Rows = list[list[Given]]
Made = tuple[Rows, list[tuple[int, int, int, int]]]

NAMES = {
    "养老机构": ("eldercare.institutions", "家"),
    "养老床位": ("eldercare.beds", "张"),
    "低保人数": ("assistance.people", "人"),
}
PLACES = {"鼓楼区": "350102", "台江": "350103", "闽侯县": "350121"}
TIMES = {"2022年二季度": "2022-Q2", "2023年一季度": "2023-Q1", "2023年6月": "2023-Q2"}


def key(name: str, place: str, time: str) -> Key:
    return NAMES[name][0], PLACES[place], TIMES[time]


def headed(name: str) -> str:
    return f"{name}（{NAMES[name][1]}）"


def regions_by_indicators(facts: Facts) -> Made:
    """One table for each period, below each other."""
    rows: Rows = []
    for time in TIMES:
        rows += [[f"{time}民政统计表"], ["地区", *map(headed, NAMES)]]
        rows += [[place, *(facts.get(key(name, place, time)) for name in NAMES)] for place in PLACES]
    return rows, []


def indicators_by_regions(facts: Facts) -> Made:
    rows: Rows = []
    for time in TIMES:
        rows += [[f"{time}民政统计表"], ["指标", "单位", *PLACES]]
        rows += [
            [name, NAMES[name][1], *(facts.get(key(name, place, time)) for place in PLACES)] for name in NAMES
        ]
    return rows, []


def regions_by_periods(facts: Facts) -> Made:
    rows: Rows = []
    for name in NAMES:
        rows += [[f"指标：{headed(name)}"], ["地区", *TIMES]]
        rows += [[place, *(facts.get(key(name, place, time)) for time in TIMES)] for place in PLACES]
    return rows, []


def periods_by_regions(facts: Facts) -> Made:
    rows: Rows = []
    for name in NAMES:
        rows += [[f"指标：{headed(name)}"], ["时间", *PLACES]]
        rows += [[time, *(facts.get(key(name, place, time)) for place in PLACES)] for time in TIMES]
    return rows, []


def indicators_by_periods(facts: Facts) -> Made:
    """One table, its regions as sub-titles."""
    rows: Rows = [["指标", "单位", *TIMES]]
    for place in PLACES:
        rows.append([place])
        rows += [
            [name, NAMES[name][1], *(facts.get(key(name, place, time)) for time in TIMES)] for name in NAMES
        ]
    return rows, []


def periods_over_regions(facts: Facts) -> Made:
    count = len(PLACES)
    top: list[Given] = ["指标", "单位"]
    for time in TIMES:
        top += [time, *[""] * (count - 1)]
    rows: Rows = [top, ["", "", *[place for _ in TIMES for place in PLACES]]]
    rows += [
        [name, NAMES[name][1], *(facts.get(key(name, place, time)) for time in TIMES for place in PLACES)]
        for name in NAMES
    ]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1)]
    merges += [(0, 2 + at * count, 0, 1 + (at + 1) * count) for at in range(len(TIMES))]
    return rows, merges


def indicators_over_periods(facts: Facts) -> Made:
    count = len(TIMES)
    top: list[Given] = ["地区"]
    for name in NAMES:
        top += [headed(name), *[""] * (count - 1)]
    rows: Rows = [top, ["", *[time for _ in NAMES for time in TIMES]]]
    rows += [
        [place, *(facts.get(key(name, place, time)) for name in NAMES for time in TIMES)] for place in PLACES
    ]
    merges = [(0, 0, 1, 0), *((0, 1 + at * count, 0, (at + 1) * count) for at in range(len(NAMES)))]
    return rows, merges


def long(facts: Facts) -> Made:
    rows: Rows = [["地区", "报告期", "指标", "单位", "数量"]]
    for place in PLACES:
        for time in TIMES:
            for name in NAMES:
                rows.append([place, time, name, NAMES[name][1], facts.get(key(name, place, time))])
    return rows, []


def wide_long(facts: Facts) -> Made:
    rows: Rows = [["地区", "报告期", *map(headed, NAMES)]]
    for place in PLACES:
        rows += [[place, time, *(facts.get(key(name, place, time)) for name in NAMES)] for time in TIMES]
    return rows, []


SHAPES: list[Callable[[Facts], Made]] = [
    regions_by_indicators,
    indicators_by_regions,
    regions_by_periods,
    periods_by_regions,
    indicators_by_periods,
    periods_over_regions,
    indicators_over_periods,
    long,
    wide_long,
]
KEYS = [key(name, place, time) for name in NAMES for place in PLACES for time in TIMES]
FACTS = st.dictionaries(st.sampled_from(KEYS), st.integers(1, 99_999), min_size=12)


def facts_of(reading: FileReading) -> dict[Key, object]:
    return {(each.indicator, each.region, str(each.period)): each.value for each in reading.figures}


def as_texts(grid: Grid) -> Grid:
    """The same as a csv file gives it: texts, and no merges."""
    texts: Rows = [[grid.text(row, column) for column in range(grid.width)] for row in range(grid.height)]
    return make_grid(texts)


@settings(max_examples=60)
@given(facts=FACTS, shape=st.sampled_from(SHAPES), noted=st.booleans(), texts=st.booleans())
def test_every_shape_of_the_same_figures_reads_alike(
    facts: Facts, shape: Callable[[Facts], Made], noted: bool, texts: bool
) -> None:
    rows, merges = shape(facts)
    if noted:
        rows = [*rows, ["注：1. 2021年为120家。"], ["填表人：甲"]]
    grid = make_grid(rows, merges=merges)

    reading = read(as_texts(grid) if texts else grid, period=None, region=None)

    assert facts_of(reading) == facts
    assert codes(reading) == []


@settings(max_examples=100)
@given(
    facts=FACTS,
    shape=st.sampled_from(SHAPES),
    texts=st.booleans(),
    where=st.tuples(st.integers(0, 8), st.integers(0, 9)),
    other=st.sampled_from(["", "民办", "农村", "其中", "思明区", "2023年民办", "同比", "养老", "未知"]),
)
def test_a_damaged_title_header_or_label_never_moves_a_figure(
    facts: Facts, shape: Callable[[Facts], Made], texts: bool, where: tuple[int, int], other: str
) -> None:
    rows, merges = shape(facts)
    row, column = where
    if row >= len(rows) or column >= len(rows[row]) or not isinstance(rows[row][column], str):
        return
    rows[row][column] = other
    grid = make_grid(rows, merges=merges)

    reading = read(as_texts(grid) if texts else grid, period=None, region=None)

    found = facts_of(reading)
    blocked = any(each.severity in (Severity.ERROR, Severity.QUESTION) for each in reading.findings)
    moved = {place: value for place, value in found.items() if facts.get(place) != value}
    assert not moved or blocked
    if not blocked:
        assert len(found) + sum(each.severity is Severity.NOTE for each in reading.findings) > 0
