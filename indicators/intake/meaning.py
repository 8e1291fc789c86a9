"""Which indicator a row or a column means: what the sheet tells, else what was answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indicators.intake.asked import Asked, RefusedError, left_out, refused, settle
from indicators.intake.entries import IndicatorEntry
from indicators.intake.findings import Code, Severity
from indicators.intake.headings import is_heading
from indicators.intake.matching import Index
from indicators.intake.modifiers import modifier
from indicators.intake.questions import SKIP, Ask, Question
from indicators.intake.slots import Slot
from indicators.intake.subjects import STEP, label_subject
from indicators.intake.titles import narrowing

_PART = re.compile(r"其中|[公民]办|男|女")  # heads a column that is only a part, whatever its rows are called


@dataclass(frozen=True, slots=True)
class Matcher:
    """Tells the indicators of one table's slots; `by_label` where its rows are indicators."""

    sheet: str
    by_label: bool
    index: Index
    asked: Asked
    titles: tuple[str, ...] = ()
    called: str = ""  # what tells the table from others of its sheet
    narrower: dict[tuple[str, str, tuple[str, ...]], str] = field(default_factory=dict)

    def question(self, slot: Slot, likely: Iterable[IndicatorEntry] = ()) -> Question:
        path = (*filter(None, [self.narrowed(slot)]), *slot.path)
        subject = label_subject(slot.label, path, slot.code) or self.called
        codes = tuple(entry.code for entry in likely)
        return Question(Ask.INDICATOR, self.sheet, subject, codes)

    def entry(self, slot: Slot) -> IndicatorEntry:
        """The indicator of a slot, the answered one where the sheet does not tell; raises as `meant` does.

        An answer for what the sheet tells by itself stays a question where it says otherwise.
        """
        try:
            entry = self.meant(slot)
        except RefusedError as refusal:
            code, finding = settle(refusal, self.asked), refusal.finding
            either = finding.question.candidates if finding.question else ()
            contradicts = finding.code is Code.CODE_NAME_CONFLICT and code not in either
            if contradicts or not self.index.has(code):
                raise
            return self.index.entry(code)
        if not self.asked.answers:
            return entry
        question = self.question(slot, [entry])
        if self.asked.answers.get(question.key, entry.code) == entry.code:
            return entry
        if self.asked.answer(question, slot.label_cell) == SKIP:
            raise left_out(self.sheet, slot.label_cell, slot.label)
        raise self.ambiguous(slot, [entry])

    def meant(self, slot: Slot) -> IndicatorEntry:
        """The indicator that the sheet itself tells.

        Raises RefusedError: UNKNOWN_INDICATOR, AMBIGUOUS_INDICATOR, CODE_NAME_CONFLICT.
        """
        where, label = slot.label_cell, slot.label
        match = self.index.indicator(label, slot.code, slot.path)
        entry = match.entry
        if match.candidates:
            raise self.ambiguous(slot, match.candidates)
        if entry is None:
            near = self.index.suggestions(label) if label else self.index.named_in(self.titles)
            raise refused(
                Code.UNKNOWN_INDICATOR,
                self.sheet,
                where,
                question=self.question(slot, near),
                given=" ".join(filter(None, (slot.code, label))),
                suggestions=names_of(near),
            )
        if match.conflict:
            raise refused(
                Code.CODE_NAME_CONFLICT,
                self.sheet,
                where,
                Severity.ERROR,
                question=self.question(slot, (entry, match.conflict)),
                indicator=match.conflict.name,
                given=label,
                code=slot.code,
                expected=entry.name,
            )
        if word := self.narrowed(slot):
            raise self.ambiguous(slot, [entry], STEP.join((word, label)))
        if not match.by_path and self.is_doubtful(slot, entry):
            raise self.ambiguous(slot, [entry], STEP.join((*slot.path, label)))
        return entry

    def narrowed(self, slot: Slot) -> str:
        """The words of a title that make a label without a code mean less; empty where none do."""
        words = slot.label, slot.code, slot.path
        entry = None if slot.code else self.index.indicator(*words).entry
        if entry and words not in self.narrower:
            known = (slot.label, entry.name, *entry.aliases)
            word = narrowing(self.titles, known) or modifier(self.titles, entry, self.index.region_words)
            self.narrower[words] = word
        return self.narrower.get(words, "")

    def is_doubtful(self, slot: Slot, entry: IndicatorEntry) -> bool:
        """What stands above a label may make it mean another indicator; above one with a code its column."""
        if not all(is_heading(part, entry) for part in slot.parts):
            return True
        above = slot.under if slot.code else slot.path
        known = (slot.label, entry.name, *entry.aliases)
        if narrowing(above, known) or _PART.search(" ".join(slot.under)):
            return True
        nearest = self.index.indicator(above[-1]).entry if above else None
        of_another = bool(nearest and entry.parent and entry.parent != nearest.code)
        astray = of_another and slot.label.startswith("其中")
        part = not self.by_label and bool(above) and above[0].startswith("其中")
        return not slot.code and (slot.recurs or astray or part)

    def ambiguous(self, slot: Slot, likely: Sequence[IndicatorEntry], given: str = "") -> RefusedError:
        return refused(
            Code.AMBIGUOUS_INDICATOR,
            self.sheet,
            slot.label_cell,
            question=self.question(slot, likely),
            given=given or slot.label,
            candidates=names_of(likely),
        )


def names_of(entries: Iterable[IndicatorEntry]) -> str:
    return "、".join(entry.name for entry in entries)
