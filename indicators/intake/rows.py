"""One table to figures: each slot with its indicator, region, period and value, or what stands against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from indicators.intake.asked import (
    Asked,
    RefusedError,
    period_told,
    refused,
    settle,
    which_period,
    which_region,
)
from indicators.intake.checks import checked
from indicators.intake.choices import head
from indicators.intake.comparisons import read_comparison
from indicators.intake.context import (
    cell_period,
    cell_region,
    placed,
    table_period,
    table_region,
)
from indicators.intake.elsewhere import elsewhere
from indicators.intake.entries import IndicatorEntry
from indicators.intake.exclusions import Note, read_notes
from indicators.intake.figure import Comparison, Figure
from indicators.intake.findings import Code, Finding, Severity, Subject
from indicators.intake.grid import Cell, cell_name
from indicators.intake.layout.furniture import (
    Said,
    unit_said,
    unit_titled,
    units_said,
    without_days,
)
from indicators.intake.layout.headers import is_span
from indicators.intake.layout.roles import Role, role_of, says_own_span
from indicators.intake.layout.table import Column, Line, Table
from indicators.intake.layout.words import flat
from indicators.intake.marks import Marks, Meaning, check_header, check_mark, is_starred, read_marks
from indicators.intake.matching import Index, is_everywhere, is_total, label_unit
from indicators.intake.meaning import Matcher
from indicators.intake.period_checks import SumCell, check_period_sums
from indicators.intake.period_words import is_running
from indicators.intake.plan import ALONE, Plan, make_plan
from indicators.intake.provisional import says_provisional
from indicators.intake.questions import AS_ASKED, Ask, Question, numbered
from indicators.intake.remarks import Remark, lines_below, read_remarks
from indicators.intake.row_dates import finer_title, is_year
from indicators.intake.row_notes import note_columns, row_notes, row_remarks
from indicators.intake.slots import Slot, counted, slots
from indicators.intake.spans import check_spans
from indicators.intake.subjects import label_subject
from indicators.intake.subtotals import Row, check_subtotals, is_subtotal
from indicators.intake.titles import titles
from indicators.intake.totals import check_totals, whole
from indicators.intake.units import nearest_unit, rival_units, scale_columns, scaled_unit, unit_in
from indicators.intake.values import Beside, Reading, ValueReader, convertible, is_quantity
from indicators.periods import Period
from indicators.quantities import multiples

_MISFITS = (Code.UNIT_MISMATCH, Code.WRONG_FREQUENCY, Code.NATURE_CONFLICT)
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
    for slot in counted(slots(plan, index), tell):
        if slot.code and not index.knows(slot.code) and index.indicator(slot.label, "", slot.path).entry:
            strange.setdefault(slot.code, slot.label_cell)
        if called := next(filter(is_subtotal, slot.regions), ""):
            subtotals.extend(Row(slot.row, found, called) for found in reader.read_sum(slot))
            continue
        if each := reader.sum_of_periods(slot):
            over_periods.append(each)
            continue
        for found in reader.read(slot):
            if isinstance(found, Finding) and is_unsuited(found, slot):
                unsuited.append((slot, found))
            elif isinstance(found, Figure):
                rows.append(Row(slot.row, found, column=slot.column.index))
                told.add((slot.row, slot.label))
                if any(is_total(text) or is_everywhere(text) for text in slot.regions):
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
    kept, disagreeing = check_totals([each.figure for each in rows], index, sums)
    yield from kept
    yield from disagreeing
    yield from check_subtotals(subtotals, rows, index)
    yield from check_period_sums(table, over_periods, rows)
    yield from check_spans(plan, kept, index)
    if strange:
        given = "、".join([*strange][:SOME]) + ("…" if len(strange) > SOME else "")
        params = {"given": given, "count": str(len(strange))}
        sheet, where = table.grid.sheet, next(iter(strange.values()))
        yield Finding(Severity.NOTE, Code.UNKNOWN_CODE, sheet, where, params)


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
    places: dict[tuple[str, ...], str] = field(default_factory=dict)
    dates: dict[tuple[object, ...], Period] = field(default_factory=dict)
    beside_notes: dict[str, tuple[Note, ...]] = field(default_factory=dict)
    nearest: dict[tuple[object, ...], tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)

    def read(self, slot: Slot) -> Iterator[Figure | Finding | Comparison]:
        """The figure of one cell, or everything that stands against it."""
        sheet = self.table.grid.sheet
        cell = self.table.cell(slot.row, slot.column)
        where = cell_name(slot.row, slot.column.index)
        beside, why = self.beside(slot), slot.why
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
            period = self.date(slot, entry, where)
        except RefusedError as refusal:
            troubles.append(refusal.finding)
        if reading is None or region is None or period is None:
            subject = Subject(entry.code, region, period) if region and period else None
            skipped = [trouble for trouble in troubles if trouble.code is Code.LEFT_OUT]
            for trouble in skipped[:1] or troubles:
                question = trouble.question or self.doubt(slot, trouble)
                yield replace(trouble, subject=subject, question=question)
            return
        citation, note = self.words(slot, Role.CITATION), self.words(slot, Role.NOTE)
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
            check_header(entry, slot.column.header, sheet, where)
            return placed(entry, self.remarked(slot, entry, where), header, sheet, where, today)
        except RefusedError as refusal:
            if refusal.finding.code is not Code.NATURE_CONFLICT:
                raise
            subject = label_subject(slot.label) if marked else flat(header)
            question = Question(Ask.NATURE, sheet, subject, (AS_ASKED,))
            settle(RefusedError(replace(refusal.finding, question=question)), self.asked)
        return placed(entry, self.remarked(slot, entry, where), "", sheet, where, today)

    def remarked(self, slot: Slot, entry: IndicatorEntry, where: str) -> Said:
        """What is said of the slot's period; raises RefusedError where a note says another."""
        said, starred = self.period(slot), is_starred(self.table, slot.row, slot.label)
        for each in (*self.remarks, *row_remarks(self.note(slot), self.table.year)):
            elsewhere = each.region and each.region != self.region(slot)
            differs = each.said.period.end != said.period.end and not elsewhere
            if differs and each.is_of(entry, starred=starred):
                sheet, words = self.table.grid.sheet, {"given": each.text, "expected": str(said.period)}
                question = which_period(sheet, (said, each.said), flat(each.text))
                return self.told(refused(Code.PERIOD_CONFLICT, sheet, where, question=question, **words))
        return said

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        return tuple(read_remarks((*self.table.above, *lines_below(self.table)), self.table.year, self.index))

    def read_sum(self, slot: Slot) -> Iterator[Figure]:
        """The figure of a row that sums some regions, as if it were of them all."""
        sum_of = self.asked.region or next(iter(self.index.regions), "")
        found = self.read(slot._replace(regions=(sum_of,)))
        return (figure for figure in found if isinstance(figure, Figure))

    def sum_of_periods(self, slot: Slot) -> SumCell | None:
        """A cell that sums up periods; None for any other, and where it names what the figure is of."""
        if not slot.over:
            return None
        try:
            entry = self.entry(slot)
        except RefusedError:
            return None
        runs = is_running(slot.over.called) and entry.nature.falls_is_suspicious
        if runs or slot.over.frequency is entry.frequency:
            return None
        where = cell_name(slot.row, slot.column.index)
        first = slot._replace(over=None, is_alone=False, period_text=slot.over.text)
        figures = (found for found in self.read(first) if isinstance(found, Figure))
        return SumCell(slot.over, where, slot.column, entry, slot.is_alone, next(figures, None))

    def entry(self, slot: Slot) -> IndicatorEntry:
        """The indicator that a slot means; raises RefusedError."""
        words = slot.label, slot.code, slot.path, slot.under, slot.parts, slot.recurs
        if (known := self.entries.get(words)) is None:
            known = self.entries[words] = self.matcher.entry(slot)
        return known

    def date(self, slot: Slot, entry: IndicatorEntry, where: str) -> Period:
        """The period that a slot's figure is kept at; raises RefusedError."""
        marked = self.marked(slot)
        words: tuple[object, ...]
        told = slot.label if marked else "", slot.is_alone
        words = entry.code, slot.column.index, slot.period_text, marked, *told
        by_row = not slot.period_text and self.is_used(Role.PERIOD)
        if by_row or self.remarks or self.note(slot):  # then each row by itself
            words += (slot.row,)
        if (known := self.dates.get(words)) is None:
            known = self.dates[words] = self.placed(slot, entry, where)
        return known

    @cached_property
    def matcher(self) -> Matcher:
        return Matcher(self.table.grid.sheet, self.plan.by_label, self.index, self.asked, self.titles)

    def marked(self, slot: Slot) -> Meaning | None:
        """What the star of a row, or its lack, says of its figure."""
        if not self.has_marks:
            return None
        return self.marks.of(starred=is_starred(self.table, slot.row, slot.label))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        return titles(self.table.above or self.top, self.table.grid.sheet)

    @cached_property
    def is_provisional(self) -> bool:
        return any(map(says_provisional, self.titles))

    @cached_property
    def spans(self) -> tuple[str, ...]:
        """What lines such as 统计时间：2023年4月1日至6月30日 say."""
        lines = self.table.above or self.top
        timed = (line.text for line in lines if role_of(line.text.partition(":")[0]) is Role.PERIOD)
        return tuple(map(without_days, timed))

    @cached_property
    def marks(self) -> Marks:
        return read_marks(self.table)

    @cached_property
    def has_marks(self) -> bool:
        return self.marks != Marks()

    def nameless(self, slot: Slot) -> Iterator[Finding]:
        """Neither title nor header names anything: then the unit is asked at once, too."""
        question = Question(Ask.UNIT, self.table.grid.sheet)
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
        regions = (which_region(sheet, (), text) for text in filter(None, (row, *map(flat, slot.regions))))
        asked = sorted((self.matcher.question(slot), *regions), key=lambda question: not question.subject)
        return next((question for question in asked if question.key in self.asked.used), None)

    def reading(self, slot: Slot, reader: ValueReader, cell: Cell, beside: Beside) -> tuple[Reading, Beside]:
        """The value of a filled cell, in the unit that was answered where the sheet gives none, or two."""
        try:
            return reader.read(cell, beside), beside
        except RefusedError as refusal:
            if refusal.finding.code not in (Code.NO_UNIT, Code.UNIT_CONFLICT):
                raise
            rivals = beside.rivals
            fitting = [unit for unit in self.units if convertible(unit, reader.entry.unit)]
            if len(fitting) == 1 and not (beside.label_unit or rivals):  # 单位：人次、万元
                told = beside._replace(unit=fitting[0])
                return reader.read(cell, told), told
            subject = " ".join(filter(None, (self.matcher.question(slot).subject, "/".join(rivals))))
            likely = rivals or multiples(reader.entry.unit)
            question = Question(Ask.UNIT, reader.sheet, subject, likely)
            asked = RefusedError(replace(refusal.finding, question=question))
            told = beside._replace(unit=settle(asked, self.asked), rivals=())
        try:
            return reader.read(cell, told), told
        except RefusedError as refusal:
            raise RefusedError(replace(refusal.finding, question=question)) from None

    def beside(self, slot: Slot) -> Beside:
        """The unit that row, label, header or the line above give a cell, and the row's own words on it."""
        column = self.table.first(Role.UNIT)
        words = self.words(slot, Role.UNIT), slot.label, slot.unit, slot.column.index
        if words not in self.nearest:
            label = label_unit(slot.label)
            units = (unit_in(words[0]), label, slot.unit, slot.column.unit, self.unit)
            self.nearest[words] = nearest_unit(units), label, rival_units((*units[:2], slot.column.unit))
        unit, label, rivals = self.nearest[words]
        if self.scales:
            scaled = scaled_unit((self.table.text(slot.row, each) for each in self.scales), unit)
            rivals = (unit, scaled) if scaled else rivals
        where = cell_name(slot.row, column.index) if column else head(self.table, slot.column)
        printed = "" if slot.column.role is Role.PRINTED else self.words(slot, Role.PRINTED)
        return Beside(
            unit=unit,
            label_unit=label,
            unit_cell=where,
            rivals=rivals,
            printed=printed,
            qualifier=self.words(slot, Role.QUALIFIER),
        )

    def region(self, slot: Slot) -> str:
        """The code of the slot's region; raises RefusedError."""
        if slot.regions in self.places:
            return self.places[slot.regions]
        sheet, where = self.table.grid.sheet, slot.region_cell
        if slot.regions and self.elsewhere:
            question = which_region(sheet, ())
            given, where = self.elsewhere.text, cell_name(self.elsewhere.row, self.elsewhere.column)
            raise refused(Code.NO_REGION, sheet, where, question=question, given=given)
        found = [
            self.whole if is_total(text) else cell_region(text, self.index, self.asked, sheet, where)
            for text in slot.regions
        ]
        if len(set(found)) > 1:
            given, expected = slot.regions[-1], slot.regions[0]
            raise refused(Code.REGION_CONFLICT, sheet, where, given=given, expected=expected)
        if found:
            self.places[slot.regions] = found[0]
            return found[0]
        if self.is_used(Role.REGION) or self.is_used(Role.REGION_CODE):
            question = which_region(sheet, (), numbered(slot.row))
            refusal = refused(Code.NO_REGION, sheet, where, question=question, given="")
            code = settle(refusal, self.asked)
            if code not in self.index.regions:
                raise refusal
            return cell_region(code, self.index, self.asked, sheet, where)
        return self.table_region

    def covered(self, slot: Slot, entry: IndicatorEntry, where: str) -> str:
        """The code of the slot's region; raises RefusedError where a note leaves out something of it."""
        region, sheet = self.region(slot), self.table.grid.sheet
        for note in self.notes_of(slot, entry):
            if not note.unit and note.narrows(region, self.index):
                question = Question(Ask.NOTE, sheet, flat(note.text), (AS_ASKED,))
                words = {"given": note.text, "candidates": entry.name}
                refusal = refused(Code.AMBIGUOUS_INDICATOR, sheet, where, question=question, **words)
                settle(refusal, self.asked)
        return region

    def noted(self, slot: Slot, entry: IndicatorEntry, beside: Beside) -> Beside:
        """With both units where a note says another than stands nearer."""
        for note in self.notes_of(slot, entry):
            rivals = rival_units((beside.unit, note.unit))
            if note.unit and note.names(entry) and not convertible(note.unit, entry.unit):
                rivals = (beside.unit or entry.unit, note.unit)
            if rivals:
                return beside._replace(rivals=rivals)
        return beside

    def notes_of(self, slot: Slot, entry: IndicatorEntry) -> Sequence[Note]:
        own: Sequence[Note] = ()
        if self.notes:
            starred = is_starred(self.table, slot.row, slot.label)
            own = [note for note in self.notes if note.is_of(entry, starred=starred)]
        if not (beside := self.note(slot)):
            return own
        if beside not in self.beside_notes:
            self.beside_notes[beside] = tuple(row_notes(beside, self.index))
        return [*own, *self.beside_notes[beside]]

    def note(self, slot: Slot) -> str:
        """What stands beside the figure, and what is noted on it, on its label or on its header."""
        comments = self.table.grid.comments
        if not (self.note_columns or comments):
            return ""
        said = [self.table.text(slot.row, column) for column in self.note_columns]
        if comments:
            names = self.table.with_role(Role.LABEL, Role.REGION, Role.REGION_CODE)
            places = [(slot.row, each.index) for each in (*names, slot.column)]
            places += [(row, slot.column.index) for row in self.table.header_rows]
            said += [comments.get(self.table.covers.get(at, at), "") for at in places]
        return "。".join(filter(None, said))

    @cached_property
    def note_columns(self) -> list[Column]:
        return note_columns(self.table)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        return tuple(read_notes(self.table.above, lines_below(self.table), self.index))

    def period(self, slot: Slot) -> Said:
        """What the slot's column, row or table says of its period; raises RefusedError."""
        sheet, where = self.table.grid.sheet, slot.period_cell
        if slot.period_text:
            said = cell_period(self.with_year(slot.period_text), sheet, where, self.asked)
            known = slot.period.period if slot.period else self.asked.period
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
        if self.is_used(Role.PERIOD):
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
    def whole(self) -> str:
        return whole(self.plan, self.index, lambda: self.table_region)

    def is_used(self, role: Role) -> bool:
        """Some row fills such a column, so that a blank in it is a question."""
        column = self.table.first(role)
        return column is not None and column.index in self.used

    @cached_property
    def used(self) -> frozenset[int]:
        columns = self.table.with_role(Role.REGION, Role.REGION_CODE, Role.PERIOD)
        return frozenset(
            column.index for column in columns if any(self.table.text(row, column) for row in self.table.rows)
        )

    @cached_property
    def scales(self) -> list[Column]:
        return scale_columns(self.table)

    @cached_property
    def unit(self) -> str:
        return unit_said(self.table.above) or unit_titled(self.table.above)

    @cached_property
    def units(self) -> frozenset[str]:
        return units_said(self.table.above)

    @cached_property
    def table_region(self) -> str:
        return table_region(self.table, self.top, self.index, self.asked)

    @cached_property
    def elsewhere(self) -> Line | None:
        """The title of another city, unless it was answered of which region the sheet is."""
        if (Ask.REGION, self.table.grid.sheet, "") in self.asked.answers:
            return None
        return elsewhere((*self.table.above, *self.top), self.index, self.table.grid.sheet)

    @cached_property
    def table_period(self) -> Said:
        return table_period(self.table, self.top, self.asked)

    def words(self, slot: Slot, role: Role) -> str:
        return self.columns[role].get(slot.row, "")

    @cached_property
    def columns(self) -> Mapping[Role, Mapping[int, str]]:
        """What the first column of each role says, by row."""
        return {role: self.table.texts(self.table.first(role)) for role in Role}
