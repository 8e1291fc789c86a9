"""Tables to slots: every filled cell of a value column, with what its row, column and label say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.intake.absences import says_why
from indicators.intake.context import Asked, RefusedError, at, cell_period, refused
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import Kind, cell_name
from indicators.intake.layout.furniture import Said, periods_said
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Line, Table, is_number
from indicators.intake.matching import Index
from indicators.intake.values import is_quantity
from indicators.periods import Frequency

_INDICATOR = re.compile(r"指标(?:名称)?:(.+)")


@dataclass(frozen=True, slots=True)
class Reach:
    """A column whose cells are figures, and what its header fixes for all of them."""

    column: Column
    label: str = ""
    label_cell: str = ""
    region: str = ""
    period: Said | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One filled cell of such a column; what is empty is left to the text above the table."""

    row: int
    column: Column
    label: str
    label_cell: str
    heading: str = ""  # the labels of the rows that this one stands under
    code: str = ""
    regions: tuple[str, ...] = ()  # what header and row say of it, as codes or names
    region_cell: str = ""
    period: Said | None = None
    period_text: str = ""
    period_cell: str = ""
    why: str = ""  # the row's 缺报原因
    why_cell: str = ""


@dataclass(frozen=True)
class Plan:
    """How one table is read: its value columns, the columns that are not read, and why."""

    reaches: tuple[Reach, ...]
    findings: tuple[Finding, ...]


def make_plan(table: Table, lines: Sequence[Line], index: Index, asked: Asked) -> Plan:
    """The value columns of a table; raises RefusedError where they cannot be told, as WHICH_VALUE_COLUMN."""
    findings: list[Finding] = []
    if table.first(Role.LABEL) or table.first(Role.CODE):
        reaches = row_reaches(table, lines, index, asked, findings)
    else:
        reaches = matrix_reaches(table, lines, index, asked, findings)
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
    return Plan(tuple(reaches), tuple(findings))


def row_reaches(
    table: Table, lines: Sequence[Line], index: Index, asked: Asked, findings: list[Finding]
) -> list[Reach]:
    """The value columns where each row is an indicator: one, or one for each period or region."""
    plain = [column for column in table.with_role(Role.VALUE) if not column.periods]
    dated = [column for column in table.with_role(Role.VALUE) if column.periods]
    others = table.with_role(Role.OTHER)
    places = [column for column in others if len(index.region(column.levels[-1])) == 1]
    numeric = [column for column in others if has_numbers(table, column)]
    kinds = [kind for kind in (plain, dated, places) if kind]
    if len(kinds) > 1 or len(plain) > 1 or (not kinds and numeric):
        raise which_column(table, [column for kind in kinds for column in kind] or numeric)
    if plain:
        return [Reach(plain[0])]
    if dated:
        return dated_reaches(table, dated, lines, asked)
    if places:
        for column in numeric:
            if column not in places:
                params = {"given": column.header, "candidates": ""}
                where = head(table, column)
                findings.append(
                    Finding(Severity.QUESTION, Code.UNKNOWN_REGION, table.grid.sheet, where, params)
                )
        return [Reach(column, region=column.levels[-1]) for column in places]
    printed = table.with_role(Role.PRINTED)
    if len(printed) != 1:
        raise which_column(table, list(others))
    return [Reach(printed[0])]


def matrix_reaches(
    table: Table, lines: Sequence[Line], index: Index, asked: Asked, findings: list[Finding]
) -> list[Reach]:
    """The value columns where each row is a region: one for each indicator, or one for each period."""
    dated = [column for column in table.with_role(Role.VALUE) if column.periods]
    titles = ((match[1], at(line)) for line in lines if (match := _INDICATOR.search(line.text)))
    said, where = next(titles, ("", head(table, table.columns[0])))
    if dated:
        return [
            Reach(reach.column, said, where, period=reach.period)
            for reach in dated_reaches(table, dated, lines, asked)
        ]
    values = table.with_role(Role.VALUE)
    if len(values) == 1 and not any(has_numbers(table, column) for column in table.with_role(Role.OTHER)):
        return [Reach(values[0], said, where)]
    reaches = []
    for column in table.with_role(Role.OTHER, Role.VALUE, Role.COMPARISON):
        label = "".join(column.levels)
        meant = index.indicator(label)
        known = meant.entry or meant.candidates
        if known or (column.role is not Role.COMPARISON and has_numbers(table, column)):
            reaches.append(Reach(column, label, head(table, column)))
    if not reaches:
        raise which_column(table, [])
    return reaches


def dated_reaches(table: Table, dated: list[Column], lines: Sequence[Line], asked: Asked) -> list[Reach]:
    """One for each period, or only the chosen one; raises RefusedError for a year under a finer title."""
    sheet = table.grid.sheet
    reaches = [
        Reach(column, period=cell_period(column.header, sheet, head(table, column))) for column in dated
    ]
    finer = [said for line in lines for said in periods_said(line.text) if not said.loose]
    named = finer[0].period if finer else asked.period
    for reach in reaches:
        yearly = reach.period and reach.period.period.frequency is Frequency.YEAR
        if yearly and named and named.frequency is not Frequency.YEAR:
            where = head(table, reach.column)
            raise refused(Code.PERIOD_CONFLICT, sheet, where, given=reach.column.header, expected=str(named))
    if asked.period:
        end = asked.period.end
        wanted = [reach for reach in reaches if reach.period and reach.period.period.end == end]
        if not wanted:
            given = "、".join(column.header for column in dated)
            raise refused(
                Code.PERIOD_CONFLICT, sheet, head(table, dated[0]), given=given, expected=str(asked.period)
            )
        reaches = wanted
    ends = [reach.period.period.end for reach in reaches if reach.period]
    if len(set(ends)) < len(ends):
        raise which_column(table, [reach.column for reach in reaches])
    return reaches


def slots(table: Table, reaches: Sequence[Reach]) -> Iterator[Slot]:
    """Every filled cell of the value columns, row by row, and a blank one that 原文 or 缺报原因 explains."""
    label, code = table.first(Role.LABEL), table.first(Role.CODE)
    by_place = table.with_role(Role.REGION_CODE, Role.REGION)
    period, printed = table.first(Role.PERIOD), table.first(Role.PRINTED)
    absence = table.first(Role.ABSENCE) if len(reaches) == 1 else None
    headings: list[tuple[int, str]] = []
    for row in table.rows:
        text = table.text(row, label)
        filled = [reach for reach in reaches if table.cell(row, reach.column)]
        why = table.text(row, absence)
        why = why if says_why(why) else ""
        if not filled and len(reaches) == 1 and (why or table.text(row, printed)):
            filled = list(reaches)
        if is_remark(table, row, (label, code, *by_place)):
            continue
        level = depth(text, is_heading=not filled)
        headings = [heading for heading in headings if heading[0] < level]
        above = " ".join(words for _, words in headings)
        if text:
            headings.append((level, text))
        for reach in filled:
            by_row = label or code
            yield Slot(
                row=row,
                column=reach.column,
                label=text or reach.label,
                label_cell=cell_name(row, by_row.index) if by_row else reach.label_cell,
                heading=above,
                code=table.text(row, code),
                regions=tuple(filter(None, (reach.region, *(table.text(row, each) for each in by_place)))),
                region_cell=cell_name(row, (by_place or (reach.column,))[0].index),
                period=reach.period,
                period_text=table.text(row, period),
                period_cell=cell_name(row, period.index) if period else "",
                why=why,
                why_cell=cell_name(row, absence.index) if absence else "",
            )


_LEVELS = [
    re.compile(pattern)
    for pattern in (
        r"[一二三四五六七八九十]+\s*[、.．]",
        r"[(（][一二三四五六七八九十]+[)）]",
        r"\d{1,3}\s*(?:、|[.．](?!\d))",
        r"[(（]\d{1,2}[)）]|\d{1,2}[)）]",
        r"[A-Z]\s*[、.．]",
    )
]


def depth(label: str, *, is_heading: bool) -> int:
    """0 under 一、, 1 under （一） and so on; then headings without a number, plain rows, 其中 of any row."""
    if label.startswith("其中"):
        return len(_LEVELS) + 2
    numbered = (level for level, pattern in enumerate(_LEVELS) if pattern.match(label))
    return next(numbered, len(_LEVELS) + (not is_heading))


def is_remark(table: Table, row: int, names: Sequence[Column | None]) -> bool:
    """A row without a name that holds one piece of prose: a note below the table."""
    cells = [cell for column in table.columns if (cell := table.cell(row, column))]
    named = any(table.text(row, column) for column in names)
    return not named and len(cells) == 1 and cells[0].kind is Kind.TEXT and not is_quantity(cells[0].text)


def has_numbers(table: Table, column: Column) -> bool:
    """Some cell of the column holds a number, or text with a digit in it."""
    cells = (table.cell(row, column) for row in table.rows)
    return any(cell and (is_number(cell) or re.search(r"\d", cell.text)) for cell in cells)


def head(table: Table, column: Column) -> str:
    """The cell of a column's header."""
    filled = [row for row in table.header_rows if table.grid.text(row, column.index)]
    return cell_name((filled or table.header_rows)[-1 if column.role is Role.OTHER else 0], column.index)


def which_column(table: Table, columns: Sequence[Column]) -> RefusedError:
    words = "、".join(column.header for column in columns)
    first = head(table, columns[0]) if columns else cell_name(table.header_rows[0], 0)
    return refused(Code.WHICH_VALUE_COLUMN, table.grid.sheet, first, columns=words)
