"""Figures that a line goes through, in their own cell, their label or their header."""

from __future__ import annotations

from indicators.intake.asked import Asked, refused, settle
from indicators.intake.findings import Code
from indicators.intake.grid import cell_name
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Table
from indicators.intake.layout.words import flat
from indicators.intake.questions import AS_ASKED, Ask, Question, numbered
from indicators.intake.slots import Slot

_NAMES = (Role.LABEL, Role.CODE, Role.REGION, Role.REGION_CODE, Role.PERIOD)


def check_struck(table: Table, slot: Slot, asked: Asked) -> None:
    """Raises RefusedError, STRUCK_THROUGH or LEFT_OUT, unless it was answered that they hold all the same.

    Of titles and columns asked once, else row by row.
    """
    grid = table.grid
    lines = [(line.row, line.column) for line in table.above]
    heads = [(row, slot.column.index) for row in table.header_rows]
    own = [(slot.row, each.index) for each in (slot.column, *table.with_role(*_NAMES))]
    for at in (*lines, *heads, *own):
        if (place := table.covers.get(at, at)) in grid.struck:
            given, where = grid.text(*place), cell_name(*place)
            subject = numbered(slot.row) if at in own else flat(given)
            question = Question(Ask.STRUCK, grid.sheet, subject, (AS_ASKED,))
            settle(refused(Code.STRUCK_THROUGH, grid.sheet, where, question=question, given=given), asked)
