"""Units that only a number format puts behind a number, against the unit that the sheet states."""

from __future__ import annotations

from decimal import Decimal

from indicators.intake.grid import Cell, Kind
from indicators.intake.layout.table import Table
from indicators.intake.layout.words import as_unit
from indicators.intake.slots import Slot
from indicators.intake.values import Beside
from indicators.quantities.units import MULTIPLES, same_unit, split_multiple


def as_shown(table: Table, slot: Slot, cell: Cell, beside: Beside) -> tuple[Cell, Beside]:
    """The number and its unit, and both units where the format shows another than the sheet states.

    Where the sheet states none it is the one that is shown; 12.3万 under 元 is a number, and no other unit.
    """
    word, unit = table.grid.worded.get((slot.row, slot.column.index), ""), beside.unit
    shown = as_unit(word)
    power, own = split_multiple(unit)
    if not shown or (shown in MULTIPLES and not power):
        return cell, beside
    if cell.kind is Kind.TEXT:  # 12.3万, stored as 12.3
        bare = cell.text.removesuffix(word)
        cell = Cell(Decimal(bare), bare, Kind.NUMBER)
    if not unit:
        return cell, beside._replace(unit=shown)
    whole = shown + own if shown in MULTIPLES else shown
    if same_unit(whole, unit) or same_unit(whole, unit.split("/")[0]):
        return cell, beside
    return cell, beside._replace(rivals=(unit, whole))
