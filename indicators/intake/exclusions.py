"""Notes that make figures of a table mean less, or in another unit: 养老机构不含民办, 低保金单位为元."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicators.intake.entries import IndicatorEntry
from indicators.intake.layout.table import Line
from indicators.intake.layout.words import as_unit, flat
from indicators.intake.matching import Index, label_key
from indicators.intake.remarks import OPENING, is_about, spoken_of

_NOTED = re.compile(r"^\(?(?:[备附]?注|说明|\d{1,2}[.、)])")
_SENTENCE, _CLAUSE = re.compile(r"[;。]"), re.compile(r"[,、]")
_LESS = re.compile(
    r"(.*?)[(:]?(?:中|里)?[均都暂]?(?:(?:[不未][含包计][括含入]?|剔除|扣除|除去|[仅只][含指包限][括含]?)了?|除(?=.+外))(.+)"
)
_OTHER = re.compile(  # 养老机构数为民办数, 以上为计划数, 鼓楼区为上年数, 养老机构数含在建
    r"(.*?)的?(?:数据?|数字)?(?:均?[为系是]|按|采用)"
    r"(?:(?:[公民][办营]|社会办|计划|目标|预算|任务|新增|增量|城市|城镇|农村|女性?|男性?)(?:机构|部分|人员)?数?|"
    r"(?:估[算计测]|预[计测估]|测算|推算)(?:数据?|值)?|"
    r"(?:[上去前]年|上期|同期|上季度?|上月)(?:同期|末)?(?:数据?)?)|"
    r"(.*?)(?:的?数据?|数字)(?:待核[实对查]?|存疑|有误|错误|不准确?|未经?[审复]核|以.{1,12}为准)|"
    r"(.*?)[均都]?(?:包?含|包括)(?:.{0,3}(?:在建|拟建|筹建|停业|注销|撤销).{0,5})"
)
_ALONE = re.compile(r"(.*?)的?(?:数据?|数字)?(?:均?[为系是]|按)[当本单][季月]度?(?:发生|新增)?数?")
_UNREPORTED = re.compile(
    r"(.+?)的?(?:数据?|数字)?(?:因.{1,12})?[尚暂还]?(?:未(?:能|按时|及时)?(?:[上填]?报送?|统计|汇总|反馈)|待补[充报]?|[缺漏]报|缺失|暂缺)"
)
_MORE = re.compile(r"(.+?)[均都]?(?:包?含|包括)(.+)")
_DEFINES = re.compile(r"(?<![仅只])指(?!标)")
_UNIT = re.compile(r"(.*?)的?(?:(?:金额|计量)?单位[均都]?(?:应?[为是]|系|:)|金额[均都]?(?:应?[为是]|系))(.+)")
_COUNTED_IN = re.compile(r"(.*?)[均都]?[以按](.+?)(?:为单位|统计|计[量算]?|填[报列])")


@dataclass(frozen=True, slots=True)
class Note:
    """Of what a note speaks, and the unit that it states, or the regions, if any, that it leaves out or adds.

    It may speak of one region alone, or say that its figures are of one quarter or month alone.
    """

    subject: str
    text: str
    unit: str = ""
    places: frozenset[str] = frozenset()
    region: str = ""
    is_alone: bool = False
    added: frozenset[str] = frozenset()

    def is_of(self, entry: IndicatorEntry, *, starred: bool) -> bool:
        adds_up = entry.nature.falls_is_suspicious
        return is_about(self.subject, entry, starred=starred) and (adds_up or not self.is_alone)

    def names(self, entry: IndicatorEntry) -> bool:
        """It speaks of this indicator, and of no other."""
        return label_key(self.subject) in map(label_key, (entry.name, *entry.aliases))

    def narrows(self, region: str, index: Index) -> bool:
        """Something is left out of this region's figures, not of those beside it, or added from outside."""
        if self.region and self.region != region:
            return False
        if self.added:
            return not all(region in (place, *index.ancestors(place)) for place in self.added)
        return not self.places or any(region in index.ancestors(place) for place in self.places)


def with_others(clause: str, index: Index) -> str:
    """The region whose figures are said to hold those of one outside it: 鼓楼区含台江区; else empty."""
    found = _MORE.fullmatch(clause)
    region = spoken_of(found[1], index)[1] if found else ""
    others = index.regions_in(found[2]) if found and region else ()
    return region if any(region not in index.ancestors(each.code) for each in others) else ""


def unreported(clause: str, index: Index) -> frozenset[str]:
    """The regions that are said to be missing: 台江区未上报."""
    found = _UNREPORTED.fullmatch(clause)
    return frozenset(entry.code for entry in index.regions_in(found[1])) if found else frozenset()


def read_notes(above: Iterable[Line], below: Iterable[Line], index: Index) -> Iterator[Note]:
    """What notes say; what stands above a table is one only where it says so."""
    for line in (*(line for line in above if _NOTED.match(line.text)), *below):
        for sentence in _SENTENCE.split(OPENING.sub("", flat(line.text))):
            first, *_ = clauses = _CLAUSE.split(OPENING.sub("", sentence))
            for clause in () if _DEFINES.search(first) else clauses:
                if unit := _UNIT.fullmatch(clause) or _COUNTED_IN.fullmatch(clause):
                    if as_unit(unit[2]) and (unit[1] or _NOTED.match(line.text)):
                        yield Note(unit[1], line.text, unit=as_unit(unit[2]))
                elif less := _LESS.fullmatch(clause):
                    places = frozenset(entry.code for entry in index.regions_in(less[2]))
                    if places or not less[2].endswith("外"):
                        subject, region = spoken_of(less[1], index)
                        yield Note(subject, line.text, places=places, region=region)
                elif places := unreported(clause, index):
                    yield Note("", line.text, places=places)
                elif region := with_others(clause, index):
                    yield Note("", line.text, region=region)
                elif other := _OTHER.fullmatch(clause) or _ALONE.fullmatch(clause):
                    subject, region = spoken_of(next(filter(None, other.groups()), ""), index)
                    alone = bool(_ALONE.fullmatch(clause)) and "新增" not in clause
                    yield Note(subject, line.text, region=region, is_alone=alone)
