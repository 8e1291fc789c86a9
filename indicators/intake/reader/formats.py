"""Number formats: whether a number is a percentage, a date or a time, and how it then looks.

Sources: ECMA-376 part 1, 18.8.30 (builtin formats, also those of the Chinese locale) and 18.8.31 (codes).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, auto
from functools import lru_cache

from .scaling import Scale, read_scales

BUILTIN = {9: "0%", 10: "0.00%", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"}
BUILTIN |= {14: "yyyy/m/d", 22: "yyyy/m/d h:mm", 30: "m/d/yy"}
BUILTIN |= dict.fromkeys((20, 35, 56), "h:mm") | dict.fromkeys((18, 34, 55), "h:mm AM/PM")
BUILTIN |= {19: "h:mm:ss AM/PM", 21: "h:mm:ss", 32: "h时mm分", 33: "h时mm分ss秒"}
BUILTIN |= {45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss"}
BUILTIN |= dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月") | {31: "yyyy年m月d日"}
BUILTIN |= dict.fromkeys((28, 29, 51, 53, 54, 58), "m月d日")

_PIECE = re.compile(
    r'"[^"]*"?|[\\!].|_.|\*.|\[[^\]]*\]|general|[AP]M?/PM?|上午/下午|E[+-]|y+|e+|m+|d+|h+|s+|a{3,}|.',
    re.IGNORECASE | re.DOTALL,
)
_SYSTEM_DATE = "[$-f800]"
_MONTHS = ["January", "February", "March", "April", "May", "June"]
_MONTHS += ["July", "August", "September", "October", "November", "December"]
_WEEKDAYS = "一二三四五六日"


class Shape(Enum):
    NUMBER = auto()
    PERCENT = auto()
    DATE = auto()
    TIME = auto()
    SCALED = auto()


@dataclass(frozen=True, slots=True)
class Format:
    """A number format: its shape, the pieces of its first section, and how its sections scale."""

    shape: Shape
    pieces: tuple[str, ...] = ()
    scales: tuple[Scale, ...] = ()
    hides: str = ""  # of + - and 0 the numbers that are not shown at all


GENERAL = Format(Shape.NUMBER)


@lru_cache(maxsize=10_000)
def read_format(code: str) -> Format:
    """The format that a code such as `0.0%` or `yyyy"年"m"月"` stands for."""
    sections: list[list[str]] = [[]]
    for piece in _PIECE.findall(code[:255]):
        if piece == ";":
            sections.append([])
        else:
            sections[-1].append(piece)
    pieces, hides = sections[0], hidden_signs(sections)
    if pieces and pieces[0].lower() == _SYSTEM_DATE:
        return Format(Shape.DATE, ("yyyy", "年", "m", "月", "d", "日"))
    if "%" in pieces:
        return Format(Shape.PERCENT, tuple(pieces), hides=hides)
    letters = {_letter(piece) for piece in pieces}
    if letters & set("yeda") or ("m" in letters and not letters & set("hs")):
        return Format(Shape.DATE, tuple(pieces))
    if letters & set("hs"):
        return Format(Shape.TIME, tuple(pieces))
    scales = read_scales(sections)
    shape = Shape.SCALED if any(scale.power or scale.suffix for scale in scales) else Shape.NUMBER
    return Format(shape, scales=scales, hides=hides) if scales or hides else GENERAL


def hidden_signs(sections: Sequence[Sequence[str]]) -> str:
    """The signs of numbers whose section shows nothing: `0;-0;` hides a zero, `;;;` every number."""
    if len(sections) == 1 or any(piece.startswith(("[<", "[>", "[=")) for each in sections for piece in each):
        return ""
    signs = ("+0", "-") if len(sections) == 2 else ("+", "-", "0")
    blank = (not any(map(_is_seen, section)) for section in sections)
    return "".join(sign for sign, is_blank in zip(signs, blank, strict=False) if is_blank)


def _is_seen(piece: str) -> bool:
    return piece[0] not in "_*[" and bool(piece.strip('" '))


def show_percent(value: Decimal, shown: Format) -> str:
    """`35.6%` for 35.6 under `0.0%`: rounded half up to the places of the format."""
    code = "".join(piece for piece in shown.pieces if piece in "0#?.")
    places = code.partition(".")[2]
    rounded = value.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    text = f"{rounded if rounded else abs(rounded):f}"
    for place in reversed(places):
        if place == "0" or not text.endswith("0"):
            break
        text = text[:-1]
    return text.removesuffix(".") + "%"


def show_moment(moment: datetime, shown: Format) -> str:
    """A date or time as the format shows it: `2023年6月`."""
    pieces = [piece for piece in shown.pieces if piece[0] not in "_*"]
    half_day = any("/p" in piece.lower() or piece == "上午/下午" for piece in pieces)
    letters = [_letter(piece) for piece in pieces]
    parts = []
    for at, piece in enumerate(pieces):
        letter = letters[at]
        if letter == "m" and _is_minute(letters, at):
            letter = "minute"
        parts.append(_show_piece(moment, piece, letter, half_day=half_day))
    return "".join(parts).strip()


def _letter(piece: str) -> str:
    """The date letter that a part consists of, or an empty string for a literal."""
    piece = piece.lower().strip("[]")
    return piece[0] if piece and piece[0] in "yemdhsa" and piece == piece[0] * len(piece) else ""


def _is_minute(letters: list[str], at: int) -> bool:
    before = next((letter for letter in reversed(letters[:at]) if letter), "")
    after = next((letter for letter in letters[at + 1 :] if letter), "")
    return before == "h" or after == "s"


def _show_piece(moment: datetime, piece: str, letter: str, *, half_day: bool) -> str:
    length = len(piece.strip("[]"))
    if letter == "y":
        return f"{moment.year:04}" if length > 2 else f"{moment.year % 100:02}"
    if letter == "e":
        return str(moment.year)
    if letter == "m" and length > 2:
        return _MONTHS[moment.month - 1][: 3 if length == 3 else 1 if length == 5 else None]
    if letter == "a" or (letter == "d" and length > 2):
        return "星期" * (length > 3) + _WEEKDAYS[moment.weekday()]
    hour = (moment.hour + 11) % 12 + 1 if half_day else moment.hour
    numbers = {"m": moment.month, "d": moment.day, "h": hour, "minute": moment.minute, "s": moment.second}
    if letter in numbers:
        return f"{numbers[letter]:0{min(length, 2)}}"
    if "/p" in piece.lower() and len(piece) > 1:
        return "AM" if moment.hour < 12 else "PM"
    if piece == "上午/下午":
        return "上午" if moment.hour < 12 else "下午"
    if piece.startswith("["):
        return ""
    return piece[1:] if piece[0] in "\\!" else piece.strip('"')
