import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.intake.grid import Cell, Kind, Span
from indicators.intake.reader.limits import DEFAULT
from indicators.intake.reader.wire import Output, read_lines

CELLS = {
    (0, 0): Cell("换\n行 \u2028", "换\n行 \u2028", Kind.TEXT),
    (0, 1): Cell(Decimal("12.50"), "12.50", Kind.NUMBER),
    (1, 0): Cell(Decimal("35.55"), "35.6%", Kind.PERCENT),
    (1, 1): Cell(date(2023, 6, 1), "2023年6月", Kind.DATE),
    (2, 0): Cell(False, "FALSE", Kind.BOOLEAN),
    (2, 1): Cell(None, "#N/A", Kind.ERROR),
    (3, 1): Cell(None, "=A1", Kind.UNCOMPUTED),
}


def spoken() -> bytes:
    stream = io.BytesIO()
    output = Output(stream, DEFAULT)
    output.kind("xlsx")
    output.start_sheet("表1", hidden=True)
    for (row, column), cell in CELLS.items():
        output.put(row, column, cell)
    output.end_sheet([Span(0, 0, 1, 0)], {1, 9}, {0})
    output.end()
    return stream.getvalue()


def test_what_the_child_says_the_parent_understands() -> None:
    heard = read_lines(io.BytesIO(spoken()))

    (grid,) = heard.grids
    assert grid.cells == CELLS
    assert grid.merges == (Span(0, 0, 1, 0),)
    assert (grid.hidden, grid.hidden_rows, grid.hidden_columns) == (True, frozenset({1}), frozenset({0}))


@given(st.integers(0, len(spoken()) - 2))
def test_lines_that_stop_short_are_refused(length: int) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_lines(io.BytesIO(spoken()[:length]))


@given(st.binary())
def test_garbage_is_refused(garbage: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_lines(io.BytesIO(garbage))
