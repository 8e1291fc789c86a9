"""What notes, remarks and comments say of a slot's figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from indicators.intake.entries import IndicatorEntry
from indicators.intake.exclusions import Note, read_notes
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Table
from indicators.intake.marks import is_starred
from indicators.intake.matching import Index
from indicators.intake.remarks import lines_below
from indicators.intake.row_notes import note_columns, row_notes
from indicators.intake.slots import Slot


@dataclass(frozen=True)
class Notes:
    """The notes of one table, and of its rows; what one says is read once."""

    table: Table
    index: Index
    known: dict[str, tuple[Note, ...]] = field(default_factory=dict)

    def of(self, slot: Slot, entry: IndicatorEntry) -> Sequence[Note]:
        """Those that speak of this indicator, and those in the slot's own row."""
        if self.is_silent:
            return ()
        own: Sequence[Note] = ()
        if self.around:
            starred = is_starred(self.table, slot.row, slot.label)
            own = [note for note in self.around if note.is_of(entry, starred=starred)]
        if not (said := self.beside(slot)):
            return own
        if said not in self.known:
            self.known[said] = tuple(row_notes(said, self.index))
        return [*own, *(note for note in self.known[said] if note.is_of(entry, starred=False))]

    def beside(self, slot: Slot) -> str:
        """What stands beside the figure, and what is noted on it, its label, its header or a title."""
        comments = self.table.grid.comments
        if self.is_silent or not (self.columns or comments):
            return ""
        said = [self.table.text(slot.row, column) for column in self.columns]
        if comments:
            names = self.table.with_role(Role.LABEL, Role.REGION, Role.REGION_CODE)
            places = [(slot.row, each.index) for each in (*names, slot.column)]
            places += [(row, slot.column.index) for row in self.table.header_rows]
            places += [(line.row, line.column) for line in self.table.above]
            said += [comments.get(self.table.covers.get(at, at), "") for at in places]
        return "。".join(filter(None, said))

    @cached_property
    def is_silent(self) -> bool:
        return not (self.around or self.columns or self.table.grid.comments)

    @cached_property
    def columns(self) -> list[Column]:
        return note_columns(self.table)

    @cached_property
    def around(self) -> tuple[Note, ...]:
        return tuple(read_notes(self.table.above, lines_below(self.table), self.index))
