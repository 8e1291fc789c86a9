"""Columns that periods head: the period of each, under what the title and the choice say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.intake.asked import Asked, refused, settle, which_period
from indicators.intake.choices import head
from indicators.intake.findings import Code
from indicators.intake.layout.columns import make_column
from indicators.intake.layout.furniture import Said, at, periods_said, since_january
from indicators.intake.layout.headers import is_dated, is_span
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Line, Table
from indicators.intake.layout.words import flat
from indicators.intake.period_in_cell import cell_period
from indicators.intake.questions import SKIP, Ask, Question
from indicators.intake.reach import Reach
from indicators.periods import Frequency

_YEAR = re.compile(r"(?:19|20)\d\d年?度?")


def dated_reaches(table: Table, dated: list[Column], lines: Sequence[Line], asked: Asked) -> list[Reach]:
    """One for each column of a period, or only those of the chosen one.

    Raises RefusedError as `of_the_title` does, and where no column has the title's or chosen period.
    """
    sheet = table.grid.sheet
    reaches = [
        Reach(column, period=cell_period(column.dated, sheet, head(table, column), asked)) for column in dated
    ]
    finer = [each for line in lines for each in periods_said(line.text, at(line)) if not each.loose]
    chosen = [Said(str(asked.period), asked.period, asked.period)] if asked.period else []
    for title in [*finer, *chosen][:1]:
        reaches = of_the_title(table, reaches, title, asked)
    said = [reach.period for reach in reaches if reach.period]
    if finer and not asked.period and not any(stands_under(own, each) for own in said for each in finer):
        given, where = reaches[0].column.header, head(table, dated[0])
        question = which_period(sheet, said)
        raise refused(
            Code.PERIOD_CONFLICT, sheet, where, question=question, given=given, expected=finer[0].text
        )
    if asked.period:
        end = asked.period.end
        wanted = [reach for reach in reaches if reach.period and reach.period.period.end == end]
        if not wanted:
            given = "、".join(column.header for column in dated)
            raise refused(
                Code.PERIOD_CONFLICT,
                sheet,
                head(table, dated[0]),
                question=which_period(sheet, said),
                given=given,
                expected=str(asked.period),
            )
        reaches = wanted
    return reaches


def is_bare_year(reach: Reach) -> bool:
    """Its header is a year and no more: beside 2023年二季度 it may be any part of that year, 2022年末 not."""
    return any(said.loose for said in periods_said(reach.column.dated))


def stands_under(own: Said, title: Said) -> bool:
    """A column's period ends with the title's, or lies in the year that the title names as a whole."""
    if own.period.end == title.period.end:
        return True
    return title.period.frequency is Frequency.YEAR and title.period.year == own.period.year


def of_the_title(table: Table, reaches: list[Reach], title: Said, asked: Asked) -> list[Reach]:
    """The columns that can be told under a finer title than the bare years that head some of them.

    A year that is the title's may be of its period, if it is answered so. Raises RefusedError,
    PERIOD_CONFLICT or LEFT_OUT.
    """
    sheet, period = table.grid.sheet, title.period
    years = [reach for reach in reaches if is_bare_year(reach)]
    firm = [reach for reach in reaches if reach not in years]
    rivals = [reach for reach in years if reach.period and reach.period.period.year == period.year]
    ending = [reach for reach in firm if reach.period and reach.period.period.end == period.end]
    if period.frequency is Frequency.YEAR or not years:
        return reaches
    if not rivals and (ending or not title.cell):  # where it was only chosen, another may be
        return firm or reaches
    names = dict.fromkeys(flat(reach.column.dated) for reach in (*rivals, *ending))
    refusal = refused(
        Code.PERIOD_CONFLICT,
        sheet,
        head(table, years[0].column),
        question=Question(Ask.COLUMN, sheet, str(period), (*names, SKIP)),
        given="、".join(dict.fromkeys(reach.column.dated for reach in reaches)),
        expected=title.text,
    )
    told = settle(refusal, asked)
    if told not in names:
        raise refusal
    own = Said(told, period, since_january(period))  # no one knows whether of the quarter alone
    named = [replace(reach, period=replace(own, cell=head(table, reach.column))) for reach in rivals]
    chosen = [reach for reach in (*named, *ending) if flat(reach.column.dated) == told]
    return [*chosen, *(reach for reach in firm if reach not in ending)]


def says_years(table: Table) -> bool:
    """Each row is a year, so that 一季度 above a column is of the row's."""
    columns = table.with_role(Role.PERIOD)
    texts = [text for text in table.texts(columns[0]).values() if text] if len(columns) == 1 else []
    return bool(texts) and all(_YEAR.fullmatch(flat(text)) for text in texts)


def own_span(table: Table, column: Column) -> str:
    """The words for a column's month or quarter where each row says of which year; else empty."""
    span = next((words for level in column.levels if is_span(words := flat(level))), "")
    return span if span and not column.periods and says_years(table) else ""


def completed(table: Table, column: Column, asked: Asked) -> Column:
    """A column of a month or quarter without its year, which takes that of the period that is asked for.

    Raises RefusedError with NO_PERIOD where there is none.
    """
    if column.periods or column.role is Role.COMPARISON or not any(map(is_dated, column.levels)):
        return column
    if says_years(table):
        return column
    if not asked.period:
        sheet, where = table.grid.sheet, head(table, column)
        question = which_period(sheet, ())
        raise refused(Code.NO_PERIOD, sheet, where, question=question, given=column.header, expected="")
    year = asked.period.year
    dated = make_column(column.index, column.levels, column.unit, year)
    return dated if dated.periods else make_column(column.index, (*column.levels, "数量"), column.unit, year)
