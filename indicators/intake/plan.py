"""How a table is read: what its rows are, which columns hold figures, and what their headers fix."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain

from indicators.intake.asked import Asked, RefusedError, refused, which_period
from indicators.intake.choices import choose, column_region, head, which_column
from indicators.intake.context import at, cell_period
from indicators.intake.dates import undated
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.headings import is_heading
from indicators.intake.keys import keyed
from indicators.intake.layout.columns import make_column
from indicators.intake.layout.furniture import Said, periods_said
from indicators.intake.layout.headers import is_dated
from indicators.intake.layout.roles import Role, role_of
from indicators.intake.layout.table import Column, Line, Table, is_number
from indicators.intake.layout.words import as_unit, bare, flat, trailing_bracket
from indicators.intake.matching import Index, is_total
from indicators.intake.subjects import column_subject, column_words
from indicators.periods import Frequency

ALONE = "当期"  # what a column is that holds one month or quarter
_INDICATOR = re.compile(r"指标(?:名称)?:(.+)")


@dataclass(frozen=True, slots=True)
class Reach:
    """A column whose cells are figures, and what its header fixes for all of them."""

    column: Column
    label: str = ""
    label_cell: str = ""
    region: str = ""
    period: Said | None = None
    titled: bool = False  # the label comes from the text above the table
    names: tuple[str, ...] = ()  # of a column that was answered to hold the figures


@dataclass(frozen=True)
class Plan:
    """How one table is read: its value columns, the columns that are not read, and why."""

    table: Table
    reaches: tuple[Reach, ...]
    findings: tuple[Finding, ...]
    regions: Mapping[int, str] = field(default_factory=dict)  # of rows of which it was answered
    subjects: Mapping[int, str] = field(default_factory=dict)  # what such rows are called

    @property
    def by_label(self) -> bool:
        """Its rows are indicators."""
        return bool(self.table.first(Role.LABEL) or self.table.first(Role.CODE))

    @cached_property
    def alone(self) -> frozenset[int]:
        """The columns of a month or quarter alone: 2月 and 3月 beside 1—3月."""
        spans = {
            reach.column.index: (reach.period.span or reach.period.period)
            for reach in self.reaches
            if reach.period
        }
        pairs = ((one, other) for one in spans.values() for other in spans.values())
        short = {one.frequency for one, other in pairs if one.end == other.end and other.start < one.start}
        return frozenset(
            index for index, span in spans.items() if span.frequency in short and span.start.month > 1
        )

    @cached_property
    def beside(self) -> dict[int, tuple[Column, ...]]:
        """The columns of comparisons that belong to each value column; the template's own are no news."""
        official = self.table.first(Role.ABSENCE)
        values = {reach.column.index: reach.column for reach in self.reaches}
        columns = [each for each in self.table.with_role(Role.COMPARISON) if each.index not in values]
        return {
            index: tuple(
                each
                for each in (() if official else columns)
                if len(values) == 1 or (len(each.levels) > 1 and each.levels[0] == column.levels[0])
            )
            for index, column in values.items()
        }


@dataclass(frozen=True, slots=True)
class Head:
    """What the levels of a header say beside its role: names, of which one may be a region."""

    names: tuple[str, ...] = ()
    region: str = ""

    def label_in(self, index: Index) -> str:
        """The names as one label, the lower before the upper where only that is known: 低保人数 › 农村.

        Below a mere heading the lower alone.
        """
        label, turned = "".join(self.names), "".join(reversed(self.names))
        if index.indicator(label).entry or len(self.names) < 2:
            return label
        lower = index.indicator(self.names[-1]).entry
        if lower and all(is_heading(words, lower) for words in self.names[:-1]):
            return self.names[-1]
        return turned if index.indicator(turned).entry else label


def make_plan(table: Table, lines: Sequence[Line], index: Index, asked: Asked) -> Plan:
    """The value columns of a table; raises RefusedError where they cannot be told, as WHICH_VALUE_COLUMN."""
    keys = keyed(table, index, asked)
    table, findings = keys.table, [*keys.findings]
    if table.first(Role.LABEL) or table.first(Role.CODE):
        reaches = row_reaches(table, lines, index, asked, findings)
    else:
        reaches = matrix_reaches(table, lines, index, asked)
    spoken_for = {reach.column.index for reach in reaches} | {
        column.index
        for column in table.columns
        for finding in findings
        if finding.cell == head(table, column)
    }
    official = bool(table.first(Role.ABSENCE))  # the template, whose own comparisons are no news
    unread = () if official else (Role.COMPARISON,)
    for column in table.with_role(*unread, Role.OTHER, Role.VALUE):
        if column.index not in spoken_for and any(table.cell(row, column) for row in table.rows):
            params = {"column": column.header}
            findings.append(
                Finding(Severity.NOTE, Code.IGNORED_COLUMN, table.grid.sheet, head(table, column), params)
            )
    return Plan(table, tuple(reaches), tuple(findings), keys.regions, keys.subjects)


def head_of(column: Column, index: Index) -> Head:
    """The names and the region in a column's header; words of a role and periods are neither."""
    names, region = [], ""
    for level in column.levels:
        rest = undated(level) if is_dated(level) else level
        if not rest or (role_of(rest) is Role.VALUE and not index.indicator(rest).entry) or as_unit(rest):
            continue
        if len(index.region(rest)) == 1 or is_total(rest):
            region = rest
        elif bare(rest) == "小计" and len(column.levels) > 1:  # of the parts beside it
            continue
        else:
            before, inside = trailing_bracket(rest)
            names.append(before if as_unit(inside) else rest)
    return Head(tuple(names), region)


def row_reaches(
    table: Table, lines: Sequence[Line], index: Index, asked: Asked, findings: list[Finding]
) -> list[Reach]:
    """The value columns where each row is an indicator: one, or one for each period, region or both."""
    heads = {column.index: head_of(column, index) for column in table.with_role(Role.VALUE, Role.OTHER)}
    values = [column for column in table.with_role(Role.VALUE) if not heads[column.index].names]
    others = [column for column in table.with_role(Role.VALUE, Role.OTHER) if column not in values]
    plain = [column for column in values if not column.periods and not heads[column.index].region]
    dated = [column for column in values if column.periods]
    places = [
        column
        for column in table.with_role(Role.VALUE, Role.OTHER)
        if heads[column.index].region and not heads[column.index].names and not column.periods
    ]
    unclear = [column for column in others if column.role is Role.VALUE and has_numbers(table, column)]
    numeric = [column for column in others if column not in places and has_numbers(table, column)]
    kinds = [kind for kind in (plain, dated, places) if kind]
    if len(kinds) > 1 or len(plain) > 1 or unclear or (not kinds and numeric):
        rivals = [*chain(*kinds, unclear)]
        rivals += [column for column in numeric if column not in rivals]
        return [told_reach(table, choose(table, rivals, asked), lines, index, asked)]
    if plain:
        return [Reach(plain[0])]
    if dated:
        reaches = dated_reaches(table, dated, lines, asked)
        return [replace(reach, region=heads[reach.column.index].region) for reach in reaches]
    if places:
        reaches = [Reach(column, region=heads[column.index].region) for column in places]
        for column in numeric:
            try:
                reaches.append(Reach(column, region=column_region(table, column, index, asked)))
            except RefusedError as refusal:
                findings.append(refusal.finding)
        return reaches
    printed = table.with_role(Role.PRINTED)
    if len(printed) != 1:
        raise which_column(table, list(table.with_role(Role.OTHER)), ())
    return [Reach(printed[0])]


def matrix_reaches(table: Table, lines: Sequence[Line], index: Index, asked: Asked) -> list[Reach]:
    """The value columns where each row is a region or a period: one for each indicator, period or region."""
    titles = {match[1]: at(line) for line in lines if (match := _INDICATOR.search(line.text))}
    title = "、".join(titles)  # of several none is meant
    where = next(iter(titles.values()), head(table, table.columns[0]))
    reaches: list[Reach] = []
    for each in table.with_role(Role.OTHER, Role.VALUE, Role.COMPARISON):
        column = completed(table, each, asked) if has_numbers(table, each) else each
        whole = "".join(column.levels)
        meant = index.indicator(whole)
        found = head_of(column, index)
        if not (meant.entry or meant.candidates):
            if column.role is Role.COMPARISON or not has_numbers(table, column, dated=bool(column.periods)):
                continue
            whole = found.label_in(index)
        label, cell = (whole, head(table, column)) if whole else (title, where)
        of_all_parts = bool(found.names and is_total(found.region) and table.first(Role.REGION))
        region = "" if meant.entry or of_all_parts else found.region  # 合计 beside 男 and 女
        reaches.append(Reach(column, label, cell, region, titled=not whole))
    if not reaches:
        raise which_column(table, [], ())
    dated = [reach.column for reach in reaches if reach.column.periods]
    if dated and len(dated) < len(reaches):
        chosen = choose(table, [reach.column for reach in reaches], asked)
        reaches = [reach for reach in reaches if reach.column is chosen]
        dated = [column for column in dated if column is chosen]
    if dated:
        said = {each.column.index: each.period for each in dated_reaches(table, dated, lines, asked)}
        reaches = [
            replace(reach, period=said[reach.column.index]) for reach in reaches if reach.column.index in said
        ]
    return check_rivals(table, [untitled(table, reach, reaches) for reach in reaches], asked)


def untitled(table: Table, reach: Reach, reaches: Sequence[Reach]) -> Reach:
    """Of several columns under one title each by its own header: 人次 and 金额."""
    alike = [each for each in reaches if each.titled and each.region == reach.region and not each.period]
    if not reach.titled or reach.period or len(alike) == 1:
        return reach
    label, cell = column_words(reach.column), head(table, reach.column)
    return replace(reach, label=label, label_cell=cell, titled=False) if label else reach


def place(reach: Reach) -> tuple[str, str, date | str]:
    """What it claims to be of: columns of one place are rivals, without periods those of one header."""
    return reach.label, reach.region, reach.period.period.end if reach.period else flat(reach.column.header)


def dated_reaches(table: Table, dated: list[Column], lines: Sequence[Line], asked: Asked) -> list[Reach]:
    """One for each column of a period, or only those of the chosen one.

    Raises RefusedError for a year under a finer title, and where no column has the title's or chosen period.
    """
    sheet = table.grid.sheet
    reaches = [
        Reach(column, period=cell_period(column.dated, sheet, head(table, column), asked)) for column in dated
    ]
    said = [reach.period for reach in reaches if reach.period]
    finer = [each for line in lines for each in periods_said(line.text) if not each.loose]
    named = finer[0].period if finer else asked.period
    for reach in reaches:
        yearly = reach.period and reach.period.period.frequency is Frequency.YEAR
        if yearly and named and named.frequency is not Frequency.YEAR:
            where = head(table, reach.column)
            question = None if finer else which_period(sheet, said)
            given, expected = reach.column.header, str(named)
            raise refused(
                Code.PERIOD_CONFLICT, sheet, where, question=question, given=given, expected=expected
            )
    ends = {reach.period.period.end for reach in reaches if reach.period}
    if finer and not asked.period and not ends & {each.period.end for each in finer}:
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


def check_rivals(table: Table, reaches: list[Reach], asked: Asked) -> list[Reach]:
    """The reaches, of those that claim one place the answered one; raises RefusedError where none is."""
    places = Counter(map(place, reaches))
    rivaled = [taken for taken, count in places.items() if count > 1]
    for taken in rivaled:
        rivals = [reach.column for reach in reaches if place(reach) == taken]
        subject = column_subject(rivals[0]) if len(rivaled) > 1 else ""
        chosen = choose(table, rivals, asked, subject)
        reaches = [reach for reach in reaches if place(reach) != taken or reach.column is chosen]
    return reaches


def has_numbers(table: Table, column: Column, *, dated: bool = False) -> bool:
    """Some cell of the column holds a number, or text with a digit in it; of a period's any text."""
    cells = (table.cell(row, column) for row in table.rows)
    return any(cell and (dated or is_number(cell) or re.search(r"\d", cell.text)) for cell in cells)


def told_reach(table: Table, column: Column, lines: Sequence[Line], index: Index, asked: Asked) -> Reach:
    """The reach of an answered column.

    Raises RefusedError as `completed` and `dated_reaches` do.
    """
    found = head_of(column, index)
    reach = Reach(column, region=found.region, names=found.names)
    if not any(map(is_dated, column.levels)):
        return reach
    column = completed(table, column, asked)
    return replace(dated_reaches(table, [column], lines, asked)[0], region=found.region, names=found.names)


def completed(table: Table, column: Column, asked: Asked) -> Column:
    """A column of a month or quarter without its year, which takes that of the period that is asked for.

    Raises RefusedError with NO_PERIOD where there is none.
    """
    if column.periods or column.role is Role.COMPARISON or not any(map(is_dated, column.levels)):
        return column
    if not asked.period:
        sheet, where = table.grid.sheet, head(table, column)
        question = which_period(sheet, ())
        raise refused(Code.NO_PERIOD, sheet, where, question=question, given=column.header, expected="")
    year = asked.period.year
    dated = make_column(column.index, column.levels, column.unit, year)
    return dated if dated.periods else make_column(column.index, (*column.levels, "数量"), column.unit, year)
