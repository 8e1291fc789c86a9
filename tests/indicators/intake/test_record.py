"""What a file gave reads back as it was, part by part."""

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity, Subject
from indicators.intake.grid import Grid, cell_name
from indicators.intake.marking import Sign, mark
from indicators.intake.questions import Ask, Question
from indicators.intake.record import ASKED, Part, read_findings, read_head, read_marks, split
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier
from tests.indicators.intake.test_marking import figure, number

COLUMN = Finding(Severity.NOTE, Code.IGNORED_COLUMN, "表一", "C1", {"column": "上期"})
FALLS = Finding(
    Severity.WARNING,
    Code.FALLS,
    "表一",
    "B2",
    {"given": "7"},
    Subject("eldercare.beds", "350102", Period.parse("2023-06")),
)


def as_json(parts: Iterable[Part]) -> list[Part]:
    return [replace(part, content=json.loads(json.dumps(part.content))) for part in parts]


def long_sheet(rows: int) -> tuple[Grid, list[Figure]]:
    cells = {(row, column): number("7") for row in range(rows) for column in (1, 2)}
    return Grid("表一", cells), [figure(cell_name(row, 1)) for row in range(1, rows)]


def test_record_reads_back_as_it_was_written() -> None:
    grid, figures = long_sheet(700)
    figures[1] = figures[1]._replace(value=Decimal("75800"), qualifier=Qualifier.ABOUT, margin=Decimal("50"))
    figures[2] = figures[2]._replace(value=None, absence=Absence.WITHHELD)
    findings = [COLUMN, FALLS]

    head, made = split([grid], figures, findings)
    parts = as_json(made)
    marks, _ = read_marks([part for part in parts if part.sheet == 0], lambda _row: True)

    assert read_head(json.loads(json.dumps(head.content))) == head
    assert marks == mark([grid], figures, findings)["表一"]
    assert [found for _number, found in read_findings(part for part in parts if part.sheet is None)] == [
        FALLS,
        COLUMN,
    ]
    assert head.sheets == (("表一", {Sign.WARNING: 1, Sign.NOTE: 1, Sign.TAKEN: 698, Sign.IGNORED: 700}),)


def test_some_rows_need_only_the_parts_that_hold_them() -> None:
    grid, figures = long_sheet(2000)

    _head, made = split([grid], figures, [])
    parts = [part for part in made if part.sheet == 0 and part.top <= 1010 and part.bottom >= 1000]
    marks, _ = read_marks(parts, range(1000, 1011).__contains__)

    assert len(parts) <= 2
    assert {row for row, _column in marks} == set(range(1000, 1011))


def test_only_the_first_questions_are_kept_and_all_are_counted() -> None:
    findings = [
        Finding(
            Severity.QUESTION,
            Code.UNKNOWN_INDICATOR,
            "表一",
            f"A{row}",
            {"given": f"某{row % 60}"},
            question=Question(Ask.INDICATOR, "表一", f"某{row % 60}"),
        )
        for row in range(1, 121)
    ]

    head, _ = split([long_sheet(2)[0]], [], findings)

    assert (head.asked, len(head.questions), head.is_unplaced) == (60, ASKED, True)
    assert [number for number, _found in head.questions[0].found] == [1, 61]
