from decimal import Decimal

import pytest

from indicators.intake.provisional import says_provisional, without_mark
from indicators.intake.typed import Typed, read_typed
from indicators.periods import Period
from indicators.quantities import Absence
from tests.indicators.intake.corpus import indicator, read_rows

HEADER = ["地区", "养老机构（家）", "备注"]
PERIOD = ["2023年6月"]


@pytest.mark.parametrize(
    ("words", "is_said"),
    [
        ("初步数", True),
        ("初步数，待年报核实", True),
        ("本期为快报数", True),
        ("暂为初步统计数", True),
        ("2023年6月末（快报数）", True),
        ("Preliminary figures", True),
        ("", False),
        ("初步建成", False),
        ("不是初步数", False),
        ("民政事业统计快报", False),
        ("已由初步数核实为最终数", False),
    ],
)
def test_only_a_clause_of_its_own_says_that_a_figure_is_provisional(words: str, is_said: bool) -> None:
    assert says_provisional(words) is is_said


@pytest.mark.parametrize(
    ("text", "bare", "is_marked"),
    [
        ("167（初步数）", "167", True),
        ("1.2万(快报)", "1.2万", True),
        ("(120)", "(120)", False),
        ("（初步数）", "（初步数）", False),
        ("167（含公办3家）", "167（含公办3家）", False),
    ],
)
def test_the_mark_behind_a_number_is_taken_off(text: str, bare: str, is_marked: bool) -> None:
    assert without_mark(text) == (bare, is_marked)


@pytest.mark.parametrize(
    "rows",
    [
        (PERIOD, HEADER, ["鼓楼区", "3（初步数）", ""]),
        (PERIOD, HEADER, ["鼓楼区", 3, "初步数"]),
        (PERIOD, ["地区", "养老机构（家）（快报数）"], ["鼓楼区", 3]),
        (["2023年6月养老服务（初步数）"], HEADER, ["鼓楼区", 3, ""]),
    ],
)
def test_cell_note_header_and_title_of_a_sheet_can_say_so(rows: tuple[list[object], ...]) -> None:
    reading = read_rows(*rows)

    (figure,) = reading.figures
    assert (figure.value, figure.is_provisional) == (Decimal(3), True)


def test_a_figure_without_such_words_is_final() -> None:
    (figure,) = read_rows(PERIOD, HEADER, ["鼓楼区", 3, "含公办"]).figures

    assert not figure.is_provisional


@pytest.mark.parametrize(
    ("typed", "is_provisional"),
    [
        (Typed("167（初步数）"), True),
        (Typed("167", note="初步数"), True),
        (Typed("167"), False),
        (Typed("", Absence.NOT_REPORTED, "初步数"), False),
    ],
)
def test_what_is_typed_can_say_so_and_an_absence_never_does(typed: Typed, is_provisional: bool) -> None:
    entry = indicator("eldercare.institutions", "养老机构", unit="家")

    figure, _findings = read_typed(typed, entry, "350102", Period.parse("2023-Q2"))

    assert figure is not None
    assert figure.is_provisional is is_provisional
