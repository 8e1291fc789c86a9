"""Units: which count the same thing, and how many of one make another.

Counting words are alike, at one for one, only within these classes: 个 家 所 处 座 (organisations, places);
人 名 位 口 (people); 张 床 (beds); 位 位次 (ranks); 场 场次; 轮 轮次; 届 届次. 人 is never 人次,
次 is neither 轮 nor 场次.
Any unit may carry 百 千 万 百万 千万 亿: 万张 is 10,000 张. Every other word is like itself alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from indicators.numerals import narrow
from indicators.quantities.values import DECIMALS

Language = Literal["zh", "en"]


class UnitError(ValueError):
    """One unit cannot be told in the other."""

    def __init__(self, from_unit: str, to_unit: str) -> None:
        super().__init__(f"{from_unit} → {to_unit}")
        self.from_unit = from_unit
        self.to_unit = to_unit


MULTIPLES = {"亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3, "百": 2}
_ALIKE = tuple(
    map(
        frozenset,
        ("个家所处座", "人名位口", "张床", ("位", "位次"), ("场", "场次"), ("轮", "轮次"), ("届", "届次")),
    )
)
_SCALES = {
    "㎡": ("平方米", Fraction(1)),
    "m²": ("平方米", Fraction(1)),
    "m2": ("平方米", Fraction(1)),
    "亩": ("平方米", Fraction(2000, 3)),
    "公顷": ("平方米", Fraction(10_000)),
    "平方公里": ("平方米", Fraction(1_000_000)),
    "平方千米": ("平方米", Fraction(1_000_000)),
    "m": ("米", Fraction(1)),
    "公里": ("米", Fraction(1000)),
    "km": ("米", Fraction(1000)),
    "%": ("比例", Fraction(1, 100)),
    "百分比": ("比例", Fraction(1, 100)),
    "‰": ("比例", Fraction(1, 1000)),
    "年": ("月", Fraction(12)),
}
_ENGLISH = {
    "元": "yuan", "元/人·月": "yuan per person per month", "元/人·年": "yuan per person per year",
    "人": "people", "名": "people", "人次": "person-times", "户": "households", "对": "couples",
    "张": "places", "家": "institutions", "处": "sites", "例": "cases", "件": "items", "项": "items",
    "次": "times", "场": "sessions", "场次": "sessions", "届": "sessions", "届次": "sessions",
    "轮": "rounds", "轮次": "rounds", "年": "years", "月": "months",
    "米": "m", "公里": "km", "平方米": "m²", "公顷": "ha", "亩": "mu",
    "个": "", "所": "", "条": "", "位": "", "位次": "", "比例": "",
}  # fmt: skip
_ENGLISH_MULTIPLES = {2: "100", 3: "1,000", 4: "10,000", 6: "million", 7: "10 million", 8: "100 million"}


@dataclass(frozen=True, slots=True)
class _Measure:
    thing: str
    below: tuple[str, ...]
    factor: Fraction


def split_multiple(unit: str) -> tuple[int, str]:
    """The power of ten that the unit carries, and the unit without it: 4 and 元 for 万元."""
    for multiple, power in MULTIPLES.items():
        if unit.startswith(multiple) and not unit.startswith("百分"):
            return power, unit.removeprefix(multiple)
    return 0, unit


def multiples(unit: str) -> tuple[str, ...]:
    """The units in which figures kept in this one are mostly given, itself first: 万元, 元, 亿元."""
    if "/" in unit or unit in _SCALES:
        return (unit,)
    _, word = split_multiple(unit)
    return tuple(dict.fromkeys((unit, word, f"万{word}", *(["亿元"] if word == "元" else []))))


@lru_cache(maxsize=4096)
def ratio(from_unit: str, to_unit: str) -> Fraction:
    """How many of `to_unit` make one `from_unit`; raises UnitError."""
    start, goal = _measured(from_unit), _measured(to_unit)
    alike = start.thing == goal.thing or any({start.thing, goal.thing} <= words for words in _ALIKE)
    if not alike or start.below != goal.below:
        raise UnitError(from_unit, to_unit)
    return start.factor / goal.factor


@lru_cache(maxsize=4096)
def same_unit(one: str, other: str) -> bool:
    """One of each counts the same: 个 and 家, 名 and 人, 元/人/月 and 元/人·月; not 万元 and 元."""
    try:
        return ratio(one, other) == 1
    except UnitError:
        return False


def short_for(unit: str, whole: str) -> tuple[str, ...]:
    """The units like `whole` that this one may be short for: 元/人·月 for 元/月, 人/万人 for 人."""
    own, (_, *below) = _parts(unit), _parts(whole)
    start, goal = _measured(unit), _measured(whole)
    if start.thing != goal.thing or not set(start.below) < set(goal.below):
        return ()
    given = {_scaled(part)[0]: part for part in own[1:]}
    found = f"{own[0]}/{'·'.join(given.get(_scaled(part)[0], part) for part in below)}"
    return (found,) if "月" in given or not found.endswith("月") else (found, found.removesuffix("月") + "年")


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal:
    """The value in the other unit, exact; what has no end (元/人·年 ÷ 12, 亩) is rounded to DECIMALS places.

    Raises UnitError.
    """
    if same_unit(from_unit, to_unit) and value == (whole := int(value)):
        return Decimal(whole)
    exact = Fraction(value) * ratio(from_unit, to_unit)
    for places in range(exact.denominator.bit_length()):
        if (scaled := exact * 10**places).denominator == 1:
            return Decimal(f"{scaled.numerator}E-{places}")
    rounded = int(abs(exact) * 10**DECIMALS + Fraction(1, 2))
    return Decimal(f"{'-' if exact < 0 else ''}{rounded}E-{DECIMALS}")


def unit_name(unit: str, language: Language = "zh") -> str:
    """The unit as it is written in that language; an unknown one stays as it is."""
    if language == "zh":
        return unit
    return _ENGLISH.get(unit) or " per ".join(_english(part) for part in _parts(unit))


def _english(unit: str) -> str:
    power, word = split_multiple(unit)
    name = _ENGLISH.get(word, word)
    return f"{_ENGLISH_MULTIPLES[power]} {name}".rstrip() if power else name


def _parts(unit: str) -> list[str]:
    """Above and below the stroke: 元, 人, 月 for 元/人·月, 元/(人.月), 元/人月 and 元/人/月."""
    plain = re.sub(r"(?<=/)人(?=[年月]$)", "人·", re.sub(r"[()]", "", narrow(unit)))
    return re.split(r"[/·・•.*]", plain)


def _measured(unit: str) -> _Measure:
    (thing, factor), *below = (_scaled(part) for part in _parts(unit))
    for _, under in below:
        factor /= under
    return _Measure(thing, tuple(sorted(word for word, _ in below)), factor)


def _scaled(unit: str) -> tuple[str, Fraction]:
    power, word = split_multiple(unit)
    thing, factor = _SCALES.get(word, (word, Fraction(1)))
    return thing, factor * 10**power
