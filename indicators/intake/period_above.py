"""The period that stands above a table: what was chosen, what its titles and sheet name say, who wins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from indicators.intake.asked import Asked, refused, which_period
from indicators.intake.dates import without_dates
from indicators.intake.findings import Code
from indicators.intake.layout.furniture import Said, at, periods_said, settled, year_said
from indicators.intake.layout.headers import is_span
from indicators.intake.layout.table import Line, Table
from indicators.intake.layout.words import flat, trailing_bracket
from indicators.intake.period_in_cell import agree
from indicators.intake.titles import is_title
from indicators.periods import Frequency

_DATED = re.compile(r"(?:19|20)\d\d|季度|半年|月份")  # as if a period were meant
_PROSE = re.compile(r"^[备附]?注\d*[:.、]|^(?:填[报表])?说明\d*[:.、]|。$")
_NUMBER = re.compile(r"^\((?:[一二三四五六七八九十]{1,2}|\d)\)")
_BEFORE = re.compile(r"(?:[上去前]年|上期|上季度?|上月)(?:同期)?(?:数据|数|表)?|同期数?")


def table_period(table: Table, top: Iterable[Line], asked: Asked) -> Said:
    """The period that stands above a table or, where none does, above the sheet's first (`top`).

    Raises RefusedError with NO_PERIOD or PERIOD_CONFLICT.
    """
    sheet = table.grid.sheet
    chosen_year = asked.period.year if asked.period else None
    own = said_above(table.above) or periods_below(table.above, top)
    above = own or said_above(top) or periods_titled(top, chosen_year)
    named = settled(periods_said(sheet, year=above[0].period.year if above else chosen_year))
    is_firmer = all(said.loose for said in above) and not all(said.loose for said in named)
    found = (
        named if is_firmer and any(agree(said, each) for said in above for each in named) else above or named
    )
    if not asked.period and (other := another_time(sheet, table.above or top)):
        question = which_period(sheet, ())
        raise refused(Code.NO_PERIOD, sheet, "", question=question, given=other, expected="")
    if asked.period:
        chosen = Said("", asked.period, asked.period)
        agreeing = [said for said in found if agree(said, chosen)]
        if found and not agreeing:
            raise refused(
                Code.PERIOD_CONFLICT,
                sheet,
                found[0].cell,
                question=which_period(sheet, found),
                given=listed(found),
                expected=str(asked.period),
            )
        firm = [said for said in agreeing if not said.loose]
        spans = [said.span for said in firm if said.span != said.period]
        longer = [said.span for said in firm if said.period.frequency is not Frequency.MONTH]
        span = next(iter([*spans, *longer]), asked.period)
        return replace(chosen, span=span, text=str(asked.period))
    if not found:
        hint = next((line for line in (*table.above, *top) if _DATED.search(line.text)), None)
        where = at(hint) if hint else ""
        given = hint.text if hint else ""
        raise refused(
            Code.NO_PERIOD, sheet, where, question=which_period(sheet, ()), given=given, expected=""
        )
    question = which_period(sheet, found)
    if len(found) > 1:
        raise refused(
            Code.NO_PERIOD, sheet, found[0].cell, question=question, given=listed(found), expected=""
        )
    if above and named and not any(agree(said, above[0]) for said in named):
        given = above[0].text
        raise refused(
            Code.PERIOD_CONFLICT, sheet, above[0].cell, question=question, given=given, expected=sheet
        )
    return found[0]


def said_above(lines: Iterable[Line]) -> list[Said]:
    """What titles and furniture say, else notes and prose: 注：2022年为10家 beside a title is none."""
    lines = tuple(lines)
    return periods_above(line for line in lines if not _PROSE.search(line.text)) or periods_above(lines)


def periods_above(lines: Iterable[Line]) -> list[Said]:
    """What the lines say; 二季度 alone, or in a title without a year, takes the one that the others name.

    Below 2023年一季度 a title of 二季度 is a rival.
    """
    lines = tuple(lines)
    year = year_said(lines)
    years = ((line, year if is_span(line.text.rpartition(":")[2]) else None) for line in lines)
    found = settled([said for line, own in years for said in periods_said(line.text, at(line), own)])
    titled = periods_titled(lines, year)
    if found and all(said.loose for said in found):
        return titled or found
    ends = {said.period.end for said in found}
    return [*found, *(said for said in titled if ends and not said.loose and said.period.end not in ends)]


def another_time(sheet: str, lines: Iterable[Line]) -> str:
    """The sheet's name or a title's last bracket that is 上年同期 or the like; empty where none is."""
    lines = tuple(lines)
    words = [sheet, *(trailing_bracket(line.text)[1] for line in lines if is_title(line))]
    words += [line.text.rpartition(":")[2].strip("()") for line in lines]  # 附：去年同期数
    return next((text for text in map(flat, words) if _BEFORE.fullmatch(text)), "")


def periods_titled(lines: Iterable[Line], year: int | None) -> list[Said]:
    """The periods that titles name without their year, in the year that is asked for."""
    if year is None:
        return []
    said = (each for line in lines if is_title(line) for each in periods_said(line.text, at(line), year))
    return settled([*said])


def periods_below(lines: Iterable[Line], top: Iterable[Line]) -> list[Said]:
    """What titles further down say without a year, in that of the first: 二季度 below 2023年一季度."""
    titles = (replace(line, text=_NUMBER.sub("", line.text)) for line in lines)
    return periods_titled(
        (each for each in titles if not re.search(r"\d", without_dates(each.text))), year_said(top)
    )


def listed(said: Iterable[Said]) -> str:
    return "、".join(each.text for each in said)
