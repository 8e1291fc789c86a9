"""What a file gave, as JSON in parts, so that a page of it needs only the parts that it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from indicators.intake.figure import Figure
from indicators.intake.findings import Finding
from indicators.intake.grid import Grid, Position
from indicators.intake.marking import ORDER, Mark, Marks, Sign, mark
from indicators.intake.packing import (
    pack_figure,
    pack_finding,
    pack_question,
    unpack_figure,
    unpack_finding,
    unpack_question,
)
from indicators.intake.questions import Key, Question
from indicators.intake.reader import wire
from indicators.intake.stamp import SHEET

VERSION = f"{wire.VERSION}.6"  # the second goes up where the same cells give other figures or findings
TOGETHER = 500  # findings, or marks, of one part
ASKED = 50  # questions that are kept: the others come when those are answered
PLACES = 6  # findings that are kept of one question
Numbered = tuple[int, Finding]  # numbered from 1, errors first


@dataclass(frozen=True, slots=True)
class Part:
    """Marks of one sheet between two rows; of no sheet (None): findings between two numbers."""

    sheet: int | None
    top: int
    bottom: int
    content: list[Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the first findings that ask it."""

    question: Question
    found: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a file without its parts: the sheets with the count of each sign, the questions."""

    cells: int
    figures: int
    findings: int
    is_unplaced: bool
    asked: int  # all questions
    questions: tuple[Asked, ...]  # the first of them
    sheets: tuple[tuple[str, Mapping[Sign, int]], ...]

    @property
    def content(self) -> dict[str, Any]:
        """As JSON, with the version that it is of."""
        return {
            "version": VERSION,
            "cells": self.cells,
            "read": self.figures,
            "found": self.findings,
            "is_unplaced": self.is_unplaced,
            "asked": self.asked,
            "questions": [
                [
                    pack_question(each.question),
                    [[number, pack_finding(found)] for number, found in each.found],
                ]
                for each in self.questions
            ],
            "sheets": [[name, counts] for name, counts in self.sheets],
        }


def split(
    grids: Sequence[Grid], figures: Sequence[Figure], findings: Iterable[Finding]
) -> tuple[Head, Iterator[Part]]:
    """The head and the parts of a record; the parts are made one after the other."""
    ordered = in_order(findings)
    marks = mark(grids, figures, ordered)
    sheets = [grid for grid in grids if grid.sheet != SHEET and grid.cells]
    questions = _questions(ordered)
    head = Head(
        cells=sum(len(grid.cells) for grid in grids),
        figures=len(figures),
        findings=len(ordered),
        is_unplaced=any(found.blocks and found.subject is None for found in ordered),
        asked=len(questions),
        questions=tuple(questions.values())[:ASKED],
        sheets=tuple((grid.sheet, _count(marks[grid.sheet])) for grid in sheets),
    )
    return head, _parts(ordered, [marks[grid.sheet] for grid in sheets])


def is_outdated(content: Mapping[str, Any]) -> bool:
    """What was found by another version, which may have read other figures."""
    return content.get("version") != VERSION


def read_head(content: Mapping[str, Any]) -> Head:
    """The head that has this content."""
    return Head(
        cells=content["cells"],
        figures=content["read"],
        findings=content["found"],
        is_unplaced=content["is_unplaced"],
        asked=content["asked"],
        questions=tuple(
            Asked(unpack_question(*question), tuple((number, unpack_finding(*row)) for number, row in found))
            for question, found in content["questions"]
        ),
        sheets=tuple(
            (name, {Sign(sign): count for sign, count in counts.items()})
            for name, counts in content["sheets"]
        ),
    )


def read_marks(
    parts: Iterable[Part], wanted: Callable[[int], bool]
) -> tuple[dict[Position, Mark], list[Numbered]]:
    """The marks that these parts hold in `wanted` rows, and the findings in them."""
    marks: dict[Position, Mark] = {}
    numbered: list[Numbered] = []
    for part in parts:
        known: dict[int, Finding] = {}
        rows, packed = part.content
        for row, column, sign, numbers, figure in rows:
            if not wanted(row):
                continue
            for number in numbers:
                if number not in known:
                    known[number] = unpack_finding(*packed[str(number)])
            found = tuple(known[number] for number in numbers)
            marks[row, column] = Mark(Sign(sign), found, unpack_figure(*figure) if figure else None)
        numbered += known.items()
    return marks, numbered


def read_findings(parts: Iterable[Part]) -> Iterator[Numbered]:
    for part in parts:
        for number, row in enumerate(part.content, part.top):
            yield number, unpack_finding(*row)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, else as they were found."""
    return tuple(sorted(findings, key=lambda found: ORDER.index(Sign(found.severity))))


def one_by_one(found: Finding) -> tuple[Question, ...]:
    """What a finding asks; of several rows each by itself, where one answer cannot do for all."""
    question = found.question
    if question is None or not question.parts:
        return (question,) if question else ()
    return tuple(replace(question, subject=part, parts=()) for part in question.parts)


def _questions(ordered: Iterable[Finding]) -> dict[Key, Asked]:
    """Each once, however many cells ask it."""
    asked: dict[Key, Asked] = {}
    for number, found in enumerate(ordered, 1):
        for question in one_by_one(found) if found.blocks else ():
            before = asked.get(question.key)
            if before is None:
                asked[question.key] = Asked(question, ((number, found),))
            elif len(before.found) < PLACES:
                asked[question.key] = Asked(before.question, (*before.found, (number, found)))
    return asked


def _count(marks: Marks) -> dict[Sign, int]:
    signs = [mark.sign for mark in marks.values()]
    return {sign: count for sign in ORDER if (count := signs.count(sign))}


def _parts(ordered: Sequence[Finding], sheets: Iterable[Marks]) -> Iterator[Part]:
    numbers = {id(found): number for number, found in enumerate(ordered, 1)}
    for first in range(0, len(ordered), TOGETHER):
        some = ordered[first : first + TOGETHER]
        yield Part(None, first + 1, first + len(some), [pack_finding(found) for found in some])
    for sheet, marks in enumerate(sheets):
        left = iter(sorted(marks.items(), key=lambda item: item[0]))
        while run := list(islice(left, TOGETHER)):
            found = {numbers[id(one)]: one for _, mark in run for one in mark.findings}
            rows = [
                [
                    *at,
                    mark.sign,
                    [numbers[id(one)] for one in mark.findings],
                    pack_figure(mark.figure) if mark.figure else None,
                ]
                for at, mark in run
            ]
            content = [rows, {str(number): pack_finding(one) for number, one in found.items()}]
            yield Part(sheet, run[0][0][0], run[-1][0][0], content)


def unpack(content: Mapping[str, Any]) -> tuple[list[Figure], list[Finding]]:
    """The figures and findings of a record that was made in one piece."""
    return (
        [unpack_figure(*row) for row in content["figures"]],
        [unpack_finding(*row) for row in content["findings"]],
    )
