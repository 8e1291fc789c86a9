"""The columns whose cells are figures, and which of them claim the same."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from indicators.intake.asked import Asked
from indicators.intake.choices import choose
from indicators.intake.layout.furniture import Said
from indicators.intake.layout.table import Column, Table, is_number
from indicators.intake.layout.words import flat
from indicators.intake.subjects import column_subject


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
    span: str = ""  # 一季度: of which year, each row says


def place(reach: Reach) -> tuple[str, str, date | str]:
    """What it claims to be of: columns of one place are rivals, without periods those of one header."""
    return reach.label, reach.region, reach.period.period.end if reach.period else flat(reach.column.header)


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
