"""At which period a slot's figure is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from indicators.intake.asked import Asked, RefusedError, period_told, refused, settle, which_period
from indicators.intake.entries import IndicatorEntry
from indicators.intake.findings import Code
from indicators.intake.layout.furniture import Said, without_days
from indicators.intake.layout.headers import is_span
from indicators.intake.layout.roles import Role, role_of, says_own_span
from indicators.intake.layout.table import Column, Line, Table
from indicators.intake.layout.words import flat
from indicators.intake.marks import Marks, Meaning, check_header, check_mark, is_starred, read_marks
from indicators.intake.period_above import table_period
from indicators.intake.period_in_cell import cell_period
from indicators.intake.period_kept import placed
from indicators.intake.plan import ALONE, Plan
from indicators.intake.questions import AS_ASKED, Ask, Question, numbered
from indicators.intake.remarks import Remark, lines_below, read_remarks
from indicators.intake.row_dates import finer_title, is_year
from indicators.intake.row_notes import row_remarks
from indicators.intake.slot_notes import Notes
from indicators.intake.slot_places import Places
from indicators.intake.slots import Slot
from indicators.intake.subjects import label_subject
from indicators.periods import Period

EARLIEST = 1978  # a year before it is more often a slip than a figure of its time


@dataclass(frozen=True)
class Dates:
    """The periods of one table's slots; what the same words have meant before they mean again."""

    table: Table
    plan: Plan
    top: Sequence[Line]
    asked: Asked
    titles: tuple[str, ...]
    notes: Notes
    places: Places
    known: dict[tuple[object, ...], Period] = field(default_factory=dict)
    headings: dict[tuple[str, ...], tuple[Remark, ...]] = field(default_factory=dict)

    def of(self, slot: Slot, entry: IndicatorEntry, where: str) -> Period:
        """The period that a slot's figure is kept at; raises RefusedError."""
        marked = self.marked(slot)
        words: tuple[object, ...]
        told = slot.label if marked else "", slot.is_alone, self.headed(slot.path) if slot.path else ()
        of_it = bool(self.alone) and self.is_of_it(slot)
        words = entry.code, slot.column.index, slot.period_text, marked, *told, of_it
        by_row = not slot.period_text and self.table.fills(Role.PERIOD)
        if by_row or self.remarks or self.notes.beside(slot):  # then each row by itself
            words += (slot.row,)
        if (known := self.known.get(words)) is None:
            known = self.known[words] = self.placed(slot, entry, where)
        return known

    def placed(self, slot: Slot, entry: IndicatorEntry, where: str) -> Period:
        """The period that a figure is kept at; raises RefusedError.

        Where a header or a star speaks of another nature it was answered to be what the catalogue asks for.
        """
        marked, sheet, today = self.marked(slot), self.table.grid.sheet, self.asked.today
        header = f"{slot.column.header} {marked or ''}".strip()
        spans = (slot.period_text, *self.titles, *self.spans)
        header = next((text for text in spans if says_own_span(text)), header)
        header = ALONE if slot.is_alone or slot.column.index in self.plan.alone else header
        try:
            check_mark(entry, marked, slot.label, sheet, where)
            check_header(entry, slot.column.header, sheet, where, of_it=self.is_of_it(slot))
            return placed(entry, self.remarked(slot, entry, where), header, sheet, where, today)
        except RefusedError as refusal:
            if refusal.finding.code is not Code.NATURE_CONFLICT:
                raise
            subject = label_subject(slot.label) if marked else flat(header)
            question = Question(Ask.NATURE, sheet, subject, (AS_ASKED,))
            settle(RefusedError(replace(refusal.finding, question=question)), self.asked)
        return placed(entry, self.remarked(slot, entry, where), "", sheet, where, today)

    def is_of_it(self, slot: Slot) -> bool:
        """The header speaks of this indicator alone, or the row says another number of 本月 or 本季."""
        if not self.plan.by_label:
            return True
        texts = {self.table.text(slot.row, column) for column in self.alone if column is not slot.column}
        return bool(texts - {"", slot.cell.text if slot.cell else ""})

    @cached_property
    def alone(self) -> list[Column]:
        """The columns of 本月 and 本季."""
        return [column for column in self.table.columns if says_own_span(column.header)]

    def remarked(self, slot: Slot, entry: IndicatorEntry, where: str) -> Said:
        """What is said of the slot's period; raises RefusedError where a note says another."""
        said, starred = self.plausible(self.period(slot)), is_starred(self.table, slot.row, slot.label)
        headed = self.headed(slot.path)
        for each in (*self.remarks, *headed, *row_remarks(self.notes.beside(slot), self.table.year)):
            elsewhere = each.region and each.region != self.places.of(slot)
            differs = each.said.period.end != said.period.end and not elsewhere
            if differs and each.is_of(entry, starred=starred):
                sheet, words = self.table.grid.sheet, {"given": each.text, "expected": str(said.period)}
                question = which_period(sheet, (said, each.said), flat(each.text))
                return self.told(refused(Code.PERIOD_CONFLICT, sheet, where, question=question, **words))
        return said

    def plausible(self, said: Said) -> Said:
        """What is said, or what was answered where that is a year of long ago; raises RefusedError."""
        if said.period.year >= EARLIEST or said.period == self.asked.period:
            return said
        sheet = self.table.grid.sheet
        question = which_period(sheet, (said,), flat(said.text))
        words = {"given": said.text, "expected": ""}
        return self.told(refused(Code.NO_PERIOD, sheet, said.cell, question=question, **words))

    def headed(self, path: tuple[str, ...]) -> tuple[Remark, ...]:
        """What the headings above a row say of periods: 以下数据截至5月底."""
        if (known := self.headings.get(path)) is None:
            lines = (Line(0, 0, flat(step)) for step in path)
            known = self.headings[path] = tuple(read_remarks(lines, self.table.year, self.places.index))
        return known

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        return tuple(
            read_remarks((*self.table.above, *lines_below(self.table)), self.table.year, self.places.index)
        )

    def period(self, slot: Slot) -> Said:
        """What the slot's column, row or table says of its period; raises RefusedError."""
        sheet, where = self.table.grid.sheet, slot.period_cell
        if slot.period_text:
            text, year = self.with_year(slot.period_text), slot.period
            if year and is_year(year) and is_span(slot.period_text):  # 一季度 in a column of 2023年
                text, year = f"{year.period.year}年{slot.period_text}", None
            said = cell_period(text, sheet, where, self.asked)
            known = year.period if year else self.asked.period
            if known and known.end != said.period.end:
                given, expected = slot.period_text, str(known)
                raise refused(Code.PERIOD_CONFLICT, sheet, where, given=given, expected=expected)
            if not known and self.finer and is_year(said):  # 2023 in a row of 2023年二季度
                question = which_period(sheet, (self.finer,), flat(slot.period_text))
                words = {"given": slot.period_text, "expected": self.finer.text}
                return self.told(refused(Code.PERIOD_CONFLICT, sheet, where, question=question, **words))
            return said
        if slot.period:
            return slot.period
        if self.table.fills(Role.PERIOD):
            question = which_period(sheet, (), numbered(slot.row))
            return self.told(refused(Code.NO_PERIOD, sheet, where, question=question, given="", expected=""))
        return self.table_period

    def told(self, refusal: RefusedError) -> Said:
        """The period that was answered; raises the refusal where none was."""
        period = period_told(settle(refusal, self.asked))
        if period is None:
            raise refusal
        return Said("", period, period, cell=refusal.finding.cell)

    @cached_property
    def finer(self) -> Said | None:
        return finer_title(self.table, self.table.above or self.top)

    def with_year(self, text: str) -> str:
        """A period that leaves its year to the title takes it from there."""
        return f"{self.table.year}年{text}" if self.table.year and is_span(text) else text

    @cached_property
    def spans(self) -> tuple[str, ...]:
        """What lines such as 统计时间：2023年4月1日至6月30日 say."""
        lines = self.table.above or self.top
        timed = (line.text for line in lines if role_of(line.text.partition(":")[0]) is Role.PERIOD)
        return tuple(map(without_days, timed))

    @cached_property
    def table_period(self) -> Said:
        return table_period(self.table, self.top, self.asked)

    def marked(self, slot: Slot) -> Meaning | None:
        """What the star of a row, or its lack, says of its figure."""
        if not self.has_marks:
            return None
        return self.marks.of(starred=is_starred(self.table, slot.row, slot.label))

    @cached_property
    def marks(self) -> Marks:
        return read_marks(self.table)

    @cached_property
    def has_marks(self) -> bool:
        return self.marks != Marks()
