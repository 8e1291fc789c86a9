"""What a child said is found again row by row."""

import io
import itertools

import pytest

from indicators.intake.grid import Cell, Kind, Span
from indicators.intake.reader.limits import DEFAULT
from indicators.intake.reader.packed import SHOWN, Packed, pack
from indicators.intake.reader.wire import Output, count_cells, read_lines

ROWS, COLUMNS = 3000, 4
TALL = Span(10, 1, 2500, 1)
MERGES = [Span(0, 0, 0, 3), TALL, *(Span(row, 2, row, 3) for row in range(1, ROWS))]


def spoken() -> io.BytesIO:
    stream = io.BytesIO()
    output = Output(stream, DEFAULT)
    output.kind("xlsx")
    output.start_sheet("封面")
    output.put(0, 0, Cell("x" * (SHOWN + 9), "x" * (SHOWN + 9), Kind.TEXT))
    output.end_sheet()
    output.start_sheet("表二", hidden=True)
    output.comments({(1, 1): "不含民办"})
    for row, column in itertools.product(range(ROWS), range(COLUMNS)):
        text = f"第{row}行{column}列"
        output.put(row, column, Cell(text, text, Kind.TEXT))
    output.end_sheet(MERGES, {5, 6}, {3})
    output.end()
    return stream


def packed(words: io.BytesIO) -> Packed:
    target = io.BytesIO()
    pack(io.BytesIO(words.getvalue()), target)
    return Packed(target)


def test_all_that_was_said_is_said_again() -> None:
    words = spoken()

    again = read_lines(packed(words).words())

    assert again == read_lines(io.BytesIO(words.getvalue()))
    assert packed(words).cells == count_cells(words) == ROWS * COLUMNS + 1


def test_window_holds_its_rows_and_the_merges_that_touch_them() -> None:
    opened = packed(spoken())
    whole = read_lines(opened.words()).grids[1]

    grid = opened.window(1, range(2000, 2200))

    rows = {*range(2000, 2200), TALL.top}
    assert grid.cells == {at: cell for at, cell in whole.cells.items() if at[0] in rows}
    assert set(grid.merges) == {TALL, *(span for span in MERGES if 2000 <= span.top < 2200)}
    assert (grid.hidden, grid.hidden_rows, grid.hidden_columns) == (True, {5, 6}, {3})
    assert (opened.sheets[1].height, opened.sheets[1].width) == (ROWS, COLUMNS)


def test_window_repeats_no_text_that_is_longer_than_a_page_needs() -> None:
    (cell,) = packed(spoken()).window(0, range(10)).cells.values()

    assert len(cell.text) == SHOWN + 1


def test_no_line_is_long() -> None:
    assert max(len(line) for line in spoken().getvalue().splitlines()) < 200_000


def test_lines_that_stop_short_are_not_packed() -> None:
    words = spoken().getvalue()

    with pytest.raises(ValueError, match="stop short"):
        pack(io.BytesIO(words[: words.rindex(b"[")]), io.BytesIO())
