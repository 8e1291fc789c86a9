"""Which of the units that stand around a cell is its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indicators.intake.layout.table import Column, Table
from indicators.intake.layout.words import as_unit, flat, trailing_bracket
from indicators.quantities.units import MULTIPLES, UnitError, ratio, same_unit, split_multiple

_SCALE = re.compile(
    r"(?:数?量级|倍率|倍数|乘数|换算(?:系数|倍数)|(?:数值|单位)(?:倍数|系数)|scale|multiplier)", re.IGNORECASE
)
_POWERS = {100: "百", 1000: "千", 10_000: "万", 1_000_000: "百万", 10_000_000: "千万", 100_000_000: "亿"}
_NAMED = {power: word for word, power in MULTIPLES.items()}
_NONE = ("—", "——", "-", "－", "/", "／", "\\", "无")
_MONEY = re.compile(r"[(（]?人民币[)）]?")
_ONE = ("", "1", "个", "一", "无")
_SMALL = (2, 3)  # 百, 千: too rare to be written by mistake


def unit_in(text: str) -> str:
    """What a cell of units says; 个 for 个（家）, which are alike, 元 for 人民币元, nothing for a dash."""
    text = flat(text).removeprefix("单位:") if "单位" in text else text
    if text in _NONE:
        return ""
    text = _MONEY.sub("", text) if "人民币" in text else text
    before, inside = trailing_bracket(text)
    alike = as_unit(before) and as_unit(inside) and same_unit(before, inside)
    return before if alike else text


def nearest_unit(units: Iterable[str]) -> str:
    """The first that is not empty, the nearest; empty where a bare 万 further off may multiply it."""
    given = [unit for unit in units if unit]
    nearest = next(iter(given), "")
    scale = next((unit for unit in given if unit in MULTIPLES), "")
    multiplied = nearest != scale and nearest.startswith(scale)
    return nearest if multiplied or not scale else ""


def scale_columns(table: Table) -> list[Column]:
    """倍率, 量级 and the like."""
    return [column for column in table.columns if _SCALE.fullmatch(flat(column.header))]


def scaled_unit(texts: Iterable[str], unit: str) -> str:
    """The unit times what such columns say of its row, 万 or 10000; empty where none says any."""
    for text in texts:
        said = flat(text).replace(",", "").removesuffix(".0")
        scale = _POWERS.get(int(said), said) if said.isdecimal() else said
        if scale not in _ONE and not unit.startswith(scale):
            return scale + unit
    return ""


def scaled_rivals(power: int, unit: str, base: str) -> tuple[str, ...]:
    """The units that a number shown in a ten thousandth (4) may be in; empty where the sheet's says the same.

    The first is the sheet's own, or without one that of the catalogue without its multiple.
    """
    own, word = split_multiple(unit or base)
    if unit and own == power:
        return ()
    stated = unit or word
    whole = _NAMED.get(power + (own if unit else 0)) or _NAMED[power]
    return stated, whole + word


def rival_units(units: Iterable[str]) -> tuple[str, ...]:
    """The nearest and the first that means another scale of it, 万元 and 元; empty where all agree."""
    nearest, *others = [unit for unit in units if unit and unit not in MULTIPLES] or [""]
    return next(((nearest, other) for other in others if is_rival(nearest, other)), ())


def is_rival(one: str, other: str) -> bool:
    """Both measure the same thing, and a figure cannot be in both."""
    small = split_multiple(one)[0] in _SMALL or split_multiple(other)[0] in _SMALL
    return not small and is_another(one, other)


def is_slighted(own: str, unit: str) -> bool:
    """3元 under 万元: the cell's own unit is the smaller, and may be written out of habit; 3亿元 is meant."""
    return bool(unit) and own != unit and not split_multiple(own)[0] and is_another(own, unit)


def is_another(one: str, other: str) -> bool:
    """Both measure the same thing, and one of them is not one of the other."""
    try:
        return ratio(one, other) != 1
    except UnitError:
        return False
