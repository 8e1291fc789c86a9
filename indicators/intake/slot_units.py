"""In which unit a slot's figure stands, and what its row says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from indicators.intake.choices import head
from indicators.intake.grid import cell_name
from indicators.intake.layout.furniture import unit_said, unit_titled, units_said
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Table
from indicators.intake.matching import label_unit
from indicators.intake.slots import Slot
from indicators.intake.units import nearest_unit, rival_units, scale_columns, scaled_unit, unit_in
from indicators.intake.values import Beside


@dataclass(frozen=True)
class Units:
    """The units of one table's slots; what the same words have meant before they mean again."""

    table: Table
    known: dict[tuple[object, ...], tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)

    def beside(self, slot: Slot) -> Beside:
        """The unit that row, label, header or the line above give a cell, and the row's own words on it."""
        column = self.table.first(Role.UNIT)
        words = self.table.said(slot.row, Role.UNIT), slot.label, slot.unit, slot.column.index
        if words not in self.known:
            label = label_unit(slot.label)
            units = (unit_in(words[0]), label, slot.unit, slot.column.unit, self.unit)
            self.known[words] = nearest_unit(units), label, rival_units((*units[:2], slot.column.unit))
        unit, label, rivals = self.known[words]
        if self.scales:
            scaled = scaled_unit((self.table.text(slot.row, each) for each in self.scales), unit)
            rivals = (unit, scaled) if scaled else rivals
        where = cell_name(slot.row, column.index) if column else head(self.table, slot.column)
        printed = "" if slot.column.role is Role.PRINTED else self.table.said(slot.row, Role.PRINTED)
        return Beside(
            unit=unit,
            label_unit=label,
            unit_cell=where,
            rivals=rivals,
            printed=printed,
            qualifier=self.table.said(slot.row, Role.QUALIFIER),
        )

    @cached_property
    def scales(self) -> list[Column]:
        return scale_columns(self.table)

    @cached_property
    def unit(self) -> str:
        return unit_said(self.table.above) or unit_titled(self.table.above)

    @cached_property
    def stated(self) -> frozenset[str]:
        return units_said(self.table.above)
