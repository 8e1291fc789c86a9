"""What all charts have in common. Colours and fonts are the tokens of static/css/tokens.css, by name.

Plotly knows no style sheets: static/js/charts.js puts the page's own values in for each `var(--…)`, and does
so again when the page turns dark or is printed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

INK, INK_2, INK_3 = "var(--ink)", "var(--ink-2)", "var(--ink-3)"
SURFACE, LINE, LINE_2 = "var(--surface)", "var(--line)", "var(--line-2)"
ACCENT, ACCENT_SOFT, PALE, GOAL = (
    "var(--accent)",
    "var(--accent-soft)",
    "var(--none-bar)",
    "var(--watch)",
)
FONT = "var(--font)"
SIZE = 12
LINE_WIDTH = 2
MARKER = 8
PAD = 4
CLEAR = "rgba(0,0,0,0)"

Figure = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a chart itself says, in the reader's language."""

    as_reported: str  # 本年累计, or the nature's own name
    in_period: str  # 当期
    target: str  # 目标
    ceiling: str  # 上限
    due: str  # 序时进度
    break_: str  # 口径变更


def layout(*, height: int, margin: dict[str, int]) -> dict[str, Any]:
    """The layout that every chart starts from: no title (the page has it), no legend box, nothing to drag."""
    return {
        "height": height,
        "autosize": True,
        "margin": {"pad": PAD, **margin},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": FONT, "size": SIZE, "color": INK_2},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": SURFACE,
            "bordercolor": LINE,
            "font": {"family": FONT, "size": SIZE, "color": INK},
            "align": "left",
        },
        "separators": ".,",
    }


def axis(**other: Any) -> dict[str, Any]:
    """An axis with faint lines that cannot be dragged."""
    return {
        "fixedrange": True,
        "zeroline": False,
        "showline": False,
        "gridcolor": LINE_2,
        "tickfont": {"color": INK_3, "size": SIZE},
        "ticks": "",
        **other,
    }


def width_of(texts: Iterable[str]) -> int:
    """Pixels that the widest of these texts takes, rather more than less: a Chinese character is square."""
    return max((sum(_width(char) for char in text) for text in texts), default=0)


def _width(char: str) -> int:
    return SIZE if unicodedata.east_asian_width(char) in "WFA" else 8
