"""How figures are spelt in Chinese sheets: full-width characters, stray spaces, 二〇二三, 十二."""

from __future__ import annotations

import re

# Full-width forms only: NFKC would also turn the footnote mark of 100① into a digit.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " ", 0x2212: "-"}
_SPACE = re.compile(r"(?<![0-9A-Za-z]) | (?![0-9A-Za-z])")
_PLACES = {digit: value for value, digits in enumerate(["〇零○", *"一二三四五六七八九"]) for digit in digits}
_COUNTED = re.compile(r"(?:(.)千)?(?:零?(.)百)?(?:零?(.)?(十))?(?:零?(.))?")

NUMERALS = "〇零○一二两三四五六七八九十百千"


def narrow(text: str) -> str:
    """The text in half-width characters, its spaces kept only between letters and digits."""
    return _SPACE.sub("", " ".join(text.translate(_NARROW).split()))


def year_number(text: str) -> int:
    """2023 for `2023` and `二〇二三`; raises ValueError."""
    return int("".join(str(_PLACES.get(digit, digit)) for digit in text))


def whole_number(text: str) -> int:
    """12 for `12`, `十二`; 2 for `二`, `两`; 120 for `一百二十`; raises ValueError."""
    if text.isascii():
        return int(text)
    if text in _PLACES:
        return _PLACES[text]
    match = _COUNTED.fullmatch(text.replace("两", "二"))
    if not match:
        raise ValueError(text)
    thousands, hundreds, tens, ten, ones = match.groups()
    tens = tens or ("一" if ten else None)
    try:
        return sum(
            _PLACES[digit] * worth
            for digit, worth in ((thousands, 1000), (hundreds, 100), (tens, 10), (ones, 1))
            if digit
        )
    except KeyError:
        raise ValueError(text) from None
