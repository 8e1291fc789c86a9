"""Texts that name a region and mean more or less than it: 福州市（不含平潭）, 鼓楼区南街街道."""

from __future__ import annotations

import re
from functools import lru_cache

from indicators.intake.layout.words import flat

_BESIDE = re.compile(r"(?:不?[含包][括含]?|除去?了?|剔除|扣除|不计)[:(]?$")
_INSIDE = re.compile(
    r"(?!各|分)[一-龥]{2,4}?(?:(?<![乡镇])街道|(?<![城乡村集建])镇|(?<![城下返])乡)(?![街道镇乡村社土])|"
    r"[一-龥]{2,8}?(?:[居村]委会|居民委员会|村民委员会)|[一-龥]{0,8}?(?:福利院|敬老院|养老院|光荣院)(?!数|\d*[家所个])|"
    r"[一-龥]{0,8}?(?:新区|开发区|高新区|示范区|产业园区?|自贸区|保税区)|路(?!线)|大道|医院|广场"
)


@lru_cache(maxsize=4096)
def is_scoped(text: str, names: tuple[str, ...]) -> bool:
    """A region's name stands after 不含 or 除, or before a zone, a street, a village or a home in it.

    `names` are those of all regions, the longest first.
    """
    words = flat(text)
    for name in names:
        words = words.replace(flat(name), "\0")
    return any(
        _BESIDE.search(words[: at.start()]) or _INSIDE.match(words, at.end())
        for at in re.finditer("\0", words)
    )
