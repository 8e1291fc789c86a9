"""Words above the name of an indicator that say nothing more of it: 养老服务 above 长者食堂数."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indicators.intake.entries import IndicatorEntry
from indicators.intake.layout.words import flat, trailing_bracket
from indicators.intake.matching import without_numbering
from indicators.intake.titles import narrowing

_PLAIN = re.compile(
    r"基本|主要|重点|总体|整体|各项|有关|民政|事业|工作|业务|指标|数据|统计|情况|概况|完成|进展|汇总|一览|方面|类|"
    r"[\W\d_]"
)


def is_heading(words: str, entry: IndicatorEntry) -> bool:
    """What stands above an indicator is its own topic or name, or a word without a meaning of its own."""
    rest = _PLAIN.sub("", flat(without_numbering(words)))
    names = (entry.name, *entry.aliases)
    if not rest:
        return True
    if len(rest) < 2 or narrowing([words], names):
        return False
    said = [*map(flat, (*names, *entry.headings))]
    said += [each.replace("金", "") for each in said]  # 低保 and 低保金, 特困供养 and 特困供养金
    return any(rest in each for each in said)


def heading_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names of topics and groups, those in a bracket each by themselves: 基本民生保障（一老一小一困）."""
    parts = (part for name in names for part in trailing_bracket(name))
    return tuple(dict.fromkeys(filter(None, parts)))
