"""What became of each cell of a file: taken, asked about, wrong, remarked on, or left aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding
from indicators.intake.grid import Grid, Position, position
from indicators.intake.layout.table import NUMBERS, merged
from indicators.intake.stamp import SHEET
from indicators.intake.values import is_quantity


class Sign(StrEnum):
    """What a cell is marked with: its worst finding, else whether it was taken."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"
    NOTE = "note"
    TAKEN = "taken"
    IGNORED = "ignored"  # a number of which nothing was made


ORDER = list(Sign)


class Mark(NamedTuple):
    """The sign of one cell, with what was found there and the figure that was taken from it."""

    sign: Sign
    findings: tuple[Finding, ...] = ()
    figure: Figure | None = None


Marks = Mapping[Position, Mark]


def mark(grids: Iterable[Grid], figures: Iterable[Figure], findings: Iterable[Finding]) -> dict[str, Marks]:
    """The marks of each sheet, by its name; a finding inside a merged block stands at its corner."""
    taken: dict[str, list[Figure]] = defaultdict(list)
    found: dict[str, list[Finding]] = defaultdict(list)
    for figure in figures:
        taken[figure.sheet].append(figure)
    for finding in findings:
        found[finding.sheet].append(finding)
    unplaced = any(finding.blocks and not finding.subject for finding in found[""])
    return {
        grid.sheet: _mark(grid, taken[grid.sheet], found[grid.sheet], is_open=unplaced)
        for grid in grids
        if grid.sheet != SHEET
    }


def _mark(grid: Grid, figures: list[Figure], findings: list[Finding], *, is_open: bool) -> Marks:
    covers = merged(grid)
    said: dict[Position, list[Finding]] = defaultdict(list)
    for finding in findings:
        if at := position(finding.cell):
            said[covers.get(at, at)].append(finding)
    taken = {at: figure for figure in figures if (at := position(figure.cell))}
    marks = {at: Mark(Sign.TAKEN, (), figure) for at, figure in taken.items()}
    marks |= {at: _of(found, taken.get(at)) for at, found in said.items()}
    is_open = is_open or any(finding.blocks and not finding.subject for finding in findings)
    for at, why in _left_aside(grid, marks, said, is_open=is_open):
        marks[at] = Mark(Sign.IGNORED, why)
    return marks


def _of(findings: Iterable[Finding], figure: Figure | None) -> Mark:
    ranked = sorted(findings, key=lambda finding: ORDER.index(Sign(finding.severity)))
    return Mark(Sign(ranked[0].severity), tuple(ranked), figure)


def _left_aside(
    grid: Grid, marks: Marks, said: Mapping[Position, list[Finding]], *, is_open: bool
) -> Iterator[tuple[Position, tuple[Finding, ...]]]:
    """Other numbers, that nobody reads; while something is open, only those that no answer changes."""
    unread = {
        column: (row, finding)
        for (row, column), findings in said.items()
        for finding in findings
        if finding.code is Code.IGNORED_COLUMN
    }
    numbers = set(filter(is_quantity, grid.texts))
    for at, cell in grid.cells.items():
        if (cell.text not in numbers and cell.kind not in NUMBERS) or at in marks:
            continue
        row, column = at
        under = unread.get(column)
        if under and under[0] < row:
            yield at, (under[1],)
        elif not is_open or grid.hidden or row in grid.hidden_rows or column in grid.hidden_columns:
            yield at, ()
