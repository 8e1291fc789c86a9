"""Which region a slot's figure is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from indicators.intake.asked import Asked, refused, settle, which_region
from indicators.intake.elsewhere import elsewhere
from indicators.intake.entries import RegionEntry
from indicators.intake.findings import Code
from indicators.intake.grid import cell_name
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Line, Table
from indicators.intake.layout.words import flat
from indicators.intake.matching import Index, is_total
from indicators.intake.plan import Plan
from indicators.intake.questions import Ask, numbered
from indicators.intake.region_above import table_region
from indicators.intake.region_in_cell import cell_region
from indicators.intake.slots import Slot
from indicators.intake.totals import PARTS, lacks_most, parts_of, whole


@dataclass(frozen=True)
class Places:
    """The regions of one table's slots; what the same words have meant before they mean again."""

    table: Table
    plan: Plan
    top: Sequence[Line]
    index: Index
    asked: Asked
    known: dict[tuple[str, ...], str] = field(default_factory=dict)
    steps: dict[str, tuple[RegionEntry, ...]] = field(default_factory=dict)  # what headings name

    def of(self, slot: Slot) -> str:
        """The code of the slot's region; raises RefusedError."""
        if slot.regions in self.known:
            return self.known[slot.regions]
        sheet, where = self.table.grid.sheet, slot.region_cell
        if slot.regions and self.elsewhere:
            question = which_region(sheet, ())
            given, where = self.elsewhere.text, cell_name(self.elsewhere.row, self.elsewhere.column)
            raise refused(Code.NO_REGION, sheet, where, question=question, given=given)
        found = [
            self.whole(where) if is_total(text) else cell_region(text, self.index, self.asked, sheet, where)
            for text in slot.regions
        ]
        if len(set(found)) > 1:
            crossed = slot.column.index in self.headed_by_regions or any(map(is_total, slot.regions))
            if not crossed and (inmost := self.inmost(found)):
                return self.known.setdefault(slot.regions, inmost)
            given, expected = slot.regions[-1], slot.regions[0]
            raise refused(Code.REGION_CONFLICT, sheet, where, given=given, expected=expected)
        if found:
            self.known[slot.regions] = found[0]
            return found[0]
        if self.table.fills(Role.REGION) or self.table.fills(Role.REGION_CODE):
            question = which_region(sheet, (), numbered(slot.row))
            refusal = refused(Code.NO_REGION, sheet, where, question=question, given="")
            code = settle(refusal, self.asked)
            if code not in self.index.regions:
                raise refusal
            return cell_region(code, self.index, self.asked, sheet, where)
        return self.headed(slot) if slot.path else self.table_region

    def inmost(self, codes: Sequence[str]) -> str:
        """The one of these regions that all the others hold, as 某街道 beside 某区; empty where none is."""
        rests = ((code, {*codes} - {code}) for code in codes)
        return next((code for code, rest in rests if rest.issubset(self.index.ancestors(code))), "")

    def headed(self, slot: Slot) -> str:
        """The table's region; raises RefusedError where a heading above the row names another."""
        sheet, region = self.table.grid.sheet, self.table_region
        within = {region, *self.index.ancestors(region)}
        for step in slot.path[len(slot.under) :]:
            if step not in self.steps:
                self.steps[step] = self.index.regions_in(step)
            if self.steps[step] and not within.issuperset(entry.code for entry in self.steps[step]):
                question = which_region(sheet, self.steps[step], flat(step))
                words = {"given": step, "expected": self.index.regions[region].name}
                refusal = refused(Code.REGION_CONFLICT, sheet, slot.label_cell, question=question, **words)
                code = settle(refusal, self.asked)
                if code not in self.index.regions:
                    raise refusal
                return cell_region(code, self.index, self.asked, sheet, slot.label_cell)
        return region

    def whole(self, cell: str) -> str:
        """The region that 合计 stands for; raises RefusedError, also where few of its parts are listed."""
        sheet, index = self.table.grid.sheet, self.index
        region = whole(self.parts, sheet, index, lambda: self.table_region)
        if not lacks_most(region, self.parts, index, least=1 if self.repeats else PARTS):
            return region
        question = which_region(sheet, [index.regions[region]], self.total)
        refusal = refused(Code.NO_REGION, sheet, cell, question=question, given=self.total)
        code = settle(refusal, self.asked)
        if code not in index.regions:
            raise refusal
        return code

    @cached_property
    def headed_by_regions(self) -> frozenset[int]:
        """The columns whose header names a region."""
        return frozenset(reach.column.index for reach in self.plan.reaches if reach.region)

    @cached_property
    def total(self) -> str:
        """合计 and what is listed above or below it: the sum of others is another."""
        return f"合计({'、'.join(self.index.regions[code].name for code in self.parts)})"

    @cached_property
    def repeats(self) -> bool:
        """合计 says again what stands beside the only region that is listed, and no more."""
        names = {row: text for row, text in self.table.texts(self.table.first(Role.REGION)).items() if text}
        if len(names) != PARTS or len(self.parts) != 1:
            return False
        columns = [reach.column for reach in self.plan.reaches]
        one, other = ([self.table.text(row, column) for column in columns] for row in names)
        return one == other

    @cached_property
    def parts(self) -> list[str]:
        return parts_of(self.plan, self.index)

    @cached_property
    def table_region(self) -> str:
        return table_region(self.table, self.top, self.index, self.asked)

    @cached_property
    def elsewhere(self) -> Line | None:
        """The title of another city, unless it was answered of which region the sheet is."""
        if (Ask.REGION, self.table.grid.sheet, "") in self.asked.answers:
            return None
        return elsewhere((*self.table.above, *self.top), self.index, self.table.grid.sheet)
