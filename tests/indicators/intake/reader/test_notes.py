from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import Grid
from indicators.intake.reader.notes import name_ranges, note_hidden


def test_name_ranges_joins_neighbours() -> None:
    assert name_ranges({2, 4, 5, 6, 7, 8}, lambda row: str(row + 1)) == "3, 5-9"


def test_what_is_hidden_is_noted() -> None:
    grid = Grid("备用", {}, (), True, frozenset({2}), frozenset({0, 26, 27}))

    assert list(note_hidden(grid)) == [
        Finding(Severity.NOTE, Code.HIDDEN_SHEET, "备用"),
        Finding(Severity.NOTE, Code.HIDDEN_ROWS, "备用", params={"rows": "3"}),
        Finding(Severity.NOTE, Code.HIDDEN_COLUMNS, "备用", params={"columns": "A, AA-AB"}),
    ]


def test_a_sheet_that_hides_nothing_needs_no_note() -> None:
    assert list(note_hidden(Grid("表1", {}))) == []
