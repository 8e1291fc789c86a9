"""Whether a figure is provisional: 初步数, 快报数, as sheets and those who fill them in say it."""

from __future__ import annotations

import re
from functools import lru_cache

from indicators.numerals import narrow

PROVISIONAL = "初步数"
_WORD = (
    r"(?:初步|快报|预计|暂估)(?:核算|统计|汇总|测算)?(?:数据?|值|结果)?|暂定数"
    r"|(?:provisional|preliminary)(?: figures?)?"
)
_CLAUSE = re.compile(rf"(?:本期|本月|本季|数据|此数)?(?:暂?[为系是按]|属于?)?(?:{_WORD})", re.IGNORECASE)
_BESIDE = re.compile(rf"\s*[(（\[](?:{_WORD})[)）\]]", re.IGNORECASE)
_APART = re.compile(r"[,;:。、()\[\]\s]+")


@lru_cache(maxsize=4096)
def says_provisional(words: str) -> bool:
    """One of the clauses says so and nothing else: 「初步数，待年报核实」, never 「初步建成」."""
    narrowed = narrow(words).strip()
    return any(map(_CLAUSE.fullmatch, (narrowed, *_APART.split(narrowed))))


def without_mark(text: str) -> tuple[str, bool]:
    """What a cell or a header says without 「（初步数）」 beside it, and whether that stood there."""
    bare = _BESIDE.sub("", text).strip()
    return (bare, True) if bare and bare != text.strip() else (text, False)
