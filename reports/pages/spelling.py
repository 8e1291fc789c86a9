"""How a name answers what is typed: as written, or by the sound of its characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from typing import Any

Spelling = tuple[tuple[str, ...], ...]  # of each character its readings; a sign without one stands for itself


class Fit(IntEnum):
    """The better the smaller."""

    EXACT = 0
    START = 1
    INSIDE = 2


def fold(text: str) -> str:
    """Without regard to width, case and spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def fit_text(typed: str, name: str) -> Fit | None:
    """How folded text stands in a folded name; None where it does not."""
    if typed == name:
        return Fit.EXACT
    if name.startswith(typed):
        return Fit.START
    return Fit.INSIDE if typed in name else None


def spell(name: str) -> Spelling:
    """The pinyin of a folded name, without tones; 长 is both chang and zhang where no word decides."""
    from pypinyin import Style, pinyin  # dear to load, and seldom needed

    one_by_one: Any = list  # what has no sound; its types know only of text
    return tuple(map(tuple, pinyin(name, style=Style.NORMAL, heteronym=True, errors=one_by_one)))


def fit_sound(typed: str, spelling: Spelling) -> Fit | None:
    """How folded letters stand for the sound of a name: syllables, initials, or both mixed (yangl, ylfw)."""
    for start in range(len(spelling)):
        fit = _fit_from(typed, spelling[start:])
        if fit is not None:
            return fit if start == 0 else Fit.INSIDE
    return None


def _fit_from(typed: str, spelling: Sequence[tuple[str, ...]]) -> Fit | None:
    """EXACT where nothing of the name is left, START where something is."""
    reached = {0}
    for index, readings in enumerate(spelling, 1):
        after = set()
        for at in reached:
            for reading in readings:
                rest = typed[at:]
                if rest.startswith(reading):
                    after.add(at + len(reading))
                elif len(rest) > 1 and reading.startswith(rest):
                    return Fit.START
                if rest[0] == reading[0]:
                    after.add(at + 1)
        if len(typed) in after:
            return Fit.EXACT if index == len(spelling) else Fit.START
        if not after:
            return None
        reached = after
    return None
