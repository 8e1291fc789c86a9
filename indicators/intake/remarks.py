"""Notes that say of some figures of a table that they are of another date: 注：养老床位为2022年末数."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from indicators.intake.dates import undated
from indicators.intake.entries import IndicatorEntry
from indicators.intake.layout.furniture import Said, periods_said, without_days
from indicators.intake.layout.headers import is_dated
from indicators.intake.layout.table import Line, Table, is_number
from indicators.intake.layout.words import flat
from indicators.intake.matching import Index, is_total, label_key

_CLAUSE = re.compile(r"[,;。、]")
OPENING = re.compile(r"^(?:\[\d{1,2}\]|[备附]?注\d*[:.、]?|说明:|\(?\d{1,2}\)?[.、)]?(?=[^\d年月季]))+")
_SAYS = re.compile(
    r"(.+?)(?:的)?(?:指标|数据|数)?均?(?:为|系|是|截[至止]|采用|取自?)(.+?)(?:数据|统计数|[快年季月]报数?|数)?"
)
_MARKED = re.compile(r"(?:\[\d{1,2}\]|注\d)")
_FIGURES = re.compile(r"的?(?:数据?|数字|中)$")
_ALL = re.compile(
    r"(?:以[上下]|[此本下]表|表中|表内|上述|全部|所有)(?:各项)?(?:指标|数据|数字)?|(?:各项)?(?:指标|数据|数字|金额)"
)
_CUT_OFF = re.compile(  # 截至10月10日, 统计截止时间:2023年10月10日, never 截至10月10日前报送
    r"(?:截[至止]到?|(?:统计|数据)截[至止](?:时间|日期|日):)((?:19|20)\d\d年)?(\d{1,2})月(\d{1,2})[日号](?!之?前)"
)
_STARRED = re.compile(r"(?:带|标|有|打)?[*★☆](?:号|的|者|项)*")


@dataclass(frozen=True, slots=True)
class Remark:
    """Of what a note speaks, and the period that it states."""

    subject: str
    said: Said
    text: str
    region: str = ""  # the only one of which it speaks

    def is_of(self, entry: IndicatorEntry, *, starred: bool) -> bool:
        return is_about(self.subject, entry, starred=starred)


def spoken_of(subject: str, index: Index) -> tuple[str, str]:
    """The subject of a note, or in its place the region that it is: 鼓楼区, 全市数; 合计 is of all."""
    words = _FIGURES.sub("", subject.lstrip("*★☆")) if subject.strip("*★☆") else ""
    found = index.region(words) if words else ()
    if is_total(words):
        return "", ""
    return ("", found[0].code) if len(found) == 1 else (subject, "")


def is_about(subject: str, entry: IndicatorEntry, *, starred: bool) -> bool:
    """A note's subject is all figures, those with a star, or the very indicator."""
    if not subject or _ALL.fullmatch(subject):
        return True
    if _STARRED.fullmatch(subject):
        return starred
    return label_key(subject) in map(label_key, (entry.name, *entry.aliases))


def read_remarks(lines: Iterable[Line], year: int | None, index: Index) -> Iterator[Remark]:
    """What the notes say, also a date alone behind [1]; `year` is the one that the title names."""
    for line in lines:
        if said_day := cut_off(line.text, year):
            yield Remark("", said_day, line.text)
        for clause in _CLAUSE.split(OPENING.sub("", without_days(line.text))):
            words = OPENING.sub("", flat(clause))
            stated = _SAYS.fullmatch(words)
            alone = words if _MARKED.match(line.text) else ""
            subject, date = (stated[1], stated[2]) if stated else ("", alone)
            if is_dated(date) and not undated(date):
                said = periods_said(date, "", year)
                if len(said) == 1 and (not said[0].loose or said[0].period.year != year):
                    subject, region = spoken_of(subject, index)
                    yield Remark(subject, said[0], line.text, region)


def cut_off(text: str, year: int | None) -> Said | None:
    """The month of the one day up to which a text says that it counts, as long as no other is named."""
    days = list(_CUT_OFF.finditer(flat(text)))
    if len(days) != 1:
        return None
    said = periods_said(f"{days[0][1] or ''}{days[0][2]}月", "", year)
    return replace(said[0], text=flat(text)) if len(said) == 1 else None


def lines_below(table: Table) -> tuple[Line, ...]:
    """The notes below a table, with its last rows that hold one text and nothing else."""
    found = []
    for row in reversed(table.rows):
        cells = [cell for column in table.columns if (cell := table.cell(row, column))]
        if len({cell.text for cell in cells}) != 1 or is_number(cells[0]):  # a merged one counts once
            break
        found.append(Line(row, table.columns[0].index, flat(cells[0].text)))
    return (*reversed(found), *table.below)
