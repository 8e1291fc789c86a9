"""The written form of headers, labels and units: width, spaces, brackets and punctuation set aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MEASURE = (
    "人次|人|名|位|户次|户|个|家|所|处|张|床|对|件|次|场次|场|轮次|轮|例|届次|届|期|批次|批|条|项|宗|起|份|座|套|台|辆|只|"
    "元|公里|千米|米|平方公里|平方米|公顷|亩|吨|公斤|天|日|小时|岁|年|位次|%|‰|百分点|千分点|平方千米|"
    "穴|格位|格|篇|部|支|队|间|栋|幢|块|班|课时|学时|团|桌|万|亿|比例|百分比"
)
_UNIT = re.compile(rf"(?:[百千]?[万亿]|百|千)?(?:{_MEASURE})(?:/[^()]{{1,8}})?")
_TRAILING = re.compile(r"(.+?)[(【\[]([^()【】\[\]]*)[)】\]]")
_MARKS = re.compile(r"[\u2460-\u2473]+(?=\s*[(（【\[])")  # 孤儿①（人）: a footnote's, no part of the name
_PUNCTUATION = re.compile(r"[^\w%‰+<>=≤≥]|_")


@lru_cache(maxsize=65536)
def flat(text: str) -> str:
    """Half-width, without any space or invisible character."""
    if text.isalnum() and text.isascii():
        return text
    return "".join(
        character
        for character in unicodedata.normalize("NFKC", text)
        if not character.isspace() and unicodedata.category(character) != "Cf"
    )


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """Letters, digits and signs of proportion only, in lower case: what two spellings of one header share."""
    return _PUNCTUATION.sub("", flat(text)).casefold()


@lru_cache(maxsize=65536)
def trailing_bracket(text: str) -> tuple[str, str]:
    """What stands before the last bracket and what stands in it: `数量（万元）` gives 数量 and 万元."""
    text = _MARKS.sub("", text)
    match = _TRAILING.fullmatch(flat(text))
    return (match[1], match[2]) if match else (flat(text), "")


@lru_cache(maxsize=65536)
def as_unit(text: str) -> str:
    """The unit that this text is, or an empty string: a place or a department is none."""
    unit = flat(text).removeprefix("单位:").strip(":,;。")
    return unit if _UNIT.fullmatch(unit) else ""
