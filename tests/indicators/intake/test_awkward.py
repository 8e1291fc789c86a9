"""Every awkward sheet gives its figures and findings, as grid and as the files of an office."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from indicators.intake.figure import FileReading
from indicators.intake.figures import read_figures
from indicators.intake.grid import Grid, Kind
from indicators.periods import Period
from tests.indicators.intake import (
    awkward,
    doubtful,
    languages,
    misleading,
    quarters,
    silent,
    strange,
    unsaid,
    unseen,
)
from tests.indicators.intake.awkward import Case, Placed
from tests.indicators.intake.corpus import INDEX, TODAY, codes, make_grid
from tests.indicators.intake.reader import build

MODULES = awkward, unseen, misleading, quarters, strange, doubtful, unsaid, languages, silent
CASES = [case for module in MODULES for case in module.CASES]
PLAIN = [case for case in CASES if not case.options and not case.merges]


def read(case: Case, grid: Grid) -> FileReading:
    period = Period.parse(case.period) if case.period else None
    return read_figures([grid], INDEX, period=period, region=case.region or None, today=TODAY)


def placed(reading: FileReading) -> list[Placed]:
    return sorted(
        ((each.indicator, each.region, str(each.period), each.value) for each in reading.figures), key=str
    )


def grid_of(case: Case) -> Grid:
    return make_grid(case.rows, merges=case.merges, **case.options)


def test_there_are_many() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_awkward_sheet(case: Case) -> None:
    reading = read(case, grid_of(case))

    assert placed(reading) == sorted(case.figures, key=str)
    assert sorted(codes(reading)) == sorted(case.said)


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: case.name)
def test_an_awkward_sheet_saved_as_csv(case: Case) -> None:
    grid = grid_of(case)
    if any(cell.kind is Kind.DATE for cell in grid.cells.values()):
        pytest.skip("a csv file knows no dates")
    stream = io.StringIO()
    csv.writer(stream).writerows(
        [grid.text(row, column) for column in range(grid.width)] for row in range(grid.height)
    )

    reading = read(case, build.read(stream.getvalue().encode("gb18030")).grids[0])

    assert placed(reading) == sorted(case.figures, key=str)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_choice_moves_no_figure_elsewhere(case: Case) -> None:
    free = set(placed(read(case, grid_of(case))))
    for period in ("2023-Q2", "2021-Q4"):
        for region in ("350100", "350102", "350121"):
            found = set(placed(read(replace(case, period=period, region=region), grid_of(case))))

            assert all(each[1] == region or each[2] == period for each in found - free)
