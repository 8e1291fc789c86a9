"""A figure over time: a line through levels, bars for what happened in single periods."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from itertools import pairwise
from typing import Any

from reports.charts.points import Tick, Trend, TrendPoint
from reports.charts.theme import GOAL, INK, INK_3, MARKER, PAD, SIZE, SURFACE, Figure, axis, layout, width_of
from reports.charts.traces import bars, goal_lines, lines, markers, number

HEIGHT = 320
EDGE = 16  # pixels to the right of the picture where nothing is written there
FROM_ZERO = Decimal("0.5")  # a line whose lowest point is under this share of its highest starts at zero


def build_trend(trend: Trend) -> Figure:
    """The figure: what is missing is a gap, an incomplete sum is hollow, a new definition cuts the line."""
    known = [point for point in trend.points if point.value is not None]
    low, high = value_range(trend)
    last = known[-1] if known else None
    data = goal_lines(trend)
    if trend.as_bars:
        data += [bars(trend, "value")]
    else:
        data += [bars(trend, "in_period")] if any(p.in_period is not None for p in known) else []
        data += lines(trend, known) if trend.joined else []
        data += [markers(trend, known)]
    right = width_of([last.text + last.status] if last and not trend.as_bars else []) + 14
    margin = {"l": 8, "r": max(EDGE, right), "t": 34, "b": 8}
    figure_layout = layout(height=HEIGHT, margin=margin)
    figure_layout |= {
        "bargap": 0.45,
        "xaxis": _time_axis(trend),
        "yaxis": axis(
            range=[float(high), float(low)] if trend.inverted else [float(low), float(high)],
            automargin=True,
            nticks=6,
            tickformat=",~f",
            separatethousands=True,
            **({"dtick": 1} if high - low < _most_single_steps(trend) else {}),
        ),
        "annotations": _annotations(trend, last, beside=True),
        "shapes": _breaks(trend, known),
        # What the page needs to leave out ticks that would not fit, and to move the last value where it would
        # take up the picture's room.
        "meta": {
            "ticks": [list(tick) for tick in trend.ticks],
            "narrow": {
                "layout": {
                    "margin": {"pad": PAD, **margin, "r": EDGE},
                    "annotations": _annotations(trend, last, beside=False),
                }
            },
        },
    }
    return {"data": data, "layout": figure_layout}


def value_range(trend: Trend) -> tuple[Decimal, Decimal]:
    """The lowest and the highest place of the axis; from zero unless the line would be lost in it."""
    values = [v for p in trend.points for v in (p.value, p.in_period) if v is not None]
    values += [goal.value for goal in trend.goals] + [v for goal in trend.goals for _at, v in goal.due]
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(1))
    if trend.inverted:
        return max(Decimal("0.5"), low - 1), high + 1
    has_bars = trend.as_bars or any(point.in_period is not None for point in trend.points)
    if low >= 0 and (has_bars or low <= high * FROM_ZERO):
        return Decimal(0), high * Decimal("1.12") or Decimal(1)
    room = max((high - low) / 2, abs(high) / 20, Decimal(1) if trend.whole else Decimal("0.01"))
    floor = min(low - room, Decimal(0)) if low < 0 or has_bars else max(low - room, Decimal(0))
    return floor, high + room


def _most_single_steps(trend: Trend) -> int:
    """Under this length the axis names each whole number, and none between them: no 1.04 institutions."""
    return 12 if trend.inverted else 6 if trend.whole else 0


def starts_at_zero(trend: Trend) -> bool:
    return trend.inverted or value_range(trend)[0] <= 0


def _time_axis(trend: Trend) -> dict[str, Any]:
    first, last = trend.points[0].at, trend.points[-1].at
    ticks = two_lines(trend.ticks)
    return axis(
        range=[
            first - trend.step * 0.6,
            max(last, *(goal.end for goal in trend.goals), last) + trend.step * 0.6,
        ],
        tickmode="array",
        tickvals=[at for at, _text in ticks],
        ticktext=[text for _at, text in ticks],
        tickangle=0,
        showgrid=False,
        automargin=True,
    )


def two_lines(ticks: Sequence[Tick]) -> list[tuple[int, str]]:
    """Each tick with its year under it where the year is new."""
    before = [None, *(group for _at, _tick, group in ticks)]
    return [
        (at, f"{tick}<br>{group}" if group != earlier else f"{tick}<br> ")
        for (at, tick, group), earlier in zip(ticks, before, strict=False)
    ]


def _annotations(trend: Trend, last: TrendPoint | None, *, beside: bool) -> list[dict[str, Any]]:
    """The unit, the last value `beside` its point or above it, the last target, changes of definition."""
    above = {"xanchor": "center" if trend.later else "right", "yshift": 2 * MARKER}
    place = {"xanchor": "left", "xshift": MARKER} if beside else above
    notes = [
        _note(trend.unit, 0, 1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=10),
    ]
    if last is not None and not trend.as_bars:
        notes.append(
            _note(
                last.text + (last.status if beside else ""),
                last.at,
                number(last.value),
                **place,
                color=INK,
                bgcolor=SURFACE,
                borderpad=0,
            )
        )
    notes += [
        _mark(point, as_bars=trend.as_bars, is_last=point is last)
        for point in trend.points
        if point.marks and point.value is not None
    ]
    for goal in trend.goals[-1:]:
        word = trend.words.ceiling if goal.is_ceiling else trend.words.target
        notes.append(
            _note(
                f"{word} {goal.text}",
                goal.end,
                float(goal.value),
                xanchor="right",
                yanchor="bottom",
                color=GOAL,
            )
        )
    for one, other in pairwise(p for p in trend.points if p.value is not None):
        if one.definition != other.definition:
            middle = (one.at + other.at) / 2
            notes.append(_note(trend.words.break_, middle, 1, yref="paper", yanchor="bottom"))
    return notes


def _mark(point: TrendPoint, *, as_bars: bool, is_last: bool) -> dict[str, Any]:
    """The marks of a figure: under its point; over its bar, and over what is written there."""
    where: dict[str, Any] = {"yanchor": "top", "yshift": -MARKER // 2}
    if as_bars:
        where = {"yanchor": "bottom", "yshift": SIZE + PAD if is_last else 0}
    return _note(point.marks, point.at, number(point.value), color=INK, **where)


def _breaks(trend: Trend, known: Sequence[TrendPoint]) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "x0": (one.at + other.at) / 2,
            "x1": (one.at + other.at) / 2,
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "line": {"color": INK_3, "width": 1.5, "dash": "dash"},
        }
        for one, other in pairwise(known)
        if one.definition != other.definition
    ]


def _note(text: str, x: float, y: float | None, *, color: str = INK_3, **other: Any) -> dict[str, Any]:
    return {
        "text": escape(text),
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"color": color, "size": SIZE},
        **other,
    }
