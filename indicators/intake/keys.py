"""Which column says what each row is: by its header, else by its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from indicators.intake.asked import Asked, RefusedError, left_out, refused
from indicators.intake.dates import undated
from indicators.intake.findings import Code, Finding
from indicators.intake.gaps import close_gaps, spans
from indicators.intake.grid import cell_name
from indicators.intake.layout.headers import KEYS, is_dated
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Table, is_number
from indicators.intake.layout.words import flat
from indicators.intake.matching import Index, is_total
from indicators.intake.period_words import is_sum
from indicators.intake.questions import SKIP, Ask, Question
from indicators.intake.subjects import row_subjects
from indicators.intake.unsaid import PLACES, with_unsaid
from indicators.intake.values import is_quantity

_SEEN = 60  # rows that tell what a column without a word of its own holds


@dataclass(frozen=True)
class Keyed:
    """A table with what says what its rows are: a column or, for rows without any, answers."""

    table: Table
    regions: Mapping[int, str] = field(default_factory=dict)  # code by row
    subjects: Mapping[int, str] = field(default_factory=dict)  # what such a row is called
    findings: tuple[Finding, ...] = ()


def keyed(table: Table, index: Index, asked: Asked) -> Keyed:
    """The table with a column that says what each row is, and without gaps in it.

    Raises RefusedError with NO_REGION where nothing tells the rows apart.
    """
    keys = by_column(table, index, asked)
    known = keys.table if keys.regions else with_unsaid(keys.table, index)
    whole, findings = close_gaps(known, asked)
    return replace(keys, table=whole, findings=(*keys.findings, *findings))


def by_column(table: Table, index: Index, asked: Asked) -> Keyed:
    """By its header or, where no header does, by its content; else what was answered row by row."""
    labels = table.by_role.get(Role.LABEL, ())
    if any(column.role in KEYS for column in table.columns):
        alone = len(labels) == 1 and not table.with_role(*(role for role in KEYS if role is not Role.LABEL))
        unplaced = len(labels) == 1 and not table.with_role(*PLACES)
        if unplaced and content(table, labels[0], index) is Role.REGION:
            return Keyed(by_region(table, labels[0], index))
        if alone and all_dates(table, labels[0], index):
            return Keyed(with_role(table, labels[0], Role.PERIOD))
        keys = table.with_role(*KEYS)  # 地区 or 年份 over indicators speaks of the columns
        if len(keys) == 1 and not labels and all_indicators(table, keys[0], index):
            return Keyed(with_role(table, keys[0], Role.LABEL))
        return Keyed(table)
    for column in table.columns:
        if role := content(table, column, index):
            return Keyed(with_role(table, column, role))
    if is_one_row_of_figures(table):  # which is of what the text above says
        return Keyed(table)
    return told_rows(table, index, asked)


def is_one_row_of_figures(table: Table) -> bool:
    if len(table.rows) != 1:
        return False
    cells = [cell for column in table.columns if (cell := table.cell(table.rows[0], column))]
    return all(is_number(cell) or is_quantity(cell.text) for cell in cells)


def told_rows(table: Table, index: Index, asked: Asked) -> Keyed:
    """The rows of which it was answered, one by one, which region each is; the others are one question.

    Raises RefusedError with NO_REGION or LEFT_OUT where none of them is known.
    """
    sheet = table.grid.sheet
    regions: dict[int, str] = {}
    findings: list[Finding] = []
    unknown: dict[int, str] = {}
    subjects = row_subjects(table)
    for row, subject in subjects.items():
        where = cell_name(row, table.columns[0].index)
        told = asked.answer(Question(Ask.REGION, sheet, subject), where)
        if told == SKIP:
            findings.append(left_out(sheet, where, subject).finding)
        elif told in index.regions:
            regions[row] = told
        else:
            unknown[row] = subject
    if unknown:
        where = cell_name(min(unknown), table.columns[0].index)
        question = Question(Ask.REGION, sheet, parts=tuple(unknown.values()))
        findings.append(
            refused(Code.NO_REGION, sheet, where, question=question, given="", rows=spans(unknown)).finding
        )
    if not regions:
        raise RefusedError(findings[-1])
    for column in table.columns:
        if any(flat(table.text(row, column)) == subjects[row] for row in regions):
            table = with_role(table, column, Role.CONTEXT)
    return Keyed(replace(table, rows=tuple(regions)), regions, subjects, tuple(findings))


def content(table: Table, column: Column, index: Index) -> Role | None:
    """Whether a column holds regions, indicators or periods; None where it holds anything else."""
    texts = list(islice(filter(None, (table.text(row, column) for row in table.rows)), _SEEN))
    if any(index.indicator(text).entry for text in texts):
        return Role.LABEL
    places = [text for text in texts if index.region(text) and not is_total(text)]
    if places and 2 * len(places) >= len(texts):
        return Role.REGION
    numbers = (cell for row in table.rows[:_SEEN] if (cell := table.cell(row, column)) and is_number(cell))
    dated = any(map(is_dated, texts)) and all(is_dated(text) or is_sum(text) for text in texts)
    dated = dated and not any(numbers)
    return Role.PERIOD if dated and not column.periods else None


def by_region(table: Table, label: Column, index: Index) -> Table:
    """The table whose labels are regions, and whose codes are theirs: 名称 and 代码."""
    for code in table.with_role(Role.CODE):
        if content(table, code, index) is Role.REGION:
            table = with_role(table, code, Role.REGION_CODE)
    return with_role(table, label, Role.REGION)


def all_indicators(table: Table, column: Column, index: Index) -> bool:
    """A column holds indicators, and nothing that its own header speaks of."""
    texts = [text for row in table.rows[:_SEEN] if (text := table.text(row, column))]
    others = (index.region(text) or is_total(text) or is_dated(text) for text in texts)
    return content(table, column, index) is Role.LABEL and not any(others)


def all_dates(table: Table, column: Column, index: Index) -> bool:
    """A column holds periods and their sums, and nothing that they would be of."""
    texts = [text for row in table.rows[:_SEEN] if (text := table.text(row, column))]
    words = (undated(text) for text in texts if not is_sum(text))
    return content(table, column, index) is Role.PERIOD and not any(words)


def with_role(table: Table, column: Column, role: Role) -> Table:
    columns = tuple(replace(each, role=role) if each is column else each for each in table.columns)
    return replace(table, columns=columns)
