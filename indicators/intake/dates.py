"""What a header or a label says beside its period."""

from __future__ import annotations

import re

from indicators.intake.layout.headers import is_dated
from indicators.intake.layout.roles import Role, role_of
from indicators.intake.layout.words import as_unit, flat, trailing_bracket

_DATE = re.compile(
    r"(?:[\d〇零○一二三四五六七八九十]+|截至|截止|以来|年度?|季度?|月份?|日|上半|下半|半|前|第|全|期|末|底|初|至|到|"
    r"累计|[-—–~～/.()QSHqsh])+"
)
_FIRST = "(0123456789〇零一二三四五六七八九十上下前第全截"  # with which a date after other words begins
_COUNTED = ("数", "值", "末数", "合计")


def undated(text: str) -> str:
    """What a header says beside its period: 养老机构 of 2023年养老机构（家）, nothing of 2023年6月末数."""
    before, inside = trailing_bracket(text)
    words = before if as_unit(inside) else flat(text)
    size = len(words)
    first = next((end for end in range(size, 0, -1) if is_date(words[:end])), 0)
    last = (
        size
        if first
        else next((start for start in range(size) if words[start] in _FIRST and is_date(words[start:])), size)
    )
    rest = words[first:last].strip("的,、:()")
    return "" if rest in _COUNTED or role_of(rest) is Role.VALUE else rest


def without_dates(text: str, mark: str = "") -> str:
    """A text without any period in it, a `mark` in its place: 民政统计表 of 2023年二季度民政统计表."""
    return _DATE.sub(lambda run: mark if is_dated(run[0].strip("()")) else run[0], flat(text))


def is_date(text: str) -> bool:
    return bool(_DATE.fullmatch(text)) and is_dated(text)
