"""The parts of a trend as plotly's traces: points, lines between them, bars, targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from itertools import groupby, pairwise
from textwrap import wrap
from typing import Any

from reports.charts.points import CORRECTED, EXPLAINED, Trend, TrendPoint
from reports.charts.theme import (
    ACCENT,
    ACCENT_SOFT,
    GOAL,
    INK,
    INK_3,
    LINE_WIDTH,
    MARKER,
    PALE,
    SIZE,
    SURFACE,
)

HOVER_WIDTH = 28  # characters in a line of what is read on a point


def _hover(point: TrendPoint) -> str:
    lines = [escape(point.label), escape(point.full or point.text), escape(point.note)]
    for mark, words in ((CORRECTED, point.correction), (EXPLAINED, point.reason)):
        if words:
            lines += [escape(line) for line in wrap(f"{mark} {words}", HOVER_WIDTH)]
    return "<br>".join(line for line in lines if line)


def markers(trend: Trend, known: Sequence[TrendPoint]) -> dict[str, Any]:
    """The points themselves; the last one bears its value."""
    return {
        "type": "scatter",
        "name": trend.words.as_reported,
        "mode": "markers",
        "x": [point.at for point in known],
        "y": [number(point.value) for point in known],
        "text": [_hover(point) for point in known],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "size": [MARKER + 2 if point.is_provisional else MARKER for point in known],
            "opacity": 1,  # of points that differ in size plotly would make less
            "symbol": ["diamond" if point.is_provisional else "circle" for point in known],
            "color": [
                ACCENT if point.is_complete and not point.is_provisional else SURFACE for point in known
            ],
            "line": {"color": ACCENT, "width": LINE_WIDTH},
        },
    }


def lines(trend: Trend, known: Sequence[TrendPoint]) -> list[dict[str, Any]]:
    """Solid between whole, final figures, dotted to and from any other, nothing across a hole or a break."""
    every = trend.points
    place = {point.at: index for index, point in enumerate(every)}
    traces: list[dict[str, Any]] = []
    pairs = [
        (one, other, all(p.is_complete and not p.is_provisional for p in (one, other)))
        for one, other in pairwise(known)
        if place[other.at] == place[one.at] + 1 and one.run == other.run
    ]
    for whole, stretch in groupby(pairs, key=lambda pair: pair[2]):
        x: list[int | None] = []
        y: list[float | None] = []
        for one, other, _whole in stretch:
            if x and x[-1] == one.at:
                x, y = [*x, other.at], [*y, number(other.value)]
            else:
                gap: list[None] = [None] if x else []
                x = [*x, *gap, one.at, other.at]
                y = [*y, *gap, number(one.value), number(other.value)]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": y,
                "hoverinfo": "skip",
                "connectgaps": False,
                "cliponaxis": False,
                "line": {
                    "color": ACCENT,
                    "width": LINE_WIDTH,
                    "dash": "solid" if whole else "dot",
                    "shape": "hv" if trend.in_steps else "linear",
                },
            }
        )
    return traces


def bars(trend: Trend, which: str) -> dict[str, Any]:
    """Bars of the figures themselves (`value`), or of what is derived from them (`in_period`)."""
    own = which == "value"
    points = [point for point in trend.points if getattr(point, which) is not None]
    provisional = [p.is_provisional if own else p.is_provisional_in_period for p in points]
    trace: dict[str, Any] = {
        "type": "bar",
        "name": trend.words.as_reported if own else trend.words.in_period,
        "x": [point.at for point in points],
        "y": [number(getattr(point, which)) for point in points],
        "width": trend.step * 0.55,
        "hovertext": [
            _hover(point)
            if own
            else f"{escape(point.label)}<br>{trend.words.in_period} {escape(point.in_period_text)}"
            for point in points
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": [(ACCENT if own else PALE) if point.is_complete else ACCENT_SOFT for point in points],
            "line": {
                "color": ACCENT if own else PALE,
                "width": [
                    1.5 if not p.is_complete or is_hatched else 0
                    for p, is_hatched in zip(points, provisional, strict=True)
                ],
            },
            "pattern": hatched(provisional),
        },
    }
    if own:
        trace |= {
            "text": [""] * (len(points) - 1) + [escape(point.text) for point in points[-1:]],
            "textposition": "outside",
            "textangle": 0,
            "constraintext": "none",
            "cliponaxis": False,
            "textfont": {"color": INK, "size": SIZE},
        }
    return trace


def hatched(bars: Iterable[bool]) -> dict[str, Any]:
    """The pattern that tells the bars of provisional figures: stripes of their colour on nothing."""
    return {"shape": ["/" if is_hatched else "" for is_hatched in bars], "size": 7, "solidity": 0.4}


def goal_lines(trend: Trend) -> list[dict[str, Any]]:
    """Each target as a dashed line over its year, and 序时进度 as a dotted one towards it."""
    traces: list[dict[str, Any]] = []
    for goal in trend.goals:
        name = trend.words.ceiling if goal.is_ceiling else trend.words.target
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": [goal.start, goal.end],
                "y": [float(goal.value)] * 2,
                "text": [f"{name} {escape(goal.text)}"] * 2,
                "hovertemplate": "%{text}<extra></extra>",
                "line": {"color": GOAL, "width": 1.5, "dash": "dash"},
            }
        )
        if goal.due:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "name": trend.words.due,
                    "x": [at for at, _value in goal.due],
                    "y": [float(value) for _at, value in goal.due],
                    "hoverinfo": "skip",
                    "line": {
                        "color": INK_3,
                        "width": 1.5,
                        "dash": "dot",
                        "shape": "hv" if goal.in_steps else "linear",
                    },
                }
            )
    return traces


def number(value: Decimal | None) -> float | None:
    """A place on an axis; here, at the border, a figure ceases to be exact."""
    return None if value is None else float(value)
