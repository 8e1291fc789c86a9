"""Period and region of a table: what was chosen, what its furniture, title and sheet name say, who wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from indicators.intake.asked import (
    Asked,
    RefusedError,
    period_told,
    refused,
    settle,
    which_period,
    which_region,
)
from indicators.intake.dates import without_dates
from indicators.intake.entries import IndicatorEntry, RegionEntry
from indicators.intake.findings import Code, Severity
from indicators.intake.grid import cell_name
from indicators.intake.layout.furniture import Said, periods_said, regions_said, settled, year_said
from indicators.intake.layout.headers import is_span
from indicators.intake.layout.roles import own_months, says_accumulated, says_own_span
from indicators.intake.layout.table import Line, Table
from indicators.intake.layout.words import flat, trailing_bracket
from indicators.intake.matching import Index, is_everywhere
from indicators.intake.questions import Ask, Question
from indicators.intake.scopes import check_titles, places_said, scope_told
from indicators.intake.titles import is_title
from indicators.periods import Frequency, Period, PeriodError

_DATED = re.compile(r"(?:19|20)\d\d|季度|半年|月份")  # as if a period were meant
_PROSE = re.compile(r"^[备附]?注\d*[:.、]|^(?:填[报表])?说明\d*[:.、]|。$")
_BEFORE = re.compile(r"(?:[上去前]年|上期|上季度?|上月)(?:同期)?(?:数据|数|表)?|同期数?")
_YEAR = re.compile(r"(?:截[至止])?(?:19|20)\d\d年?(?:\([A-Za-z]\))?(?:数|累计|合计)?")
_NUMBER = re.compile(r"^\((?:[一二三四五六七八九十]{1,2}|\d)\)")
_PLACES = tuple("省市县区州盟旗镇乡")


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


def cell_period(text: str, sheet: str, cell: str, asked: Asked) -> Said:
    """The period that a cell or a column header states; raises RefusedError with UNKNOWN_PERIOD."""
    said = _stated(text)
    if said is None:
        named = settled(periods_said(text))
        question = which_period(sheet, named, flat(text))
        refusal = refused(
            Code.UNKNOWN_PERIOD, sheet, cell, Severity.ERROR, question=question, given=text, expected=""
        )
        told = period_told(settle(refusal, asked))
        if told is None or (named and not any(agree(each, Said("", told, told)) for each in named)):
            raise refusal
        return Said(text, told, told, cell=cell)
    return Said(text, said.period, said.span, cell=cell)


@lru_cache(maxsize=4096)
def _stated(text: str) -> Said | None:
    """The one period that a text states, None where there is none or more than one."""
    try:
        period = Period.parse(flat(text).upper())
        return Said(text, period, period)
    except PeriodError:
        found = settled(periods_said(text))
    if len(found) != 1 or (found[0].loose and not _YEAR.fullmatch(flat(text))):  # 2023年民办 is none
        return None
    return found[0]


def agree(said: Said, other: Said) -> bool:
    """Both end on one day; a bare year agrees with every period of it."""
    if said.period.end == other.period.end:
        return True
    return (said.loose or other.loose) and said.period.year == other.period.year


def placed(entry: IndicatorEntry, said: Said, header: str, sheet: str, cell: str, today: date) -> Period:
    """The period a figure is kept at; raises RefusedError.

    WRONG_FREQUENCY, NATURE_CONFLICT, UNKNOWN_PERIOD or NO_PERIOD.
    """
    words = {"indicator": entry.name, "given": said.text, "expected": entry.frequency.value}
    if said.loose and entry.frequency is not Frequency.YEAR:
        raise refused(
            Code.NO_PERIOD,
            sheet,
            said.cell,
            question=which_period(sheet, ()),
            given=said.text,
            expected=entry.frequency.value,
        )
    if said.period.end > today:
        where = said.cell or cell
        raise refused(
            Code.UNKNOWN_PERIOD,
            sheet,
            where,
            Severity.ERROR,
            question=None if said.cell else which_period(sheet, ()),
            given=said.text,
            expected=str(today),
        )
    level = entry.nature.is_level
    first = (said.period if level else said.span or said.period).start.month == 1
    restarts = entry.nature.restarts or entry.nature.falls_is_suspicious
    months = own_months(header)  # the month's own of a quarter is neither its sum nor its year to date
    is_part = months not in (None, (said.span or said.period).frequency.months)
    as_asked = (
        first or said.period.frequency is entry.collected is Frequency.HALF
    )  # 下半年 of a half-year's form
    alone = restarts and (is_part or (says_own_span(header) and not as_asked))
    if alone or (not level and not first and says_accumulated(header)):
        words |= {"given": header, "expected": entry.nature.value}
        raise refused(Code.NATURE_CONFLICT, sheet, cell, question=None, **words)
    if is_part and not level:
        raise refused(Code.WRONG_FREQUENCY, sheet, cell, question=None, **words | {"given": header})
    if level:
        if kept := level_period(entry, said.period):
            return kept
        words["expected"] = entry.collected.value
    elif said.span and said.span.frequency is entry.frequency:
        return said.span
    raise refused(Code.WRONG_FREQUENCY, sheet, cell, Severity.ERROR, question=None, **words)


def level_period(entry: IndicatorEntry, period: Period) -> Period | None:
    """A level at its indicator's frequency, else as it was read where its form is handed in for that date."""
    if kept := ending_alike(period, entry.frequency):
        return kept
    return period if ending_alike(period, entry.collected) else None


def ending_alike(period: Period, frequency: Frequency) -> Period | None:
    try:
        return period.to(frequency)
    except PeriodError:
        return None


def table_region(table: Table, top: Sequence[Line], index: Index, asked: Asked) -> str:
    """The code of the region that stands above a table or, where none does, above the sheet's first (`top`).

    Raises RefusedError with NO_REGION, UNKNOWN_REGION or REGION_CONFLICT.
    """
    sheet = table.grid.sheet
    chosen = chosen_region(index, asked, sheet)
    stated = stated_regions(table.above, index, sheet, asked) or stated_regions(top, index, sheet, asked)
    if stated and not stated[0][0] and not chosen:
        raise unknown_region(stated[0][1].text, (), sheet, at(stated[0][1]))
    is_told = (Ask.REGION, sheet, "") in asked.answers  # not even a choice tells what 某市（不含某县） is
    if scope := None if is_told else scope_told(table.above or top, index, asked, sheet):
        chosen = index.regions[cell_region(scope.code, index, asked, sheet, "")]
    named = index.region(sheet)
    expected = chosen or (index.regions[stated[0][0]] if stated else None)
    for code, line in stated:
        if expected and code != expected.code:
            own = Question(Ask.REGION, sheet, flat(line.text), (expected.code,))  # what the text means
            whole = Question(Ask.REGION, sheet, "", (code,)) if chosen else None
            raise refused(
                Code.REGION_CONFLICT,
                sheet,
                at(line),
                question=whole if code else own,
                given=line.text,
                expected=expected.name,
            )
    if stated and expected and not chosen:
        check_titles(table.above, expected, index, sheet)
    if stated and expected:
        if len(named) == 1 and named[0] != expected:
            raise refused(Code.REGION_CONFLICT, sheet, "", given=sheet, expected=expected.name)
        return expected.code
    titles = regions_in(index, [sheet, *places_said(table.above)])
    titles = titles or regions_in(index, places_said(top))
    if not titles and is_everywhere(sheet):
        titles = named
    question = which_region(sheet, titles)
    if chosen:
        within = {chosen.code, *index.ancestors(chosen.code)}
        if titles and not within & {entry.code for entry in titles}:
            given, expected_name = names_of(titles), chosen.name
            raise refused(
                Code.REGION_CONFLICT, sheet, "", question=question, given=given, expected=expected_name
            )
        return chosen.code
    if len(titles) == 1:
        return titles[0].code
    raise refused(Code.NO_REGION, sheet, "", question=question, given=names_of(titles))


def stated_regions(lines: Iterable[Line], index: Index, sheet: str, asked: Asked) -> list[tuple[str, Line]]:
    """What 地区编码 and 编制单位 name: a code, or an empty string for a place outside the catalogue."""
    codes, names = regions_said(lines)
    stated = []
    for line in (*codes, *names):
        found = index.region(line.text)
        is_place = line in codes or line.text.removesuffix("民政局").endswith(_PLACES)
        if len(found) == 1:
            stated.append((found[0].code, line))
        elif found or is_place:  # else a department
            try:
                stated.append((region_told(line.text, index, asked, sheet, at(line)), line))
            except RefusedError as refusal:
                if found or refusal.finding.code is Code.LEFT_OUT:
                    raise
                stated.append(("", line))
    return stated


def chosen_region(index: Index, asked: Asked, sheet: str) -> RegionEntry | None:
    """The region that was chosen, if any; raises RefusedError with UNKNOWN_REGION."""
    if not asked.region:
        return None
    found = index.region(asked.region)
    if len(found) != 1:
        raise unknown_region(asked.region, found, sheet, "")
    return found[0]


def cell_region(text: str, index: Index, asked: Asked, sheet: str, cell: str) -> str:
    """The code of the region that a cell names, the chosen one or inside it; raises RefusedError."""
    found = index.region(text)
    code = found[0].code if len(found) == 1 else region_told(text, index, asked, sheet, cell)
    chosen = chosen_region(index, asked, sheet)
    if chosen and chosen.code not in (code, *index.ancestors(code)):
        given = index.regions[code].name
        raise refused(Code.REGION_CONFLICT, sheet, cell, given=given, expected=chosen.name)
    return code


def region_told(text: str, index: Index, asked: Asked, sheet: str, cell: str) -> str:
    """The code of the region that a text was answered to mean; raises RefusedError with UNKNOWN_REGION."""
    found = index.region(text)
    refusal = unknown_region(text, found, sheet, cell)
    code = settle(refusal, asked)
    if code not in ({entry.code for entry in found} or index.regions):
        raise refusal
    return code


def regions_in(index: Index, texts: Iterable[str]) -> tuple[RegionEntry, ...]:
    """The regions that titles name, without those that hold another of them."""
    found = {entry.code: entry for text in texts for entry in index.regions_in(text)}
    above = {code for each in found for code in index.ancestors(each)}
    return tuple(entry for code, entry in found.items() if code not in above)


def unknown_region(text: str, candidates: Iterable[RegionEntry], sheet: str, cell: str) -> RefusedError:
    likely = tuple(candidates)
    return refused(
        Code.UNKNOWN_REGION,
        sheet,
        cell,
        Severity.ERROR,
        question=which_region(sheet, likely, flat(text)),
        given=text,
        candidates=names_of(likely),
    )


def names_of(entries: Iterable[RegionEntry]) -> str:
    return "、".join(entry.name for entry in entries)


def listed(said: Iterable[Said]) -> str:
    return "、".join(each.text for each in said)


def at(line: Line) -> str:
    return cell_name(line.row, line.column)
