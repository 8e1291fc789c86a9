"""In which unit a slot's figure stands, and what its row says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from indicators.intake.choices import head
from indicators.intake.entries import IndicatorEntry
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import cell_name
from indicators.intake.layout.furniture import unit_said, unit_titled, units_said
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Table
from indicators.intake.matching import label_unit
from indicators.intake.reach import has_numbers
from indicators.intake.slots import Slot
from indicators.intake.units import (
    is_another,
    is_rival,
    nearest_unit,
    rival_units,
    scale_columns,
    scaled_rivals,
    scaled_unit,
    unit_in,
)
from indicators.intake.values import Beside
from indicators.quantities import QuantityError, parse_absence, parse_quantity
from indicators.quantities.units import same_unit


@dataclass(frozen=True)
class Units:
    """The units of one table's slots; what the same words have meant before they mean again."""

    table: Table
    known: dict[tuple[object, ...], tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)
    told: dict[str, Finding] = field(default_factory=dict)  # by cell: that its unit holds, not the line above

    def beside(self, slot: Slot) -> Beside:
        """The unit that row, label, header or the line above give a cell, and the row's own words on it."""
        column = self.table.first(Role.UNIT)
        others = self.others(slot.row) if self.other_columns else ()
        said = self.table.said_by_role
        words = said[Role.UNIT].get(slot.row, ""), slot.label, slot.unit, slot.column.index, others
        if (known := self.known.get(words)) is None:
            label = label_unit(slot.label)
            own = unit_in(words[0])
            units = (own, label, slot.unit, slot.column.unit, self.unit)
            rivals = rival_units((*units[:2], slot.column.unit)) or self.rivals(own, others)
            if not (own or rivals or slot.unit):
                rivals = self.against(slot, label)
            known = self.known[words] = nearest_unit(units), label, rivals
        unit, label, rivals = known
        if self.scales:
            scaled = scaled_unit((self.table.text(slot.row, each) for each in self.scales), unit)
            rivals = (unit, scaled) if scaled else rivals
        where = cell_name(slot.row, column.index) if column else head(self.table, slot.column)
        printed = "" if slot.column.role is Role.PRINTED else said[Role.PRINTED].get(slot.row, "")
        return Beside(unit, label, where, rivals, printed, said[Role.QUALIFIER].get(slot.row, ""))

    def rivals(self, unit: str, others: Iterable[str]) -> tuple[str, ...]:
        """A row's unit and another scale of it, in its other cells, the heads of both, or all lines above."""
        if not unit:
            return ()
        agreed = any(same_unit(unit, each) for each in self.above)
        return rival_units((unit, *others, *self.headed, *(() if agreed else self.above)))

    def against(self, slot: Slot, label: str) -> tuple[str, ...]:
        """The unit of a label or header, and that of the line above where it means another scale.

        Where the line may speak of other figures the nearer unit is the exception to it, which is only told.
        """
        near = label or slot.column.unit
        other = self.other_scale(near) if near and self.above else ""
        if other and self.is_contradicted and is_rival(near, other):
            return near, other
        if other:
            where = slot.label_cell if label else head(self.table, slot.column)
            words = {"given": near, "expected": other}
            self.told[where] = Finding(Severity.NOTE, Code.NEARER_UNIT, self.table.grid.sheet, where, words)
        return ()

    def other_scale(self, unit: str) -> str:
        """The unit of the lines above that is another scale of this one, where none of them is alike."""
        agreed = any(same_unit(unit, each) for each in self.above)
        return "" if agreed else next((each for each in self.above if is_another(unit, each)), "")

    @cached_property
    def is_contradicted(self) -> bool:
        """All labels, or all headers, say another scale than the lines above, which speak of nothing else."""
        columns = [
            each for each in self.table.with_role(Role.VALUE, Role.OTHER) if has_numbers(self.table, each)
        ]
        units = [each.unit for each in columns]
        labels = [text for text in self.table.texts(self.table.first(Role.LABEL)).values() if text]
        return any(all(map(self.other_scale, each)) for each in (units, [*map(label_unit, labels)]) if each)

    def are_all_own(self, column: Column) -> bool:
        """Every figure of a column says its own unit, so that none is in another."""
        if column.index not in self.spoken:
            cells = [cell for row in self.table.rows if (cell := self.table.cell(row, column))]
            figures = [cell.text for cell in cells if parse_absence(cell.text.strip()) is None]
            self.spoken[column.index] = len(figures) > 1 and all(map(says_unit, figures))
        return self.spoken[column.index]

    def others(self, row: int) -> tuple[str, ...]:
        """What the columns of units but the first say in a row."""
        return tuple(unit_in(self.table.text(row, each)) for each in self.other_columns)

    @cached_property
    def other_columns(self) -> Sequence[Column]:
        return self.table.with_role(Role.UNIT)[1:]

    @cached_property
    def headed(self) -> tuple[str, ...]:
        """The units in the headers of units and labels: 单位（万人）, 指标（万元）."""
        return tuple(each.unit for each in self.table.with_role(Role.UNIT, Role.LABEL) if each.unit)

    def hidden(self, slot: Slot, entry: IndicatorEntry, beside: Beside) -> Beside | None:
        """With both units that a number may be in which its format shows in thousands or 万; else None."""
        power = self.table.grid.scaled.get((slot.row, slot.column.index), 0)
        rivals = scaled_rivals(power, beside.unit, entry.unit) if power else ()
        return beside._replace(unit=rivals[0], rivals=rivals, power=power) if rivals else None

    @cached_property
    def scales(self) -> list[Column]:
        return scale_columns(self.table)

    @cached_property
    def above(self) -> Sequence[str]:
        """The units that the lines above the table state."""
        return sorted({*self.stated, self.unit} - {""})

    @cached_property
    def spoken(self) -> dict[int, bool]:
        return {}

    @cached_property
    def unit(self) -> str:
        return unit_said(self.table.above) or unit_titled(self.table.above)

    @cached_property
    def stated(self) -> frozenset[str]:
        return units_said(self.table.above)


def says_unit(text: str) -> bool:
    try:
        return bool(parse_quantity(text).unit)
    except QuantityError:
        return False
