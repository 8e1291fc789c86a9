"""Tables to slots: every filled cell of a value column, with what its row, column and label say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from indicators.intake.absences import says_why
from indicators.intake.grid import Cell, Kind, Span, cell_name
from indicators.intake.labelled import Label, read_label
from indicators.intake.layout.furniture import Said
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Table
from indicators.intake.matching import Index, is_total, label_key
from indicators.intake.narrower import narrowing_columns, parts_said
from indicators.intake.outline import Section, outline
from indicators.intake.period_sums import Over, find_sums
from indicators.intake.plan import Plan
from indicators.intake.reach import Reach
from indicators.intake.row_dates import period_columns, row_period
from indicators.intake.subtotals import is_subtotal
from indicators.intake.values import is_quantity

_FINER = re.compile(
    "乡镇|镇街|街镇|街道|社区|村居|村名|村庄|园区|机构名称|站点|点位|地点|位置|场所|坐落|院名|[建运承主举实][设建营办施][单方][位]?|企业|公司"
)


class Slot(NamedTuple):
    """One filled cell of such a column; what is empty is left to the text above the table."""

    row: int
    column: Column
    cell: Cell | None
    label: str
    label_cell: str
    path: tuple[str, ...] = ()  # the labels of the rows that this one stands under
    under: tuple[str, ...] = ()  # the first of them, which head its column
    parts: tuple[str, ...] = ()  # the last of them, of which part the row is: 女 beside 低保人数
    recurs: bool = False  # its label also stands under another path
    code: str = ""
    regions: tuple[str, ...] = ()  # what sub-title, header and row say of it, as codes or names
    region_cell: str = ""
    period: Said | None = None
    period_text: str = ""
    period_cell: str = ""
    unit: str = ""  # of the sub-title
    why: str = ""  # the row's 缺报原因
    why_cell: str = ""
    over: Over | None = None  # the row sums up periods
    is_alone: bool = False  # such a row proves that it is of its quarter or month alone


def slots(plan: Plan, index: Index) -> Iterator[Slot]:
    """Every filled cell of the value columns, row by row, and a blank one that 原文 or 缺报原因 explains."""
    table, reaches = plan.table, plan.reaches
    label, code = table.first(Role.LABEL), table.first(Role.CODE)
    by_place = table.with_role(Role.REGION_CODE, Role.REGION)
    finer = finer_columns(table, reaches) if by_place else ()
    used = [each.index for each in (*finer, *(reach.column for reach in reaches))]
    narrower = narrowing_columns(table, used)
    period, printed = table.first(Role.PERIOD), table.first(Role.PRINTED)
    absence = table.first(Role.ABSENCE) if len(reaches) == 1 else None
    by_row, nothing, dated = label or code, Section(), period_columns(table)
    labels, codes, reasons = table.texts(label), table.texts(code), table.texts(absence)
    named = [table.texts(each) for each in (code, period, *by_place) if each]
    places, towns = [table.texts(each) for each in by_place], [table.texts(each) for each in finer]

    spans = {(each.top, each.left): each for each in table.grid.merges}
    names = [each for each in (label, *by_place, period) if each]

    @cache
    def filled(row: int) -> Sequence[tuple[Reach, Cell | None]]:
        return filled_in(table, reaches, row, absence, printed)

    @cache
    def read(text: str) -> Label:
        return read_label(text, table.year, index)

    made = outline(table, index, lambda row: bool(filled(row)))
    periods = {row: row_period(table, row, dated, made.sections.get(row, nothing)) for row in table.rows}
    sums = find_sums(table, index, periods, made.sections, reaches)
    for row in table.rows:
        text = made.labels.get(row) or labels.get(row, "")
        why, path = reasons.get(row, ""), made.paths.get(row, ())
        if not (text or any(column[row] for column in named)) and is_remark(table, row):
            continue
        section = made.sections.get(row, nothing)
        if not by_row and section.title:
            path = (section.title,)
        narrowed = parts_said(table, row, narrower) if narrower else ()
        placed = [*[each[row] for each in places], plan.regions.get(row, "")]
        parted = [each[row] for each in towns if not is_whole(each[row])]
        row_head = cell_name(row, by_row.index) if by_row else ""
        row_period_cell = cell_name(row, period.index) if period else section.period_cell
        row_region_cell = cell_name(row, by_place[0].index) if by_place else ""
        why, why_cell = why if says_why(why) else "", cell_name(row, absence.index) if absence else ""
        recurs = bool(path or made.recurring) and label_key(text) in made.recurring
        unit, year = section.title_unit or section.unit, periods[row].rstrip("年度")
        for reach, cell in filled(row):
            titled = reach.titled and section.title
            told = read(text or (section.title if titled else reach.label))
            said = (section.region, reach.region, *placed, told.region, *parted)
            head = row_head or (section.title_cell if titled else reach.label_cell)
            span = spans.get((row, reach.column.index))
            parts = (*narrowed, *sharing(table, reaches, names, span)) if span else narrowed
            steps = (*(() if titled else (*reach.names, *path)), *parts)
            region_cell = row_region_cell or ("" if reach.region else section.region_cell)
            region_cell = region_cell or cell_name(row, reach.column.index)
            of_year = f"{year}年{reach.span}" if reach.span and year else ""
            when = of_year or periods[row] + told.period
            period_cell = row_period_cell or ((row_head or reach.label_cell) if told.period else "")
            over = sums.of(table, row, reach.column) if sums.rows else None
            is_alone = bool(sums.alone) and sums.is_alone(row, reach.column, text)
            yield Slot(  # by place, as there are many
                row,
                reach.column,
                cell,
                told.text,
                head,
                steps,
                reach.names,
                parts,
                recurs,
                codes.get(row, ""),
                tuple(filter(None, said)),
                region_cell,
                reach.period,
                when,
                period_cell,
                unit,
                why,
                why_cell,
                over,
                is_alone,
            )


def filled_in(
    table: Table, reaches: Sequence[Reach], row: int, absence: Column | None, printed: Column | None
) -> Sequence[tuple[Reach, Cell | None]]:
    """The cells of a row that hold figures; the one column's blank one where the row says more of it."""
    found = [(reach, cell) for reach in reaches if (cell := table.cell(row, reach.column))]
    if found or len(reaches) > 1:
        return found
    told = says_why(table.text(row, absence)) or table.text(row, printed)
    return [(reach, None) for reach in reaches] if told else ()


def sharing(table: Table, reaches: Sequence[Reach], names: Sequence[Column], span: Span) -> Iterator[str]:
    """The rows or columns that share one merged figure: none of them has it alone."""
    called = {each: " ".join(table.text(each, name) for name in names) for each in table.rows}
    rows = {called[each] for each in table.rows if span.top <= each <= span.bottom}
    columns = {each.column.header for each in reaches if span.left <= each.column.index <= span.right}
    return ("、".join(sorted(words)) for words in (rows, columns) if len(words) > 1)


def counted(found: Iterable[Slot], tell: Callable[[int], object], *, every: int = 2000) -> Iterator[Slot]:
    """The same slots; the row of the first, and of each that many on, is told."""
    for number, slot in enumerate(found):
        if number % every == 0:
            tell(slot.row)
        yield slot


def is_remark(table: Table, row: int) -> bool:
    """A row without a name is a note below the table where it holds one piece of prose."""
    cells = [cell for column in table.columns if (cell := table.cell(row, column))]
    return len(cells) == 1 and cells[0].kind is Kind.TEXT and not is_quantity(cells[0].text)


def finer_columns(table: Table, reaches: Sequence[Reach]) -> list[Column]:
    """The columns that make a row only a part of its region: 街道 beside 县区."""
    figures = {reach.column.index for reach in reaches}
    others = table.with_role(Role.OTHER, Role.CONTEXT)
    return [each for each in others if each.index not in figures and _FINER.search(each.header)]


def is_whole(text: str) -> bool:
    """It names no part: a sum, a number, or nothing."""
    return not text or is_total(text) or is_subtotal(text) or is_quantity(text)
