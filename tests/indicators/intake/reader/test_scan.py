import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.intake.findings import Code
from indicators.intake.grid import Span, cell_name
from indicators.intake.reader.limits import DEFAULT, Limits, RefusalError
from indicators.intake.reader.scan import Bounds, read_reference, read_span

from .build import codes, read, xlsx


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_read_reference_undoes_cell_name(row: int, column: int) -> None:
    assert read_reference(cell_name(row, column)) == (row, column)


@pytest.mark.parametrize("text", ["", "A", "1", "A0", "A-1", "AAAA1", "A12345678", "$A$1", "A1 ", "Ａ１"])
def test_read_reference_refuses_anything_else(text: str) -> None:
    with pytest.raises(RefusalError):
        read_reference(text)


def test_read_span_orders_its_corners() -> None:
    assert read_span("C3:A1") == Span(0, 0, 2, 2)


@pytest.mark.parametrize("name", ["XFD1048576", "A1048576", "XFD1", "ZZZ9999999"])
def test_a_far_cell_is_named(name: str) -> None:
    row = "".join(letter for letter in name if letter.isdigit())

    heard = read(
        xlsx(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{name}"><v>1</v></c></row>')
    )

    finding = heard.findings[0]
    assert (finding.code, finding.sheet, finding.cell) == (Code.FAR_CELL, "表1", name)
    assert finding.params == {"rows": "200000", "columns": "2000", "cells": "2000000"}


def test_a_blank_far_cell_is_not_looked_at() -> None:
    heard = read(
        xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>')
    )

    assert (heard.grids[0].height, heard.grids[0].width) == (1, 1)


def test_a_block_too_large_names_the_cell_that_makes_it_wide() -> None:
    bounds = Bounds("表1", Limits(area=10_000))
    bounds.add(2, 999)

    bounds.add(9, 0)

    with pytest.raises(RefusalError) as caught:
        bounds.add(10, 0)

    assert caught.value.finding.cell == "ALL3"


def test_too_many_cells_are_refused() -> None:
    cells = "".join(f'<row r="{row}"><c><v>1</v></c></row>' for row in range(1, 12))

    assert codes(xlsx(cells), Limits(cells=11)) == []
    assert codes(xlsx(cells), Limits(cells=10)) == [Code.TOO_MANY_CELLS]


def test_merges_are_clipped_to_the_used_block() -> None:
    bounds = Bounds("表1", DEFAULT)
    bounds.add(2, 2)

    clipped = bounds.clip([Span(0, 0, 0, 16_383), Span(2, 2, 9, 9), Span(5, 5, 6, 6)])

    assert clipped == (Span(0, 0, 0, 2),)


def test_merges_that_overlap_without_end_are_refused() -> None:
    bounds = Bounds("表1", DEFAULT)
    bounds.add(9, 9)

    with pytest.raises(RefusalError):
        bounds.clip([Span(0, 0, 9, 9)] * 2)


def test_a_cell_that_stands_twice_is_refused() -> None:
    with pytest.raises(RefusalError) as caught:
        read(xlsx('<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>'))

    assert caught.value.finding.cell == "B1"
