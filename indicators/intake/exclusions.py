"""Notes that make figures of a table mean less, or in another unit: 养老机构不含民办, 低保金单位为元."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicators.intake.entries import IndicatorEntry
from indicators.intake.layout.table import Line
from indicators.intake.layout.words import as_unit, flat
from indicators.intake.matching import Index
from indicators.intake.remarks import OPENING, is_about

_NOTED = re.compile(r"^\(?(?:[备附]?注|说明|\d{1,2}[.、)])")
_SENTENCE, _CLAUSE = re.compile(r"[;。]"), re.compile(r"[,、]")
_LESS = re.compile(
    r"(.*?)[(:]?(?:中|里)?[均都暂]?(?:(?:[不未][含包计][括含入]?|剔除|扣除|除去|[仅只][含指包限][括含]?)了?|除(?=.+外))(.+)"
)
_DEFINES = re.compile(r"(?<![仅只])指(?!标)")
_UNIT = re.compile(r"(.*?)的?(?:金额|计量)?单位[均都]?(?:为|是|系|:)(.+)")
_COUNTED_IN = re.compile(r"(.*?)[均都]?[以按](.+?)(?:为单位|统计|计[量算]?|填[报列])")


@dataclass(frozen=True, slots=True)
class Note:
    """Of what a note speaks, and the unit that it states, or the regions, if any, that it leaves out."""

    subject: str
    text: str
    unit: str = ""
    places: frozenset[str] = frozenset()

    def is_of(self, entry: IndicatorEntry, *, starred: bool) -> bool:
        return is_about(self.subject, entry, starred=starred)

    def narrows(self, region: str, index: Index) -> bool:
        """Something is left out of this region's figures, not of those beside it."""
        return not self.places or any(region in index.ancestors(place) for place in self.places)


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
                        yield Note(less[1], line.text, places=places)
