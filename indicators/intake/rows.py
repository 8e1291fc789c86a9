"""One table to figures: each slot with its indicator, region, period and value, or what stands against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from indicators.intake.asked import Asked, RefusedError, refused, settle, which_region
from indicators.intake.checks import checked
from indicators.intake.choices import head
from indicators.intake.comparisons import read_comparison
from indicators.intake.crossed import check_struck
from indicators.intake.entries import IndicatorEntry
from indicators.intake.figure import Comparison, Figure
from indicators.intake.findings import Code, Finding, Severity, Subject
from indicators.intake.grid import Cell, cell_name
from indicators.intake.lacking import check_lacking
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Line, Table
from indicators.intake.layout.words import flat
from indicators.intake.matching import Index, is_everywhere, is_total
from indicators.intake.meaning import Matcher
from indicators.intake.period_checks import SumCell, check_period_sums
from indicators.intake.period_sums import Over
from indicators.intake.period_words import is_running
from indicators.intake.plan import Plan, make_plan
from indicators.intake.provisional import says_provisional
from indicators.intake.questions import AS_ASKED, Ask, Question
from indicators.intake.slot_dates import Dates
from indicators.intake.slot_notes import Notes
from indicators.intake.slot_places import Places
from indicators.intake.slot_units import Units
from indicators.intake.slots import Slot, counted, slots
from indicators.intake.spans import check_spans
from indicators.intake.subtotals import Row, check_subtotals, is_subtotal
from indicators.intake.titles import table_subject, titles
from indicators.intake.totals import check_totals
from indicators.intake.units import is_another
from indicators.intake.values import Beside, Reading, ValueReader, convertible, is_quantity
from indicators.intake.worded import as_shown
from indicators.quantities import multiples, short_for

_MISFITS = (Code.UNIT_MISMATCH, Code.WRONG_FREQUENCY, Code.NATURE_CONFLICT)
_UNITS = (Code.NO_UNIT, Code.UNIT_CONFLICT, Code.SHOWN_SCALED)
SOME = 5  # of the codes outside the catalogue are named


def read_rows(
    table: Table, top: tuple[Line, ...], index: Index, asked: Asked, tell: Callable[[int], object]
) -> Iterator[Figure | Finding | Comparison]:
    """The figures of one table, what stands beside them of earlier periods, and what is to be said.

    `top` stands above the first table of the sheet; now and then the row is told.
    """
    try:
        plan = make_plan(table, table.above or top, index, asked)
    except RefusedError as refusal:
        yield refusal.finding
        return
    yield from plan.findings
    reader = TableReader(plan.table, plan, top, index, asked)
    rows: list[Row] = []
    sums: set[str] = set()
    subtotals: list[Row] = []
    over_periods: list[SumCell] = []
    unsuited: list[tuple[Slot, Finding]] = []
    told: set[tuple[int, str]] = set()
    strange: dict[str, str] = {}  # codes outside the catalogue, and the cell of the row that has one
    knows, partly, wholly = cache(index.knows), cache(partial_sum), cache(whole_sum)  # most words recur
    for slot in counted(slots(plan, index), tell):
        if slot.code and not knows(slot.code) and index.indicator(slot.label, "", slot.path).entry:
            strange.setdefault(slot.code, slot.label_cell)
        if called := partly(slot.regions):
            subtotals.extend(Row(slot.row, found, called) for found in reader.read_sum(slot))
            continue
        if slot.over and (each := reader.sum_of_periods(slot, slot.over)):
            over_periods.append(each)
            continue
        for found in reader.read(slot):
            if isinstance(found, Finding) and is_unsuited(found, slot):
                unsuited.append((slot, found))
            elif isinstance(found, Figure):
                rows.append(Row(slot.row, found, column=slot.column.index))
                told.add((slot.row, slot.label))
                if wholly(slot.regions):
                    sums.add(found.cell)
            else:
                yield found
    for slot, found in unsuited:
        if (
            slot.row,
            slot.label,
        ) in told and not plan.sums:  # 本月 beside 累计, 5月 beside 6月: the column that suits was read
            where, params = head(table, slot.column), {"column": slot.column.header}
            found = Finding(Severity.NOTE, Code.IGNORED_COLUMN, table.grid.sheet, where, params)
        yield found
    yield from reader.units.told.values()
    kept, disagreeing, totalled = check_totals([each.figure for each in rows], index, sums)
    yield from kept
    yield from disagreeing
    yield from check_lacking(totalled, index)
    yield from check_subtotals(subtotals, rows, index)
    yield from check_period_sums(table, over_periods, rows)
    yield from check_spans(plan, kept, index)
    if strange:
        given = "、".join([*strange][:SOME]) + ("…" if len(strange) > SOME else "")
        params = {"given": given, "count": str(len(strange))}
        sheet, where = table.grid.sheet, next(iter(strange.values()))
        yield Finding(Severity.NOTE, Code.UNKNOWN_CODE, sheet, where, params)


def partial_sum(regions: tuple[str, ...]) -> str:
    """What a row of 小计 is called; empty for any other."""
    return next(filter(is_subtotal, regions), "")


def whole_sum(regions: tuple[str, ...]) -> bool:
    return any(is_total(text) or is_everywhere(text) for text in regions)


def is_unsuited(found: Finding, slot: Slot) -> bool:
    """A column's header makes its figures none of the indicator's, whose own may stand in another column."""
    if found.code is Code.WRONG_FREQUENCY:
        return bool(slot.period and not slot.period_text)
    return found.code is Code.NATURE_CONFLICT


@dataclass(frozen=True)
class TableReader:
    """Reads the slots of one table; what the same words have meant before they mean again."""

    table: Table
    plan: Plan
    top: Sequence[Line]
    index: Index
    asked: Asked
    entries: dict[tuple[object, ...], IndicatorEntry] = field(default_factory=dict)

    def read(self, slot: Slot) -> Iterator[Figure | Finding | Comparison]:
        """The figure of one cell, or everything that stands against it."""
        sheet, cell = self.table.grid.sheet, slot.cell
        where = cell_name(slot.row, slot.column.index)
        beside, why = self.units.beside(slot), slot.why
        try:
            entry = self.entry(slot)
        except RefusedError as refusal:
            if cell or why or is_quantity(beside.printed):
                yield refusal.finding
                if refusal.finding.blocks and not beside.unit:
                    yield from self.nameless(slot)
            return
        reader, beside = ValueReader(entry, sheet, where), self.noted(slot, entry, beside)
        if cell is None and not why:
            if reader.stated(beside.printed):
                yield reader.disagreeing("", beside.printed).finding
            return
        if self.table.grid.worded and cell:
            cell, beside = as_shown(self.table, slot, cell, beside)
        troubles: list[Finding] = []
        reading = region = period = None
        try:
            if cell and not why:
                reading, beside = self.reading(slot, reader, cell, beside)
            else:
                reading = reader.explained(cell, why, slot.why_cell)
        except RefusedError as refusal:
            troubles.append(refusal.finding)
        try:
            region = self.covered(slot, entry, where)
        except RefusedError as refusal:
            troubles.append(refusal.finding)
        try:
            period = self.dates.of(slot, entry, where)
        except RefusedError as refusal:
            troubles.append(refusal.finding)
        if reading is None or region is None or period is None:
            subject = Subject(entry.code, region, period) if region and period else None
            skipped = [trouble for trouble in troubles if trouble.code is Code.LEFT_OUT]
            for trouble in skipped[:1] or troubles:
                question = trouble.question or self.doubt(slot, trouble)
                yield replace(trouble, subject=subject, question=question)
            return
        said = self.table.said_by_role
        citation, note = said[Role.CITATION].get(slot.row, ""), said[Role.NOTE].get(slot.row, "")
        provisional = slot.column.is_provisional or self.is_provisional
        figure = reader.figure(
            reading, region, period, citation=citation, note=note, is_provisional=provisional
        )
        if question := self.answered(slot):
            figure = figure._replace(question=question)
        found, findings = (figure, ()) if why else checked(figure, entry)
        yield from findings
        if found:
            yield found
            for column in self.plan.beside.get(slot.column.index, ()):
                if compared := read_comparison(
                    figure, entry, column, self.table.cell(slot.row, column), beside
                ):
                    yield compared

    def read_sum(self, slot: Slot) -> Iterator[Figure]:
        """The figure of a row that sums some regions, as if it were of them all."""
        sum_of = self.asked.region or next(iter(self.index.regions), "")
        found = self.read(slot._replace(regions=(sum_of,)))
        return (figure for figure in found if isinstance(figure, Figure))

    def sum_of_periods(self, slot: Slot, over: Over) -> SumCell | None:
        """A cell that sums up periods; None where it names what the figure is of."""
        try:
            entry = self.entry(slot)
        except RefusedError:
            return None
        runs = is_running(over.called) and entry.nature.falls_is_suspicious
        if runs or over.frequency is entry.frequency:
            return None
        where = cell_name(slot.row, slot.column.index)
        first = slot._replace(over=None, is_alone=False, period_text=over.text)
        figures = (found for found in self.read(first) if isinstance(found, Figure))
        return SumCell(over, where, slot.column, entry, slot.is_alone, next(figures, None))

    def entry(self, slot: Slot) -> IndicatorEntry:
        """The indicator that a slot means; raises RefusedError."""
        words = slot.label, slot.code, slot.path, slot.under, slot.parts, slot.recurs
        if (known := self.entries.get(words)) is None:
            known = self.entries[words] = self.matcher.entry(slot)
        return known

    @cached_property
    def matcher(self) -> Matcher:
        sheet, called = self.table.grid.sheet, table_subject(self.table)
        return Matcher(sheet, self.plan.by_label, self.index, self.asked, self.titles, called)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        return titles(self.table.above or self.top, self.table.grid.sheet, self.index.region_words)

    @cached_property
    def is_provisional(self) -> bool:
        return any(map(says_provisional, self.titles))

    def nameless(self, slot: Slot) -> Iterator[Finding]:
        """Neither title nor header names anything: then the unit is asked at once, too."""
        question = Question(Ask.UNIT, self.table.grid.sheet, table_subject(self.table))
        if not (slot.label or slot.code or question.key in self.asked.answers):
            sheet, where = self.table.grid.sheet, slot.label_cell
            yield refused(Code.NO_UNIT, sheet, where, question=question).finding

    def doubt(self, slot: Slot, trouble: Finding) -> Question | None:
        """The question whose answer does not fit what else the sheet says of the figure."""
        question = self.matcher.question(slot)
        return question if trouble.code in _MISFITS and question.key in self.asked.used else None

    def answered(self, slot: Slot) -> Question | None:
        """The question whose answer says which indicator or region the slot is of, if one does."""
        if not self.asked.used:
            return None
        sheet, row = self.table.grid.sheet, self.plan.subjects.get(slot.row, "")
        places = (self.places.total if is_total(text) else flat(text) for text in slot.regions)
        regions = (which_region(sheet, (), text) for text in filter(None, (row, *places)))
        asked = sorted((self.matcher.question(slot), *regions), key=lambda question: not question.subject)
        return next((question for question in asked if question.key in self.asked.used), None)

    def reading(self, slot: Slot, reader: ValueReader, cell: Cell, beside: Beside) -> tuple[Reading, Beside]:
        """The value of a filled cell, in the unit that was answered where the sheet gives none, or two."""
        try:
            return reader.read(cell, beside), beside
        except RefusedError as refusal:
            found, rivals = refusal.finding, beside.rivals
            is_short = found.code is Code.UNIT_MISMATCH and found.params["given"] == beside.unit
            likely = short_for(beside.unit, reader.entry.unit) if is_short else ()
            if not likely and (found.severity is Severity.ERROR or found.code not in _UNITS):
                raise
            fitting = [unit for unit in self.units.stated if convertible(unit, reader.entry.unit)]
            if found.code is Code.UNIT_CONFLICT and not rivals:  # the cell says its own
                rivals = found.params["given"], found.params["expected"]
                if self.units.are_all_own(slot.column):
                    told = beside._replace(unit=rivals[0], is_told=True)
                    return reader.read(cell, told), told
            elif len(fitting) == 1 and not (likely or beside.label_unit or rivals):  # 单位：人次、万元
                told = beside._replace(unit=fitting[0])
                return reader.read(cell, told), told
            subject = " ".join(filter(None, (self.matcher.question(slot).subject, "/".join(rivals))))
            likely_units = likely or rivals or multiples(reader.entry.unit)
            question = Question(Ask.UNIT, reader.sheet, subject, likely_units)
            weight = Severity.QUESTION if likely else found.severity
            where = beside.unit_cell if likely else found.cell
            asked = RefusedError(replace(found, severity=weight, cell=where, question=question))
            label = "" if likely else beside.label_unit
            unit = settle(asked, self.asked)
            told = beside._replace(unit=unit, label_unit=label, rivals=(), power=0, is_told=True)
        try:
            return reader.read(cell, told), told
        except RefusedError as refusal:
            raise RefusedError(replace(refusal.finding, question=question)) from None

    def covered(self, slot: Slot, entry: IndicatorEntry, where: str) -> str:
        """The code of the slot's region; raises RefusedError where a note or a line leaves something out."""
        region, sheet = self.places.of(slot), self.table.grid.sheet
        if self.table.grid.struck:
            check_struck(self.table, slot, self.asked)
        for note in self.notes.of(slot, entry):
            if not note.unit and note.narrows(region, self.index):
                question = Question(Ask.NOTE, sheet, flat(note.text), (AS_ASKED,))
                words = {"given": note.text, "candidates": entry.name}
                refusal = refused(Code.AMBIGUOUS_INDICATOR, sheet, where, question=question, **words)
                settle(refusal, self.asked)
        return region

    def noted(self, slot: Slot, entry: IndicatorEntry, beside: Beside) -> Beside:
        """With both units where a note says another than stands nearer, or a format hides one."""
        if self.table.grid.scaled and (found := self.units.hidden(slot, entry, beside)):
            return found
        for note in self.notes.of(slot, entry):
            rivals = (beside.unit, note.unit) if is_another(beside.unit, note.unit) else ()
            if note.unit and note.names(entry) and not convertible(note.unit, entry.unit):
                rivals = (beside.unit or entry.unit, note.unit)
            if rivals:
                return beside._replace(rivals=rivals)
        return beside

    @cached_property
    def places(self) -> Places:
        return Places(self.table, self.plan, self.top, self.index, self.asked)

    @cached_property
    def notes(self) -> Notes:
        return Notes(self.table, self.index)

    @cached_property
    def dates(self) -> Dates:
        return Dates(self.table, self.plan, self.top, self.asked, self.titles, self.notes, self.places)

    @cached_property
    def units(self) -> Units:
        return Units(self.table)
