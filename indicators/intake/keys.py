"""Which column says what each row is: by its header, else by its content."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from indicators.intake.context import refused
from indicators.intake.findings import Code
from indicators.intake.grid import cell_name
from indicators.intake.layout.headers import KEYS, is_dated
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Table, is_number
from indicators.intake.matching import Index, is_total

_SEEN = 60  # rows that tell what a column without a word of its own holds


def keyed(table: Table, index: Index) -> Table:
    """The table with a column that says what each row is; where no header does, its content tells.

    Raises RefusedError with NO_REGION where nothing tells the rows apart.
    """
    labels = table.by_role.get(Role.LABEL, ())
    if any(column.role in KEYS for column in table.columns):
        alone = len(labels) == 1 and not table.with_role(*(role for role in KEYS if role is not Role.LABEL))
        if alone and content(table, labels[0], index) is Role.REGION:
            return with_role(table, labels[0], Role.REGION)
        return table
    for column in table.columns:
        if role := content(table, column, index):
            return with_role(table, column, role)
    first, last = str(table.rows[0] + 1), str(table.rows[-1] + 1)
    where = cell_name(table.rows[0], table.columns[0].index)
    rows = first if first == last else f"{first}-{last}"
    raise refused(Code.NO_REGION, table.grid.sheet, where, given="", rows=rows)


def content(table: Table, column: Column, index: Index) -> Role | None:
    """Whether a column holds regions, indicators or periods; None where it holds anything else."""
    texts = list(islice(filter(None, (table.text(row, column) for row in table.rows)), _SEEN))
    if any(index.indicator(text).entry for text in texts):
        return Role.LABEL
    places = [text for text in texts if index.region(text) and not is_total(text)]
    if places and 2 * len(places) >= len(texts):
        return Role.REGION
    numbers = (cell for row in table.rows[:_SEEN] if (cell := table.cell(row, column)) and is_number(cell))
    dated = texts and all(map(is_dated, texts)) and not any(numbers)
    return Role.PERIOD if dated and not column.periods else None


def with_role(table: Table, column: Column, role: Role) -> Table:
    columns = tuple(replace(each, role=role) if each is column else each for each in table.columns)
    return replace(table, columns=columns)
