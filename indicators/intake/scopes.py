"""Texts that name a region and mean more or less than it: 某市（不含某县）, 某区某街道."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from indicators.intake.asked import Asked, refused, settle, which_region
from indicators.intake.dates import without_dates
from indicators.intake.entries import RegionEntry
from indicators.intake.findings import Code
from indicators.intake.grid import cell_name
from indicators.intake.layout.table import Line
from indicators.intake.layout.words import flat
from indicators.intake.matching import Index
from indicators.intake.questions import Ask, Question
from indicators.intake.titles import is_title, titled

_OTHERS = re.compile(
    r"[^:]{0,4}(?:主管|抄[送报]|主送|发送|来源|联系|监制|承办|技术|印发|说明|[备附]?注\d*)[^:]{0,4}:"
)
_TO = (
    r"(?:抄[送报]|主送|下发|印发|转发|发|呈报?|报送?)(?!单位|[放展生现证])[至给]?:?"
    r"[^()]*(?:局|政府|厅|委|办公室|处|科)"
)
_ADDRESSED = re.compile(rf"\({_TO}\)|^{_TO}$|[,;。]?(?:抄[送报]|主送):?.+$")
_BRACKETS = re.compile(r"\([^()]*\)")
_WITHOUT = r"(?:不?[含包][括含]?|除去?了?|剔除|扣除|不计)"
_BESIDE = re.compile(rf"{_WITHOUT}[:(]?$|\([^()]*{_WITHOUT}[^()]*$")
_EVERYWHERE = re.compile(r"(?=全[省市县区])")  # no part of the date before it
_SOME = (
    r"(?:主|中心|老|新|[一二三四五六七八九十\d]+)?城区|市辖区|郊[区县]|"
    r"部分(?:县|区|市|地区|\()|沿海[县市区]|山区县"
)
_INSIDE = re.compile(
    r"(?!各|分)[一-龥]{2,4}?(?:(?<![乡镇])街道|(?<![城乡村集建])镇|(?<![城下返])乡)(?![街道镇乡村社土])|"
    r"[一-龥]{2,8}?(?:[居村]委会|居民委员会|村民委员会)|[一-龥]{0,8}?(?:福利院|敬老院|养老院|光荣院)(?!数|\d*[家所个])|"
    r"[一-龥]{0,8}?(?:新区|开发区|高新区|示范区|产业园区?|自贸区|保税区)|路(?!线)|大道|医院|广场|"
    rf"{_SOME}|市区(?!道路)"
)
_ALONE = re.compile(  # what begins a title that names no region: a street or a town, or some of the regions
    r"(?:附[件表]?\d*:?)?(?:(?![全各本我城辖所])[一-龥]{2,3}"
    r"(?:(?<![乡镇])街道|(?<![城乡村集建小制])镇|(?<![城下返])乡)(?![街道镇乡村社土])|"
    rf"{_SOME}(?!道路)|县(?:\(?市\)?)?$)"
)


@lru_cache(maxsize=4096)
def is_scoped(text: str, names: tuple[str, ...]) -> bool:
    """A region's name stands after 不含 or 除, or before a zone, a street, a village or a home in it.

    `names` are those of all regions, the longest first.
    """
    words = flat(text)
    for name in names:
        words = words.replace(flat(name), "\0")
    return bool(_ALONE.match(words)) or any(
        _BESIDE.search(words[: at.start()]) or _INSIDE.match(words, at.end())
        for at in re.finditer("\0", words)
    )


def without_addressee(text: str) -> str:
    """A title without whom it is sent to: （发某区民政局）."""
    return _ADDRESSED.sub("", text)


def places_said(lines: Iterable[Line]) -> list[str]:
    """The texts that may name the region: titles and who reports, not 抄送：…, （发某区民政局） or 注：…"""
    return [without_addressee(line.text) for line in lines if not _OTHERS.match(line.text)]


def check_titles(lines: Iterable[Line], stated: RegionEntry, index: Index, sheet: str) -> None:
    """Raises RefusedError with REGION_CONFLICT where a title names a region that does not hold the stated."""
    for line in filter(is_title, lines):
        for entry in index.regions_in(without_addressee(line.text)):
            if entry.code not in (stated.code, *index.ancestors(stated.code)):
                question = Question(Ask.REGION, sheet, "", (stated.code, entry.code))
                given, expected = line.text, stated.name
                raise refused(
                    Code.REGION_CONFLICT,
                    sheet,
                    cell_name(line.row, line.column),
                    question=question,
                    given=given,
                    expected=expected,
                )


def scope_told(lines: Iterable[Line], index: Index, asked: Asked, sheet: str) -> RegionEntry | None:
    """The region that a line was answered to mean which says more or less than the one that it names.

    Raises RefusedError, NO_REGION or LEFT_OUT; the answer holds for these very words.
    """
    found = None
    for line in (*lines, Line(0, 0, sheet)):
        said = titled(line) or line.text
        if is_scoped(said, index.region_words):
            question = which_region(sheet, index.regions_in(line.text), scope_words(said))
            where = cell_name(line.row, line.column)
            refusal = refused(Code.NO_REGION, sheet, where, question=question, given=line.text)
            found = index.regions.get(settle(refusal, asked))
            if not found:
                raise refusal
    return found


def scope_words(text: str) -> str:
    """A line without the dates of its title; in brackets a date belongs to the scope."""
    inside = dict(enumerate(_BRACKETS.findall(flat(text))))
    words = without_dates(_EVERYWHERE.sub("\1", _BRACKETS.sub("\0", flat(text)))).replace("\1", "")
    return "".join(part + inside.get(at, "") for at, part in enumerate(words.split("\0")))
