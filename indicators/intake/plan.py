"""How a table is read: what its rows are, which columns hold figures, and what their headers fix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain

from indicators.intake.asked import Asked, RefusedError
from indicators.intake.choices import choose, column_region, head, which_column
from indicators.intake.dated import completed, dated_reaches
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import Cell
from indicators.intake.heads import head_of
from indicators.intake.keys import keyed
from indicators.intake.layout.headers import is_dated
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Line, Table
from indicators.intake.matching import Index, is_total
from indicators.intake.matrix import matrix_reaches
from indicators.intake.period_words import span_of
from indicators.intake.reach import Reach, has_numbers
from indicators.intake.unheaded import unheaded_reaches
from indicators.periods import Frequency
from indicators.quantities import QuantityError, parse_quantity

ALONE = "当期"  # what a column is that holds one month or quarter


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
        said = {reach.column.index: reach.period for reach in self.reaches if reach.period}
        spans = {index: each.span for index, each in said.items() if each.span}
        ends = {each.period.end for each in said.values() if each.span is None}  # 前三季度: since January
        pairs = [(one, other) for one in spans.values() for other in spans.values()]
        short = {one.frequency for one, other in pairs if one.end == other.end and other.start < one.start}
        short |= {one.frequency for one in spans.values() if one.end in ends}
        if self.sums:
            short |= {Frequency.QUARTER, Frequency.MONTH}
        late = {index for index, span in spans.items() if span.frequency in short and span.start.month > 1}
        if self.sums:  # quarters of the year that each row names
            spans_of_rows = {reach.column.index: span_of(reach.span, None) for reach in self.reaches}
            late |= {index for index, span in spans_of_rows.items() if span and not span.is_since_january}
        return frozenset(late)

    @cached_property
    def sums(self) -> bool:
        """Some row of 合计 beside quarters or months is what they add up to: then each stands alone."""
        dated = [reach.column for reach in self.reaches if reach.period or reach.span]
        totals = [column for column in self.table.columns if is_sum(column)]
        for row in self.table.rows if totals and len(dated) > 1 else ():
            values = [number(self.table.cell(row, column)) for column in (*totals[:1], *dated)]
            if sum(map(bool, values[1:])) > 1 and values[0] == sum(values[1:]):
                return True
        return False

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


def is_sum(column: Column) -> bool:
    return len(column.levels) == 1 and not column.periods and is_total(column.header)


def number(cell: Cell | None) -> Decimal:
    """What a cell counts in such a sum: nothing where it holds no number."""
    try:
        return parse_quantity(cell.text).value if cell else Decimal(0)
    except QuantityError:
        return Decimal(0)


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
    if len(dated) > 1 and all(map(is_sum, places)):  # 合计 beside quarters is of no region
        places, others = [], [column for column in others if column not in places]
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
        reaches = [replace(reach, region=heads[reach.column.index].region) for reach in reaches]
        for each in unheaded_reaches(table, reaches, others, asked):
            if isinstance(each, Reach):
                reaches.append(each)
            else:
                findings.append(each)
        return reaches
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
