"""What is remembered of sheets like these, and what has changed in them; writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import Grid
from indicators.intake.matching import Index
from indicators.intake.questions import SKIP, Answers, Ask, Key
from indicators.intake.signature import Look, changes, look_of, recognise
from indicators.intake.stamp import SHEET, read_stamp
from indicators.models import Answer, Layout


@dataclass(frozen=True)
class Recalled:
    """The answers that still hold, by what they answer in this file, and what has changed."""

    kept: Mapping[Key, Answer] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def answers(self) -> Answers:
        return {key: answer.value for key, answer in self.kept.items()}

    def notes(self, used: Mapping[Key, str]) -> Iterator[Finding]:
        """REMEMBERED for each answer that was `used`, at the first cell that it was used for."""
        for key, cell in used.items():
            if answer := self.kept.get(key):
                words = answer.called or answer.value
                if words == SKIP:
                    said = {"skipped": answer.subject or str(answer.layout)}
                elif answer.ask == Ask.NOTE:
                    said = {"noted": answer.subject}
                elif answer.subject:
                    said = {"given": answer.subject, "answer": words}
                else:
                    said = {"whole": words}
                who = {"by": answer.by.username, "day": timezone.localdate(answer.at).isoformat()}
                yield Finding(Severity.NOTE, Code.REMEMBERED, key[1], cell, said | who)


def recall(grids: Iterable[Grid], index: Index) -> Recalled:
    """What is remembered of the sheets that are known again; of an official template nothing is needed."""
    layouts = {layout.pk: layout for layout in Layout.objects.all()}
    if not layouts:
        return Recalled()
    kept: dict[Key, Answer] = {}
    findings: list[Finding] = []
    for grid, look in looks(grids, index):
        pk = recognise(look, {pk: look_at(layout) for pk, layout in layouts.items()})
        if pk is None:
            continue
        answers = Answer.objects.with_people().filter(layout=pk)
        kept |= {
            (Ask(answer.ask), grid.sheet, answer.subject): answer
            for answer in answers
            if holds(answer, index)
        }
        if params := changes(look_at(layouts[pk]), look):
            day = timezone.localdate(layouts[pk].taken_at).isoformat()
            findings.append(
                Finding(Severity.NOTE, Code.LAYOUT_CHANGED, grid.sheet, "", {"day": day} | params)
            )
    return Recalled(kept, tuple(findings))


def looks(grids: Iterable[Grid], index: Index) -> Iterator[tuple[Grid, Look]]:
    """What each sheet looks like that is read and that no template has made."""
    grids = tuple(grids)
    stamp = read_stamp(grids)
    own = {SHEET, *([stamp.sheet] if stamp else ())}
    for grid in grids:
        if grid.sheet not in own and not grid.hidden and (look := look_of(grid, index)):
            yield grid, look


def look_at(layout: Layout) -> Look:
    return Look(layout.number, layout.title, tuple(layout.columns), tuple(layout.rows), tuple(layout.places))


def holds(answer: Answer, index: Index) -> bool:
    """What the answer names is still there and still called so; a unit or a header names nothing."""
    return answer.value == SKIP or answer.called == name_of(Ask(answer.ask), answer.value, index)


def name_of(ask: Ask, value: str, index: Index) -> str | None:
    """What an answer's code is called, empty for what has no name of its own, None where it names nothing."""
    if ask is Ask.INDICATOR:
        return index.entry(value).name if index.has(value) else None
    if ask is Ask.REGION:
        return index.regions[value].name if value in index.regions else None
    return ""
