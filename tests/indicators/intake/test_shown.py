"""Numbers whose format shows them in thousands or 万, or with a unit behind them."""

import pytest

from indicators.intake.findings import Code, Severity
from indicators.intake.questions import Ask
from tests.indicators.intake.corpus import codes, make_grid, read, values

MONEY = "assistance.spending"


def shown(unit, given, power):
    rows = [["福州市2023年二季度"], ["指标", "单位", "数量"], ["低保金", unit, given]]
    return make_grid(rows, scaled={(2, 2): power})


@pytest.mark.parametrize(
    ("unit", "power", "likely"),
    [
        ("元", 4, ("元", "万元")),
        ("", 4, ("元", "万元")),
        ("元", 3, ("元", "千元")),
        ("元", 6, ("元", "百万元")),
        ("万元", 3, ("万元", "千万元")),
        ("万元", 6, ("万元", "百万元")),
    ],
)
def test_a_number_that_is_not_shown_as_it_is_stored_is_asked_about(unit, power, likely):
    reading = read(shown(unit, 12.5, power))

    (found,) = reading.findings
    assert (reading.figures, found.code, found.severity) == ((), Code.SHOWN_SCALED, Severity.QUESTION)
    assert (found.cell, found.question.ask, found.question.candidates) == ("C3", Ask.UNIT, likely)
    assert found.params["expected"] == str(125 * 10**power // 10)


def test_the_answer_is_the_unit_of_the_number_that_is_shown():
    key = (Ask.UNIT, "Sheet1", "低保金 元/万元")

    assert values(read(shown("元", 12.5, 4), answers={key: "万元"})) == {MONEY: 12.5}
    assert values(read(shown("", 125000, 4), answers={key: "元"})) == {MONEY: 12.5}


def test_a_unit_that_says_what_the_format_does_settles_it():
    assert values(read(shown("万元", 12.5, 4))) == {MONEY: 12.5}
    assert values(read(shown("千元", 125, 3))) == {MONEY: 12.5}


def test_a_wrong_word_behind_the_number_is_an_error():
    reading = read(shown("元", "123.456万元", 3))

    assert (reading.figures, codes(reading)) == ((), [Code.SHOWN_SCALED])
    assert reading.findings[0].severity is Severity.ERROR


def worded(unit, given, word, label="低保金"):
    rows = [["福州市2023年二季度"], ["指标", "单位", "数量"], [label, unit, given]]
    return make_grid(rows, worded={(2, 2): word})


@pytest.mark.parametrize(
    ("given", "word", "likely", "read_as"),
    [
        (35000, "元", ("万元", "元"), (35000, 3.5)),
        ("3.5亿", "亿", ("万元", "亿元"), (3.5, 35000)),
        ("3.5亿元", "亿元", ("万元", "亿元"), (3.5, 35000)),
    ],
)
def test_a_unit_that_only_the_format_shows_is_asked_about_where_it_is_another(given, word, likely, read_as):
    reading = read(worded("万元", given, word))
    key = (Ask.UNIT, "Sheet1", "低保金 " + "/".join(likely))

    (found,) = reading.findings
    assert (reading.figures, found.code, found.severity) == ((), Code.UNIT_CONFLICT, Severity.QUESTION)
    assert (found.question.key, found.question.candidates) == (key, likely)
    for unit, value in zip(likely, read_as, strict=True):
        assert values(read(worded("万元", given, word), answers={key: unit})) == {MONEY: value}


@pytest.mark.parametrize(
    ("label", "unit", "given", "word", "value"),
    [
        ("低保金", "万元", 3.5, "万元", 3.5),
        ("低保金", "万元", "3.5万", "万", 3.5),
        ("低保金", "元", "3.5万", "万", 3.5),
        ("低保金", "", 35000, "元", 3.5),
        ("养老机构", "家", 3, "个", 3),
        ("低保标准", "元/人·月", 800, "元", 800),
        ("低保金", "万元", 3.5, "左右", 3.5),
    ],
)
def test_a_unit_that_the_format_shows_too_or_alone_is_its_unit(label, unit, given, word, value):
    reading = read(worded(unit, given, word, label))

    assert (list(values(reading).values()), codes(reading)) == ([value], [])
