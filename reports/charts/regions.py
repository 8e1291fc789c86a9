"""A figure by region: bars that lie, so that the longest name has room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

from reports.charts.theme import (
    ACCENT,
    ACCENT_SOFT,
    INK,
    INK_3,
    PAD,
    PALE,
    SIZE,
    Figure,
    axis,
    layout,
    width_of,
)
from reports.charts.traces import hatched

ROW = 28
AROUND = 44


@dataclass(frozen=True, slots=True)
class RegionBar:
    """One region: its figure in the unit of the axis, or in `text` why there is none.

    `counted` is False for a region that is shown and never added (高新区).
    """

    name: str
    value: Decimal | None
    text: str
    is_complete: bool = True
    counted: bool = True
    is_provisional: bool = False
    note: str = ""


def build_regions(bars: Sequence[RegionBar], *, unit: str) -> Figure:
    """The figure, first region on top; a region without a value has its reason where its bar would begin."""
    known = [bar for bar in bars if bar.value is not None]
    values = [bar.value for bar in known if bar.value is not None]
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(1))
    height = height_of(len(bars))
    margin = {"l": 8, "r": width_of(_said(bar) for bar in bars) + 12, "t": 28, "b": 8}
    figure_layout = layout(height=height, margin=margin)
    figure_layout |= {
        "bargap": 0.4,
        "xaxis": axis(
            range=[float(min(low, Decimal(0))), float(max(high, Decimal(0)) or Decimal(1))],
            showticklabels=False,
            showgrid=False,
            zeroline=True,
            zerolinecolor=INK_3,
        ),
        "yaxis": axis(
            type="category",
            categoryorder="array",
            categoryarray=[escape(bar.name) for bar in bars],
            autorange="reversed",
            automargin=True,
            showgrid=False,
            tickmode="array",
            tickvals=[escape(bar.name) for bar in bars],
            tickfont={"color": INK, "size": SIZE},
        ),
        "annotations": [
            _note(unit, x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=4),
            *(
                _note(bar.text, x=0, y=escape(bar.name), xanchor="left", yanchor="middle", xshift=4)
                for bar in bars
                if bar.value is None
            ),
        ],
        # What the page takes where the words would leave the bars no room: notes under their figures.
        "meta": {
            "narrow": {
                "data": [{"text": [_text(bar, "<br>") for bar in known]}],
                "layout": {
                    "margin": {
                        "pad": PAD,
                        **margin,
                        "r": width_of(text for bar in bars for text in (bar.text, bar.note)) + 12,
                    }
                },
            }
        },
    }
    return {"data": [_bars(known)], "layout": figure_layout}


def height_of(count: int) -> int:
    """Pixels for so many regions."""
    return AROUND + ROW * count


def _bars(known: Sequence[RegionBar]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [float(bar.value or 0) for bar in known],
        "y": [escape(bar.name) for bar in known],
        "text": [_text(bar, " · ") for bar in known],
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "textfont": {"color": INK, "size": SIZE},
        "hovertext": [f"{escape(bar.name)}<br>{escape(_said(bar))}" for bar in known],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": [_colour(bar) if bar.is_complete else ACCENT_SOFT for bar in known],
            "line": {
                "color": ACCENT,
                "width": [1.5 if bar.is_provisional or not bar.is_complete else 0 for bar in known],
            },
            "pattern": hatched(bar.is_provisional for bar in known),
        },
    }


def _colour(bar: RegionBar) -> str:
    return ACCENT if bar.counted else PALE


def _said(bar: RegionBar) -> str:
    return " · ".join(part for part in (bar.text, bar.note) if part)


def _text(bar: RegionBar, between: str) -> str:
    return between.join(escape(part) for part in (bar.text, bar.note) if part)


def _note(text: str, **other: Any) -> dict[str, Any]:
    return {"text": escape(text), "showarrow": False, "font": {"color": INK_3, "size": SIZE}, **other}
