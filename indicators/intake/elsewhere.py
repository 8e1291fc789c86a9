"""Titles of another city or province, under which 鼓楼区 is not ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from indicators.intake.layout.furniture import regions_said
from indicators.intake.layout.table import Line
from indicators.intake.layout.words import flat
from indicators.intake.matching import Index
from indicators.intake.scopes import places_said, without_addressee
from indicators.intake.titles import is_title

_CITY = re.compile(  # 南京市, not 全市, 县市 or 二季度市民政局
    r"[一-龥](?!["
    r"全我本各该外县区城设地省辖上超门都夜级年度季月末底初况计表报局的及和与等一二三四五六七八九十两数"
    r"])[一-龥]市"
    r"(?![场值容镇委属级]|本级|民(?!政)|政(?!府))"
)
_NAMES = (  # with the two digits that codes of the province begin with (GB/T 2260)
    "11北京市 12天津市 13河北省 14山西省 15内蒙古 21辽宁省 22吉林省 23黑龙江省 31上海市 32江苏省 33浙江省 "
    "34安徽省 35福建省 36江西省 37山东省 41河南省 42湖北省 43湖南省 44广东省 45广西 46海南省 50重庆市 "
    "51四川省 52贵州省 53云南省 54西藏 61陕西省 62甘肃省 63青海省 64宁夏 65新疆 71台湾省"
)
PROVINCES = {name[2:]: name[:2] for name in _NAMES.split()}


def elsewhere(lines: Iterable[Line], index: Index, sheet: str) -> Line | None:
    """The title, or who reports, that is of another city or province; none where any names a region of ours.

    Under it a name that cities share, such as 鼓楼区, is not ours.
    """
    lines = tuple(lines)
    said = [Line(0, 0, sheet), *filter(is_title, lines), *chain(*regions_said(lines))]
    if any(index.regions_in(text) for text in places_said(said)):
        return None
    return next((line for line in said if is_strange(line.text, index)), None)


def is_strange(text: str, index: Index) -> bool:
    """It names a city that is not in the catalogue, or a province whose code none of its regions has."""
    words = flat(without_addressee(text))
    cities = (words[: at.end()] for at in _CITY.finditer(words))
    if any(not city.endswith(index.region_words) for city in cities):
        return True
    codes = {code for name, code in PROVINCES.items() if name in words}
    return bool(codes) and not any(code[:2] in codes for code in index.regions)
