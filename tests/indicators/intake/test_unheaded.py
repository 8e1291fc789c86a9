from indicators.intake.findings import Code
from indicators.intake.questions import SKIP, Ask
from tests.indicators.intake.corpus import codes, make_grid, read

ROWS = [["福州市2023年"], ["指标", "单位", "一季度", "", "三季度"], ["养老机构", "家", 3, 4, 5]]
ASKED = (Ask.COLUMN, "Sheet1", "2023-Q2")


def test_a_blank_header_is_answered_to_be_the_quarter_that_is_left_out():
    reading = read(make_grid(ROWS), period=None, answers={ASKED: "#D D"})

    assert {str(figure.period): figure.value for figure in reading.figures}["2023-Q2"] == 4
    assert codes(reading) == []


def test_a_blank_header_is_answered_to_be_none_of_them():
    reading = read(make_grid(ROWS), period=None, answers={ASKED: SKIP})

    assert [str(figure.period) for figure in reading.figures] == ["2023-Q1", "2023-Q3"]
    assert codes(reading) == [Code.LEFT_OUT]
