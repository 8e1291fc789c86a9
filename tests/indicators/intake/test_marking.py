"""What each cell is marked with."""

from decimal import Decimal

from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity, Subject
from indicators.intake.grid import Cell, Grid, Kind, Span, cell_name, position
from indicators.intake.marking import Sign, mark
from indicators.periods import Period
from indicators.quantities import Qualifier

Q2 = Period.parse("2023-Q2")


def number(text: str) -> Cell:
    return Cell(Decimal(text), text, Kind.NUMBER)


def words(text: str) -> Cell:
    return Cell(text, text, Kind.TEXT)


def grid(**fields: object) -> Grid:
    cells = {
        (0, 0): words("指标"),
        (0, 1): words("数量"),
        (0, 2): words("上期"),
        (1, 0): words("养老床位数"),
        (1, 1): number("120"),
        (1, 2): number("110"),
        (2, 0): words("某某数"),
        (2, 1): number("7"),
    }
    return Grid("表一", cells, **fields)  # type: ignore[arg-type]


def figure(cell: str = "B2") -> Figure:
    return Figure(
        indicator="eldercare.beds",
        region="350102",
        period=Q2,
        value=Decimal(120),
        absence=None,
        unit="张",
        printed="120",
        printed_unit="张",
        qualifier=Qualifier.EXACT,
        margin=Decimal(0),
        sheet="表一",
        cell=cell,
    )


def finding(severity: Severity, code: Code, cell: str, *, placed: bool = False) -> Finding:
    subject = Subject("eldercare.beds", "350102", Q2) if placed else None
    return Finding(severity, code, "表一", cell, subject=subject)


def signs(sheet: Grid, *findings: Finding, figures: tuple[Figure, ...] = (figure(),)) -> dict[str, str]:
    return {cell_name(*at): each.sign for at, each in mark([sheet], figures, findings)["表一"].items()}


def test_name_of_a_cell_leads_back_to_its_place() -> None:
    assert [position(name) for name in ("A1", "D14", "AB3", "XFD9")] == [(0, 0), (13, 3), (2, 27), (8, 16383)]
    assert [position(name) for name in ("", "A0", "14", "D", "D14:E15")] == [None] * 5


def test_figure_is_taken_and_other_numbers_are_not_read() -> None:
    assert signs(grid()) == {"B2": Sign.TAKEN, "C2": Sign.IGNORED, "B3": Sign.IGNORED}


def test_number_in_words_is_told_as_unread_too() -> None:
    sheet = Grid("表一", {(0, 0): words("7.58万"), (0, 1): words("2023年二季度"), (0, 2): words("养老")})

    assert signs(sheet, figures=()) == {"A1": Sign.IGNORED}


def test_worst_finding_of_a_cell_is_its_sign_and_the_figure_stays_with_it() -> None:
    warning = finding(Severity.WARNING, Code.FALLS, "B2", placed=True)
    note = finding(Severity.NOTE, Code.ROUNDED, "B2", placed=True)

    (marked,) = [each for each in mark([grid()], [figure()], [note, warning])["表一"].values() if each.figure]

    assert marked.sign is Sign.WARNING
    assert marked.findings == (warning, note)


def test_number_is_not_called_unread_while_an_answer_may_still_take_it() -> None:
    question = finding(Severity.QUESTION, Code.UNKNOWN_INDICATOR, "A3")

    assert signs(grid(), question) == {"B2": Sign.TAKEN, "A3": Sign.QUESTION}


def test_number_under_a_column_left_aside_or_hidden_is_unread_in_any_case() -> None:
    question = finding(Severity.QUESTION, Code.UNKNOWN_INDICATOR, "A3")
    column = finding(Severity.NOTE, Code.IGNORED_COLUMN, "C1")

    marked = signs(grid(hidden_rows=frozenset([2])), question, column)

    assert (marked["C1"], marked["C2"], marked["B3"]) == (Sign.NOTE, Sign.IGNORED, Sign.IGNORED)


def test_finding_inside_a_merged_block_stands_at_its_corner() -> None:
    question = finding(Severity.QUESTION, Code.UNKNOWN_INDICATOR, "A3")

    assert signs(grid(merges=(Span(1, 0, 2, 0),)), question)["A2"] == Sign.QUESTION


def test_question_about_the_whole_file_leaves_every_number_open() -> None:
    refusal = Finding(Severity.QUESTION, Code.NO_PERIOD)

    assert signs(grid(), refusal, figures=()) == {}
