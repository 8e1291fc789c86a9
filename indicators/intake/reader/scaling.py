"""Number formats that show a number in thousands or 万, or with a 万, 亿 or any unit behind it.

Source: ECMA-376 part 1, 18.8.31: commas behind the last digit divide by a thousand each. `0!.0,` shows 12.3
for 123456, because the point is only a letter; that is how offices show 元 in 万元.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.quantities.units import split_multiple

_DIGITS = tuple("0#?")
_POINTS = ("\\.", "!.", '"."')
_WORD = re.compile(r"[%‰]|[^\W\d_][\w/·.]*")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_SIGNS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Scale:
    """What one section of a format makes of a number, and of which numbers."""

    power: int = 0  # 4: what is shown is a ten thousandth
    suffix: str = ""  # 万元
    word: str = ""  # the same, and any other unit: 元
    sign: str = ""
    bound: Decimal = Decimal(0)

    @property
    def is_said(self) -> bool:
        """The suffix tells what is shown: 12.3万; behind a thousandth a 万 is wrong."""
        return bool(self.suffix) and self.power in (0, split_multiple(self.suffix)[0])

    def suits(self, value: Decimal) -> bool:
        return not self.sign or _SIGNS[self.sign](value, self.bound)


def read_scales(sections: Iterable[Sequence[str]]) -> tuple[Scale, ...]:
    """The sections of a format in pieces, where one of them shows more or another number than is stored."""
    scales = tuple(map(_read_scale, sections))
    return scales if any(scale.power or scale.word for scale in scales) else ()


def _read_scale(pieces: Sequence[str]) -> Scale:
    digits = [place for place, piece in enumerate(pieces) if piece in _DIGITS or piece.lower() == "general"]
    if not digits:
        return Scale()
    first, last = digits[0], digits[-1]
    rest = pieces[last + 1 :]
    commas = next((count for count, piece in enumerate(rest) if piece != ","), len(rest))
    point = next((place for place in range(first, last) if pieces[place] in _POINTS), last)
    letters = sum(place > point for place in digits) if "." not in pieces else 0
    suffix = "".join(map(_letters, rest)).strip(" ()（）")
    condition = next(filter(None, map(_CONDITION.fullmatch, pieces)), None)
    return Scale(
        3 * commas + letters,
        suffix if re.match("[百千]?[万亿]|千(?!分)", suffix) else "",
        suffix if _WORD.fullmatch(suffix) else "",
        condition[1] if condition else "",
        Decimal(condition[2]) if condition else Decimal(0),
    )


def _letters(piece: str) -> str:
    """What a piece that is no digit shows."""
    if piece[0] in "_*[," or piece == ".":
        return ""
    return piece[1:] if piece[0] in "\\!" else piece.strip('"')
